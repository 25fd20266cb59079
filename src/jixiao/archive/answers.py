"""Results and facets to plain values for JSON: what `jixiao search --json` prints and the web's API returns."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from jixiao.archive.facets import Facet
from jixiao.archive.passages import Passage
from jixiao.archive.search import Count, FoundFigure, Hit, Results

Plain = dict[str, Any]


def answer(results: Results, facets: Sequence[Facet] | None = None) -> Plain:
    """One object: the page with what it is a page of, and the facets where they are given. Numbers are exact decimals as text."""
    told: Plain = {
        "query": results.query.text,
        "total": _count(results.total),
        "offset": results.offset,
        "limit": results.limit,
        "order": "rank" if results.ranked else "newest",
        "hits": [_hit(hit) for hit in results.hits],
        "suggestions": list(results.suggestions),
    }
    if facets is not None:
        told["facets"] = [_facet(facet) for facet in facets]
    return told


def _count(count: Count) -> Plain:
    return {"number": count.number, "more": count.more, "about": count.about, "text": str(count)}


def _hit(hit: Hit) -> Plain:
    return {
        "id": hit.report_id,
        "title": hit.title.text,
        "title_marks": hit.title.marks,
        "department": hit.department,
        "region": hit.region or None,
        "fiscal_year": hit.fiscal_year,
        "kind": hit.kind,
        "project": hit.project,
        "score": _number(hit.score),
        "converted": _number(hit.converted),
        "score_corrected": hit.score_corrected,
        "grade": hit.grade,
        "failed_checks": hit.failed_checks,
        "passages": [_passage(passage) for passage in hit.passages],
        "figures": [_figure(figure) for figure in hit.figures],
    }


def _passage(passage: Passage) -> Plain:
    return {"text": passage.text, "marks": passage.marks}


def _figure(figure: FoundFigure) -> Plain:
    return {
        "id": figure.fact_id,
        "label": figure.label,
        "value": _number(figure.value),
        "unit": figure.unit,
        "year": figure.year,
        "measure": figure.measure,
        "text": figure.text,
        "corrected": figure.corrected,
    }


def _facet(facet: Facet) -> Plain:
    values = [
        {"name": value.name, "count": _count(value.count), "condition": value.condition} for value in facet.values
    ]
    return {"name": facet.name, "values": values, "others": facet.others}


def _number(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")
