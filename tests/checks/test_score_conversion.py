from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from jixiao.record import Check

Results = Callable[..., list[Check]]


def test_a_total_of_ninety_that_apply_is_put_on_a_hundred(results: Results) -> None:
    (right,) = results("score_conversion", "我局自评实得83.7分，按90分参评分值换算成百分制为93分。")
    (wrong,) = results("score_conversion", "我局自评实得83.7分，按90分参评分值换算成百分制为94分。")
    assert right.status == "pass"
    assert (wrong.status, wrong.severity, wrong.computed) == ("fail", "minor", Decimal(93))


def test_a_conversion_that_is_far_off_is_an_error(results: Results) -> None:
    (found,) = results("score_conversion", "适用满分85分，自评得分80.75分，折算为百分制得分为96.2分。")
    assert (found.status, found.severity, found.computed) == ("fail", "error", Decimal("95.0"))


def test_a_conversion_may_be_to_another_scale(results: Results) -> None:
    (found,) = results("score_conversion", "该项目自评得分93分，按10分折算，计9.3分。")
    assert found.status == "pass"


def test_without_the_full_marks_that_apply_the_message_tells_which_would_do(results: Results) -> None:
    (found,) = results("score_conversion", "考核得分为71分，换算得分为92.81分。")
    assert found.status == "unverifiable"
    assert "76.5分" in found.message


def test_a_hundred_full_marks_are_not_those_that_apply(results: Results) -> None:
    (found,) = results("score_conversion", "满分100分，考核得分为71分，换算得分为92.81分。")
    assert found.status == "unverifiable"
