"""The search page: what was typed to a page of reports, with facets to narrow by and a table to take along; and how to ask."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import HTMLResponse

from jixiao.archive.query import QueryError
from jixiao.web.finding import find
from jixiao.web.pages import page
from jixiao.web.site import site_of

router = APIRouter(include_in_schema=False)
_A_PAGE = 20
_LAST_PAGE = 500
Typed = Annotated[str, Query(max_length=500)]


@router.get("/search")
def search(request: Request, q: Typed = "", sort: str = "", at: str = "1") -> HTMLResponse:
    """A page of what a query finds; one that cannot be understood says why."""
    number = min(max(int(at), 1), _LAST_PAGE) if at.isascii() and at.isdigit() else 1
    rank = sort == "rank"
    try:
        found = find(site_of(request).archive, q, rank=rank, limit=_A_PAGE, offset=(number - 1) * _A_PAGE)
    except QueryError as problem:
        return page(request, "search.html", 400, q=q, sort=sort, problem=str(problem), found=None, number=1, pages=1)
    pages = min(-(-found.results.total.number // _A_PAGE), _LAST_PAGE)
    return page(request, "search.html", q=q, sort=sort, problem=None, found=found, number=number, pages=pages)


@router.get("/help/search")
def explained(request: Request) -> HTMLResponse:
    """The query language, with examples to click."""
    return page(request, "help_search.html")
