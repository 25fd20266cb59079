from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from jixiao.record import Check

Results = Callable[..., list[Check]]


def test_every_sub_section_is_scored_and_their_sum_is_not_the_section(results: Results) -> None:
    lines = ["（一）投入，得分15分", "1.目标设定。目标明确，此项得8分。", "2.预算配置。配置合理，此项得6分。"]
    (found,) = results("score_subtotal", *lines)
    assert (found.status, found.stated, found.computed) == ("fail", Decimal(15), Decimal(14))
    assert "投入：得分写为15分" in found.message


def test_a_sub_section_without_a_score_leaves_the_section_unverifiable(results: Results) -> None:
    lines = ["（一）投入，得分15分", "1.目标设定。此项得8分。", "2.预算配置。配置合理。", "3.人员控制。此项得4分。"]
    (found,) = results("score_subtotal", *lines)
    assert found.status == "unverifiable"


def test_deductions_told_one_by_one_add_up(results: Results) -> None:
    lines = ["（一）预算执行（满分25分，自评得分22.5分）", "本项扣2.5分，其中进度不均衡扣1.5分，调整率偏高扣1分。"]
    (found,) = results("score_subtotal", *lines)
    assert found.status == "pass"


def test_deductions_told_one_by_one_may_be_fewer_but_not_more(results: Results) -> None:
    heading = "（一）预算执行（满分25分，自评得分22.5分）"
    (fewer,) = results("score_subtotal", heading, "本项扣2.5分，其中进度不均衡扣1.5分。")
    (more,) = results("score_subtotal", heading, "本项扣2.5分，其中进度不均衡扣1.5分，调整率偏高扣2分。")
    assert fewer.status == "unverifiable"
    assert (more.status, more.computed) == ("fail", Decimal("3.5"))


def test_a_sum_that_counts_its_items_is_checked_against_them(results: Results) -> None:
    sections = [
        "（一）预算编制，得分30分",
        "（二）资产管理，得分20分",
        "（三）履职效能，得分40分",
        "（四）加分项（加1分）",
    ]
    (right,) = results("score_subtotal", *sections, "二、自评结论", "三项内容得分合计90分，加1分，综合得分91分。")
    (wrong,) = results("score_subtotal", *sections, "二、自评结论", "三项内容得分合计91分，加1分，综合得分92分。")
    assert right.status == "pass"
    assert (wrong.status, wrong.computed) == ("fail", Decimal(90))
