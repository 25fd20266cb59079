"""What a report claims by its figures, as equations: a stated figure is a sum, or a quotient of sums, of others.

`judged` says whether the claim holds for given figures, so that the same claim can be tried with a figure repaired.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import Literal, NamedTuple

from msgspec import Struct

from jixiao.checks.operands import Figures, Terms
from jixiao.checks.rounding import Interval
from jixiao.record import Rule

Agreement = Literal["pass", "minor", "error", "open"]
_RANK: dict[Agreement, int] = {"pass": 0, "minor": 1, "open": 2, "error": 3}
_PERCENT = Decimal(100)
_ZERO = Decimal(0)


class Way(Struct, frozen=True, dict=True):
    """One way to calculate: a sum, or a quotient of two sums where `under` is given; `times` is 100 for percent."""

    over: Terms
    under: Terms = ()
    times: Decimal = Decimal(1)

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """The ids of the figures that it takes, each once."""
        return tuple(dict.fromkeys(fact for _, fact in (*self.over, *self.under)))

    @cached_property
    def weights(self) -> tuple[tuple[str, int, int], ...]:
        """Each figure with how often it counts in `over` and in `under`."""
        over, under = (dict.fromkeys(self.facts, 0) for _ in range(2))
        for terms, counts in ((self.over, over), (self.under, under)):
            for sign, fact in terms:
                counts[fact] += sign
        return tuple((fact, counts, under[fact]) for fact, counts in over.items())


class Claim(Struct, frozen=True, dict=True):
    """One equation that a report claims. It holds when any of its `ways` does; the first is the one that is told.

    `stated` is the fact on the left, or None where a sum must be `exactly` something (shares: 100). `at_most`: the parts
    may be fewer than the whole (其中). `doubt` is why a disagreement is no failure. `magnitude`: a printed difference has
    no sign. `impossible_over_zero`: a part of nothing is no percentage. `certain`: the report itself bears out that these
    figures belong together, so that it is wrong however far it is off.
    """

    rule: Rule
    stated: str | None
    ways: tuple[Way, ...]
    relation: str | None = None
    exactly: Decimal | None = None
    at_most: bool = False
    doubt: str = ""
    magnitude: bool = False
    impossible_over_zero: bool = False
    certain: bool = False

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """The ids of all its figures, the stated one first."""
        stated = (self.stated,) if self.stated else ()
        return tuple(dict.fromkeys((*stated, *(fact for way in self.ways for fact in way.facts))))


class Judgement(NamedTuple):
    """Whether a claim holds, by which way, and what it comes to (None for a division by nothing)."""

    agreement: Agreement
    way: Way
    computed: Decimal | None


def judged(claim: Claim, figures: Figures) -> Judgement | None:
    """The best judgement that any way of the claim allows; None where nothing can be calculated."""
    best: Judgement | None = None
    for way in claim.ways:
        found = _by(claim, way, figures)
        if found is not None and (best is None or _RANK[found.agreement] < _RANK[best.agreement]):
            best = found
            if best.agreement == "pass":
                break
    return best


def holds(claim: Claim, figures: Figures) -> bool | None:
    """Whether a claim holds, off by a last digit at most; None where that cannot be said.

    What `judged` would say, without the finer questions: slips are tried by the hundred.
    """
    worst: Agreement | None = None
    for way in claim.ways:
        agreement, _ = _at_first_sight(claim, way, figures)
        if agreement in ("pass", "minor"):
            return True
        worst = worst if worst == "open" else agreement or worst
    return False if worst == "error" else None


def _at_first_sight(claim: Claim, way: Way, figures: Figures) -> tuple[Agreement | None, Interval | None]:
    """Whether the digits as printed agree, and what they come to; nothing where they come to nothing."""
    widest = calculated(way, figures)
    if widest is None:
        wrong = claim.impossible_over_zero and figures.value(claim.stated or "") != 0
        return "error" if wrong else None, None
    agreement = _agreement(claim, widest, figures)
    return "open" if agreement == "error" and claim.doubt else agreement, widest


def _by(claim: Claim, way: Way, figures: Figures) -> Judgement | None:
    if claim.stated and not way.under and middle(way, figures) == figures.value(claim.stated):
        return Judgement("pass", way, middle(way, figures))  # to the digit, whatever the figures were rounded from
    agreement, widest = _at_first_sight(claim, way, figures)
    if agreement is None:
        return None
    if widest is None:
        return Judgement(agreement, way, None)
    if agreement == "pass" and (
        _fails_with_zeros_put_back(claim, way, figures) or (not way.under and _beyond_last_digit(claim, way, figures))
    ):
        agreement = "minor"
    return Judgement(agreement, way, middle(way, figures))


def _fails_with_zeros_put_back(claim: Claim, way: Way, figures: Figures) -> bool:
    narrow = figures.with_zeros_put_back((*claim.facts, *way.facts))
    computed = calculated(way, narrow) if narrow else None
    return narrow is not None and computed is not None and _agreement(claim, computed, narrow) in ("minor", "error")


def _beyond_last_digit(claim: Claim, way: Way, figures: Figures) -> bool:
    """Whether a sum is met only because each of its figures is rounded: 12万元 of 2, 5 and 3."""
    if claim.stated is None or claim.at_most or figures.fact(claim.stated).qualifier:
        return False
    off = abs(abs(figures.value(claim.stated)) - abs(figures.sum(way.over) * way.times))
    if not off:
        return False
    coarsest = max((figures.fact(fact).resolution or Decimal(0) for fact in claim.facts), default=Decimal(0))
    return off > coarsest and not any(figures.fact(fact).qualifier for fact in way.facts)


def _agreement(claim: Claim, computed: Interval, figures: Figures) -> Agreement:
    if claim.magnitude and computed.high <= 0:
        computed = computed.turned()
    if claim.stated is None:
        exactly = claim.exactly or Decimal(0)
        last = sum((figures.fact(fact).resolution or Decimal(0) for fact in claim.facts), start=Decimal(0))
        return _meeting(Interval(exactly, exactly), computed, last)
    fact = figures.fact(claim.stated)
    stated = figures.stands_for(claim.stated)
    if claim.magnitude and stated.high <= 0:
        stated = stated.turned()
    if stated.meets(computed):
        return "pass"
    unit = _ZERO if fact.kind == "count" else fact.resolution or _ZERO
    agreement = _meeting(stated, computed, unit, figures.value(claim.stated))
    if agreement == "error" and claim.at_most and computed.high < stated.low:
        return "open"
    return agreement


def _meeting(stated: Interval, computed: Interval, unit: Decimal, value: Decimal | None = None) -> Agreement:
    if stated.meets(computed):
        return "pass"
    exactly = Interval(value, value) if value is not None and stated.low <= value <= stated.high else stated
    return "minor" if exactly.widened(unit).meets(computed) else "error"


def calculated(way: Way, figures: Figures) -> Interval | None:
    """All that a way of calculating may come to; None where it divides by what may be nothing."""
    if not way.under:
        total = figures.reach(way.over)
        return total if way.times == 1 else Interval(total.low * way.times, total.high * way.times)
    below = figures.reach(way.under)
    if below.low <= 0 <= below.high:
        return None
    if len(way.over) == len(way.under) == 1 and below.low > 0 and way.over[0][1] != way.under[0][1]:
        above = figures.reach(way.over)
        if above.low >= 0:
            return Interval(above.low * way.times / below.high, above.high * way.times / below.low)
    return _quotient(way, figures)


def _quotient(way: Way, figures: Figures) -> Interval:
    """The least and the greatest quotient: each figure at the end of its values that makes it less, or greater."""
    over, under = figures.sum(way.over), figures.sum(way.under)
    least_over = least_under = most_over = most_under = _ZERO
    for fact, above, below in way.weights:
        low, high = figures.stands_for(fact)
        if above * under - below * over <= 0:
            low, high = high, low
        least_over += above * low
        least_under += below * low
        most_over += above * high
        most_under += below * high
    ends = least_over * way.times / least_under, most_over * way.times / most_under
    return Interval(min(ends), max(ends))


def middle(way: Way, figures: Figures) -> Decimal | None:
    """What a way of calculating comes to by the values as printed; None where it divides by nothing."""
    under = figures.sum(way.under) if way.under else Decimal(1)
    return figures.sum(way.over) * way.times / under if under else None


def percent(stated_unit: str | None) -> Decimal:
    """What a quotient is multiplied by to be compared with a figure in this unit: 100 for %, 1 for 倍."""
    return Decimal(1) if stated_unit == "倍" else _PERCENT
