from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from jixiao import Document, check, extract
from jixiao.record import Check


def failures(*sentences: str) -> list[Check]:
    record = extract(Document.of_lines("某县教育局2023年度部门决算说明", "一、收入支出情况", *sentences))
    return [found for found in check(record) if found.status == "fail"]


def test_last_years_figure_that_was_copied_is_put_right_by_the_change() -> None:
    (failed, *_) = failures("2023年支出决算820.00万元，比2022年的820.00万元增加36.50万元。")
    assert failed.hint is not None
    assert "疑为856.50万元之误（与上年数相同，疑为误抄）" in failed.hint


@given(
    old=st.integers(min_value=10_000, max_value=900_000),
    more=st.integers(min_value=1_000, max_value=9_000),
)
def test_whatever_the_figures_the_change_tells_what_was_copied_over(old: int, more: int) -> None:
    before, change, meant = (Decimal(cents).scaleb(-2) for cents in (old, more, old + more))
    (failed, *_) = failures(f"2023年支出决算{before}万元，比2022年的{before}万元增加{change}万元。")
    assert failed.hint is not None
    assert f"{meant}万元" in failed.hint
