"""A request to the person who makes it, and whether that person may: by session, by token, or as whoever sits at this machine."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import quote

from fastapi import HTTPException
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from jixiao.archive import accounts
from jixiao.archive.accounts import ROLES, Role
from jixiao.web.passwords import digest, is_right, session_mark
from jixiao.web.site import site_of

_BEARER = "Bearer "


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whoever makes a request; `name` signs corrections."""

    name: str
    role: Role

    def may(self, role: Role) -> bool:
        """Whether this role is enough for what `role` may do."""
        return ROLES.index(self.role) >= ROLES.index(role)


AT_THIS_MACHINE = Visitor("本机", "admin")


class LoginNeededError(Exception):
    """A page that only those who are logged in may see."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


def needs(role: Role) -> Callable[[Request], Awaitable[Visitor]]:
    """A dependency: the visitor, if the role is enough; a page asks to log in, a program is told 401 or 403.

    Only where the archive must be asked is a thread taken for it.
    """

    async def visitor(request: Request) -> Visitor:
        is_open = not site_of(request).settings.login
        found = AT_THIS_MACHINE if is_open else await run_in_threadpool(visitor_of, request)
        if found is None:
            if request.method == "GET" and not _is_program(request):
                raise LoginNeededError(_asked(request))
            raise HTTPException(401, "请先登录。", {"WWW-Authenticate": "Bearer"})
        request.state.person = found
        if not found.may(role):
            raise HTTPException(403, "您的账号没有这项权限，请联系管理员。")
        return found

    return visitor


reader, reviewer, admin = needs("reader"), needs("reviewer"), needs("admin")


def visitor_of(request: Request) -> Visitor | None:
    """Who makes a request to a site where people log in, by token or by session; None where nobody did."""
    site = site_of(request)
    said = request.headers.get("authorization", "")
    if said.startswith(_BEARER):
        person = accounts.owner_of_token(site.archive.database, digest(said.removeprefix(_BEARER)))
        return None if person is None else Visitor(person.name, person.role)
    name = request.session.get("name")
    person = accounts.person(site.archive.database, name) if isinstance(name, str) else None
    if person is None or request.session.get("mark") != session_mark(person.password):
        return None
    return Visitor(person.name, person.role)


def login(request: Request, name: str, password: str) -> bool:
    """Begin a session if the password is right; HTTPException 429 after too many tries."""
    site = site_of(request)
    place = request.client.host if request.client else ""
    site.tries.count(name, place)
    person = accounts.person(site.archive.database, name)
    if not is_right(person.password if person else None, password) or person is None:
        return False
    request.session.clear()
    request.session.update(name=person.name, mark=session_mark(person.password))
    return True


def is_local_address(address: str) -> bool:
    """Whether an address to go on to after logging in is a page of ours.

    >>> [is_local_address(address) for address in ("/search?q=1", "//evil.example", "https://evil.example", "/\\\\evil")]
    [True, False, False, False]
    """
    return address.startswith("/") and not address.startswith(("//", "/\\"))


def _is_program(request: Request) -> bool:
    return "authorization" in request.headers or request.url.path.startswith("/api/")


def _asked(request: Request) -> str:
    query = f"?{request.url.query}" if request.url.query else ""
    return f"/login?next={quote(request.url.path + query)}"
