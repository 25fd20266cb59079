"""Rows of scoring tables, project forms and tables of projects as score items; totals and criteria are none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tables_of import facts_of, scores_of, tables_of

SCORING = """
一级指标 | 二级指标 | 三级指标 | 分值 | 评分标准 | 得分 | 扣分原因
预算管理 | 编制质量 | 目标制定 | 6 | 每有一处不符合扣0.5分 | 5.5 | 一处不够量化
^ | ^ | 编制准确 | 6 | 追加占比不超过10%得满分 | 5 |
^ | 预算执行 | 执行进度 | 8 | 分别达到40%、67.5% | 6 |
合计 | < | < | 20 |  | 16.5 |
"""


def test_a_row_is_an_item_titled_by_its_innermost_indicator() -> None:
    assert scores_of(SCORING) == [("目标制定", "5.5", "6", ""), ("编制准确", "5", "6", ""), ("执行进度", "6", "8", "")]


def test_the_row_of_the_total_is_no_item_but_what_the_table_states() -> None:
    total = tables_of(SCORING).scores.total
    assert total is not None
    assert (total.word, [(each.role, each.value) for each in total.points]) == (
        "合计", [("full_marks", Decimal(20)), ("score", Decimal("16.5"))],
    )  # fmt: skip


def test_where_the_third_level_is_empty_the_second_is_the_title() -> None:
    text = "一级指标 | 二级指标 | 三级指标 | 分值 | 得分\n投入 | 目标设定 |  | 8 | 7\n过程 | 预算执行 | 执行率 | 9 | 9"
    assert [title for title, *_ in scores_of(text)] == ["目标设定", "执行率"]


@pytest.mark.parametrize("head", ["得分", "自评得分", "实得分", "评分", "自评分", "考核得分", "单项指标得分"])
def test_the_awarded_points_have_many_names(head: str) -> None:
    assert scores_of(f"考核内容 | 权重 | {head}\n预算编制 | 15 | 14") == [("预算编制", "14", "15", "")]


@pytest.mark.parametrize("head", ["分值", "满分", "标准分", "应得分", "参评分值", "指标分值", "权重"])
def test_the_points_that_can_be_had_too(head: str) -> None:
    assert scores_of(f"考核内容 | {head} | 得分\n预算编制 | 15 | 14") == [("预算编制", "14", "15", "")]


def test_each_level_may_have_its_own_full_marks() -> None:
    text = """
一级指标 | 分值 | 二级指标 | 分值 | 三级指标 | 分值 | 得分
投入 | 15 | 目标设定 | 8 | 目标合理 | 4 | 4
^ | ^ | ^ | ^ | 指标明确 | 4 | 3
"""
    assert scores_of(text) == [("目标合理", "4", "4", ""), ("指标明确", "3", "4", "")]


def test_points_taken_off_are_positive_and_a_printed_zero_counts() -> None:
    text = "序号 | 考核内容 | 分值 | 扣分 | 扣分原因\n1 | 目标管理 | 15 | -1 | 不够量化\n2 | 预算管理 | 35 | 0 | "
    assert scores_of(text) == [("目标管理", "", "15", "1"), ("预算管理", "", "35", "0")]


@pytest.mark.parametrize("below", ["", "^"], ids=["blank", "merged"])
def test_rows_that_share_a_name_are_told_apart_by_their_criteria(below: str) -> None:
    text = f"""
评价内容 | 评价标准 | 分值 | 得分
预算编制（10分） | 目标设定合理，依据充分得5分 | 5 | 5
{below} | 指标明确，每有一项未量化扣1分 | 5 | 4
预算执行 | 执行率 | 10 | 9.6
合计 |  | 20 | 18.6
"""
    assert scores_of(text) == [
        ("目标设定合理", "5", "5", ""),
        ("指标明确", "4", "5", ""),
        ("预算执行", "9.6", "10", ""),
    ]


def test_a_row_without_name_and_criterion_is_no_item() -> None:
    text = "评价内容 | 评价标准 | 分值 | 得分\n预算编制 | 目标合理 | 5 | 5\n |  | 5 | 5"
    assert scores_of(text) == [("预算编制", "5", "5", "")]


def test_a_blank_score_is_none() -> None:
    assert scores_of("指标 | 分值 | 得分\n资产管理 | 10 | —\n债务管理 |  | ") == [("资产管理", "", "10", "")]


def test_what_does_not_apply_says_so() -> None:
    (item,) = tables_of("指标 | 分值 | 得分\n债务管理 | 5 | 不涉及").scores.items
    assert (item.applicable, item.score) == (False, None)


def test_a_bonus_counts_only_where_it_was_given() -> None:
    text = "指标 | 分值 | 得分\n预算编制 | 15 | 14\n加分项 | 5 | 1.5\n附加分 | 3 | "
    assert [(item.title, item.bonus) for item in tables_of(text).scores.items] == [
        ("预算编制", False),
        ("加分项", True),
    ]


def test_a_subtotal_gives_its_points_to_the_item_of_its_group() -> None:
    text = """
一级指标 | 二级指标 | 分值 | 得分
预算管理 | 预算编制 | 10 | 9
^ | 预算执行 | 20 | 18.5
^ | 小计 | 30 | 27.5
绩效管理 | 目标管理 | 70 | 70
合计 | < | 100 | 97.5
"""
    items = tables_of(text).scores.items
    group = next(item for item in items if item.title == "预算管理")
    assert (group.score, group.full_marks) == (Decimal("27.5"), Decimal(30))
    assert [item.title for item in items if item.parent == group.id] == ["预算编制", "预算执行"]
    assert [item.title for item in items if item.parent is None] == ["预算管理", "目标管理"]


def test_a_subtotal_over_plain_rows_is_their_parent() -> None:
    text = "序号 | 指标 | 分值 | 得分\n1 | 预算编制 | 15 | 14\n2 | 预算执行 | 25 | 22\n3 | 基础得分小计 | 40 | 36"
    items = {item.title: item for item in tables_of(text).scores.items}
    assert items["预算编制"].parent == items["基础得分"].id


def test_rows_numbered_below_a_row_are_its_parts() -> None:
    text = "考核内容 | 分值 | 得分\n一、投入 | 15 | 14\n1.目标设定 | 8 | 8\n2.预算配置 | 7 | 6\n二、过程 | 30 | 28"
    items = {item.title: item for item in tables_of(text).scores.items}
    assert {title: item.parent for title, item in items.items()} == {
        "投入": None, "目标设定": items["投入"].id, "预算配置": items["投入"].id, "过程": None,
    }  # fmt: skip


def test_full_marks_may_stand_behind_the_name() -> None:
    assert scores_of("指标 | 自评得分\n部门决策（25分） | 24\n部门管理(30) | 28") == [
        ("部门决策", "24", "25", ""), ("部门管理", "28", "30", ""),
    ]  # fmt: skip


def test_the_full_marks_of_a_group_are_no_item() -> None:
    tables = tables_of("一级指标 | 三级指标 | 分值 | 得分\n产出指标（50分） | 维修间数 | 50 | 48")
    assert [item.title for item in tables.scores.items] == ["维修间数"]
    assert [(each.text, each.reason) for each in tables.scores.unread] == [("50分", "rule")]


def test_the_points_of_budget_execution_belong_to_the_row_of_the_funds() -> None:
    text = """
资金来源 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
年度资金总额 | 65 | 62.4 | 10 | 96% | 9.6
其中：财政拨款 | 60 | 60 | — | 100% | —
"""
    assert scores_of(text) == [("年度资金总额", "9.6", "10", "")]


PROJECTS = "项目名称 | 实际支出（万元） | 自评得分\n校舍维修 | 118.50 | 97\n食堂更新 | 42.75 | 96\n合计 | 161.25 | -"
ACROSS = "项目名称 | 校舍维修 | 食堂更新 | 合计\n实际支出（万元） | 118.50 | 42.75 | 161.25\n自评得分 | 97 | 96 | -"


@pytest.mark.parametrize("text", [PROJECTS, ACROSS])
def test_projects_are_items_also_where_they_are_columns(text: str) -> None:
    assert scores_of(text) == [("校舍维修", "97", "", ""), ("食堂更新", "96", "", "")]


def test_the_score_of_a_review_is_not_the_reporting_unit_s_own() -> None:
    assert scores_of("指标 | 分值 | 自评得分 | 财政复核得分\n预算编制 | 15 | 14 | 12") == [("预算编制", "14", "15", "")]


def test_a_form_states_the_total_beside_its_label() -> None:
    total = tables_of("部门名称 | 县水利局 | 自评总分（分） | 97.6").scores.total
    assert total is not None
    assert [(each.role, each.text) for each in total.points] == [("score", "97.6")]


def test_the_total_of_one_project_is_not_the_report_s() -> None:
    indicators = "\n校舍维修指标完成情况表\n三级指标 | 分值 | 得分\n维修间数 | 100 | 97\n总分 | 100 | 97"
    assert tables_of(PROJECTS + indicators).scores.total is None
    assert tables_of(indicators).scores.total is not None


def test_two_tables_that_differ_state_no_total_together() -> None:
    table = "指标 | 分值 | 得分\n预算编制 | 100 | {0}\n总分 | 100 | {0}\n"
    scores = tables_of(table.format(90) + "另一项目如下：\n" + table.format(95)).scores
    assert scores.total is None
    assert len(scores.totals) == 2


GROUPS_AS_ROWS = """
序号 | 评分项目 | 标准分 | 自评分 | 失分原因
一 | 预算管理 | 10 | 9 |
1 | 预算编制 | 6 | 5.5 | 追加较多
2 | 信息公开 | 4 | 3.5 |
二 | 运行保障 | 5 | 5 |
3 | 人员经费保障 | 5 | 5 |
总 分 | < | 15 | 14 |
"""


def test_words_under_a_head_of_points_are_names() -> None:
    assert [title for title, *_ in scores_of(GROUPS_AS_ROWS)] == [
        "预算管理", "预算编制", "信息公开", "运行保障", "人员经费保障",
    ]  # fmt: skip


def test_what_is_aimed_at_behind_a_name_is_no_part_of_it() -> None:
    text = """
指标类别 | 指标及目标值 | 实际完成情况 | 权重（分） | 得分（分）
数量指标 | 修复城墙面积≥420平方米 | 428.6平方米 | 12 | 12
^ | 安装监控20套 | 24套 | 6 | 6
成本指标 | 单位修复成本≤1.50万元/平方米 | 1.41万元/平方米 | 4 | 4
时效指标 | 9月底前完工 | 11月18日完工 | 5 | 3
"""
    assert [title for title, *_ in scores_of(text)] == ["修复城墙面积", "安装监控", "单位修复成本", "9月底前完工"]


def test_a_bracket_inside_a_name_stays() -> None:
    assert scores_of("指标 | 分值 | 得分\n乡镇（街道）服务站覆盖率（%） | 7 | 6") == [
        ("乡镇(街道)服务站覆盖率", "6", "7", "")
    ]


def _form(project: str, first: str, total: str) -> str:
    return f"""
项目名称 | {project} | < | <
联系电话 | 13870500001 | < | <
三级指标 | 分值 | 实际完成值 | 得分
新建网点数 | 60 | 38个 | {first}
村民满意度 | 40 | 92% | 40
总分 | 100 | < | {total}
"""


def test_each_of_several_forms_is_a_project_with_its_total_over_its_indicators() -> None:
    both = f"附件1\n{_form('网点建设', '57', '97')}\n附件2\n{_form('冷库改造', '50', '90')}"
    found = tables_of(both).scores
    by_id = {item.id: item.title for item in found.items}
    assert found.total is None
    assert [(item.title, item.score, item.full_marks, by_id.get(item.parent or "")) for item in found.items] == [
        ("网点建设", 97, 100, None), ("新建网点数", 57, 60, "网点建设"), ("村民满意度", 40, 40, "网点建设"),
        ("冷库改造", 90, 100, None), ("新建网点数", 50, 60, "冷库改造"), ("村民满意度", 40, 40, "冷库改造"),
    ]  # fmt: skip


def test_the_total_of_one_form_is_the_total_of_the_report() -> None:
    found = tables_of(_form("网点建设", "57", "97")).scores
    assert found.total is not None
    assert [item.title for item in found.items] == ["新建网点数", "村民满意度"]


EACH_LEVEL_SCORED = """
一级指标 | 分值 | 得分 | 二级指标 | 分值 | 得分 | 得分率（%） | 三级指标 | 扣分原因
A 决策 | 20 | 17 | A1 目标管理 | 8 | 7 | 87.50 | A11目标合理性（4分）；A12指标明确性（4分） | 未分解
^ | ^ | ^ | A2 预算编制 | 12 | 10 | 83.33 | A21科学性（12分） |
B 管理 | 10 | 9 | B1 预算执行 | 10 | 9 | 90.00 | B11执行率（10分） | 进度慢
总计 | 30 | 26 | | 30 | 26 | 86.67 | |
"""


def test_points_beside_each_level_of_indicators_are_of_that_level() -> None:
    assert scores_of(EACH_LEVEL_SCORED) == [
        ("决策", "17", "20", ""),
        ("管理", "9", "10", ""),
        ("目标管理", "7", "8", ""),
        ("预算编制", "10", "12", ""),
        ("预算执行", "9", "10", ""),
    ]
    items = tables_of(EACH_LEVEL_SCORED).scores.items
    titles = {item.id: item.title for item in items}
    assert [titles.get(item.parent or "") for item in items] == [None, None, "决策", "决策", "管理"]


def test_a_rate_between_two_levels_is_of_the_one_at_its_left() -> None:
    labels = [label for label, *_ in facts_of(EACH_LEVEL_SCORED)]
    assert labels == ["目标管理得分率", "预算编制得分率", "预算执行得分率", "总计得分率"]


def test_weights_in_percent_are_the_points_that_can_be_had() -> None:
    text = """
一级指标 | 权重（%） | 一级得分 | 二级指标 | 权重（%） | 目标值 | 完成值 | 二级得分
投入 | 40 | 36 | 预算调整率 | 15 | ≤5% | 9.07% | 12
^ | ^ | ^ | 预算执行率 | 25 | ≥98% | 96.29% | 24
"""
    assert scores_of(text) == [("投入", "36", "40", ""), ("预算调整率", "12", "15", ""), ("预算执行率", "24", "25", "")]


def test_weights_in_percent_are_no_full_marks_where_a_score_exceeds_them() -> None:
    assert scores_of("考核内容 | 权重（%） | 得分\n预算编制 | 30 | 95\n预算执行 | 70 | 65") == [
        ("预算编制", "95", "", ""), ("预算执行", "65", "", ""),
    ]  # fmt: skip


def test_a_group_of_one_criterion_is_called_by_it_as_those_of_several_are() -> None:
    text = """
考评内容 | 考评要点 | 标准分 | 自评扣分 | 自评得分
预算编制（15分） | 编制及时完整 | 8 | 0 | 8
^ | 绩效目标编报 | 7 | 1.5 | 5.5
资产管理（20分） | 资产账实相符 | 20 | 0 | 20
"""
    assert [title for title, *_ in scores_of(text)] == ["编制及时完整", "绩效目标编报", "资产账实相符"]


def test_a_total_across_is_awarded_where_no_other_column_is() -> None:
    text = "单位 | 总分 | 评价等级\n区图书馆 | 94.5 | 优\n区文化馆 | 90.5 | 优"
    assert [each[:3] for each in scores_of(text)] == [("区图书馆", "94.5", ""), ("区文化馆", "90.5", "")]
    text = "指标 | 总分 | 得分\n预算编制 | 20 | 18"
    assert scores_of(text) == [("预算编制", "18", "20", "")]


def test_what_is_asked_beside_an_indicator_of_its_own_in_each_row_is_no_title() -> None:
    text = """
序号 | 评价指标 | 评价内容 | 权重 | 自评得分
1 | 预算调整率 | 调整幅度是否合理 | 10 | 8
2 | 管理制度健全性 | 制度是否健全 | 20 | 19
"""
    assert [title for title, *_ in scores_of(text)] == ["预算调整率", "管理制度健全性"]


def test_the_most_that_may_be_taken_off_is_no_full_marks() -> None:
    text = "考评指标 | 分值 | 自评分\n预算执行 | 15 | 13.5\n扣分项 | -5 | 0"
    assert scores_of(text)[1:] == [("扣分项", "", "", "0")]
