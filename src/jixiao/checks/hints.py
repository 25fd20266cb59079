"""A claim that fails to the simplest slip that explains it, judged by all the claims of the report.

A candidate is one figure read otherwise. It counts what it repairs less what it breaks: a swapped digit that mends a sum
and a share at once is a better guess than one that mends the sum and spoils a share that was right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from jixiao.checks.bounds import bounds
from jixiao.checks.circles import grouped
from jixiao.checks.claims import Claim, Judgement, Way, holds, judged, middle
from jixiao.checks.lookup import Lookup
from jixiao.checks.operands import Figures
from jixiao.checks.plausibility import is_far_off
from jixiao.checks.slips import NAMES, slips
from jixiao.checks.solving import solved
from jixiao.checks.tellings import formula, name_of, result_of, shown
from jixiao.record import Fact

_ORDER = (
    "last_year", "swapped", "base", "elsewhere", "doubled", "dropped", "lengthened", "shortened", "shifted", "sign", "points",
    "left_out", "twice", "exchanged", "mistyped", "copied", "recalculated", "solved", "loose",
)  # fmt: skip
_TOLD = ("elsewhere", "last_year")
"""What the report itself bears out, so that it is no loose guess."""
_TWO = 2
_UNITS, _TEN_THOUSAND = ("元", "万元", "亿元"), Decimal(10_000)
_SURE = ("last_year", "elsewhere")
_PLAIN = ("swapped", "doubled", "dropped", "shifted")
"""Slips of one figure that are as likely in any of those that a calculation takes."""
_TELLING = 3
"""A figure of fewer digits stands in two places by chance."""


class Hint(NamedTuple):
    """A repair: the words for it and, where one figure is changed, which and to what; `worth` is repaired less broken.

    `off` is by how much the claim is still missed after it, within the digits printed; `base` is the figure that a ratio
    was taken of instead; `slip` is the kind of slip that changes the figure, also of a guess that is only loose.
    """

    kind: str
    text: str
    worth: int
    fact: str | None = None
    meant: Decimal | None = None
    repaired: tuple[int, ...] = ()
    off: Decimal = Decimal(0)
    base: str | None = None
    slip: str = ""


class Repairs:
    """The claims of one report, each with its `judgements`, to try what a changed figure does to all of them."""

    def __init__(self, claims: Sequence[Claim], lookup: Lookup) -> None:
        self.claims = claims
        self.lookup = lookup
        self.figures = lookup.figures
        self.judgements = [judged(claim, lookup.figures) for claim in claims]

    def hints(self, claim: Claim, judgement: Judgement) -> tuple[Hint, ...]:
        """Every repair of a failed claim."""
        return (*self._changed(claim, judgement), *self._otherwise(claim, judgement))

    @staticmethod
    def best(found: Sequence[Hint], claim: Claim) -> Hint | None:
        """The best of the repairs of a claim; of equals the simpler slip, then the figure stated first."""
        best = max(found, key=lambda hint: (hint.worth, -_ORDER.index(hint.kind), -hint.off), default=None)
        if best is None or best.kind != "mistyped" or best.fact == claim.stated:
            return best
        alike = {hint.fact for hint in found if (hint.kind, hint.worth) == (best.kind, best.worth)}
        return best._replace(text=f"{best.text}，其余各项也可能如此") if len(alike) > 1 else best

    @staticmethod
    def told(found: Sequence[Hint], claim: Claim) -> Hint | None:
        """The best repair, and where a plain slip of another figure explains as much, that one beside it."""
        best = Repairs.best(found, claim)
        if best is None or best.fact is None or best.kind in _SURE or len(best.repaired) > 1:
            return best
        if claim.rule == "restatement":
            return best  # that either of the two may be the right one goes without saying
        if best.kind == "mistyped" and claim.ways[0].under:
            return best  # many a slip of an operand explains a last digit of its quotient
        plain = (hint for hint in found if hint.slip in _PLAIN and hint.fact not in (None, best.fact))
        equal = sorted(
            (hint for hint in plain if hint.worth >= best.worth), key=lambda hint: (_PLAIN.index(hint.slip), hint.off)
        )
        others = {hint.fact: hint.text for hint in reversed(equal)}  # the likeliest of each figure
        texts = [hint.text for hint in equal if others[hint.fact] == hint.text][:_TWO]
        return best._replace(text="；或者".join((best.text, *texts)))

    def _changed(self, claim: Claim, judgement: Judgement) -> Iterator[Hint]:
        """One figure of the claim read as it was before a slip, as it stands elsewhere, or as it comes out.

        Many a slip in the last digits of an operand puts a quotient right: on its own that says little, unless the
        quotient is far off.
        """
        gross = is_far_off(claim, judgement, self.figures)
        for fact in dict.fromkeys(([claim.stated] if claim.stated else []) + list(judgement.way.facts)):
            for kind, meant, words in self._candidates(claim, judgement, self.figures.fact(fact)):
                tried = self.figures.instead(fact, meant)
                if not holds(claim, tried):
                    continue
                hint = self._weighed(kind, fact, meant, words, claim, tried)
                if kind == "solved" and hint.worth < 2:
                    continue
                loose = judgement.way.under and fact != claim.stated and kind not in _TOLD and hint.worth < 2
                off = _off(claim, tried)
                yield hint._replace(kind="loose" if loose and not gross else kind, slip=kind, off=off)

    def _candidates(self, claim: Claim, judgement: Judgement, fact: Fact) -> Iterator[tuple[str, Decimal, str]]:
        value = self.figures.value(fact.id)
        for slip in slips(value, fact.resolution or Decimal(1), bounds(claim, fact.id, self.figures)):
            unit = _other_unit(fact, slip.meant) if slip.kind == "shifted" else None
            yield slip.kind, slip.meant, f"单位疑为“{unit}”" if unit else NAMES[slip.kind]
        if fact.measure == "change" and not fact.direction and value and claim.rule == "table_sum":
            yield "sign", -value, "正负号写反"  # in a column of differences -2.00 was printed as 2.00
        for other in self._alike(fact):
            if other.value is not None and other.value != value:
                yield "elsewhere", other.value, f"{self.lookup.places.of_span(other.span)}写为{shown(other)}"
        if fact.id == claim.stated and (result := result_of(claim, judgement, self.figures)) is not None:
            yield "recalculated", result, f"按{formula(judgement.way, self.figures)}计算"
        yield from self._solved(claim, judgement, fact)

    def _solved(self, claim: Claim, judgement: Judgement, fact: Fact) -> Iterator[tuple[str, Decimal, str]]:
        """An operand as the other figures would have it: last year's figure copied, or what several checks agree on."""
        for way in claim.ways:
            meant = solved(claim, way, fact.id, self.figures)
            if meant is None or meant == self.figures.value(fact.id):
                continue
            if claim.rule in ("change_amount", "change_rate") and self._repeats_last_year(fact, way):
                yield "last_year", meant, "与上年数相同，疑为误抄"
            yield "solved", meant, "由其余各数倒推"

    def _repeats_last_year(self, fact: Fact, way: Way) -> bool:
        """Whether a figure is, to the digit, the one of the year before that it is compared with."""
        compared = (self.figures.fact(other) for sign, other in way.over if sign < 0 and other != fact.id)
        return any(other.value == fact.value and other.year != fact.year for other in compared)

    def _alike(self, fact: Fact) -> Iterator[Fact]:
        """The same thing stated elsewhere, also of another year (last year's figure copied)."""
        for other in self._of_name.get((self.lookup.name(fact.label), fact.unit), ()):
            if other.id != fact.id:
                yield other

    @cached_property
    def _of_name(self) -> dict[tuple[str, str | None], list[Fact]]:
        return grouped(((self.lookup.name(each.label), each.unit), each) for each in self.figures)

    @cached_property
    def _of_value(self) -> dict[tuple[Decimal | None, str | None, str | None], list[Fact]]:
        """The figures by their value, unit and section."""
        return grouped(((each.value, each.unit, each.section), each) for each in self.figures)

    def _weighed(self, kind: str, fact: str, meant: Decimal, words: str, mended: Claim, tried: Figures) -> Hint:
        """A change of one figure that mends a claim, with what it does to the others; open ones it can neither mend nor spoil."""
        before = self._of_fact.get(fact, {})
        after = {n for n in before if self.claims[n] is mended or holds(self.claims[n], tried)}
        repaired = tuple(number for number, held in before.items() if not held and number in after)
        broken = [number for number, held in before.items() if held and number not in after]
        stated = self.figures.fact(fact)
        text = f"{name_of(stated)}疑为{_spelt(meant)}{stated.unit or ''}之误（{words}）"
        if len(repaired) > 1:
            text += f"，改后{len(repaired)}处同时相符"
        return Hint(kind, text, len(repaired) - len(broken), fact, meant, repaired)

    @cached_property
    def _of_fact(self) -> dict[str, dict[int, bool]]:
        """The claims that each figure stands in, but for those that are open, and whether they hold."""
        found: dict[str, dict[int, bool]] = {}
        for number, (claim, judgement) in enumerate(zip(self.claims, self.judgements, strict=True)):
            if judgement is not None and judgement.agreement != "open":
                for fact in claim.facts:
                    found.setdefault(fact, {})[number] = judgement.agreement != "error"
        return found

    def _copied(self, claim: Claim, judgement: Judgement) -> Iterator[Hint]:
        """The stated figure is that of another thing nearby: the rate of the paragraph above."""
        stated, result = self.figures.fact(claim.stated or ""), result_of(claim, judgement, self.figures)
        if len(str(self.figures.value(stated.id)).replace(".", "").strip("0-")) < _TELLING or result is None:
            return
        for other in self._of_value[stated.value, stated.unit, stated.section]:
            if other.id not in claim.facts and other.label != stated.label:
                words = f"{shown(stated)}与{name_of(other)}相同，可能是误抄，应为{result:f}{stated.unit or ''}"
                yield Hint("copied", words, 1)

    def _otherwise(self, claim: Claim, judgement: Judgement) -> Iterator[Hint]:
        """No figure is wrong, but the calculation: another base, a part left out or counted twice."""
        if claim.stated is None:
            return
        yield from self._copied(claim, judgement)
        if claim.rule == "change_rate":
            yield from self._in_points(claim, judgement)
        if judgement.way.under:
            yield from self._other_base(claim, judgement)
        elif claim.rule in ("breakdown_sum", "table_sum"):
            yield from self._other_parts(claim, judgement)

    def _in_points(self, claim: Claim, judgement: Judgement) -> Iterator[Hint]:
        """由94.20%提高到97.60%，提高3.40%: the difference of two rates is one of points."""
        stated = self.figures.fact(claim.stated or "")
        ends = judgement.way.over
        if stated.unit != "%" or len(ends) != _TWO or any(self.figures.fact(fact).kind != "ratio" for _, fact in ends):
            return
        if abs(self.figures.sum(ends)) == abs(self.figures.value(stated.id)):
            yield Hint("points", f"{name_of(stated)}是两个比率之差，应为{stated.value:f}个百分点", 2)

    def _other_base(self, claim: Claim, judgement: Judgement) -> Iterator[Hint]:
        stated, way = self.figures.fact(claim.stated or ""), judgement.way
        result = result_of(claim, judgement, self.figures)
        for other in self._possible_bases(claim, way, stated):
            tried = Way(way.over, ((1, other.id),), way.times)
            found = judged(Claim(claim.rule, claim.stated, (tried,), magnitude=claim.magnitude), self.figures)
            if found and found.agreement == "pass" and other.value:
                right = f"，应为{result:f}{stated.unit or ''}" if result is not None else ""
                yield Hint("base", f"{shown(stated)}是以{name_of(other)}为基数算得的{right}", 1, base=other.id)

    def _possible_bases(self, claim: Claim, way: Way, stated: Fact) -> Iterator[Fact]:
        """The other figures of the claim (the current year), then the amounts of its section."""
        under = {fact for _, fact in way.under} if len(way.under) == 1 else set()
        over = {fact for _, fact in way.over} if len(way.over) == 1 else set()
        units = {self.figures.fact(fact).unit for fact in way.facts}
        seen = under | over
        circles = [[self.figures.fact(fact) for fact in claim.facts], *self.lookup.near(stated, also_generic=True)]
        for circle in circles:
            for each in circle:
                if each.id not in seen and each.unit in units and each.kind != "ratio":
                    seen.add(each.id)
                    yield each

    def _other_parts(self, claim: Claim, judgement: Judgement) -> Iterator[Hint]:
        way = judgement.way
        stated = self.figures.fact(claim.stated or "")
        missing = self.figures.value(stated.id) - self.figures.sum(way.over)
        open_by = self.figures.open_by(claim.facts) + (stated.resolution or 0)
        for sign, part in way.over:
            value = self.figures.value(part)
            if not value or abs(missing + sign * value) > 2 * open_by:  # as most: what follows adds all of them up
                continue
            if holds(_with(claim, (*way.over, (-sign, part))), self.figures):
                yield Hint("twice", f"{name_of(self.figures.fact(part))}可能重复计算，或者不在其中", 1)
        first = self.figures.fact(way.over[0][1])
        for circle in list(self.lookup.near(first))[:2]:
            for other in circle:
                inside = other.id in claim.facts or other.value == 0
                alike = (other.unit, other.year, other.measure) == (first.unit, first.year, first.measure)
                if inside or not alike or other.id == stated.id:
                    continue
                if abs(missing - self.figures.value(other.id)) <= open_by + self.figures.open_by((other.id,)):
                    if holds(_with(claim, (*way.over, (1, other.id))), self.figures):
                        yield Hint("left_out", f"{name_of(other)}可能漏计", 1)


def _other_unit(fact: Fact, meant: Decimal) -> str | None:
    """The unit in which the digits printed would be what was meant: 3.46万元 for 3.46亿元."""
    if fact.stated_unit not in _UNITS or not fact.value:
        return None
    times = {_TEN_THOUSAND: 1, 1 / _TEN_THOUSAND: -1}.get(meant / fact.value)
    at = _UNITS.index(fact.stated_unit) + (times or 0)
    return _UNITS[at] if times and 0 <= at < len(_UNITS) else None


def _spelt(value: Decimal) -> str:
    """A value to two decimals at least, and to more only where they say something: what was printed in 元 has six in 万元."""
    whole, point, decimals = f"{value:f}".partition(".")
    return whole + point + decimals[:2] + decimals[2:].rstrip("0")


def _off(claim: Claim, figures: Figures) -> Decimal:
    """By how much a claim is missed, relative to what it should be."""
    if len(claim.ways) == 1:
        computed = middle(claim.ways[0], figures)
    else:
        found = judged(claim, figures)
        computed = found.computed if found else None
    if not computed or claim.stated is None:
        return Decimal(0)
    return abs(abs(figures.value(claim.stated)) - abs(computed)) / abs(computed)


def _with(claim: Claim, over: tuple[tuple[int, str], ...]) -> Claim:
    return Claim(claim.rule, claim.stated, (Way(over),))
