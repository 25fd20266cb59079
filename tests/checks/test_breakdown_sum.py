from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from jixiao.record import Check

FigureChecks = Callable[..., list[Check]]


def status(found: list[Check]) -> list[str]:
    return [f"{check.status} {check.severity or ''}".strip() for check in found]


def test_parts_that_make_their_whole_pass(figure_checks: FigureChecks) -> None:
    found = figure_checks("支出合计98.4万元，其中：基本支出60.1万元，项目支出38.3万元。", rule="breakdown_sum")
    assert status(found) == ["pass"]


def test_parts_of_a_list_that_claims_to_be_all_must_make_their_whole(figure_checks: FigureChecks) -> None:
    (found,) = figure_checks("支出合计98.4万元（基本支出60.1万元，项目支出35.3万元）。", rule="breakdown_sum")
    assert (found.status, found.severity) == ("fail", "error")
    assert (found.stated, found.computed, found.difference) == (Decimal("98.4"), Decimal("95.4"), Decimal("3.0"))
    assert found.message.startswith("一基本情况：")


def test_parts_that_are_merely_named_may_be_fewer(figure_checks: FigureChecks) -> None:
    (found,) = figure_checks("机关运行经费186.43万元，其中办公费32.2万元，取暖费18.5万元。", rule="breakdown_sum")
    assert (found.status, found.computed) == ("unverifiable", None)
    assert "没有写明所列各项是全部" in found.message


def test_parts_never_exceed_their_whole(figure_checks: FigureChecks) -> None:
    found = figure_checks("人员经费1087.64万元，其中工资福利支出1021.39万元、离休费75.25万元。", rule="breakdown_sum")
    assert status(found) == ["fail error"]


def test_shares_that_make_a_hundred_say_that_the_parts_are_all(figure_checks: FigureChecks) -> None:
    found = figure_checks(
        "支出98.4万元，其中：基本支出60.1万元，占61.08%；项目支出35.3万元，占38.92%。", rule="breakdown_sum"
    )
    assert status(found) == ["fail error"]


def test_two_swapped_digits_say_that_a_list_was_meant_to_be_all(figure_checks: FigureChecks) -> None:
    (found,) = figure_checks(
        "年末资产总额15230.66万元，其中：流动资产865.43万元，固定资产净值2417.09万元，在建工程3206.75万元，"
        "公共基础设施净值8714.39万元。",
        rule="breakdown_sum",
    )
    assert (found.status, found.computed) == ("fail", Decimal("15203.66"))
    assert found.hint is not None
    assert "15203.66" in found.hint


def test_a_list_that_is_short_by_no_slip_is_no_failure(figure_checks: FigureChecks) -> None:
    found = figure_checks(
        "年末资产总额15230.66万元，其中：流动资产865.43万元，固定资产净值2417.09万元，在建工程3206.75万元，"
        "公共基础设施净值8700.12万元。",
        rule="breakdown_sum",
    )
    assert status(found) == ["unverifiable"]


def test_groups_of_people_may_overlap(figure_checks: FigureChecks) -> None:
    found = figure_checks("教职工246人，其中专任教师231人，高级职称120人。", rule="breakdown_sum")
    assert status(found) == ["unverifiable"]


def test_a_part_above_its_whole_by_a_digit_that_stands_twice_is_a_slip_also_of_small_counts(
    figure_checks: FigureChecks,
) -> None:
    (found,) = figure_checks("年末实有49人，其中检察官18人、辅助人员211人、行政人员10人。", rule="breakdown_sum")
    assert (found.status, found.severity) == ("fail", "error")
    assert "“辅助人员”211人疑为21人" in (found.hint or "")
    (found,) = figure_checks("年末实有49人，其中检察官18人、辅助人员212人、行政人员10人。", rule="breakdown_sum")
    assert found.status == "unverifiable"


def test_spending_by_function_is_held_against_income_only_where_its_shares_are_of_it(
    figure_checks: FigureChecks,
) -> None:
    lead = "2023年决算收入1210.74万元。决算支出按功能分类包含："
    with_shares = figure_checks(
        f"{lead}教育支出645.64万元，占比53.33%；社会保障和就业支出143.80万元，占比11.88%；"
        "卫生健康支出367.71万元，占比31.11%；住房保障支出44.59万元，占比3.68%。",
        rule="breakdown_sum",
    )
    without = figure_checks(
        f"{lead}教育支出640.64万元，社会保障和就业支出143.80万元，卫生健康支出367.71万元，住房保障支出44.59万元。",
        rule="breakdown_sum",
    )
    assert (status(with_shares), status(without)) == (["fail error"], ["unverifiable"])


def test_one_slip_met_by_a_sum_and_a_share_is_hinted_at_both(figure_checks: FigureChecks) -> None:
    found = figure_checks(
        "2023年决算收入1210.74万元。决算支出按功能分类包含：教育支出645.64万元，占比53.33%；"
        "社会保障和就业支出143.80万元，占比11.88%；卫生健康支出367.71万元，占比31.11%；住房保障支出44.59万元，占比3.68%。"
    )
    failed = [check for check in found if check.status == "fail"]
    assert [(check.rule, str(check.stated), str(check.computed)) for check in failed] == [
        ("breakdown_sum", "1210.74", "1201.74"),
        ("share", "31.11", "30.37"),
    ]
    assert all("367.71万元疑为376.71万元" in (check.hint or "") for check in failed)


def test_of_two_figures_before_a_list_it_is_of_the_one_that_it_makes(figure_checks: FigureChecks) -> None:
    text = "全年计划安排审计24个，实际完成26个。按类型分，经济责任审计11个，财政收支审计9个，专项审计6个。"
    assert status(figure_checks(text, rule="breakdown_sum")) == ["pass"]


def test_spending_that_says_of_what_it_is_made_is_the_sum_of_it(figure_checks: FigureChecks) -> None:
    text = "全年支出98.4万元，结余1.6万元。支出由三部分构成：施工费60.1万元、监理费30.3万元、设计费6万元。"
    (found,) = figure_checks(text, rule="breakdown_sum")
    assert (found.status, found.stated, found.computed) == ("fail", Decimal("98.4"), Decimal("96.4"))
