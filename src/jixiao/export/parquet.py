"""Tables of an export to Parquet files: text, 64-bit integers and exact decimals, written in batches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import islice
from pathlib import Path

import pyarrow
from pyarrow import parquet

from jixiao.export import files_of
from jixiao.export.tables import Column, Row, Table

_BATCH = 5000
_DIGITS, _DECIMALS = 38, 10
_TYPES = {"text": pyarrow.string(), "integer": pyarrow.int64(), "number": pyarrow.decimal128(_DIGITS, _DECIMALS)}
_LAST = Decimal(1).scaleb(-_DECIMALS)
_LIMIT = Decimal(10) ** (_DIGITS - _DECIMALS)


def write_parquet(target: Path, tables: Sequence[Table]) -> list[int]:
    """A file a table, its columns by their headings; how many rows each has."""
    written = []
    for file, table in zip(files_of(target), tables, strict=True):
        schema = pyarrow.schema([(column.heading, _TYPES[column.kind]) for column in table.columns])
        count = 0
        with parquet.ParquetWriter(str(file), schema) as writer:
            while batch := list(islice(table.rows, _BATCH)):
                columns = [pyarrow.array(_cells(batch, place, column), _TYPES[column.kind])
                           for place, column in enumerate(table.columns)]  # fmt: skip
                writer.write_batch(pyarrow.record_batch(columns, schema=schema))
                count += len(batch)
        written.append(count)
    return written


def _cells(batch: Sequence[Row], place: int, column: Column) -> Iterator[object]:
    for row in batch:
        cell = row[place]
        yield _fitting(cell) if column.kind == "number" and isinstance(cell, Decimal) else cell


def _fitting(value: Decimal) -> Decimal | None:
    """With the decimals of the column; a number too large for it, which no report has, is left out."""
    return value.quantize(_LAST) if abs(value) < _LIMIT else None
