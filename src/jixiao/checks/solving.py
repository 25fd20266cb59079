"""A claim that fails to what one of its figures would have to be for it to hold, the others taken as printed."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from jixiao.checks.claims import Claim, Way
from jixiao.checks.operands import Figures, Terms, weight


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
    over, counts = _without(way.over, fact, figures)
    factor, missing = Decimal(counts), target - over
    if way.under:
        under, counts = _without(way.under, fact, figures)
        factor -= target * counts
        missing = target * under - over
    if not factor:
        return None
    value = (missing / factor).quantize(figures.fact(fact).resolution or Decimal(1), rounding=ROUND_HALF_UP)
    return value if value > 0 else None


def _without(terms: Terms, fact: str, figures: Figures) -> tuple[Decimal, int]:
    """What terms add up to without a figure, and how often that counts among them."""
    counts = weight(terms, fact)
    return figures.sum(terms) - counts * figures.value(fact), counts
