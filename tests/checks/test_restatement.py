from __future__ import annotations

from collections.abc import Callable

from jixiao.record import Check

FigureChecks = Callable[..., list[Check]]


def test_a_figure_stated_again_with_two_digits_swapped_fails(figure_checks: FigureChecks) -> None:
    (found,) = figure_checks(
        "全年项目支出1635.75万元。", "二、产出情况", "项目支出1653.75万元全部用于救灾。", rule="restatement"
    )
    assert (found.status, str(found.stated), str(found.computed)) == ("fail", "1653.75", "1635.75")


def test_a_figure_stated_again_passes(figure_checks: FigureChecks) -> None:
    found = figure_checks(
        "全年项目支出1635.75万元。", "二、产出情况", "项目支出1635.75万元全部用于救灾。", rule="restatement"
    )
    assert [check.status for check in found] == ["pass"]


def test_things_that_only_share_a_name_are_not_held_against_each_other(figure_checks: FigureChecks) -> None:
    texts = ("全年其他收入16.50万元。", "二、财政拨款收支", "其他收入12.30万元。")
    assert figure_checks(*texts, rule="restatement") == []


def test_budget_and_accounts_are_two_quantities(figure_checks: FigureChecks) -> None:
    texts = ("公务接待费年初预算1.25万元。", "二、执行情况", "公务接待费支出决算1.52万元。")
    assert figure_checks(*texts, rule="restatement") == []


def test_a_slip_that_also_breaks_a_sum_is_told_once(figure_checks: FigureChecks) -> None:
    found = [
        each
        for each in figure_checks(
            "一、预算", "全年项目支出决算3668.15万元。",
            "二、收支", "全年支出决算5006.21万元，其中基本支出决算1338.06万元，项目支出决算3686.15万元。",
        )
        if each.status == "fail"
    ]  # fmt: skip
    assert [(each.rule, str(each.stated), str(each.computed)) for each in found] == [
        ("restatement", "3686.15", "3668.15")
    ]
