"""Graded reports to Readings: how well each was read, and all of them together, by format or by family."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from jixiao.errors import JixiaoError
from jixiao.evaluate.folders import Graded
from jixiao.evaluate.judging import Evaluation, evaluate
from jixiao.evaluate.tally import Tally, total
from jixiao.files import extract_file
from jixiao.patterns import Rules, load_rules
from jixiao.record import Record

MEASURES = (
    *("amount", "ratio", "count", "absence", "label", "year", "measure", "section", "complete"),
    *("score", "heading", "record", "finding"),
)
FIGURES = ("amount", "ratio", "count")


@dataclass(frozen=True)
class Reading:
    """One report as read, against its gold."""

    name: str
    format: str
    family: str
    evaluation: Evaluation


@dataclass(frozen=True)
class Run:
    """What came of reading some graded reports: the readings, and a sentence for each report that cannot be read."""

    readings: tuple[Reading, ...]
    unreadable: tuple[str, ...] = ()


def run(reports: Iterable[Graded], rules_for: Callable[[str], Rules] | None = None) -> Run:
    """Read every report, with the rules for its family, and hold it against its gold."""

    def record_of(graded: Graded) -> Record:
        return extract_file(graded.report, rules=rules_for(graded.family) if rules_for else None)

    return judged(reports, record_of)


def judged(reports: Iterable[Graded], record_of: Callable[[Graded], Record]) -> Run:
    """Hold the record of every report against its gold; always by the rules of today, whoever made the record."""
    readings, unreadable = [], []
    for graded in reports:
        try:
            record = record_of(graded)
        except JixiaoError as error:
            unreadable.append(str(error))
            continue
        if any(block.text.strip() for block in record.blocks):
            evaluation = evaluate(record, graded.gold, load_rules())
            readings.append(Reading(graded.name, graded.format, graded.family, evaluation))
        else:
            unreadable.append(f"{graded.name}：没有文字层（扫描件），不计。")
    return Run(tuple(readings), tuple(unreadable))


def together(readings: Iterable[Reading]) -> Evaluation:
    """All readings as one: every number of every report counts alike."""
    return sum((reading.evaluation for reading in readings), Evaluation({}))


def grouped(readings: Iterable[Reading], by: Callable[[Reading], str]) -> Iterator[tuple[str, Evaluation]]:
    """The readings of each group together, groups in the order of their names (F2 before F10)."""
    ordered = sorted(readings, key=lambda reading: in_order(by(reading)))
    for name, group in itertools.groupby(ordered, by):
        yield name, together(group)


def in_order(name: str) -> tuple[int, str]:
    """What names of groups are sorted by: short ones first, so that F2 comes before F10."""
    return len(name), name


def figures(evaluation: Evaluation) -> Tally:
    """Amounts, ratios and counts as one tally."""
    return total(evaluation.tallies.get(kind, Tally()) for kind in FIGURES)
