"""A printed figure to what may have been meant: the ways in which a hand or a keyboard gets a figure wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

SlipKind = Literal["swapped", "doubled", "dropped", "lengthened", "shortened", "shifted", "exchanged", "mistyped"]

NAMES: dict[SlipKind, str] = {
    "swapped": "相邻两位数字颠倒",
    "doubled": "多写一位数字",
    "dropped": "漏写一位数字",
    "lengthened": "多写一位小数",
    "shortened": "漏写一位小数",
    "shifted": "小数点错位",
    "exchanged": "两位数字颠倒",
    "mistyped": "一位数字写错",
}


_DIGITS = "0123456789"
_USUAL_DECIMALS = 2
_LEAST = 10
"""A figure whose point moved is no smaller than this many units of its last digit: anything would fit it then."""


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip that would explain a figure: what it is called and the value that was meant."""

    kind: SlipKind
    meant: Decimal


def slips(value: Decimal, resolution: Decimal) -> Iterator[Slip]:
    """Everything that one slip makes of a figure, the likeliest kinds first, each value once.

    >>> [str(slip.meant) for slip in slips(Decimal("36.7"), Decimal("0.1")) if slip.kind == "swapped"]
    ['63.7', '37.6']
    """
    if value <= 0:
        return
    digits = str(int(value / resolution))
    seen = {value}
    for kind, meant in _spelt(digits, resolution):
        if meant not in seen and meant > 0:
            seen.add(meant)
            yield Slip(kind, meant)


def _spelt(digits: str, resolution: Decimal) -> Iterator[tuple[SlipKind, Decimal]]:
    yield from _decimals(digits, max(0, -int(resolution.adjusted())), resolution)
    for kind, other in _strings(digits):
        if not other.startswith("0") or digits.startswith("0"):
            yield kind, int(other) * resolution
    for places in (1, -1, 2, -2, 4, -4, 3, -3):
        meant = (int(digits) * resolution).scaleb(places)
        if meant >= _LEAST * resolution:
            yield "shifted", meant


def _decimals(digits: str, decimals: int, resolution: Decimal) -> Iterator[tuple[SlipKind, Decimal]]:
    """With one decimal fewer or more than the usual two, the point in its place: 558.550 was 558.50, 42.6 was 42.36."""
    length = len(digits)
    behind = range(max(1, length - decimals), length)
    if decimals > _USUAL_DECIMALS:
        yield from (("lengthened", int(digits[:i] + digits[i + 1 :]) * resolution * 10) for i in behind)
    if decimals < _USUAL_DECIMALS:
        yield from (
            ("shortened", int(digits[:i] + each + digits[i:]) * resolution / 10) for i in behind for each in _DIGITS
        )


def _strings(digits: str) -> Iterator[tuple[SlipKind, str]]:
    """Other strings of digits that were meant, kind by kind: what was dropped is put back, what was doubled taken out."""
    length = len(digits)
    yield from (("swapped", _exchanged(digits, i, i + 1)) for i in range(length - 1))
    if length > 1:
        yield from (("doubled", digits[:i] + digits[i + 1 :]) for i in range(length))
    yield from (("dropped", digits[:i] + digit + digits[i:]) for i in range(length + 1) for digit in _DIGITS)
    yield from (("exchanged", _exchanged(digits, i, j)) for i in range(length) for j in range(i + 2, length))
    yield from (("mistyped", digits[:i] + digit + digits[i + 1 :]) for i in range(length) for digit in _DIGITS)


def _exchanged(digits: str, i: int, j: int) -> str:
    return digits[:i] + digits[j] + digits[i + 1 : j] + digits[i] + digits[j + 1 :]


def are_swapped(value: Decimal, other: Decimal, resolution: Decimal) -> bool:
    """Whether two figures differ only by two neighbouring digits that changed places.

    >>> are_swapped(Decimal("15230.66"), Decimal("15203.66"), Decimal("0.01"))
    True
    >>> are_swapped(Decimal("1720"), Decimal("1170"), Decimal("1"))
    False
    """
    a, b = (str(int(each / resolution)) for each in (value, other))
    if len(a) != len(b):
        return False
    differing = [i for i, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    if len(differing) != 2 or differing[1] - differing[0] != 1:
        return False
    i, j = differing
    return a[i] == b[j] and a[j] == b[i]
