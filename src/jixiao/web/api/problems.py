"""Errors to problem details (RFC 9457): one JSON object that a program can act on and a person can read."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse

from jixiao.archive.query import QueryError
from jixiao.errors import ArchiveError, JixiaoError

MEDIA_TYPE = "application/problem+json"
_TITLES = {
    400: "请求有误", 401: "需要登录", 403: "没有权限", 404: "没有找到", 405: "不支持这种请求", 409: "与现状冲突", 413: "太大",
    415: "不支持这种内容", 422: "内容不对", 429: "太频繁", 500: "程序出错", 503: "归档暂时不能用",
}  # fmt: skip


_DETAILS = {
    400: "请求的内容读不懂，请检查格式。",
    404: "没有这个地址。",
    405: "这个地址不支持这种请求。",
}


class InvalidField(BaseModel):
    """One part of a request that cannot be meant, and why."""

    field: str
    message: str


class Problem(BaseModel):
    """What went wrong: `title` for its kind, `detail` for this once."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str | None = None
    errors: list[InvalidField] | None = None


def responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """How the errors of an operation are described in OpenAPI."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": _TITLES[status], "content": content} for status in (*statuses, 401, 403)}


def answer_with_problems(api: FastAPI) -> None:
    """Give every error of an API as problem details."""
    api.add_exception_handler(HTTPException, _refused)
    api.add_exception_handler(RequestValidationError, _invalid)
    api.add_exception_handler(QueryError, _unanswerable)
    api.add_exception_handler(ArchiveError, _unavailable)
    api.add_exception_handler(JixiaoError, _unanswerable)


def problem(
    status: int, detail: str | None, headers: Any = None, errors: list[InvalidField] | None = None
) -> JSONResponse:
    """One problem as a response."""
    said = Problem(title=_TITLES.get(status, HTTPStatus(status).phrase), status=status, detail=detail, errors=errors)
    return JSONResponse(said.model_dump(exclude_none=True), status, headers, MEDIA_TYPE)


async def _refused(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    said = str(error.detail)
    in_chinese = any(ord(letter) > 0x2E80 for letter in said)
    return problem(error.status_code, said if in_chinese else _DETAILS.get(error.status_code), error.headers)


_REASONS = {
    "missing": "没有写。",
    "extra_forbidden": "没有这一项。",
    "int_parsing": "应是整数。",
    "int_type": "应是整数。",
    "int_from_float": "应是整数。",
    "string_type": "应是文字。",
    "bool_parsing": "应是 true 或 false。",
    "bool_type": "应是 true 或 false。",
    "value_error": "不是能上传的文件。",
    "greater_than_equal": "不能小于 {ge}。",
    "less_than_equal": "不能大于 {le}。",
    "string_too_short": "至少 {min_length} 个字。",
    "string_too_long": "最多 {max_length} 个字。",
    "string_pattern_mismatch": "写法应符合 {pattern}。",
    "literal_error": "应是 {expected} 之一。",
    "enum": "应是 {expected} 之一。",
    "json_invalid": "不是 JSON。",
    "model_attributes_type": "应是 JSON 对象。",
}
"""What pydantic finds wrong, in the words of our users; its own kinds are stable, its English sentences are not."""


def _said(one: Mapping[str, Any]) -> str:
    reason = _REASONS.get(one["type"])
    return reason.format(**one.get("ctx", {})) if reason else str(one["msg"])


async def _invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    errors = [InvalidField(field=".".join(map(str, one["loc"])), message=_said(one)) for one in error.errors()]
    return problem(422, "请求里有认不出的内容。", errors=errors)


async def _unanswerable(request: Request, error: Exception) -> JSONResponse:
    return problem(422, str(error))


async def _unavailable(request: Request, error: Exception) -> JSONResponse:
    return problem(503, str(error))
