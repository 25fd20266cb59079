"""What the figures of tables mean: label, value in its unit, year, measure; and what is no fact."""

from __future__ import annotations

import pytest

from tables_of import facts_of, tables_of


def test_the_thing_comes_first_then_the_figure() -> None:
    text = (
        "单位：万元\n项目名称 | 年初预算数 | 全年预算数 | 实际支出 | 执行率\n校舍维修 | 100.00 | 120.00 | 114.00 | 95%"
    )
    assert facts_of(text) == [
        ("校舍维修年初预算数", "100.00万元", 2023, "budget"),
        ("校舍维修全年预算数", "120.00万元", 2023, "adjusted"),
        ("校舍维修实际支出", "114.00万元", 2023, "final"),
        ("校舍维修执行率", "95%", 2023, None),
    ]


def test_the_outer_head_is_kept_where_the_inner_one_does_not_say_which_figure_it_is() -> None:
    text = """
项目名称 | 预算安排（万元） | < | 实际支出（万元） | < | <
^ | 年初预算数 | 全年预算数 | 财政拨款 | 其他资金 | 小计
食堂改造 | 45.00 | 46.00 | 28.00 | 14.75 | 42.75
"""
    assert [label for label, *_ in facts_of(text)] == [
        "食堂改造年初预算数", "食堂改造全年预算数", "食堂改造实际支出财政拨款", "食堂改造实际支出其他资金", "食堂改造实际支出小计",
    ]  # fmt: skip
    assert [measure for *_, measure in facts_of(text)] == ["budget", "adjusted", "final", "final", "final"]


def test_the_outer_head_is_kept_where_two_columns_have_the_same_inner_one() -> None:
    text = "项目 | 一般公共预算 | < | 政府性基金 | <\n^ | 预算数 | 决算数 | 预算数 | 决算数\n道路 | 1 | 2 | 3 | 4"
    assert [label for label, *_ in facts_of("单位：万元\n" + text)] == [
        "道路一般公共预算预算数", "道路一般公共预算决算数", "道路政府性基金预算数", "道路政府性基金决算数",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "year", "measure"),
    [
        ("2019年决算数", 2019, "final"), ("上年决算数", 2022, "final"), ("本年预算数", 2023, "budget"),
        ("2024年预算数", 2024, "budget"), ("调整预算数", 2023, "adjusted"), ("实际到位", 2023, "received"),
        ("年末余额", 2023, "balance"), ("结余", 2023, "carryover"), ("较上年增减额", 2023, "change"), ("2021年", 2021, "final"),
    ],
)  # fmt: skip
def test_year_and_measure_stand_in_the_head(head: str, year: int, measure: str) -> None:
    ((_, value, *meant),) = facts_of(f"单位：万元\n项目 | {head}\n三公经费支出 | 9.64")
    assert (value, *meant) == ("9.64万元", year, measure)


def test_a_label_carries_no_year() -> None:
    text = "单位：万元\n经费 | 2018年决算数 | 2019年预算数\n公务接待费 | 5.13 | 5.00"
    assert [label for label, *_ in facts_of(text)] == ["公务接待费决算数", "公务接待费预算数"]


def test_ordinals_and_among_are_no_part_of_a_label() -> None:
    text = "单位：万元\n项目 | 决算数\n1、公务用车 | 6.12\n其中：公车购置 | 0.00\n（二）公务接待 | 5.13"
    assert [label for label, *_ in facts_of(text)] == ["公务用车决算数", "公车购置决算数", "公务接待决算数"]


def test_a_group_is_named_in_its_own_subtotal_only() -> None:
    text = """
单位：万元
类别 | 项目名称 | 预算数
设施类 | 渠道 | 10
^ | 泵站 | 5
^ | 小计 | 15
合计 | < | 15
"""
    assert [label for label, *_ in facts_of(text)] == ["渠道预算数", "泵站预算数", "设施类小计预算数", "合计预算数"]


def test_parts_of_one_name_are_told_apart_by_their_group() -> None:
    text = """
单位：万元
项目名称 | 资金来源 | 到位数
优抚补助 | 中央 | 100
^ | 县级 | 20
园林养护 | 县级 | 5
"""
    tables = tables_of(text)
    assert [(fact.label, fact.subject) for fact in tables.facts.facts] == [
        ("优抚补助中央到位数", "优抚补助"), ("优抚补助县级到位数", "优抚补助"), ("园林养护县级到位数", "园林养护"),
    ]  # fmt: skip


def test_the_two_totals_of_a_table_of_income_and_expenditure_are_told_apart() -> None:
    text = "单位：万元\n收入 | < | 支出 | <\n项目 | 决算数 | 项目 | 决算数\n拨款 | 9 | 教育 | 9\n总计 | 9 | 总计 | 9"
    assert [label for label, *_ in facts_of(text)][-2:] == ["收入总计决算数", "支出总计决算数"]


@pytest.mark.parametrize("cell", ["-", "—", "/", "", "--"])
def test_a_dash_is_none_and_zero_is_a_value(cell: str) -> None:
    text = f"单位：万元\n项目 | 预算数 | 决算数\n会议费 | {cell} | 0"
    assert [(label, value) for label, value, *_ in facts_of(text)] == [("会议费决算数", "0万元")]


@pytest.mark.parametrize(
    ("cell", "value"), [("-1.13", "-1.13"), ("(1.13)", "-1.13"), ("（1.13）", "-1.13"), ("1,210.74", "1210.74")]
)
def test_negative_figures_keep_their_sign(cell: str, value: str) -> None:
    ((_, said, *_),) = facts_of(f"单位：万元\n项目 | 增减额\n三公经费 | {cell}")
    assert said == f"{value}万元"


def test_yuan_and_ten_thousand_yuan_stand_side_by_side() -> None:
    text = "项目名称 | 合同金额（元） | 已支付（万元） | 支付比例（%）\n道路硬化 | 1,250,000.00 | 112.50 | 90"
    assert [(value, unit) for (_, value, *_), unit in zip(facts_of(text), ["元", "万元", "%"], strict=True)] == [
        ("125万元", "元"), ("112.50万元", "万元"), ("90%", "%"),
    ]  # fmt: skip
    assert [fact.stated_unit for fact in tables_of(text).facts.facts] == ["元", "万元", "%"]


def test_the_unit_of_a_fact_says_where_it_stands() -> None:
    tables = tables_of("项目 | 金额（元）\n甲 | 12,500")
    span = tables.facts.facts[0].unit_span
    assert span is not None
    assert tables.document.quote(span) == "元"


def test_a_unit_in_the_row_comes_before_the_unit_of_the_table() -> None:
    text = "单位：万元\n项目 | 年末数\n资产总额 | 321.52\n资产负债率（%） | 63.33\n在职人数（人） | 61"
    assert [value for _, value, *_ in facts_of(text)] == ["321.52万元", "63.33%", "61人"]


def test_a_column_of_units_gives_each_row_its_own() -> None:
    text = "指标名称 | 计量单位 | 目标值 | 完成值\n新建公路 | 公里 | 18 | 19.2\n群众满意度 | % | 90 | 95.6\n总投资 | 万元 | 90 | 88"
    assert facts_of(text) == [
        ("新建公路", "19.2公里", 2023, None), ("群众满意度", "95.6%", 2023, None), ("总投资", "88万元", 2023, "final"),
    ]  # fmt: skip


def test_a_bare_value_has_the_unit_of_its_target() -> None:
    text = "三级指标 | 年度指标值 | 实际完成值\n按期完工比率 | ≥95% | 91.7\n受益人数 | 300人 | 312"
    assert [value for _, value, *_ in facts_of(text)] == ["91.7%", "312人"]


def test_the_label_of_an_indicator_is_the_indicator_alone() -> None:
    text = "一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值\n产出 | 工程验收合格率 | 100% | 98.5% | 10"
    tables = tables_of(text)
    assert [(fact.label, str(fact.value)) for fact in tables.facts.facts] == [("工程验收合格率", "98.5")]
    assert [(each.text, each.reason) for each in tables.facts.unread] == [("100%", "target")]


def test_criteria_are_rules() -> None:
    text = "指标 | 评分标准 | 分值 | 得分\n执行进度 | 达到95%得满分，每低1个百分点扣0.5分 | 8 | 7"
    unread = tables_of(text).facts.unread
    assert {each.reason for each in unread} == {"rule"}
    assert "95%" in {each.text for each in unread}


def test_where_no_unit_stands_the_figures_of_the_text_tell() -> None:
    prose = "全年支出1,210.74万元，其中基本支出700.24万元、项目支出510.50万元。\n"
    table = "支出类别 | 决算数\n基本支出 | {}\n项目支出 | {}"
    assert [v for _, v, *_ in facts_of(prose + table.format("700.24", "510.50"))] == ["700.24万元", "510.50万元"]
    assert [v for _, v, *_ in facts_of(prose + table.format("7,002,400", "5,105,000"))] == ["700.24万元", "510.5万元"]


def test_a_figure_whose_unit_nobody_knows_is_unread() -> None:
    tables = tables_of("支出类别 | 决算数\n基本支出 | 700.24")
    assert not tables.facts.facts
    assert [(each.text, each.reason) for each in tables.facts.unread] == [("700.24", "unknown")]


def test_labels_of_a_form_stand_beside_their_values() -> None:
    text = "部门名称 | 县水利局 | 联系电话 | 13800001111\n年初预算（万元） | 1200.50 | 全年执行数 | 1190.00\n在职人数 | 61 | 编制数 | 68"
    assert facts_of(text) == [
        ("年初预算", "1200.50万元", 2023, "budget"), ("全年执行数", "1190.00万元", 2023, "final"),
        ("在职人数", "61人", 2023, None), ("编制数", "68人", 2023, None),
    ]  # fmt: skip
    assert [each.text for each in tables_of(text).facts.references] == ["13800001111"]


def test_a_label_and_its_figure_may_share_a_cell() -> None:
    text = """
年度预算申请（万元） |  | 年初预算数 | 全年执行数
^ | 年度资金总额 | 1000.00 | 980.00
^ | 其中：一般公共预算：980.00 | 其中：基本支出：700.00 | <
"""
    assert [(label, value) for label, value, *_ in facts_of(text)][2:] == [
        ("一般公共预算", "980.00万元"), ("基本支出", "700.00万元"),
    ]  # fmt: skip


def test_the_unit_may_stand_in_the_corner() -> None:
    assert facts_of("单位：万元 | 预算数\n基本支出 | 10.00") == [("基本支出预算数", "10.00万元", 2023, "budget")]


def test_money_for_each_is_a_standard_without_measure() -> None:
    text = "三级指标 | 年度指标值 | 实际完成值\n人均培训成本 | ≤500元/人 | 480元/人"
    (fact,) = tables_of(text).facts.facts
    assert (str(fact.value), fact.per, fact.measure) == ("0.048", "人", None)


def test_what_was_planned_is_a_target_where_results_stand_beside_it() -> None:
    tasks = "任务名称 | 单位 | 计划数 | 完成数\n新建公路 | 公里 | 18 | 19.2"
    assert [(label, value) for label, value, *_ in facts_of(tasks)] == [("新建公路完成数", "19.2公里")]
    money = "单位：万元\n项目名称 | 计划数 | 到位数\n新建公路 | 18 | 19.2"
    assert [measure for *_, measure in facts_of(money)] == ["budget", "received"]


def test_a_change_is_of_its_own_year_not_of_the_one_it_is_measured_against() -> None:
    text = "单位：万元\n项目 | 上年数 | 本年数 | 较2022年减少额\n会议费 | 5 | 4 | 1"
    assert [(year, measure) for *_, year, measure in facts_of(text)] == [
        (2022, "final"), (2023, "final"), (2023, "change"),
    ]  # fmt: skip
    assert [fact.direction for fact in tables_of(text).facts.facts] == [None, None, "decrease"]


def test_in_a_budget_what_is_planned_is_budget() -> None:
    text = "单位：万元\n功能科目 | 基本支出 | 项目支出\n教育支出 | 10 | 20"
    assert {measure for *_, measure in facts_of(text, 2025, is_budget=True)} == {"budget"}
    assert {measure for *_, measure in facts_of(text, 2025)} == {"final"}


def test_every_number_of_a_cell_has_one_place() -> None:
    text = """
2023年度自评表 | < | < | < | < | <
序号 | 指标（100分） | 目标值 | 完成值 | 分值 | 得分
1 | 2022年结转项目 | ≥3个 | 3个 | 10 | 10
2 | 验收合格率（10分） | 95% | 共完成4个，合格率97.5%，其中优良3个。 | 10 | 9.5
合计 | < |  |  | 20 | 19.5
"""
    tables = tables_of(text)
    prose = {cell.block for reading in tables.readings for cell in reading.cells if cell.role == "text"}
    places = [
        *(fact.span for fact in tables.facts.facts), *tables.scores.read, *(each.span for each in tables.facts.unread),
        *(each.span for each in tables.facts.references), *(each.span for each in tables.scores.unread),
    ]  # fmt: skip
    for mention in tables.mentions:
        if mention.role == "cell" and mention.span.block not in prose:
            held = [place for place in places if place.covers(mention.span) or mention.span.covers(place)]
            assert len(held) == 1, mention.text


def test_percentage_points_may_be_the_unit_of_a_column() -> None:
    text = "时点 | 累计支出（万元） | 累计进度（%） | 与序时进度相比（百分点）\n一季度末 | 241.60 | 17.44 | -7.56"
    assert facts_of(text)[-1][:2] == ("一季度末与序时进度相比", "-7.56百分点")


def test_a_table_of_budget_and_spending_is_no_budget() -> None:
    text = "2023年预算与支出对照表\n类别 | 全年预算（万元） | 全年支出（万元） | 结转（万元）\n人员经费 | 882.50 | 862.35 | 20.15"
    assert [measure for *_, measure in facts_of(text)] == ["adjusted", "final", "carryover"]


def test_a_line_may_declare_what_all_figures_of_a_table_count() -> None:
    text = "人员情况表\n单位：人\n单位名称 | 编制数 | 超编（+）缺编（-）\n局机关 | 42 | -3"
    assert [each[:2] for each in facts_of(text)] == [("局机关编制数", "42人"), ("局机关超编(+)缺编(-)", "-3人")]


@pytest.mark.parametrize(
    "text",
    [
        "项目名称 | 合同价款 | 支付进度额\n绿化养护 | 320.00 | 318.40\n单位：万元\n以上为全部项目。",
        "项目名称 | 合同价款 | 支付进度额\n绿化养护 | 320.00 | 318.40\n注：表中金额单位为万元。",
        " | 合同价款 | 支付进度额\n单位：万元 | < | <\n绿化养护 | 320.00 | 318.40",
    ],
)
def test_the_unit_of_a_table_may_stand_under_it_or_under_its_head(text: str) -> None:
    assert [each[1] for each in facts_of(text)] == ["320.00万元", "318.40万元"]


def test_a_unit_under_a_table_that_stands_right_above_another_is_that_ones() -> None:
    text = "项目名称 | 进度额\n绿化养护 | 318.40\n单位：万元\n科目 | 进度额\n办公费 | 12.00"
    assert [each[1] for each in facts_of(text)] == ["12.00万元"]


def test_a_bare_zero_is_in_the_unit_that_its_column_prints() -> None:
    text = "类别 | 金额\n财政拨款收入 | 418.60万元\n经营收入 | 0\n其他收入 | 71.20万元"
    assert [each[1] for each in facts_of(text)] == ["418.60万元", "0万元", "71.20万元"]


def test_an_adjustment_beside_the_budget_after_it_is_a_change_and_alone_is_that_budget() -> None:
    text = "项目 | 年初预算（万元） | 调整数（万元） | 调整后预算（万元）\n河道清淤 | 180 | -20 | 160"
    assert [measure for *_, measure in facts_of(text)] == ["budget", "change", "adjusted"]
    text = "项目 | 年初预算（万元） | 调整数（万元）\n河道清淤 | 180 | 160"
    assert [measure for *_, measure in facts_of(text)] == ["budget", "adjusted"]


def test_aims_that_are_named_head_what_was_planned_and_reached() -> None:
    text = "序号 | 绩效目标 | 计划数 | 完成数\n1 | 农田建设（亩） | 12000 | 11400\n2 | 农机补贴（台套） | 350 | 348"
    assert [each[:2] for each in facts_of(text)] == [("农田建设完成数", "11400亩"), ("农机补贴完成数", "348台套")]


def test_labels_and_figures_in_turn_are_a_form_though_a_head_of_figures_stands_above() -> None:
    text = """
年度预算申请（万元） |  | 年初预算数 | 全年预算数 | 全年执行数 | 执行率
^ | 年度资金总额 | 3200.50 | 3350.80 | 3183.26 | 95.00%
^ | 其中：一般公共预算 | 3100.50 | < | 其中：基本支出 | 2083.26
^ | 政府性基金拨款 | 50.00 | < | 项目支出 | 1100.00
"""
    assert [each[:2] for each in facts_of(text)][4:] == [
        ("一般公共预算", "3100.50万元"), ("基本支出", "2083.26万元"),
        ("政府性基金拨款", "50.00万元"), ("项目支出", "1100.00万元"),
    ]  # fmt: skip


def test_rows_of_two_labels_and_two_figures_are_no_table_turned_on_its_side() -> None:
    text = "编制人数 | 18人 | 实有人数 | 17人\n年初预算 | 386.40万元 | 年末决算 | 372.15万元\n固定资产原值 | 512.30万元 | 公务用车 | 1辆"
    assert [each[0] for each in facts_of(text)] == [
        "编制人数", "实有人数", "年初预算", "年末决算", "固定资产原值", "公务用车",
    ]  # fmt: skip


def test_an_execution_of_the_budget_over_columns_is_what_was_spent() -> None:
    text = "单位：万元\n任务名称 | 预算执行 | <\n^ | 总额 | 财政资金\n责任审计 | 46.50 | 46.50"
    assert [measure for *_, measure in facts_of(text)] == ["final", "final"]


def test_a_figure_that_looks_like_a_year_and_more_than_twelve_months_is_a_figure() -> None:
    text = "项目 | 年初预算（万元） | 支出数（万元）\n基本支出 | 2083.26 | 2012.50"
    assert [each[1] for each in facts_of(text)] == ["2083.26万元", "2012.50万元"]
