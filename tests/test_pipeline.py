"""A document becomes a record: nothing of it is lost, nothing twice, and the same document gives the same record."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.document import Document
from jixiao.evaluate.laws import broken_digits, broken_spans
from jixiao.patterns import load_rules
from jixiao.pipeline import extract
from jixiao.record import Record

RULES = load_rules()
REPORT = (
    "某县水务局2023年度部门整体支出绩效自评报告",
    "根据某财绩〔2024〕5号文要求，现将2023年度自评情况报告如下：",
    "一、部门决算情况",
    "全年支出40.00万元，较上年减少3.5万元；其中基本支出30.00万元，占75%。",
    "单价5万元以上的设备0台，无专项资金。",
    "二、预算执行情况，得分14.5分",
    "预算执行率98%，扣0.5分。",
)


@pytest.fixture(name="record", scope="module")
def record_of_a_small_report() -> Record:
    return extract(Document.of_lines(*REPORT), RULES)


def test_a_report_of_seven_lines_becomes_a_record(record: Record) -> None:
    assert (record.title, record.department, record.fiscal_year) == (REPORT[0], "某县水务局", 2023)
    assert (record.kind, record.document_numbers) == ("department", ("某财绩〔2024〕5号",))
    assert [section.title for section in record.sections] == ["部门决算情况", "预算执行情况"]
    assert [
        (fact.label, str(fact.value), fact.year, fact.measure) for fact in record.facts if fact.kind == "amount"
    ] == [
        ("全年支出", "40.00", 2023, "final"),
        ("全年支出减少", "3.5", 2023, "change"),
        ("基本支出", "30.00", 2023, "final"),
    ]


def test_the_text_that_was_read_is_kept_in_the_record(record: Record) -> None:
    assert [block.text for block in record.blocks] == list(REPORT)
    assert [block.kind for block in record.blocks[:3]] == ["title", "paragraph", "heading"]


def test_a_fact_belongs_to_the_section_above_it(record: Record) -> None:
    titles = {section.id: section.title for section in record.sections}
    assert {titles[fact.section] for fact in record.facts if fact.section and fact.unit == "万元"} == {"部门决算情况"}


def test_what_was_no_fact_is_told_with_its_reason(record: Record) -> None:
    assert ("5万元", "threshold") in [(each.text, each.reason) for each in record.unread]
    numbers = [each.text for each in record.references if each.kind == "document_number"]
    assert len(numbers) == 1
    assert numbers[0].endswith("〔2024〕5号")


def test_the_record_says_which_rules_made_it(record: Record) -> None:
    assert record.extractor.rules == RULES.digest


def test_an_empty_document_is_a_record_without_facts() -> None:
    record = extract(Document.of_lines())
    assert (record.facts, record.title, record.fiscal_year, record.score.stated) == ((), None, None, None)


LINES = st.lists(
    st.sampled_from(
        [
            *REPORT, "三、三公经费", "（一）因公出国费0元", "1.会议费2万元。", "其中：A1万元，B2万元，合计3万元。", "得分：12分", "——", "",
            "2022年10个项目，2023年12个。", "（单位：万元，下同）", "收入12.5，支出10.8。", "满分10分，自评9.5分，扣0.5分。", "１２．５％",
            "均为0元。", "序号 指标 得分", "1 2 3", "每人每月500元", "附件：1.自评表2.台账",
        ]
    ),
    max_size=8,
)  # fmt: skip


@given(LINES)
def test_whatever_lines_a_report_has_each_digit_has_one_place_and_each_quote_stands_there(lines: list[str]) -> None:
    record = extract(Document.of_lines(*lines))
    assert [*broken_spans(record, RULES), *broken_digits(record)] == []
    assert Record.from_json(record.to_json()) == record


@given(LINES)
def test_ids_are_unique_and_every_relation_points_to_what_is_there(lines: list[str]) -> None:
    record = extract(Document.of_lines(*lines))
    facts = [fact.id for fact in record.facts]
    known = {*facts, "score", *(item.id for item in record.scores)}
    assert len(facts) == len(set(facts))
    assert {each for r in record.relations for each in (r.whole, *r.parts, r.base) if each} <= known
    assert {each for check in record.checks for each in check.operands} <= known
