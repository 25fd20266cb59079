"""The figures of a text with what the checks say of each."""

from __future__ import annotations

from jixiao import Document, extract
from jixiao.marks import failures_of, marks_of


def test_every_figure_has_one_mark_with_its_verdict_its_ids_and_its_failures() -> None:
    lines = (
        "某县教育局2023年度决算说明",
        "支出合计810.2万元（教育支出400.5万元，卫生健康支出300.2万元，住房保障支出100.5万元）。",
    )
    record = extract(Document.of_lines(*lines))
    failures = failures_of(record)
    marks = marks_of(record, failures)["p2"]
    texts = [lines[1][mark.start : mark.end] for mark in marks]
    assert texts == ["810.2万元", "400.5万元", "300.2万元", "100.5万元"]
    assert marks[0].verdict == "wrong"
    assert marks[0].failures == (1,)
    ids = {fact.id for fact in record.facts}
    assert all(set(mark.figures) <= ids for mark in marks)


def test_several_facts_on_one_place_share_its_mark() -> None:
    record = extract(Document.of_lines("某县教育局2023年度决算说明", "会议费、培训费均为0元。"))
    marks = marks_of(record, ())["p2"]
    assert [len(mark.figures) for mark in marks] == [2]


def test_errors_come_before_differences_in_the_last_digit() -> None:
    record = extract(
        Document.of_lines(
            "某县教育局2023年度决算说明",
            "支出合计801.21万元（教育支出400.52万元，卫生健康支出300.22万元，住房保障支出100.48万元）。",
            "收入合计810.2万元（财政拨款400.5万元，事业收入300.2万元，其他收入100.5万元）。",
        )
    )
    severities = [failure.severity for failure in failures_of(record)]
    assert severities == sorted(severities, key=lambda one: one != "error")
    assert "error" in severities
