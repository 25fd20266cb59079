"""The rules' definitions by the labels that they define, with every name in them as figures are looked up by."""

from __future__ import annotations

from msgspec import Struct

from jixiao.checks.names import Names
from jixiao.entries import DefinitionEntry
from jixiao.patterns import Rules

_MINUS = "-"

Operand = tuple[int, str]
"""+1 or -1, and a name."""


class Definition(Struct, frozen=True):
    """What a label is calculated from: the sum `over`, or that ÷ the sum `under`."""

    over: tuple[Operand, ...]
    under: tuple[Operand, ...]
    firm: bool

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all operands."""
        return tuple(name for _, name in (*self.over, *self.under))


class Defined(Struct, frozen=True):
    """A definition of one label, and what stands in front of its name there: 公用经费 of 公用经费控制率."""

    definition: Definition
    prefix: str = ""


class Definitions:
    """All definitions of some rules; made once for them (`rules.once(Definitions)`)."""

    def __init__(self, rules: Rules) -> None:
        names = rules.once(Names)
        self._ratios: dict[str, list[tuple[int, Definition]]] = {}
        self._balances: dict[str, list[Definition]] = {}
        self._breakdowns: dict[str, list[Definition]] = {}
        for number, entry in enumerate(rules.definitions):
            definition = _definition(entry, names)
            for name in dict.fromkeys(map(names.of, entry.labels)):
                if entry.rule == "ratio_definition":
                    self._ratios.setdefault(name, []).append((number, definition))
                else:
                    sums = self._balances if entry.rule == "balance" else self._breakdowns
                    sums.setdefault(name, []).append(definition)

    def of_ratio(self, name: str) -> list[Defined]:
        """The definitions of a rate; what stands in front of its name says of what it is (年末在职人员控制率)."""
        found: dict[int, Defined] = {}
        for cut in range(len(name)):  # the longest name first
            for number, definition in self._ratios.get(name[cut:], ()):
                found.setdefault(number, Defined(definition, name[:cut]))
        return [found[number] for number in sorted(found)]

    def of_balance(self, name: str) -> list[Defined]:
        """The definitions of a sum of this name."""
        return list(map(Defined, self._balances.get(name, ())))

    def of_breakdown(self, name: str) -> list[Definition]:
        """The classifications whose whole has this name."""
        return self._breakdowns.get(name, [])


def _definition(entry: DefinitionEntry, names: Names) -> Definition:
    over, under = (tuple(_operand(term, names) for term in terms) for terms in (entry.over, entry.under))
    return Definition(over, under, entry.firm)


def _operand(term: str, names: Names) -> Operand:
    return -1 if term.startswith(_MINUS) else 1, names.of(term.removeprefix(_MINUS))
