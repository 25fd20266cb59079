"""One quantity over the years: the facts of an indicator or a label to a value a year for each department, with its change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, select

from jixiao.archive.conditions import named
from jixiao.archive.folding import fold
from jixiao.archive.matching import match
from jixiao.archive.query import Query, figure_named, parse_query
from jixiao.archive.search_index import label_name
from jixiao.archive.tables import facts, reports
from jixiao.record import Measure

_PREFERRED: tuple[Measure | None, ...] = ("final", "balance", None, "adjusted", "received", "budget", "carryover")
_RATE = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Point:
    """One year: the value (`unit` 万元, % or what is counted) and the report that states it.

    `change` is the difference from the year before, None where that is missing; `rate` the same in percent of it, None
    also where it is 0 and for ratios, whose change is in percentage points. `others` are other values that reports state;
    `corrected` says that a person put the value right.
    """

    year: int
    value: Decimal
    unit: str
    label: str
    measure: Measure | None
    report_id: int
    corrected: bool = False
    others: tuple[Decimal, ...] = ()
    change: Decimal | None = None
    rate: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """One quantity of one department, by year, oldest first."""

    name: str
    department: str
    region: str
    unit: str
    points: tuple[Point, ...]


def series(
    connection: Connection, name: str, query: Query | str = "", *, measure: Measure | None = None
) -> tuple[Series, ...]:
    """A quantity over the years for each department whose reports match a query, by the name of the department.

    `name` is an indicator's key or a label, or how one begins ("三公经费" finds “三公”经费支出; "公务接待费预算" finds 公务接待费
    with the measure budget). Of several figures of a year the report on that year is taken before a later one, the final
    accounts before the budget, the shortest label before others. Figures of projects and subordinate units are left out.
    """
    query = parse_query(query) if isinstance(query, str) else query
    wanted = figure_named(name)
    found = match(connection, query).select(by_sets=True).subquery()
    columns = (reports.c.fiscal_year, reports.c.department, reports.c.province, reports.c.city, reports.c.county)
    asked = [
        named(wanted),
        facts.c.value.is_not(None),
        facts.c.year.is_not(None),
        facts.c.subject.is_(None),
        facts.c.per.is_(None),
    ]
    if measure is not None:
        asked.append(facts.c.measure == measure)
    rows = (
        select(facts, *columns)
        .join(reports, reports.c.id == facts.c.report_id)
        .join(found, found.c.report_id == reports.c.id)
        .where(reports.c.department.is_not(None), reports.c.kind != "project", *asked)
        .order_by(reports.c.department, reports.c.province, reports.c.city, reports.c.county)
    )
    kept = [
        dict(row) for row in connection.execute(rows).mappings() if measure == "change" or row["measure"] != "change"
    ]
    by_department = groupby(kept, key=lambda row: (row["department"], _region(row)))
    return tuple(_series(name, *whose, list(own), wanted.kind) for whose, own in by_department)


def _region(row: Mapping[str, Any]) -> str:
    return "".join(filter(None, (row["province"], row["city"], row["county"])))


def _series(name: str, department: str, region: str, rows: Sequence[Mapping[str, Any]], kind: str) -> Series:
    """The rows of one department as a series: all of one kind and unit, the one that is asked for or else the most frequent."""
    units = [(row["kind"], row["unit"] or "") for row in rows]
    unit = max(dict.fromkeys(units), key=lambda each: (each[0] == kind, units.count(each)))
    fitting = sorted((row for row in rows if (row["kind"], row["unit"] or "") == unit), key=lambda row: row["year"])
    years = (_point(list(stated), fold(name)) for _, stated in groupby(fitting, key=lambda row: row["year"]))
    return Series(name, department, region, unit[1], tuple(_with_changes(years)))


def _point(stated: Sequence[Mapping[str, Any]], name: str) -> Point:
    """The value of one year, of all that is stated for it."""

    def after(row: Mapping[str, Any]) -> tuple[object, ...]:
        label = label_name(row["label"])
        late = abs((row["fiscal_year"] or 0) - row["year"])
        measure = _PREFERRED.index(row["measure"]) if row["measure"] in _PREFERRED else len(_PREFERRED)
        return late, label != name, measure, len(label), row["report_id"], row["position"]

    best = min(stated, key=after)
    value = Decimal(best["value"])
    alike = (row for row in stated if row["label"] == best["label"] and row["measure"] == best["measure"])
    others = tuple(sorted({Decimal(row["value"]) for row in alike} - {value}))
    where = (best["label"], best["measure"], best["report_id"], best["corrected"])
    return Point(best["year"], value, best["unit"] or "", *where, others)


def _with_changes(points: Iterable[Point]) -> Iterable[Point]:
    before: Point | None = None
    for point in points:
        if before is not None and point.year == before.year + 1:
            change = point.value - before.value
            rate = None
            if before.value and point.unit != "%":
                rate = (change * 100 / abs(before.value)).quantize(_RATE, ROUND_HALF_UP)
            point = replace(point, change=change, rate=rate)
        yield point
        before = point
