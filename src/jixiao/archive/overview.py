"""The archive as a whole: how much it holds, what came last, what needs a look first, and how its imports went."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, func, select

from jixiao.archive.engine import Database, reading
from jixiao.archive.tables import checks, corrections, import_files, import_runs, reports, versions

Rows = Sequence[Mapping[str, Any]]
_FULL, _NO_TOTAL = 10, 5
"""How much a failed check and a missing total weigh among what needs a look."""


@dataclass(frozen=True, slots=True)
class Overview:
    """How much an archive holds."""

    reports: int
    facts: int
    departments: int
    with_failures: int
    first_year: int | None
    last_year: int | None


@dataclass(frozen=True, slots=True)
class Run:
    """One import: when, what was asked for, how many files were read and how many could not be."""

    id: int
    started: datetime
    finished: datetime | None
    places: tuple[str, ...]
    imported: int
    failed: int


def changes(database: Database) -> tuple[int | None, int | None]:
    """What is another after a report or a correction was added, and costs nothing to ask."""
    with reading(database) as connection:
        reports_so_far = connection.execute(select(func.max(reports.c.id))).scalar_one()
        return reports_so_far, connection.execute(select(func.max(corrections.c.id))).scalar_one()


def latest(database: Database, limit: int) -> Rows:
    """The reports that were added last."""
    with reading(database) as connection:
        query = select(reports).order_by(reports.c.id.desc()).limit(limit)
        return [dict(row) for row in connection.execute(query).mappings()]


def to_review(database: Database, limit: int, offset: int = 0) -> Rows:
    """The reports that nobody has looked at, most in need of it first.

    A failed check weighs as much as ten numbers that were not read, and more of these count no further: a list of telephone
    numbers is not worse than a wrong sum. A missing total weighs five, a difference in the last digit one.
    A report is looked at once any correction was made in its current file, be it that a check was dismissed.
    """
    current = (versions.c.report_id == reports.c.id) & (versions.c.number == reports.c.version)
    seen = (
        select(reports.c.id).join(versions, current).join(corrections, corrections.c.sha256 == versions.c.sha256)
    ).correlate(None)
    unread = case((reports.c.unread_numbers > _FULL, _FULL), else_=reports.c.unread_numbers)
    no_total = case((reports.c.score.is_(None), _NO_TOTAL), else_=0)
    need = reports.c.failed_checks * _FULL + no_total + unread + reports.c.minor_checks
    query = (
        select(reports, need.label("need"))
        .where(need > 0, reports.c.id.not_in(seen))
        .order_by(need.desc(), reports.c.id.desc())
    )
    return _page(database, query, limit, offset)


def failed_checks(database: Database, report_ids: Sequence[int]) -> dict[int, list[str]]:
    """What fails in each of some reports, errors first."""
    query = (
        select(checks.c.report_id, checks.c.message)
        .where(checks.c.report_id.in_(report_ids), checks.c.status == "fail")
        .order_by(checks.c.report_id, checks.c.severity, checks.c.position)
    )
    found: dict[int, list[str]] = {}
    with reading(database) as connection:
        for row in connection.execute(query):
            found.setdefault(row.report_id, []).append(row.message)
    return found


def runs(database: Database, limit: int) -> Sequence[Run]:
    """The last imports, newest first."""
    counted = (
        select(
            import_files.c.run_id,
            func.sum(case((import_files.c.outcome == "imported", 1), else_=0)).label("imported"),
            func.sum(case((import_files.c.outcome != "imported", 1), else_=0)).label("failed"),
        )
        .group_by(import_files.c.run_id)
        .subquery()
    )
    query = (
        select(import_runs, counted.c.imported, counted.c.failed)
        .outerjoin(counted, counted.c.run_id == import_runs.c.id)
        .order_by(import_runs.c.id.desc())
        .limit(limit)
    )
    with reading(database) as connection:
        return [
            Run(row.id, row.started, row.finished, tuple(row.places.split("\n")), row.imported or 0, row.failed or 0)
            for row in connection.execute(query)
        ]


def _page(database: Database, query: Select[Any], limit: int, offset: int) -> Rows:
    with reading(database) as connection:
        return [dict(row) for row in connection.execute(query.limit(limit).offset(offset)).mappings()]
