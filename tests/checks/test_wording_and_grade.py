from __future__ import annotations

from collections.abc import Callable

import pytest

from jixiao.record import Check

FigureChecks = Callable[..., list[Check]]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("公务接待费2022年0.52万元，2023年0.62万元，与上年持平。", ["fail"]),
        ("公务接待费2022年0.62万元，2023年0.62万元，与上年持平。", ["pass"]),
        ("公务接待费2022年0.61万元，2023年0.62万元，与上年基本持平。", []),
        ("公务接待费0.62万元，与上年持平。", []),
    ],
)
def test_level_figures_are_the_same(text: str, status: list[str], figure_checks: FigureChecks) -> None:
    assert [check.status for check in figure_checks(text, rule="wording")] == status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("“三公”经费实际支出12.5万元，未超过年初预算10.4万元。", ["fail"]),
        ("“三公”经费实际支出9.5万元，未超过年初预算10.4万元。", ["pass"]),
    ],
)
def test_less_is_less(text: str, status: list[str], figure_checks: FigureChecks) -> None:
    assert [check.status for check in figure_checks(text, rule="wording")] == status


def test_what_rose_is_greater_than_before(figure_checks: FigureChecks) -> None:
    (found,) = figure_checks("公务接待费8.72万元，较2022年的9.55万元增加0.83万元。", rule="wording")
    assert "不是增长" in found.message


def test_a_year_does_not_change_against_itself(figure_checks: FigureChecks) -> None:
    wrong = figure_checks("2023年培训费支出12.5万元，较2023年减少1.5万元。", rule="wording")
    right = figure_checks("2023年培训费支出12.5万元，较2022年减少1.5万元。", rule="wording")
    assert ([check.status for check in wrong], right) == (["fail"], [])


@pytest.mark.parametrize(
    ("score", "grade", "status"), [("93.5", "优", ["pass"]), ("83.5", "优", ["fail"]), ("90", "良好", ["pass"])]
)
def test_the_grade_is_that_of_the_bands_stated(
    score: str, grade: str, status: list[str], figure_checks: FigureChecks
) -> None:
    found = figure_checks(
        f"自评得分{score}分，自评等级为{grade}。", "评价标准：90分以上为优，80-90分为良，80分以下为差。", rule="grade"
    )
    assert [check.status for check in found] == status


def test_a_grade_without_bands_is_not_checked(figure_checks: FigureChecks) -> None:
    assert figure_checks("自评得分83.5分，自评等级为优。", "95分以上的项目有4个。", rule="grade") == []


def failed_of(figure_checks: FigureChecks, text: str) -> list[Check]:
    return [check for check in figure_checks(text) if check.status == "fail"]


def test_spending_above_a_budget_is_not_within_it(figure_checks: FigureChecks) -> None:
    (failed,) = failed_of(figure_checks, "公务接待费预算3.5万元，支出4.2万元，未超预算。")
    assert "未超预算" in failed.message
    assert failed.hint is not None


def test_spending_below_its_budget_is_within_it(figure_checks: FigureChecks) -> None:
    assert failed_of(figure_checks, "公务接待费预算3.5万元，支出3.2万元，未超预算。") == []


def test_about_level_with_the_year_before_is_no_growth_of_another_base(figure_checks: FigureChecks) -> None:
    assert (
        failed_of(
            figure_checks, "支出决算1,210.74万元，与2022年的1,180.20万元基本持平，比上年增加30.54万元，增长2.59%。"
        )
        == []
    )


def test_a_year_compared_with_itself_is_taken_for_the_year_before(figure_checks: FigureChecks) -> None:
    (failed,) = failed_of(figure_checks, "2023年会议费支出12万元，比2023年增加2万元。")
    assert failed.hint == "作比较的“2023年”疑为“2022年”之误"
