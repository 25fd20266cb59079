"""A query to how its reports divide: by year, region, department, grade and failed checks, each with the condition that narrows to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, func, select

from jixiao.archive.matching import match
from jixiao.archive.query import RULE_NAMES, Query, parse_query
from jixiao.archive.search import COUNTED, Count
from jixiao.archive.tables import checks, reports

LISTED = 20
"""So many values of a facet are listed, the most frequent."""
_CLEAN, _FAILED = "通过", "未通过"


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value, how many of the reports have it, and the `condition` that, added to the query, leaves these alone."""

    name: str
    count: Count
    condition: str


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to divide the reports; `others` counts the values that are not listed."""

    name: str
    values: tuple[FacetValue, ...]
    others: int = 0


def facets(connection: Connection, query: Query | str) -> tuple[Facet, ...]:
    """年份, 地区, 部门, 等级, 检查 (passed, failed) and 未通过的检查 (by rule), of all reports that match; facets without values are left out."""
    query = parse_query(query) if isinstance(query, str) else query
    found = match(connection, query).select(by_sets=True).subquery()
    years: Counter[str] = Counter()
    grades: Counter[str] = Counter()
    results: Counter[str] = Counter()
    for year, grade, failed, checked, number in connection.execute(_of_reports(found)):
        years[str(year or "")] += number
        grades[grade or ""] += number
        results[result_name(failed, checked)] += number
    departments: Counter[str] = Counter()
    regions: Counter[str] = Counter()
    for department, province, city, county, number in connection.execute(_of_places(found)):
        departments[department or ""] += number
        regions[county or city or province or ""] += number
    rules = Counter({RULE_NAMES[rule]: number for rule, number in connection.execute(_of_rules(found))})
    return divided(Counted(years.total(), *map(tally, (years, regions, departments, grades, results, rules))))


@dataclass(frozen=True, slots=True)
class Tally:
    """How many reports have each value: the `most` frequent twenty (as frequent ones by name), and how many `others` there are."""

    most: tuple[tuple[str, int], ...]
    others: int = 0


@dataclass(frozen=True, slots=True)
class Counted:
    """How many reports there are, and how many have each value, facet by facet; what a report does not state is no value."""

    reports: int
    years: Tally
    regions: Tally
    departments: Tally
    grades: Tally
    results: Tally
    rules: Tally


def tally(counted: Mapping[str, int]) -> Tally:
    """What was counted by name; the empty name is of what is not stated.

    >>> tally({"水务局": 3, "教育局": 5, "": 9})
    Tally(most=(('教育局', 5), ('水务局', 3)), others=0)
    """
    known = sorted(((name, number) for name, number in counted.items() if name), key=lambda each: (-each[1], each[0]))
    return Tally(tuple(known[:LISTED]), max(0, len(known) - LISTED))


def result_name(failed: bool, checked: bool) -> str:
    """What a report is counted under in 检查: nothing where nothing was checked."""
    return _FAILED if failed else _CLEAN if checked else ""


def divided(counted: Counted) -> tuple[Facet, ...]:
    """What was counted as facets, in their order; those without values are left out."""
    made = (
        _facet("年份", "年份", counted.years, sorted(counted.years.most, reverse=True)),
        _facet("地区", "地区", counted.regions),
        _facet("部门", "部门", counted.departments),
        _facet("等级", "等级", counted.grades),
        _facet("检查", "检查", counted.results, sorted(counted.results.most)),
        _facet("未通过的检查", "检查", counted.rules),
    )
    return tuple(facet for facet in made if facet.values)


def _of_reports(found: Any) -> Select[Any]:
    columns = (
        reports.c.fiscal_year,
        reports.c.grade,
        (reports.c.failed_checks > 0).label("failed"),
        (reports.c.check_count > 0).label("checked"),
    )
    rows = select(*columns, func.count()).select_from(reports.join(found, found.c.report_id == reports.c.id))
    return rows.group_by(*columns)


def _of_places(found: Any) -> Select[Any]:
    columns = (reports.c.department, reports.c.province, reports.c.city, reports.c.county)
    rows = select(*columns, func.count()).select_from(reports.join(found, found.c.report_id == reports.c.id))
    return rows.group_by(*columns)


def _of_rules(found: Any) -> Select[Any]:
    failed = (
        (checks.c.status == "fail") & (checks.c.severity == "error") & checks.c.report_id.in_(select(found.c.report_id))
    )
    return select(checks.c.rule, func.count(checks.c.report_id.distinct())).where(failed).group_by(checks.c.rule)


def _facet(name: str, field: str, counted: Tally, listed: Sequence[tuple[str, int]] | None = None) -> Facet:
    """The values that are `listed`, else the most frequent first."""
    values = tuple(
        FacetValue(value, Count(min(number, COUNTED), number > COUNTED), f"{field}:{_quoted(value)}")
        for value, number in (counted.most if listed is None else listed)
    )
    return Facet(name, values, counted.others)


def _quoted(value: str) -> str:
    """A value as it stands in a query: in quotation marks where it has what would part it."""
    return f'"{value}"' if any(sign in value for sign in ' ,，、;；|:：<>="“”') else value
