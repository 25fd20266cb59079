"""A table's facts by line and field, and whether figures agree within what their printed digits leave open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cached_property

from jixiao.record import Fact
from jixiao.tables.tables import TableReading

_HALF = Decimal("0.5")
_ZERO = Decimal(0)
_NEARLY = Decimal("0.1")


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

    @cached_property
    def _lines(self) -> frozenset[int]:
        return frozenset(line for line, _ in self._at)

    def has(self, line: int) -> bool:
        """Whether a line has a figure at all."""
        return line in self._lines

    def held(self, whole: int, parts: Sequence[int]) -> int:
        """In how many columns lines add up to one."""
        return sum(adds_up(fact, own) for fact, own in self.sums(whole, parts) if value(fact))

    def mostly(self, whole: int, parts: Sequence[int]) -> bool:
        """Whether lines add up to one in more than half of the columns."""
        held = [adds_up(fact, own) for fact, own in self.sums(whole, parts) if value(fact)]
        return sum(held) * 2 > len(held)

    def near(self, whole: int, parts: Sequence[int]) -> bool:
        """Whether lines add up to one in a column at least, or nearly do."""
        return any(adds_up(fact, own) or is_near(fact, own) for fact, own in self.sums(whole, parts))

    def sums(self, whole: int, parts: Sequence[int]) -> Iterator[tuple[Fact, list[Fact]]]:
        """In every column of amounts or counts the figure of a line, and those of its parts."""
        for facts in self.by_field.values():
            if whole in facts and facts[whole].kind in ("amount", "count"):
                own = [facts[part] for part in parts if part in facts]
                if own and all(part.kind == facts[whole].kind for part in own):
                    yield facts[whole], own

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


def is_near(whole: Fact, parts: Sequence[Fact]) -> bool:
    """Whether figures miss a sum by a tenth of it at most."""
    total = sum((value(part) for part in parts), _ZERO)
    return abs(value(whole) - total) <= abs(value(whole)) * _NEARLY


def is_among(whole: Fact, parts: Sequence[Fact]) -> bool:
    """Whether a figure lies between the least and the greatest of others, as a mean or a number that is repeated does."""
    values = [value(part) for part in parts]
    return len(values) > 1 and min(values) <= value(whole) <= max(values)


def is_percent_of(rate: Fact, part: Fact, base: Fact) -> bool:
    """Whether a rate is one figure in percent of another, to one unit of its last digit."""
    if not value(base):
        return False
    return abs(value(part) / value(base) * 100 - value(rate)) <= (rate.resolution or _ZERO) + _relative(part, base)


def _relative(part: Fact, base: Fact) -> Decimal:
    """What the digits of the two figures leave open in their quotient, in percent."""
    return slack([part, base]) / abs(value(base)) * 100
