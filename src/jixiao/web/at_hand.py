"""Values that are dear to make, the last of them kept at hand: a picture of a page, the facets of a query."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class AtHand(Generic[T]):
    """The last `most` values by key, none older than `seconds`; threads may make the same value twice, and wait for nobody.

    >>> squares = AtHand(most=10, seconds=60)
    >>> squares.get(12, lambda: 12 * 12), squares.get(12, lambda: 0)
    (144, 144)
    """

    def __init__(self, most: int, seconds: float = float("inf")) -> None:
        self._most = most
        self._seconds = seconds
        self._kept: OrderedDict[Hashable, tuple[float, T]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The value of a key, made where it is not at hand."""
        with self._lock:
            if key in self._kept and time.monotonic() - self._kept[key][0] < self._seconds:
                self._kept.move_to_end(key)
                return self._kept[key][1]
        made = make()
        with self._lock:
            self._kept[key] = time.monotonic(), made
            self._kept.move_to_end(key)
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return made
