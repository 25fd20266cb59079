"""The ordinals that Word numbers by itself are read as they show on the page."""

from __future__ import annotations

import pytest

from jixiao.readers.docx_numerals import numeral


def level(ilvl: int, text: str, number_format: str = "decimal", more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{ilvl}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{nums}'


def numbered(text: str, ilvl: int = 0, num: int = 1) -> str:
    return (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{ilvl}"/><w:numId w:val="{num}"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{text}</w:t></w:r></w:p>"
    )


CHAPTERS = numbering(
    level(0, "%1、", "chineseCountingThousand"), level(1, "（%2）", "chineseCountingThousand"), level(2, "%3.")
)


def texts(document) -> list[str]:
    return [block.text for block in document.blocks]


def test_chapters_and_sections_count_and_sections_begin_anew_in_each_chapter(read_body):
    body = [("概况", 0), ("职责", 1), ("机构", 1), ("收支", 0), ("收入", 1), ("2023年收入", 2)]
    document = read_body("".join(numbered(*each) for each in body), numbering=CHAPTERS)
    assert texts(document) == ["一、概况", "（一）职责", "（二）机构", "二、收支", "（一）收入", "1. 2023年收入"]
    assert [block.numbering for block in document.blocks] == ["一、", "（一）", "（二）", "二、", "（一）", "1."]


def test_an_ordinal_may_carry_the_counts_of_the_levels_above(read_body):
    levels = numbering(level(0, "第%1章", "chineseCounting"), level(1, "%1.%2", more="<w:isLgl/>"))
    document = read_body(numbered("概况") + numbered("职责", 1) + numbered("机构", 1), numbering=levels)
    assert texts(document) == ["第一章 概况", "1.1 职责", "1.2 机构"]


def test_a_level_above_that_was_not_used_shows_its_start(read_body):
    document = read_body(numbered("职责", 1), numbering=numbering(level(0, "%1"), level(1, "%1.%2")))
    assert texts(document) == ["1.1 职责"]


def test_bullets_and_levels_without_a_number_are_no_ordinals(read_body):
    levels = numbering(level(0, "●", "bullet"), level(1, "%2", "none"), level(2, "附件", "none"))
    document = read_body(numbered("甲") + numbered("乙", 1) + numbered("丙", 2), numbering=levels)
    assert texts(document) == ["甲", "乙", "附件 丙"]
    assert [block.numbering for block in document.blocks] == [None, None, "附件"]


def test_a_list_that_starts_anew_counts_from_where_it_says(read_body):
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{}"/></w:lvlOverride>'
    nums = "".join(
        f'<w:num w:numId="{num}"><w:abstractNumId w:val="0"/>{more}</w:num>'
        for num, more in [(1, ""), (2, override.format(1)), (3, override.format(5)), (4, "")]
    )
    body = "".join(numbered("项", 0, num) for num in (1, 1, 2, 2, 3, 4))
    document = read_body(body, numbering=numbering(level(0, "%1)"), nums=nums))
    assert texts(document) == ["1)项", "2)项", "1)项", "2)项", "5)项", "6)项"]


def test_a_level_that_never_restarts_counts_through_the_chapters(read_body):
    levels = numbering(level(0, "%1、", "chineseCounting"), level(1, "%2．", more='<w:lvlRestart w:val="0"/>'))
    body = numbered("甲") + numbered("一", 1) + numbered("乙") + numbered("二", 1)
    assert texts(read_body(body, numbering=levels)) == ["一、甲", "1．一", "二、乙", "2．二"]


def test_a_style_brings_its_list_and_the_level_that_is_tied_to_it(read_body):
    levels = numbering(
        level(0, "%1、", "chineseCounting", '<w:pStyle w:val="h1"/>'),
        level(1, "（%2）", "chineseCounting", '<w:pStyle w:val="h2"/>'),
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="h{n}"><w:name w:val="heading {n}"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        for n in (1, 2)
    )
    styled = '<w:p><w:pPr><w:pStyle w:val="h{}"/>{}</w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'
    unnumbered = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = styled.format(1, "", "概况") + styled.format(2, "", "职责") + styled.format(1, unnumbered, "附则")
    document = read_body(body, numbering=levels, styles=styles)
    assert texts(document) == ["一、概况", "（一）职责", "附则"]
    assert [block.level for block in document.blocks] == [1, 2, 1]


def test_a_list_may_stand_for_the_list_of_a_numbering_style(read_body):
    linked = (
        '<w:abstractNum w:abstractNumId="7"><w:numStyleLink w:val="list"/></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:lvlText w:val="(%1)"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
    )
    styles = (
        '<w:style w:type="numbering" w:styleId="list"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    )
    assert texts(read_body(numbered("甲"), numbering=linked, styles=styles)) == ["(1)甲"]


def test_rows_numbered_by_word_have_their_number_as_the_text_of_the_cell(read_body):
    row = "<w:tr><w:tc>{}</w:tc><w:tc><w:p><w:r><w:t>项目</w:t></w:r></w:p></w:tc></w:tr>"
    body = "<w:tbl>" + row.format(numbered("")) * 2 + "</w:tbl>"
    document = read_body(body, numbering=numbering(level(0, "%1")))
    assert texts(document) == ["1", "项目", "2", "项目"]
    assert document.blocks[2].numbering == "2"


def test_a_deleted_paragraph_is_not_counted(read_body):
    deleted = numbered("删去").replace("<w:r>", '<w:del w:id="1"><w:r>').replace("</w:r>", "</w:r></w:del>")
    deleted = deleted.replace("</w:pPr>", '<w:rPr><w:del w:id="2"/></w:rPr></w:pPr>')
    document = read_body(numbered("甲") + deleted + numbered("乙"), numbering=CHAPTERS)
    assert texts(document) == ["一、甲", "二、乙"]


def test_a_hidden_paragraph_mark_puts_a_heading_and_its_text_on_one_line(read_body):
    heading = numbered("概况。").replace("</w:pPr>", "<w:rPr><w:vanish/><w:specVanish/></w:rPr></w:pPr>")
    document = read_body(heading + "<w:p><w:r><w:t>我局共有5个科室。</w:t></w:r></w:p>", numbering=CHAPTERS)
    assert texts(document) == ["一、概况。我局共有5个科室。"]


def test_an_unknown_list_shows_no_ordinal(read_body):
    assert texts(read_body(numbered("甲", num=9), numbering=CHAPTERS)) == ["甲"]
    assert texts(read_body(numbered("甲"))) == ["甲"]


@pytest.mark.parametrize(
    ("count", "number_format", "shown"),
    [
        (21, "chineseCounting", "二十一"),
        (105, "chineseCounting", "一〇五"),
        (105, "chineseCountingThousand", "一百零五"),
        (1010, "chineseCountingThousand", "一千零一十"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (3, "ideographTraditional", "丙"),
        (110, "japaneseCounting", "百十"),
        (10, "ideographDigital", "一〇"),
        (12, "decimalFullWidth", "１２"),
        (21, "decimalEnclosedCircle", "㉑"),
        (51, "decimalEnclosedCircleChinese", "51"),
        (3, "decimalEnclosedParen", "⑶"),
        (28, "lowerLetter", "bb"),
        (3, "upperLetter", "C"),
        (1994, "upperRoman", "MCMXCIV"),
        (4, "lowerRoman", "iv"),
        (7, "decimalZero", "07"),
        (7, "bullet", ""),
        (7, "a format of some later Word", "7"),
    ],
)
def test_counts_are_written_in_the_number_formats_of_word(count, number_format, shown):
    assert numeral(count, number_format) == shown
