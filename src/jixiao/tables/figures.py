"""A table's facts by line and field, and whether figures agree within what their printed digits leave open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cached_property

from jixiao.record import Fact
from jixiao.tables.tables import TableReading

_HALF = Decimal("0.5")
_ZERO = Decimal(0)


class Figures:
    """The facts of one table where they stand."""

    def __init__(self, reading: TableReading, facts: Iterable[Fact]) -> None:
        self.reading = reading
        by_block = {fact.span.block: fact for fact in facts}
        self._at = {place: by_block[cell.block] for place, cell in reading.by_place.items() if cell.block in by_block}

    def at(self, line: int, field: int) -> Fact | None:
        """The fact of a line in a field."""
        return self._at.get((line, field))

    @cached_property
    def by_field(self) -> dict[int, dict[int, Fact]]:
        """For every field its facts by line."""
        found: dict[int, dict[int, Fact]] = {}
        for (line, field), fact in self._at.items():
            found.setdefault(field, {})[line] = fact
        return found

    def fields(self, kind: str) -> list[int]:
        """The fields whose facts are mostly of one kind, from left to right."""
        found = []
        for field, facts in sorted(self.by_field.items()):
            same = sum(fact.kind == kind for fact in facts.values())
            if same * 2 > len(facts):
                found.append(field)
        return found

    def fits(self, whole: int, parts: Sequence[int]) -> bool:
        """Whether lines can be parts of one: nowhere do they come to more than it."""
        return all(
            sum((value(fact) for part in parts if (fact := facts.get(part)) and fact.kind == "amount"), _ZERO)
            <= value(facts[whole]) + slack([facts[whole], *(facts[part] for part in parts if part in facts)])
            for facts in self.by_field.values()
            if whole in facts and facts[whole].kind == "amount"
        )


def value(fact: Fact) -> Decimal:
    """The value of a fact that has one, 0 for an absence."""
    return fact.value if fact.value is not None else _ZERO


def slack(facts: Iterable[Fact]) -> Decimal:
    """How far sums may be apart that agree: half of the last digit of every figure in them."""
    return sum((_HALF * (fact.resolution or _ZERO) for fact in facts if value(fact)), _ZERO)


def adds_up(whole: Fact, parts: Sequence[Fact]) -> bool:
    """Whether a figure is the sum of others as far as their digits tell."""
    total = sum((value(part) for part in parts), _ZERO)
    return abs(value(whole) - total) <= slack([whole, *parts])


def is_percent_of(rate: Fact, part: Fact, base: Fact) -> bool:
    """Whether a rate is one figure in percent of another, to one unit of its last digit."""
    if not value(base):
        return False
    return abs(value(part) / value(base) * 100 - value(rate)) <= (rate.resolution or _ZERO) + _relative(part, base)


def _relative(part: Fact, base: Fact) -> Decimal:
    """What the digits of the two figures leave open in their quotient, in percent."""
    return slack([part, base]) / abs(value(base)) * 100
