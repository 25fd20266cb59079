"""What speaks for a slip of the author and not for a list that is merely unfinished, or for a misreading of ours."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from jixiao.checks.claims import Claim, judged
from jixiao.checks.operands import Figures
from jixiao.checks.slips import are_swapped, slips

_GROSS = Decimal("0.5")
"""A sum that misses its total by more than half of it was seldom meant to meet it."""
_CLOSE = Decimal("0.05")
"""What a list may miss of its whole and still be one that was meant to be complete."""
_VALUES_A_SLIP = 100
"""How many other values what is missing could have had for each slip that was tried."""
_PLAIN_KINDS = ("swapped", "doubled", "dropped", "shifted")


def one_slip_explains(claim: Claim, figures: Figures, kinds: Sequence[str] = _PLAIN_KINDS) -> bool:
    """Whether the claim holds once a single figure of it is read as it was before one slip."""
    firm = Claim(claim.rule, claim.stated, claim.ways, exactly=claim.exactly, magnitude=claim.magnitude)
    for fact in claim.facts:
        for slip in slips(figures.value(fact), figures.fact(fact).resolution or Decimal(1)):
            if slip.kind in kinds:
                found = judged(firm, figures.instead(fact, slip.meant))
                if found and found.agreement == "pass":
                    return True
    return False


def neighbours_swapped(claim: Claim, figures: Figures) -> bool:
    """Whether two neighbouring digits that changed places in one long figure explain it, by more than chance.

    Five figures of six digits have some twenty-five such neighbours. Where what is missing could have been any of
    thousands of values, meeting one of them is evidence; among a handful of small counts it is none.
    """
    firm = Claim(claim.rule, claim.stated, claim.ways)
    found = judged(firm, figures)
    if claim.stated is None or found is None or found.computed is None:
        return False
    stated, finest = figures.value(claim.stated), min(figures.fact(fact).resolution or 1 for fact in claim.facts)
    missing = abs(stated - found.computed)
    if not stated or missing > stated * _CLOSE:
        return False
    tried = [
        (fact, slip)
        for fact in claim.facts
        for slip in slips(figures.value(fact), figures.fact(fact).resolution or Decimal(1))
        if abs(slip.meant - figures.value(fact)) <= 2 * missing
        and are_swapped(figures.value(fact), slip.meant, figures.fact(fact).resolution or Decimal(1))
    ]
    if missing / finest < _VALUES_A_SLIP * len(tried):
        return False
    return any(_holds(firm, figures.instead(fact, slip.meant)) for fact, slip in tried)


def _holds(claim: Claim, figures: Figures) -> bool:
    found = judged(claim, figures)
    return found is not None and found.agreement == "pass"


def is_gross(claim: Claim, figures: Figures) -> bool:
    """Whether a claim is so far off that no slip explains it: then more likely two things were put together wrongly.

    Some slip explains any small count, so there it is no evidence.
    """
    found = judged(claim, figures)
    if claim.stated is None or found is None or found.computed is None:
        return False
    stated = abs(figures.value(claim.stated))
    off = abs(abs(found.computed) - stated)
    if off < max(stated, abs(found.computed)) * _GROSS:
        return False
    return figures.fact(claim.stated).kind == "count" or not one_slip_explains(claim, figures)
