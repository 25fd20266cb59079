"""Judged claims to those that may be told: a failure is one only where the report itself makes it credible.

What the tool calls wrong must be wrong. A disagreement is told where the two figures are a slip's size apart, or where one
simple slip of one figure explains it; what is off grossly and by no slip is more likely two things put together that do
not belong together, and so is what several claims that rest on one figure miss at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from msgspec.structs import replace

from jixiao.checks.claims import Claim, Judgement, Way, judged
from jixiao.checks.hints import Hint
from jixiao.checks.lookup import Lookup
from jixiao.checks.operands import Figures
from jixiao.checks.plausibility import is_far_off
from jixiao.checks.tellings import shown
from jixiao.record import Fact

_GUARDED = ("breakdown_sum", "share", "share_sum", "change_amount", "change_rate", "ratio_definition", "balance")
_NEAR_SUM, _NEAR_RATIO = Decimal("0.1"), Decimal("0.25")
"""What a sum, or a quotient or difference, may miss of the greater of the two and still be the same calculation."""
_LITTLE = Decimal("0.01")
"""What a change may miss of its two ends, or of a hundred: two figures of different things seldom come that near."""
_SLIPS = (
    "swapped", "doubled", "dropped", "lengthened", "shortened", "shifted", "exchanged", "mistyped", "last_year",
)  # fmt: skip
_SLIPS_OF_OPERANDS = ("swapped", "doubled", "dropped", "shifted", "last_year")
_DIGITS_THAT_TELL = 3
"""One wrong digit explains any figure of one digit or two."""
_PARTS_THAT_TELL = 3
"""Of two parts that need not be all, one left out leaves just the other: that tells something only of the greater."""

_FAR_APART = "两数相差过大，又不像笔误，可能不是同一口径的数"
_OF_ANOTHER = "各项合计恰为{}，可能是它的分项"
_ONE_FIGURE = "以{}计算的几处都不相符，可能不是同一口径的数"


class Finding(NamedTuple):
    """A claim, how it is judged, and for a failure the likeliest repair and all that there are."""

    claim: Claim
    judgement: Judgement | None
    hint: Hint | None = None
    repairs: tuple[Hint, ...] = ()

    @property
    def is_error(self) -> bool:
        """Whether the claim fails by more than a last digit."""
        return self.judgement is not None and self.judgement.agreement == "error"


def credible(found: Sequence[Finding], lookup: Lookup) -> list[Finding]:
    """The same findings; failures that nothing makes credible are open, each with the reason why."""
    doubtful = _missed_together(found, lookup.figures)
    out = []
    for each in found:
        why = _why_not(each, doubtful, lookup) if each.is_error and _is_guarded(each.claim, lookup) else ""
        out.append(_opened(each, why) if why else each)
    return out


def _is_guarded(claim: Claim, lookup: Lookup) -> bool:
    """Whether the operands were found by how sentences are written; the cells of one table stand where they stand."""
    return claim.rule in _GUARDED and not claim.certain and not all(map(lookup.is_cell, claim.facts))


def _opened(each: Finding, why: str) -> Finding:
    assert each.judgement is not None  # only failures are doubted
    return Finding(replace(each.claim, doubt=why), each.judgement._replace(agreement="open"))


def _why_not(each: Finding, doubtful: Sequence[str], lookup: Lookup) -> str:
    assert each.judgement is not None  # only failures are doubted
    figures = lookup.figures
    shared = next((fact for fact in each.judgement.way.facts if fact in doubtful and fact != each.claim.stated), None)
    unlikely = ("mistyped",) if shared else ()
    if is_explained(each, figures, unlikely) or _is_upside_down(each, figures):
        return ""
    if other := _sum_of_another(each, lookup):
        return _OF_ANOTHER.format(f"“{other.label}”{shown(other)}")
    if not _is_near(each, figures):
        return _FAR_APART
    return _ONE_FIGURE.format(f"“{figures.fact(shared).label}”{shown(figures.fact(shared))}") if shared else ""


def is_explained(each: Finding, figures: Figures, unlikely: Sequence[str] = ()) -> bool:
    """Whether one simple slip of one figure, that is printed exactly and of no unlikely kind, makes the claim hold."""
    return any(hint.slip not in unlikely and _is_simple(hint, each, figures) for hint in each.repairs)


def _is_simple(hint: Hint, each: Finding, figures: Figures) -> bool:
    claim, divides = each.claim, bool(each.judgement and each.judgement.way.under)
    if hint.kind == "base":  # a rate over the current year is a known mistake; over just any figure it is chance
        return claim.rule == "change_rate" and hint.base in claim.facts
    if hint.fact is None:
        of_two = len(claim.ways[0].over) < _PARTS_THAT_TELL and claim.at_most
        return hint.kind == "copied" or not (divides or (of_two and is_far_off(claim, each.judgement, figures)))
    fact = figures.fact(hint.fact)
    if hint.worth < 1:  # it spoils as much as it mends: the change that its own rate bears out
        return False
    if fact.qualifier or (hint.kind == "mistyped" and _digits(fact) < _DIGITS_THAT_TELL):
        return False
    if divides and hint.fact != claim.stated:
        return hint.slip in _SLIPS_OF_OPERANDS or (hint.slip == "mistyped" and hint.worth > 1)
    return hint.slip in _SLIPS


def _is_upside_down(each: Finding, figures: Figures) -> bool:
    """Whether a quotient was taken the other way round: 125% for 40 of 50."""
    claim, judgement = each.claim, each.judgement
    if judgement is None or not judgement.way.under or len(judgement.way.over) > 1 or claim.rule == "change_rate":
        return False
    turned = Way(judgement.way.under, judgement.way.over, judgement.way.times)
    found = judged(Claim(claim.rule, claim.stated, (turned,)), figures)
    return found is not None and found.agreement == "pass"


def _digits(fact: Fact) -> int:
    return len(f"{fact.value:f}".replace(".", "").lstrip("0-"))


def _is_near(each: Finding, figures: Figures) -> bool:
    """Whether what is stated and what it comes to differ by no more than a mistake in one calculation makes."""
    claim, judgement = each.claim, each.judgement
    if judgement is None or judgement.computed is None:
        return claim.impossible_over_zero
    stated = abs(figures.value(claim.stated)) if claim.stated else abs(claim.exactly or Decimal(0))
    computed = abs(judgement.computed)
    off, greater = abs(stated - computed), max(stated, computed)
    if claim.rule in ("breakdown_sum", "share_sum", "balance"):
        return off <= greater * _NEAR_SUM
    if claim.rule == "change_amount":
        greatest = max(abs(figures.value(fact)) for fact in judgement.way.facts)
        return off <= max(greater * _NEAR_RATIO, greatest * _LITTLE)
    return off <= max(greater * _NEAR_RATIO, judgement.way.times * _LITTLE if claim.rule == "change_rate" else 0)


def _sum_of_another(each: Finding, lookup: Lookup) -> Fact | None:
    """The figure of the same paragraph that the parts are to the digit, where the one they are listed under is not."""
    claim, judgement = each.claim, each.judgement
    if claim.rule != "breakdown_sum" or claim.stated is None or judgement is None:
        return None
    stated = lookup.figures.fact(claim.stated)
    first = next(lookup.near(stated))
    for other in first:
        same = (other.value, other.unit) == (judgement.computed, stated.unit)
        if same and other.id not in claim.facts and _digits(other) >= _DIGITS_THAT_TELL:
            return other
    return None


def _missed_together(found: Sequence[Finding], figures: Figures) -> tuple[str, ...]:
    """The figures that several claims rest on, more of which fail without a slip of their own than hold."""
    failing: Counter[str] = Counter()
    holding: Counter[str] = Counter()
    for each in found:
        if each.judgement is None or not each.judgement.way.under:
            continue
        rest = [fact for fact in each.judgement.way.facts if fact != each.claim.stated]
        if each.judgement.agreement in ("pass", "minor"):
            holding.update(rest)
        elif each.is_error and not is_explained(each, figures):
            failing.update(rest)
    return tuple(fact for fact, count in failing.items() if count > 1 and count > holding[fact])
