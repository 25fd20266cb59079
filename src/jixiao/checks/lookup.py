"""The name of a quantity to the figures of that name near a place: in the same paragraph, section or chapter.

Names are compared without quotes and brackets, by the aliases of [map.same_quantity], and with what the label of the
asking figure puts in front of its own name ("公用经费" + 预算 for 公用经费控制率).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

import regex

from jixiao.checks.operands import Figures
from jixiao.checks.places import Places
from jixiao.normalise import normalise
from jixiao.patterns import Rules
from jixiao.record import Fact, Record

_MARKS = regex.compile(r"[“”\"'‘’《》\s]|\([^()]*\)")
_NO_PATTERNS = ("change", "share", "completion", "standard")


class Lookup:
    """The figures of a record by their names and places."""

    def __init__(self, record: Record, figures: Figures, rules: Rules) -> None:
        self.figures = figures
        self.rules = rules
        self.places = Places(record)

    def name(self, label: str) -> str:
        """The name that definitions use for a quantity: 年末负债合计 is 负债总额; one that has no other keeps its own."""
        plain = _MARKS.sub("", normalise(label))
        if plain not in self._aliases:
            timeless = self.rules.starting("time_of_figure").sub("", plain)
            return self._aliases.get(timeless, plain)
        return self._aliases[plain]

    def topic(self, label: str) -> str:
        """What a label speaks of, without which figure of it: 公用经费实际支出 is of 公用经费.

        支出决算 and 年初预算 are of nothing in particular.
        """
        return _MARKS.sub("", self.rules.ending("kinds_of_figure").sub("", normalise(label)))

    def near(self, fact: Fact, *, also_generic: bool = False) -> Iterator[tuple[Fact, ...]]:
        """The amounts and counts round a fact, in widening circles: its paragraph, its section, the section above.

        What is only called by a kind of figure (支出决算) is of its own section's thing, and looked for above only where
        `also_generic`.
        """
        figures = [each for each in self._stated if each.id != fact.id]
        yield tuple(each for each in figures if each.span.block == fact.span.block)
        path = self.places.path(fact.section)
        for depth in range(len(path), max(0, len(path) - 2), -1):
            circle = {section.id for section in path[:depth][-1:]}
            inside = [each for each in figures if circle & {s.id for s in self.places.path(each.section)}]
            own = depth == len(path)
            yield tuple(each for each in inside if own or also_generic or self.topic(each.label))
        if not path:
            yield tuple(each for each in figures if each.section is None)

    def everywhere(self, fact: Fact) -> tuple[Fact, ...]:
        """The other amounts and counts of the whole report: what may confirm a figure, but cannot refute it."""
        return tuple(each for each in self._stated if each.id != fact.id)

    @cached_property
    def _stated(self) -> tuple[Fact, ...]:
        return tuple(
            fact for fact in self.figures if fact.kind in ("amount", "count") and fact.pattern not in _NO_PATTERNS
        )

    @cached_property
    def _aliases(self) -> dict[str, str]:
        aliases = {_MARKS.sub("", normalise(alias)): name for alias, name in self.rules.maps["same_quantity"].items()}
        return aliases | {_MARKS.sub("", normalise(name)): name for name in self.rules.maps["same_quantity"].values()}


def one_value(facts: Iterable[Fact]) -> Fact | None:
    """The first of figures that all have one value; None where they differ, or there are none."""
    found = list(facts)
    return found[0] if found and len({fact.value for fact in found}) == 1 else None
