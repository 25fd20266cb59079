"""Checks a converted score: the total over the full marks that apply, on a scale of a hundred or the one that is named."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks.outcomes import failed, unverifiable
from jixiao.checks.places import Places
from jixiao.checks.rounding import Interval, last_digit, plain, verdict
from jixiao.normalise import normalise
from jixiao.numbers import read_numeral
from jixiao.patterns import Rules
from jixiao.record import Check, OverallScore, Points, Record

_HUNDRED = Decimal(100)


def check(record: Record, places: Places, rules: Rules) -> Iterator[Check]:
    """One check where a converted score is stated beside the total."""
    score = record.score
    if score.stated is None or score.converted is None or not score.stated:
        return
    scale = _scale(record, places, rules)
    full = score.full_marks
    if full is None and scale != _HUNDRED:
        full = _HUNDRED
    known = bool(full) and full != scale
    yield _of_known(places, score, full or scale, scale) if known else _of_unknown(places, score, scale)


def _scale(record: Record, places: Places, rules: Rules) -> Decimal:
    """The scale of the converted score: 10 in "按10分折算，计9.3分", else a hundred."""
    at = _converted(record.score)
    text = normalise(places.text(at.span.block)) if at is not None else ""
    before = text[: at.span.start] if at is not None else ""
    named = [read_numeral(m["points"].rstrip("分 ")).value for m in rules.pattern("points_as_scale").finditer(before)]
    return named[-1] if named else _HUNDRED


def _converted(score: OverallScore) -> Points | None:
    return next((point for point in score.points if point.role == "converted"), None)


def _check(score: OverallScore) -> Check:
    at = _converted(score)
    spans = tuple(span for span in (at.span if at else None, score.span) if span is not None)
    return Check(
        id="score_conversion:score", rule="score_conversion", status="pass", stated=score.converted, unit="分",
        operands=("score",), message="", spans=spans,
    )  # fmt: skip


def _of_known(places: Places, score: OverallScore, full: Decimal, scale: Decimal) -> Check:
    assert score.stated is not None
    assert score.converted is not None
    exact = score.stated / full * scale
    judged = verdict(score.converted, Interval(exact, exact))
    computed = exact.quantize(min(last_digit(score.converted), Decimal("0.01")))
    terms = f"{plain(score.stated)}÷{plain(full)}×{plain(scale)}"
    place = places.of_span(score.span) if score.span else "正文"
    found = _check(score).model_copy(update={"computed": computed, "difference": score.converted - computed})
    if judged == "pass":
        return found.model_copy(update={"message": f"{place}：换算得分{plain(score.converted)}分与{terms}一致"})
    message = f"{place}：换算得分写为{plain(score.converted)}分，{terms}应为{plain(computed)}分"
    return failed(found, message, severity="minor" if judged == "minor" else "error")


def _of_unknown(places: Places, score: OverallScore, scale: Decimal) -> Check:
    """Without the full marks that apply, the conversion tells them: 71 of 76.5 is 92.81 of 100."""
    assert score.stated is not None
    assert score.converted is not None
    place = places.of_span(score.span) if score.span else "正文"
    opening = f"{place}：未写明适用满分，换算得分{plain(score.converted)}分无法核对"
    if not score.converted:
        return unverifiable(_check(score), opening)
    implied = score.stated / score.converted * scale
    half = (implied * 2).quantize(Decimal(1)) / 2
    by_half = score.stated / half * scale if half else Decimal(0)
    about = f"推算适用满分约{plain(implied.quantize(Decimal('0.01')))}分"
    if verdict(score.converted, Interval(by_half, by_half)) == "pass":
        about = f"适用满分为{plain(half)}分时两者一致"
    return unverifiable(_check(score), f"{opening}；{about}")
