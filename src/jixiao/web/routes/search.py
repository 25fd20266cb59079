"""The search page: what was typed to a page of reports, with facets to narrow by and a table to take along; and how to ask."""

from __future__ import annotations

from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response

from jixiao.archive.query import QueryError
from jixiao.export import export
from jixiao.web.finding import Sort
from jixiao.web.pages import page
from jixiao.web.site import site_of
from jixiao.web.turns import in_turn

router = APIRouter(include_in_schema=False)
SORTS: dict[Sort, str] = {
    "new": "最新在前", "rank": "最相关在前", "high": "得分高在前", "low": "得分低在前", "failed": "不符多在前", "department": "按部门",
}  # fmt: skip
_A_PAGE = 20
_LAST_PAGE = 500
Typed = Annotated[str, Query(max_length=500)]


@router.get("/search")
@in_turn
def search(request: Request, q: Typed = "", sort: str = "", at: str = "1") -> HTMLResponse:
    """A page of what a query finds; one that cannot be understood says why."""
    number = min(max(int(at), 1), _LAST_PAGE) if at.isascii() and at.isdigit() else 1
    wanted: Sort = next((name for name in SORTS if name == sort), "new")
    shown: dict[str, Any] = {"q": q, "sort": "" if wanted == "new" else wanted, "sorts": SORTS}
    try:
        found = site_of(request).finder.find(q, sort=wanted, limit=_A_PAGE, offset=(number - 1) * _A_PAGE)
    except QueryError as problem:
        return page(request, "search.html", 400, problem=str(problem), found=None, number=1, pages=1, **shown)
    pages = min(-(-found.results.total.number // _A_PAGE), _LAST_PAGE)
    return page(request, "search.html", problem=None, found=found, number=number, pages=pages, **shown)


@router.get("/search/{name}.{suffix}")
def table(
    request: Request, name: Literal["检索结果", "检索结果-数字"], suffix: Literal["xlsx", "csv"], q: Typed = ""
) -> Response:
    """All that a query finds as a workbook of reports and figures; as CSV one of the two."""
    folder = Path(mkdtemp(prefix="jixiao-export-"))
    export(site_of(request).archive, folder / f"检索结果.{suffix}", q)
    file, clear = folder / f"{name}.{suffix}", BackgroundTask(rmtree, folder)
    return FileResponse(file, media_type="application/octet-stream", filename=file.name, background=clear)


@router.get("/help/search")
def explained(request: Request) -> HTMLResponse:
    """The query language, with examples to click."""
    return page(request, "help_search.html")
