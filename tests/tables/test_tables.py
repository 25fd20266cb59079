"""What a table's cells are: heads, names, figures, points, prose; merged, turned, repeated and side by side."""

from __future__ import annotations

import pytest

from jixiao.tables.tables import TableReading
from tables_of import tables_of

FORM = """
项目支出绩效自评表 | < | < | < | < | < | < | < | <
项目名称 | < | 校舍维修改造 | < | < | < | < | < | <
主管部门 | < | 县教育局 | < | < | 实施单位 | < | 县第一中学 | <
项目资金（万元） |  |  | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
^ | 年度资金总额 | < | 60.00 | 65.00 | 62.40 | 10 | 96% | 9.6
^ | 其中：当年财政拨款 | < | 60.00 | 60.00 | 57.40 | — | 95.67% | —
^ | 上年结转资金 | < | 0 | 5.00 | 5.00 | — | 100% | —
年度总体目标 | 预期目标 | < | < | < | 实际完成情况 | < | < | <
^ | 维修校舍12间，惠及学生800人。 | < | < | < | 维修校舍12间，惠及学生812人。 | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因
^ | 产出指标（50分） | 数量指标 | 维修校舍间数 | ≥12间 | 12间 | 50 | 50 |
^ | 效益指标（40分） | 社会效益指标 | 受益学生人数 | ≥800人 | 780人 | 40 | 38 | 2个班级转出
总分 | < | < | < | < | < | 100 | 97.6 |
"""


def roles(reading: TableReading, text: str) -> dict[str, str]:
    """The role of every cell by its text."""
    document = tables_of(text).document
    return {document.block(cell.block).text: cell.role for cell in reading.cells}


def only(text: str) -> TableReading:
    (reading,) = tables_of(text).readings
    return reading


def test_a_form_holds_several_heads_in_one_grid() -> None:
    found = roles(only(FORM), FORM)
    assert [found[text] for text in ("年初预算数", "一级指标", "预期目标")] == ["header"] * 3
    assert [found[text] for text in ("62.40", "9.6", "≥12间", "12间", "97.6")] == [
        "figure", "score", "target", "actual", "score",
    ]  # fmt: skip


def test_aims_in_words_are_targets_and_what_became_of_them_is_prose() -> None:
    found = roles(only(FORM), FORM)
    assert found["维修校舍12间，惠及学生800人。"] == "target"
    assert found["维修校舍12间，惠及学生812人。"] == "text"
    assert found["2个班级转出"] == "text"


def test_a_form_names_its_project() -> None:
    assert only(FORM).subject == "校舍维修改造"


def test_paths_lead_from_the_outside_in() -> None:
    text = """
序号 | 项目名称 | 预算安排（万元） | < | 执行率
^ | ^ | 年初预算数 | 全年预算数 | ^
1 | 渠道整治 | 10.00 | 12.00 | 95%
"""
    reading = only(text)
    cells = {cell.block: cell for cell in reading.cells}
    assert cells["t1.r2.c3"].column_path == ("预算安排(万元)", "全年预算数")
    assert cells["t1.r2.c3"].row_path == ("渠道整治",)
    assert (reading.header_rows, reading.header_columns) == (2, 1)


def test_an_outer_head_reaches_over_the_empty_cells_beside_it() -> None:
    text = """
序号 | 项目名称 | 预算安排（万元） |  | 执行率
 |  | 年初预算数 | 全年预算数 |
1 | 渠道整治 | 10.00 | 12.00 | 95%
"""
    cells = {cell.block: cell for cell in only(text).cells}
    assert cells["t1.r2.c3"].column_path == ("预算安排(万元)", "全年预算数")


def test_merged_names_are_carried_down() -> None:
    text = """
一级指标 | 二级指标 | 三级指标 | 分值 | 得分
产出 | 数量 | 培训场次 | 10 | 10
^ | ^ | 培训人次 | 10 | 9
^ | 质量 | 合格比例 | 10 | 8
"""
    assert [tuple(name.squashed for name in line.names) for line in only(text).lines] == [
        ("产出", "数量", "培训场次"), ("产出", "数量", "培训人次"), ("产出", "质量", "合格比例"),
    ]  # fmt: skip


def test_things_across_and_figures_down_are_turned() -> None:
    text = """
项目 | 校舍维修 | 食堂更新
年初预算数 | 120.00 | 45.00
执行率 | 98.75% | 95%
"""
    reading = only(text)
    assert reading.turned
    assert [line.names[-1].squashed for line in reading.lines] == ["校舍维修", "食堂更新"]


def test_names_of_rates_in_the_first_column_do_not_turn_a_table() -> None:
    text = """
评价指标 | 标准 | 分值 | 得分
预算完成率 | 达到95% | 10 | 10
预算调整率 | 不高于10% | 10 | 8
资金到位率 | 达到100% | 10 | 10
"""
    assert not only(text).turned


def test_income_and_expenditure_side_by_side_are_two_strips() -> None:
    text = """
收入 | < | 支出 | <
项目 | 决算数 | 项目 | 决算数
财政拨款收入 | 10 | 基本支出 | 8
其他收入 | 1 | 项目支出 | 3
合计 | 11 | 合计 | 11
"""
    assert [(line.strip, line.names[-1].squashed) for line in only(text).lines] == [
        (0, "财政拨款收入"), (0, "其他收入"), (0, "合计"), (1, "基本支出"), (1, "项目支出"), (1, "合计"),
    ]  # fmt: skip


def test_a_head_repeated_in_the_middle_is_no_line() -> None:
    text = """
项目名称 | 预算数 | 支出数
甲工程 | 10 | 9
项目名称 | 预算数 | 支出数
乙工程 | 20 | 19
"""
    reading = only(text)
    assert [line.names[-1].squashed for line in reading.lines] == ["甲工程", "乙工程"]
    assert len(reading.fields) == 3


@pytest.mark.parametrize("head", ["项目名称 | 预算数 | 支出数\n", ""])
def test_a_continued_table_is_read_with_the_one_before(head: str) -> None:
    text = f"""
项目名称 | 预算数 | 支出数
甲工程 | 10 | 9
续表
{head}乙工程 | 20 | 19
合计 | 30 | 28
"""
    reading = only(text)
    assert reading.tables == ("t1", "t2")
    assert [line.kind for line in reading.lines] == ["item", "item", "total"]


def test_another_head_begins_another_table() -> None:
    text = """
人员情况 | 编制数 | 实有人数
机关 | 20 | 19
单位：万元
经费情况 | 预算数 | 决算数
三公经费 | 10 | 9
"""
    assert [reading.tables for reading in tables_of(text).readings] == [("t1",), ("t2",)]


@pytest.mark.parametrize(
    ("above", "unit"),
    [
        ("金额单位：元", "元"),
        ("附表：资金执行情况（单位：万元）", "万元"),
        ("公开02表　　单位: 万元", "万元"),
        ("资金执行情况如下。", None),
    ],
)
def test_the_unit_stands_above_the_table(above: str, unit: str | None) -> None:
    assert only(f"{above}\n项目 | 预算数\n甲 | 10.00").unit == unit


def test_the_unit_and_title_may_be_rows_of_the_table() -> None:
    reading = only("2023年度项目资金情况表 | <\n单位：元 | <\n项目 | 预算数\n甲 | 10,000.00")
    assert (reading.caption, reading.unit, reading.header_rows) == ("2023年度项目资金情况表", "元", 1)


def test_the_sentence_above_is_no_caption() -> None:
    assert only("预算执行具体情况见下表。\n项目 | 预算数\n甲 | 10").caption is None
    assert only("2023年预算执行情况表\n项目 | 预算数\n甲 | 10").caption == "2023年预算执行情况表"


def test_codes_and_serial_numbers_are_no_figures() -> None:
    text = """
科目编码 | < | < | 科目名称 | 本年支出合计
类 | 款 | 项 | ^ | ^
栏次 | < | < | < | 1
合计 | < | < | < | 1200.50
205 |  |  | 教育支出 | 1200.50
205 | 02 |  | 普通教育 | 1200.50
205 | 02 | 02 | 小学教育 | 1200.50
"""
    reading = only(text)
    found = roles(reading, text)
    assert [found[each] for each in ("205", "02", "1", "1200.50")] == ["code", "code", "serial", "figure"]
    assert [line.code for line in reading.lines if line.kind == "item"] == ["205", "20502", "2050202"]


def test_a_row_of_one_text_is_the_title_of_the_rows_under_it() -> None:
    text = """
项目 | 预算数 | 决算数
一、机关运行 | < | <
办公费 | 10 | 9
二、业务工作 | < | <
办公费 | 20 | 18
注：本表不含基建支出，另行填报。 | < | <
"""
    reading = only(text)
    assert [line.title.squashed for line in reading.lines if line.title] == ["一、机关运行", "二、业务工作"]
    assert roles(reading, text)["注：本表不含基建支出，另行填报。"] == "text"


def test_a_table_of_words_has_no_figures() -> None:
    reading = only("序号 | 职能 | 年度工作目标 | 对应项目支出\n1 | 事务管理 | 有序运转 | 运转经费\n2 |  |  | ")
    assert reading.purpose == "text"


def test_a_name_merged_over_a_row_of_words_and_one_of_figures_makes_them_a_pair() -> None:
    text = """
支出结构（万元） | 支出合计 | 基本支出 | 其中：人员经费 | 项目支出
^ | 702.85 | 410.40 | 303.10 | 292.45
资产结构（万元） | 资产合计 | 房屋构筑物 | 车辆 | 其他资产
^ | 512.00 | 400.00 | 62.00 | 50.00
部门职能 | 负责全县林木资源的保护、培育和合理利用，指导各乡镇造林。 | < | < | <
"""
    found = roles(only(text), text)
    assert [found[text] for text in ("基本支出", "车辆")] == ["header"] * 2
    assert [found[text] for text in ("410.40", "62.00")] == ["figure"] * 2


def test_pairs_of_one_head_are_one_table_and_their_names_its_rows() -> None:
    text = """
单位名称 | 某县民政局 | < | <
基本支出 | 年初预算 | 全年支出 | 结转结余
^ | 386.2 | 380.0 | 6.2
项目支出 | 年初预算 | 全年支出 | 结转结余
^ | 512.0 | 500.0 | 12.0
合计 | 898.2 | 880.0 | 18.2
"""
    reading = only(text)
    assert [line.names[-1].text for line in reading.lines] == ["基本支出", "项目支出", "合计"]
    assert [field.inner for field in reading.fields[1:]] == ["年初预算", "全年支出", "结转结余"]


def test_a_group_beside_all_figures_is_no_name_of_their_rows_though_rows_of_words_follow() -> None:
    text = """
部门整体支出（万元） | 资金性质 | 年初预算数 | 全年执行数 | 执行率
^ | 资金总额 | 420.60 | 420.60 | 100%
^ | 财政拨款 | 400.00 | 400.00 | 100%
年度履职目标 | 目标名称 | 主要内容 | < | 完成情况
^ | 目标1 | 新增公办学位1200个 | < | 已完成
"""
    reading = only(text)
    assert [line.names[-1].text for line in reading.lines if line.names][:2] == ["资金总额", "财政拨款"]


def test_words_merged_over_several_columns_are_a_sentence_and_no_figure_of_one() -> None:
    text = """
项目 | 年初预算数（万元） | 全年执行数（万元）
校舍维修 | 60.00 | 58.00
建设内容 | 改造薄弱学校18所 | <
"""
    found = roles(only(text), text)
    assert (found["60.00"], found["改造薄弱学校18所"]) == ("figure", "text")
