"""Values of the archive to what the API answers with."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from jixiao.archive import corrections as journal
from jixiao.archive import search
from jixiao.archive import series as over_years
from jixiao.archive.fact_rows import FactRow
from jixiao.record import Fact, Record
from jixiao.web.api import models
from jixiao.web.finding import Found


def found(typed: str, what: Found) -> models.Found:
    """A page of a search."""
    results = what.results
    divided = [
        models.Facet(
            name=facet.name,
            values=[
                models.FacetValue(
                    name=value.name, count=value.count.number, more=value.count.more, condition=value.condition
                )
                for value in facet.values
            ],
        )
        for facet in what.facets
    ]
    hits = [_hit(hit) for hit in results.hits]
    return models.Found(
        query=typed,
        total=results.total.number,
        more=results.total.more,
        offset=results.offset,
        hits=hits,
        facets=divided,
    )


def report(row: Mapping[str, Any]) -> models.Report:
    """A row of reports."""
    return models.Report(
        id=row["id"], version=row["version"], kind=row["kind"], title=row["title"], department=row["department"],
        region="".join(filter(None, (row["province"], row["city"], row["county"]))), fiscal_year=row["fiscal_year"],
        score=None if row["score"] is None else Decimal(row["score"]), grade=row["grade"], facts=row["fact_count"],
        failed_checks=row["failed_checks"], minor_checks=row["minor_checks"], unread_numbers=row["unread_numbers"],
    )  # fmt: skip


def facts(record: Record, kind: str | None, year: int | None, label: str | None, measure: str | None) -> list[Fact]:
    """The facts of a record that are wanted; None is any."""
    return [
        fact
        for fact in record.facts
        if (kind is None or fact.kind == kind)
        and (year is None or fact.year == year)
        and (label is None or label in fact.label)
        and (measure is None or fact.measure == measure)
    ]


def archived_fact(row: FactRow) -> models.ArchivedFact:
    """A figure with its report."""
    return models.ArchivedFact(
        report=row.report_id, department=row.department, fiscal_year=row.fiscal_year, fact=row.fact_id, kind=row.kind,
        label=row.label, indicator=row.indicator, value=row.value, unit=row.unit, year=row.year, measure=row.measure, text=row.text,
    )  # fmt: skip


def series(one: over_years.Series) -> models.Series:
    """A quantity of a department over the years."""
    points = [
        models.Point(
            year=point.year, value=point.value, report=point.report_id, label=point.label, measure=point.measure,
            change=point.change, rate=point.rate,
        )
        for point in one.points
    ]  # fmt: skip
    return models.Series(name=one.name, department=one.department, region=one.region, unit=one.unit, points=points)


def correction(one: journal.Correction) -> models.Correction:
    """An entry of the journal."""
    return models.Correction(
        element=one.element,
        field=one.field,
        before=one.before,
        after=one.after,
        author=one.author,
        note=one.note,
        made=one.made,
    )


def _hit(hit: search.Hit) -> models.Hit:
    figures = [
        models.Figure(
            fact=one.fact_id, label=one.label, value=one.value, unit=one.unit, year=one.year, measure=one.measure
        )
        for one in hit.figures
    ]
    return models.Hit(
        report=hit.report_id, title=str(hit.title), department=hit.department, region=hit.region, fiscal_year=hit.fiscal_year,
        score=hit.score, grade=hit.grade, failed_checks=hit.failed_checks, passages=[str(one) for one in hit.passages],
        figures=figures,
    )  # fmt: skip
