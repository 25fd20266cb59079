"""Running heads, footers and page numbers leave the text; titles and footnotes keep their place."""

from __future__ import annotations

import pytest

from jixiao.document import Document


def texts(document: Document, kind: str = "paragraph") -> list[str]:
    return [block.text for block in document.blocks if block.kind == kind]


def test_running_heads_and_footers_are_each_kept_once_apart_from_the_text(sheet):
    for number in range(1, 5):
        sheet.text("某县水利局2022年度绩效自评报告", 200, 40, 9)
        sheet.lines(["　　正文到此为止。"])
        sheet.text("内部资料", 90, 800, 9)
        sheet.text(f"第{number}页 共4页", 260, 800, 9)
        sheet.next_page()
    document = sheet.read()
    assert texts(document) == ["正文到此为止。"] * 4
    assert texts(document, "header") == ["某县水利局2022年度绩效自评报告"]
    assert texts(document, "footer")[0].startswith("内部资料")


@pytest.mark.parametrize("form", ["{}", "- {} -", "— {} —", "－{}－", "第{}页", "{}/4", "第{}页 共4页"])
def test_page_numbers_of_every_form_are_left_out(sheet, form):
    for number in range(1, 5):
        sheet.lines(["　　正文到此为止。"])
        sheet.text(form.format(number), 280, 790, 9)
        sheet.next_page()
    assert {block.text for block in sheet.read().blocks} == {"正文到此为止。"}


def test_page_numbers_at_the_top_and_outside_of_a_book_are_left_out(sheet):
    for number in range(7, 11):
        sheet.text(str(number), 90 if number % 2 else 490, 45, 9)
        sheet.lines(["　　正文到此为止。"])
        sheet.next_page()
    assert {block.text for block in sheet.read().blocks} == {"正文到此为止。"}


def test_a_year_at_the_foot_of_a_page_is_no_page_number(sheet):
    sheet.lines(["　　正文到此为止。"])
    sheet.text("2023", 280, 790, 12)
    sheet.next_page()
    sheet.lines(["　　正文到此为止。"])
    assert "2023" in texts(sheet.read())


def test_a_title_that_stands_on_several_pages_where_text_begins_stays(sheet):
    for part in ("甲", "乙"):
        sheet.centred("项目支出绩效自评表", 80, 22)
        sheet.lines([f"　　{part}项目的情况如下。"], top=130)
        sheet.next_page()
    assert texts(sheet.read()).count("项目支出绩效自评表") == 2


def test_a_title_repeated_as_running_head_stays_as_title(sheet):
    for number in range(1, 5):
        sheet.text("某县水利局绩效自评报告", 220, 40, 9)
        if number == 1:
            sheet.centred("某县水利局绩效自评报告", 90, 22)
        sheet.lines(["　　正文到此为止。"], top=140)
        sheet.next_page()
    assert texts(sheet.read())[0] == "某县水利局绩效自评报告"


def test_footnotes_stand_apart_and_their_marks_are_gone(sheet):
    sheet.text("年末结转338.19万元", 122, 80)
    sheet.text("1", 122 + 9 * 16, 78, 8)
    sheet.text("，全部结转下年。", 122 + 9.3 * 16, 80)
    sheet.lines(["　　其他情况没有变化。"], top=106)
    sheet.rule(90, 740, 230, 740)
    sheet.text("1", 90, 745, 6)
    sheet.text("主要为跨年度工程的尾款。", 95, 746, 9)
    document = sheet.read()
    assert texts(document)[0] == "年末结转338.19万元，全部结转下年。"
    assert texts(document, "note") == ["主要为跨年度工程的尾款。"]


def test_a_circled_number_in_the_text_and_a_remark_below_a_table_stay(sheet):
    sheet.lines(["　　全部结转下年使用①。", "　　没有低于80分的项目。"])
    sheet.text("注：①主要为跨年度工程的尾款。", 90, 700, 10)
    document = sheet.read()
    assert texts(document) == ["全部结转下年使用①。", "没有低于80分的项目。", "注：①主要为跨年度工程的尾款。"]


def test_entries_of_a_table_of_contents_are_told_by_their_leaders(sheet):
    sheet.centred("目录", 80, 18)
    sheet.lines(["一、部门概况…………………………………………1", "二、收支情况…………………………………………2"], top=110)
    sheet.lines(["一、部门概况", "　　我单位内设三个科室。", "二、收支情况", "　　全年收入3万元。"], top=200)
    document = sheet.read()
    assert len(texts(document, "contents")) == 2
    assert texts(document)[1:] == ["一、部门概况", "我单位内设三个科室。", "二、收支情况", "全年收入3万元。"]


def test_headings_listed_before_the_report_are_its_contents(sheet):
    headings = ["一、部门概况", "二、收支情况", "三、存在问题", "四、改进建议"]
    sheet.centred("目    录", 80, 18)
    sheet.lines(headings, top=120)
    sheet.next_page()
    for i, heading in enumerate(headings):
        sheet.lines([heading, "　　具体情况如上所述。"], top=80 + 60 * i)
    document = sheet.read()
    assert texts(document, "contents") == headings
    assert [text for text in texts(document) if text in headings] == headings


ENTRIES = (
    ("第一部分 部门概况", 1),
    ("一、主要职能", 1),
    ("二、机构设置", 1),
    ("第二部分 收支情况", 2),
    ("一、收入情况", 2),
)


def contents_page(sheet):
    sheet.centred("目录", 80, 18)
    for i, (words, number) in enumerate(ENTRIES):
        sheet.text(words, 90, 110 + 26 * i)
        sheet.text(str(number), 498, 110 + 26 * i)


def test_an_entry_met_again_without_its_page_number_begins_the_report(sheet):
    contents_page(sheet)
    sheet.next_page()
    sheet.lines(["第一部分 部门概况", "一、主要职能", "　　负责全市的水利工作。"])
    document = sheet.read()
    assert texts(document, "contents") == [f"{words} {number}" for words, number in ENTRIES]
    assert texts(document) == ["目录", "第一部分 部门概况", "一、主要职能", "负责全市的水利工作。"]


def test_the_last_entry_and_the_first_heading_on_the_next_page_stay_apart(sheet):
    contents_page(sheet)
    sheet.next_page()
    sheet.lines(["　　一、部门的基本情况", "　　（一）主要职能", "　　负责全市的水利工作。"])
    document = sheet.read()
    assert texts(document, "contents")[-1] == "一、收入情况 2"
    assert texts(document)[1:] == ["一、部门的基本情况", "（一）主要职能", "负责全市的水利工作。"]


def test_an_entry_without_number_between_others_is_one(sheet):
    sheet.centred("目录", 80, 18)
    sheet.lines(["第一部分 部门概况", "一、主要职能………………………1", "二、机构设置………………………1"], top=110)
    sheet.lines(["第二部分 收支情况", "三、收入情况………………………2"], top=188)
    assert len(texts(sheet.read(), "contents")) == 5


def test_a_running_head_well_above_the_text_of_two_pages_is_one(sheet):
    for number in (1, 2):
        sheet.text("某县林业局文件", 90, 60, 10.5)
        sheet.centred(f"第{number}份材料", 110)
        sheet.lines(["　　正文到此为止。"], top=150)
        sheet.next_page()
    document = sheet.read()
    assert texts(document, "header") == ["某县林业局文件"]
    assert texts(document) == ["第1份材料", "正文到此为止。", "第2份材料", "正文到此为止。"]


def test_the_small_title_of_a_form_on_each_of_two_pages_stays(sheet):
    for name in ("甲", "乙"):
        sheet.text("项目绩效自评表", 250, 75, 10)
        sheet.grid((90, 300, 500), (110, 132, 154))
        sheet.cells((90, 300), (110, 132), [["项目名称", name], ["得分", "95"]])
        sheet.next_page()
    assert texts(sheet.read()).count("项目绩效自评表") == 2


@pytest.mark.parametrize(
    "form",
    [
        "{} 绩效自评材料",
        "绩效自评材料 {}",
        "2023年第3季度 财绩12号 {}",
        "附件1-2 共4页,第{}页",
        "绩效自评材料 {}/4",
        "第{}页 绩效自评材料",
    ],
)
def test_a_running_head_goes_with_the_page_number_right_beside_it(sheet, form):
    for number in range(1, 5):
        sheet.text(form.format(number), 200, 40, 12)
        sheet.lines(["　　正文到此为止。"], top=100)
        sheet.next_page()
    document = sheet.read()
    assert texts(document) == ["正文到此为止。"] * 4
    assert texts(document, "header") == [form.format(1)]


def test_lines_whose_numbers_do_not_count_with_the_pages_stay(sheet):
    for amount in (12, 15, 37, 90):
        sheet.text(f"本页合计{amount}", 200, 40)
        sheet.lines(["　　正文到此为止。"], top=100)
        sheet.next_page()
    assert [text for text in texts(sheet.read()) if text.startswith("本页合计")] == [
        f"本页合计{amount}" for amount in (12, 15, 37, 90)
    ]
