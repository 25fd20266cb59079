"""An archive of today made one of the first format: without the columns that came later."""

from __future__ import annotations

from sqlalchemy import Connection, text, update

from jixiao.archive.tables import facts, properties, reports, score_items

_LATER = (
    facts.c.corrected, score_items.c.corrected, reports.c.corrected, reports.c.score_corrected, reports.c.unread_numbers,
)  # fmt: skip


def to_first_format(connection: Connection) -> None:
    """Drop what later formats brought, and say that the archive is of format 1."""
    for column in _LATER:
        connection.execute(text(f"ALTER TABLE {column.table.name} DROP COLUMN {column.name}"))
    connection.execute(update(properties).values(value="1"))
