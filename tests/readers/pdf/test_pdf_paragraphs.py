"""Lines of a PDF become the paragraphs that the author wrote."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.document import Document

FULL = "本年度一般公共预算财政拨款支出与上一年度相比"  # with two more characters a full line after an indent


def texts(document: Document, kind: str = "paragraph") -> list[str]:
    return [block.text for block in document.blocks if block.kind == kind]


def test_a_figure_broken_over_a_line_is_whole_again(sheet):
    sheet.lines(["　　全年预算收入合计为一千二百余万元即1,21", "0.74万元，比上年增加。"])
    sheet.text("下一段。", 122, 160)
    assert texts(sheet.read())[0] == "全年预算收入合计为一千二百余万元即1,210.74万元，比上年增加。"


def test_a_page_number_never_joins_a_figure(sheet):
    for number, lines in enumerate(
        (["　　首先说明有关情况。"], [f"　　{FULL}增长"], ["17.31%。", "　　其他情况没有变化。"]), 3
    ):
        sheet.lines(lines, top=80 if number > 4 else 740)
        sheet.text(str(number), 295, 780, 9)
        sheet.next_page()
    assert texts(sheet.read()) == ["首先说明有关情况。", f"{FULL}增长17.31%。", "其他情况没有变化。"]


def test_a_figure_parted_from_its_unit_by_a_page_is_one_again(sheet):
    sheet.lines([f"　　{FULL}如下", "本年度住房保障类支出和社会保障类支出合计数为44.59"], top=720)
    sheet.text("- 1 -", 285, 790, 9)
    sheet.next_page()
    sheet.lines(["万元，占比3.68%。"])
    sheet.text("- 2 -", 285, 790, 9)
    assert texts(sheet.read())[0].endswith("合计数为44.59万元，占比3.68%。")


def test_a_short_line_ends_a_paragraph(sheet):
    sheet.lines(["一、部门基本情况", "（一）机构设置", "　　我部门下设十个股室，编制三十四个。"])
    assert texts(sheet.read()) == ["一、部门基本情况", "（一）机构设置", "我部门下设十个股室，编制三十四个。"]


def test_a_line_ended_early_for_a_long_figure_goes_on(sheet):
    sheet.lines(["　　二〇二三年年初结转和结余资金的全部数额为", "12,345,678.90元，本年支出为零，年末全部结转下年。"])
    assert len(texts(sheet.read())) == 1


def test_marks_inside_a_paragraph_of_duties_begin_none(sheet, wrap):
    duties = "主要职责有（一）负责会议的准备、组织和服务工作。（二）组织起草重要文稿并协调有关部门。（三）承办其他事项和临时任务。"
    end = sheet.lines(wrap(duties))
    sheet.lines(["　　其他情况没有变化。"], top=end + 14)
    assert texts(sheet.read()) == [duties, "其他情况没有变化。"]


def test_lines_of_a_title_too_long_for_one_are_one_paragraph(sheet):
    sheet.centred("某县水利和湖泊局二〇二二年度部门整体支", 80, 22)
    sheet.centred("出绩效自评报告", 110, 22)
    sheet.lines(["　　根据通知要求，现将情况报告如下。"], top=170)
    assert texts(sheet.read())[0] == "某县水利和湖泊局二〇二二年度部门整体支出绩效自评报告"


def test_the_department_above_the_title_stands_alone(sheet):
    sheet.centred("某县水利局", 80, 22)
    sheet.centred("2022年度绩效自评报告", 112, 22)
    document = sheet.read()
    assert texts(document) == ["某县水利局", "2022年度绩效自评报告"]
    assert all(block.centred for block in document.blocks)


def test_letter_spaced_words_are_closed_up(sheet):
    sheet.text("目", 250, 80)
    sheet.text("录", 300, 80)
    for i, character in enumerate("关于报送报告"):
        sheet.text(character, 120 + 30 * i, 130)
    sheet.lines(["　　第一部分", "　　我单位共有项目3个。"], top=180)
    assert texts(sheet.read())[:2] == ["目录", "关于报送报告"]


def test_a_gap_between_words_is_a_space(sheet):
    sheet.text("编制部门：某县水利局", 90, 80)
    sheet.text("单位：元", 440, 80)
    assert texts(sheet.read()) == ["编制部门：某县水利局 单位：元"]


def test_a_space_typed_between_a_figure_and_a_word_is_kept_and_the_room_that_setting_leaves_is_none(sheet):
    sheet.text("表2 项目自评等级分布", 90, 80)
    sheet.text("表", 90, 120)
    sheet.text("2", 110, 120)
    sheet.text("项目自评等级分布", 122, 120)
    assert texts(sheet.read()) == ["表2 项目自评等级分布", "表2项目自评等级分布"]


def test_a_sentence_goes_on_below_a_line_cut_short_by_a_frame(sheet):
    sheet.lines(["　　本年追加预算偏多，社区报账", "人员多为兼职，需要加强培训。", "　　其他情况没有变化。"])
    assert texts(sheet.read()) == ["本年追加预算偏多，社区报账人员多为兼职，需要加强培训。", "其他情况没有变化。"]


def test_text_in_two_columns_is_read_down_the_left_one_first(sheet):
    left = [
        "左栏第一行讲的是部门的概况",
        "左栏第二行讲的是部门的职责",
        "左栏第三行讲的是机构的设置",
        "左栏第四行讲的是人员的情况",
        "左栏到此。",
    ]
    right = [
        "右栏第一行讲的是收入的情况",
        "右栏第二行讲的是支出的情况",
        "右栏第三行讲的是结余的情况",
        "右栏第四行讲的是资产的情况",
        "右栏到此。",
    ]
    for side, x in ((left, 60), (right, 320)):
        sheet.lines(side, x=x)
    assert texts(sheet.read()) == ["".join(left), "".join(right)]


def test_a_digit_of_another_font_set_higher_and_drawn_last_stays_in_place(sheet):
    sheet.text("全年共有", 122, 80)
    sheet.text("个项目，得分为", 122 + 4 * 16 + 16, 80)
    sheet.text("分。", 122 + 12 * 16 + 18, 80)
    sheet.text("12", 122 + 4 * 16, 78.5, font="Helvetica", size=14)
    sheet.text("98", 122 + 12 * 16, 78.5, font="Helvetica", size=14)
    assert texts(sheet.read()) == ["全年共有12个项目，得分为98分。"]


def test_a_wide_gap_or_another_size_parts_paragraphs(sheet):
    sheet.lines(["这一行满满当当地一直写到右边的边线为止没有留下空处哦", "第二行是同一段。"])
    sheet.text("表后说明用小字", 90, 132, 10)
    assert len(texts(sheet.read())) == 2


_SENTENCE = st.lists(
    st.sampled_from(
        [
            "预算收入",
            "决算支出",
            "1,210.74万元",
            "比上年增长",
            "17.31%",
            "共有",
            "12个项目",
            "其中",
            "（二）",
            "“三公”经费",
            "，",
            "；",
        ]
    ),
    min_size=12,
    max_size=60,
).map("".join)


@settings(max_examples=25, deadline=None)
@given(st.lists(_SENTENCE.map(lambda text: "我部门" + text.strip("，；") + "等。"), min_size=1, max_size=3))
def test_paragraphs_set_in_lines_come_back_as_they_were(make_wrapped_sheet, paragraphs):
    assert texts(make_wrapped_sheet(paragraphs).read()) == paragraphs


@pytest.mark.parametrize("spacing", [1.5, 3, 4])
def test_room_between_all_letters_of_a_line_is_no_space(sheet, spacing):
    words = ["2023年决算支出1,210.74万元，增长17.31%。", "合计 98.5 100", "12"]
    for i, line in enumerate(words):
        text = sheet.canvas.beginText(60, 700 - 40 * i)
        text.setFont("STSong-Light", 14)
        text.setCharSpace(spacing)
        text.textOut(line)
        sheet.canvas.drawText(text)
    assert texts(sheet.read()) == words


def test_radicals_are_read_as_the_characters_that_they_look_like(sheet):
    sheet.lines(["⼀、⻓效机制", "　　⼈员⽀出合计⼗⼆万元。"])
    assert texts(sheet.read()) == ["一、长效机制", "人员支出合计十二万元。"]


@pytest.mark.parametrize("indent", [20, 44])
def test_first_lines_are_told_by_the_indent_that_comes_again_and_again(sheet, indent):
    first = "本年度一般公共预算财政拨款支出，其中人员经费支出"
    for i in range(4):
        sheet.text(first[: (416 - indent) // 16 - 4], 90 + indent, 80 + 78 * i)
        sheet.text("12,345,678.90元，比上年度的预算执行数增加了一些，主", 90, 106 + 78 * i)
        sheet.text("要是工资调整。", 90, 132 + 78 * i)
    assert len(texts(sheet.read())) == 4
