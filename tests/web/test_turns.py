"""Of many calls at once a few run at a time, and each gets its own answer."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import pytest

from jixiao.web.turns import AT_ONCE, in_turn

Answer = TypeVar("Answer")


def run(ask: Callable[[], Coroutine[Any, Any, Answer]]) -> Answer:
    """What is awaited, in a thread of its own: the browser of other tests leaves a loop running in this one."""
    with ThreadPoolExecutor(1) as alone:
        return alone.submit(lambda: asyncio.run(ask())).result()


def test_a_few_run_at_a_time_and_each_gets_its_own_answer() -> None:
    lock, running, most = threading.Lock(), 0, 0

    @in_turn
    def doubled(number: int) -> int:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        time.sleep(0.002)
        with lock:
            running -= 1
        return 2 * number

    async def ask() -> list[int]:
        return await asyncio.gather(*(doubled(number) for number in range(20)))

    assert run(ask) == [2 * number for number in range(20)]
    assert 1 <= most <= AT_ONCE


def test_what_goes_wrong_reaches_who_asked() -> None:
    @in_turn
    def broken() -> None:
        raise ValueError("没有")

    async def ask() -> None:
        await broken()

    with pytest.raises(ValueError, match="没有"):
        run(ask)
