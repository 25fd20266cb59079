"""Paragraphs, tables, notes and furniture to the blocks of a Document, every character with its box."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from jixiao.document import Block, BlockKind, Box, Cell, Table
from jixiao.readers.pdf_boxes import LineBoxes, PieceBoxes
from jixiao.readers.pdf_joining import join_texts, pieces_between
from jixiao.readers.pdf_lines import Line, Pieces
from jixiao.readers.pdf_page import Page
from jixiao.readers.pdf_paragraphs import Paragraph
from jixiao.readers.pdf_tables import PageTable


class Blocks:
    """The blocks and tables of a document as they are added, with running numbers for ids."""

    def __init__(self, pages: Mapping[int, Page]) -> None:
        self.blocks: list[Block] = []
        self.tables: list[Table] = []
        self._pages = pages
        self._turned = {number for number, page in pages.items() if page.turned}
        self._counts = {"p": 0, "n": 0, "h": 0}

    def add_paragraph(self, paragraph: Paragraph, kind: Literal["paragraph", "contents"]) -> None:
        """A paragraph of running text, or an entry of the table of contents."""
        line = paragraph.lines[0]
        self.blocks.append(
            Block(
                self._next("p"),
                kind,
                paragraph.text,
                centred=paragraph.centred,
                bold=all(map(self._is_bold, paragraph.lines)),
                size=round(line.size, 1),
                page=line.page,
                boxes=self._boxes_of(paragraph.lines, paragraph.text, paragraph.starts),
            )
        )

    def add_table(self, table: PageTable) -> None:
        """A table: its cells as blocks row by row, and its form."""
        table_id = f"t{len(self.tables) + 1}"
        cells = []
        pages = _pages_of_rows(table)
        for cell in table.cells:
            block_id = f"{table_id}.r{cell.row}.c{cell.column}"
            cells.append(Cell(block_id, cell.row, cell.column, cell.rowspan, cell.colspan))
            self.blocks.append(
                Block(
                    block_id,
                    "cell",
                    cell.text,
                    table=table_id,
                    row=cell.row,
                    column=cell.column,
                    page=pages[cell.row],
                    boxes=self._boxes_in(cell.pieces),
                )
            )
        self.tables.append(Table(table_id, table.rows, table.columns, tuple(cells), table.continued))

    def add_note(self, lines: Sequence[Line]) -> None:
        """A footnote."""
        self._add("n", "note", lines)

    def add_furniture(self, line: Line, kind: Literal["header", "footer"]) -> None:
        """A running head or footer."""
        self._add("h", kind, (line,))

    def _add(self, letter: str, kind: BlockKind, lines: Sequence[Line]) -> None:
        text, starts = join_texts(lines)
        boxes = self._boxes_of(lines, text, starts)
        self.blocks.append(Block(self._next(letter), kind, text, page=lines[0].page, boxes=boxes))

    def _next(self, letter: str) -> str:
        self._counts[letter] += 1
        return f"{letter}{self._counts[letter]}"

    def _is_bold(self, line: Line) -> bool:
        places, bold = line.glyphs.places, self._pages[line.page].bold
        return places[0] in bold and places[-1] in bold

    def _boxes_of(self, lines: Sequence[Line], text: str, starts: Sequence[int]) -> Sequence[Box | None]:
        if any(line.page in self._turned for line in lines):
            return PieceBoxes(pieces_between(lines, starts, 0, len(text)), self._pages)
        return LineBoxes(lines, starts, len(text))

    def _boxes_in(self, pieces: Pieces) -> Sequence[Box | None]:
        return PieceBoxes(pieces, self._pages if self._turned else None)


def _pages_of_rows(table: PageTable) -> list[int]:
    """The page each row begins on; a row without text is where the row before it is."""
    pages = [0] * table.rows
    for cell in table.cells:
        first = next((piece.page for piece in cell.pieces if piece), 0)
        pages[cell.row] = min(filter(None, (pages[cell.row], first)), default=0)
    last = table.page
    for row, page in enumerate(pages):
        pages[row] = last = max(page, last)
    return pages
