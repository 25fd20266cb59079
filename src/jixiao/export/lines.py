"""Tables of an export to CSV, as Excel reads it, and to lines of JSON, with numbers as exact decimals."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from jixiao.export import files_of
from jixiao.export.tables import Cell, Table

_FORMULA = ("=", "+", "@", "\t", "\r")


def write_csv(target: Path, tables: Sequence[Table]) -> list[int]:
    """A file a table, with a byte order mark; how many rows each has."""
    written = []
    for file, table in zip(files_of(target), tables, strict=True):
        count = 0
        with file.open("w", encoding="utf-8-sig", newline="") as opened:
            writer = csv.writer(opened)
            writer.writerow(column.heading for column in table.columns)
            for row in table.rows:
                writer.writerow([_shown(cell) for cell in row])
                count += 1
        written.append(count)
    return written


def _shown(cell: Cell) -> str | int:
    """A text that a spreadsheet would take for a formula is made to stay one; numbers as they were printed."""
    if isinstance(cell, Decimal):
        return format(cell, "f")
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return "'" + cell
    return "" if cell is None else cell


def write_jsonl(target: Path, tables: Sequence[Table]) -> list[int]:
    """A file a table, an object a row, by the names that columns have for programs; how many rows each has."""
    written = []
    for file, table in zip(files_of(target), tables, strict=True):
        names = [column.heading if column.name.startswith("figure_") else column.name for column in table.columns]
        count = 0
        with file.open("w", encoding="utf-8", newline="\n") as opened:
            for row in table.rows:
                cells = (format(cell, "f") if isinstance(cell, Decimal) else cell for cell in row)
                opened.write(json.dumps(dict(zip(names, cells, strict=True)), ensure_ascii=False) + "\n")
                count += 1
        written.append(count)
    return written
