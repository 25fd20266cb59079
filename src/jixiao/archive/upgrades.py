"""An archive of an older format to one of today's: each step adds what its format brought, in one transaction.

Records are the truth, so whatever a newer format keeps beside them can be made of them again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import Column, Connection, bindparam, select, text, update
from sqlalchemy.schema import CreateColumn

from jixiao.archive import storing
from jixiao.archive.corrected_rows import Lay
from jixiao.archive.tables import SCHEMA, corrections, facts, properties, reports, score_items, versions
from jixiao.record import Record

_AT_ONCE = 500


def upgrade(connection: Connection, schema: int, lay: Lay) -> None:
    """Bring the tables from this format to today's; nothing is done where they are of today's."""
    for number in range(schema + 1, SCHEMA + 1):
        for step in _STEPS[number]:
            step(connection, lay)
    connection.execute(update(properties).where(properties.c.name == "schema").values(value=str(SCHEMA)))


def _count_unread_numbers(connection: Connection, _: Lay) -> None:
    """Format 2: how many numbers of each report were not read, for the queue of what needs a look."""
    _add(connection, reports.c.unread_numbers)
    current = (versions.c.report_id == reports.c.id) & (versions.c.number == reports.c.version)
    query = select(reports.c.id, versions.c.record).join(versions, current).order_by(reports.c.id).limit(_AT_ONCE)
    counted = update(reports).where(reports.c.id == bindparam("report")).values(unread_numbers=bindparam("number"))
    last = 0
    while rows := connection.execute(query.where(reports.c.id > last)).all():
        last = rows[-1].id
        numbers = [{"report": row.id, "number": Record.from_json(row.record).unread_numbers} for row in rows]
        if some := [each for each in numbers if each["number"]]:
            connection.execute(counted, some)


def _lay_corrections(connection: Connection, lay: Lay) -> None:
    """Format 2: figures, scores and reports say what people corrected; what was corrected before is laid over its rows."""
    for column in (facts.c.corrected, score_items.c.corrected, reports.c.corrected, reports.c.score_corrected):
        _add(connection, column)
    hashes = connection.execute(select(corrections.c.sha256).distinct()).scalars().all()
    storing.write_anew(connection, hashes, lay)


def _add(connection: Connection, column: Column[object]) -> None:
    told = CreateColumn(column).compile(dialect=connection.dialect)
    connection.execute(text(f"ALTER TABLE {column.table.name} ADD COLUMN {told}"))


_STEPS: Mapping[int, tuple[Callable[[Connection, Lay], None], ...]] = {2: (_count_unread_numbers, _lay_corrections)}
"""What each format brought."""
