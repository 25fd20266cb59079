"""Checks a stated mean against the scores it is the mean of: "8个项目平均得分95.56分" and the scores of the projects."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import regex

from jixiao.checks.outcomes import failed, unverifiable
from jixiao.checks.places import Places
from jixiao.checks.rounding import Interval, plain, verdict
from jixiao.checks.score_levels import table_of
from jixiao.normalise import normalise
from jixiao.numbers import read_numeral
from jixiao.patterns import Rules
from jixiao.record import Check, Record, ScoreItem

_HUNDRED = Decimal(100)


def check(record: Record, places: Places, rules: Rules) -> Iterator[Check]:
    """One check where the total is a mean; failed only for a plain mean of as many things as the report says there are."""
    stated, words = record.score.stated, _words(record, places, rules)
    if stated is None or words is None:
        return
    groups = [group for group in _groups(record, places) if len(group) > 1]
    count = _count(record, places, words, rules)
    matching = [group for group in groups if count is None or len(group) == count]
    checks = [
        _compare(record, places, group, stated, count is not None and not words["weighted"]) for group in matching
    ]
    best = min(checks, key=lambda each: ("pass", "fail", "unverifiable").index(each.status), default=None)
    if best is not None:
        yield best


def is_average(record: Record, places: Places, rules: Rules) -> bool:
    """Whether the stated total is said to be a mean."""
    return _words(record, places, rules) is not None


def _words(record: Record, places: Places, rules: Rules) -> regex.Match[str] | None:
    """The words that state the total as a mean, up to its number."""
    span = record.score.span
    if span is None:
        return None
    text = normalise(places.text(span.block))
    return next((m for m in rules.pattern("average_score").finditer(text) if m.start("points") == span.start), None)


def _count(record: Record, places: Places, words: regex.Match[str], rules: Rules) -> int | None:
    """How many things the mean is said to be over, where the words before it tell."""
    assert record.score.span is not None
    text = normalise(places.text(record.score.span.block))
    found = rules.pattern("count_of_averaged").search(text[: words.start()])
    return int(read_numeral(found["count"]).value) if found else None


def _groups(record: Record, places: Places) -> Iterator[list[ScoreItem]]:
    """Items scored on one scale: each table's, those of prose, and the wholes of several tables, such as a form a project."""
    whole = [item for item in record.scores if item.score is not None and not item.bonus]
    whole = [item for item in whole if item.full_marks in (None, _HUNDRED)]
    tables: dict[str | None, list[ScoreItem]] = {}
    for item in whole:
        tables.setdefault(table_of(item, places), []).append(item)
    yield from tables.values()
    parents = {item.parent for item in record.scores}
    yield [item for item in whole if item.id in parents and item.parent is None and item.source == "table"]


def _compare(record: Record, places: Places, group: list[ScoreItem], stated: Decimal, sure: bool) -> Check:
    scores = [item.score for item in group if item.score is not None]
    mean = sum(scores, start=Decimal(0)) / len(scores)
    judged = verdict(stated, Interval(mean, mean))
    shown = mean.quantize(Decimal("0.01"))
    place = places.of_span(record.score.span) if record.score.span else "正文"
    found = Check(
        id="score_average:score", rule="score_average", status="pass", stated=stated, computed=shown,
        difference=stated - shown, unit="分", operands=("score", *(item.id for item in group)),
        message=f"{place}：平均得分{plain(stated)}分与{len(group)}项得分的平均数一致",
        spans=(*((record.score.span,) if record.score.span else ()), *(item.span for item in group)),
    )  # fmt: skip
    if judged == "pass":
        return found
    if not sure:
        plainly = f"不是所列{len(group)}项的简单平均数{plain(shown)}分"
        open_message = f"{place}：平均得分{plain(stated)}分{plainly}，权重或范围未写明，无法核对"
        return unverifiable(found, open_message)
    message = f"{place}：平均得分写为{plain(stated)}分，{len(group)}项得分的平均数应为{plain(shown)}分"
    return failed(found, message, severity="minor" if judged == "minor" else "error")
