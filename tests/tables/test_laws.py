"""However a table is laid out, it says the same: columns permuted, turned, rows reordered, heads repeated, pages broken."""

from __future__ import annotations

import time
from collections import Counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tables_of import Rows, facts_of, rows_of, scores_of, tables_of, written

FUNDS = """
序号 | 项目名称 | 年初预算数 | 全年预算数 | 实际支出 | 执行率 | 自评得分
1 | 渠道整治 | 100.00 | 120.00 | 114.00 | 95% | 96.5
2 | 泵站改造 | 50.00 | 50.00 | 50.00 | 100% | 99
3 | 水质监测 | 20.00 | 18.50 | - | 0% | 80
"""
SCORING = """
一级指标 | 二级指标 | 三级指标 | 分值 | 评分标准 | 得分 | 扣分原因
预算管理 | 编制质量 | 目标制定 | 6 | 每有一处不符合扣0.5分 | 5.5 | 一处不够量化
预算管理 | 编制质量 | 编制准确 | 6 | 偏差度小于10%得满分 | 5 | 追加较多
绩效管理 | 过程监控 | 监控及时 | 8 | 按季开展 | 8 | 无
"""
INDICATORS = """
三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
维修校舍间数 | ≥12间 | 12间 | 20 | 20
验收合格率 | 100% | 98.5% | 15 | 14
项目总成本 | ≤65万元 | 62.4万元 | 15 | 15
"""
YEARS = """
经费名称 | 2022年决算数 | 2023年预算数 | 2023年决算数
公务接待费 | 5.13 | 5.00 | 4.14
公务用车费 | 6.12 | 7.00 | 5.50
培训费 | 1.10 | 1.20 | 0
"""
MERGED = """
类别 | 项目名称 | 预算数 | 支出数 | 结余
设施类 | 渠道 | 100.00 | 95.00 | 5.00
^ | 泵站 | 50.00 | 50.00 | 0
运转类 | 物业管理 | 20.00 | 19.50 | 0.50
合计 | < | 170.00 | 164.50 | 5.50
"""
TWO_LEVELS = """
序号 | 项目名称 | 预算安排（万元） | < | 实际支出（万元） | < | 执行率（%）
^ | ^ | 年初预算数 | 全年预算数 | 财政拨款 | 其他资金 | ^
1 | 校舍维修 | 120.00 | 130.00 | 100.00 | 28.00 | 98.46
2 | 食堂改造 | 45.00 | 45.00 | 45.00 | - | 100.00
"""
PLAIN = (FUNDS, SCORING, INDICATORS, YEARS)
UNIT = "单位：万元\n"


def said(table: str) -> tuple[Counter[object], Counter[object]]:
    """What a table says, in whatever order."""
    return Counter(facts_of(UNIT + table)), Counter(scores_of(UNIT + table))


def turned(rows: Rows) -> Rows:
    """Rows for columns, merged cells with them."""
    swap = {"<": "^", "^": "<"}
    return [[swap.get(cell, cell) for cell in column] for column in zip(*rows, strict=True)]


@pytest.mark.parametrize("table", PLAIN)
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_the_order_of_columns_does_not_matter(table: str, data: st.DataObject) -> None:
    rows = rows_of(table)
    order = data.draw(st.permutations(range(len(rows[0]))))
    assert said(written([[row[place] for place in order] for row in rows])) == said(table)


@pytest.mark.parametrize("table", PLAIN)
@given(data=st.data())
@settings(max_examples=15, deadline=None)
def test_the_order_of_rows_does_not_matter(table: str, data: st.DataObject) -> None:
    head, *rows = rows_of(table)
    assert said(written([head, *data.draw(st.permutations(rows))])) == said(table)


@pytest.mark.parametrize("table", [*PLAIN, MERGED, TWO_LEVELS])
def test_a_turned_table_says_the_same(table: str) -> None:
    assert said(written(turned(rows_of(table)))) == said(table)


@pytest.mark.parametrize("table", PLAIN)
@given(data=st.data())
@settings(max_examples=15, deadline=None)
def test_a_turned_table_may_have_its_columns_in_any_order(table: str, data: st.DataObject) -> None:
    head, *things = turned(rows_of(table))[0], *turned(rows_of(table))[1:]
    assert said(written([head, *data.draw(st.permutations(things))])) == said(table)


@pytest.mark.parametrize("table", PLAIN)
@given(place=st.integers(1, 3))
@settings(max_examples=5, deadline=None)
def test_a_head_repeated_on_the_next_page_adds_nothing(table: str, place: int) -> None:
    head, *rows = rows_of(table)
    assert said(written([head, *rows[:place], head, *rows[place:]])) == said(table)


@pytest.mark.parametrize("table", PLAIN)
@pytest.mark.parametrize("line", ["续表", "单位：万元", "续表（单位：万元）"])
@given(place=st.integers(1, 2), repeats=st.booleans())
@settings(max_examples=5, deadline=None)
def test_a_page_break_does_not_matter(table: str, line: str, place: int, repeats: bool) -> None:
    head, *rows = rows_of(table)
    rest = [head, *rows[place:]] if repeats else rows[place:]
    assert said(f"{written([head, *rows[:place]])}\n{line}\n{written(rest)}") == said(table)


@pytest.mark.parametrize("table", [*PLAIN, MERGED])
def test_blank_rows_say_nothing(table: str) -> None:
    rows = rows_of(table)
    blank = [""] * len(rows[0])
    assert said(written([*rows, blank, blank])) == said(table)


@given(st.lists(st.lists(st.sampled_from(["", "-", "<", "^", "12.5", "项目名称", "预算数", "得分", "合计", "95%", "甲"]),
                         min_size=2, max_size=5), min_size=1, max_size=6))  # fmt: skip
@example([["得分", "12.5", "", ""], ["", "", "项目名称", "得分"], ["", "", "合计", "12.5"]])  # a total told twice
@settings(max_examples=150, deadline=None)
def test_whatever_stands_in_a_table_every_number_has_one_place(rows: Rows) -> None:
    width = max(map(len, rows))
    rows = [row + [""] * (width - len(row)) for row in rows]
    tables = tables_of(UNIT + written(rows))
    prose = {cell.block for reading in tables.readings for cell in reading.cells if cell.role == "text"}
    places = [
        *(fact.span for fact in tables.facts.facts), *tables.scores.read, *(each.span for each in tables.facts.unread),
        *(each.span for each in tables.facts.references), *(each.span for each in tables.scores.unread),
    ]  # fmt: skip
    for mention in tables.mentions:
        if mention.role == "cell" and mention.span.block not in prose:
            assert sum(place.covers(mention.span) or mention.span.covers(place) for place in places) == 1


def test_a_long_table_takes_time_in_proportion_to_its_rows() -> None:
    def seconds(count: int) -> float:
        head = "序号 | 类别 | 项目名称 | 年初预算数 | 全年执行数 | 执行率 | 自评得分"
        rows = [f"{i} | 第{i // 20}类 | 第{i}号渠道 | {i}.50 | {i}.25 | 95% | 90" for i in range(count)]
        text = f"{UNIT}{head}\n" + "\n".join(rows) + f"\n合计 | < | < | {count} | {count} | 95% | "
        started = time.perf_counter()
        assert len(tables_of(text).facts.facts) == 3 * count + 3
        return time.perf_counter() - started

    seconds(50)
    assert seconds(5000) < 30 * seconds(500)
