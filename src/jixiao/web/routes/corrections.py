"""What people put right: the forms, the journal of a report, the queue of reports that need a look, and what comes of it as gold."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, HTTPException
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from jixiao.corrected import WRONG, in_force
from jixiao.web import correcting
from jixiao.web.entry import Visitor, reviewer
from jixiao.web.gold import case_archive, gold_of
from jixiao.web.pages import page
from jixiao.web.report_view import ReportView
from jixiao.web.shelf import Kept, kept
from jixiao.web.site import site_of

router = APIRouter(include_in_schema=False)
Reviewer = Annotated[Visitor, Depends(reviewer)]
Text = Annotated[str, Form(max_length=600)]
_A_PAGE = 50


async def _filled(request: Request) -> dict[str, str]:
    form: FormData = await request.form(max_files=0, max_fields=40)
    return {name: value for name, value in form.items() if isinstance(value, str)}


Filled = Annotated[dict[str, str], Depends(_filled)]


@router.get("/review")
def review(request: Request, start: int = 0) -> HTMLResponse:
    """The reports that need a look, most of all first."""
    rows, failures = site_of(request).finder.to_review(_A_PAGE + 1, max(0, min(start, 10**6)))
    return page(
        request,
        "review.html",
        rows=rows[:_A_PAGE],
        more=len(rows) > _A_PAGE,
        start=start,
        failures=failures,
        size=_A_PAGE,
    )


@router.get("/reports/{id}/correct/{element}")
def correct(request: Request, visitor: Reviewer, id: int, element: str) -> HTMLResponse:
    """The form to correct one figure."""
    report = kept(request, id)
    try:
        shown = correcting.correctable(report.corrected.record, element)
    except (KeyError, StopIteration) as error:
        raise HTTPException(404, "没有这个数，可能已经重新读取。") from error
    return _form(request, report, shown)


@router.post("/reports/{id}/correct/{element}")
def put_right(request: Request, visitor: Reviewer, id: int, element: str, filled: Filled) -> Response:
    """Correct one figure."""
    report = kept(request, id)
    try:
        shown = correcting.correctable(report.corrected.record, element)
    except (KeyError, StopIteration) as error:
        raise HTTPException(404, "没有这个数，可能已经重新读取。") from error
    try:
        entries = list(correcting.changes(report, element, filled, visitor.name))
    except correcting.UnreadableFormError as problem:
        return _form(request, report, shown, str(problem), filled)
    for entry in entries:
        site_of(request).archive.correct(entry)
    is_gone = bool(filled.get(WRONG))
    return RedirectResponse(f"/reports/{id}/corrections" if is_gone else f"/reports/{id}#f-{quote(element)}", 303)


@router.get("/reports/{id}/add")
def add(request: Request, visitor: Reviewer, id: int) -> HTMLResponse:
    """The form to add a figure that was not read."""
    return _addition(request, kept(request, id), dict(request.query_params))


@router.post("/reports/{id}/add")
def put_in(request: Request, visitor: Reviewer, id: int, filled: Filled) -> Response:
    """Add a figure that was not read."""
    report = kept(request, id)
    try:
        entry = correcting.addition(report, filled, visitor.name)
    except correcting.UnreadableFormError as problem:
        return _addition(request, report, filled, str(problem))
    site_of(request).archive.correct(entry)
    return RedirectResponse(f"/reports/{id}#f-{quote(entry.element)}", 303)


@router.post("/reports/{id}/dismiss")
def dismiss(request: Request, visitor: Reviewer, id: int, check: Text, reason: Text) -> Response:
    """Set a failed check aside, with a reason."""
    site_of(request).archive.correct(correcting.dismissal(kept(request, id), check, reason, visitor.name))
    return RedirectResponse(f"/reports/{id}#dismissed", 303)


@router.post("/reports/{id}/take-back")
def take_back(request: Request, visitor: Reviewer, id: int, element: Text, field: Text) -> Response:
    """Take a correction back."""
    site_of(request).archive.correct(correcting.taken_back(kept(request, id), element, field, visitor.name))
    return RedirectResponse(f"/reports/{id}/corrections", 303)


@router.get("/reports/{id}/corrections")
def journal(request: Request, id: int) -> HTMLResponse:
    """Who put right what and when, newest first, and what counts now."""
    report = kept(request, id)
    states = {(one.correction.element, one.correction.field): one for one in report.corrected.standing}
    counting = {key: one.made for key, one in in_force(report.journal).items()}
    return page(
        request,
        "journal.html",
        report=report,
        states=states,
        counting=counting,
        names=correcting.names_of(report),
        in_words=correcting.in_words,
    )


@router.get("/reports/{id}/gold.json")
def gold(request: Request, id: int) -> Response:
    """The corrected report as gold for `jixiao eval`."""
    return Response(gold_of(kept(request, id).corrected.record), media_type="application/json; charset=utf-8")


@router.get("/reports/{id}/case.zip")
def case(request: Request, id: int) -> Response:
    """The corrected report as a case of a corpus: its file, its text and its gold."""
    report = kept(request, id)
    content = case_archive(report.corrected.record, site_of(request).archive.original(report.extracted.source.sha256))
    name = quote(f"{report.extracted.department or '报告'}-{report.extracted.fiscal_year or ''}.zip")
    return Response(
        content, media_type="application/zip", headers={"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    )


def _form(
    request: Request,
    report: Kept,
    shown: correcting.Correctable,
    problem: str | None = None,
    filled: dict[str, str] | None = None,
) -> HTMLResponse:
    values = {name: "" if value is None else str(value) for name, value in shown.values.items()} | (filled or {})
    sections = ReportView(report.extracted).sections
    return page(
        request,
        "correct.html",
        400 if problem else 200,
        report=report,
        shown=shown,
        values=values,
        problem=problem,
        sections=sections,
    )


def _addition(request: Request, report: Kept, filled: dict[str, str], problem: str | None = None) -> HTMLResponse:
    record = report.extracted
    text = next((block.text for block in record.blocks if block.id == filled.get("block")), "")
    start, end = filled.get("start", ""), filled.get("end", "")
    if text and start.isdecimal() and end.isdecimal():
        filled = {"printed": text[int(start) : int(end)]} | filled
    blocks = [block for block in record.blocks if block.text.strip()]
    view = ReportView(record)
    return page(
        request, "add.html", 400 if problem else 200, report=report, values=filled, problem=problem, blocks=blocks, sections=view.sections,
        units=correcting.UNITS,
    )  # fmt: skip
