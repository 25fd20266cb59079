"""A document as the record keeps it: its blocks with their sections, its tables with what was understood of them."""

from __future__ import annotations

from collections.abc import Sequence

from jixiao.document import Document
from jixiao.outline.outline import Outline
from jixiao.record import RecordBlock, RecordCell, RecordTable
from jixiao.tables.tables import TableReading


def kept_blocks(document: Document, outline: Outline) -> tuple[RecordBlock, ...]:
    """The text of the report; a paragraph that opens as a title or heading is called one."""
    first = {passage.block: passage for passage in reversed(outline.passages)}
    out = []
    for block in document.blocks:
        passage = first.get(block.id)
        role = passage.role if passage else "aside"
        out.append(
            RecordBlock(
                id=block.id,
                kind=role if role in ("title", "heading") and block.kind == "paragraph" else block.kind,
                text=block.text,
                section=passage.section if passage else None,
                table=block.table,
                row=block.row,
                column=block.column,
                page=block.page,
            )
        )
    return tuple(out)


def kept_tables(document: Document, readings: Sequence[TableReading]) -> tuple[RecordTable, ...]:
    """The tables of the report; the pieces of a table that goes on share caption, unit and headers."""
    read = {table: reading for reading in readings for table in reading.tables}
    return tuple(
        RecordTable(
            id=table.id,
            caption=read[table.id].caption if table.id in read else None,
            unit=read[table.id].unit if table.id in read else None,
            rows=table.rows,
            columns=table.columns,
            header_rows=read[table.id].header_rows if table.id in read else 0,
            header_columns=read[table.id].header_columns if table.id in read else 0,
            cells=tuple(
                RecordCell(
                    block=cell.block, row=cell.row, column=cell.column, rowspan=cell.rowspan, colspan=cell.colspan
                )
                for cell in table.cells
            ),
            continued=table.continued,
        )
        for table in document.tables
    )
