"""Columns and rows that only count are told by their numbers, whatever stands over or beside them."""

import pytest

from tables_of import facts_of

COUNTED = """
名目 | 第几 | 金额
教育支出 | 1 | 12.50
卫生健康支出 | 2 | 8.30
农林水支出 | 3 | 6.00
住房保障支出 | 4 | 2.10
本年支出合计 | 5 | 28.90
"""
NUMBERED = """
项目 | 预算数 | 决算数
列号 | 1 | 2
教育支出 | 12.50 | 12.00
卫生健康支出 | 8.30 | 8.10
"""


def figures(table: str) -> list[str]:
    return sorted(fact[1].removesuffix("万元") for fact in facts_of("单位：万元\n" + table))


def test_a_column_of_1_2_3_numbers_the_rows() -> None:
    assert figures(COUNTED) == ["12.50", "2.10", "28.90", "6.00", "8.30"]


@pytest.mark.parametrize(("was", "becomes"), [("| 3 |", "| 7 |"), ("| 1 |", "| 1.5 |")])
def test_whole_numbers_that_do_not_follow_one_another_are_figures(was: str, becomes: str) -> None:
    assert len(figures(COUNTED.replace(was, becomes))) == 10


def test_a_count_that_skips_the_total_is_a_count() -> None:
    assert len(figures(COUNTED.replace("| 5 | 28.90", "|  | 28.90"))) == 5


def test_a_first_row_of_1_2_numbers_the_columns() -> None:
    assert figures(NUMBERED) == ["12.00", "12.50", "8.10", "8.30"]


def test_a_row_of_whole_numbers_among_whole_numbers_says_something() -> None:
    assert len(figures("项目 | 预算数 | 决算数\n教育支出 | 1 | 2\n卫生健康支出 | 8 | 8\n")) == 4
