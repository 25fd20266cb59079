from __future__ import annotations

from decimal import Decimal

from jixiao import Document, extract
from jixiao.checks.coverage import Coverage, coverage, verdicts
from jixiao.record import Record

LIST = "支出合计{}万元（教育支出400.5万元，卫生健康支出300.2万元，住房保障支出100.5万元{}）。"


def record_of(*sentences: str) -> Record:
    return extract(Document.of_lines("某县教育局2023年度部门决算说明", "一、收入支出情况", *sentences))


def said_of(record: Record) -> dict[str, str]:
    said = verdicts(record)
    return {fact.text: said.get(fact.id, "unchecked") for fact in record.facts}


def test_figures_that_add_up_are_right_and_one_that_nothing_speaks_of_is_not_checked() -> None:
    said = said_of(record_of(LIST.format("801.2", ""), "另有存货12.7万元。"))
    assert set(said.values()) == {"right", "unchecked"}
    assert [text for text, verdict in said.items() if verdict == "unchecked"] == ["12.7万元"]


def test_of_a_sum_that_fails_the_figures_are_wrong_that_no_other_check_bears_out() -> None:
    record = record_of(LIST.format("810.2", "，占支出合计的12.4%"))
    said = said_of(record)
    assert said["810.2万元"] == "wrong"
    assert said["400.5万元"] == "wrong"
    assert said["100.5万元"] == "right"


def test_amounts_and_ratios_count_towards_what_is_covered() -> None:
    record = record_of(LIST.format("801.2", ""), "另有存货12.7万元，车辆3辆。")
    assert coverage(record) == Coverage(4, 5)
    assert coverage(record).percent == Decimal("80.0")


def test_a_report_without_figures_covers_none() -> None:
    assert coverage(record_of("情况良好。")).percent == 0
