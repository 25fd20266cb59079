"""Figures round a place to those of a name among them, found by year and name without going through them all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from jixiao.checks.names import Names
from jixiao.patterns import Rules
from jixiao.record import Fact

Key = TypeVar("Key")


class Answers:
    """The figures that answer to one name. One of them may ask for it, and does not count then."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self.facts = facts

    def besides(self, fact: Fact) -> bool:
        """Whether any other figure answers."""
        return len(self.facts) > 1 or (bool(self.facts) and self.facts[0].id != fact.id)

    def one_besides(self, fact: Fact) -> Fact | None:
        """The first of the others if all have one value: of those of the figure's subject, where there are any."""
        if len(self.facts) < 2:
            return self.facts[0] if self.besides(fact) else None
        own = self._by_subject.get(fact.subject, NONE)
        return own._first_besides(fact) if own.besides(fact) else self._first_besides(fact)

    def _first_besides(self, fact: Fact) -> Fact | None:
        values = self._values
        is_one = len(values) == 1 or (len(values) == 2 and fact.id in self._ids and values[fact.value] == 1)
        return next((each for each in self.facts if each.id != fact.id), None) if is_one else None

    @cached_property
    def _values(self) -> dict[Decimal | None, int]:
        """How many figures have each value."""
        return {value: len(facts) for value, facts in grouped((each.value, each) for each in self.facts).items()}

    @cached_property
    def _ids(self) -> frozenset[str]:
        return frozenset(each.id for each in self.facts)

    @cached_property
    def _by_subject(self) -> dict[str | None, Answers]:
        return answers((each.subject, each) for each in self.facts)


NONE = Answers(())


class Circle:
    """Figures round a place; names asked for are those of `Names`."""

    def __init__(self, facts: tuple[Fact, ...], name: Callable[[str], str], rules: Rules) -> None:
        self.facts = facts
        self._name = name
        self._rules = rules

    def exactly(self, year: int | None, name: str) -> Answers:
        """The figures of this name."""
        return self._exact.get((year, name), NONE)

    def behind(self, year: int | None, prefix: str, name: str) -> Answers:
        """The figures of this name with a thing's name in front: 公用经费 + 预算."""
        return self._behind.get((year, prefix, name), NONE)

    def scoped(self, year: int | None, scope: str, name: str) -> Answers:
        """财政拨款全年预算数, 项目全年预算数: the name with the scope of its section in front."""
        return self._scoped.get((year, scope, name), NONE)

    def states(self, year: int | None, prefix: str, names: Iterable[str]) -> bool:
        """Whether figures answer to all names in any of these ways; where not, none do in a circle inside this one."""
        return all(
            (year, name) in self._exact
            or ((year, prefix, name) in self._behind if prefix else (year, name) in self._under_scopes)
            for name in names
        )

    def scopes(self, year: int | None, names: Iterable[str]) -> list[str]:
        """The scopes that stand in front of any of some names, in the order of the rules."""
        if not self._scoped:
            return []
        return [
            scope
            for scope in self._rules.words["scopes_of_figure"]
            if any((year, scope, name) in self._scoped for name in names)
        ]

    @cached_property
    def _exact(self) -> dict[tuple[int | None, str], Answers]:
        return answers(((each.year, self._name(each.label)), each) for each in self.facts)

    @cached_property
    def _behind(self) -> dict[tuple[int | None, str, str], Answers]:
        times, names = self._rules.ending("time_of_figure"), self._rules.once(Names)
        found: list[tuple[tuple[int | None, str, str], Fact]] = []
        for each in self.facts:
            behind = names.behind(self._name(each.label))
            keys = {(each.year, cut, name) for front, name in behind for cut in (front, times.sub("", front))}
            found.extend((key, each) for key in keys)
        return answers(found)

    @cached_property
    def _scoped(self) -> dict[tuple[int | None, str, str], Answers]:
        scopes = self._rules.words["scopes_of_figure"]
        found: list[tuple[tuple[int | None, str, str], Fact]] = []
        for each in self.facts:
            label = self._name(each.label)
            if label.startswith(scopes):
                under = [scope for scope in scopes if label.startswith(scope)]
                found.extend(((each.year, scope, self._name(label.removeprefix(scope))), each) for scope in under)
        return answers(found)

    @cached_property
    def _under_scopes(self) -> frozenset[tuple[int | None, str]]:
        return frozenset((year, name) for year, _, name in self._scoped)


def answers(pairs: Iterable[tuple[Key, Fact]]) -> dict[Key, Answers]:
    """Figures by what they answer to."""
    return {key: Answers(facts) for key, facts in grouped(pairs).items()}


def grouped(pairs: Iterable[tuple[Key, Fact]]) -> dict[Key, list[Fact]]:
    """Figures by their key, each group in the order they come in."""
    groups: dict[Key, list[Fact]] = {}
    for key, fact in pairs:
        groups.setdefault(key, []).append(fact)
    return groups
