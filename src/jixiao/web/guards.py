"""What stands before every request: security headers, the names a request may be addressed to, its origin, its size.

Against forged requests no token is needed: browsers say by themselves where a request comes from (Sec-Fetch-Site, and Origin
for those that do not know it), no page can change what they say, and cookies are SameSite=Lax besides. A program that is no
browser says neither, carries nobody's cookies, and is let through.
"""

from __future__ import annotations

from contextlib import suppress
from urllib.parse import urlsplit

from secure import ContentSecurityPolicy, PermissionsPolicy, ReferrerPolicy, Secure, XContentTypeOptions, XFrameOptions
from secure.headers import CrossOriginOpenerPolicy, CrossOriginResourcePolicy
from starlette.datastructures import Headers
from starlette.formparsers import MultiPartException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_SAFE = ("GET", "HEAD", "OPTIONS")
_OURS = ("same-origin", "none")


def security_headers() -> Secure:
    """The headers of every response: nothing inline, nothing from elsewhere, no frames around us."""
    policy = (
        ContentSecurityPolicy()
        .default_src("'none'").script_src("'self'").style_src("'self'").img_src("'self'").font_src("'self'")
        .connect_src("'self'").form_action("'self'").frame_ancestors("'none'").base_uri("'none'")
    )  # fmt: skip
    return Secure(
        csp=policy,
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
    """
    if method in _SAFE:
        return False
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in _OURS
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != headers.get("host")


class Guard:
    """ASGI: refuses a forged request (403), and one that is larger than the limit (413), also while it arrives."""

    def __init__(self, app: ASGIApp, largest_request: int) -> None:
        self.app = app
        self.largest_request = largest_request

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if is_forged(scope["method"], headers):
            await PlainTextResponse("请求来自别的网站，没有执行。", 403)(scope, receive, send)
            return
        if _length(headers) > self.largest_request:
            await self._too_large()(scope, receive, send)
            return
        await self._counted(scope, receive, send)

    async def _counted(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what arrives as long as it is within the limit, whatever length was announced."""
        left = self.largest_request

        async def counting() -> Message:
            nonlocal left
            message = await receive()
            left -= len(message.get("body", b""))
            if left < 0:
                raise _TooLargeError("too large")
            return message

        async def watching(message: Message) -> None:
            if left >= 0:
                await send(message)

        with suppress(_TooLargeError):  # answered below, like one that the application caught
            await self.app(scope, counting, watching)
        if left < 0:
            await self._too_large()(scope, receive, send)

    def _too_large(self) -> PlainTextResponse:
        limit = self.largest_request // 1024 // 1024
        return PlainTextResponse(f"一次上传超过 {limit} MB。请分几次上传。", 413)


class _TooLargeError(MultiPartException):
    """More arrived than the limit; the parser of forms closes its files when it meets one of these."""


def _length(headers: Headers) -> int:
    length = headers.get("content-length", "0")
    return int(length) if length.isascii() and length.isdigit() else 0
