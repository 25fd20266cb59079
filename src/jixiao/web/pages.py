"""A template and what it shows to a page. Every text is escaped: what a report writes is never markup."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from jixiao import terms
from jixiao.archive.accounts import Role
from jixiao.marks import LEGEND
from jixiao.version import VERSION
from jixiao.web.entry import AT_THIS_MACHINE, Visitor
from jixiao.web.report_view import LOOKS


def page(request: Request, template: str, status: int = 200, **shown: Any) -> HTMLResponse:
    """A page made of a template of `templates/`."""
    site = request.app.state.site
    person = getattr(request.state, "person", None if site.settings.login else AT_THIS_MACHINE)
    known = {"request": request, "path": request.url.path, "person": person, "site": site}
    text = environment().get_template(template).render(known | shown)
    return HTMLResponse(text, status, headers={"Cache-Control": "no-store"})


@cache
def environment() -> Environment:
    """The templates, with the words and figures they speak with."""
    made = Environment(
        loader=PackageLoader("jixiao.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        version=VERSION,
        terms=terms,
        legend=LEGEND,
        looks=LOOKS,
        with_query=with_query,
        kinds=terms.KINDS,
        navigation=navigation,
    )
    made.filters.update(number=_number, points=terms.points, size=size, moment=moment)
    return made


def navigation(visitor: Visitor | None, *, login: bool) -> tuple[tuple[str, str], ...]:
    """The parts of the site that a visitor may see, in the order of the menu; accounts only where people log in."""
    if visitor is None:
        return ()
    return tuple((address, name) for address, name, role in _PARTS if visitor.may(role) and (login or role != "admin"))


_PARTS: tuple[tuple[str, str, Role], ...] = (
    ("/search", "检索", "reader"), ("/upload", "上传", "reader"), ("/folder", "整批核对", "reader"),
    ("/review", "待审", "reader"), ("/charts", "比较", "reader"), ("/imports", "导入", "reader"), ("/people", "账号", "admin"),
)  # fmt: skip


def with_query(current: Mapping[str, Any], **changed: Any) -> str:
    """The query string of the page one is on, with some of it changed; None takes a part away.

    >>> with_query({"q": "水务局", "page": "3"}, page=None, year=2023)
    '?q=%E6%B0%B4%E5%8A%A1%E5%B1%80&year=2023'
    """
    merged = {name: value for name, value in (dict(current) | changed).items() if value not in (None, "")}
    return f"?{urlencode(merged, doseq=True)}"


def _number(value: Decimal | int) -> str:
    """A number with separators, all its digits kept."""
    return terms.number(Decimal(value))


def size(count: int) -> str:
    """A number of bytes for people.

    >>> size(1536), size(3 * 1024 * 1024)
    ('2 KB', '3.0 MB')
    """
    if count < 1024 * 1024:
        return f"{max(1, round(count / 1024)) if count else 0} KB"
    return f"{count / 1024 / 1024:.1f} MB"


def moment(at: datetime | None) -> str:
    """A point in time as people write it, in the time of this machine."""
    return "" if at is None else at.astimezone().strftime("%Y-%m-%d %H:%M")
