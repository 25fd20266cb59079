"""Log in and out; one's own password and keys; for admins, everybody's account."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from jixiao.archive import accounts
from jixiao.archive.accounts import ROLES, AccountError, Role
from jixiao.web.entry import Visitor, admin, is_local_address, login, reader
from jixiao.web.pages import page
from jixiao.web.passwords import digest, hashed, is_right, new_token
from jixiao.web.site import site_of

router = APIRouter(include_in_schema=False)
Text = Annotated[str, Form(max_length=200)]


@router.get("/login")
def ask(request: Request, next: str = "/") -> HTMLResponse:
    """The form to log in."""
    return page(request, "login.html", next=next, failed=False)


@router.post("/login")
def enter(request: Request, name: Text, password: Text, next: Text = "/") -> Response:
    """Log in, and go on to where one wanted to."""
    if not login(request, name, password):
        return page(request, "login.html", 401, next=next, failed=True)
    return RedirectResponse(next if is_local_address(next) else "/", 303)


@router.post("/logout")
def leave(request: Request) -> Response:
    """End the session."""
    request.session.clear()
    return RedirectResponse("/login", 303)


@router.get("/account")
def account(request: Request, visitor: Annotated[Visitor, Depends(reader)]) -> HTMLResponse:
    """One's own account."""
    return _account(request, visitor)


@router.post("/account/password")
def change_password(request: Request, visitor: Annotated[Visitor, Depends(reader)], old: Text, new: Text) -> Response:
    """Another password; every other session of this person ends."""
    database = site_of(request).archive.database
    known = accounts.person(database, visitor.name)
    if known is None or not is_right(known.password, old):
        return _account(request, visitor, problem="原密码不对，没有修改。")
    try:
        accounts.change_person(database, visitor.name, password=hashed(new))
    except AccountError as error:
        return _account(request, visitor, problem=str(error))
    login(request, visitor.name, new)
    return RedirectResponse("/account", 303)


@router.post("/account/tokens")
def make_token(request: Request, visitor: Annotated[Visitor, Depends(reader)], purpose: Text) -> HTMLResponse:
    """A new key for a program, shown this once."""
    if accounts.person(site_of(request).archive.database, visitor.name) is None:
        raise HTTPException(400, "本机使用不需要令牌。")
    token = new_token()
    accounts.add_token(site_of(request).archive.database, visitor.name, digest(token), purpose)
    return _account(request, visitor, token=token)


@router.post("/account/tokens/{id}/remove")
def remove_token(request: Request, visitor: Annotated[Visitor, Depends(reader)], id: int) -> Response:
    """A key that no longer opens anything."""
    accounts.remove_token(site_of(request).archive.database, visitor.name, id)
    return RedirectResponse("/account", 303)


@router.get("/people")
def people(request: Request, visitor: Annotated[Visitor, Depends(admin)]) -> HTMLResponse:
    """Everybody's account."""
    return _people(request)


@router.post("/people")
def add(
    request: Request, visitor: Annotated[Visitor, Depends(admin)], name: Text, password: Text, role: Text
) -> Response:
    """A new account."""
    try:
        accounts.add_person(site_of(request).archive.database, name.strip(), _role(role), hashed(password))
    except AccountError as error:
        return _people(request, str(error))
    return RedirectResponse("/people", 303)


@router.post("/people/{name}/role")
def change_role(request: Request, visitor: Annotated[Visitor, Depends(admin)], name: str, role: Text) -> Response:
    """Another role; nobody takes it from themselves, so that an admin remains."""
    if name == visitor.name:
        return _people(request, "不能改自己的角色。请由另一位管理员来改。")
    accounts.change_person(site_of(request).archive.database, name, role=_role(role))
    return RedirectResponse("/people", 303)


@router.post("/people/{name}/remove")
def remove(request: Request, visitor: Annotated[Visitor, Depends(admin)], name: str) -> Response:
    """An account away."""
    if name == visitor.name:
        return _people(request, "不能删除自己的账号。请由另一位管理员来删。")
    accounts.remove_person(site_of(request).archive.database, name)
    return RedirectResponse("/people", 303)


def _account(request: Request, visitor: Visitor, token: str | None = None, problem: str | None = None) -> HTMLResponse:
    tokens = accounts.tokens_of(site_of(request).archive.database, visitor.name)
    status = 400 if problem else 200
    return page(request, "account.html", status, tokens=tokens, token=token, problem=problem)


def _people(request: Request, problem: str | None = None) -> HTMLResponse:
    everyone = accounts.all_people(site_of(request).archive.database)
    return page(request, "people.html", 400 if problem else 200, people=everyone, problem=problem)


def _role(role: str) -> Role:
    if role not in ROLES:
        raise HTTPException(400, "没有这种角色。")
    return role
