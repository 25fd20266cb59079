from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.document import Document, Span
from jixiao.mentions import find_mentions
from jixiao.outline.outline import read_outline
from jixiao.patterns import load_rules
from jixiao.pipeline import extract
from jixiao.record import OverallScore, Points
from jixiao.scores.merging import merge_overall
from jixiao.scores.scores import to_scores
from tables_of import document_of


def overall(*lines: str) -> OverallScore:
    rules = load_rules()
    document = Document.of_lines(*lines)
    outline = read_outline(document, rules)
    return to_scores(document, outline, find_mentions(document, outline, rules), rules).overall


@pytest.mark.parametrize(
    ("sentence", "stated"),
    [
        ("通过自评，我部门管理绩效考核得分为71分。", "71"),
        ("经评定，综合评分为97分。", "97"),
        ("自评得分 90 分。", "90"),
        ("部门整体支出绩效评分结果为83.4分。", "83.4"),
        ("4个项目平均得分98.6分。", "98.6"),
        ("我局总体得分：87.6", "87.6"),
        ("自评总分97.6分。", "97.6"),
        ("本次评价总分100分，最终得分93.5分。", "93.5"),
        ("本次自评总分100分，我单位自评得分为93分。", "93"),
        ("本年度部门整体支出绩效自评得份95分。", "95"),
        ("综合得分九十三点五分。", "93.5"),
        ("两项合计，我局自评实得83.7分。", "83.7"),
    ],
)
def test_the_opening_states_the_total_in_many_words(sentence: str, stated: str) -> None:
    assert overall("某局2022年度部门整体绩效自评报告", sentence).stated == Decimal(stated)


def test_a_line_below_its_heading_may_be_the_total_alone() -> None:
    found = overall("一、自评结论", "（一）自评得分", "96.57分，自评等级：优。")
    assert (found.stated, found.grade) == (Decimal("96.57"), "优")


def test_what_bonuses_and_deductions_lead_to_is_the_total() -> None:
    found = overall("自评分值96分，减分项扣1分，加分项加2分，最终得分97分。")
    assert [(point.role, str(point.value)) for point in found.points] == [("score", "97")]


def test_a_total_of_the_department_goes_before_the_mean_of_its_projects() -> None:
    assert overall("12个项目平均得分94.2分；部门整体自评得分95.1分。").stated == Decimal("95.1")


def test_a_form_tells_the_grade_in_the_cell_behind_its_label() -> None:
    assert form("总分 | 97.57\n自评等级 | 优").grade == "优"
    assert form("项目 | 甲 | 乙\n自评等级 | 优 | 良").grade is None


def form(table: str) -> OverallScore:
    """The overall score of a report that is one table."""
    rules = load_rules()
    document = document_of(table)
    outline = read_outline(document, rules)
    return to_scores(document, outline, find_mentions(document, outline, rules), rules).overall


def test_a_heading_states_the_total() -> None:
    assert overall("一、自评结论", "（一）自评得分99分", "（二）自评等级：优").stated == Decimal(99)


def test_a_report_on_one_project_has_its_score() -> None:
    found = overall("一、评价结论", "经逐项自评，该项目综合得分95.69分，评价等级为“优”。")
    assert (found.stated, found.grade) == (Decimal("95.69"), "优")


def test_projects_with_scores_of_their_own_have_no_common_total() -> None:
    found = overall("（一）校舍维修项目", "该项目自评得分98分。", "（二）设备购置项目", "该项目自评得分96分。")
    assert found.stated is None


def test_the_score_of_a_subordinate_unit_is_no_second_total() -> None:
    lines = [
        "某市市场监管局2022年度部门整体绩效自评报告",
        "一、自评结论",
        "我局自评得分96分。",
        "市质检中心自评得分94分。",
    ]
    assert [str(point.value) for point in overall(*lines).points] == ["96"]


def test_a_report_attached_behind_the_first_has_its_own_total() -> None:
    report = ["某县水务局2022年度部门整体绩效自评报告", "一、自评结论", "自评得分96分。"]
    attached = ["2022年度水库维修项目支出绩效自评报告", "一、自评结论", "综合得分93分，等级为优。"]
    found = overall(*report, *attached)
    assert (found.stated, [str(point.value) for point in found.points]) == (Decimal(96), ["96"])


def test_several_reports_without_a_common_total_have_none() -> None:
    lines = ["一、自评工作", "共自评2个项目。"]
    first = ["2022年度水库维修项目支出绩效自评报告", "一、自评结论", "综合得分93分。"]
    second = ["2022年度渠道清淤项目支出绩效自评报告", "一、自评结论", "综合得分95分。"]
    assert overall(*lines, *first, *second).stated is None


def test_the_first_statement_stands() -> None:
    found = overall("我局综合得分93.5分。", "一、自评结论", "我局综合得分95.3分。")
    assert found.stated == Decimal("93.5")
    assert [str(point.value) for point in found.points] == ["93.5", "95.3"]


def test_the_score_of_an_earlier_year_is_not_the_total() -> None:
    assert overall("2021年度我局自评得分88分，2022年度我局自评得分90分。").stated == Decimal(90)


@pytest.mark.parametrize(
    ("sentence", "full_marks", "converted"),
    [
        ("考核得分为71分，换算得分为92.81分。", None, "92.81"),
        ("满分100分，自评得分95分。", "100", None),
        ("自评得分95分（满分100分）。", "100", None),
        ("适用满分85分，自评得分80.75分，折算为百分制得分为95分。", "85", "95"),
        ("我局自评实得83.7分，按90分参评分值换算成百分制为93分。", "90", "93"),
        ("自评得分93分，按10分折算，计9.3分。", None, "9.3"),
    ],
)
def test_full_marks_and_conversion_only_where_stated(
    sentence: str, full_marks: str | None, converted: str | None
) -> None:
    found = overall(sentence)
    assert found.full_marks == (Decimal(full_marks) if full_marks else None)
    assert found.converted == (Decimal(converted) if converted else None)


@pytest.mark.parametrize(
    ("sentence", "grade"),
    [
        ("自评得分95分，自评等级为“优”。", "优"),
        ("自评得分95分，自评结果为“优秀”。", "优秀"),
        ("自评得分86分，评价等级为良。", "良"),
        ("自评得分95分（优）。", "优"),
        ("自评得分86分，属良好等次。", "良好"),
        ("自评得分95分，评定等级为“优”。", "优"),
        ("自评得分95分。90分以上为优，80-90分为良。", None),
        ("自评得分95分。其中结果为“优”的9个，结果为“良”的3个。", None),
    ],
)
def test_the_grade_as_printed(sentence: str, grade: str | None) -> None:
    assert overall("一、自评结论", sentence).grade == grade


def test_a_report_without_scores_has_none() -> None:
    assert overall("一、部门概况", "内设12个股室。") == OverallScore()


def test_a_table_fills_what_prose_does_not_state() -> None:
    row = Points(role="full_marks", value=Decimal(100), text="100", span=Span("c1", 0, 3))
    total = Points(role="score", value=Decimal(95), text="95", span=Span("c2", 0, 2))
    merged = merge_overall(overall("我局综合得分93.5分。"), (row, total))
    assert (merged.stated, merged.full_marks, len(merged.points)) == (Decimal("93.5"), Decimal(100), 3)
    assert merge_overall(OverallScore(), (row, total)).stated == Decimal(95)


@pytest.mark.parametrize(
    ("title", "text", "stated"),
    [
        ("某县交警大队2022年度项目支出绩效自评报告", "该项目自评得分88分。全年执行率80%，得8分（满分10分）；产出指标满分90分，得80分。", "88"),
        ("某县供销社2022年度部门整体支出绩效自评报告", "我社自评89分，共失分11分。", "89"),
        ("某县档案馆2022年度部门整体支出绩效自评报告", "我馆绩效自评，百分制得分为91.5分，其中：投入得40分；产出得51.5分。", "91.5"),
        ("某县工商联2022年度部门整体支出绩效自评报告", "实际参评满分90分，实得85.5分，换算为百分制95分。", "85.5"),
    ],
)  # fmt: skip
def test_the_total_is_told_in_many_words(title: str, text: str, stated: str) -> None:
    assert str(extract(Document.of_lines(title, "一、自评得分", text)).score.stated) == stated
