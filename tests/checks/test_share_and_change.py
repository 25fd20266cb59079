from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from jixiao.record import Check

FigureChecks = Callable[..., list[Check]]


def test_a_share_is_its_part_of_the_base_named(figure_checks: FigureChecks) -> None:
    (found,) = figure_checks("全年支出4629.71万元，项目支出3423.36万元，占全年支出的71.71%。", rule="share")
    assert (found.status, found.severity, found.computed) == ("fail", "error", Decimal("73.94"))


def test_a_share_of_the_wrong_base_is_told_with_the_base(figure_checks: FigureChecks) -> None:
    (found,) = figure_checks(
        "调整后预算4773.88万元。全年支出4629.71万元，项目支出3423.36万元，占全年支出的71.71%。", rule="share"
    )
    assert found.hint is not None
    assert "4773.88万元为基数" in found.hint


def test_a_share_without_a_base_cannot_be_checked(figure_checks: FigureChecks) -> None:
    (found,) = figure_checks("项目支出3423.36万元，占项目总投资的71.71%。", rule="share")
    assert (found.status, found.computed) == ("unverifiable", None)


def test_the_base_of_a_list_of_shares_is_what_most_of_them_are_of(figure_checks: FigureChecks) -> None:
    found = figure_checks(
        "全年支出307.82万元。",
        "教育支出264.87万元，占86.05%；社会保障和就业支出10.82万元，占3.52%；卫生健康支出2.71万元，占0.88%；"
        "住房保障支出29.42万元，占9.95%。",
        rule="share",
    )
    assert [check.status for check in found] == ["pass", "pass", "pass", "fail"]
    assert found[-1].computed == Decimal("9.56")


def test_a_part_of_a_budget_of_nothing_is_no_percentage(figure_checks: FigureChecks) -> None:
    (found,) = figure_checks(
        "教育支出年初预算为0万元，支出决算为307.82万元，完成年初预算的95.89%。", rule="ratio_definition"
    )
    assert (found.status, found.severity, found.computed) == ("fail", "error", None)


def test_a_rate_is_of_the_old_figure(figure_checks: FigureChecks) -> None:
    (found,) = figure_checks("公务接待费2.15万元，较2022年的2.98万元减少0.83万元，下降38.60%。", rule="change_rate")
    assert (found.status, found.computed) == ("fail", Decimal("27.85"))
    assert found.hint is not None
    assert "2.15万元为基数" in found.hint


def test_the_old_figure_follows_from_the_new_one_and_the_change(figure_checks: FigureChecks) -> None:
    right = figure_checks("住房保障支出598.00万元，与上年相比增加56.90万元，增长10.52%。", rule="change_rate")
    wrong = figure_checks("住房保障支出598.00万元，与上年相比增加56.90万元，增长9.52%。", rule="change_rate")
    assert ([check.status for check in right], [check.status for check in wrong]) == (["pass"], ["fail"])


def test_growth_from_nothing_is_no_failure(figure_checks: FigureChecks) -> None:
    (found,) = figure_checks("机关运行经费10.23万元，比上年增加10.23万元，增长100%。", rule="change_rate")
    assert found.status == "unverifiable"


@pytest.mark.parametrize(
    "text",
    [
        "住房保障支出598.00万元，与上年相比增加56.90万元，同口径增长9.52%。",
        "全区税收收入186240万元，比年初预算增加2240万元，同比增长6.4%。",
    ],
)
def test_a_rate_on_another_base_than_the_change_beside_it_is_no_failure(text: str, figure_checks: FigureChecks) -> None:
    assert [check.status for check in figure_checks(text, rule="change_rate")] == ["unverifiable"]


def test_a_difference_is_of_the_two_figures_beside_it(figure_checks: FigureChecks) -> None:
    (found,) = figure_checks("公务接待费2.15万元，较2022年的2.98万元减少0.38万元。", rule="change_amount")
    assert (found.status, found.stated, found.computed) == ("fail", Decimal("0.38"), Decimal("0.83"))


def test_a_printed_minus_counts_as_decline(figure_checks: FigureChecks) -> None:
    found = figure_checks("与2022年支出1752.00万元相比减少88.55万元，增幅为-5.05%。", rule="change_rate")
    assert [check.status for check in found] == ["pass"]


def test_a_rate_of_change_in_numbers_is_the_change_over_what_there_was(figure_checks: FigureChecks) -> None:
    text = "受理案件数比2022年的6,183件增加1,243件，增长16.74%。"
    (found,) = figure_checks(text, rule="change_rate")
    assert (found.status, found.computed) == ("fail", Decimal("20.10"))
