"""A query to how its reports divide: by year, region, department, grade and failed checks, each with the condition that narrows to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Connection, Select, Text, case, func, literal, select, union_all
from sqlalchemy import cast as cast_to

from jixiao.archive.matching import match
from jixiao.archive.query import RULE_NAMES, Query, parse_query
from jixiao.archive.search import COUNTED, Count
from jixiao.archive.tables import checks, reports
from jixiao.record import Rule

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
    counted: dict[str, Counter[str]] = {name: Counter() for name in _WAYS}
    for way, value, number in connection.execute(_divisions(match(connection, query).everything(connection))):
        counted[way][value or ""] += number
    counted["rules"] = Counter({RULE_NAMES[cast(Rule, rule)]: number for rule, number in counted["rules"].items()})
    return divided(Counted(counted["years"].total(), **{way: tally(numbers) for way, numbers in counted.items()}))


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


_WAYS = ("years", "regions", "departments", "grades", "results", "rules")


def _divisions(matching: Select[Any]) -> Select[Any]:
    """Way of dividing, value, number of reports: what matches is found once and then divided in each way."""
    found = matching.cte("found")
    result = case((reports.c.failed_checks > 0, _FAILED), (reports.c.check_count > 0, _CLEAN))
    columns = {
        "years": cast_to(reports.c.fiscal_year, Text),
        "regions": func.coalesce(reports.c.county, reports.c.city, reports.c.province),
        "departments": reports.c.department,
        "grades": reports.c.grade,
        "results": result,
    }
    told = (
        select(reports.c.id, *(value.label(way) for way, value in columns.items()))
        .join(found, found.c.report_id == reports.c.id)
        .cte("told")
    )
    each = [
        select(literal(way).label("way"), told.c[way].label("value"), func.count().label("number")).group_by(
            told.c[way]
        )
        for way in columns
    ]
    failed = (checks.c.status == "fail") & (checks.c.severity == "error")
    failing = select(checks.c.rule, checks.c.report_id).distinct().join(told, told.c.id == checks.c.report_id)
    rules = failing.where(failed).subquery()
    each.append(select(literal("rules"), rules.c.rule, func.count()).group_by(rules.c.rule))
    return select(union_all(*each).subquery())


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
