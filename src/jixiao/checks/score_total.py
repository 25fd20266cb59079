"""Checks the stated total against what is scored: sections, one list, or a table, with bonuses and deductions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from jixiao.checks.outcomes import failed, unverifiable
from jixiao.checks.places import Places
from jixiao.checks.rounding import Interval, plain, verdict
from jixiao.checks.score_average import is_average
from jixiao.checks.score_levels import Level, is_deduction, levels, unscored
from jixiao.checks.score_repairs import refuted_group, repair
from jixiao.patterns import Rules
from jixiao.record import Check, Record

_HUNDRED = Decimal(100)
_POINTS = "分"
_PLAUSIBLE = Decimal("0.1")
"""Points that differ by more than a tenth of the total were not meant to add up to it."""


def check(record: Record, places: Places, rules: Rules) -> Iterator[Check]:
    """One check of the total: passed on any level, failed only where a level is evidently whole, or two are of one sum.

    >>> from jixiao.patterns import load_rules
    >>> from jixiao.record import Record
    >>> nothing = Record.model_construct(score=Record.model_fields["score"].default, scores=(), sections=(), blocks=())
    >>> list(check(nothing, Places(nothing), load_rules()))
    []
    """
    stated, full = record.score.stated, record.score.full_marks
    if stated is None or is_average(record, places, rules):
        return
    found = list(levels(record, places, rules))
    agreeing = [level for level in found if stated in level.totals(full) or _is_converted(level, stated, full)]
    if agreeing:
        yield _passed(record, places, max(agreeing, key=lambda level: (level.whole, len(level.counted))), stated)
        return
    near = [level for level in found if _near(level, stated, full)]
    whole = [level for level in near if level.whole] or [level for level in near if _borne_out(level, near, full)]
    if whole and _is_of_one_group(record, whole[0], stated, full):
        return  # the group's own items say what is wrong, and bear the total out
    if whole and not _lacks_points(record, whole[0]):
        yield _failed(record, places, whole[0], stated, full)
    elif near:
        yield _open(record, places, max(near, key=lambda level: len(level.counted)), stated)


def _is_of_one_group(record: Record, level: Level, stated: Decimal, full: Decimal | None) -> bool:
    """Whether the total agrees with what the items of one group add up to, where the group says something else."""
    computed = level.total(full)
    return computed is not None and refuted_group(record, level, stated - computed) is not None


def _borne_out(level: Level, others: Sequence[Level], full: Decimal | None) -> bool:
    """Whether other items add up to the same, as a table and the sentence that sums it up: then neither lacks any."""
    own = {item.id for item in level.items}
    return any(other.total(full) == level.total(full) and own.isdisjoint(i.id for i in other.items) for other in others)


def _lacks_points(record: Record, level: Level) -> bool:
    """Whether beside the scores stand points that were not understood: they may be the scores, and these full marks."""
    blocks = {item.span.block for item in level.items}
    return any(u.reason == "unknown" and u.text.endswith(_POINTS) and u.span.block in blocks for u in record.unread)


def _near(level: Level, stated: Decimal, full: Decimal | None) -> bool:
    total = level.total(full)
    return total is not None and abs(total - stated) <= stated * _PLAUSIBLE


def _is_converted(level: Level, stated: Decimal, full: Decimal | None) -> bool:
    """Whether the total is that of the items on a scale of a hundred, though the report does not say so."""
    total = level.total(full)
    scales = {each for each in (full, level.full_marks) if each and each != _HUNDRED}
    if total is None or level.takes_off_only:
        return False
    exact = [total / scale * _HUNDRED for scale in scales]
    return any(verdict(stated, Interval(value, value)) == "pass" for value in exact)


def _place(record: Record, places: Places) -> str:
    return places.of_span(record.score.span) if record.score.span else "正文"


def _terms(level: Level) -> str:
    """The points as a sum: 14+27.5+29-2."""
    points = [("-" if is_deduction(item) else "+", abs(level.worth(item) or Decimal(0))) for item in level.counted]
    shown = "".join(sign + plain(each) for sign, each in points)
    return shown.removeprefix("+")


def _check(record: Record, level: Level, stated: Decimal) -> Check:
    spans = (record.score.span,) if record.score.span else ()
    related = (each for each in record.relations if each.kind == "score_sum" and each.whole == record.score.id)
    relation = next((each.id for each in related if {item.id for item in level.items} <= set(each.parts)), None)
    return Check(
        id="score_total:score", rule="score_total", status="pass", stated=stated, unit="分",
        operands=("score", *(item.id for item in level.counted)), message="", relation=relation,
        spans=(*spans, *(item.span for item in level.counted)),
    )  # fmt: skip


def _passed(record: Record, places: Places, level: Level, stated: Decimal) -> Check:
    full = record.score.full_marks
    sums = f"各项得分{_terms(level)}"
    if level.takes_off_only and full is not None:
        sums = f"满分{plain(full)}分减去各项扣分"
    elif stated not in level.totals(full):
        sums += "折算成百分制"
    message = f"{_place(record, places)}：总分{plain(stated)}分与{sums}一致"
    return _check(record, level, stated).model_copy(
        update={"computed": stated, "difference": Decimal(0), "message": message}
    )


def _failed(record: Record, places: Places, level: Level, stated: Decimal, full: Decimal | None) -> Check:
    computed = level.total(full)
    assert computed is not None  # a level without a total is not near
    sums = f"各项合计{_terms(level)}"
    if level.takes_off_only and full is not None:
        sums = f"满分{plain(full)}分减去各项扣分"
    apart = plain(abs(stated - computed))
    message = f"{_place(record, places)}：总分写为{plain(stated)}分，{sums}应为{plain(computed)}分，相差{apart}分"
    return failed(
        _check(record, level, stated), message, computed=computed, hint=repair(record, level, stated, computed)
    )


def _open(record: Record, places: Places, level: Level, stated: Decimal) -> Check:
    lacking = "、".join([*(item.title for item in level.missing), *unscored(level, places)])
    reason = f"{lacking}没有写明得分" if lacking else "不能确定所列各项是否齐全"
    return unverifiable(
        _check(record, level, stated), f"{_place(record, places)}：总分{plain(stated)}分无法核对，{reason}"
    )
