from __future__ import annotations

from jixiao.pipeline import extract
from jixiao.record import Record
from tables_of import document_of

TABLE = """
一级指标 | 二级指标 | 分值 | 得分
投入（15分） | 目标设定 | 10 | 9.5
^ | 预算配置 | 5 | 5
产出（85分） | 完成数量 | 85 | 80
合计 | < | 100 | 94.5
"""


def record_of(*lines: str, table: str = TABLE) -> Record:
    return extract(document_of("\n".join((*lines, table.strip()))))


def parents(record: Record) -> dict[str, str | None]:
    titles = {item.id: item.title for item in record.scores}
    return {item.title: titles.get(item.parent or "") for item in record.scores}


def test_groups_that_prose_scores_have_the_marks_and_the_rows_of_the_table() -> None:
    record = record_of("一、自评结论", "自评得分94.5分，其中投入14.5分、产出80分。")
    groups = [(i.title, str(i.score), str(i.full_marks)) for i in record.scores if i.source == "prose"]
    assert groups == [("投入", "14.5", "15"), ("产出", "80", "85")]
    assert parents(record) == {"投入": None, "产出": None, "目标设定": "投入", "预算配置": "投入", "完成数量": "产出"}


def test_rows_stay_by_themselves_where_prose_scores_only_some_groups() -> None:
    assert parents(record_of("一、自评结论", "投入得14.5分，自评得分94.5分。"))["完成数量"] is None


def test_a_group_whose_rows_do_not_add_up_is_one_slip() -> None:
    record = record_of(
        "一、自评结论", "自评得分93.5分，其中投入13.5分、产出80分。", table=TABLE.replace("94.5", "93.5")
    )
    (slip,) = [c for c in record.checks if c.rule == "score_subtotal" and c.status == "fail"]
    assert (str(slip.stated), str(slip.computed)) == ("13.5", "14.5")


def test_every_digit_of_the_marks_of_a_group_is_accounted_for_once() -> None:
    record = record_of("一、自评结论", "自评得分94.5分，其中投入14.5分、产出80分。")
    assert [each.text for each in record.unread] == []


def test_a_sentence_in_a_cell_states_the_total_where_nothing_else_does() -> None:
    rows = "自评结论 | 我局部门整体支出绩效自评得分97.5分，等级为“优”。\n目标设定 | 指标清晰，得9.5分"
    score = extract(document_of(rows)).score
    assert (str(score.stated), score.grade) == ("97.5", "优")


def test_cells_with_several_totals_are_of_several_projects() -> None:
    rows = "甲项目 | 综合得分97.5分。\n乙项目 | 综合得分95分。"
    assert extract(document_of(rows)).score.stated is None
