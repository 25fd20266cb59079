"""What `jixiao serve` was told, to the settings of one site: its archive, its addresses, its limits."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from ipaddress import ip_address

MEGABYTE = 1024 * 1024
_LOCAL_NAMES = ("localhost", "127.0.0.1", "[::1]", "::1")


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one site; sizes in bytes, times in seconds.

    `login` says whether people must log in; `hosts` are the names that requests may be addressed to, so that a page
    elsewhere cannot reach a site on this machine by another name. `secret` signs the cookies.
    """

    archive: str | None = None
    login: bool = False
    hosts: tuple[str, ...] = _LOCAL_NAMES
    secure_cookies: bool = False
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    largest_file: int = 64 * MEGABYTE
    largest_request: int = 512 * MEGABYTE
    most_files: int = 1000
    uploads_kept: int = 2 * 60 * 60
    session: int = 12 * 60 * 60
    workers: int = 2


def is_loopback(host: str) -> bool:
    """Whether an address is of this machine alone.

    >>> [is_loopback(host) for host in ("127.0.0.1", "::1", "localhost", "0.0.0.0", "192.168.1.7")]
    [True, True, True, False, False]
    """
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
