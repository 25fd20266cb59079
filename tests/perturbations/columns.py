"""The columns of a table in another order."""

from __future__ import annotations

from random import Random

from msgspec.structs import replace

from jixiao.document import Block, Document, Table
from jixiao.record import Record, RecordTable


def permuted(document: Document, record: Record, random: Random) -> Document:
    """The columns behind the headings of the rows, in any order; columns under one merged cell stay together.

    Left alone are forms and tables whose columns lean on their neighbours: those without a header, and those where a
    second column of names heads the figures on its right.
    """
    read = {table.id: table for table in record.tables}
    tables = []
    places: dict[str, int] = {}
    for table in document.tables:
        order = _order(document, table, read[table.id], random)
        cells = tuple(replace(cell, column=order[cell.column]) for cell in table.cells)
        tables.append(replace(table, cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))))
        places |= {cell.block: cell.column for cell in cells}
    blocks = [replace(block, column=places[block.id]) if block.id in places else block for block in document.blocks]
    return replace(document, blocks=tuple(_by_place(blocks)), tables=tuple(tables))


def _order(document: Document, table: Table, read: RecordTable, random: Random) -> list[int]:
    """The new place of every column."""
    groups = _groups(table, read)
    movable = [group for group in groups if group[0] >= read.header_columns]
    if read.header_rows == 0 or read.header_columns == 0 or _leans(document, table, read) or len(movable) < 2:
        return list(range(table.columns))
    shuffled = random.sample(movable, len(movable))
    if shuffled == movable:
        shuffled = movable[::-1]
    fixed = [column for group in groups if group not in movable for column in group]
    line = [*fixed, *(column for group in shuffled for column in group)]
    return [line.index(column) for column in range(table.columns)]


def _groups(table: Table, read: RecordTable) -> list[list[int]]:
    """Columns, those joined by a merged cell that is not as wide as the table together."""
    joined = list(range(table.columns))
    for cell in table.cells:
        if 1 < cell.colspan < table.columns - read.header_columns:
            for column in range(cell.column, cell.column + cell.colspan):
                joined[column] = min(joined[column], joined[cell.column])
    groups: dict[int, list[int]] = {}
    for column, first in enumerate(joined):
        groups.setdefault(first, []).append(column)
    return list(groups.values())


def _leans(document: Document, table: Table, read: RecordTable) -> bool:
    """Whether rows below the header are merged sideways, or headers repeat: names on both sides of figures."""
    below = [cell for cell in table.cells if cell.row >= read.header_rows]
    heads = [
        document.block(cell.block).text for cell in table.cells if cell.row < read.header_rows and cell.colspan == 1
    ]
    heads = [head for head in heads if head.strip()]
    return any(cell.colspan > 1 for cell in below) or len(set(heads)) < len(heads)


def _by_place(blocks: list[Block]) -> list[Block]:
    """Cells of a row in the order of their columns; everything else stays where it was."""
    runs: dict[tuple[str | None, int | None], list[Block]] = {}
    for block in blocks:
        if block.table:
            runs.setdefault((block.table, block.row), []).append(block)
    ordered = {key: iter(sorted(run, key=lambda block: block.column or 0)) for key, run in runs.items()}
    return [next(ordered[block.table, block.row]) if block.table else block for block in blocks]
