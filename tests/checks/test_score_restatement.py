from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from jixiao.record import Check

Results = Callable[..., list[Check]]


def test_a_total_stated_again_with_another_value_fails(results: Results) -> None:
    lines = ["我局综合得分93.5分。", "一、自评结论", "综上所述，我局综合得分95.3分。"]
    (found,) = results("restatement", *lines)
    assert (found.status, found.stated, found.computed) == ("fail", Decimal("95.3"), Decimal("93.5"))
    assert "一自评结论" in found.message


def test_a_total_stated_again_passes(results: Results) -> None:
    (found,) = results("restatement", "我局综合得分93.5分。", "一、自评结论", "综上，我局综合得分93.5分。")
    assert found.status == "pass"


def test_the_score_of_another_year_is_no_restatement(results: Results) -> None:
    assert results("restatement", "2021年度我局自评得分90分。2022年度我局自评得分92分。") == []


def test_the_score_of_a_project_is_no_restatement(results: Results) -> None:
    assert results("restatement", "我局综合得分93.5分。", "（一）校舍维修项目", "该项目自评得分98分。") == []


def test_a_total_before_bonuses_is_no_restatement(results: Results) -> None:
    lines = ["我局自评得分97分，含加分5分。", "一、自评结论", "我局自评得分92分，另加5分。"]
    assert [found.status for found in results("restatement", *lines)] == ["pass"]
