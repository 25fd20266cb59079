"""What a sentence says of a number: a figure, a change, a share, a completion, a base, a standard, a count, or a bound."""

from __future__ import annotations

import pytest

from jixiao.document import Document
from jixiao.facts.clauses import quantities
from jixiao.facts.statements import Statement, reasons_in, statement_of, unread_reason
from jixiao.mentions import find_mentions
from jixiao.normalise import normalise
from jixiao.outline.outline import Outline
from jixiao.patterns import load_rules

RULES = load_rules()


def statements_of(text: str) -> list[Statement]:
    outline = Outline.of_paragraph(text)
    found = find_mentions(Document.of_lines(text), outline, RULES)
    return [statement_of(each, RULES) for each in quantities(normalise(text), 0, len(text), found, RULES)]


def last(text: str) -> Statement:
    return statements_of(text)[-1]


@pytest.mark.parametrize(
    ("text", "form", "subject"),
    [
        ("基本支出12万元", "figure", "基本支出"),
        ("预算执行率95%", "figure", "预算执行率"),
        ("实施项目12个", "count", "项目"),
        ("12个预算项目", "count", "预算项目"),
        ("基本支出增加12万元", "change", "基本支出"),
        ("增长3.2%", "change", ""),
        ("基本支出占总支出的80%", "share", "基本支出"),
        ("教育支出完成年初预算的95%", "completion", "教育支出"),
        ("补助标准为每人每月500元", "standard", "补助标准"),
        ("比上年15万元减少3万元", "change", ""),
    ],
)
def test_the_words_before_a_number_say_what_it_is(text: str, form: str, subject: str) -> None:
    found = last(text)
    assert found.form == form
    assert found.subject.removeprefix("实施") == subject


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("支出比上年增加5万元", "increase"),
        ("同比增长3%", "increase"),
        ("提高2个百分点", "increase"),
        ("较2022年减少5万元", "decrease"),
        ("下降10.06%", "decrease"),
        ("压减12%", "decrease"),
        ("支出5万元", None),
    ],
)
def test_the_verb_of_a_change_tells_its_direction(text: str, direction: str | None) -> None:
    assert last(text).direction == direction


@pytest.mark.parametrize("text", ["新增资产5万元", "节约资金5万元", "增加投资5万元", "追加预算5万元"])
def test_what_is_new_or_saved_is_a_thing_and_no_change_of_one(text: str) -> None:
    assert last(text).form == "figure"


def test_a_figure_that_another_is_compared_with_is_its_base() -> None:
    base, change = statements_of("较上年的15万元减少3万元")
    assert (base.form, change.form) == ("base", "change")


def test_a_standard_names_the_one_it_is_for() -> None:
    assert last("发放标准为每人每月500元").word == "每人每月"


@pytest.mark.parametrize(
    ("sentence", "printed", "reason"),
    [
        ("绩效目标实现程度达到50%的项目有2个", "50%", "threshold"),
        ("单价50万元以上的设备0台", "50万元", "threshold"),
        ("预算调整率控制在10%以内", "10%", "threshold"),
        ("每低1个百分点扣0.5分", "1个百分点", "rule"),
        ("目标值为95%", "95%", "target"),
        ("预算执行率达到95.2%", "95.2%", None),
        ("满意度98%以上", "98%", None),
        ("决算支出12万元", "12万元", None),
    ],
)
def test_a_bound_an_aim_or_a_rule_is_no_fact(sentence: str, printed: str, reason: str | None) -> None:
    outline = Outline.of_paragraph(sentence)
    mentions = find_mentions(Document.of_lines(sentence), outline, RULES)
    (mention,) = (each for each in mentions if each.text == printed)
    text = normalise(sentence)
    assert unread_reason(text, mention, 0, reasons_in(text, RULES)) == reason
