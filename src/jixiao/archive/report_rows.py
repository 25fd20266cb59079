"""The reports of an archive as rows, each with the figures that most reports state: page by page, newest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, func, or_, select

from jixiao.archive.fact_rows import report_pages
from jixiao.archive.query import Query
from jixiao.archive.search_index import label_name
from jixiao.archive.tables import facts, reports, versions
from jixiao.record import Measure

_SAMPLE = 2000
"""The reports whose figures say which are the main ones."""
_MOST = 12
_SHARE = 0.2
"""A main figure is in this part of the reports at least."""


@dataclass(frozen=True, slots=True)
class MainFigure:
    """A figure that many reports state: its label without the time before it, its unit and measure."""

    name: str
    unit: str
    measure: Measure | None


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One report: `row` is that of `reports` with the name of its file, `figures` what it states of the main ones."""

    row: Mapping[str, Any]
    figures: Mapping[MainFigure, Decimal]


def main_figures(connection: Connection, query: Query | str = "") -> tuple[MainFigure, ...]:
    """What most of the newest reports that match state for their own year: at most twelve, the most frequent first."""
    stated: Counter[MainFigure] = Counter()
    sampled = 0
    for ids in report_pages(connection, query):
        sampled += len(ids)
        for own in _own_figures(connection, ids).values():
            stated.update(own.keys())
        if sampled >= _SAMPLE:
            break
    return tuple(each for each, times in stated.most_common(_MOST) if times >= max(1, sampled * _SHARE))


def report_rows(connection: Connection, query: Query | str = "", *, figures: bool = False) -> Iterator[ReportRow]:
    """The reports that match a query, newest first; with `figures` also what they state."""
    current = (versions.c.report_id == reports.c.id) & (versions.c.number == reports.c.version)
    for ids in report_pages(connection, query):
        stated = _own_figures(connection, ids) if figures else {}
        rows = select(reports, versions.c.file_name).join(versions, current).where(reports.c.id.in_(ids))
        found = {row["id"]: dict(row) for row in connection.execute(rows).mappings()}
        yield from (ReportRow(found[report_id], stated.get(report_id, {})) for report_id in ids)


def _own_figures(connection: Connection, ids: Sequence[int]) -> dict[int, dict[MainFigure, Decimal]]:
    """Amounts and ratios of each report's own year and the whole department, the first of each kind."""
    asked = (
        facts.c.report_id.in_(ids),
        facts.c.kind.in_(("amount", "ratio")),
        facts.c.subject.is_(None),
        facts.c.per.is_(None),
        facts.c.value.is_not(None),
        func.coalesce(facts.c.measure, "") != "change",
        or_(facts.c.year.is_(None), facts.c.year == reports.c.fiscal_year),
    )
    columns = (facts.c.report_id, facts.c.label, facts.c.unit, facts.c.measure, facts.c.value)
    rows = select(*columns).join(reports, reports.c.id == facts.c.report_id).where(*asked)
    found: dict[int, dict[MainFigure, Decimal]] = {}
    for report_id, label, unit, measure, value in connection.execute(
        rows.order_by(facts.c.report_id, facts.c.position)
    ):
        figure = MainFigure(label_name(label), unit or "", measure)
        found.setdefault(report_id, {}).setdefault(figure, Decimal(value))
    return found
