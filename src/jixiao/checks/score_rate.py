"""Checks a rate of points beside a score against the full marks of what is scored: "得21.6分，得分率84.6%" of 25 is 86.4%."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from jixiao.checks.outcomes import failed
from jixiao.checks.places import Places
from jixiao.checks.quoting import quoted
from jixiao.checks.rounding import Interval, plain, verdict
from jixiao.checks.score_repairs import swapped
from jixiao.document import Span
from jixiao.patterns import Rules
from jixiao.record import Check, Fact, Record, ScoreItem

_HUNDRED = Decimal(100)

_Scored = tuple[ScoreItem, Span, Decimal]
"""An item, and the place and the value of its score."""


def check(record: Record, places: Places, rules: Rules) -> Iterator[Check]:
    """One check for each rate in the sentence, or in the table's row, of a score whose full marks are known."""
    names = rules.words["rate_of_points"]
    rates = [fact for fact in record.facts if fact.kind == "ratio" and fact.value is not None]
    rates = [fact for fact in rates if fact.label.endswith(names)]
    if not rates:
        return
    rows = {row: scored for scored in _scores(record) if (row := _row(scored[1], places)) is not None}
    of_block: dict[str, list[_Scored]] = {}
    for scored in _scores(record):
        of_block.setdefault(scored[1].block, []).append(scored)
    for fact in rates:
        row = _row(fact.span, places)
        found = rows.get(row) if row is not None else _before(fact, of_block.get(fact.span.block, ()), places)
        if found is not None and found[0].full_marks:
            yield _compare(fact, *found, places)


def _row(span: Span, places: Places) -> tuple[str, int] | None:
    """The table and the row that a place stands in."""
    block = places.blocks.get(span.block)
    return (block.table, block.row) if block is not None and block.table and block.row is not None else None


def _scores(record: Record) -> Iterator[_Scored]:
    for item in record.scores:
        for each in item.points:
            if each.role == "score":
                yield item, each.span, each.value


def _before(fact: Fact, scores: Sequence[_Scored], places: Places) -> _Scored | None:
    """The item whose score is the nearest in front of the rate, with the place and the value of that score."""
    points = [scored for scored in scores if scored[1].end <= fact.span.start]
    nearest = max(points, key=lambda point: point[1].start, default=None)
    return nearest if nearest is not None and places.one_sentence(nearest[1], fact.span) else None


def _compare(fact: Fact, item: ScoreItem, span: Span, score: Decimal, places: Places) -> Check:
    assert fact.value is not None
    assert item.full_marks is not None
    rate = score / item.full_marks * _HUNDRED
    judged = verdict(fact.value, Interval(rate, rate), fact.resolution)
    computed = rate.quantize(Decimal("0.01"))
    place, terms = places.of_span(fact.span), f"{plain(score)}÷{plain(item.full_marks)}"
    found = Check(
        id=f"ratio_definition:{fact.id}:points", rule="ratio_definition", status="pass", stated=fact.value,
        computed=computed, difference=fact.value - computed, unit="%", operands=(fact.id, item.id),
        message=f"{place}：{quoted(item.title)}得分率{plain(fact.value)}%与{terms}一致", spans=(fact.span, span),
    )  # fmt: skip
    if judged == "pass":
        return found
    message = f"{place}：{quoted(item.title)}得分率写为{plain(fact.value)}%，{terms}应为{plain(computed)}%"
    turned = swapped(fact.value, rate.quantize(fact.value))
    hint = f"{plain(fact.value)}%疑为{plain(computed)}%之误，两位数字颠倒" if turned else None
    return failed(found, message, severity="minor" if judged == "minor" else "error", hint=hint)
