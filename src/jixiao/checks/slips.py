"""A printed figure to what may have been meant: the ways in which a hand or a keyboard gets a figure wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

SlipKind = Literal["swapped", "doubled", "dropped", "shifted", "mistyped"]

NAMES: dict[SlipKind, str] = {
    "swapped": "两位数字颠倒",
    "doubled": "多写一位数字",
    "dropped": "漏写一位数字",
    "shifted": "小数点错位",
    "mistyped": "一位数字写错",
}


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip that would explain a figure: what it is called and the value that was meant."""

    kind: SlipKind
    meant: Decimal


def slips(value: Decimal, resolution: Decimal) -> Iterator[Slip]:
    """Everything that one slip makes of a figure, the likeliest kinds first, each value once.

    >>> [str(slip.meant) for slip in slips(Decimal("36.7"), Decimal("0.1")) if slip.kind == "swapped"]
    ['63.7', '37.6', '76.3']
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
    length = len(digits)
    for apart in (1, *range(2, length)):
        for i in range(length - apart):
            j = i + apart
            changed = [*digits]
            changed[i], changed[j] = digits[j], digits[i]
            yield "swapped", int("".join(changed)) * resolution
    for i in range(length):
        if length > 1:
            kind: SlipKind = "doubled"
            yield kind, int(digits[:i] + digits[i + 1 :]) * resolution
    for i in range(length + 1):
        for digit in "0123456789":
            yield "dropped", int(digits[:i] + digit + digits[i:]) * resolution
    for places in (1, -1, 2, -2, 4, -4, 3, -3):
        yield "shifted", (int(digits) * resolution).scaleb(places)
    for i in range(length):
        for digit in "0123456789":
            yield "mistyped", int(digits[:i] + digit + digits[i + 1 :]) * resolution


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
