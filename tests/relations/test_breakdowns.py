"""Lists of figures: which are parts of which, where a list ends, and when its parts claim to be all."""

from __future__ import annotations

import pytest

from jixiao.document import Document
from jixiao.facts.facts import Context, to_facts
from jixiao.mentions import find_mentions
from jixiao.outline.outline import read_outline
from jixiao.patterns import load_rules
from jixiao.relations.breakdowns import Breakdown, breakdowns

RULES = load_rules()


def lists_of(text: str) -> list[Breakdown]:
    document = Document.of_lines("某县水务局2023年度部门整体支出绩效自评报告", "一、支出情况", text)
    outline = read_outline(document, RULES)
    reading = to_facts(document, outline, find_mentions(document, outline, RULES), Context(2023, False), RULES)
    return list(breakdowns(reading.stated, RULES))


def parts_of(text: str) -> list[list[str]]:
    return [[part.fact.label for part in each.parts] for each in lists_of(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("支出40万元，其中：基本支出30万元；项目支出10万元。", [["基本支出", "项目支出"]]),
        ("支出40万元，其中基本支出30万元、项目支出10万元，结余2万元。", [["基本支出", "项目支出"]]),
        ("支出40万元，其中基本支出30万元，项目12个。", [["基本支出"]]),
        ("支出40万元。", []),
    ],
)
def test_a_list_holds_the_figures_of_its_kind_up_to_its_end(text: str, parts: list[list[str]]) -> None:
    assert parts_of(text) == parts


@pytest.mark.parametrize(
    ("text", "exhaustive"),
    [
        ("支出40万元，其中基本支出30万元，项目支出10万元。", False),
        ("支出40万元，由基本支出30万元和项目支出10万元构成。", True),
        ("基本支出30万元、项目支出10万元，两项合计40万元。", True),
        ("基本支出30万元，项目支出10万元。基本支出、项目支出两项合计40万元。", True),
    ],
)
def test_the_cue_says_whether_the_parts_claim_to_be_all(text: str, exhaustive: bool) -> None:
    assert [each.exhaustive for each in lists_of(text)] == [exhaustive]


def test_a_list_without_a_stated_whole_is_measured_against_the_income_it_was_spent_from() -> None:
    (found,) = lists_of("决算收入40万元。支出按功能分类：教育支出30万元；住房保障支出10万元。")
    assert found.whole is None
    assert found.counterpart is not None
    assert found.counterpart.fact.label == "决算收入"
