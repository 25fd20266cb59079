"""Sentences fold between characters, never inside a figure."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table

from jixiao.prose import Prose, lines_of

SENTENCE = (
    "三（四）资产管理：“资产总额”15,230.66万元，而各项合计865.43+2417.09+3206.75=15203.66万元，相差27.00万元（18.5%）"
)
FIGURE = re.compile(r"\d[\d,.]*(?:万元|%)?")


def test_no_figure_is_cut_at_any_usual_width() -> None:
    for width in range(16, 120):
        lines = list(lines_of(SENTENCE, width))
        assert [figure for line in lines for figure in FIGURE.findall(line)] == FIGURE.findall(SENTENCE)
        assert not [line for line in lines if line[:1] in "，。、；：）”%"]


@given(st.text("预算，。（）“”12.,%万元 ab/\n", max_size=80), st.integers(4, 40))
def test_nothing_is_lost_and_no_line_is_too_wide(text: str, width: int) -> None:
    lines = list(lines_of(text, width))
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(cell_len(line) <= width for line in lines)


def test_in_a_table_it_takes_the_width_that_is_left() -> None:
    table = Table("说明", "结果")
    table.add_row(Prose(SENTENCE), "不符")
    console = Console(width=50)
    with console.capture() as printed:
        console.print(table)
    assert "15,230.66万元" in printed.get()
    assert all(cell_len(line) <= 50 for line in printed.get().splitlines())
