from __future__ import annotations

from jixiao.document import Block, Cell, Document, Source, Table
from jixiao.patterns import load_rules
from jixiao.pipeline import extract
from jixiao.record import Check


def rates(*lines: str) -> list[Check]:
    record = extract(Document.of_lines("某市2022年度养老服务项目绩效评价报告", "一、评价结论", *lines), load_rules())
    return [check for check in record.checks if check.id.endswith(":points")]


def test_the_rate_of_a_score_is_the_score_over_its_full_marks() -> None:
    (found,) = rates("产出指标满分30分，得26.4分，得分率88%。")
    assert (found.status, found.rule) == ("pass", "ratio_definition")


def test_a_rate_with_two_digits_swapped_fails_and_says_so() -> None:
    (found,) = rates("产出指标满分30分，得26.4分，得分率88%；效益指标满分25分，得21.6分，得分率84.6%。")[1:]
    assert (found.status, str(found.stated), str(found.computed)) == ("fail", "84.6", "86.40")
    assert found.hint == "84.6%疑为86.4%之误，两位数字颠倒"


def test_a_rate_of_a_score_without_full_marks_is_left_alone() -> None:
    assert rates("产出指标得26.4分，得分率88%。") == []


def test_a_rate_in_another_sentence_is_left_alone() -> None:
    assert rates("产出指标满分30分，得26.4分。总体得分率95%。") == []


def of_table(*rows: str) -> list[Check]:
    cells = [
        Block(f"t1.r{r}.c{c}", "cell", text.strip(), table="t1", row=r, column=c)
        for r, row in enumerate(rows)
        for c, text in enumerate(row.split("|"))
    ]
    table = Table("t1", len(rows), rows[0].count("|") + 1, tuple(Cell(b.id, b.row or 0, b.column or 0) for b in cells))
    title = Block("p1", "paragraph", "某市2022年度部门整体绩效自评报告")
    record = extract(Document(Source("表格", "", "text/plain", 0, "lines"), (title, *cells), (table,)), load_rules())
    return [check for check in record.checks if check.id.endswith(":points")]


def test_a_rate_in_a_scoring_table_is_held_to_the_points_of_its_row() -> None:
    found = of_table(
        "一级指标 | 分值 | 得分 | 得分率",
        "预算编制 | 20 | 18.5 | 92.50%",
        "预算执行 | 30 | 25.8 | 68.00%",
        "履职效果 | 50 | 49 | 98.00%",
    )
    assert [(check.status, str(check.stated)) for check in found] == [
        ("pass", "92.50"),
        ("fail", "68.00"),
        ("pass", "98.00"),
    ]
    assert found[1].hint == "68%疑为86%之误，两位数字颠倒"
