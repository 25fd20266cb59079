"""A query to how the overall results of its reports are spread: scores in steps of five points, and grades."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import Connection, case, func, select

from jixiao.archive.columns import SCALE
from jixiao.archive.matching import match
from jixiao.archive.query import Query, parse_query
from jixiao.archive.tables import reports

STEP, FULL_MARKS = 5, 100
_SCALED_STEP = STEP * 10**SCALE


@dataclass(frozen=True, slots=True)
class Step:
    """The reports with a score from `low` up to, but without, `high`; full marks, those of the report or 100, are in the step below them."""

    low: Decimal
    high: Decimal
    reports: int


def score_steps(connection: Connection, query: Query | str) -> Sequence[Step]:
    """The scores of all reports that match, lowest first, steps without a report between them included; null scores are left out."""
    query = parse_query(query) if isinstance(query, str) else query
    found = match(connection, query).everything(connection).subquery()
    is_full = (reports.c.score_scaled == reports.c.full_marks_scaled) | (
        reports.c.score_scaled == FULL_MARKS * 10**SCALE
    )
    full = case((is_full, 1), else_=0)
    step = (reports.c.score_scaled - full) // _SCALED_STEP
    rows = (
        select(step.label("step"), func.count().label("number"))
        .select_from(reports.join(found, found.c.report_id == reports.c.id))
        .where(reports.c.score_scaled.is_not(None))
        .group_by("step")
    )
    counted = {int(row.step): row.number for row in connection.execute(rows)}
    if not counted:
        return ()
    steps = range(min(counted), max(counted) + 1)
    return [Step(Decimal(at * STEP), Decimal((at + 1) * STEP), counted.get(at, 0)) for at in steps]


def grade_counts(connection: Connection, query: Query | str) -> Sequence[tuple[str, int]]:
    """How many of the reports that match have each grade, as printed, the most frequent first."""
    query = parse_query(query) if isinstance(query, str) else query
    found = match(connection, query).everything(connection).subquery()
    rows = (
        select(reports.c.grade, func.count())
        .select_from(reports.join(found, found.c.report_id == reports.c.id))
        .where(reports.c.grade.is_not(None))
        .group_by(reports.c.grade)
        .order_by(func.count().desc(), reports.c.grade)
    )
    return [(grade, number) for grade, number in connection.execute(rows)]
