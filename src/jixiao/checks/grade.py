"""The grade of the overall score to a check against the bands of points that the report itself states."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from jixiao.checks.lookup import Lookup
from jixiao.checks.quoting import quoted
from jixiao.checks.rounding import plain
from jixiao.normalise import normalise
from jixiao.record import Check, Record

_PATTERNS = ("band_between", "band_above", "band_below", "band_in_bracket")


class _Band(Struct, frozen=True):
    grade: str
    low: Decimal
    high: Decimal

    def holds(self, points: Decimal) -> bool:
        """A bound belongs to both bands, since reports seldom say to which."""
        return self.low <= points <= self.high


def grade_checks(record: Record, lookup: Lookup) -> Iterator[Check]:
    """One check where the report states points, a grade and what the grades stand for.

    Points that were converted may be what the grade is of.
    """
    score = record.score
    points = [each for each in (score.converted, score.stated) if each is not None]
    if score.grade is None or not points or score.span is None:
        return
    grade = _plain(score.grade, lookup)
    bands = [band for block in record.blocks for band in _bands(block.text, lookup)]
    fitting = [band for band in bands if any(band.holds(each) for each in points)]
    if not fitting or grade not in {band.grade for band in bands}:
        return
    holds = any(band.grade == grade for band in fitting)
    should = fitting[0].grade
    told = f"得分{plain(points[0])}分，等级{quoted(score.grade)}"
    yield Check(
        id="grade:score", rule="grade", status="pass" if holds else "fail", severity=None if holds else "error",
        stated=points[0], unit="分", operands=("score",),
        message=f"{lookup.places.of_span(score.span)}：{told}" + ("与评分标准相符" if holds else f"，按评分标准应为{quoted(should)}"),
        spans=(score.span,), hint=None if holds else f"等级{quoted(score.grade)}疑为{quoted(should)}之误，或得分有误",
    )  # fmt: skip


def _bands(text: str, lookup: Lookup) -> Iterator[_Band]:
    normalised = normalise(text)
    for name in _PATTERNS:
        for found in lookup.rules.pattern(name).finditer(normalised):
            bounds = found.groupdict()
            low, high = bounds.get("low") or "0", bounds.get("high") or "1000"
            yield _Band(_plain(found["grade"], lookup), Decimal(low), Decimal(high))


def _plain(grade: str, lookup: Lookup) -> str:
    return lookup.rules.maps["same_grade"].get(normalise(grade), normalise(grade))
