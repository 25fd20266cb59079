"""Values that are dear to make, the last of them kept at hand: a picture of a page, the facets of a query."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Generic, TypeVar

T = TypeVar("T")


class AtHand(Generic[T]):
    """The last `most` values by key, none older than `seconds`; who asks for one that is being made waits for it.

    >>> squares = AtHand(most=10, seconds=60)
    >>> squares.get(12, lambda: 12 * 12), squares.get(12, lambda: 0)
    (144, 144)
    """

    def __init__(self, most: int, seconds: float = float("inf")) -> None:
        self._most = most
        self._seconds = seconds
        self._kept: OrderedDict[Hashable, tuple[float, Future[T]]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The value of a key, made where it is not at hand; what making it raises is raised to all who wait."""
        with self._lock:
            made, value = self._kept.get(key, (0.0, None))
            is_new = value is None or time.monotonic() - made >= self._seconds
            if is_new or value is None:
                value = Future()
                self._kept[key] = time.monotonic(), value
                if len(self._kept) > self._most:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(key)
        if is_new:
            self._make(key, value, make)
        return value.result()

    def _make(self, key: Hashable, value: Future[T], make: Callable[[], T]) -> None:
        try:
            value.set_result(make())
        except BaseException as error:  # noqa: BLE001  # whoever waits must learn of it, and nobody after
            value.set_exception(error)
            with self._lock:
                if self._kept.get(key, (0.0, None))[1] is value:
                    del self._kept[key]
