"""Work grows with the report: twice as long is twice the work, counted in calls of functions, which no busy machine changes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from msgspec.structs import replace

from jixiao import Document, extract, read
from jixiao.document import Block
from jixiao.readers import read_bytes
from tables_of import document_of

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))
from grown import grown

CASE = Path(__file__).resolve().parents[1] / "corpus" / "359908-2023-minyang-shangwuju"
SLACK = 1.15


def calls_of(task: Callable[[], object]) -> int:
    """How many functions a task calls, of Python and of C."""
    calls = 0

    def count(_: FrameType, event: str, __: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        task()
    finally:
        sys.setprofile(before)
    return calls


def longer(document: Document, times: int) -> Document:
    """The document so many times over, each time with ids of its own."""
    blocks: list[Block] = []
    tables = []
    for turn in range(times):
        blocks += [
            replace(block, id=f"{turn}.{block.id}", table=block.table and f"{turn}.{block.table}")
            for block in document.blocks
        ]
        for table in document.tables:
            cells = tuple(replace(cell, block=f"{turn}.{cell.block}") for cell in table.cells)
            tables.append(replace(table, id=f"{turn}.{table.id}", cells=cells))
    return replace(document, blocks=tuple(blocks), tables=tuple(tables))


def table_of(rows: int, too_much: int = 0) -> Document:
    """A list of projects with what was planned and spent on each, and a total, of which the plan's may be too much."""
    lines = [f"项目{number}|{number}.50|{number}.25" for number in range(1, rows + 1)]
    total = [f"合计|{sum(range(1, rows + 1)) + rows / 2 + too_much:.2f}|{sum(range(1, rows + 1)) + rows / 4:.2f}"]
    return document_of(
        "\n".join(["某县教育局2023年度部门整体支出绩效自评报告", "单位：万元", "项目|预算数|决算数", *lines, *total])
    )


@pytest.mark.parametrize("times", [8, 16])
def test_a_report_so_many_times_as_long_is_as_many_times_the_work(times: int) -> None:
    document = read(CASE / "report.docx")
    extract(document)  # rules are loaded, modules imported
    once, grown = (calls_of(lambda turns=turns: extract(longer(document, turns))) for turns in (1, times))  # type: ignore[misc]
    assert grown < times * SLACK * once


def test_a_table_of_5000_rows_is_ten_times_the_work_of_one_of_500() -> None:
    extract(table_of(3))
    short, long = (calls_of(lambda rows=rows: extract(table_of(rows))) for rows in (500, 5000))  # type: ignore[misc]
    assert long < 10 * SLACK * short


@pytest.mark.parametrize("too_much", [9, 30_000])
def test_a_wrong_total_of_600_rows_is_ten_times_the_work_of_one_of_60(too_much: int) -> None:
    extract(table_of(3))
    short, long = (calls_of(lambda rows=rows: extract(table_of(rows, too_much))) for rows in (60, 600))  # type: ignore[misc]
    assert long < 10 * SLACK * short


def test_a_pdf_of_400_pages_is_ten_times_the_work_of_one_of_40() -> None:
    content = (CASE / "report.pdf").read_bytes()  # seven pages
    read_bytes(content, "report.pdf")
    files = [grown(content, ".pdf", times) for times in (6, 60)]
    short, long = (calls_of(lambda data=data: read_bytes(data, "report.pdf")) for data in files)  # type: ignore[misc]
    assert long < 10 * SLACK * short
