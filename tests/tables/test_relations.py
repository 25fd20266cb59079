"""Sums of rows and columns, 其中 rows, shares, rates and changes: what belongs together in a table."""

from __future__ import annotations

from decimal import Decimal

from jixiao.record import Relation
from jixiao.tables.relations import table_relations
from tables_of import RULES, tables_of


def relations_of(text: str) -> list[tuple[str, str, list[str], str, bool]]:
    """Kind, whole, parts, base and whether the parts are all, with labels for ids."""
    tables = tables_of(text)
    named = {fact.id: f"{fact.label} {fact.value}" for fact in tables.facts.facts}
    named |= {item.id: item.title for item in tables.scores.items}
    found = table_relations(tables.readings, tables.facts.facts, tables.scores.items, RULES)

    def shown(relation: Relation) -> tuple[str, str, list[str], str, bool]:
        parts = [named[part] for part in relation.parts]
        return (
            relation.kind,
            named[relation.whole or ""],
            parts,
            named.get(relation.base or "", ""),
            relation.exhaustive,
        )

    return [shown(relation) for relation in found]


def test_a_total_row_sums_up_the_rows_above_it() -> None:
    text = "单位：万元\n项目 | 决算数\n甲 | 10\n乙 | 20\n合计 | 31"
    assert relations_of(text) == [("breakdown", "合计决算数 31", ["甲决算数 10", "乙决算数 20"], "", True)]


def test_a_total_row_may_stand_first() -> None:
    text = "单位：万元\n项目 | 决算数\n合计 | 30\n甲 | 10\n乙 | 20"
    assert relations_of(text) == [("breakdown", "合计决算数 30", ["甲决算数 10", "乙决算数 20"], "", True)]


def test_a_total_sums_up_subtotals_and_these_their_groups() -> None:
    text = """
单位：万元
类别 | 项目名称 | 决算数
一类 | 甲 | 10
^ | 乙 | 20
^ | 小计 | 30
二类 | 丙 | 5
^ | 小计 | 5
合计 | < | 35
"""
    found = {whole: parts for _, whole, parts, _, _ in relations_of(text)}
    assert found == {
        "一类小计决算数 30": ["甲决算数 10", "乙决算数 20"],
        "二类小计决算数 5": ["丙决算数 5"],
        "合计决算数 35": ["一类小计决算数 30", "二类小计决算数 5"],
    }


def test_rows_marked_among_are_parts_that_need_not_be_all() -> None:
    text = "单位：万元\n项目 | 决算数\n1、公务用车 | 6\n其中：购置 | 2\n运行维护 | 4\n2、公务接待 | 5\n合计 | 11"
    found = {whole: (parts, exhaustive) for _, whole, parts, _, exhaustive in relations_of(text)}
    assert found == {
        "公务用车决算数 6": (["购置决算数 2", "运行维护决算数 4"], False),
        "合计决算数 11": (["公务用车决算数 6", "公务接待决算数 5"], True),
    }


def test_rows_after_among_are_known_by_most_columns_where_one_is_wrong() -> None:
    head = "单位：万元\n资金 | 年初预算数 | 全年预算数 | 全年执行数\n"
    text = f"{head}年度资金总额 | 36 | 33 | 34\n其中：财政拨款 | 24 | 24 | 24\n其他资金 | 12 | 12 | 10"
    parts = [len(parts) for _, _, parts, _, _ in relations_of(text) if len(parts) > 1]
    assert parts == [2, 2, 2]  # 33 is not 24 and 12, but nobody would take 其他资金 for anything else


def test_a_code_that_begins_with_another_is_part_of_it() -> None:
    text = """
单位：万元
科目编码 | 科目名称 | 决算数
205 | 教育支出 | 30
20502 | 普通教育 | 30
2050202 | 小学 | 10
2050203 | 初中 | 20
208 | 社保 | 5
合计 | < | 35
"""
    found = {whole: parts for _, whole, parts, _, _ in relations_of(text)}
    assert found["合计决算数 35"] == ["教育支出决算数 30", "社保决算数 5"]
    assert found["普通教育决算数 30"] == ["小学决算数 10", "初中决算数 20"]


def test_rows_that_list_the_same_money_twice_divide_the_row_above_where_the_total_agrees() -> None:
    text = "单位：万元\n科目名称 | 决算数\n教育支出 | 30\n普通教育 | 30\n小学 | 10\n初中 | 20\n合计 | 30"
    found = {whole: parts for _, whole, parts, _, _ in relations_of(text)}
    assert found == {
        "教育支出决算数 30": ["普通教育决算数 30"],
        "普通教育决算数 30": ["小学决算数 10", "初中决算数 20"],
        "合计决算数 30": ["教育支出决算数 30"],
    }


def test_rows_that_list_the_same_money_twice_are_no_sum_where_no_total_agrees() -> None:
    text = "单位：万元\n科目名称 | 决算数\n教育支出 | 30\n普通教育 | 30\n小学 | 10\n初中 | 25\n合计 | 30"
    assert relations_of(text) == []


def test_a_slip_in_one_column_does_not_hide_the_sum() -> None:
    text = "单位：万元\n项目 | 预算数 | 决算数\n甲 | 10 | 9\n乙 | 20 | 18\n合计 | 30 | 72"
    assert ("breakdown", "合计决算数 72", ["甲决算数 9", "乙决算数 18"], "", True) in relations_of(text)


def test_a_column_of_sums_has_the_columns_under_the_same_head_for_parts() -> None:
    text = """
项目名称 | 年初预算数（万元） | 实际支出（万元） | < | <
^ | ^ | 财政拨款 | 其他资金 | 小计
甲 | 45 | 28 | 14 | 42
乙 | 60 | 52 | 3 | 55
"""
    found = {whole: parts for kind, whole, parts, _, _ in relations_of(text) if kind == "breakdown"}
    assert found == {
        "甲实际支出小计 42": ["甲实际支出财政拨款 28", "甲实际支出其他资金 14"],
        "乙实际支出小计 55": ["乙实际支出财政拨款 52", "乙实际支出其他资金 3"],
    }


def test_a_rate_is_of_the_two_columns_by_which_it_comes_out() -> None:
    text = """
单位：万元
项目 | 年初预算数 | 全年预算数 | 全年执行数 | 执行率
甲 | 40 | 50 | 45 | 90%
乙 | 80 | 100 | 98 | 98%
丙 | 9 | 10 | 9 | 95%
"""
    found = [(whole, *parts, base) for kind, whole, parts, base, _ in relations_of(text) if kind == "ratio"]
    assert found == [
        ("甲执行率 90", "甲全年执行数 45", "甲全年预算数 50"),
        ("乙执行率 98", "乙全年执行数 98", "乙全年预算数 100"),
        ("丙执行率 95", "丙全年执行数 9", "丙全年预算数 10"),
    ]


def test_a_share_is_of_the_total_row() -> None:
    text = "单位：万元\n项目 | 决算数 | 占比\n基本支出 | 30 | 75%\n项目支出 | 10 | 25%\n合计 | 40 | 100%"
    found = [(whole, *parts, base) for kind, whole, parts, base, _ in relations_of(text) if kind == "share"]
    assert found == [
        ("基本支出占比 75", "基本支出决算数 30", "合计决算数 40"),
        ("项目支出占比 25", "项目支出决算数 10", "合计决算数 40"),
    ]


def test_a_change_is_of_this_year_against_the_last() -> None:
    text = """
单位：万元
项目 | 2022年决算数 | 2023年决算数 | 增减额 | 增减率（%）
接待费 | 5.00 | 4.00 | -1.00 | -20.00
会议费 | 2.00 | 3.00 | 1.00 | 50.00
"""
    found = {(whole, *parts, base) for kind, whole, parts, base, _ in relations_of(text) if kind == "change"}
    assert ("接待费增减额 -1.00", "接待费决算数 4.00", "接待费决算数 5.00") in found
    assert ("会议费增减率 50.00", "会议费决算数 3.00", "会议费决算数 2.00") in found


def test_what_is_left_and_what_was_spent_make_up_what_came_in() -> None:
    text = "单位：万元\n项目 | 实际到位 | 实际支出 | 结余\n甲 | 100 | 98 | 2\n乙 | 50 | 50 | 0"
    found = [(whole, parts) for _, whole, parts, _, _ in relations_of(text)]
    assert ("甲实际到位 100", ["甲实际支出 98", "甲结余 2"]) in found


def test_items_are_parts_of_the_item_of_their_subtotal() -> None:
    text = """
一级指标 | 二级指标 | 分值 | 得分
管理 | 编制 | 10 | 9
^ | 执行 | 20 | 18
^ | 小计 | 30 | 27
产出 | 数量 | 70 | 70
"""
    assert ("score_sum", "管理", ["编制", "执行"], "", True) in relations_of(text)


def test_ids_of_relations_are_their_own() -> None:
    text = "单位：万元\n项目 | 合计 | 基本支出 | 项目支出\n甲 | 3 | 1 | 2\n乙 | 7 | 3 | 4\n合计 | 10 | 4 | 6"
    tables = tables_of(text)
    found = table_relations(tables.readings, tables.facts.facts, tables.scores.items, RULES)
    assert len({relation.id for relation in found}) == len(found) == 6
    assert sum((fact.value or Decimal(0) for fact in tables.facts.facts), Decimal(0)) == 40


def test_rows_between_two_numbers_divide_the_first() -> None:
    text = "单位：万元\n项目 | 决算数\n合计 | 18\n一、基本支出 | 11\n人员经费 | 10\n公用经费 | 1\n二、项目支出 | 7"
    found = {whole: (parts, exhaustive) for _, whole, parts, _, exhaustive in relations_of(text)}
    assert found == {
        "合计决算数 18": (["基本支出决算数 11", "项目支出决算数 7"], True),
        "基本支出决算数 11": (["人员经费决算数 10", "公用经费决算数 1"], False),
    }


def test_money_saved_is_what_was_planned_less_what_was_spent() -> None:
    text = "单位：万元\n采购类别 | 采购预算 | 实际采购金额 | 节约资金 | 节约率\n货物 | 50 | 48 | 2 | 4%\n工程 | 100 | 95 | 5 | 5%"
    found = {(kind, whole): (parts, base) for kind, whole, parts, base, _ in relations_of(text)}
    assert found["change", "货物节约资金 2"] == (["货物实际采购金额 48"], "货物采购预算 50")
    assert found["ratio", "工程节约率 5"] == (["工程节约资金 5"], "工程采购预算 100")


def test_changes_of_counts_are_held_to_the_two_years() -> None:
    text = """
项目 | 2023年 | 2022年 | 增减 | 增减幅度
刑事案件立案（起） | 2,146 | 2,391 | -245 | -10.25%
查处治安案件（起） | 1,873 | 1,764 | 109 | 6.81%
交通事故（起） | 214 | 237 | -23 | -9.70%
"""
    changes = [(whole, base) for kind, whole, _, base, _ in relations_of(text) if kind == "change"]
    assert len(changes) == 6
    assert ("查处治安案件增减幅度 6.81", "查处治安案件 1764") in changes
