"""The items of Word's stories to the blocks and tables of a Document, with ids: p1, t1.r2.c3, n1, h1."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct, field

from jixiao.document import Block, BlockKind, Cell, Table
from jixiao.readers.docx_story import Item, Paragraph, TableCell, TableItem, paragraphs
from jixiao.readers.look_alikes import with_characters


class Blocks(Struct):
    """The blocks and tables so far: the body in the order of the page, then notes, then headers and footers."""

    blocks: list[Block] = field(default_factory=list)
    tables: list[Table | None] = field(default_factory=list)
    _counts: dict[str, int] = field(default_factory=dict)

    def add_body(self, items: Iterable[Item]) -> None:
        """Paragraphs and tables as they stand in the body."""
        for item in items:
            if isinstance(item, Paragraph):
                kind: BlockKind = "contents" if item.contents or item.in_toc else "paragraph"
                self._add(item, "p", kind)
            else:
                self._add_table(item)

    def add_notes(self, items: tuple[Item, ...]) -> None:
        """The paragraphs of a footnote or an endnote."""
        for paragraph in paragraphs(items):
            self._add(paragraph, "n", "note")

    def add_running(self, items: tuple[Item, ...], kind: BlockKind) -> None:
        """The paragraphs of a header or a footer, each distinct text once; the dashes around a page number are none."""
        for paragraph in paragraphs(items):
            known = any(block.kind == kind and block.text == paragraph.text for block in self.blocks)
            if not known and any(map(str.isalnum, paragraph.text)):
                self._add(paragraph, "h", kind)

    def _add(self, paragraph: Paragraph, letter: str, kind: BlockKind) -> None:
        count = self._counts[letter] = self._counts.get(letter, 0) + 1
        self.blocks.append(
            Block(
                f"{letter}{count}",
                kind,
                with_characters(paragraph.text),
                numbering=paragraph.numbering,
                level=paragraph.level,
                centred=paragraph.centred,
                bold=paragraph.bold,
                size=paragraph.size,
            )
        )

    def _add_table(self, item: TableItem) -> None:
        """A table's cells row by row; a table nested in a cell follows that cell."""
        place = len(self.tables)
        self.tables.append(None)
        table = f"t{place + 1}"
        cells = []
        for cell in item.cells:
            block = _cell_block(cell, table)
            self.blocks.append(block)
            cells.append(Cell(block.id, cell.row, cell.column, cell.rowspan, cell.colspan))
            for nested in cell.items:
                if isinstance(nested, TableItem):
                    self._add_table(nested)
        self.tables[place] = Table(table, item.rows, item.columns, tuple(cells))


def _cell_block(cell: TableCell, table: str) -> Block:
    """A cell's paragraphs as the lines of one block."""
    lines = [item for item in cell.items if isinstance(item, Paragraph)]
    first = lines[0] if lines else Paragraph("")
    return Block(
        f"{table}.r{cell.row + 1}.c{cell.column + 1}",
        "cell",
        with_characters("\n".join(line.text for line in lines)),
        numbering=first.numbering,
        centred=first.centred,
        bold=bool(lines) and all(line.bold for line in lines),
        size=first.size,
        table=table,
        row=cell.row,
        column=cell.column,
    )
