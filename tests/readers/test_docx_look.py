"""How a paragraph looks: its outline level, whether it is centred and bold, its size."""

from __future__ import annotations

STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>
  <w:pPr><w:jc w:val="center"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="mine"><w:name w:val="我的标题"/><w:basedOn w:val="1"/></w:style>
<w:style w:type="paragraph" w:styleId="circle"><w:name w:val="x"/><w:basedOn w:val="circle"/></w:style>
<w:style w:type="character" w:styleId="strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
"""


def look(read_body, inside: str):
    block = read_body(f"<w:p>{inside}</w:p>", styles=STYLES).blocks[0]
    return block.level, block.centred, block.bold, block.size


def test_a_style_gives_its_look_to_the_styles_based_on_it(read_body):
    inside = '<w:pPr><w:pStyle w:val="mine"/></w:pPr><w:r><w:t>一、概况</w:t></w:r>'
    assert look(read_body, inside) == (1, True, True, 16.0)


def test_what_the_paragraph_says_itself_goes_before_its_style(read_body):
    properties = '<w:pPr><w:pStyle w:val="1"/><w:jc w:val="left"/><w:outlineLvl w:val="9"/></w:pPr>'
    run = '<w:r><w:rPr><w:b w:val="0"/><w:sz w:val="24"/></w:rPr><w:t>正文</w:t></w:r>'
    assert look(read_body, properties + run) == (None, False, False, 12.0)


def test_a_paragraph_without_a_style_has_the_look_of_the_default_one(read_body):
    assert look(read_body, "<w:r><w:t>正文</w:t></w:r>") == (None, False, False, 10.5)


def test_a_paragraph_is_bold_only_if_all_of_its_text_is(read_body):
    bold = '<w:r><w:rPr><w:rStyle w:val="strong"/></w:rPr><w:t>一是</w:t></w:r>'
    assert look(read_body, bold)[2]
    assert not look(read_body, bold + "<w:r><w:t>加强管理</w:t></w:r>")[2]


def test_its_size_is_that_of_most_of_its_text(read_body):
    small = '<w:r><w:rPr><w:sz w:val="20"/></w:rPr><w:t>注</w:t></w:r>'
    large = '<w:r><w:rPr><w:sz w:val="44"/></w:rPr><w:t>绩效自评报告</w:t></w:r>'
    assert look(read_body, small + large)[3] == 22.0


def test_a_style_based_on_itself_is_read(read_body):
    assert look(read_body, '<w:pPr><w:pStyle w:val="circle"/></w:pPr><w:r><w:t>正文</w:t></w:r>')[3] == 10.5


def test_styles_around_those_of_tables_and_those_on_offer_are_kept(read_body):
    latent = '<w:latentStyles w:count="2"><w:lsdException w:name="heading 1"/></w:latentStyles>'
    of_table = '<w:style w:type="table" w:styleId="t"><w:name w:val="表格"/><w:rPr><w:b/></w:rPr></w:style>'
    inside = '<w:pPr><w:pStyle w:val="1"/></w:pPr><w:r><w:t>一、概况</w:t></w:r>'
    block = read_body(f"<w:p>{inside}</w:p>", styles=latent + of_table + STYLES + of_table).blocks[0]
    assert (block.level, block.bold, block.size) == (1, True, 16.0)
