"""Checks that scores lie between zero and full marks, that full marks, score and deduction agree, and that full marks add up."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks.outcomes import failed, unverifiable
from jixiao.checks.places import Places
from jixiao.checks.quoting import quoted
from jixiao.checks.rounding import plain
from jixiao.checks.score_average import is_average
from jixiao.checks.score_levels import levels
from jixiao.document import Span
from jixiao.patterns import Rules
from jixiao.record import Check, PointsRole, Record, ScoreItem


def check(record: Record, places: Places, rules: Rules) -> Iterator[Check]:
    """Each item with full marks, the total, and the sum of the full marks."""
    for item in record.scores:
        if item.full_marks is not None and item.score is not None:
            yield _within(item, item.score, item.full_marks, places)
            yield from _three(item, item.score, item.full_marks, places)
    yield from _total_within(record, places, rules)
    yield from _full_marks(record, places, rules)


def _within(item: ScoreItem, score: Decimal, full: Decimal, places: Places) -> Check:
    name = f"{places.of_span(item.span)}：{quoted(item.title)}"
    found = Check(
        id=f"score_bounds:{item.id}", rule="score_bounds", status="pass", stated=score, unit="分", operands=(item.id,),
        message=f"{name}得分{plain(score)}分，在满分{plain(full)}分之内", spans=_spans(item, "score", "full_marks"),
    )  # fmt: skip
    if 0 <= score <= full:
        return found
    if score < 0:
        return failed(found, f"{name}得分{plain(score)}分，小于0", computed=Decimal(0))
    return failed(found, f"{name}得分{plain(score)}分，超出满分{plain(full)}分", computed=full)


def _three(item: ScoreItem, score: Decimal, full: Decimal, places: Places) -> Iterator[Check]:
    """满分15分，自评14分，扣1分: the three are one statement where one sentence makes it."""
    if item.deduction is None:
        return
    spans = _spans(item, "score", "full_marks", "deduction")
    if len(spans) < 3 or not places.one_sentence(*spans):
        return
    computed = full - item.deduction
    name = f"{places.of_span(item.span)}：{quoted(item.title)}"
    found = Check(
        id=f"score_bounds:{item.id}:deduction", rule="score_bounds", status="pass", stated=score, computed=computed,
        difference=score - computed, unit="分", operands=(item.id,), spans=spans,
        message=f"{name}满分{plain(full)}分减去扣分{plain(item.deduction)}分，与得分{plain(score)}分一致",
    )  # fmt: skip
    terms = f"满分{plain(full)}分，扣{plain(item.deduction)}分"
    yield (
        found
        if score == computed
        else failed(found, f"{name}{terms}，得分应为{plain(computed)}分，写为{plain(score)}分")
    )


def _spans(item: ScoreItem, *roles: PointsRole) -> tuple[Span, ...]:
    """Where each role is first stated."""
    firsts = (next((point.span for point in item.points if point.role == role), None) for role in roles)
    return tuple(span for span in firsts if span is not None)


def _total_within(record: Record, places: Places, rules: Rules) -> Iterator[Check]:
    """The total against full marks; a bonus may lift it above them."""
    score = record.score
    if score.stated is None or score.full_marks is None or score.span is None or is_average(record, places, rules):
        return
    bonus = any(item.bonus for item in record.scores)
    place = places.of_span(score.span)
    found = Check(
        id="score_bounds:score", rule="score_bounds", status="pass", stated=score.stated, unit="分", operands=("score",),
        message=f"{place}：总分{plain(score.stated)}分，在满分{plain(score.full_marks)}分之内", spans=(score.span,),
    )  # fmt: skip
    if score.stated <= score.full_marks:
        yield found
    elif bonus:
        yield unverifiable(found, f"{place}：总分{plain(score.stated)}分含加分，超出满分{plain(score.full_marks)}分")
    else:
        message = f"{place}：总分{plain(score.stated)}分，超出满分{plain(score.full_marks)}分"
        yield failed(found, message, computed=score.full_marks)


def _full_marks(record: Record, places: Places, rules: Rules) -> Iterator[Check]:
    """The full marks of the items against those of the report, where the items are the ones that make up the total.

    Less than the report's may be left out because it does not apply; more cannot be.
    """
    full, stated = record.score.full_marks, record.score.stated
    if full is None or stated is None:
        return
    for level in levels(record, places, rules):
        if level.full_marks is None or stated not in level.totals(full):
            continue
        found = Check(
            id="score_bounds:full_marks", rule="score_bounds", status="pass", stated=full, computed=level.full_marks,
            difference=full - level.full_marks, unit="分", operands=("score", *(item.id for item in level.items)),
            message=f"各项满分合计{plain(level.full_marks)}分，与总满分一致", spans=tuple(item.span for item in level.items),
        )  # fmt: skip
        if level.full_marks > full:
            more = plain(level.full_marks - full)
            found = failed(found, f"总满分写为{plain(full)}分，各项满分合计{plain(level.full_marks)}分，多出{more}分")
        elif level.full_marks < full:
            less = f"各项满分合计{plain(level.full_marks)}分，少于总满分{plain(full)}分"
            found = unverifiable(found, f"{less}，可能有不适用的指标未列出")
        yield found
        return
