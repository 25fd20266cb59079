"""A claim and one of its figures to the values between which that figure must lie for the claim to hold.

Hundreds of slips are tried on a figure. Each could be judged exactly, but all save a few miss by far, which the equation
solved for the figure says at once. The ends are floats and generous: what lies outside fails for certain, what lies
inside is still to be judged.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import inf, isfinite

from msgspec import Struct

from jixiao.checks.claims import Claim, Way
from jixiao.checks.operands import Figures, Terms, weight
from jixiao.checks.slips import ANYWHERE, Bounds

_NEGLECTED = 1e-9
"""What floats lose of a value, and more."""
_NOTHING = (0.0, 0.0)


def bounds(claim: Claim, fact: str, figures: Figures, *, to_the_digit: bool = False) -> tuple[Bounds, ...]:
    """The stretches outside of which no value of the figure makes the claim hold, off by a last digit at most.

    合计12万元 of 2 and 5 万元 and a third: the third lies by 5, give or take the last digits printed; without that
    where it must hold `to_the_digit`.
    """
    if figures.fact(fact).qualifier and not to_the_digit:
        return ANYWHERE  # what 约 allows depends on the value
    try:
        known = _Known(figures, to_the_digit)
        return tuple(_generous(each) for way in claim.ways for each in _of_way(claim, way, fact, known))
    except OverflowError:
        return ANYWHERE


class _Known(Struct, frozen=True):
    """What the figures stand for, as floats: all values of their digits, or the printed one alone."""

    figures: Figures
    to_the_digit: bool

    def stands_for(self, fact: str) -> Bounds:
        if self.to_the_digit:
            return (float(self.figures.value(fact)),) * 2
        stands = self.figures.stands_for(fact)
        return float(stands.low), float(stands.high)

    def others(self, terms: Terms, fact: str) -> Bounds:
        """What terms add up to without one of the figures."""
        if self.to_the_digit:
            rest = self.figures.sum(terms) - self.figures.value(fact) * weight(terms, fact)
            return (float(rest),) * 2
        total, own = self.figures.reach(terms), self.figures.stands_for(fact).times(weight(terms, fact))
        return float(total.low - own.low), float(total.high - own.high)

    def half(self, fact: str) -> float:
        low, high = self.stands_for(fact)
        return (high - low) / 2

    def last_digit(self, fact: str) -> float:
        return 0.0 if self.to_the_digit else float(self.figures.fact(fact).resolution or 0)


def _of_way(claim: Claim, way: Way, fact: str, known: _Known) -> Iterator[Bounds]:
    half = known.half(fact)
    for result in _results(claim, way, fact, known, half):
        if fact == claim.stated:
            yield result
            continue
        # with the figure as x: (over + w·x)·times / (under + u·x) = result
        times = (float(way.times),) * 2
        over, under = known.others(way.over, fact), known.others(way.under, fact)
        if not way.under:
            under = (1.0, 1.0)
        factor = _less(_times(times, _just(weight(way.over, fact))), _times(result, _just(weight(way.under, fact))))
        wanted, there = _times(result, under), _times(times, over)
        if factor == _NOTHING and not _may_meet(wanted, there):
            continue  # without this figure, and missed whatever it is: the rate by two other figures
        low, high = _divided(_less(wanted, there), factor)
        yield low - half, high + half


def _results(claim: Claim, way: Way, fact: str, known: _Known, half: float) -> Iterator[Bounds]:
    """What the way of calculating must come to; for the stated figure itself, what the others come to."""
    unit = _last_digits(claim, known)
    if claim.stated is None:
        exactly = float(claim.exactly or 0)
        result = (exactly - unit, exactly + unit)
    elif fact != claim.stated:
        low, high = known.stands_for(claim.stated)
        result = (low - unit, high + unit)
    elif fact in way.facts:
        result = (-inf, inf)
    else:
        result = _times((float(way.times),) * 2, known.others(way.over, fact))
        if way.under:
            result = _divided(result, known.others(way.under, fact))
        result = (result[0] - half - unit, result[1] + half + unit)
    yield result
    if claim.magnitude:
        yield -result[1], -result[0]


def _last_digits(claim: Claim, known: _Known) -> float:
    """By how much a claim may be missed and still be off by last digits only."""
    if claim.stated is None:
        return sum(map(known.last_digit, claim.facts))
    return known.last_digit(claim.stated)


def _just(number: float) -> Bounds:
    return float(number), float(number)


def _times(one: Bounds, other: Bounds) -> Bounds:
    ends = [a * b if a and b else 0.0 for a in one for b in other]
    return min(ends), max(ends)


def _less(one: Bounds, other: Bounds) -> Bounds:
    return one[0] - other[1], one[1] - other[0]


def _may_meet(one: Bounds, other: Bounds) -> bool:
    """Whether two stretches have a value in common, or floats cannot tell."""
    (low, high), (least, most) = _generous(one), _generous(other)
    return low <= most and least <= high


def _divided(one: Bounds, other: Bounds) -> Bounds:
    if other[0] <= 0 <= other[1] or not all(map(isfinite, (*one, *other))):
        return -inf, inf
    ends = [a / b for a in one for b in other]
    return min(ends), max(ends)


def _generous(ends: Bounds) -> Bounds:
    low, high = ends
    more = _NEGLECTED * max(abs(low), abs(high), 1.0) if isfinite(low) and isfinite(high) else 0.0
    return low - more, high + more
