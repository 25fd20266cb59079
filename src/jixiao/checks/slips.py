"""A printed figure to what may have been meant: the ways in which a hand or a keyboard gets a figure wrong.

A figure of nine digits has some two hundred and fifty slips, a report with failures asks for them hundreds of times. So
those that differ by one digit of a place are one run of numbers, and only what lies within bounds is looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from math import inf
from typing import Literal

from msgspec import Struct

SlipKind = Literal["swapped", "doubled", "dropped", "lengthened", "shortened", "shifted", "exchanged", "mistyped"]
Bounds = tuple[float, float]
"""Two ends, both included."""

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

ANYWHERE: tuple[Bounds, ...] = ((-inf, inf),)
_USUAL_DECIMALS = 2
_NEGLECTED = 1e-9
"""What floats lose of a value, and more."""
_LEAST = 10
"""A figure whose point moved is no smaller than this many units of its last digit: anything would fit it then."""
_PLACES = (1, -1, 2, -2, 4, -4, 3, -3)


class Slip(Struct, frozen=True):
    """One slip that would explain a figure: what it is called and the value that was meant."""

    kind: SlipKind
    meant: Decimal


_Run = tuple[SlipKind, int, int, int, int]
"""Numbers that differ by one digit: their kind, the first and the last of them, the step between two, and the least of
them that is not printed with a 0 in front. They count units of the figure's last digit."""


def slips(value: Decimal, resolution: Decimal, within: Sequence[Bounds] = ANYWHERE) -> Iterator[Slip]:
    """Everything that one slip makes of a figure and lies within bounds, the likeliest kinds first, each value once.

    >>> [str(slip.meant) for slip in slips(Decimal("36.7"), Decimal("0.1")) if slip.kind == "swapped"]
    ['63.7', '37.6']
    >>> [str(slip.meant) for slip in slips(Decimal("36.7"), Decimal("0.1"), [(60, 70)])]
    ['63.7', '66.7']
    """
    if value <= 0:
        return
    number, unit = int(value / resolution), float(resolution)
    seen = {value}
    for scale, runs in _runs(number, max(0, -resolution.adjusted())):
        for kind, spelt in _inside(runs, [(low / unit / scale, high / unit / scale) for low, high in within]):
            meant = spelt * resolution
            if scale != 1:
                meant = meant * 10 if scale > 1 else meant / 10
            if meant not in seen and meant > 0:
                seen.add(meant)
                yield Slip(kind, meant)
    for places in _PLACES:
        if any(low <= number * unit * 10.0**places <= high for low, high in within):
            meant = (number * resolution).scaleb(places)
            if meant >= _LEAST * resolution and meant not in seen:
                seen.add(meant)
                yield Slip("shifted", meant)


def slip_from(value: Decimal, meant: Decimal, resolution: Decimal) -> SlipKind | None:
    """The likeliest slip that makes a figure of what was meant; None where no single one does.

    >>> slip_from(Decimal("36.7"), Decimal("63.7"), Decimal("0.1")), slip_from(Decimal("36.7"), Decimal("45.8"), Decimal("0.1"))
    ('swapped', None)
    """
    if value <= 0 or meant <= 0 or not _may_be_meant(int(value / resolution), meant, resolution):
        return None
    ends = float(meant) * (1 - _NEGLECTED), float(meant) * (1 + _NEGLECTED)
    return next((slip.kind for slip in slips(value, resolution, (ends,)) if slip.meant == meant), None)


def _may_be_meant(number: int, meant: Decimal, resolution: Decimal) -> bool:
    """Whether the digits of a number of units and of what was meant are nearly the same, as after any slip."""
    printed = str(number)
    if printed.strip("0") == f"{meant:f}".replace(".", "").strip("0"):
        return True  # only the point moved
    tenths = meant * 10 / resolution  # one decimal more may have been meant
    if tenths % 1:
        return False
    spelt = str(int(tenths))
    spellings = (spelt, spelt.removesuffix("0"), spelt.removesuffix("00"))
    return any(_are_nearly_the_same(printed, each) for each in spellings)


def _are_nearly_the_same(one: str, other: str) -> bool:
    """Whether two runs of digits differ in two at most, or by one that only one of them has."""
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) <= 2
    shorter, longer = (one, other) if len(one) < len(other) else (other, one)
    if len(longer) - len(shorter) > 1:
        return False
    at = next((at for at, digit in enumerate(shorter) if digit != longer[at]), len(shorter))
    return shorter[at:] == longer[at + 1 :]


def swaps(value: Decimal, resolution: Decimal) -> Iterator[Decimal]:
    """What a figure was before two neighbouring digits of it changed places.

    >>> [str(meant) for meant in swaps(Decimal("15230.66"), Decimal("0.01"))]
    ['51230.66', '12530.66', '15320.66', '15203.66', '15236.06']
    """
    if value <= 0:
        return
    number = int(value / resolution)
    least = 10 ** (len(str(number)) - 1)
    yield from (meant * resolution for _, meant, *_ in _swapped(number) if meant != number and meant >= least)


def _inside(runs: Iterator[_Run], within: Sequence[Bounds]) -> Iterator[tuple[SlipKind, int]]:
    lowest, highest = min((low for low, _ in within), default=inf), max((high for _, high in within), default=-inf)
    is_one = len(within) == 1
    for kind, first, last, step, least in runs:
        if lowest <= last and first <= highest:
            for spelt in range(first, last + 1, step):
                if least <= spelt and lowest <= spelt <= highest:
                    if is_one or any(low <= spelt <= high for low, high in within):
                        yield kind, spelt


def _runs(number: int, decimals: int) -> Iterator[tuple[float, Iterator[_Run]]]:
    """Every other spelling of a number of units, likeliest kinds first; those of another unit with how many units it is."""
    if decimals > _USUAL_DECIMALS:
        yield 10.0, _with_fewer_decimals(number, decimals)
    if decimals < _USUAL_DECIMALS:
        yield 0.1, _with_more_decimals(number, decimals)
    yield 1.0, _spelt(number)


def _with_fewer_decimals(number: int, decimals: int) -> Iterator[_Run]:
    """One decimal more than usual was printed, the point in its place: 558.550 was 558.50."""
    length = len(str(number))
    for place in range(min(length - 1, decimals) - 1, -1, -1):
        meant = _without(number, 10**place)
        yield "lengthened", meant, meant, 1, 0


def _with_more_decimals(number: int, decimals: int) -> Iterator[_Run]:
    """One decimal fewer than usual was printed: 42.6 was 42.36."""
    length = len(str(number))
    yield from (_with_any("shortened", number, 10**place, 0) for place in range(min(length - 1, decimals), 0, -1))


def _spelt(number: int) -> Iterator[_Run]:
    """Other digits that were meant, kind by kind: what was dropped is put back, what was doubled taken out."""
    length = len(str(number))
    places = [10**place for place in range(length - 1, -1, -1)]
    least = places[0] if number else 0
    yield from _swapped(number)
    if length > 1:
        for place in places:
            meant = _without(number, place)
            yield "doubled", meant, meant, 1, least // 10
    yield from (_with_any("dropped", number, place, least * 10) for place in (10 * places[0], *places))
    for i, high in enumerate(places):
        for low in places[i + 2 :]:
            meant = _exchanged(number, high, low)
            yield "exchanged", meant, meant, 1, least
    for place in places:
        first = number - number // place % 10 * place
        yield "mistyped", first, first + 9 * place, place, least


def _swapped(number: int) -> Iterator[_Run]:
    places = [10**place for place in range(len(str(number)) - 1, -1, -1)]
    for high, low in pairwise(places):
        meant = _exchanged(number, high, low)
        yield "swapped", meant, meant, 1, places[0]


def _without(number: int, place: int) -> int:
    """1234 without its digit of tens: 124."""
    above, below = divmod(number, place)
    return above // 10 * place + below


def _with_any(kind: SlipKind, number: int, place: int, least: int) -> _Run:
    """124 with any digit put in at the tens: 1204, 1214, … 1294."""
    above, below = divmod(number, place)
    first = above * 10 * place + below
    return kind, first, first + 9 * place, place, least


def _exchanged(number: int, high: int, low: int) -> int:
    """The number with its digits at two places exchanged."""
    return number + (number // low % 10 - number // high % 10) * (high - low)


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


def has_digit_twice(value: Decimal, meant: Decimal, resolution: Decimal) -> bool:
    """Whether a figure is what was meant with one of its digits written once more, behind itself.

    >>> has_digit_twice(Decimal(211), Decimal(21), Decimal(1)), has_digit_twice(Decimal(212), Decimal(21), Decimal(1))
    (True, False)
    """
    written, once = (str(int(each / resolution)) for each in (value, meant))
    return any(a == b and written[:at] + written[at + 1 :] == once for at, (a, b) in enumerate(pairwise(written)))
