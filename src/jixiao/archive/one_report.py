"""The number of a report to all that the archive has of it, in one look: its row, its files, one record, what people put right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, bindparam, select

from jixiao.archive import corrections
from jixiao.archive.corrections import Correction
from jixiao.archive.engine import Database, reading
from jixiao.archive.tables import reports, versions


@dataclass(frozen=True, slots=True)
class OneReport:
    """A report and the version asked for; `record` is its JSON, `journal` the corrections of all its files, oldest first."""

    row: Mapping[str, Any]
    versions: Sequence[Mapping[str, Any]]
    version: int
    record: bytes
    journal: Sequence[Correction]


_asked: BindParameter[int] = bindparam("report_id")
_ROW = select(reports).where(reports.c.id == _asked)
_FILES = (
    select(*(column for column in versions.c if column.name != "record"))
    .where(versions.c.report_id == _asked)
    .order_by(versions.c.number)
)
_RECORD = select(versions.c.record).where(versions.c.report_id == _asked, versions.c.number == bindparam("number"))


def one_report(database: Database, report_id: int, version: int | None = None) -> OneReport | None:
    """A report, its current version or another, as it stands at one moment; None where there is none."""
    with reading(database) as connection:
        row = connection.execute(_ROW, {"report_id": report_id}).mappings().one_or_none()
        if row is None:
            return None
        number = int(row["version"]) if version is None else version
        record = connection.execute(_RECORD, {"report_id": report_id, "number": number}).scalar_one_or_none()
        if record is None:
            return None
        files = [dict(file) for file in connection.execute(_FILES, {"report_id": report_id}).mappings()]
        return OneReport(dict(row), files, number, record, corrections.of_report(connection, report_id))
