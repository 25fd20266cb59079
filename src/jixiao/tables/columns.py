"""Columns of one table to relations: 合计 columns, shares of the 合计 row, rates of two columns, changes between two."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import permutations

from jixiao.patterns import Rules
from jixiao.record import Fact, Relation, RelationKind
from jixiao.tables.figures import Figures, adds_up, is_percent_of, value
from jixiao.tables.headers import bare_header
from jixiao.tables.tables import TableReading

_MOST_COLUMNS = 8
_FEW = 2
Column = Mapping[int, Fact]
Agrees = Callable[[Fact, Fact, Fact], bool]


def column_relations(reading: TableReading, figures: Figures, rules: Rules) -> Iterator[Relation]:
    """What columns say of one another, line by line, strip by strip."""
    strips: dict[tuple[int, int], list[int]] = {}
    for field, facts in figures.by_field.items():
        line = reading.lines[next(iter(facts))]
        strips.setdefault((line.band, line.strip), []).append(field)
    for fields in strips.values():
        columns = _Columns(reading, figures, sorted(fields), rules)
        yield from columns.sums()
        yield from columns.shares()
        yield from columns.rates()
        yield from columns.changes()
        yield from columns.remainders()


class _Columns:
    """The columns of one strip."""

    def __init__(self, reading: TableReading, figures: Figures, fields: Sequence[int], rules: Rules) -> None:
        self.reading, self.rules = reading, rules
        self.facts: dict[int, Column] = {field: figures.by_field[field] for field in fields}
        amounts = [field for field in figures.fields("amount") if field in self.facts]
        self.changes_of = [field for field in amounts if self._measure(field) == "change"]
        self.amounts = [field for field in amounts if field not in self.changes_of]
        self.counts = [field for field in figures.fields("count") if field in self.facts]
        self.rates_of = [field for field in figures.fields("ratio") if field in self.facts]

    def sums(self) -> Iterator[Relation]:
        """实际支出: 财政拨款 | 其他资金 | 小计."""
        for field in self.amounts:
            if not self._is_sum(field):
                continue
            parts = self._parts(field)
            rows = [
                (fact, own) for line, fact in self.facts[field].items() if (own := self._of_line(parts, line, fact))
            ]
            if len(parts) < 2 or not _mostly([adds_up(fact, own) for fact, own in rows]):
                continue
            for fact, own in rows:
                yield self._relation("breakdown", fact, own, None, field, exhaustive=True)

    def shares(self) -> Iterator[Relation]:
        """占比: the line's amount in percent of the 合计 row's."""
        for field in self.rates_of:
            if not self.rules.any_of("share_words").search(self._words(field)):
                continue
            for amount in sorted(self.amounts, key=lambda other: (abs(other - field), other)):
                base = next((fact for line, fact in self.facts[amount].items() if self._is_total(line)), None)
                if base is not None and self._yields_share(field, amount, base):
                    for line, rate in self.facts[field].items():
                        if line in self.facts[amount] and not self._is_total(line):
                            yield self._relation("share", rate, [self.facts[amount][line]], base, field)
                    break

    def rates(self) -> Iterator[Relation]:
        """执行率: one column in percent of another, of whatever two it is in most lines."""
        for field in self.rates_of:
            words = self._words(field)
            if self.rules.any_of("share_words").search(words) or self.rules.any_of("change_words").search(words):
                continue
            yield from self._of_two("ratio", field, _is_rate, self._only_rate(field))

    def changes(self) -> Iterator[Relation]:
        """增减额 and 增减率: this year's column against last year's."""
        for field in self.changes_of:
            yield from self._of_two("change", field, _is_change)
        for field in self.rates_of:
            if self.rules.any_of("change_words").search(self._words(field)):
                yield from self._of_two("change", field, _is_growth)
        for field in self.counts:
            if self.rules.any_of("change_words").search(self._words(field)):
                yield from self._of_two("change", field, _is_change)

    def remainders(self) -> Iterator[Relation]:
        """结余: what a column has more than another is a part of it, beside the other."""
        for field in self.amounts:
            if self._measure(field) != "carryover":
                continue
            pair = self._pair(field, lambda left, whole, spent: adds_up(whole, [spent, left]))
            for line, left in self.facts[field].items() if pair else ():
                whole, spent = (self.facts[other].get(line) for other in pair or ())
                if whole is not None and spent is not None:
                    yield self._relation("breakdown", whole, [spent, left], None, field, exhaustive=True)

    def _only_rate(self, field: int) -> tuple[int, int] | None:
        """The one column of what was spent and the one of what was planned, where a rate can be of no others."""
        spent = [other for other in self.amounts if self._measure(other) == "final"]
        planned = [other for other in self.amounts if self._measure(other) in ("budget", "adjusted")]
        few = len(self.facts[field]) <= _FEW
        return (spent[0], planned[0]) if few and len(spent) == len(planned) == 1 == len(self.rates_of) else None

    def _of_two(
        self, kind: RelationKind, field: int, agrees: Agrees, otherwise: tuple[int, int] | None = None
    ) -> Iterator[Relation]:
        pair = self._pair(field, agrees) or otherwise
        for line, fact in self.facts[field].items() if pair else ():
            part, base = (self.facts[other].get(line) for other in pair or ())
            if part is not None and base is not None:
                yield self._relation(kind, fact, [part], base, field)

    def _pair(self, field: int, agrees: Agrees) -> tuple[int, int] | None:
        """The two columns of amounts by which most figures of a third come out; the adjusted budget before the first."""
        best: tuple[tuple[int, bool], tuple[int, int]] | None = None
        others = [*self.amounts, *self.changes_of] if field in self.rates_of else self.amounts
        if self.rules.any_of("change_words").search(self._words(field)):
            others = [*others, *(count for count in self.counts if count != field)]  # 两年对比 of cases, of students
        for pair in permutations(others[:_MOST_COLUMNS], 2):
            first, second = (self.facts[other] for other in pair)
            lines = [line for line in self.facts[field] if line in first and line in second and field not in pair]
            held = [agrees(self.facts[field][line], first[line], second[line]) for line in lines if value(second[line])]
            rank = (sum(held), self._measure(pair[1]) == "adjusted")
            if sum(held) * 2 > len(held) and (best is None or rank > best[0]):
                best = (rank, pair)
        return best[1] if best else None

    def _yields_share(self, field: int, amount: int, base: Fact) -> bool:
        lines = [line for line in self.facts[field] if line in self.facts[amount] and not self._is_total(line)]
        return _mostly([is_percent_of(self.facts[field][line], self.facts[amount][line], base) for line in lines])

    def _is_total(self, line: int) -> bool:
        return self.reading.lines[line].kind == "total"

    def _is_sum(self, field: int) -> bool:
        inner = bare_header(self.reading.fields[field].inner)
        return any(self.rules.pattern(name).search(inner) for name in ("line_total", "line_subtotal"))

    def _parts(self, field: int) -> list[int]:
        """The columns that a column of sums stands for: those under the same outer head, a sum in place of its own."""
        outer = self.reading.fields[field].words[:-1]
        inside: dict[str, list[int]] = {}
        for other in self.amounts:
            words = self.reading.fields[other].words
            if other == field or words[: len(outer)] != outer or len(words) <= len(outer):
                continue
            if not self.rules.pattern("line_among").search(words[len(outer)]):
                inside.setdefault(words[len(outer)], []).append(other)
        parts: list[int] = []
        for group in inside.values():
            sums = [other for other in group if self._is_sum(other)] if len(group) > 1 else []
            parts.extend(sums[:1] or group)
        return parts

    def _of_line(self, parts: Sequence[int], line: int, whole: Fact) -> list[Fact]:
        """The figures of one line in some columns, if they are of the same year and measure as their sum."""
        found = [self.facts[part][line] for part in parts if line in self.facts[part]]
        if any((fact.year, fact.measure) != (whole.year, whole.measure) for fact in found):
            return []
        return found

    def _measure(self, field: int) -> str | None:
        return next(iter(self.facts[field].values())).measure

    def _words(self, field: int) -> str:
        return " ".join(self.reading.fields[field].words)

    def _relation(
        self, kind: RelationKind, whole: Fact, parts: Sequence[Fact], base: Fact | None, field: int, *,
        exhaustive: bool = False,
    ) -> Relation:  # fmt: skip
        return Relation(
            id=f"{kind}:{whole.id}:column" + (f"{field}" if exhaustive else ""), kind=kind, whole=whole.id,
            parts=tuple(part.id for part in parts), base=base.id if base is not None else None, exhaustive=exhaustive,
            evidence=f"table {self.reading.fields[field].inner} column", span=whole.span,
        )  # fmt: skip


def _mostly(held: Sequence[bool]) -> bool:
    """Whether something holds in at least half of the lines, and in one at all."""
    return bool(held) and any(held) and sum(held) * 2 >= len(held)


def _is_rate(rate: Fact, part: Fact, base: Fact) -> bool:
    """Whether a rate is what was spent, or came in, in percent of what was planned; two plans have no rate."""
    planned = base.measure not in ("final", "change")
    return part.measure not in ("budget", "adjusted") and planned and is_percent_of(rate, part, base)


def _is_change(change: Fact, new: Fact, old: Fact) -> bool:
    moved = change.model_copy(update={"value": abs(value(change))})
    apart = new.model_copy(update={"value": abs(value(new) - value(old))})
    return _goes_that_way(change, new, old) and adds_up(moved, [apart])


def _is_growth(rate: Fact, new: Fact, old: Fact) -> bool:
    grown = new.model_copy(update={"value": abs(value(new) - value(old))})
    size = rate.model_copy(update={"value": abs(value(rate))})
    return _goes_that_way(rate, new, old) and is_percent_of(size, grown, old)


def _goes_that_way(change: Fact, new: Fact, old: Fact) -> bool:
    """Whether the sign of a change is that of its two ends; without a sign, the later year is the new one."""
    up, down = (
        change.direction != "decrease" and value(change) >= 0,
        change.direction == "decrease" or value(change) < 0,
    )
    if value(new) == value(old):
        return (new.year or 0) >= (old.year or 0)
    later = new.year is not None and old.year is not None and new.year > old.year
    return (
        (up and value(new) > value(old)) or (down and value(new) < value(old)) or (later and change.direction is None)
    )
