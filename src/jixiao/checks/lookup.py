"""The name of a quantity to the figures of that name near a place: in the same paragraph, section or chapter.

Names are compared without quotes and brackets, by the aliases of [map.same_quantity], and with what the label of the
asking figure puts in front of its own name ("公用经费" + 预算 for 公用经费控制率).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from jixiao.checks.circles import Circle, grouped
from jixiao.checks.names import Names, unmarked
from jixiao.checks.once import Once
from jixiao.checks.operands import Figures
from jixiao.checks.places import Places
from jixiao.normalise import normalise
from jixiao.patterns import Rules
from jixiao.record import Fact

_NO_PATTERNS = ("change", "share", "completion", "standard")


class Lookup:
    """The figures of a record by their names and places."""

    def __init__(self, figures: Figures, places: Places, rules: Rules) -> None:
        self.figures = figures
        self.rules = rules
        self.places = places
        self.name: Callable[[str], str] = Once(rules.once(Names).of).__getitem__
        """The name that definitions use for a quantity: 年末负债合计 is 负债总额; one that has no other keeps its own."""
        self.topic: Callable[[str], str] = Once(self._topic).__getitem__
        """What a label speaks of, without which figure of it: 公用经费实际支出 is of 公用经费, 年初预算 of nothing in particular."""
        self._circles: dict[tuple[object, ...], Circle] = {}

    def _topic(self, label: str) -> str:
        return unmarked(self.rules.once(Names).without_kind(normalise(label)))

    def near(self, fact: Fact, *, also_generic: bool = False) -> Iterator[tuple[Fact, ...]]:
        """The amounts and counts round a fact, in widening circles: its paragraph, its section, the section above.

        What is only called by a kind of figure (支出决算) is of its own section's thing, and looked for above only where
        `also_generic`.
        """
        for circle in self.circles(fact, also_generic=also_generic):
            yield tuple(each for each in circle.facts if each.id != fact.id)

    def circles(self, fact: Fact, *, also_generic: bool = False) -> Iterator[Circle]:
        """The same circles with the fact itself in them, found by name; each is made once for a record."""
        yield self._circle(("block", fact.span.block), lambda: self._by_block.get(fact.span.block, ()))
        path = self.places.path(fact.section)
        for depth in range(len(path), max(0, len(path) - 2), -1):
            section, own = path[depth - 1].id, depth == len(path)
            inside = self._by_section.get(section, ())
            yield self._circle(
                ("section", section, own or also_generic),
                lambda inside=inside, own=own: (  # type: ignore[misc]  # bound now, called at once
                    inside if own or also_generic else tuple(each for each in inside if self.topic(each.label))
                ),
            )
        if not path:
            yield self._circle(("front",), lambda: tuple(each for each in self._stated if each.section is None))

    def closely(self, fact: Fact) -> Iterator[Circle]:
        """The circles with the figure's own sentence, or its row of a table, before them."""
        yield self._circle(("sentence", fact.id), lambda: self._in_sentence(fact))
        yield from self.circles(fact)

    def _in_sentence(self, fact: Fact) -> tuple[Fact, ...]:
        cell = self.places.blocks.get(fact.span.block)
        if cell is not None and cell.table is not None:
            row = self._by_row.get((cell.table, cell.row), ())
            return tuple(each for each in row if each.id == fact.id or each.span.block != fact.span.block) or row
        inside = self._by_block.get(fact.span.block, ())
        return tuple(each for each in inside if self.places.one_sentence(each.span, fact.span))

    def is_cell(self, fact: str) -> bool:
        """Whether a figure stands in a cell of a table."""
        cell = self.places.blocks.get(self.figures.fact(fact).span.block)
        return cell is not None and cell.table is not None

    def of_kind(self, fact: Fact) -> Sequence[Fact]:
        """The amounts or counts of the whole report that a figure can be compared with: of its kind, unit and year."""
        return self._of_kind.get((fact.kind, fact.unit, fact.year), ())

    def whole_report(self) -> Circle:
        """All amounts and counts, found by name: what may confirm a figure, but cannot refute it."""
        return self._circle(("report",), lambda: self._stated)

    def _circle(self, key: tuple[object, ...], facts: Callable[[], Sequence[Fact]]) -> Circle:
        if key not in self._circles:
            self._circles[key] = Circle(tuple(facts()), self.name, self.rules)
        return self._circles[key]

    @cached_property
    def _by_block(self) -> dict[str, tuple[Fact, ...]]:
        found: dict[str, list[Fact]] = {}
        for each in self._stated:
            found.setdefault(each.span.block, []).append(each)
        return {block: tuple(facts) for block, facts in found.items()}

    @cached_property
    def _of_kind(self) -> dict[tuple[str, str | None, int | None], list[Fact]]:
        return grouped(((each.kind, each.unit, each.year), each) for each in self._stated)

    @cached_property
    def _by_row(self) -> dict[tuple[str | None, int | None], tuple[Fact, ...]]:
        """The figures of each row of a table."""
        found: dict[tuple[str | None, int | None], list[Fact]] = {}
        for each in self._stated:
            cell = self.places.blocks.get(each.span.block)
            if cell is not None and cell.table is not None:
                found.setdefault((cell.table, cell.row), []).append(each)
        return {row: tuple(facts) for row, facts in found.items()}

    @cached_property
    def _by_section(self) -> dict[str, tuple[Fact, ...]]:
        """The figures of a section and of those under it."""
        found: dict[str, list[Fact]] = {}
        above = Once[str | None, list[list[Fact]]](
            lambda section: [found.setdefault(each.id, []) for each in self.places.path(section)]
        )
        for each in self._stated:
            for facts in above[each.section]:
                facts.append(each)
        return {section: tuple(facts) for section, facts in found.items()}

    @cached_property
    def _stated(self) -> tuple[Fact, ...]:
        return tuple(
            fact for fact in self.figures if fact.kind in ("amount", "count") and fact.pattern not in _NO_PATTERNS
        )
