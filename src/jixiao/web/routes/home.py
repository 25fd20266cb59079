"""The first page: what the archive holds, what came last, what needs a look, and where to go; and the history of imports."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from jixiao.archive import overview
from jixiao.bulk.summary import ENDED_IN_WORDS
from jixiao.web.entry import Visitor, admin, reviewer
from jixiao.web.pages import page
from jixiao.web.sample import sample_files
from jixiao.web.site import owner_of, site_of

router = APIRouter(include_in_schema=False)
_RUNS = 50


@router.get("/")
def home(request: Request) -> HTMLResponse:
    """The home page; with an empty archive it offers a sample."""
    front = site_of(request).finder.front()
    return page(request, "home.html", front=front, counts=front.counts, sample=len(sample_files()))


@router.post("/sample")
def sample(request: Request, visitor: Annotated[Visitor, Depends(reviewer)]) -> Response:
    """Read the reports that come with the package, to be looked at and kept."""
    tray = site_of(request).tray
    batch = tray.open("upload", owner_of(request))
    for file in sample_files():
        with file.open("rb") as content:
            tray.add(batch, f"{file.parent.name}{file.suffix}", content)
    return RedirectResponse(f"/upload/{batch.key}", 303)


@router.get("/imports")
def imports(request: Request) -> HTMLResponse:
    """What was imported when, and the files that could not be read, with the reason."""
    site = site_of(request)
    runs = overview.runs(site.archive.database, _RUNS)
    failures = site.archive.failures()
    return page(
        request,
        "imports.html",
        runs=runs,
        failures=failures,
        ended_in_words=ENDED_IN_WORDS,
        location=site.archive.location,
        retrying=site.retrying,
    )


@router.post("/imports/retry")
def retry(request: Request, visitor: Annotated[Visitor, Depends(admin)]) -> Response:
    """Read the files that could not be read once more."""
    site_of(request).retrying.start()
    return RedirectResponse("/imports", 303)


@router.get("/help/api")
def api(request: Request) -> HTMLResponse:
    """The operations of the API, from its own description."""
    described = request.app.state.api.openapi()["paths"]
    operations = [
        (method.upper(), f"/api{path}", said.get("description", "").replace("`", ""), said.get("parameters", []))
        for path, methods in described.items()
        for method, said in methods.items()
    ]
    return page(request, "help_api.html", operations=operations)
