from __future__ import annotations

from jixiao.document import Document
from jixiao.pipeline import extract
from jixiao.record import Record, Relation


def record_of(*lines: str) -> Record:
    return extract(Document.of_lines("某县水务局2022年度部门整体绩效自评报告", *lines))


def sums(record: Record) -> dict[str, Relation]:
    titles = {item.id: item.title for item in record.scores} | {"score": "总分"}
    return {titles[each.whole or ""]: each for each in record.relations if each.kind == "score_sum"}


def test_a_total_and_the_list_behind_it_are_a_relation() -> None:
    record = record_of("一、自评结论", "自评得分95分，其中：投入（20分）得19分，产出（80分）得76分。")
    relation = sums(record)["总分"]
    assert relation.parts == tuple(item.id for item in record.scores)
    assert (relation.exhaustive, relation.evidence) == (True, "95分")


def test_items_without_full_marks_do_not_claim_to_be_all() -> None:
    record = record_of("一、自评结论", "自评得分95分，其中：投入19分，产出76分。")
    assert sums(record)["总分"].exhaustive is False


def test_a_section_and_its_sub_sections_are_a_relation_that_its_check_names() -> None:
    record = record_of(
        "（一）过程（30分，得分27分）",
        "1.业务管理（15分，得分14分）",
        "合规。",
        "2.财务管理（15分，得分13分）",
        "合规。",
    )
    relation = sums(record)["过程"]
    assert [check.relation for check in record.checks if check.rule == "score_subtotal"] == [relation.id]


def test_a_report_without_a_total_has_no_sum_of_it() -> None:
    assert sums(record_of("（一）预算编制，得分12分", "（二）预算执行，得分20分")) == {}
