"""Conditions of a query to SQL over the rows of reports: what each asks of `reports`, `facts` and `checks`."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, not_, or_, select, true, union_all

from jixiao.archive.columns import scaled
from jixiao.archive.folding import fold
from jixiao.archive.query import Condition, HasChecks, HasFigure, HasName, HasScore, InYears, IsKind
from jixiao.archive.query_values import Bounds
from jixiao.archive.search_index import labels
from jixiao.archive.tables import checks, facts, reports

_END = "\U0010ffff"


def clause(condition: Condition, *, by_sets: bool) -> ColumnElement[bool]:
    """What a condition asks of a row of `reports`; names of departments and places are asked of the index instead.

    A figure or a rule is looked for in the rows of each report that is walked along, or, `by_sets`, in those of the whole
    archive at once: the first is quick until a page is full, the second where all that match are counted.
    """
    asked = _asked(condition, by_sets)
    # all that the condition does not find, also what does not state it
    return not_(func.coalesce(asked, false())) if condition.negated else asked


def _asked(condition: Condition, by_sets: bool) -> ColumnElement[bool]:
    match condition:
        case InYears(ranges):
            return or_(*(_within(reports.c.fiscal_year, first, last) for first, last in ranges))
        case IsKind(kinds):
            return reports.c.kind.in_(kinds)
        case HasName("grade", values):
            return or_(*(reports.c.grade.startswith(value, autoescape=True) for value in values))
        case HasScore(field, bounds):
            return _bounded(reports.c[f"{field}_scaled"], bounds)
        case HasChecks():
            return _checked(condition, by_sets)
        case HasFigure():
            if by_sets:
                return reports.c.id.in_(figures(condition))
            return or_(*(exists(met.where(facts.c.report_id == reports.c.id)) for met in _met(condition)))
    raise TypeError(f"{condition} is asked of the index")


def figures(condition: HasFigure) -> Select[Any]:
    """The reports of the facts that meet a condition on a figure, some more than once."""
    met = union_all(*_met(condition)).subquery()
    return select(met.c.report_id)


def _met(condition: HasFigure) -> list[Select[Any]]:
    """The facts of the report's own year that meet a condition, found by their label or by their indicator.

    Each is a query of its own: what is found by one index or another, PostgreSQL looks for in all facts.
    """
    own = reports.alias("own_year")
    query = select(facts.c.report_id).join(own, own.c.id == facts.c.report_id)
    asked = (_fits(condition), or_(facts.c.year.is_(None), facts.c.year == own.c.fiscal_year))
    by_label = query.join(labels, labels.c.label == facts.c.label).where(*asked)
    by_indicator = query.join(labels, labels.c.indicator == facts.c.indicator).where(*asked)
    name = fold(condition.name)
    met = [
        by_label.where(_begins(name, condition.exact)),
        by_indicator.where(labels.c.name == name, labels.c.indicator != ""),
        query.where(*asked, facts.c.indicator == condition.name),
    ]
    if condition.stem and condition.measure:
        met.append(by_label.where(_begins(fold(condition.stem), False), facts.c.measure == condition.measure))
    return met


def figure_clause(condition: HasFigure) -> ColumnElement[bool]:
    """What a condition on a figure asks of a fact, but for its year."""
    return _fits(condition) & named(condition)


def _fits(condition: HasFigure) -> ColumnElement[bool]:
    asked = [facts.c.kind == condition.kind, _bounded(facts.c.value_scaled, condition.bounds)]
    if condition.kind == "amount":
        asked.append(facts.c.per.is_(None))
    if condition.unit is not None:
        asked.append(facts.c.unit == condition.unit)
    if condition.measure != "change" and not condition.exact:
        asked.append(func.coalesce(facts.c.measure, "") != "change")  # 三公经费减少1.13万元 is no 三公经费 of 1.13
    return and_(*asked)


def named(condition: HasFigure) -> ColumnElement[bool]:
    """Whether a fact is of the label or the indicator that a condition names."""
    name = fold(condition.name)
    beginning = select(labels.c.label).where(_begins(name, condition.exact))
    indicators = select(labels.c.indicator).where(labels.c.name == name, labels.c.indicator != "")
    meant: ColumnElement[bool] = facts.c.label.in_(beginning)
    meant |= facts.c.indicator.in_(indicators) | (facts.c.indicator == condition.name)
    if condition.stem and condition.measure:
        of_stem = select(labels.c.label).where(_begins(fold(condition.stem), False))
        meant |= facts.c.label.in_(of_stem) & (facts.c.measure == condition.measure)
    return meant


def _begins(name: str, exact: bool) -> ColumnElement[bool]:
    """Whether a label begins with a name, or is it."""
    if exact:
        return labels.c.name == name
    return (labels.c.name >= name) & (labels.c.name < name + _END)


def _checked(condition: HasChecks, by_sets: bool) -> ColumnElement[bool]:
    asked: list[ColumnElement[bool]] = []
    for result in condition.results:
        if result == "failed":
            asked.append(reports.c.failed_checks > 0)
        elif result == "minor":
            asked.append(reports.c.minor_checks > 0)
        else:
            asked.append((reports.c.failed_checks == 0) & (reports.c.check_count > 0))
    if condition.rules:
        failed = failing(condition)
        asked.append(reports.c.id.in_(failed) if by_sets else exists(failed.where(checks.c.report_id == reports.c.id)))
    return or_(*asked)


def failing(condition: HasChecks) -> Select[Any]:
    """The reports of which a check of one of the rules failed."""
    return select(checks.c.report_id).where(
        checks.c.status == "fail", checks.c.severity == "error", checks.c.rule.in_(condition.rules)
    )


def _within(year: ColumnElement[int | None], first: int | None, last: int | None) -> ColumnElement[bool]:
    return and_(true() if first is None else year >= first, true() if last is None else year <= last)


def _bounded(value: ColumnElement[int | None], bounds: Bounds) -> ColumnElement[bool]:
    asked: list[ColumnElement[bool]] = [value.is_not(None)]
    if bounds.low is not None:
        low = _millionfold(bounds.low)
        asked.append(value >= low if bounds.low_included else value > low)
    if bounds.high is not None:
        high = _millionfold(bounds.high)
        asked.append(value <= high if bounds.high_included else value < high)
    return and_(*asked)


def _millionfold(value: Decimal) -> int:
    return scaled(value) or 0
