"""What becomes a fact, with every field that it has, and what is listed as unread instead."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.document import Document, Span
from jixiao.facts.facts import Context, FactReading, to_facts
from jixiao.mentions import find_mentions
from jixiao.outline.outline import read_outline
from jixiao.patterns import load_rules
from jixiao.record import Fact

RULES = load_rules()
TITLE = "某县水务局2023年度部门整体支出绩效自评报告"


def reading(*lines: str, is_budget: bool = False) -> FactReading:
    document = Document.of_lines(TITLE, "一、基本情况", *lines)
    outline = read_outline(document, RULES)
    return to_facts(document, outline, find_mentions(document, outline, RULES), Context(2023, is_budget), RULES)


def facts(*lines: str) -> list[Fact]:
    return [each.fact for each in reading(*lines).stated]


def test_a_sum_is_a_fact_with_its_unit_its_last_digit_its_place_and_its_section() -> None:
    (fact,) = facts("全年支出1,210.70万元。")
    assert (fact.kind, fact.label, fact.unit, fact.stated_unit) == ("amount", "全年支出", "万元", "万元")
    assert (str(fact.value), fact.resolution) == ("1210.70", Decimal("0.01"))
    assert (fact.text, fact.span) == ("1,210.70万元", Span("p3", 4, 14))
    assert (fact.year, fact.measure, fact.section is None) == (2023, "final", False)


def test_a_sum_in_another_unit_is_worth_the_same_in_the_unit_of_the_contract() -> None:
    (fact,) = facts("省级补助1.2亿元。")
    assert (fact.value, fact.unit, fact.stated_unit, fact.resolution) == (Decimal(12000), "万元", "亿元", Decimal(1000))


def test_a_range_has_two_values_and_an_inexact_sum_its_qualifier() -> None:
    (span,) = facts("单项投入5-10万元。")
    assert (span.value, span.value_to) == (Decimal(5), Decimal(10))
    (about,) = facts("投入约20万元。")
    assert (about.qualifier, about.text) == ("约", "20万元")


def test_a_printed_minus_stays_and_then_the_words_tell_no_direction() -> None:
    (fact,) = facts("办公费增长-3.2%。")
    assert (fact.value, fact.direction) == (Decimal("-3.2"), None)


def test_a_standard_says_for_whom() -> None:
    (fact,) = facts("补助标准为每人每月500元。")
    assert (fact.value, fact.measure) == (Decimal("0.05"), None)
    assert fact.per == "每人每月"


def test_facts_come_in_the_order_of_the_text_and_their_ids_name_their_place() -> None:
    found = facts("收入12万元，支出9万元。", "结余3万元。")
    assert [fact.id for fact in found] == ["p3@2", "p3@9", "p4@2"]


def test_facts_that_share_a_place_have_ids_of_their_own() -> None:
    first, second = facts("会议费、培训费均为0元。")
    assert first.span == second.span
    assert first.id != second.id
    assert [first.value, second.value] == [0, 0]


def test_a_report_that_plans_a_year_has_budgets() -> None:
    (stated,) = reading("基本支出12万元。", is_budget=True).stated
    assert stated.fact.measure == "budget"


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("我单位无专项资金。", ["专项资金"]),
        ("没有政府性基金预算支出。", ["政府性基金预算支出"]),
        ("资金使用规范，无问题。", []),
        ("做到无预算不支出。", []),
        ("专项资金0万元。", []),
    ],
)
def test_an_absence_is_stated_and_is_no_zero(text: str, things: list[str]) -> None:
    found = reading(text).absences
    assert [fact.label for fact in found] == things
    assert all(fact.value is None and fact.kind == "absence" for fact in found)


@pytest.mark.parametrize(
    ("text", "printed", "reason"),
    [
        ("单价50万元以上的设备3台。", "50万元", "threshold"),
        ("调整率控制在10%以内。", "10%", "threshold"),
        ("每低1个百分点扣0.5分。", "1个百分点", "rule"),
    ],
)
def test_a_bound_is_unread_and_says_why(text: str, printed: str, reason: str) -> None:
    found = reading(text)
    assert (printed, reason) in [(each.text, each.reason) for each in found.unread]
    assert printed not in [each.fact.text for each in found.stated]


def test_the_bounds_of_one_list_share_their_reason() -> None:
    unread = reading("自评得分在85%、90%以上的项目有4个。").unread
    assert [(each.text, each.reason) for each in unread][-1] == ("90%", "threshold")


def test_a_manner_of_speech_is_no_count_but_projects_in_words_are() -> None:
    assert facts("坚持三个聚焦，落实四项制度。") == []
    assert [(fact.label, fact.value) for fact in facts("实施三个项目。")] == [("实施项目", Decimal(3))]


def test_titles_and_headings_do_not_hide_what_stands_under_them() -> None:
    (fact,) = facts("（一）收入情况。全年收入12万元。")
    assert fact.label == "全年收入"


def test_money_that_went_is_spending_and_of_the_year_named() -> None:
    now, before, more = facts("全年花掉1,798万元，上一年花了1,710万元，今年多出88万元。")
    assert [(each.label, each.year, each.measure) for each in (now, before)] == [
        ("支出", 2023, "final"), ("支出", 2022, "final"),
    ]  # fmt: skip
    assert (more.measure, more.direction) == ("change", "increase")


def test_a_rate_per_hundred_thousand_is_a_ratio_and_its_base_no_money() -> None:
    (rate,) = facts("孕产妇死亡率22.16/10万。")
    assert (rate.kind, rate.label, rate.value, rate.text) == ("ratio", "孕产妇死亡率", Decimal("0.02216"), "22.16/10万")


def test_how_points_are_counted_is_no_figure() -> None:
    assert facts("完成值超过100%的按100%计，反向指标达到目标的按100%计。") == []


def test_a_heading_of_budget_and_execution_makes_no_budget_of_what_was_spent() -> None:
    document = Document.of_lines(TITLE, "一、预算安排与执行", "“三公”经费支出28万元，控制在年初预算34万元以内。")
    outline = read_outline(document, RULES)
    told = to_facts(document, outline, find_mentions(document, outline, RULES), Context(2023, False), RULES).stated
    assert [each.fact.measure for each in told] == ["final", "budget"]


def test_what_the_next_figure_was_spent_of_is_planned_though_spending_was_told_before() -> None:
    told = facts("预算1,000万元，执行960万元；其中省级600万元，执行590万元，市级400万元，执行370万元。")
    assert [each.measure for each in told] == ["budget", "final"] * 3
