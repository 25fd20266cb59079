"""Passwords and tokens to what may be kept of them, and back to whether one is right."""

from __future__ import annotations

import hashlib
import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from jixiao.archive.accounts import AccountError

SHORTEST = 10
_PREFIX = "jx_"


def hashed(password: str) -> str:
    """An argon2id hash; AccountError says what is wrong with a password that is too easy."""
    if len(password) < SHORTEST:
        raise AccountError(f"密码太短，至少 {SHORTEST} 个字符。")
    if len(set(password)) < 4:
        raise AccountError("密码太简单，请多用几种字符。")
    return _hasher().hash(password)


def is_right(kept: str | None, password: str) -> bool:
    """Whether a password is the one that was hashed; where there is no account it takes as long to say no.

    >>> is_right(hashed("一个很长很长的密码-2024"), "一个很长很长的密码-2024"), is_right(None, "一个很长很长的密码-2024")
    (True, False)
    """
    try:
        return _hasher().verify(kept or _nobody(), password) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def new_token() -> str:
    """A key for a program."""
    return _PREFIX + secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What is kept of a token; it is random and long, so one fast hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def session_mark(kept: str) -> str:
    """What a session carries of its password, so that it ends when the password changes."""
    return hashlib.sha256(kept.encode()).hexdigest()[:20]


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@cache
def _nobody() -> str:
    return _hasher().hash(secrets.token_urlsafe())
