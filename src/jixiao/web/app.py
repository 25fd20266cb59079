"""Settings to the whole site as one ASGI application: what guards it, its pages, its API."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import Depends, FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.staticfiles import StaticFiles
from secure.middleware import SecureASGIMiddleware
from starlette.exceptions import HTTPException
from starlette.middleware.sessions import SessionMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from jixiao.errors import JixiaoError
from jixiao.version import VERSION
from jixiao.web.api.app import create_api
from jixiao.web.entry import LoginNeededError, reader
from jixiao.web.guards import OriginGuard, security_headers
from jixiao.web.pages import page
from jixiao.web.routes import charts, corrections, home, persons, reports, search, uploads
from jixiao.web.settings import Settings
from jixiao.web.site import open_site

_PAGES = (home, search, uploads, reports, corrections, charts)


def create_app(settings: Settings) -> FastAPI:
    """The application; its workers run from its start to its end."""
    api = create_api()

    @asynccontextmanager
    async def at_work(app: FastAPI) -> AsyncIterator[None]:
        site = open_site(settings)
        app.state.site = api.state.site = site
        app.state.api = api
        try:
            yield
        finally:
            site.close()

    app = FastAPI(
        title="jixiao", version=VERSION, lifespan=at_work, docs_url=None, redoc_url=None, openapi_url=None,
        max_body_size=settings.largest_request,
    )  # fmt: skip
    app.include_router(persons.router)
    for module in _PAGES:
        app.include_router(module.router, dependencies=[Depends(reader)])
    app.mount("/api", api)
    app.mount("/static", StaticFiles(packages=[("jixiao.web", "static")]), name="static")
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _misunderstood)
    app.add_exception_handler(JixiaoError, _failed)
    app.add_exception_handler(LoginNeededError, _to_login)
    app.add_exception_handler(Exception, _broken)
    app.add_middleware(
        SessionMiddleware,
        secret_key=settings.secret,
        session_cookie="jixiao",
        max_age=settings.session,
        same_site="lax",
        https_only=settings.secure_cookies,
    )
    app.add_middleware(OriginGuard)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(settings.hosts))
    app.add_middleware(SecureASGIMiddleware, secure=security_headers(https=settings.secure_cookies))
    return app


_TITLES = {
    400: "请求有误", 401: "请先登录", 403: "没有权限", 404: "没有这一页", 405: "不能这样请求", 413: "太大了",
    429: "太频繁了", 500: "程序出错",
}  # fmt: skip


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _error_page(request, error.status_code, _in_chinese(error), dict(error.headers or {}))


async def _misunderstood(request: Request, error: Exception) -> Response:
    return _error_page(request, 400, "地址或表单里有认不出的内容。请返回上一页再试。")


async def _failed(request: Request, error: Exception) -> Response:
    return _error_page(request, 400, str(error))


async def _broken(request: Request, error: Exception) -> Response:
    """A fault of ours: the log has it in full, the page says what to do. What guards a page is not around this one."""
    said = f"程序出错（{type(error).__name__}）。请把刚才的操作报告给管理员。"
    answer = _error_page(request, 500, said)
    answer.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'self'; img-src 'self'"
    return answer


async def _to_login(request: Request, error: Exception) -> Response:
    assert isinstance(error, LoginNeededError)
    return RedirectResponse(error.address, 303)


def _in_chinese(error: HTTPException) -> str:
    said = str(error.detail)
    return said if any(ord(character) > 0x2E80 for character in said) else ""


def _error_page(request: Request, status: int, said: str, headers: dict[str, str] | None = None) -> Response:
    made = page(request, "error.html", status, title=_TITLES.get(status, "出错了"), said=said)
    made.headers.update(headers or {})
    return made
