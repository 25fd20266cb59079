"""Ruling lines, alignment and page breaks of a PDF become the tables that the author made."""

from __future__ import annotations

from itertools import pairwise

import pytest
from reportlab.lib.colors import Color

from jixiao.document import Document

XS = (90, 150, 300, 400, 500)


def rows_of(document: Document, table: int = 0) -> list[list[str]]:
    form = document.tables[table]
    rows: list[list[str]] = [[] for _ in range(form.rows)]
    for cell in form.cells:
        rows[cell.row].append(document.block(cell.block).text)
    return rows


def spans_of(document: Document) -> set[tuple[int, int, int, int]]:
    cells = document.tables[0].cells
    return {(c.row, c.column, c.rowspan, c.colspan) for c in cells if c.rowspan > 1 or c.colspan > 1}


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if block.kind == "paragraph"]


def test_a_ruled_table_comes_with_its_cells_between_its_paragraphs(sheet):
    rows = [["序号", "项目", "预算数", "决算数"], ["1", "校舍维修", "3.50", "3.49"], ["2", "设备购置", "-", "0"]]
    sheet.lines(["　　具体情况见下表："])
    ys = (120, 142, 164, 186)
    sheet.grid(XS, ys)
    sheet.cells(XS, ys, rows)
    sheet.lines(["　　以上数据单位为万元。"], top=200)
    document = sheet.read()
    assert rows_of(document) == rows
    assert [block.id for block in document.blocks][:3] == ["p1", "t1.r0.c0", "t1.r0.c1"]
    assert texts(document) == ["具体情况见下表：", "以上数据单位为万元。"]


def test_a_table_of_sixty_one_rows_over_six_pages_is_one_with_every_row_whole(sheet):
    header = ["序号", "项目名称", "预算数", "决算数"]
    xs = (90, 150, 300, 400, 500)
    rows = [[str(i), f"第{i}个项目", f"{i}.50", f"{i}.25"] for i in range(1, 62)]
    rows[20][1], rows[40][1] = "农村公路养护及桥梁维修加固工程", "小型水库除险加固及雨水情监测"
    pages = [rows[0:11], rows[11:21], rows[20:31], rows[31:41], rows[40:51], rows[51:61]]
    for number, page in enumerate(pages, 1):
        shown = [header, *(list(row) for row in page)]
        if number in (2, 4):  # the last row is cut by the page break
            shown[-1][1] = shown[-1][1][:8]
        if number in (3, 5):
            shown[1] = ["", shown[1][1][8:], "", ""]
            sheet.text("（续表）", 440, 75, 10)
        ys = [100 + 22 * i for i in range(len(shown) + 1)]
        sheet.grid(xs, ys)
        sheet.cells(xs, ys, shown)
        sheet.text(f"— {number} —", 280, 790, 9)
        sheet.next_page()
    document = sheet.read()
    assert len(document.tables) == 1
    assert rows_of(document) == [header, *rows]
    assert document.tables[0].continued == 5
    assert texts(document) == []


def test_merged_cells_of_a_two_level_header_and_a_merged_first_column(sheet):
    ys = (100, 122, 144, 166, 188)
    for y in (100, 188):
        sheet.rule(90, y, 500, y)
    sheet.rule(300, 122, 500, 122)
    sheet.rule(90, 144, 500, 144)
    sheet.rule(150, 166, 500, 166)
    for x in (90, 300, 500):
        sheet.rule(x, 100, x, 188)
    sheet.rule(150, 100, 150, 188)
    sheet.rule(400, 122, 400, 188)
    sheet.cells(
        XS,
        ys,
        [["类别", "项目", "支出", ""], ["", "", "预算数", "决算数"], ["基础", "甲", "1", "2"], ["", "乙", "3", "4"]],
    )
    document = sheet.read()
    assert spans_of(document) == {(0, 0, 2, 1), (0, 1, 2, 1), (0, 2, 1, 2), (2, 0, 2, 1)}
    assert rows_of(document) == [
        ["类别", "项目", "支出"],
        ["预算数", "决算数"],
        ["基础", "甲", "1", "2"],
        ["乙", "3", "4"],
    ]


def test_a_merged_cell_cut_by_the_page_break_is_one(sheet):
    for page, names in enumerate((("甲", "乙"), ("丙", "丁"))):
        ys = (600, 622, 644) if not page else (80, 102, 124)
        for y in (ys[0], ys[2]):
            sheet.rule(90, y, 500, y)
        sheet.rule(150, ys[1], 500, ys[1])
        for x in XS:
            sheet.rule(x, ys[0], x, ys[2])
        sheet.cells(XS, ys, [["" if page else "基础类", name, "10.5", "9.5"] for name in names])
        sheet.next_page()
    document = sheet.read()
    assert spans_of(document) == {(0, 0, 4, 1)}
    assert [row[-3] for row in rows_of(document)] == ["甲", "乙", "丙", "丁"]


@pytest.mark.parametrize(("head", "count"), [(["资金来源", "预算数", "决算数"], 1), (["资金来源", "12.5", "9.5"], 2)])
def test_a_head_alone_on_its_page_is_that_of_the_rows_on_the_next_whatever_it_merges(sheet, head, count):
    wide = (90, 300, 400, 500)
    sheet.grid(wide, (600, 622))
    sheet.cells(wide, (600, 622), [head])
    sheet.next_page()
    sheet.grid(XS, (80, 102, 124))
    sheet.cells(XS, (80, 102, 124), [["中央", "补助", "10.5", "9.5"], ["省级", "补助", "4.0", "3.0"]])
    document = sheet.read()
    assert len(document.tables) == count
    assert rows_of(document)[0] == head


def test_tables_of_other_columns_stay_apart(sheet):
    sheet.grid((90, 300, 500), (600, 622, 644))
    sheet.cells((90, 300), (600, 622), [["项目", "预算数"], ["甲", "3"]])
    sheet.next_page()
    sheet.grid(XS, (80, 102, 124))
    sheet.cells(XS, (80, 102), [["序号", "项目", "预算", "决算"], ["1", "乙", "4", "5"]])
    assert len(sheet.read().tables) == 2


@pytest.mark.parametrize("swapped", [False, True])
def test_a_form_that_shows_more_columns_on_one_page_than_on_the_other_is_one_table(sheet, swapped):
    few, many = (90, 200, 350, 500), (90, 200, 270, 350, 500)
    rows = [["项目名称", "校舍维修", "负责人"], ["资金", "预算", "执行", "3.5"]]
    pages = [(few, rows[0]), (many, rows[1])]
    for page, (xs, row) in enumerate(reversed(pages) if swapped else pages):
        ys = (80, 102) if page else (720, 742)
        sheet.grid(xs, ys)
        sheet.cells(xs, ys, [row])
        sheet.next_page()
    document = sheet.read()
    (table,) = document.tables
    assert (table.rows, table.columns) == (2, 4)
    assert rows_of(document) == (rows[::-1] if swapped else rows)
    assert spans_of(document) == {(1 if swapped else 0, 1, 1, 2)}


def test_text_in_a_frame_stays_text(sheet):
    sheet.grid((80, 516), (70, 160))
    sheet.lines(["　　评价结论：本项目得分为九十五分，等级为优，绩效目标", "全部完成。"], top=85)
    document = sheet.read()
    assert not document.tables
    assert texts(document) == ["评价结论：本项目得分为九十五分，等级为优，绩效目标全部完成。"]


def test_rules_under_words_and_headers_make_no_table(sheet):
    sheet.rule(90, 70, 506, 70)
    sheet.text("填报单位：某县水利局", 90, 90)
    sheet.rule(170, 108, 260, 108)
    sheet.rule(90, 200, 506, 200)
    document = sheet.read()
    assert not document.tables
    assert texts(document) == ["填报单位：某县水利局"]


def test_thin_rectangles_and_broken_borders_rule_as_lines_do(sheet):
    ys = (100, 122, 144)
    for y in ys:
        for x0, x1 in pairwise(XS):
            sheet.canvas.rect(x0 + 0.5, sheet.height - y - 0.25, x1 - x0 - 0.5, 0.5, stroke=0, fill=1)
    for x in XS:
        for y0, y1 in pairwise(ys):
            sheet.canvas.rect(x - 0.25, sheet.height - y1 + 0.5, 0.5, y1 - y0 - 1, stroke=0, fill=1)
    sheet.cells(XS, ys, [["序号", "项目", "预算", "决算"], ["1", "乙", "4", "5"]])
    assert rows_of(sheet.read()) == [["序号", "项目", "预算", "决算"], ["1", "乙", "4", "5"]]


def test_a_table_in_a_form_object_and_one_open_at_its_sides(sheet):
    sheet.canvas.beginForm("table")
    for y in (100, 122, 144):
        sheet.rule(90, y, 500, y)
    for x in XS[1:-1]:
        sheet.rule(x, 100, x, 144)
    sheet.canvas.endForm()
    sheet.canvas.translate(10, -20)
    sheet.canvas.doForm("table")
    sheet.cells(XS, (100, 122), [["序号", "项目", "预算", "决算"], ["1", "乙", "4", "5"]])
    assert rows_of(sheet.read()) == [["序号", "项目", "预算", "决算"], ["1", "乙", "4", "5"]]


def test_a_figure_too_wide_for_its_cell_is_not_cut(sheet):
    sheet.grid((90, 150, 190, 300), (100, 122, 144))
    sheet.cells((90, 150, 190), (100, 122), [["项目", "预算数", "备注"], ["甲", "1,234,567.89", ""]])
    assert rows_of(sheet.read())[1] == ["甲", "1,234,567.89", ""]


def test_lines_in_a_cell_are_joined_and_its_paragraphs_kept(sheet):
    sheet.grid((90, 142, 300), (100, 180))
    sheet.cells((90, 142), (100,), [["年度项目\n资金总额", "1.完成率\n2.及时率"]])
    assert rows_of(sheet.read()) == [["年度项目资金总额", "1.完成率\n2.及时率"]]


def test_columns_told_by_alignment_alone(sheet):
    rows = [
        ["项目", "预算数", "决算数", "执行率"],
        ["基本支出", "105.58", "105.00", "99.45%"],
        ["项目支出", "202.24", "202.24", "100.00%"],
        ["合计", "307.82", "307.24", "99.81%"],
    ]
    sheet.lines(["　　支出情况如下："])
    for i, row in enumerate(rows):
        for words, x in zip(row, (100, 220, 320, 420), strict=True):
            sheet.text(words, x, 120 + 24 * i, 12)
    document = sheet.read()
    assert rows_of(document) == rows
    assert texts(document) == ["支出情况如下："]


@pytest.mark.parametrize(
    "lines",
    [
        ["联系人：张三    电话：12345    日期：3月", "审核人：李四    电话：54321    日期：4月"],
        ["甲    乙    丙", "丁    戊    己", "庚    辛    壬", "子    丑    寅"],
    ],
)
def test_words_that_are_merely_set_apart_are_no_table(sheet, lines):
    for i, line in enumerate(lines):
        for j, words in enumerate(line.split()):
            sheet.text(words, 90 + 150 * j, 100 + 26 * i, 12)
    assert not sheet.read().tables


def test_fields_told_by_their_shading_alone(sheet):
    rows = [["项目", "预算数", "决算数"], ["甲", "3.50", "3.49"], ["乙", "4.00", "4.00"]]
    xs, ys = (90, 200, 300), (100, 124, 148)
    for i, y in enumerate(ys):
        for x, width in zip(xs, (110, 100, 90), strict=True):
            sheet.canvas.setFillGray(0.9 if i % 2 else 0.8)
            sheet.canvas.rect(x, sheet.height - y - 24, width, 24, stroke=0, fill=1)
    sheet.canvas.setFillGray(0)
    sheet.cells(xs, ys, rows)
    assert rows_of(sheet.read()) == rows


def test_a_caption_and_header_printed_again_on_each_page_are_dropped_once_read(sheet):
    header = ["序号", "项目", "预算数", "决算数"]
    for start in (1, 3, 5):
        rows = [header, *([str(i), f"第{i}个项目", f"{i}.5", "-"] for i in (start, start + 1))]
        ys = [120 + 22 * i for i in range(len(rows) + 1)]
        sheet.centred("项目支出明细表", 70, 18)
        sheet.text("单位：万元", 430, 98, 12)
        sheet.grid(XS, ys)
        sheet.cells(XS, ys, rows)
        sheet.next_page()
    document = sheet.read()
    assert [row[0] for row in rows_of(document)] == ["序号", "1", "2", "3", "4", "5", "6"]
    assert texts(document) == ["项目支出明细表", "单位：万元"]


def test_forms_of_one_kind_one_after_another_are_tables_of_their_own(sheet):
    for name in ("甲", "乙"):
        sheet.centred("项目绩效自评表", 70, 18)
        sheet.grid((90, 300, 500), (100, 122, 144))
        sheet.cells((90, 300), (100, 122), [["项目名称", name], ["得分", "95"]])
        sheet.next_page()
    assert len(sheet.read().tables) == 2


def test_rows_ruled_without_lines_between_columns(sheet):
    rows = [["项目", "预算数", "决算数"], ["甲", "3.50", "3.49"], ["乙", "4.00", "4.00"], ["合计", "7.50", "7.49"]]
    ys = [100 + 24 * i for i in range(5)]
    sheet.grid((90, 500), ys)
    sheet.cells((90, 250, 400), ys, rows, 12)
    assert rows_of(sheet.read()) == rows


def test_rules_far_apart_with_nothing_between_some_of_them_are_read(sheet):
    for top in (80, 100, 400, 420, 440):
        sheet.rule(90, top, 500, top)
    for top in (84, 404, 424):
        for words, x in zip(("基本支出", "12.50", "3.40"), (94, 250, 400), strict=True):
            sheet.text(words, x, top, 10)
    assert [block.text for block in sheet.read().blocks].count("12.50") == 3


def set_rows(sheet, rows, top, xs=(94, 250, 350, 450), pitch=20, size=10):
    for i, row in enumerate(rows):
        for words, x in zip(row, xs, strict=True):
            sheet.text(words, x, top + i * pitch, size)


HEADER = ("项目名称", "预算数", "执行数", "执行率")
BODY = [
    ("基本支出", "120.50", "118.40", "98.26%"),
    ("项目支出", "60.00", "57.30", "95.50%"),
    ("合计", "180.50", "175.70", "97.34%"),
]


def test_a_header_above_the_first_of_the_rules_belongs_to_the_table(sheet):
    sheet.text("表1 收支情况", 94, 80, 12)
    set_rows(sheet, [HEADER, *BODY], 120)
    for i in range(1, 5):
        sheet.rule(90, 116 + 20 * i, 500, 116 + 20 * i)
    assert rows_of(sheet.read()) == [list(row) for row in (HEADER, *BODY)]


def test_tables_one_below_the_other_with_rules_alike_are_apart_with_the_text_between_them(sheet):
    for top in (100, 280):
        set_rows(sheet, [HEADER, *BODY], top)
        for i in range(5):
            sheet.rule(90, top - 4 + 20 * i, 500, top - 4 + 20 * i)
    sheet.text("（二）等级分布", 114, 200, 12)
    sheet.text("按项目统计的情况见表2。", 114, 225, 12)
    document = sheet.read()
    assert [rows_of(document, i) for i in (0, 1)] == [[list(row) for row in (HEADER, *BODY)]] * 2
    assert [block.text for block in document.blocks if block.kind == "paragraph"] == [
        "（二）等级分布",
        "按项目统计的情况见表2。",
    ]


def test_words_that_wrap_below_their_figures_stay_in_their_row(sheet):
    rows = [
        ("基本公共卫生服", "120.50", "118.40", "98.26%"),
        ("务", "", "", ""),
        ("村卫生室", "60.00", "57.30", "95.50%"),
    ]
    rows += [
        ("乡镇卫生院能力", "80.00", "57.30", "71.63%"),
        ("提升", "", "", ""),
        ("合计", "260.50", "233.00", "89.44%"),
    ]
    set_rows(sheet, [HEADER], 120)
    set_rows(sheet, rows, 140, pitch=13)
    for y in (116, 136, 222):
        sheet.rule(90, y, 500, y)
    assert [row[0] for row in rows_of(sheet.read())] == [
        "项目名称",
        "基本公共卫生服务",
        "村卫生室",
        "乡镇卫生院能力提升",
        "合计",
    ]


def test_a_figure_too_wide_for_its_cell_is_one_where_each_row_has_its_rule(sheet):
    rows = [
        ("基本支出", "10,245,180.5", "118.40"),
        ("项目支出", "60.00", "57.30"),
        ("其他", "60.00", "57.30"),
        ("合计", "180.50", "175.70"),
    ]
    for i, row in enumerate(rows):
        for words, x in zip(row, (94, 250, 350), strict=True):
            sheet.text(words, x, 120 + 30 * i, 10)
    sheet.text("0", 250, 132, 10)
    for i in range(6):
        sheet.rule(90, 86 + 30 * i, 500, 86 + 30 * i)
    for words, x in zip(("项目", "预算数", "执行数"), (94, 250, 350), strict=True):
        sheet.text(words, x, 90, 10)
    assert rows_of(sheet.read())[1] == ["基本支出", "10,245,180.50", "118.40"]


def test_a_header_in_two_levels_without_rules_is_two_rows(sheet):
    sheet.text("单位", 94, 106, 10)
    sheet.centred("编制数", 100, 10, middle=275)
    sheet.centred("实有人数", 100, 10, middle=425)
    set_rows(sheet, [("行政编制", "事业编制", "在职", "离退休")], 113, xs=(215, 295, 365, 445))
    for i, row in enumerate(
        [("局机关", "42", "12", "41", "28"), ("执法大队", "12", "36", "33", "15"), ("合计", "54", "48", "74", "43")]
    ):
        for words, x in zip(row, (94, 215, 295, 365, 445), strict=True):
            sheet.text(words, x, 132 + 18 * i, 10)
    for y in (96, 128, 186):
        sheet.rule(90, y, 500, y)
    document = sheet.read()
    assert (document.tables[0].rows, document.tables[0].columns) == (5, 5)
    spans = {(cell.row, cell.column): cell.colspan for cell in document.tables[0].cells if cell.row == 0}
    assert (spans[0, 1], spans[0, 3]) == (2, 2)


def test_characters_printed_twice_for_boldness_are_read_once_in_cells_of_one_character(sheet):
    xs, ys = (90, 200, 300, 400), (100, 122, 144)
    sheet.grid(xs, ys)
    for shift in (0, 0.4):
        set_rows(sheet, [("甲", "4", "-"), ("乙", "55", "6")], 104, xs=[x + 4 + shift for x in xs[:3]], pitch=22)
    assert rows_of(sheet.read()) == [["甲", "4", "-"], ["乙", "55", "6"]]


def test_columns_set_close_together_without_rules_are_apart(sheet):
    rows = [
        ("指标", "分值", "得分", "等级"),
        ("预算编制", "10", "9.50", "优"),
        ("预算执行", "20", "18.5", "良"),
        ("合计", "30", "28.0", "优"),
    ]
    set_rows(sheet, rows, 120, xs=(94, 200, 260, 284), pitch=16)
    assert rows_of(sheet.read()) == [list(row) for row in rows]


def test_names_that_wrap_in_the_first_column_stay_in_a_table_without_rules(sheet):
    rows = [HEADER, ("基本公共卫生服", "120.50", "118.40", "98.26%"), ("务", "", "", ""), ("一、项目支出", "", "", "")]
    rows += [
        ("乡镇卫生院能力", "80.00", "57.30", "71.63%"),
        ("提升", "", "", ""),
        ("合计", "260.50", "233.00", "89.44%"),
    ]
    set_rows(sheet, rows, 120, pitch=13)
    first = [row[0] for row in rows_of(sheet.read())]
    assert first == ["项目名称", "基本公共卫生服务", "一、项目支出", "乡镇卫生院能力提升", "合计"]


def test_a_frame_around_a_table_without_rules_inside_does_not_hide_its_columns(sheet):
    set_rows(sheet, [HEADER, *BODY], 120)
    sheet.grid((90, 500), (116, 200))
    assert rows_of(sheet.read()) == [list(row) for row in (HEADER, *BODY)]


def test_a_header_alone_at_the_foot_of_a_page_begins_the_table_without_rules_on_the_next(sheet):
    sheet.lines(["　　各项目的收支情况见下表。"])
    set_rows(sheet, [HEADER], 760)
    sheet.next_page()
    set_rows(sheet, BODY, 80)
    assert rows_of(sheet.read()) == [list(row) for row in (HEADER, *BODY)]


def test_the_unit_above_a_table_without_rules_is_none_of_its_rows(sheet):
    sheet.text("编制单位：某局", 94, 100, 10)
    sheet.text("2023年度", 250, 100, 10)
    sheet.text("金额单位：万元", 400, 100, 10)
    set_rows(sheet, [HEADER, *BODY], 116, pitch=16)
    assert rows_of(sheet.read()) == [list(row) for row in (HEADER, *BODY)]


def test_the_header_of_a_table_with_every_other_row_tinted_stays_with_it(sheet):
    for i in (0, 2, 4):
        sheet.canvas.setFillColor(Color(0.8, 0.85, 0.95))
        sheet.canvas.rect(90, sheet.height - 136 - 20 * i, 410, 20, stroke=0, fill=1)
    sheet.canvas.setFillColor(Color(0, 0, 0))
    rows = [HEADER, BODY[0], ("二、其他", "", "", ""), BODY[1], BODY[2]]
    set_rows(sheet, rows, 120)
    assert [row[0] for row in rows_of(sheet.read())] == [row[0] for row in rows]


def test_dots_that_stand_in_rows_are_the_rules_of_a_table(sheet):
    rows = [("甲", "4"), ("乙", "55"), ("丙", "6")]
    for i in range(4):
        for x in range(90, 301, 2):
            sheet.canvas.rect(x, sheet.height - 100 - 22 * i, 0.8, 0.8, stroke=0, fill=1)
    for x in (90, 200, 300):
        for y in range(100, 167, 2):
            sheet.canvas.rect(x, sheet.height - y, 0.8, 0.8, stroke=0, fill=1)
    set_rows(sheet, rows, 104, xs=(94, 204), pitch=22)
    assert rows_of(sheet.read()) == [list(row) for row in rows]


def test_rows_at_the_top_of_a_page_below_the_name_of_their_group_go_on_with_the_header_before(sheet):
    sheet.lines(["　　各项目的收支情况见下表。"])
    set_rows(sheet, [HEADER], 760)
    sheet.next_page()
    set_rows(sheet, [("一、本级支出", "", "", ""), *BODY], 80, pitch=16)
    assert [row[0] for row in rows_of(sheet.read())] == ["项目名称", "一、本级支出", "基本支出", "项目支出", "合计"]


def test_a_header_that_wraps_is_one_row_without_rules_too(sheet):
    rows = [("内容", "基本公共卫", "乡镇卫生院", "运行补"), ("", "生服务", "能力提升", "助")]
    set_rows(sheet, rows, 100, pitch=12)
    set_rows(sheet, BODY, 126)
    assert rows_of(sheet.read())[0] == ["内容", "基本公共卫生服务", "乡镇卫生院能力提升", "运行补助"]


def test_the_name_of_a_group_half_way_down_its_rows_is_over_all_of_them(sheet):
    rows = [
        ("资金来源", "项目", "预算数", "执行数"),
        ("", "车购税补助", "18.00", "17.64"),
        ("中央资金", "转移支付", "32.00", "32.00"),
    ]
    rows += [
        ("", "小计", "50.00", "49.64"),
        ("", "债券资金", "50.00", "44.20"),
        ("", "小计", "50.00", "44.20"),
        ("合计", "", "100.00", "93.84"),
    ]
    set_rows(sheet, rows, 120)
    sheet.text("省级资金", 94, 210, 10)
    for i in range(8):
        sheet.rule(90, 116 + 20 * i, 500, 116 + 20 * i) if i in (0, 1, 7) else None
    spans = {(cell.row, cell.rowspan) for cell in sheet.read().tables[0].cells if cell.column == 0}
    assert spans == {(0, 1), (1, 3), (4, 2), (6, 1)}
