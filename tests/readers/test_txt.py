"""Plain text in the encodings of Chinese offices, with tables as web pages leave them."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.readers import read_bytes
from jixiao.readers.txt_encoding import decode

REPORT = "某县水利局\r\n2022年度部门整体绩效自评报告\r\n\r\n　　一、部门概况\r\n全年预算1,210.74万元。"


def texts(data: bytes) -> list[str]:
    return [block.text for block in read_bytes(data, "报告.txt").blocks]


@pytest.mark.parametrize(
    "data",
    [
        REPORT.encode(),
        codecs.BOM_UTF8 + REPORT.encode(),
        REPORT.encode("gb18030"),
        REPORT.encode("utf-16"),
        codecs.BOM_UTF16_BE + REPORT.encode("utf-16-be"),
        REPORT.encode("utf-16-le"),
        REPORT.encode("utf-16-be"),
        REPORT.encode("utf-32"),
        REPORT.replace("\r\n", "\n").encode("gb18030"),
        REPORT.replace("\r\n", "\r").encode(),
    ],
    ids=[
        "utf-8",
        "marked utf-8",
        "gb18030",
        "utf-16",
        "marked utf-16-be",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "lf",
        "cr",
    ],
)
def test_a_report_reads_the_same_in_every_encoding(data):
    assert texts(data) == ["某县水利局", "2022年度部门整体绩效自评报告", "一、部门概况", "全年预算1,210.74万元。"]


@given(st.text(st.sampled_from("部门整体绩效自评得分万元，。（）0123456789.%㎡…〔〕"), min_size=8, max_size=60))
def test_what_gb18030_writes_is_read_back(text):
    decoded = decode((text + "年度报告").encode("gb18030"))
    assert decoded is not None
    assert decoded.text == text + "年度报告"


def test_a_few_damaged_characters_are_shown_and_reported():
    damaged = ("全年预算执行情况良好。" * 30).encode() + b"\xff" + "完".encode()
    document = read_bytes(damaged, "报告.txt")
    assert document.blocks[0].text.endswith("良好。\ufffd完")
    assert [warning.code for warning in document.warnings] == ["encoding"]


def test_a_character_cut_off_at_the_end_of_the_file_is_dropped():
    assert texts("得分12分。完".encode()[:-1]) == ["得分12分。"]


def test_lines_parted_by_tabs_alike_are_a_table():
    document = read_bytes("下表单位：万元\n项目\t年初\t全年\n\n绿化\t1\t2\n\t\t\n合计\t1\t2\n完".encode(), "表.txt")
    table = document.tables[0]
    assert (table.rows, table.columns) == (4, 3)
    assert [document.block(cell.block).text for cell in table.cells[:6]] == ["项目", "年初", "全年", "绿化", "1", "2"]
    assert [block.id for block in document.blocks if block.kind == "paragraph"] == ["p1", "p2"]


def test_a_table_whose_merged_cells_left_shorter_rows_is_one_table():
    document = read_bytes("项目\t预算\t得分\n绿化\t年初\t全年\t9\n养护\t3\t4\t8".encode(), "表.txt")
    assert [(table.rows, table.columns) for table in document.tables] == [(3, 4)]


@pytest.mark.parametrize(
    "text",
    ["\t一、概况\n\t二、收支", "表1\t单位：万元\n正文", "一、概况\n\t正文第一段\n\t正文第二段"],
    ids=["indented", "a single line", "indented under a heading"],
)
def test_tabs_that_indent_or_stand_in_one_line_make_no_table(text):
    document = read_bytes(text.encode(), "报告.txt")
    assert document.tables == ()
    assert all(block.kind == "paragraph" for block in document.blocks)


def test_a_line_with_its_unit_is_no_row_of_the_table_below():
    document = read_bytes("收支表\t单位：万元\n项目\t年初\t全年\n绿化\t1\t2".encode(), "表.txt")
    assert document.blocks[0].text == "收支表\t单位：万元"
    assert document.tables[0].rows == 2
