"""Printed numbers to what they may stand for: half of the last digit either way, and the verdict on a computed value."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, NamedTuple

Verdict = Literal["pass", "minor", "error"]

_TWO = Decimal(2)


class Interval(NamedTuple):
    """All values from `low` to `high`."""

    low: Decimal
    high: Decimal

    def meets(self, other: Interval) -> bool:
        """Whether the two have a value in common."""
        return self.low <= other.high and other.low <= self.high

    def turned(self) -> Interval:
        """The same values with the other sign."""
        return Interval(-self.high, -self.low)

    def widened(self, by: Decimal) -> Interval:
        """The interval with `by` more on both sides."""
        return Interval(self.low - by, self.high + by)


def last_digit(value: Decimal) -> Decimal:
    """What one unit of the last printed digit is worth.

    >>> last_digit(Decimal("92.81")), last_digit(Decimal("93"))
    (Decimal('0.01'), Decimal('1'))
    """
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) and exponent < 0 else 0)


def printed(value: Decimal, resolution: Decimal | None = None) -> Interval:
    """What a printed number may stand for; a zero is exact.

    >>> printed(Decimal("9.5"))
    Interval(low=Decimal('9.45'), high=Decimal('9.55'))
    """
    half = (resolution if resolution is not None else last_digit(value)) / _TWO if value else Decimal(0)
    return Interval(value - half, value + half)


def verdict(stated: Decimal, computed: Interval, resolution: Decimal | None = None) -> Verdict:
    """Whether a printed result agrees with what it should be: rounded, only cut off in its last digit, or wrong.

    >>> exactly = Interval(Decimal("92.8104"), Decimal("92.8104"))
    >>> [verdict(Decimal(stated), exactly) for stated in ("92.81", "92.82", "92.18")]
    ['pass', 'minor', 'error']
    """
    unit = resolution if resolution is not None else last_digit(stated)
    if printed(stated, unit).meets(computed):
        return "pass"
    return "minor" if Interval(stated, stated).widened(unit).meets(computed) else "error"


def plain(value: Decimal) -> str:
    """A number for a message: without trailing zeros and exponent.

    >>> plain(Decimal("94.50")), plain(Decimal("1E+2"))
    ('94.5', '100')
    """
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
