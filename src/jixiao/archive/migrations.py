"""An archive of an earlier version of the tables to one of today, in one transaction: what it holds stays as it is.

1 → 2    figures, scores and reports say what people corrected in them; what was corrected before is laid over its rows
2 → 3    reports say how many of their numbers were not read, for the queue of what needs a look
3 → 4    files that could not be read are told at every place where they lie
"""

from __future__ import annotations

from sqlalchemy import Column, Connection, bindparam, select, text, update
from sqlalchemy.schema import CreateColumn

from jixiao.archive import storing
from jixiao.archive.corrected_rows import Lay
from jixiao.archive.tables import SCHEMA, corrections, facts, import_copies, properties, reports, score_items, versions
from jixiao.record import Record

_AT_ONCE = 500


def migrate(connection: Connection, lay: Lay) -> None:
    """Bring the tables up to date, step by step; nothing where they are, or where another process just did it."""
    schema = int(connection.execute(select(properties.c.value).where(properties.c.name == "schema")).scalar_one())
    if schema < 2:
        for column in (facts.c.corrected, score_items.c.corrected, reports.c.corrected, reports.c.score_corrected):
            _add(connection, column)
    if schema < 3:
        _add(connection, reports.c.unread_numbers)
        _count_unread_numbers(connection)
    if schema < 4:
        import_copies.create(connection, checkfirst=True)
    if schema < 2:
        hashes = connection.execute(select(corrections.c.sha256).distinct()).scalars().all()
        storing.write_anew(connection, hashes, lay)
    connection.execute(update(properties).where(properties.c.name == "schema").values(value=str(SCHEMA)))


def _count_unread_numbers(connection: Connection) -> None:
    current = (versions.c.report_id == reports.c.id) & (versions.c.number == reports.c.version)
    query = select(reports.c.id, versions.c.record).join(versions, current).order_by(reports.c.id).limit(_AT_ONCE)
    counted = update(reports).where(reports.c.id == bindparam("report")).values(unread_numbers=bindparam("number"))
    last = 0
    while rows := connection.execute(query.where(reports.c.id > last)).all():
        last = rows[-1].id
        numbers = [{"report": row.id, "number": Record.from_json(row.record).unread_numbers} for row in rows]
        if some := [each for each in numbers if each["number"]]:
            connection.execute(counted, some)


def _add(connection: Connection, column: Column[object]) -> None:
    told = CreateColumn(column).compile(dialect=connection.dialect)
    connection.execute(text(f"ALTER TABLE {column.table.name} ADD COLUMN {told}"))
