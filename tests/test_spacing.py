"""Spaces beside digits are no part of what a report says; the record shows them where they are printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao import Document, extract
from jixiao.document import Block, Box
from jixiao.evaluate.laws import broken_digits, broken_spans
from jixiao.patterns import load_rules
from jixiao.spacing import closed_up

TITLE = "某县水务局2023年度部门整体支出绩效自评报告"


def closed(text: str) -> str:
    return closed_up(Document.of_lines(text)).blocks[0].text


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("2023 年共实施 12 个项目", "2023年共实施12个项目"),
        ("占比 33.98 %，增长 5 %。", "占比33.98%，增长5%。"),
        ("支出 1,210.74 万元（占 53 ％）", "支出1,210.74万元（占53％）"),
        ("投入　８６　万元", "投入８６万元"),
    ],
)
def test_spaces_between_digits_and_what_stands_beside_them_are_stray(printed: str, read: str) -> None:
    assert closed(printed) == read


@pytest.mark.parametrize(
    "text",
    [
        "1.1 资金到位情况",
        "20805 行政事业单位养老支出",
        "第一部分 2023年决算",
        "（一） 2023年收支",
        "支出1 663.45万元",
        "90 - 95 分",
        "预算编制质量 9分",
        "基本支出\t12万元",
        "某县水务局 某某报告",
    ],
)
def test_other_spaces_stay(text: str) -> None:
    assert closed(text) == text


def test_a_document_without_stray_spaces_is_itself() -> None:
    document = Document.of_lines(TITLE, "支出12万元。")
    assert closed_up(document) is document


def test_a_record_quotes_what_is_printed_where_it_is_printed() -> None:
    line = "2023 年共实施 12 个项目，支出 1,210.74 万元，增长 5 %。"
    record = extract(Document.of_lines(TITLE, "一、项目情况", line))
    quotes = {fact.label: (fact.text, line[fact.span.start : fact.span.end]) for fact in record.facts}
    assert quotes == {
        "实施项目": ("12 个", "12 个"),
        "支出": ("1,210.74 万元", "1,210.74 万元"),
        "支出增长": ("5 %", "5 %"),
    }
    assert record.blocks[2].text == line
    assert list(broken_digits(record)) == []
    assert list(broken_spans(record, load_rules())) == []


def test_the_boxes_of_a_figure_leave_out_no_character() -> None:
    text = "支出 12 万元"
    boxes = tuple(Box(1, (10.0 * i, 100, 10.0 * i + 10, 110)) for i in range(len(text)))
    document = Document.of_lines(TITLE, text)
    block = Block("p2", "paragraph", text, boxes=boxes)
    (fact,) = extract(Document(document.source, (document.blocks[0], block))).facts
    assert [box.bbox for box in fact.span.boxes] == [(30.0, 100, 80.0, 110)]


@given(st.text(alphabet="支出1２ .%万元个，。（） 　", max_size=30))
def test_closing_up_takes_nothing_but_spaces_and_takes_them_once(text: str) -> None:
    once = closed(text)
    assert [sign for sign in once if not sign.isspace()] == [sign for sign in text if not sign.isspace()]
    assert closed(once) == once
