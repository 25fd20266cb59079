"""Checks that the overall score is the same wherever the report states it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks.outcomes import failed
from jixiao.checks.places import Places
from jixiao.checks.rounding import plain
from jixiao.patterns import Rules
from jixiao.record import Check, Points, PointsRole, Record

_NAMES: dict[PointsRole, str] = {"score": "总分", "converted": "换算得分"}


def check(record: Record, places: Places, rules: Rules) -> Iterator[Check]:
    """One check a role that is stated more than once; the first statement stands, a later one that differs is failed."""
    for role, name in _NAMES.items():
        points = [point for point in record.score.points if point.role == role]
        if len(points) > 1:
            yield _check(record, places, role, name, points)


def _explained(record: Record) -> frozenset[Decimal]:
    """Values that a later statement may have by right: the total before bonuses, the converted score, a sum of items."""
    stated = record.score.stated or Decimal(0)
    bonus = sum(
        (item.score or Decimal(0) for item in record.scores if item.bonus and not item.parent), start=Decimal(0)
    )
    scores = (item.score for item in record.scores if item.score is not None)
    return frozenset((stated - bonus, record.score.converted or stated, *scores))


def _check(record: Record, places: Places, role: PointsRole, name: str, points: list[Points]) -> Check:
    first = points[0]
    explained = _explained(record) if role == "score" else frozenset()
    later = next((p for p in points if p.value != first.value and p.value not in explained), None)
    spans = tuple(point.span for point in points)
    found = Check(
        id=f"restatement:score:{role}", rule="restatement", status="pass", stated=first.value, computed=first.value,
        unit="分", operands=("score",), message=f"{name}{plain(first.value)}分前后一致", spans=spans,
    )  # fmt: skip
    if later is None:
        return found
    message = (
        f"{name}前后不一致：{places.of_span(first.span)}写为{plain(first.value)}分，"
        f"{places.of_span(later.span)}写为{plain(later.value)}分"
    )
    return failed(found.model_copy(update={"stated": later.value}), message)
