"""What speaks for a slip of the author and not for a list that is merely unfinished, or for a misreading of ours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from jixiao.checks.bounds import bounds
from jixiao.checks.claims import Claim, Judgement, judged, middle
from jixiao.checks.operands import Figures, weight
from jixiao.checks.slips import ANYWHERE, Bounds, Slip, SlipKind, are_swapped, has_digit_twice, slip_from, slips, swaps

_GROSS = Decimal("0.5")
"""A sum that misses its total by more than half of it was seldom meant to meet it."""
_CLOSE = Decimal("0.05")
"""What a list may miss of its whole and still be one that was meant to be complete."""
_VALUES_A_SWAP = 100
"""How many other values what is missing could have had for each swap that was tried."""
_MANY = 1000
"""A count of this many is no longer explained by some slip or other."""
_HUNDRED = 100
_PARTS_THAT_TELL = 3
_PLAIN_KINDS = ("swapped", "doubled", "dropped", "shifted")


def one_slip_explains(
    claim: Claim, figures: Figures, kinds: Sequence[str] = _PLAIN_KINDS, of: Sequence[str] = ()
) -> bool:
    """Whether the claim holds once a single figure of it, or of those named, is read as it was before one slip."""
    firm = Claim(claim.rule, claim.stated, claim.ways, exactly=claim.exactly, magnitude=claim.magnitude)
    for fact in of or claim.facts:
        for slip in _slips(fact, figures, bounds(firm, fact, figures)):
            if slip.kind in kinds:
                found = judged(firm, figures.instead(fact, slip.meant))
                if found and found.agreement == "pass":
                    return True
    return False


def slip_beyond_chance(claim: Claim, figures: Figures, values_a_slip: int) -> bool:
    """Whether one slip in one figure makes a sum come out to the last digit, when chance would hardly do so.

    What is missing could have been any of the values that the digits of the whole allow. A few hundred slips can be tried
    on five figures; where there are `values_a_slip` values for each, that one of them fits is evidence. Among small
    counts it is none.
    """
    if claim.stated is None:
        return False
    needed = _needed(claim, figures)
    if not any(_slip_from(fact, meant, figures) in _PLAIN_KINDS for fact, meant in needed):
        return False
    finest = min(figures.fact(fact).resolution or Decimal(1) for fact in claim.facts)
    tried = sum(slip.kind in _PLAIN_KINDS for fact in claim.facts for slip in _slips(fact, figures))
    return abs(figures.value(claim.stated)) / finest >= values_a_slip * tried


def neighbours_swapped(claim: Claim, figures: Figures) -> bool:
    """Whether two neighbouring digits that changed places explain a sum that is nearly met, by more than chance.

    Five figures of six digits have some twenty-five such neighbours, a list may miss thousands of values.
    """
    computed = middle(claim.ways[0], figures)
    if claim.stated is None or computed is None:
        return False
    stated = figures.value(claim.stated)
    missing = abs(stated - computed)
    if not stated or not missing or missing > stated * _CLOSE:
        return False
    if not any(_is_swap(fact, meant, figures) for fact, meant in _needed(claim, figures)):
        return False
    tried = sum(
        abs(meant - figures.value(fact)) <= 2 * missing
        for fact in claim.facts
        for meant in swaps(figures.value(fact), _last_digit(fact, figures))
    )
    finest = min(figures.fact(fact).resolution or 1 for fact in claim.facts)
    return missing / finest >= _VALUES_A_SWAP * tried


def _needed(claim: Claim, figures: Figures) -> Iterator[tuple[str, Decimal]]:
    """What each figure of a sum would have to be for it to come out to the last digit, where it is not that already."""
    computed = middle(claim.ways[0], figures)
    if claim.stated is None or computed is None:
        return
    missing = figures.value(claim.stated) - computed
    if not missing:
        return
    for fact in claim.facts:
        counts = weight(claim.ways[0].over, fact) - (fact == claim.stated)
        if counts:
            yield fact, figures.value(fact) + missing / counts


def _slip_from(fact: str, meant: Decimal, figures: Figures) -> SlipKind | None:
    return slip_from(figures.value(fact), meant, _last_digit(fact, figures))


def _is_swap(fact: str, meant: Decimal, figures: Figures) -> bool:
    value, unit = figures.value(fact), _last_digit(fact, figures)
    return value > 0 and not meant % unit and are_swapped(value, meant, unit)


def _last_digit(fact: str, figures: Figures) -> Decimal:
    return figures.fact(fact).resolution or Decimal(1)


def _slips(fact: str, figures: Figures, within: Sequence[Bounds] = ANYWHERE) -> Iterator[Slip]:
    return slips(figures.value(fact), _last_digit(fact, figures), within)


def is_far_off(claim: Claim, found: Judgement | None, figures: Figures) -> bool:
    """Whether what is stated and what it comes to differ by half of the greater of the two."""
    if claim.stated is None or found is None or found.computed is None:
        return False
    stated, computed = abs(figures.value(claim.stated)), abs(found.computed)
    return abs(computed - stated) >= max(stated, computed) * _GROSS


def is_gross(claim: Claim, figures: Figures, *, of_a_table: bool = False) -> bool:
    """Whether a claim is so far off that no slip explains it: then more likely two things were put together wrongly.

    Some slip explains any small count, so there it is no evidence, unless a table's other columns show what belongs together.
    """
    if not is_far_off(claim, judged(claim, figures), figures):
        return False
    if not of_a_table and claim.stated is not None and figures.fact(claim.stated).kind == "count":
        if abs(figures.value(claim.stated)) < _MANY:
            return True
    return not (one_slip_explains(claim, figures) or _one_part_left_out(claim, figures))


def is_digit_twice(claim: Claim, figures: Figures) -> bool:
    """Whether a part is more than its whole, and one digit, printed twice or dropped, is all that keeps the sum from being met.

    实有49人，其中…21人…: as 211人 it is no overlap and no other list, for that nothing would make it 21 to the digit.
    """
    if claim.stated is None:
        return False
    whole = figures.value(claim.stated)
    if _is_digit_dropped(claim, claim.stated, figures):
        return True
    return any(
        figures.value(fact) > whole >= meant > 0
        and has_digit_twice(figures.value(fact), meant, _last_digit(fact, figures))
        for fact, meant in _needed(claim, figures)
        if fact != claim.stated
    )


def _is_digit_dropped(claim: Claim, stated: str, figures: Figures) -> bool:
    """Whether several parts are each more than their whole, and a digit dropped from it explains that: 126人次 of 862 and 406."""
    whole = figures.value(stated)
    if whole / _last_digit(stated, figures) < _HUNDRED:
        return False
    greater = sum(figures.value(fact) > whole for fact in claim.ways[0].facts)
    meant = [meant for fact, meant in _needed(claim, figures) if fact == stated]
    return greater > 1 and any(_slip_from(stated, each, figures) == "dropped" for each in meant)


def _one_part_left_out(claim: Claim, figures: Figures) -> bool:
    """Whether the total is exactly what all parts but one come to; of two parts it would only repeat the other."""
    if claim.stated is None or claim.ways[0].under:
        return False
    parts = [term for term in claim.ways[0].over if figures.value(term[1])]
    if len(parts) < _PARTS_THAT_TELL:
        return False
    too_much = figures.sum(claim.ways[0].over) - figures.value(claim.stated)
    return any(sign * figures.value(part) == too_much for sign, part in parts)
