"""What a sentence leaves unsaid is taken from what was said before: labels of shares, changes, lists and parts."""

from __future__ import annotations

import pytest

from jixiao.document import Document
from jixiao.facts.clauses import quantities
from jixiao.facts.labelling import Labelled, labelled
from jixiao.facts.statements import statement_of
from jixiao.mentions import find_mentions
from jixiao.normalise import normalise
from jixiao.outline.outline import Outline
from jixiao.patterns import load_rules

RULES = load_rules()


def labelled_in(text: str, heading: str = "") -> tuple[Labelled, ...]:
    outline = Outline.of_paragraph(text)
    found = find_mentions(Document.of_lines(text), outline, RULES)
    return labelled(
        [statement_of(each, RULES) for each in quantities(normalise(text), 0, len(text), found, RULES)], heading, RULES
    )


def labels(text: str, heading: str = "") -> list[str]:
    return [each.label.replace("“", "").replace("”", "") for each in labelled_in(text, heading)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("三公经费11.23万元，2023年10.10万元", ["三公经费", "三公经费"]),
        ("三公经费10.10万元，较上年减少1.13万元，下降10.06%", ["三公经费", "三公经费减少", "三公经费下降"]),
        ("基本支出12万元，占75%；项目支出4万元，占25%", ["基本支出", "基本支出占比", "项目支出", "项目支出占比"]),
        ("基本支出、项目支出分别为12万元、4万元", ["基本支出", "项目支出"]),
        ("会议费和培训费分别为1、2万元", ["会议费", "培训费"]),
        ("会议费、培训费均为0元", ["会议费", "培训费"]),
        ("教育支出12万元，公务接待费较上年减少1万元", ["教育支出", "公务接待费减少"]),
        ("公务接待费预算5万元，实际支出4万元", ["公务接待费预算", "公务接待费实际支出"]),
        ("预算执行率98%，较上年提高2个百分点", ["预算执行率", "预算执行率提高"]),
    ],
)
def test_a_number_is_labelled_by_what_its_sentence_speaks_of(text: str, found: list[str]) -> None:
    assert labels(text) == found


def test_several_things_of_one_number_share_its_place() -> None:
    first, second = labelled_in("会议费、培训费均为0元")
    assert first.statement.quantity.mention == second.statement.quantity.mention


def test_after_a_bracket_the_sentence_speaks_of_what_stood_before_it() -> None:
    assert labels("购置及运行费5万元（购置费2万元、运行费3万元），占80%")[-1] == "购置及运行费占比"


def test_a_new_sentence_speaks_of_the_whole_and_not_of_its_last_part() -> None:
    found = labels("支出总计40万元，其中基本支出30万元，项目支出10万元。较上年减少2万元。")
    assert found[-1] == "支出总计减少"


def test_a_heading_names_what_a_bare_figure_is_of() -> None:
    assert labels("年初预算5万元，实际支出4万元。", "“三公”经费支出情况") == ["三公经费年初预算", "三公经费实际支出"]


def test_a_heading_that_is_no_term_of_budgets_names_nothing() -> None:
    assert labels("年初预算5万元。", "下一步打算") == ["年初预算"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "实际采购338万元。抽查凭证420份，发现附件不全的9份，占2.14%",
            ["实际采购", "抽查凭证", "发现附件不全", "发现附件不全占比"],
        ),
        ("修桥5座，花了218.5万元", ["修桥", "修桥"]),
        ("为205户义务兵家庭发放优待金448万元", ["义务兵家庭", "优待金"]),
        ("三公经费8.6万元，比上一年的10.4万元省下1.8万元", ["三公经费", "三公经费", "省下"]),
        ("收入30万元，一块是体制分成，12万元；还有一块是房租，18万元", ["收入", "体制分成", "房租"]),
        ("公务用车运行维护费26.9万元，车均3.36万元", ["公务用车运行维护费", "车均公务用车运行维护费"]),
    ],
)
def test_loose_prose_is_labelled_by_what_it_speaks_of(text: str, found: list[str]) -> None:
    assert labels(text) == found


@pytest.mark.parametrize("bound", ["没有超出年初预算34万元", "在年初预算34万元之内", "严格控制在年初预算34万元以内"])
def test_a_budget_that_was_kept_is_not_what_the_year_before_is_compared_with(bound: str) -> None:
    found = labels(f"三公经费支出28万元，{bound}，与2021年的29万元相比减少1万元")
    assert found == ["三公经费支出", "三公经费年初预算", "三公经费支出", "三公经费支出减少"]
