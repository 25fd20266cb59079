"""An archive of an earlier version of the tables to one of today, in one transaction: what it holds stays as it is.

1 → 2    figures, scores and reports say what people corrected in them; what was corrected before is laid over its rows
"""

from __future__ import annotations

from sqlalchemy import Column, Connection, select, text, update
from sqlalchemy.schema import CreateColumn

from jixiao.archive import storing
from jixiao.archive.corrected_rows import Lay
from jixiao.archive.tables import SCHEMA, corrections, facts, properties, reports, score_items


def migrate(connection: Connection, lay: Lay) -> None:
    """Bring the tables up to date, step by step; nothing where they are, or where another process just did it."""
    schema = select(properties.c.value).where(properties.c.name == "schema")
    if int(connection.execute(schema).scalar_one() or SCHEMA) < 2:
        for column in (facts.c.corrected, score_items.c.corrected, reports.c.corrected, reports.c.score_corrected):
            _add(connection, column)
        hashes = connection.execute(select(corrections.c.sha256).distinct()).scalars().all()
        storing.write_anew(connection, hashes, lay)
    connection.execute(update(properties).where(properties.c.name == "schema").values(value=str(SCHEMA)))


def _add(connection: Connection, column: Column[object]) -> None:
    told = CreateColumn(column).compile(dialect=connection.dialect)
    connection.execute(text(f"ALTER TABLE {column.table.name} ADD COLUMN {told}"))
