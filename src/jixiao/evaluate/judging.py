"""A record and its gold to an Evaluation: how much of what a person reads in a report the program read as well."""

from __future__ import annotations

from dataclasses import dataclass

from jixiao.evaluate.facts import compare_facts
from jixiao.evaluate.gold import Gold
from jixiao.evaluate.report import compare_report
from jixiao.evaluate.tally import Difference, Tally, total
from jixiao.patterns import Rules
from jixiao.record import Record


@dataclass(frozen=True)
class Evaluation:
    """The tallies of one report or of several, and every difference.

    `amount`, `ratio`, `count`, `absence`, `score`, `heading` and `finding` count what was found, extra and missed; `label`,
    `year`, `measure`, `section`, `text` and `record` are questions about what was found; `complete` counts the facts of
    the gold whose value, label, year and measure are all right.
    """

    tallies: dict[str, Tally]
    differences: tuple[Difference, ...] = ()

    def rate(self, of: str) -> float:
        """F1 of what was looked for, the share of right answers of what was asked."""
        return self.tallies.get(of, Tally()).f1

    def __add__(self, other: Evaluation) -> Evaluation:
        names = [*self.tallies, *(name for name in other.tallies if name not in self.tallies)]
        both = {name: self.tallies.get(name, Tally()) + other.tallies.get(name, Tally()) for name in names}
        return Evaluation(both, self.differences + other.differences)


def evaluate(record: Record, gold: Gold, rules: Rules) -> Evaluation:
    """Compare one record with its gold; what the gold leaves open is not judged."""
    outcomes = [*compare_facts(record, gold, rules), *compare_report(record, gold, rules)]
    names = dict.fromkeys(name for name, _, _ in outcomes)
    tallies = {name: total(tally for of, tally, _ in outcomes if of == name) for name in names}
    return Evaluation(tallies, tuple(difference for _, _, difference in outcomes if difference))
