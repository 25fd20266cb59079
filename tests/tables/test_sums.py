"""However sums nest, a table that adds up is never told to fail, and one wrong cell is told once, with its total."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from jixiao.checks.slips import slips
from jixiao.pipeline import extract
from jixiao.record import Check
from tables_of import document_of

Values = list[Decimal]
Group = list[Values]
Layout = Callable[[list[Group]], list[list[str]]]
CENT = Decimal("0.01")
NAMES = ("渠道整治", "泵站改造", "水质监测", "河道清淤", "堤防加固", "水库维护")
GROUPS = ("基本支出", "项目支出", "其他支出")


def failures(text: str) -> list[Check]:
    """The failed checks of a report that is one table."""
    return [check for check in extract(document_of(text)).checks if check.status == "fail"]


def told(text: str) -> list[tuple[str, str, str]]:
    """Rule, stated and computed value of each failure."""
    return [(check.rule, str(check.stated), str(check.computed)) for check in failures(text)]


def table(rows: list[list[str]], head: str) -> str:
    return f"某局2023年度决算\n单位：万元\n{head}\n" + "\n".join(" | ".join(row) for row in rows)


def total(values: list[Values]) -> Values:
    return [sum(column, Decimal(0)) for column in zip(*values, strict=True)]


def cells(values: Values) -> list[str]:
    return [f"{value:.2f}" for value in values]


def item(group: int, place: int) -> str:
    return NAMES[place] + "一二三"[group] + "期"


def subtotals_after(groups: list[Group]) -> list[list[str]]:
    rows = []
    for g, group in enumerate(groups):
        rows += [[item(g, i), *cells(values)] for i, values in enumerate(group)]
        rows.append([GROUPS[g] + "小计", *cells(total(group))])
    return [*rows, ["合计", *cells(total([total(group) for group in groups]))]]


def subtotals_before(groups: list[Group]) -> list[list[str]]:
    rows = [["合计", *cells(total([total(group) for group in groups]))]]
    for g, group in enumerate(groups):
        rows.append([GROUPS[g] + "小计", *cells(total(group))])
        rows += [[item(g, i), *cells(values)] for i, values in enumerate(group)]
    return rows


def bare_headings(groups: list[Group]) -> list[list[str]]:
    rows = []
    for g, group in enumerate(groups):
        rows.append(["一二三"[g] + "、" + GROUPS[g], *([""] * len(group[0]))])
        rows += [[f"{i + 1}.{item(g, i)}", *cells(values)] for i, values in enumerate(group)]
        rows.append(["小计", *cells(total(group))])
    return [*rows, ["合计", *cells(total([total(group) for group in groups]))]]


def numbered(groups: list[Group]) -> list[list[str]]:
    rows = []
    for g, group in enumerate(groups):
        rows.append(["一二三"[g] + "、" + GROUPS[g], *cells(total(group))])
        rows += [[f"{i + 1}.{item(g, i)}", *cells(values)] for i, values in enumerate(group)]
    return [*rows, ["合计", *cells(total([total(group) for group in groups]))]]


def chained(groups: list[Group]) -> list[list[str]]:
    """流动资产合计, 非流动资产合计, 资产总计: each sum of its own rows, then all sums once more."""
    rows = []
    for g, group in enumerate(groups):
        rows += [[item(g, i), *cells(values)] for i, values in enumerate(group)]
        rows.append([GROUPS[g] + "合计", *cells(total(group))])
    inner = total([total(group) for group in groups])
    return [*rows, ["部门支出合计", *cells(inner)], ["支出总计", *cells(inner)]]


def among(groups: list[Group]) -> list[list[str]]:
    rows = []
    for g, group in enumerate(groups):
        rows.append([GROUPS[g], *cells(total(group))])
        rows += [["其中：" * (i == 0) + item(g, i), *cells(values)] for i, values in enumerate(group)]
    return [*rows, ["合计", *cells(total([total(group) for group in groups]))]]


def merged_groups(groups: list[Group]) -> list[list[str]]:
    rows = []
    for g, group in enumerate(groups):
        rows += [[GROUPS[g] if i == 0 else "^", item(g, i), *cells(values)] for i, values in enumerate(group)]
        rows.append(["^", "小计", *cells(total(group))])
    return [*rows, ["合计", "<", *cells(total([total(group) for group in groups]))]]


def coded(groups: list[Group]) -> list[list[str]]:
    rows = []
    for g, group in enumerate(groups):
        rows.append([f"20{g + 1}", GROUPS[g], *cells(total(group))])
        rows.append([f"20{g + 1}01", GROUPS[g] + "管理", *cells(total(group))])
        rows += [[f"20{g + 1}01{i + 1:02}", item(g, i), *cells(values)] for i, values in enumerate(group)]
    return [*rows, ["", "合计", *cells(total([total(group) for group in groups]))]]


LAYOUTS: tuple[tuple[Layout, str], ...] = (
    (subtotals_after, "项目"), (subtotals_before, "项目"), (bare_headings, "项目"), (numbered, "项目"), (chained, "项目"),
    (among, "项目"), (merged_groups, "类别 | 项目"), (coded, "科目编码 | 科目名称"),
)  # fmt: skip
SUMMED = tuple(each for each in LAYOUTS if each[0] is not among)
"""Those whose groups say that they are all of their sums."""

amounts = st.integers(1000, 999_999).map(lambda cents: cents * CENT)


def groups_of(columns: int) -> st.SearchStrategy[list[Group]]:
    values = st.lists(amounts, min_size=columns, max_size=columns)
    return st.lists(st.lists(values, min_size=2, max_size=4), min_size=2, max_size=3)


def head_of(names: str, columns: int) -> str:
    return " | ".join([names, *["全年预算数", "全年执行数"][:columns]])


@pytest.mark.parametrize(("layout", "names"), LAYOUTS)
@pytest.mark.parametrize("columns", [1, 2])
@given(data=st.data())
@settings(max_examples=12, deadline=None)
def test_a_table_that_adds_up_is_never_told_to_fail(
    layout: Layout, names: str, columns: int, data: st.DataObject
) -> None:
    rows = layout(data.draw(groups_of(columns)))
    assert told(table(rows, head_of(names, columns))) == []


@pytest.mark.parametrize(("layout", "names"), SUMMED)
@given(data=st.data())
@settings(max_examples=20, deadline=None)
def test_one_wrong_cell_is_told_once_and_with_its_column(layout: Layout, names: str, data: st.DataObject) -> None:
    rows = layout(data.draw(groups_of(2)))
    places = [(i, j) for i, row in enumerate(rows) for j, text in enumerate(row) if "." in text[-3:]]
    row, column = data.draw(st.sampled_from([place for place in places if place[1] >= len(rows[0]) - 2]))
    value = Decimal(rows[row][column])
    swaps = [slip.meant for slip in slips(value, CENT) if slip.kind == "swapped" and abs(slip.meant - value) > 1]
    assume(swaps)
    rows[row][column] = f"{data.draw(st.sampled_from(swaps)):.2f}"
    found = failures(table(rows, head_of(names, 2)))
    assert [check.rule for check in found] == ["table_sum"]
    assert all(span.block.endswith(f".c{column}") for span in found[0].spans)
    assert f"t1.r{row + 1}.c{column}" in {span.block for span in found[0].spans}


SHAPES = {
    "balance": """
资产 | 年初数 | 年末数 | 负债和净资产 | 年初数 | 年末数
一、流动资产： | | | 一、流动负债： | |
货币资金 | 120.50 | 98.20 | 应付账款 | 30.10 | 28.40
预付账款 | 10.00 | 12.30 | 预收账款 | 5.20 | 4.10
流动资产合计 | 130.50 | 110.50 | 流动负债合计 | 35.30 | 32.50
二、非流动资产： | | | 二、非流动负债 | |
固定资产原价 | 900.00 | 950.00 | 长期借款 | 100.00 | 90.00
减：固定资产累计折旧 | 300.00 | 360.00 | 非流动负债合计 | 100.00 | 90.00
固定资产净值 | 600.00 | 590.00 | 负债合计 | 135.30 | 122.50
在建工程 | 50.00 | 70.00 | 三、净资产 | |
 | | | 累计盈余 | 645.20 | 648.00
非流动资产合计 | 650.00 | 660.00 | 净资产合计 | 645.20 | 648.00
资产总计 | 780.50 | 770.50 | 负债和净资产总计 | 780.50 | 770.50
""",
    "revexp": """
收入 | < | 支出 | <
项目 | 决算数 | 项目 | 决算数
一、一般公共预算财政拨款收入 | 900.00 | 一、基本支出 | 600.00
二、其他收入 | 50.00 | 人员经费 | 520.00
 | | 公用经费 | 80.00
 | | 二、项目支出 | 330.00
本年收入合计 | 950.00 | 本年支出合计 | 930.00
年初结转和结余 | 30.00 | 年末结转和结余 | 50.00
收入总计 | 980.00 | 支出总计 | 980.00
""",
    "codes3": """
功能分类科目编码 | < | < | 科目名称 | 合计 | 基本支出 | 项目支出
类 | 款 | 项 | ^ | ^ | ^ | ^
栏次 | < | < | < | 1 | 2 | 3
合计 | < | < | < | 500.00 | 300.00 | 200.00
205 | | | 教育支出 | 400.00 | 250.00 | 150.00
205 | 02 | | 普通教育 | 400.00 | 250.00 | 150.00
205 | 02 | 01 | 学前教育 | 150.00 | 100.00 | 50.00
205 | 02 | 02 | 小学教育 | 250.00 | 150.00 | 100.00
208 | | | 社会保障和就业支出 | 100.00 | 50.00 | 50.00
208 | 05 | | 行政事业单位养老支出 | 100.00 | 50.00 | 50.00
""",
    "sangong": """
项目 | 2021年决算数 | 2022年决算数 | 2023年预算数 | 2023年决算数 | 比上年增减
合计 | 20.00 | 18.00 | 25.00 | 15.00 | -3.00
1.因公出国（境）费 | 0 | 0 | 0 | 0 | 0
2.公务用车购置及运行费 | 12.00 | 11.00 | 15.00 | 9.00 | -2.00
其中：公务用车购置费 | 0 | 0 | 0 | 0 | 0
公务用车运行维护费 | 12.00 | 11.00 | 15.00 | 9.00 | -2.00
3.公务接待费 | 8.00 | 7.00 | 10.00 | 6.00 | -1.00
""",
    "among_col": """
项目资金（万元） | 资金来源 | < | 年初预算数 | 全年预算数 | 全年执行数 | 执行率
^ | 年度资金总额 | < | 500.00 | 620.00 | 600.00 | 96.77%
^ | 其中： | 当年财政拨款 | 500.00 | 520.00 | 500.00 | 96.15%
^ | ^ | 上年结转资金 | 0 | 100.00 | 100.00 | 100%
^ | ^ | 其他资金 | 0 | 0 | 0 | —
""",
    "nested_among": """
项目 | 预算数 | 决算数
项目支出 | 200.00 | 190.00
其中：教育类 | 120.00 | 115.00
其中：小学 | 70.00 | 68.00
初中 | 50.00 | 47.00
卫生类 | 80.00 | 75.00
基本支出 | 300.00 | 298.00
合计 | 500.00 | 488.00
""",
    "headcount": """
单位 | 编制数 | < | < | 实有人数 | < | <
^ | 小计 | 行政 | 事业 | 小计 | 在职 | 退休
局本级 | 42 | 42 | 0 | 60 | 40 | 20
执法队 | 30 | 0 | 30 | 33 | 28 | 5
合计 | 72 | 42 | 30 | 93 | 68 | 25
""",
    "levels": """
资金来源 | 计划安排 | 实际到位 | 实际支出 | 结余
中央资金 | 100.00 | 100.00 | 90.00 | 10.00
省级资金 | 50.00 | 50.00 | 50.00 | 0
县级资金 | 30.00 | 20.00 | 18.00 | 2.00
其中：县级预算安排 | 20.00 | 10.00 | 9.00 | 1.00
合计 | 180.00 | 170.00 | 158.00 | 12.00
""",
    "title_rows": """
项目名称 | 预算数 | 支出数
一、教育类项目 | < | <
校舍维修 | 120.50 | 118.20
食堂改造 | 45.00 | 44.00
小计 | 165.50 | 162.20
二、卫生类项目 | < | <
卫生院改造 | 80.00 | 79.00
小计 | 80.00 | 79.00
总计 | 245.50 | 241.20
""",
    "years_down": """
年份 | 预算数（万元） | 决算数（万元） | 编制数（人）
2021 | 500.00 | 480.00 | 30
2022 | 520.00 | 510.00 | 31
2023 | 560.00 | 555.00 | 31
合计 | 1,580.00 | 1,545.00 |
""",
    "year_blocks": """
年度 | 项目 | 预算数 | 决算数
2022年 | 基本支出 | 100.00 | 98.00
^ | 项目支出 | 50.00 | 49.00
^ | 小计 | 150.00 | 147.00
2023年 | 基本支出 | 110.00 | 108.00
^ | 项目支出 | 60.00 | 58.00
^ | 小计 | 170.00 | 166.00
""",
    "dash_items": """
支出项目 | 年初预算数 | 全年执行数
——工资福利支出 | 300.00 | 310.00
——商品和服务支出 | 80.00 | 78.00
——对个人和家庭的补助 | 20.00 | 19.00
支出合计 | 400.00 | 407.00
其中：财政拨款 | 380.00 | 390.00
""",
    "total_mid_note": """
项目 | 金额
基本支出 | 300.00
项目支出 | 200.00
合计 | 500.00
备注：不含上年结转15.20万元。 | <
""",
    "seed": """
序号 | 职能 | 工作活动 | 年度工作目标 | 对应项目支出（万元）
1 | 义务教育管理 | 校舍安全排查 | 全年排查2次 | 35.00
2 | | | |
3 | 招生考试 | 中考组织 | 平稳有序 | 12.50
4 | | | |
合计 | | | | 47.50
""",
    "asset_types": """
资产类别 | 数量 | 原值 | 累计折旧 | 净值
房屋 | 3 | 1,200.00 | 300.00 | 900.00
车辆 | 5 | 100.00 | 60.00 | 40.00
其他 | | 50.00 | 20.00 | 30.00
合计 | | 1,350.00 | 380.00 | 970.00
""",
    "price": """
采购项目 | 数量（台） | 单价（元） | 金额（万元）
电脑 | 20 | 5,000.00 | 10.00
打印机 | 5 | 2,000.00 | 1.00
合计 | 25 | 7,000.00 | 11.00
""",
}
"""Tables as they are printed; every one adds up."""


@pytest.mark.parametrize("shape", SHAPES)
def test_a_printed_shape_that_adds_up_is_never_told_to_fail(shape: str) -> None:
    assert told("某局2023年度部门整体绩效自评报告\n单位：万元" + SHAPES[shape]) == []


def sums_of(shape: str, field: str) -> dict[str, list[str]]:
    """The exhaustive sums of one column of a shape, by labels without the column's."""
    record = extract(document_of("某局2023年度部门整体绩效自评报告\n单位：万元" + SHAPES[shape]))
    named = {fact.id: fact.label.removesuffix(field) for fact in record.facts if fact.label.endswith(field)}
    return {
        named[relation.whole]: [named[part] for part in relation.parts]
        for relation in record.relations
        if relation.exhaustive and relation.whole in named and all(part in named for part in relation.parts)
    }


def test_a_balance_sheet_counts_each_sum_once_and_what_was_taken_off_never() -> None:
    found = sums_of("balance", "年末数")
    assert found["非流动资产合计"] == ["固定资产净值", "在建工程"]
    assert found["固定资产原价"] == ["固定资产累计折旧", "固定资产净值"]
    assert found["资产总计"] == ["流动资产合计", "非流动资产合计"]
    assert found["负债合计"] == ["流动负债合计", "非流动负债合计"]
    assert found["负债和净资产总计"] == ["负债合计", "净资产合计"]


def test_income_carried_over_is_added_to_that_of_the_year() -> None:
    found = sums_of("revexp", "决算数")
    assert found["收入总计"] == ["本年收入合计", "年初结转和结余"]
    assert found["本年支出合计"] == ["基本支出", "项目支出"]


def test_a_code_in_three_columns_divides_class_section_and_item() -> None:
    found = sums_of("codes3", "项目支出")
    assert found["合计"] == ["教育支出", "社会保障和就业支出"]
    assert found["普通教育"] == ["学前教育", "小学教育"]


def test_among_within_among_divides_the_inner_row() -> None:
    record = extract(document_of("某局2023年度决算\n单位：万元" + SHAPES["nested_among"]))
    named = {fact.id: fact.label for fact in record.facts}
    found = {named[each.whole or ""]: [named[part] for part in each.parts] for each in record.relations}
    assert found["教育类决算数"] == ["小学决算数", "初中决算数"]
    assert found["项目支出决算数"] == ["教育类决算数", "卫生类决算数"]
    assert found["合计决算数"] == ["项目支出决算数", "基本支出决算数"]


def test_among_under_a_total_is_a_second_way_to_divide_it() -> None:
    assert sums_of("dash_items", "全年执行数") == {"支出合计": ["工资福利支出", "商品和服务支出", "对个人和家庭的补助"]}


def test_the_total_of_several_years_is_of_none() -> None:
    record = extract(document_of("某局2023年度决算" + SHAPES["years_down"]))
    assert [(str(fact.value), fact.year) for fact in record.facts if fact.label.endswith("决算数")] == [
        ("480.00", 2021), ("510.00", 2022), ("555.00", 2023), ("1545.00", None),
    ]  # fmt: skip


def test_a_slip_in_an_inner_sum_is_not_told_again_of_the_outer_one() -> None:
    text = SHAPES["balance"].replace("流动资产合计 | 130.50 | 110.50", "流动资产合计 | 130.50 | 101.50", 1)
    found = told("某局2023年度决算\n单位：万元" + text)
    assert found == [("table_sum", "101.50", "110.50")]


def test_the_row_of_funds_is_named_by_its_own_words() -> None:
    text = """
项目资金（万元） |  | 全年预算数 | 全年执行数 | 执行率
^ | 年度资金总额 | 200.00 | 186.00 | 93%
"""
    record = extract(document_of("某局2023年度决算" + text))
    assert [fact.label for fact in record.facts] == [
        "年度资金总额全年预算数", "年度资金总额全年执行数", "年度资金总额执行率",
    ]  # fmt: skip
