from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from jixiao.document import Block, Document
from jixiao.outline.outline import Outline, read_outline
from jixiao.patterns import load_rules

RULES = load_rules()


def outlined(*lines: str) -> tuple[Document, Outline]:
    document = Document.of_lines(*lines)
    return document, read_outline(document, RULES)


def headings(*lines: str) -> list[tuple[int, str, str]]:
    return [(section.level, section.ordinal, section.title) for section in outlined(*lines)[1].sections]


def titles(*lines: str) -> list[str]:
    return [title for _, _, title in headings(*lines)]


def report_title(*lines: str) -> list[str]:
    return [line.printed for line in outlined(*lines)[1].title_lines]


def roles(*lines: str) -> list[tuple[str, str]]:
    document, outline = outlined(*lines)
    return [(p.role, document.block(p.block).text[p.start : p.end]) for p in outline.passages]


def formed(*blocks: Block) -> Document:
    return replace(Document.of_lines(), blocks=blocks)


# --- levels --------------------------------------------------------------------------------------------------------


def test_levels_follow_the_nesting_of_parts_chapters_and_items() -> None:
    assert headings("第一部分 概况", "一、职能情况", "（一）机构", "1.人员情况", "（1）在编人员", "①行政人员") == [
        (1, "第一部分", "概况"),
        (2, "一、", "职能情况"),
        (3, "（一）", "机构"),
        (4, "1.", "人员情况"),
        (5, "（1）", "在编人员"),
        (6, "①", "行政人员"),
    ]


def test_a_scheme_that_skips_a_mark_has_no_empty_level() -> None:
    assert [level for level, _, _ in headings("一、支出", "1、基本支出", "2、项目支出", "二、资产")] == [1, 2, 2, 1]


def test_one_level_back_after_a_list_directly_under_a_chapter() -> None:
    lines = ("一、支出", "（一）基本支出", "1.人员经费", "二、效果", "1.经济性", "三、资产", "（一）存量", "1.房屋")
    assert [level for level, _, _ in headings(*lines)] == [1, 2, 3, 1, 2, 1, 2, 3]


def test_a_report_that_nests_the_other_way_round_is_believed() -> None:
    lines = ("1.基本情况", "（一）机构", "（二）人员", "2.预算执行", "（一）收入", "（二）支出", "3.资产")
    assert [level for level, _, _ in headings(*lines)] == [1, 2, 2, 1, 2, 2, 1]


def test_bracketed_numerals_may_be_the_top_level() -> None:
    assert headings("（一）概况", "1.机构", "（二）执行") == [
        (1, "（一）", "概况"),
        (2, "1.", "机构"),
        (1, "（二）", "执行"),
    ]


def test_chapters_sections_and_decimals() -> None:
    lines = ("第一章 概况", "第一节 立项", "1.1 立项依据", "1.2 目标设置", "第二章 分析")
    assert [level for level, _, _ in headings(*lines)] == [1, 2, 3, 3, 1]


def test_bare_numbers_are_headings_beside_decimals_only() -> None:
    assert headings("1 项目概况", "1.1 立项依据", "1.2 目标设置", "2 绩效分析")[0] == (1, "1", "项目概况")
    assert headings("1 项目概况", "2 绩效分析") == []


def test_letters_are_headings_when_their_neighbours_are() -> None:
    lines = ("A产出指标（自评分19分）", "（1）数量指标", "全部完成。", "B效益指标（自评分28分）")
    assert headings(*lines) == [(1, "A", "产出指标"), (2, "（1）", "数量指标"), (1, "B", "效益指标")]
    assert headings("A产出指标") == []


def test_parents_are_the_innermost_heading_above() -> None:
    _, outline = outlined("一、甲", "（一）乙", "（一）丙", "二、丁", "（一）戊")
    assert [(s.id, s.parent) for s in outline.sections] == [
        ("s1", None), ("s2", "s1"), ("s3", "s1"), ("s4", None), ("s5", "s4"),
    ]  # fmt: skip


def test_repeated_and_skipped_ordinals_survive() -> None:
    lines = ("一、概况", "三、收支", "三、资产", "1.存量", "2.处置", "4.出租", "4.出借", "5.盘活")
    assert [ordinal for _, ordinal, _ in headings(*lines)] == ["一、", "三、", "三、", "1.", "2.", "4.", "4.", "5."]


# --- titles of sections --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("（三）预算执行管理情况，得分14.5分", "预算执行管理情况"),
        ("（一）目标管理（15分），扣1分", "目标管理"),
        ("（二）过程管理（满分三十分，自评二十八分）", "过程管理"),
        ("（二）产出指标（应得15分,实得14分）", "产出指标"),
        ("（七）加分项（加1分）", "加分项"),
        ("（一）投入(30)", "投入"),
        ("（一）部门决策  25分", "部门决策"),
        ("（一）自评得分99分", "自评得分"),
        ("（八）信息公开，不扣分", "信息公开"),
        ("（一）部门（单位）概况：", "部门（单位）概况"),
        ("（四）资产管理情况。", "资产管理情况"),
        ("五，存在的问题", "存在的问题"),
        ("（一） 组织情况分析（包括招投标、调整、验收等）。", "组织情况分析（包括招投标、调整、验收等）"),
    ],
)
def test_points_and_closing_signs_are_no_part_of_a_title(line: str, title: str) -> None:
    assert titles(line) == [title]


def test_the_ordinal_is_given_as_printed() -> None:
    assert headings("１．人员情况", "(二)机构情况")[0][1] == "１．"


# --- run-in headings -----------------------------------------------------------------------------------------------


def test_a_short_phrase_up_to_the_first_stop_is_a_heading_with_text_behind_it() -> None:
    assert roles("二、支出情况", "2.政府采购。全年采购10万元，节约2万元。") == [
        ("heading", "二、支出情况"),
        ("heading", "2.政府采购。"),
        ("text", "全年采购10万元，节约2万元。"),
    ]


def test_points_behind_a_run_in_heading_are_cut_too() -> None:
    assert titles("1.预算编制（10分）。编制完整，得9分。") == ["预算编制"]


def test_sentences_with_a_colon_behind_their_name_stand_under_a_heading() -> None:
    assert titles("（一）机构设置：本局内设办公室、财务股和规划股，下属两个事业单位。") == ["机构设置"]


@pytest.mark.parametrize(
    "line",
    [
        "（1）保运转安排资金120万元，实际支出118万元；",
        "（4）按规定核销票据，于年底前全部完成。",
        "（二）依据单位实际完善资产制度，将责任落实到人，每季度盘点。",
        "1.我局严格执行各项制度。同时加强监督。",
        "（一）一般公共预算收入500万元。其中税收300万元。",
        "一是加强学习。二是改进作风。",
        "（三）无。",
        "二、其他资金：指单位取得的除上述以外的收入。",
    ],
)
def test_numbered_sentences_are_prose(line: str) -> None:
    assert titles("一、支出情况", line) == ["支出情况"]


def test_a_list_inside_a_paragraph_stays_prose() -> None:
    lines = (
        "一、主要职责",
        "主要职责有（一）拟订规划。（二）组织实施。（三）监督检查。",
        "（一）拟订规划。（二）组织实施。",
    )
    assert titles(*lines) == ["主要职责"]
    document, outline = outlined(*lines)
    assert [document.quote(span) for span in outline.ordinals] == [
        "一、",
        "（一）",
        "（二）",
        "（三）",
        "（一）",
        "（二）",
    ]


def test_points_of_problems_and_measures_are_no_headings() -> None:
    lines = ("一、存在的问题", "1.预算编制不细。年中追加较多。", "二、自评情况", "1.预算编制。编制完整，内容真实。")
    assert titles(*lines) == ["存在的问题", "自评情况", "预算编制"]


def test_a_soft_line_break_begins_a_line_that_may_be_a_heading() -> None:
    assert roles("一、概况\n（一）机构设置\n内设五个股室。\n（二）人员情况") == [
        ("heading", "一、概况\n"),
        ("heading", "（一）机构设置\n"),
        ("text", "内设五个股室。\n"),
        ("heading", "（二）人员情况"),
    ]


# --- styles and looks ----------------------------------------------------------------------------------------------


def test_a_heading_style_makes_a_heading_without_a_number() -> None:
    document = formed(
        Block("p1", "paragraph", "部门概况", level=1),
        Block("p2", "paragraph", "（一）机构设置"),
        Block("p3", "paragraph", "预算执行", level=1),
        Block("p4", "paragraph", "收入情况", level=2),
    )
    found = read_outline(document, RULES).sections
    assert [(s.level, s.ordinal, s.title) for s in found] == [
        (1, "", "部门概况"), (2, "（一）", "机构设置"), (1, "", "预算执行"), (2, "", "收入情况"),
    ]  # fmt: skip


def test_bold_lines_among_plain_ones_are_headings() -> None:
    text = [Block(f"t{n}", "paragraph", "全年工作按计划完成，支出合规。") for n in range(4)]
    document = formed(
        Block("p1", "paragraph", "2022年度绩效自评报告", bold=True, centred=True),
        text[0],
        Block("p2", "paragraph", "机构设置", bold=True),
        text[1],
        Block("p3", "paragraph", "预算执行（20分）", bold=True),
        text[2],
        text[3],
    )
    assert [s.title for s in read_outline(document, RULES).sections] == ["机构设置", "预算执行"]


def test_a_bold_caption_above_a_table_is_no_heading() -> None:
    document = formed(
        Block("p1", "paragraph", "一、收支情况"),
        Block("p2", "paragraph", "收支情况见下表，数据来自决算。"),
        Block("p3", "paragraph", "2022年收支表", bold=True, centred=True),
        Block("p4", "paragraph", "单位：万元"),
        Block("c1", "cell", "一、收入", table="t1", row=0, column=0),
        Block("p5", "paragraph", "支出详情见上表。"),
        Block("p6", "paragraph", "项目明细表", bold=True, centred=True),
        Block("c2", "cell", "项目", table="t2", row=0, column=0),
        Block("p7", "paragraph", "二、资产情况"),
    )
    outline = read_outline(document, RULES)
    assert [s.title for s in outline.sections] == ["收支情况", "资产情况"]
    assert [(p.role, p.section) for p in outline.passages if p.block == "c1"] == [("cell", "s1")]


# --- contents, front, attachments ----------------------------------------------------------------------------------


def test_entries_of_a_table_of_contents_are_no_sections() -> None:
    lines = (
        "目  录",
        "第一部分 概况………1",
        "一、职能……………1",
        "第二部分 收支......12",
        "第一部分 概况",
        "一、职能",
        "第二部分 收支",
    )
    document, outline = outlined(*lines)
    assert [s.span.block for s in outline.sections] == ["p5", "p6", "p7"]
    assert [p.role for p in outline.passages[:4]] == ["aside"] * 4
    assert document.quote(outline.ordinals[0]) == "第一部分"


def test_contents_without_page_numbers_end_where_the_report_begins() -> None:
    lines = (
        "目录",
        "一、部门职能",
        "二、机构设置",
        "三、名词解释",
        "某市某局部门职能",
        "负责全市某项工作的规划和管理。",
        "一、收支说明",
    )
    assert titles(*lines) == ["收支说明"]
    again = ("目录", "一、部门职能", "二、机构设置", "一、部门职能", "负责规划。", "二、机构设置")
    assert [s.span.block for s in outlined(*again)[1].sections] == ["p4", "p6"]


def test_page_numbers_behind_a_space_mark_contents() -> None:
    lines = ("目录", "一、概况  1", "二、收支  3", "2022年度部门决算", "一、概况", "正文。", "二、收支")
    assert [s.span.block for s in outlined(*lines)[1].sections] == ["p5", "p7"]
    assert report_title(*lines) == ["2022年度部门决算"]


def test_the_title_may_run_over_several_lines() -> None:
    assert report_title("某县水利局", "2022年度部门整体支出", "绩效自评报告", "一、概况") == [
        "2022年度部门整体支出",
        "绩效自评报告",
    ]
    assert report_title("某省某某厅2020年度", "部门预算公开", "一、概况") == ["某省某某厅2020年度", "部门预算公开"]
    assert report_title("某县2021年度项目支出绩效自评情况", "的报 告", "一、概况")[-1] == "的报 告"


def test_department_date_and_year_line_are_no_part_of_the_title() -> None:
    lines = ("某某省某某市", "某区某局", "部门整体支出绩效自评报告", "（2022年度）", "二○二三年四月", "一、概况")
    assert report_title(*lines) == ["部门整体支出绩效自评报告"]


def test_behind_a_covering_letter_the_attached_report_has_the_title() -> None:
    lines = (
        "某区某局", "关于报送2021年度绩效自评报告的函", "某函〔2022〕7号", "区财政局：", "现将报告随函报送。",
        "附件：1.2021年度绩效自评报告", "2.2021年度项目支出情况表", "某区某局", "2022年3月1日",
        "附件1", "2021年度绩效自评报告", "一、概况", "正文。",
    )  # fmt: skip
    assert [(s.span.block, s.title) for s in outlined(*lines)[1].sections] == [("p12", "概况")]
    assert report_title(*lines) == ["2021年度绩效自评报告"]
    assert [block for block, _ in groupby(p.block for p in outlined(*lines)[1].passages if p.role == "title")] == [
        "p11"
    ]


def test_marks_of_an_attachment_list_are_ordinals() -> None:
    document, outline = outlined("一、概况", "附件：1.基础数据表", "2.项目情况表", "附件2")
    assert [document.quote(span) for span in outline.ordinals] == ["一、", "1.", "2.", "附件2"]
    assert len(outline.sections) == 1


def test_what_follows_an_attachment_line_stays_under_the_last_heading() -> None:
    _, outline = outlined("一、概况", "二、建议", "附表", "合计120万元。")
    assert outline.passages[-1].section == "s2"


# --- laws ----------------------------------------------------------------------------------------------------------

_PIECES = st.lists(
    st.sampled_from(
        ["一、", "（二）", "3.", "（4）", "①", "第一章 ", "A", "部门概况", "支出情况。", "全年支出12.5万元，", "得分12分", "目录",
         "……3", "\n", "　", "附件1", "：", "2022年度绩效自评报告", "1.1 ", "；", "存在问题"]
    ),
    max_size=8,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES.map("".join), max_size=12))
def test_passages_tile_every_block_and_hold_every_ordinal(lines: list[str]) -> None:
    document, outline = outlined(*lines)
    for block in document.blocks:
        own = [p for p in outline.passages if p.block == block.id]
        assert "".join(block.text[p.start : p.end] for p in own) == block.text
        assert [p.start for p in own] == [0, *(p.end for p in own)][: len(own)]
    known = {section.id: section for section in outline.sections}
    assert all(p.section is None or p.section in known for p in outline.passages)
    for span in outline.ordinals:
        assert any(p.block == span.block and p.start <= span.start < span.end <= p.end for p in outline.passages)
    for section in outline.sections:
        assert section.level == (known[section.parent].level if section.parent else 0) + 1
        assert any(p.role == "heading" and p.section == section.id for p in outline.passages)


LONG = (
    "全年预算执行总体平稳，各项支出严格按照批复的预算和规定的程序办理，没有超范围、超标准列支的情况，资金使用规范有效。"
)


def test_short_lines_between_paragraphs_are_headings_where_a_report_has_no_others() -> None:
    lines = ("某市医院2018年度整体绩效自评报告", LONG, "医院基本情况", LONG, "收支和预算执行", LONG, "存在的问题", LONG)
    assert [section.title for section in outlined(*lines)[1].sections] == [
        "医院基本情况",
        "收支和预算执行",
        "存在的问题",
    ]


def test_short_lines_are_no_headings_beside_numbered_ones() -> None:
    lines = ("某市医院2018年度整体绩效自评报告", "一、医院基本情况", LONG, "收支和预算执行", LONG, "存在的问题", LONG)
    assert [section.title for section in outlined(*lines)[1].sections] == ["医院基本情况"]


def test_lines_that_name_one_thing_after_another_say_what_those_below_are_about() -> None:
    lines = (
        "一、完成情况",
        "实事一：长者食堂",
        "计划86万元。",
        "居民评议97分。",
        "实事二：口袋公园",
        "计划140万元。",
        "二、打算",
        "继续办。",
    )
    document, outline = outlined("某街道2024年十件实事绩效自评报告", *lines)
    assert [(document.block(block).text, named.name) for block, named in outline.named.items()] == [
        ("计划86万元。", "长者食堂"),
        ("居民评议97分。", "长者食堂"),
        ("计划140万元。", "口袋公园"),
    ]


def test_one_such_line_alone_is_a_label_like_any_other() -> None:
    lines = ("一、基本情况", "项目一：图书馆改造", "全年支出12万元。")
    assert not outlined("某局2023年度绩效自评报告", *lines)[1].named


def test_a_title_that_names_its_office_again_does_not_run_on_from_the_line_above() -> None:
    lines = ("某市某区榕溪街道办事处", "榕溪街道2024年十件民生实事完成情况暨绩效自评报告", "一、总的情况", "已经办结。")
    assert report_title(*lines) == [lines[1]]
