"""The words before a number become the name a person would write in a spreadsheet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.facts.labels import heading_topic, is_generic, label_of, listed_names, topic_of
from jixiao.patterns import load_rules

RULES = load_rules()


@pytest.mark.parametrize(
    ("lead", "label"),
    [
        ("2023年我部门预算收入", "预算收入"),
        ("其中一般公共预算拨款", "一般公共预算拨款"),
        ("我单位2023年度“三公”经费实际支出为", "“三公”经费实际支出"),
        ("截至2022年12月31日，资产总额", "资产总额"),
        ("年末固定资产原值达到", "年末固定资产原值"),
        ("其他收入", "其他收入"),
        ("实施项目共", "实施项目"),
        ("主要是办公费", "办公费"),
        ("——住房保障支出", "住房保障支出"),
        ("公务用车购置费（含税费及附加）", "公务用车购置费"),
        ("绩效目标实现程度在30%以下的项目有", "绩效目标实现程度在30%以下的项目"),
        ("", ""),
        ("为", ""),
    ],
)
def test_a_label_is_the_noun_without_year_copula_and_owner(lead: str, label: str) -> None:
    found = label_of(lead.replace("（", "(").replace("）", ")"), RULES)
    assert found.removeprefix("年末").removeprefix("实施") == label.removeprefix("年末").removeprefix("实施")


PIECES = [
    "其中",
    "2023年度",
    "我部门",
    "一般公共预算",
    "拨款",
    "、",
    "为",
    "共",
    "的",
    "(",
    ")",
    "支出",
    "“三公”经费",
    "，",
    "和",
    "0",
]


@given(st.lists(st.sampled_from(PIECES), unique=True).map("".join))
def test_a_label_is_no_longer_than_what_leads_to_the_number_and_opens_no_bracket_that_it_does_not_close(
    lead: str,
) -> None:
    label = label_of(lead, RULES)
    assert len(label) <= len(lead)
    assert label == label.strip(" 、,，。；：")
    assert label.count("(") == label.count(")")


BEFORE, AFTER = ("", "2023年", "其中", "我单位", "2022年我部门", ";其中:"), ("", "为", "共计", "达到")


@pytest.mark.parametrize(
    "term", ["三公经费", "资产负债率", "政府性基金预算拨款", "一般公共服务支出", "公务接待费", "固定资产净值"]
)
def test_a_term_of_budgets_is_the_label_whatever_stands_around_it(term: str) -> None:
    assert {label_of(before + term + after, RULES) for before in BEFORE for after in AFTER} == {term}


@pytest.mark.parametrize(
    ("names", "count", "parts"),
    [
        ("基本支出、项目支出", 2, ("基本支出", "项目支出")),
        ("基本支出和项目支出", 2, ("基本支出", "项目支出")),
        ("工资福利支出、商品和服务支出和资本性支出", 3, ("工资福利支出", "商品和服务支出", "资本性支出")),
        ("收入、支出预算总计", 2, ("收入预算总计", "支出预算总计")),
        ("基本支出、项目支出", 3, ()),
        ("基本支出", 2, ()),
    ],
)
def test_a_list_of_names_has_as_many_as_there_are_figures_or_none(
    names: str, count: int, parts: tuple[str, ...]
) -> None:
    assert listed_names(names, count, RULES) == parts


@pytest.mark.parametrize(
    ("label", "topic"),
    [("“三公”经费年初预算", "“三公”经费"), ("教育支出决算数", "教育支出"), ("公务接待费", "公务接待费")],
)
def test_the_topic_of_a_label_is_what_its_figures_are_of(label: str, topic: str) -> None:
    assert topic_of(label, RULES) in (topic, topic.removesuffix("支出"))


def test_a_heading_tells_the_topic_of_the_figures_under_it() -> None:
    assert heading_topic("“三公”经费预算编制情况", RULES) == "“三公”经费"
    assert heading_topic("政府采购情况", RULES) == "政府采购"


@pytest.mark.parametrize(
    ("label", "generic"), [("实际支出", True), ("年初预算数", True), ("公务接待费", False), ("", False)]
)
def test_a_label_that_says_only_which_figure_it_is_is_generic(label: str, generic: bool) -> None:
    assert is_generic(label, RULES) is generic
