"""Lines whose columns are set with blanks or tabs to tables, in a document of any format.

As with tables without rules on a page, only what is plain: three rows of three cells, as many in each, short, and one
column of figures. Line ends of a table typed so are rows, and its words spread over blanks (合    计) are words again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from jixiao.document import Block, Cell, Document, Table

_PARTING = ("  ", "\t", "\u3000\u3000", "\u00a0\u00a0")
_CUT = re.compile(r"[ \u3000\u00a0]*\t[ \u3000\u00a0]*|[ \u3000\u00a0]{2,}")
_SPREAD = re.compile(r"(?<!\S)([\u4e00-\u9fff])[ \u3000\u00a0]+(?=[\u4e00-\u9fff](?!\S))")
_FIGURE = re.compile(r"[-+−]?[\d０-９,，.．]+(?:[%％]|万元|万|元|分|个)?|[-—–/]+")
_FEWEST = 3  # rows, and columns
_LONGEST = 16  # characters in a cell on average


def with_typed_tables(document: Document) -> Document:
    """The document with a table in place of each run of lines that is one; the document itself where there is none."""
    if sum(_is_parted(block) for block in document.blocks) < _FEWEST:
        return document
    parted = [_cells(block) if _is_parted(block) else () for block in document.blocks]
    blocks: list[Block] = []
    made: list[Table] = []
    at = 0
    while at < len(parted):
        end = _end_of_run(parted, at)
        rows = _rows(parted[at:end]) if end - at >= _FEWEST else ()
        if rows:
            table, cells = _table(rows, f"t{len(document.tables) + len(made) + 1}")
            made.append(table)
            blocks.extend(cells)
            at = end
        else:
            blocks.append(document.blocks[at])
            at += 1
    if not made:
        return document
    return replace(document, blocks=tuple(blocks), tables=_in_order(blocks, (*document.tables, *made)))


def _is_parted(block: Block) -> bool:
    """Whether blanks part a line of the text; lines of a PDF have places, by which its own reader parts them."""
    return block.kind == "paragraph" and not block.boxes and any(blanks in block.text for blanks in _PARTING)


def _cells(block: Block) -> tuple[str, ...]:
    """The texts that blanks part in a line."""
    return tuple(_CUT.split(_SPREAD.sub(r"\1", block.text.strip())))


def _end_of_run(parted: Sequence[tuple[str, ...]], at: int) -> int:
    end = at
    while end < len(parted) and len(parted[end]) >= _FEWEST:
        end += 1
    return end


def _rows(run: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """The rows of the table that some lines form, all of one length; none if it is not plain enough.

    A row one shorter stands to the right where the others begin with their number: 合计 has none.
    """
    wide = max(map(len, run))
    serial = all(row[0].isdecimal() for row in run[1:] if len(row) == wide)
    rows = tuple(("", *row) if serial and len(row) == wide - 1 else row for row in run)
    said = [text for row in rows for text in row if text]
    plain = (
        all(len(row) == wide for row in rows)
        and sum(map(len, said)) <= _LONGEST * len(said)
        and not any(text.endswith("。") for text in said)
        and any(all(_FIGURE.fullmatch(text) for text in column[1:]) for column in zip(*rows, strict=True))
    )
    return rows if plain else ()


def _table(rows: Sequence[Sequence[str]], name: str) -> tuple[Table, list[Block]]:
    blocks = [
        Block(f"{name}.r{row + 1}.c{column + 1}", "cell", text, table=name, row=row, column=column)
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    ]
    cells = tuple(Cell(block.id, block.row or 0, block.column or 0) for block in blocks)
    return Table(name, len(rows), len(rows[0]), cells), blocks


def _in_order(blocks: Sequence[Block], tables: Sequence[Table]) -> tuple[Table, ...]:
    first = {block.table: at for at, block in reversed(list(enumerate(blocks))) if block.table is not None}
    return tuple(sorted(tables, key=lambda table: first.get(table.id, len(blocks))))
