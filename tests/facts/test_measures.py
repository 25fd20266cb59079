"""Which of the figures of a thing a number is: budget, adjusted, received, final, balance, carried over, change."""

from __future__ import annotations

import pytest

from jixiao.document import Document
from jixiao.facts.clauses import quantities
from jixiao.facts.labelling import labelled
from jixiao.facts.measures import measures_of
from jixiao.facts.statements import statement_of
from jixiao.mentions import find_mentions
from jixiao.normalise import normalise
from jixiao.outline.outline import Outline
from jixiao.patterns import load_rules

RULES = load_rules()


def measures(text: str, heading: str = "", is_budget: bool = False) -> list[str | None]:
    outline = Outline.of_paragraph(text)
    found = find_mentions(Document.of_lines(text), outline, RULES)
    said = labelled(
        [statement_of(each, RULES) for each in quantities(normalise(text), 0, len(text), found, RULES)], heading, RULES
    )
    return list(measures_of(said, heading, is_budget, RULES))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("年初预算12万元", ["budget"]),
        ("预算数12万元", ["budget"]),
        ("全年预算数12万元", ["adjusted"]),
        ("调整后预算12万元", ["adjusted"]),
        ("到位资金12万元", ["received"]),
        ("省财政下达补助资金12万元", ["received"]),
        ("决算支出12万元", ["final"]),
        ("本年收入合计12万元", ["final"]),
        ("固定资产净值12万元", ["balance"]),
        ("结转资金12万元", ["carryover"]),
        ("追加预算12万元", ["change"]),
        ("节约资金12万元", ["change"]),
        ("较上年减少12万元", ["change"]),
        ("提高2个百分点", ["change"]),
        ("预算执行率92%", [None]),
        ("实施项目12个", [None]),
        ("补助标准为每人每月500元", [None]),
        ("合同金额12万元", [None]),
        ("涉及资金12万元", [None]),
        ("年初预算12万元，其中人员经费9万元、公用经费3万元", ["budget", "budget", "budget"]),
        ("年初预算12万元，决算支出11万元", ["budget", "final"]),
        ("一般公共预算拨款收入决算数12万元", ["final"]),
    ],
)
def test_the_words_around_a_sum_tell_which_figure_it_is(text: str, found: list[str | None]) -> None:
    assert measures(text) == found


def test_a_heading_tells_what_its_sums_are_where_the_text_does_not() -> None:
    assert measures("基本支出12万元，项目支出3万元。", "年初预算安排情况") == ["budget", "budget"]
    assert measures("基本支出12万元，项目支出3万元。", "支出决算情况") == ["final", "final"]


def test_what_a_budget_plans_is_budget() -> None:
    assert measures("基本支出12万元。", is_budget=True) == ["budget"]
    assert measures("2023年决算数12万元。", is_budget=True) == ["final"]
