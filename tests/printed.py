"""What a command printed, and what runs one."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Printed(NamedTuple):
    status: int
    out: str
    err: str


Run = Callable[..., Printed]
