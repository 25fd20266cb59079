"""A checked record to the marks of its text: each figure with what the checks say of it, and the failures it has a part in.

The page that goes back to a department and the archive in a browser both colour a report by these.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from jixiao.checks.coverage import Verdict, verdicts
from jixiao.document import Box, Span
from jixiao.record import Check, Record

LEGEND: tuple[tuple[Verdict, str, str], ...] = (
    ("right", "相符", "重算与报告一致"),
    ("wrong", "不符", "重算对不上，或者与不符之处有关而没有别的核算证实"),
    ("minor", "尾差", "只差在末位"),
    ("unchecked", "未核算", "报告里没有可以与它核对的数"),
)
_WORST: tuple[Verdict, ...] = ("wrong", "minor", "right", "unchecked")


class Mark(Struct, frozen=True):
    """A figure of one block: where it stands, what the checks say of it, and the numbers of the failures it has a part in.

    `figures` are the ids of the facts and scores that stand there: 均为0元 gives several facts in one place.
    """

    start: int
    end: int
    verdict: Verdict
    failures: tuple[int, ...] = ()
    figures: tuple[str, ...] = ()
    boxes: tuple[Box, ...] = ()


def failures_of(record: Record) -> tuple[Check, ...]:
    """The failed checks, errors before differences in the last digit: the first is number 1."""
    failed = (each for each in record.checks if each.status == "fail")
    return tuple(sorted(failed, key=lambda each: each.severity != "error"))


def marks_of(record: Record, failures: Sequence[Check]) -> Mapping[str, tuple[Mark, ...]]:
    """The figures of each block in their order, none within another; one place has the worst that is said of it."""
    said = verdicts(record)
    told: dict[tuple[str, int], list[int]] = {}
    for number, failure in enumerate(failures, 1):
        for span in failure.spans:
            told.setdefault((span.block, span.start), []).append(number)
    found: dict[str, dict[tuple[int, int], Mark]] = {}
    for id, span in _figures(record):
        block, place = found.setdefault(span.block, {}), (span.start, span.end)
        verdict = said.get(id, "unchecked")
        figures: tuple[str, ...] = (id,)
        if place in block:
            verdict = min(verdict, block[place].verdict, key=_WORST.index)
            figures = (*block[place].figures, id)
        failed = tuple(told.get((span.block, span.start), ()))
        block[place] = Mark(*place, verdict, failed, tuple(dict.fromkeys(figures)), span.boxes)
    return {block: _apart(marks.values()) for block, marks in found.items()}


def _figures(record: Record) -> Iterator[tuple[str, Span]]:
    """The places of all figures: facts with a value, and the points of scores."""
    yield from ((fact.id, fact.span) for fact in record.facts if fact.value is not None)
    yield from ((record.score.id, points.span) for points in record.score.points)
    yield from ((item.id, points.span) for item in record.scores for points in item.points)


def _apart(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return tuple(kept)
