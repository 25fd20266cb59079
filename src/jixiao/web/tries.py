"""How often somebody tried to log in lately, to whether they may try again: by name, and by where the request comes from."""

from __future__ import annotations

from fastapi import HTTPException
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

_TRIES_A_NAME, _TRIES_A_PLACE = RateLimitItemPerMinute(8, 5), RateLimitItemPerMinute(60, 5)


class Tries:
    """How often somebody tried to log in lately: by name, and by where the request comes from."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def count(self, name: str, place: str) -> None:
        """One more; HTTPException 429 where it is too many."""
        within = self._limiter.hit(_TRIES_A_PLACE, place) and self._limiter.hit(_TRIES_A_NAME, place, name)
        if not within:
            raise HTTPException(429, "试得太频繁了，请五分钟后再试。", {"Retry-After": "300"})
