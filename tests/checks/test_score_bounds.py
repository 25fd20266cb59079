from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from jixiao.record import Check

Results = Callable[..., list[Check]]


def statuses(found: list[Check]) -> list[str]:
    return [each.status for each in found]


def test_a_score_above_its_full_marks_fails(results: Results) -> None:
    (found,) = results("score_bounds", "（一）投入（15分，得16分）")
    assert (found.status, found.stated, found.computed) == ("fail", Decimal(16), Decimal(15))


def test_full_marks_score_and_deduction_of_one_sentence_agree(results: Results) -> None:
    right = results("score_bounds", "（一）投入", "该类指标满分15分，自评14分，扣1分。")
    wrong = results("score_bounds", "（一）投入", "该类指标满分15分，自评14分，扣2分。")
    assert statuses(right) == ["pass", "pass"]
    assert [(each.stated, each.computed) for each in wrong if each.status == "fail"] == [(Decimal(14), Decimal(13))]


def test_a_deduction_told_elsewhere_may_explain_only_a_part(results: Results) -> None:
    found = results("score_bounds", "（一）投入（15分，得12分）", "目标不够细化，扣1分。")
    assert statuses(found) == ["pass"]


def test_a_total_above_full_marks_fails_unless_a_bonus_lifts_it(results: Results) -> None:
    plain = results("score_bounds", "满分100分，自评得分102分。")
    lifted = results("score_bounds", "满分100分，自评得分102分（含加分5分）。")
    assert statuses(plain) == ["fail"]
    assert statuses(lifted) == ["unverifiable"]


def test_full_marks_of_the_items_cannot_be_more_than_those_of_the_report(results: Results) -> None:
    lines = ["（一）执行（10分），得10分", "（二）产出（70分），得50分", "（三）效益（30分），得30分"]
    found = results("score_bounds", "自评得分90分，总分100分。", *lines)
    assert [each.computed for each in found if each.status == "fail"] == [Decimal(110)]
