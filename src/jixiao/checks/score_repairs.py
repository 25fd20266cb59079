"""What would make a total agree: one score that its own full marks, its parts or two swapped digits speak against."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from jixiao.checks.quoting import quoted
from jixiao.checks.rounding import plain
from jixiao.checks.score_levels import Level, parts_of, worth
from jixiao.record import Record, ScoreItem


def repair(record: Record, level: Level, stated: Decimal, computed: Decimal) -> str:
    """One sentence on the likeliest slip; where no item is suspect, the total is."""
    difference = stated - computed
    parts = parts_of(record.scores)
    for item in level.counted:
        points = worth(item)
        if points is None or item.bonus:
            continue
        wanted = points + difference
        if item.score is not None and wanted in (_by_deduction(item), _by_parts(parts.get(item.id, ()))):
            return f"{quoted(item.title)}得分{plain(points)}分疑为{plain(wanted)}分，改后与总分一致"
    for item in level.counted:
        points = worth(item)
        if item.score is not None and points is not None and swapped(points, points + difference):
            return f"{quoted(item.title)}得分{plain(points)}分疑为{plain(points + difference)}分之误"
    for item in level.counted:
        if (points := worth(item)) and points == -difference and item.bonus:
            return f"{quoted(item.title)}的{plain(points)}分可能没有计入总分"
    return f"总分疑应为{plain(computed)}分，或有一项得分写错"


def refuted_group(record: Record, level: Level, difference: Decimal) -> ScoreItem | None:
    """The item whose parts, with full marks that add up to its own, add up to a score that mends the total; None where none is."""
    parts = parts_of(record.scores)
    for item in level.counted:
        own = [part for part in parts.get(item.id, ()) if part.full_marks is not None and part.score is not None]
        marks = sum((part.full_marks for part in own if part.full_marks is not None), start=Decimal(0))
        if item.score is None or item.full_marks != marks or len(own) < len(parts.get(item.id, ())):
            continue
        if difference and _by_parts(own) == item.score + difference:
            return item
    return None


def _by_deduction(item: ScoreItem) -> Decimal | None:
    return item.full_marks - item.deduction if item.full_marks is not None and item.deduction is not None else None


def _by_parts(parts: Sequence[ScoreItem]) -> Decimal | None:
    known = [part.score for part in parts if part.score is not None]
    return sum(known, start=Decimal(0)) if len(known) > 1 else None


def swapped(value: Decimal, other: Decimal) -> bool:
    """Whether two numbers differ by two neighbouring digits that changed places.

    >>> swapped(Decimal("22.7"), Decimal("27.2")), swapped(Decimal("22.7"), Decimal("22.8"))
    (True, False)
    """
    a, b = plain(value), plain(other)
    if len(a) != len(b):
        return False
    differing = [i for i, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    return len(differing) == 2 and all(a[i] == b[j] for i, j in (differing, differing[::-1]))
