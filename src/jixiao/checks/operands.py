"""A record's facts to figures that can be calculated with: each with all the values that its printed digits stand for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from jixiao.checks.once import Once
from jixiao.checks.rounding import Interval, printed
from jixiao.patterns import Rules
from jixiao.record import Fact, Record

Term = tuple[int, str]
"""+1 or -1, and the id of a fact."""
Terms = tuple[Term, ...]


class Figures:
    """The figures of one record by id; `instead` gives the same ones with a value tried in place of another."""

    def __init__(
        self,
        facts: Mapping[str, Fact],
        rules: Rules,
        values: Mapping[str, Decimal] | None = None,
        intervals: Mapping[str, Interval] | None = None,
    ) -> None:
        self._facts = facts
        self._rules = rules
        self._tried: Mapping[str, Decimal] = {}
        self._printed = self
        self._sums: dict[int, tuple[Terms, Decimal]] = {}
        self._reaches: dict[int, tuple[Terms, Interval]] = {}
        if values is None:
            values = {id: fact.value for id, fact in facts.items() if fact.value is not None}
        if intervals is None:
            intervals = Once(self._interval)
        self.fact: Callable[[str], Fact] = facts.__getitem__
        """The fact of an id."""
        self.value: Callable[[str], Decimal] = values.__getitem__
        """Its value, or the one that is tried instead."""
        self.stands_for: Callable[[str], Interval] = intervals.__getitem__
        """All values that the printed figure may stand for: half of its last digit either way, more with 约 or 余.

        Counts are exact.
        """

    @classmethod
    def of(cls, record: Record, rules: Rules) -> Figures:
        """The figures of a record: one value each; ranges, absences and standards are none."""
        return cls({fact.id: fact for fact in record.facts if is_figure(fact)}, rules)

    def __contains__(self, fact: object) -> bool:
        return fact in self._facts

    def __iter__(self) -> Iterator[Fact]:
        return iter(self._facts.values())

    def instead(self, fact: str, value: Decimal) -> Figures:
        """The same figures, but for one."""
        values, intervals = Once(self.value), Once(self.stands_for)
        values[fact] = value
        intervals[fact] = self._of_value(self._facts[fact], value)
        figures = Figures(self._facts, self._rules, values, intervals)
        figures._tried, figures._printed = {**self._tried, fact: value}, self._printed
        return figures

    def sum(self, terms: Terms) -> Decimal:
        """What terms add up to by their values."""
        if len(terms) == 1 and terms[0][0] == 1:
            return self.value(terms[0][1])
        total = self._printed._added_up(terms)
        for fact, value in self._tried.items():
            if count := weight(terms, fact):
                total += count * (value - self._printed.value(fact))
        return total

    def reach(self, terms: Terms) -> Interval:
        """All that terms may add up to."""
        if len(terms) == 1 and terms[0][0] == 1:
            return self.stands_for(terms[0][1])
        total = self._printed._reached(terms)
        for fact in self._tried:
            if count := weight(terms, fact):
                now, before = self.stands_for(fact).times(count), self._printed.stands_for(fact).times(count)
                total = Interval(total.low + now.low - before.low, total.high + now.high - before.high)
        return total

    def open_by(self, facts: Iterable[str]) -> Decimal:
        """By how much sums of figures may differ for what their digits leave open."""
        return sum((ends.high - ends.low for ends in map(self.stands_for, facts)), start=Decimal(0))

    def _added_up(self, terms: Terms) -> Decimal:
        """The sum of terms as printed, added up once: many figures of one long sum are tried."""
        found = self._sums.get(id(terms))
        if found is None:
            total = Decimal(0)
            for sign, fact in terms:
                total += sign * self.value(fact)
            found = self._sums[id(terms)] = terms, total  # with the terms, or their id is another's
        return found[1]

    def _reached(self, terms: Terms) -> Interval:
        """All that terms as printed may add up to, added up once."""
        found = self._reaches.get(id(terms))
        if found is None:
            low = high = Decimal(0)
            for sign, fact in terms:
                ends = self.stands_for(fact).times(sign)
                low += ends.low
                high += ends.high
            found = self._reaches[id(terms)] = terms, Interval(low, high)
        return found[1]

    def _interval(self, fact: str) -> Interval:
        return self._of_value(self._facts[fact], self.value(fact))

    def _of_value(self, stated: Fact, value: Decimal) -> Interval:
        if stated.qualifier:
            return self._about(value, stated.qualifier)
        if stated.kind == "count":
            return Interval(value, value)
        return printed(value, stated.resolution)

    def _about(self, value: Decimal, qualifier: str) -> Interval:
        unit = last_figure(value)
        low = Decimal(0) if qualifier in self._rules.words["stands_for_more"] else unit
        high = Decimal(0) if qualifier in self._rules.words["stands_for_less"] else unit
        return Interval(value - low, value + high)

    def with_zeros_put_back(self, facts: Sequence[str]) -> Figures | None:
        """The figures of one calculation read as if trailing zeros were only dropped: 199 beside 1.58 is 199.00.

        Those printed in one unit are read to the digit that most of them are printed to; None where all are already.
        """
        amounts = [fact for fact in map(self._facts.__getitem__, facts) if fact.value and not fact.qualifier]
        if len({fact.resolution for fact in amounts}) < 2:
            return None  # as most are: nothing was dropped
        intervals = Once(self.stands_for)
        for unit in {fact.stated_unit for fact in amounts}:
            alike = [fact for fact in amounts if fact.stated_unit == unit]
            seen = Counter(fact.resolution for fact in alike if fact.resolution)
            usual = min(seen, key=lambda resolution: (-seen[resolution], resolution), default=None)
            for fact in alike:
                if usual and fact.resolution and usual < fact.resolution and fact.kind != "count":
                    intervals[fact.id] = printed(self.value(fact.id), usual)
        return Figures(self._facts, self._rules, Once(self.value), intervals) if intervals else None


def weight(terms: Terms, fact: str) -> int:
    """How often a figure counts among terms, less how often it is taken off."""
    return terms.count((1, fact)) - terms.count((-1, fact))


def is_figure(fact: Fact) -> bool:
    """Whether a fact is one value that can be calculated with."""
    return fact.kind != "absence" and fact.value is not None and fact.value_to is None and fact.per is None


def last_figure(value: Decimal) -> Decimal:
    """What one unit of the last digit that is no zero is worth: of 1200 it is 100, of 3.2 it is 0.1.

    >>> last_figure(Decimal("1200")), last_figure(Decimal("3.20"))
    (Decimal('1E+2'), Decimal('0.1'))
    """
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
