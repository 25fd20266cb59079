"""Wherever Word lets a figure stand, it is read once: not lost and not doubled."""

from __future__ import annotations

import pytest

BOX = "<w:txbxContent><w:p><w:r><w:t>文本框内1.07万元</w:t></w:r></w:p></w:txbxContent>"
FOOTNOTES = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> 脚注1.09万元</w:t></w:r></w:p></w:footnote>'
    '<w:footnote w:id="3"><w:p><w:r><w:t>无人引用的脚注</w:t></w:r></w:p></w:footnote>'
)
ENDNOTES = '<w:endnote w:id="2"><w:p><w:r><w:t>尾注1.10万元</w:t></w:r></w:p></w:endnote>'


def paragraph(inside: str) -> str:
    return f"<w:p>{inside}</w:p>"


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def cell(inside: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def field(instruction: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


CONSTRUCTS = {
    "1.01": paragraph(f'{run("收入")}<w:ins w:id="1" w:author="a">{run("1.01万元")}</w:ins>'),
    "1.02": f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph(run('块1.02万元'))}</w:sdtContent></w:sdt>",
    "1.03": paragraph(f"{run('行内')}<w:sdt><w:sdtContent>{run('1.03万元')}</w:sdtContent></w:sdt>"),
    "1.04": table(
        row(cell(paragraph(run("项目")))),
        f"<w:sdt><w:sdtContent>{row(cell(paragraph(run('1.04万元'))))}</w:sdtContent></w:sdt>",
    ),
    "1.05": paragraph(f'<w:smartTag w:element="date">{run("1.05")}</w:smartTag>{run("万元")}'),
    "1.06": paragraph(f'<w:hyperlink w:anchor="x">{run("见1.06万元")}</w:hyperlink>'),
    "1.07": paragraph(
        "<w:r><mc:AlternateContent>"
        '<mc:Choice Requires="wps"><w:drawing><wp:inline><a:graphic><a:graphicData><wps:wsp>'
        f"<wps:txbx>{BOX}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict></mc:Fallback>"
        f"</mc:AlternateContent></w:r>{run('框旁的话')}"
    ),
    "1.08": table(row(cell(paragraph(run("外表")) + table(row(cell(paragraph(run("1.08万元"))))) + paragraph("")))),
    "1.09": paragraph(f'{run("增长12%")}<w:r><w:footnoteReference w:id="2"/></w:r>{run("。")}'),
    "1.10": paragraph(f'{run("增长13%")}<w:r><w:endnoteReference w:id="2"/></w:r>'),
    "1.11": paragraph(field(" = SUM(ABOVE) \\# 9.99 ", "1.11") + run("万元")),
    "1.12": paragraph(f'<w:fldSimple w:instr=" REF total ">{run("1.12万元")}</w:fldSimple>'),
    "1.13": table(
        row(cell(paragraph(run("合并1.13万元")), '<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>')),
        row(cell(paragraph(""), '<w:gridSpan w:val="2"/><w:vMerge/>')),
    ),
    "1.14": paragraph(run("分段1") + run(".") + run("1") + run("4万元")),
    "1.15": paragraph(f'<w:moveTo w:id="3" w:author="a">{run("移来1.15万元")}</w:moveTo>'),
    "1.16": table(f"<w:tr><w:sdt><w:sdtContent>{cell(paragraph(run('1.16万元')))}</w:sdtContent></w:sdt></w:tr>"),
    "1.17": f'<w:customXml w:element="x">{paragraph(run("1.17万元"))}</w:customXml>',
    "1.18": paragraph(
        "<w:r><w:ruby><w:rt><w:r><w:t>kuan</w:t></w:r></w:rt>"
        f"<w:rubyBase>{run('款1.18万元')}</w:rubyBase></w:ruby></w:r>"
    ),
    "1.19": paragraph("<m:oMathPara><m:oMath><m:r><m:t>1.19</m:t></m:r></m:oMath></m:oMathPara>"),
    "1.20": table(row(cell(paragraph(f"<w:r><w:pict><v:shape><v:textbox>{BOX.replace('1.07', '1.20')}</v:textbox></v:shape></w:pict></w:r>")))),
}  # fmt: skip


def figures_read(read_body, body: str) -> str:
    document = read_body(body, footnotes=FOOTNOTES, endnotes=ENDNOTES)
    return "\n".join(block.text for block in document.blocks)


@pytest.mark.parametrize("figure", CONSTRUCTS)
def test_a_figure_is_read_exactly_once_wherever_it_stands(read_body, figure):
    assert figures_read(read_body, paragraph(run("一、概况")) + CONSTRUCTS[figure]).count(figure) == 1


def test_all_constructs_in_one_report_lose_no_figure_and_double_none(read_body):
    text = figures_read(read_body, "".join(CONSTRUCTS.values()))
    assert {figure: text.count(figure) for figure in CONSTRUCTS} == dict.fromkeys(CONSTRUCTS, 1)


@pytest.mark.parametrize(
    "unprinted",
    [
        f'<w:del w:id="1"><w:r><w:delText>9.99</w:delText></w:r>{run("9.99")}</w:del>',
        f'<w:moveFrom w:id="1">{run("9.99")}</w:moveFrom>',
        f'<w:ins w:id="1"><w:del w:id="2">{run("9.99")}</w:del></w:ins>',
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>9.99</w:t></w:r>",
        "<w:r><w:instrText>9.99</w:instrText></w:r>",
    ],
    ids=["deleted", "moved away", "inserted and deleted", "hidden", "instruction without its field"],
)
def test_what_is_not_printed_is_not_read(read_body, unprinted):
    document = read_body(paragraph(run("支出") + unprinted + run("10万元")))
    assert [block.text for block in document.blocks] == ["支出10万元"]


@pytest.mark.parametrize(("hidden", "count"), [("9.99万元", "6"), ("另列 3 项", "4"), ("仅供内部参考", None)])
def test_hidden_text_with_figures_is_told_with_its_length(read_body, hidden, count):
    vanished = f'<w:r><w:rPr><w:vanish/></w:rPr><w:t xml:space="preserve">{hidden}</w:t></w:r>'
    document = read_body(paragraph(run("支出10万元") + vanished) + table(row(cell(paragraph(run("合计"))))))
    told = [warning.message for warning in document.warnings if warning.code == "hidden_text"]
    assert [message.startswith(f"文中有{count}个字设为隐藏") for message in told] == [True] * bool(count)


def test_a_page_number_in_the_instruction_of_a_nested_field_is_not_read(read_body):
    nested = field(f"IF {field('PAGE', '3')} > 2", "续表")
    nested = nested.replace("<w:instrText>IF ", "<w:instrText>IF</w:instrText></w:r><w:r><w:instrText> ", 1)
    assert [b.text for b in read_body(paragraph(run("附件") + nested)).blocks] == ["附件续表"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs(read_body):
    marked = '<w:p><w:pPr><w:rPr><w:del w:id="1" w:author="a"/></w:rPr></w:pPr><w:r><w:t>预算</w:t></w:r></w:p>'
    document = read_body(marked + paragraph(run("收入12万元")) + paragraph(run("支出")))
    assert [(block.id, block.text) for block in document.blocks] == [("p1", "预算收入12万元"), ("p2", "支出")]


def test_a_deleted_row_is_left_out_and_an_inserted_one_kept(read_body):
    rows = [
        row(cell(paragraph(run("原有")))),
        f"<w:tr><w:trPr><w:del w:id='1' w:author='a'/></w:trPr>{cell(paragraph(run('删去')))}</w:tr>",
        f"<w:tr><w:trPr><w:ins w:id='2' w:author='a'/></w:trPr>{cell(paragraph(run('加上')))}</w:tr>",
    ]
    document = read_body(table(*rows))
    assert [(block.id, block.text) for block in document.blocks] == [("t1.r1.c1", "原有"), ("t1.r2.c1", "加上")]


def test_breaks_and_tabs_are_printed_but_page_breaks_are_not(read_body):
    inside = '<w:tab/><w:t>元</w:t><w:br/><w:t>下行</w:t><w:br w:type="page"/><w:t>2020</w:t><w:noBreakHyphen/><w:t>2022</w:t>'
    document = read_body(paragraph(f"<w:r><w:t>万</w:t>{inside}</w:r>"))
    assert document.blocks[0].text == "万\t元\n下行2020-2022"


def test_signs_from_symbol_fonts_are_read_as_what_they_show(read_body):
    signs = '<w:sym w:font="Symbol" w:char="F0B3"/><w:t>95%</w:t><w:sym w:font="Wingdings" w:char="F0FE"/>'
    assert read_body(paragraph(f"<w:r>{signs}</w:r>")).blocks[0].text == "≥95%☑"


def test_an_enclosed_character_is_read_though_its_field_has_no_result(read_body):
    enclosed = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>eq \\o\\ac(○,2)</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert read_body(paragraph(enclosed + run("绩效目标"))).blocks[0].text == "②绩效目标"


def test_notes_stand_after_the_body_in_the_order_of_their_marks_and_leave_no_mark_in_the_text(read_body):
    body = CONSTRUCTS["1.10"] + CONSTRUCTS["1.09"]
    document = read_body(body, footnotes=FOOTNOTES, endnotes=ENDNOTES)
    assert [(block.id, block.kind, block.text) for block in document.blocks] == [
        ("p1", "paragraph", "增长13%"),
        ("p2", "paragraph", "增长12%。"),
        ("n1", "note", "脚注1.09万元"),
        ("n2", "note", "尾注1.10万元"),
    ]


def test_headers_and_footers_stand_apart_once_and_without_page_numbers(read_body):
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="header"/>'
        '<w:headerReference w:type="first" r:id="header"/><w:footerReference w:type="default" r:id="footer"/></w:sectPr>'
    )
    body = paragraph(f"<w:pPr>{section}</w:pPr>{run('正文')}") + section
    footer = paragraph(run("— ") + field("PAGE", "5") + run(" —"))
    document = read_body(body, header=paragraph(run("某某县财政局")), footer=footer)
    assert [(block.kind, block.text) for block in document.blocks] == [
        ("paragraph", "正文"),
        ("header", "某某县财政局"),
    ]


def test_a_table_of_contents_is_told_by_its_field_and_ends_with_it(read_body):
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o "1-3"</w:instrText></w:r>'
    begin += '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    entry = run("二、收支情况") + "<w:r><w:tab/></w:r>" + field("PAGEREF _Toc2", "7")
    body = [begin + run("一、概况") + "<w:r><w:tab/></w:r>" + run("3"), entry, end + run("正文开始")]
    document = read_body("".join(map(paragraph, body)))
    assert [(b.kind, b.text) for b in document.blocks] == [
        ("contents", "一、概况\t3"),
        ("contents", "二、收支情况\t7"),
        ("paragraph", "正文开始"),
    ]
    unclosed = read_body("".join(map(paragraph, [body[0], entry, run("正文开始")])))
    assert {block.kind for block in unclosed.blocks} == {"paragraph"}


def test_a_table_of_contents_is_told_by_its_style_and_by_its_content_control(read_body):
    styles = '<w:style w:type="paragraph" w:styleId="11"><w:name w:val="toc 1"/></w:style>'
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    body = (
        f'<w:p><w:pPr><w:pStyle w:val="11"/></w:pPr>{run("一、概况 1")}</w:p>'
        f"<w:sdt>{gallery}<w:sdtContent>{paragraph(run('目录'))}</w:sdtContent></w:sdt>{paragraph(run('一、概况'))}"
    )
    assert [b.kind for b in read_body(body, styles=styles).blocks] == ["contents", "contents", "paragraph"]


def test_pictures_are_reported_once_with_their_number_and_a_mere_line_is_none(read_body):
    picture = "<w:r><w:drawing><wp:inline><a:blip/></wp:inline></w:drawing></w:r>"
    line = "<w:r><w:pict><v:line/></w:pict></w:r>"
    document = read_body("".join(map(paragraph, [picture, picture, line, picture + run("图注"), run("正文")])))
    assert [(warning.code, warning.message) for warning in document.warnings] == [
        ("picture", "文中有2处图片，图片里的文字和数字没有读取，请对照原文。")
    ]


def test_missing_parts_and_files_taken_in_are_reported_and_the_rest_is_read(make_docx):
    from jixiao.readers import read_bytes

    data = make_docx(paragraph(run("正文")) + '<w:altChunk r:id="x"/>', absent=("styles",))
    document = read_bytes(data, "报告.docx")
    assert [block.text for block in document.blocks] == ["正文"]
    assert [warning.code for warning in document.warnings] == ["embedded_file", "missing_part"]
