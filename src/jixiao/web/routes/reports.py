"""The reports of the archive: the page of one, its pages as pictures, its files, its versions side by side."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter, HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from jixiao.check_page import check_page
from jixiao.web.correcting import in_words, names_of
from jixiao.web.differences import differences
from jixiao.web.pages import page
from jixiao.web.sheets import show_page, show_record, show_sheet
from jixiao.web.shelf import Kept, kept, sheet_of
from jixiao.web.site import site_of
from jixiao.web.turns import in_turn

router = APIRouter(include_in_schema=False)
_ATTACHED = "attachment; filename*=UTF-8''{}"


@router.get("/reports/{id}")
@in_turn
def report(request: Request, id: int) -> HTMLResponse:
    """A report, its current version."""
    return _show(request, kept(request, id))


@router.get("/reports/{id}/versions/{version}")
def older(request: Request, id: int, version: int) -> HTMLResponse:
    """A certain version of a report."""
    return _show(request, kept(request, id, version))


@router.get("/reports/{id}/pages/{number}.png")
def picture(request: Request, id: int, number: int) -> Response:
    """A page of its current version as a picture."""
    return show_page(request, sheet_of(request, kept(request, id)), number)


@router.get("/reports/{id}/versions/{version}/pages/{number}.png")
def older_picture(request: Request, id: int, version: int, number: int) -> Response:
    """A page of a certain version as a picture."""
    return show_page(request, sheet_of(request, kept(request, id, version)), number)


@router.get("/reports/{id}/record.json")
def record(request: Request, id: int) -> Response:
    """Its record, with the corrections."""
    return show_record(sheet_of(request, kept(request, id)))


@router.get("/reports/{id}/versions/{version}/record.json")
def older_record(request: Request, id: int, version: int) -> Response:
    """The record of a certain version, with the corrections."""
    return show_record(sheet_of(request, kept(request, id, version)))


@router.get("/reports/{id}/original")
def original(request: Request, id: int, version: int | None = None) -> Response:
    """The file itself, to be saved."""
    source = kept(request, id, version).extracted.source
    content = site_of(request).archive.original(source.sha256)
    if content is None:
        raise HTTPException(404, "没有留下原文件。")
    attached = {"Content-Disposition": _ATTACHED.format(quote(source.name))}
    return Response(content, media_type="application/octet-stream", headers=attached)


@router.get("/reports/{id}/check.html")
def page_to_send(request: Request, id: int) -> Response:
    """The page that goes back to whoever wrote the report, to be saved."""
    shown = kept(request, id).corrected.record
    name = quote(f"{shown.department or '报告'}{shown.fiscal_year or ''}核对.html")
    attached = {"Content-Disposition": _ATTACHED.format(name)}
    return Response(check_page(shown), media_type="text/html; charset=utf-8", headers=attached)


@router.get("/reports/{id}/compare")
def compare(request: Request, id: int, left: int | None = None, right: int | None = None) -> HTMLResponse:
    """Two versions side by side: what each says where they differ."""
    newest = kept(request, id)
    numbers = sorted(one["number"] for one in newest.versions)
    right = newest.version if right is None else right
    left = next((number for number in reversed(numbers) if number != right), right) if left is None else left
    one, other = kept(request, id, left), kept(request, id, right)
    rows = differences(one.corrected.record, other.corrected.record)
    return page(request, "compare.html", report=newest, left=one, right=other, rows=rows)


def _show(request: Request, report: Kept) -> HTMLResponse:
    named = {"names": names_of(report), "in_words": in_words} if report.corrected.disagreements else {}
    return show_sheet(request, sheet_of(request, report), "kept_report.html", report=report, **named)
