"""A claim that fails to what one of its figures would have to be for it to hold, the others taken as printed."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from jixiao.checks.claims import Claim, Term, Way
from jixiao.checks.operands import Figures


def solved(claim: Claim, way: Way, fact: str, figures: Figures) -> Decimal | None:
    """The value of an operand that makes the claim hold, to the digits it is printed with; None where there is none.

    年末12万元，比上年8万元增加5万元: 12 would have to be 13, or 8 to be 7.
    """
    if claim.stated is None or fact == claim.stated:
        return None
    stated = figures.value(claim.stated)
    if claim.magnitude and figures.fact(claim.stated).direction == "decrease":
        stated = -stated
    target = stated / way.times
    weight = Decimal(_weight(way.over, fact))
    missing = target - _others(way.over, fact, figures)
    if way.under:
        weight -= target * _weight(way.under, fact)
        missing = target * _others(way.under, fact, figures) - _others(way.over, fact, figures)
    if not weight:
        return None
    value = (missing / weight).quantize(figures.fact(fact).resolution or Decimal(1), rounding=ROUND_HALF_UP)
    return value if value > 0 else None


def _weight(terms: Iterable[Term], fact: str) -> int:
    return sum(sign for sign, each in terms if each == fact)


def _others(terms: Iterable[Term], fact: str, figures: Figures) -> Decimal:
    return sum((sign * figures.value(each) for sign, each in terms if each != fact), start=Decimal(0))
