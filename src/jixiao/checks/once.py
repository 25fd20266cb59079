"""A function to its answers, each worked out when first asked for: `Once(normalise)[text]`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Asked = TypeVar("Asked")
Made = TypeVar("Made")


class Once(dict[Asked, Made]):
    """What a pure function makes of each value that it was asked about, kept as long as the report is worked on.

    >>> told = Once(str.upper)
    >>> told["a"], dict(told)
    ('A', {'a': 'A'})
    """

    def __init__(self, make: Callable[[Asked], Made]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, asked: Asked) -> Made:
        made = self[asked] = self._make(asked)
        return made
