"""Which sections speak of the report as a whole, and what stands above each."""

from __future__ import annotations

from jixiao.document import Document
from jixiao.outline.outline import read_outline
from jixiao.patterns import load_rules
from jixiao.scores.chapters import Chapters

RULES = load_rules()
REPORT = Document.of_lines(
    "某县水务局2022年度部门整体绩效自评报告", "一、自评结论", "自评得分95分。", "二、自评情况", "（一）投入", "得19分。"
)


def chapters() -> Chapters:
    return Chapters(read_outline(REPORT, RULES), RULES)


def test_the_conclusion_and_the_opening_speak_of_the_whole_and_an_indicator_does_not() -> None:
    told = {section.title: chapters().states_result(section.id) for section in chapters().sections.values()}
    assert (told["自评结论"], told["投入"]) == (True, False)
    assert chapters().states_result(None)


def test_the_way_up_begins_with_the_section_itself() -> None:
    innermost = next(section for section in chapters().sections.values() if section.title == "投入")
    assert [section.title for section in chapters().path(innermost.id)] == ["投入", "自评情况"]
    assert chapters().path(None) == []
