"""A report on the tray or in the archive, as the pages of a report need it: its record, its file if it is there, its address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fastapi import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from jixiao.record import Record
from jixiao.web.pages import page
from jixiao.web.report_view import ReportView, Wanted
from jixiao.web.site import site_of

PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One report as shown. `original` gives the bytes of its file, None where they were not kept."""

    address: str
    record: Record
    original: Callable[[], bytes | None]

    @property
    def is_pdf(self) -> bool:
        """Whether it has pages that can be drawn."""
        return self.record.source.media_type == PDF


def show_sheet(request: Request, sheet: Sheet, template: str = "report.html", **more: Any) -> HTMLResponse:
    """The page of a report, as the address asks for it: pages or text, and which facts."""
    view = ReportView(sheet.record, wanted_of(request))
    as_pages = sheet.is_pdf and request.query_params.get("view") != "text"
    sizes = site_of(request).pictures.sizes(sheet.record.source.sha256, sheet.original) if as_pages else ()
    return page(request, template, sheet=sheet, view=view, sizes=sizes, wanted=view.wanted, **more)


def wanted_of(request: Request) -> Wanted:
    """The facts that an address asks for; what is not understood is not asked."""
    asked = {name: value.strip() for name, value in request.query_params.items() if value.strip()}
    year = asked.get("year", "")
    return Wanted(
        kind=asked.get("kind"),
        section=asked.get("section"),
        year=int(year) if year.isascii() and year.isdigit() else None,
        label=asked.get("label"),
    )


def show_page(request: Request, sheet: Sheet, number: int) -> Response:
    """One page of a PDF as a picture; 404 where there is none."""
    source = sheet.record.source
    if not sheet.is_pdf or not 1 <= number <= (source.pages or 0):
        raise HTTPException(404, "没有这一页。")
    try:
        picture = site_of(request).pictures.page(source.sha256, number, sheet.original)
    except LookupError as error:
        raise HTTPException(404, "没有留下原文件，画不出这一页。") from error
    return Response(picture, media_type="image/png", headers={"Cache-Control": "private, max-age=86400"})


def show_record(sheet: Sheet) -> Response:
    """The record as JSON."""
    return Response(sheet.record.to_json(), media_type="application/json; charset=utf-8")
