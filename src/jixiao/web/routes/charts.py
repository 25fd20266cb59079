"""Comparisons over the archive: each one address, as a page, as a chart (`.svg`) and as a table (`.xlsx`, `.csv`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from fastapi import APIRouter, HTTPException
from starlette.requests import Request
from starlette.responses import Response

from jixiao.archive.query import QueryError
from jixiao.charts import NARROW, WIDE
from jixiao.record import Record
from jixiao.web import comparisons
from jixiao.web.comparisons import Comparison
from jixiao.web.pages import page
from jixiao.web.shelf import kept
from jixiao.web.site import site_of
from jixiao.web.table_files import WORKBOOK, attached, csv_text, workbook

router = APIRouter(include_in_schema=False)
Kind = Literal["years", "departments", "scores", "grades", "shares"]
_WIDE = ("部门", "名称", "地区", "报告里的名称")
SUGGESTED = (
    "三公经费", "公务接待费", "公务用车运行维护费", "一般公共预算拨款", "基本支出", "项目支出", "预算执行率", "资产总额",
)  # fmt: skip


@router.get("/charts")
def charts(request: Request) -> Response:
    """What can be compared."""
    return page(request, "charts.html", kind=None, comparison=None, problem=None, suggested=SUGGESTED, choices=())


@router.get("/charts/{kind}.{suffix}")
def file(request: Request, kind: Kind, suffix: Literal["svg", "xlsx", "csv"]) -> Response:
    """A comparison as a chart or as a table."""
    comparison = _COMPARED[kind](request)
    if comparison is None or not comparison.rows:
        raise HTTPException(404, "没有可以比较的数。")
    if suffix == "svg":
        return Response(comparison.draw(NARROW if _text(request, "narrow") else WIDE), media_type="image/svg+xml")
    name = f"{comparison.title}.{suffix}"
    if suffix == "csv":
        return attached(csv_text(comparison.head, comparison.rows), name, "text/csv; charset=utf-8")
    head = [(title, 28 if title in _WIDE else 14) for title in comparison.head]
    return attached(workbook([("数据", head, comparison.rows)]), name, WORKBOOK)


@router.get("/charts/{kind}")
def chart(request: Request, kind: Kind) -> Response:
    """A comparison as a page: the chart over its table."""
    problem, comparison = None, None
    try:
        comparison = _COMPARED[kind](request)
    except QueryError as error:
        problem = str(error)
    choices = comparisons.breakdowns(_report(request)) if kind == "shares" and _number(request, "report") else ()
    return page(
        request, "charts.html", 400 if problem else 200, kind=kind, comparison=comparison, problem=problem, suggested=SUGGESTED,
        choices=choices,
    )  # fmt: skip


def _years(request: Request) -> Comparison | None:
    name, query = _text(request, "name"), _text(request, "q")
    return comparisons.over_years(site_of(request).archive, name, query) if name else None


def _departments(request: Request) -> Comparison | None:
    name = _text(request, "name")
    if not name:
        return None
    return comparisons.of_departments(site_of(request).archive, name, _number(request, "year"), _text(request, "q"))


def _scores(request: Request) -> Comparison:
    return comparisons.of_scores(site_of(request).archive, _text(request, "q"))


def _grades(request: Request) -> Comparison:
    return comparisons.of_grades(site_of(request).archive, _text(request, "q"))


def _shares(request: Request) -> Comparison | None:
    number = _number(request, "report")
    if number is None:
        return None
    record = kept(request, number).corrected.record
    found = [relation for relation, _ in comparisons.breakdowns(record)]
    asked = _text(request, "relation")
    largest = max(found, key=lambda one: len(one.parts), default=None)
    chosen = next((one for one in found if one.id == asked), largest)
    return None if chosen is None else comparisons.of_shares(record, chosen, f"/reports/{number}")


_COMPARED: Mapping[Kind, Callable[[Request], Comparison | None]] = {
    "years": _years,
    "departments": _departments,
    "scores": _scores,
    "grades": _grades,
    "shares": _shares,
}


def _report(request: Request) -> Record:
    return kept(request, _number(request, "report") or 0).corrected.record


def _text(request: Request, name: str) -> str:
    return request.query_params.get(name, "").strip()[:300]


def _number(request: Request, name: str) -> int | None:
    asked = _text(request, name)
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else None
