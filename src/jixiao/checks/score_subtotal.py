"""Checks the score or deduction of an item against those of its parts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal

from msgspec.structs import replace

from jixiao.checks.outcomes import failed, unverifiable
from jixiao.checks.places import Places
from jixiao.checks.quoting import quoted
from jixiao.checks.rounding import plain
from jixiao.checks.score_levels import (
    Level,
    is_deduction,
    is_section,
    parts_of,
    table_of,
    whole_tables,
    worth_by_parts,
)  # fmt: skip
from jixiao.patterns import Rules
from jixiao.record import Check, Record, ScoreItem

_ZERO = Decimal(0)


def check(record: Record, places: Places, rules: Rules) -> Iterator[Check]:
    """One check for each item that has parts with points of their own."""
    relations = {relation.whole: relation.id for relation in record.relations if relation.kind == "score_sum"}
    parts = parts_of(record.scores)
    whole = whole_tables(record, places) if parts else frozenset()
    by_parts = worth_by_parts(record.scores) if parts else {}
    for item in record.scores:
        for found in _of_item(item, Level(tuple(parts.get(item.id, ())), by_parts=by_parts), whole, places):
            yield found.model_copy(update={"relation": relations.get(item.id)})


def _of_item(item: ScoreItem, parts: Level, whole: Collection[str], places: Places) -> Iterator[Check]:
    scored = tuple(part for part in parts.items if not is_deduction(part))
    taken = [part for part in parts.items if is_deduction(part) and not part.bonus]
    if item.score is not None and len(scored) > 1:
        yield from _of_scores(item, replace(parts, items=scored), taken, item.score, whole, places)
    elif taken and (item.score, item.full_marks, item.deduction) != (None, None, None):
        yield from _of_deductions(item, taken, places)


def _of_scores(
    item: ScoreItem,
    level: Level,
    taken: Sequence[ScoreItem],
    stated: Decimal,
    whole: Collection[str],
    places: Places,
) -> Iterator[Check]:
    """The score of an item against those of its parts; `whole` are the tables whose rows are all there are."""
    total = level.total(item.full_marks)
    if total is None or not level.counted:
        return
    off = sum((part.deduction or _ZERO for part in taken), start=_ZERO)
    if stated in (*level.totals(item.full_marks), total - off):
        yield _check(item, level.counted, stated, stated, f"{_at(item, places)}得分{plain(stated)}分与各小项之和一致")
        return
    terms = "+".join(plain(points) for part in level.counted if (points := level.worth(part)) is not None)
    found = _check(item, level.counted, stated, total, "")
    tables = {table_of(part, places) for part in level.items}
    of_table = item.source != "table" and len(tables) == 1 and tables <= set(whole)
    if not level.missing and (of_table or _is_all(item, level, places)):
        sums = f"各小项{terms}合计{plain(total)}分，相差{plain(abs(stated - total))}分"
        yield failed(found, f"{_at(item, places)}得分写为{plain(stated)}分，{sums}")
    else:
        message = f"{_at(item, places)}得分{plain(stated)}分无法用所列小项（合计{plain(total)}分）核对，小项可能不全"
        yield unverifiable(found, message)


def _is_all(item: ScoreItem, level: Level, places: Places) -> bool:
    """Whether the parts are evidently all: by their full marks, or because every sub-section is one of them."""
    if item.full_marks is not None and level.full_marks is not None:
        return level.full_marks == item.full_marks
    if item.section not in places.sections or any(each.source == "table" for each in (item, *level.items)):
        return False
    if not is_section(item, places):
        return True  # a sum that says how many items it adds up, or it would not be their parent
    below = {section.id for section in places.below.get(item.section, ())}
    return len(below) > 1 and below == {part.section for part in level.counted}


def _of_deductions(item: ScoreItem, taken: Sequence[ScoreItem], places: Places) -> Iterator[Check]:
    """Deductions told one by one: they may be fewer than what was taken off, never more."""
    lost = item.full_marks - item.score if item.full_marks is not None and item.score is not None else None
    stated = item.deduction if item.deduction is not None else lost
    if stated is None:
        return
    total = sum((part.deduction or _ZERO for part in taken), start=_ZERO)
    found = _check(item, taken, stated, total, f"{_at(item, places)}扣{plain(stated)}分与逐项扣分之和一致")
    if total == stated:
        yield found
    elif total > stated and _told_together(item, taken, places):
        message = f"{_at(item, places)}扣{plain(stated)}分，逐项扣分合计{plain(total)}分，多出{plain(total - stated)}分"
        yield failed(found, message)
    else:
        message = f"{_at(item, places)}扣{plain(stated)}分，逐项只说明了{plain(total)}分，无法核对"
        yield unverifiable(found, message)


def _told_together(item: ScoreItem, taken: Sequence[ScoreItem], places: Places) -> bool:
    """Whether the parts are sub-sections, or stand in one sentence with their sum, so that none is told twice."""
    if all(is_section(part, places) for part in taken):
        return True
    whole = [point.span for point in item.points if point.role == "deduction"]
    return any(places.one_sentence(span, *(part.span for part in taken)) for span in whole)


def _at(item: ScoreItem, places: Places) -> str:
    place = places.of_span(item.span)
    return f"{place}：" if place.endswith(item.title) else f"{place}：{quoted(item.title)}"


def _check(item: ScoreItem, parts: Sequence[ScoreItem], stated: Decimal, computed: Decimal, message: str) -> Check:
    return Check(
        id=f"score_subtotal:{item.id}", rule="score_subtotal", status="pass", stated=stated, computed=computed,
        difference=stated - computed, unit="分", operands=(item.id, *(part.id for part in parts)), message=message,
        spans=(item.span, *(part.span for part in parts)),
    )  # fmt: skip
