"""What stands before every request: security headers, and the origin of what changes something.

Against forged requests no token is needed: browsers say by themselves where a request comes from (Sec-Fetch-Site, and Origin
for those that do not know it), no page can change what they say, and cookies are SameSite=Lax besides. Browsers that are too
old to say either must come from a page of ours (Referer): a page elsewhere can hide that it sent them, not pretend. A program,
which does not call itself a browser and carries nobody's cookies, is let through.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from secure import (
    ContentSecurityPolicy,
    PermissionsPolicy,
    ReferrerPolicy,
    Secure,
    StrictTransportSecurity,
    XContentTypeOptions,
    XFrameOptions,
)
from secure.headers import CrossOriginOpenerPolicy, CrossOriginResourcePolicy
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_SAFE = ("GET", "HEAD", "OPTIONS")
_A_YEAR = 365 * 24 * 60 * 60
_BROWSER = "Mozilla/"
"""What every browser calls itself at the beginning; no page can change that."""
_OURS = ("same-origin", "none")


def security_headers(*, https: bool) -> Secure:
    """The headers of every response: nothing inline, nothing from elsewhere, no frames around us; with `https` nothing else."""
    policy = (
        ContentSecurityPolicy()
        .default_src("'none'").script_src("'self'").style_src("'self'").img_src("'self'").font_src("'self'")
        .connect_src("'self'").form_action("'self'").frame_ancestors("'none'").base_uri("'none'")
    )  # fmt: skip
    return Secure(
        csp=policy,
        hsts=StrictTransportSecurity().max_age(_A_YEAR) if https else None,
        xfo=XFrameOptions().deny(),
        xcto=XContentTypeOptions().nosniff(),
        referrer=ReferrerPolicy().same_origin(),
        permissions=PermissionsPolicy().camera("()").microphone("()").geolocation("()"),
        coop=CrossOriginOpenerPolicy().same_origin(),
        corp=CrossOriginResourcePolicy().same_origin(),
    )


def is_forged(method: str, headers: Headers) -> bool:
    """Whether a request that changes something was sent by a page of another site.

    >>> is_forged("POST", Headers({"sec-fetch-site": "cross-site"}))
    True
    >>> is_forged("POST", Headers({"origin": "http://127.0.0.1:8000", "host": "127.0.0.1:8000"}))
    False
    >>> is_forged("POST", Headers({"origin": "null", "host": "127.0.0.1:8000"}))
    True
    >>> is_forged("POST", Headers({"user-agent": "Mozilla/5.0 (Trident/7.0; rv:11.0) like Gecko", "host": "127.0.0.1:8000"}))
    True
    >>> is_forged("POST", Headers({"user-agent": "curl/8.5.0", "host": "127.0.0.1:8000"}))
    False
    """
    if method in _SAFE:
        return False
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in _OURS
    origin = headers.get("origin")
    if origin is None and headers.get("user-agent", "").startswith(_BROWSER):
        origin = headers.get("referer", "")
    return origin is not None and urlsplit(origin).netloc != headers.get("host")


class OriginGuard:
    """ASGI: refuses a forged request (403)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] == "http" and is_forged(scope["method"], Headers(scope=scope)):
            await PlainTextResponse("请求来自别的网站，没有执行。", 403)(scope, receive, send)
            return
        await self.app(scope, receive, send)
