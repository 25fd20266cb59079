"""A page that takes work to make, to one that is made in turn: of many people who ask at once, a few are answered at a time.

Twenty threads that take Python's lock from one another all end late, and some far later than the others; three at a time,
first come first served, end sooner and alike. Each kind of page has turns of its own, so that none waits for another kind.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial, wraps
from typing import ParamSpec, TypeVar

from anyio import CapacityLimiter, to_thread

AT_ONCE = 3
Given = ParamSpec("Given")
Answer = TypeVar("Answer")


def in_turn(make: Callable[Given, Answer]) -> Callable[Given, Awaitable[Answer]]:
    """The function as one that is awaited: it runs in a thread, `AT_ONCE` of its calls at a time."""
    turns = CapacityLimiter(AT_ONCE)

    @wraps(make)
    async def made(*given: Given.args, **named: Given.kwargs) -> Answer:
        return await to_thread.run_sync(partial(make, *given, **named), limiter=turns)

    return made
