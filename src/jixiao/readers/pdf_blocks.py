"""Paragraphs, tables, notes and furniture to the blocks of a Document, every character with its box."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, overload

from jixiao.document import Block, BlockKind, Box, Cell, Table
from jixiao.readers.pdf_glyphs import Glyph
from jixiao.readers.pdf_joining import join_lines
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
                bold=all(end.place in self._pages[end.page].bold for line in paragraph.lines for end in line.ends),
                size=round(line.size, 1),
                page=line.page,
                boxes=self._boxes(paragraph.pieces),
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
                    boxes=self._boxes(cell.pieces),
                )
            )
        self.tables.append(Table(table_id, table.rows, table.columns, tuple(cells), table.continued))

    def add_note(self, lines: Sequence[Line]) -> None:
        """A footnote."""
        text, pieces = join_lines(lines)
        self._add("n", "note", text, pieces)

    def add_furniture(self, line: Line, kind: Literal["header", "footer"]) -> None:
        """A running head or footer."""
        self._add("h", kind, line.text, line.pieces)

    def _add(self, letter: str, kind: BlockKind, text: str, pieces: Pieces) -> None:
        page = next(piece.page for piece in pieces if piece)
        self.blocks.append(Block(self._next(letter), kind, text, page=page, boxes=self._boxes(pieces)))

    def _next(self, letter: str) -> str:
        self._counts[letter] += 1
        return f"{letter}{self._counts[letter]}"

    def _boxes(self, pieces: Pieces) -> Sequence[Box | None]:
        if not self._turned or self._turned.isdisjoint(piece.page for piece in pieces if piece):
            return _Boxes(pieces, None)
        return _Boxes(pieces, self._pages)


class _Boxes(Sequence[Box | None]):
    """The box of each character as the page is shown, made when it is asked for: most figures and words never are."""

    def __init__(self, pieces: Pieces, turned: Mapping[int, Page] | None) -> None:
        self._pieces = pieces
        self._turned = turned

    def __len__(self) -> int:
        return len(self._pieces)

    @overload
    def __getitem__(self, place: int) -> Box | None: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Box | None, ...]: ...

    def __getitem__(self, place: int | slice) -> Box | tuple[Box | None, ...] | None:
        if isinstance(place, slice):
            return tuple(map(self._box, self._pieces[place]))
        return self._box(self._pieces[place])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def _box(self, piece: Glyph | None) -> Box | None:
        if piece is None:
            return None
        return Box(piece.page, self._turned[piece.page].shown(piece) if self._turned else piece[1:5])


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
