import pytest
from msgspec.structs import replace

from jixiao.document import Block, Document
from jixiao.identity.identity import Identity, identify
from jixiao.outline.outline import read_outline
from jixiao.patterns import load_rules

RULES = load_rules()
TITLE = "2022年度部门整体支出绩效自评报告"


def identity(document: Document) -> Identity:
    return identify(document, read_outline(document, RULES), RULES)


def of(*lines: str) -> Identity:
    return identity(Document.of_lines(*lines))


def region(*lines: str) -> tuple[str | None, str | None, str | None]:
    found = of(*lines).region
    return found.province, found.city, found.county


# --- title and department ------------------------------------------------------------------------------------------


def test_the_title_is_one_line_without_the_departments_line() -> None:
    found = of("某县水利局", "2022 年度部门整体支出", "绩 效 自 评 报 告", "一、概况")
    assert (found.title, found.department) == (TITLE, "某县水利局")


def test_a_name_on_the_titles_own_line_stays_there_and_names_the_department() -> None:
    found = of(f"某县第二中学{TITLE}", "一、概况")
    assert (found.title, found.department) == (f"某县第二中学{TITLE}", "某县第二中学")


@pytest.mark.parametrize(
    "lines",
    [
        ("某县水利局文件", TITLE, "一、概况"),
        ("2023年度某县水利局部门整体支出绩效自评报告", "一、概况"),
        ("关于二〇二三年某县水利局部门整体支出绩效自评的报告", "一、概况"),
        (TITLE, "填报单位（盖章）：某县水利局", "一、概况"),
        (TITLE, "部门名称：某县水利局", "一、概况"),
        (TITLE, "部门（单位）名称：（盖章） 某县水利局", "一、概况"),
        (TITLE, "某县水利局", "2023年4月", "一、概况"),
        (TITLE, "一、概况", "正文。", "某县水利局", "2023年4月12日"),
        (TITLE, "一、概况", "某县水利局是县人民政府工作部门，正科级。"),
        ("某县水利局", "关于报送自评报告的函", "某函〔2023〕7号", "随函报送。", "附件1", TITLE, "一、概况"),
    ],
)
def test_the_department_is_found_where_reports_name_it(lines: tuple[str, ...]) -> None:
    assert of(*lines).department == "某县水利局"


def test_a_form_names_its_department_in_the_next_cell() -> None:
    cells = ("项目名称", "图书馆改造", "填报单位", "某县文化馆")
    blocks = [Block(f"c{n}", "cell", text, table="t1", row=n // 2, column=n % 2) for n, text in enumerate(cells)]
    title = Block("p1", "paragraph", "项目支出绩效自评表")
    found = identity(replace(Document.of_lines(), blocks=(title, *blocks)))
    assert (found.department, found.kind, found.project) == ("某县文化馆", "project", "图书馆改造")


def test_a_report_that_names_nobody_has_no_department() -> None:
    assert of(TITLE, "一、概况", "正文。").department is None


# --- region --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("department", "expected"),
    [
        ("保定市徐水区人民政府办公室", (None, "保定市", "徐水区")),
        ("晋中市榆次区某街道办事处", (None, "晋中市", "榆次区")),
        ("湖北省水利厅", ("湖北省", None, None)),
        ("上海市普陀区商务委员会", ("上海市", None, "普陀区")),
        ("延边朝鲜族自治州某局", (None, "延边朝鲜族自治州", None)),
        ("锡林郭勒盟某局", (None, "锡林郭勒盟", None)),
        ("大厂回族自治县教育局", (None, None, "大厂回族自治县")),
        ("济宁市市中区财政局", (None, "济宁市", "市中区")),
        ("苏州市昆山市教育局", (None, "苏州市", "昆山市")),
        ("昆山市教育局", (None, None, "昆山市")),
        ("平江县城市管理局", (None, None, "平江县")),
        ("综合市场服务中心", (None, None, None)),
        ("经济技术开发区管理委员会", (None, None, None)),
        ("区政府办公室", (None, None, None)),
    ],
)
def test_the_region_stands_in_the_departments_name(
    department: str, expected: tuple[str | None, str | None, str | None]
) -> None:
    assert region(department, TITLE, "一、概况") == expected


def test_a_line_above_the_department_adds_province_and_city() -> None:
    assert region("湖南省永州市", "零陵区文化局", TITLE, "一、概况") == ("湖南省", "永州市", "零陵区")


def test_the_text_adds_what_it_names_in_a_row_with_the_department() -> None:
    lines = (
        "陇西县某中学",
        TITLE,
        "一、概况",
        "学校位于甘肃省定西市陇西县城南。",
        "对口帮扶新疆维吾尔自治区和田市某校。",
    )
    assert region(*lines) == ("甘肃省", "定西市", "陇西县")


def test_two_provinces_of_which_none_stands_with_the_department_settle_nothing() -> None:
    assert region("某某县水利局", TITLE, "赴浙江省和江苏省考察。")[0] is None


def test_words_with_the_same_endings_are_no_regions() -> None:
    lines = (TITLE, "一、概况", "全市各县区和本市城区、小区、园区的市场监管，贯彻落实市委和市政府部署。")
    assert region(*lines) == (None, None, None)


# --- year ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "year"),
    [
        (("某局", TITLE, "根据《关于开展2023年自评的通知》"), 2022),
        (("某局", "二○二一年度部门整体支出绩效自评报告", "一、概况"), 2021),
        (("某局", "部门整体支出绩效自评报告", "（2020年度）", "2021年3月", "一、概况"), 2020),
        (("某局", "部门绩效自评报告", "一、概况", "2019年度预算500万元，2019年支出490万元，比2018年增加。"), 2019),
        (("某局", "2025年部门预算", "一、概况"), 2025),
        (("某局", "部门绩效自评报告", "一、概况"), None),
    ],
)
def test_the_fiscal_year_is_the_one_reported_on(lines: tuple[str, ...], year: int | None) -> None:
    assert of(*lines).fiscal_year == year


# --- document numbers ----------------------------------------------------------------------------------------------


def test_document_numbers_have_one_kind_of_bracket_and_stand_once_each() -> None:
    found = of(
        "某函〔2022〕7号", "根据某财绩[2022]5号和国发（2021）５号文件，按照某财绩﹝2022﹞5号、财预【2018】167号执行。"
    )
    assert found.document_numbers == ("某函〔2022〕7号", "某财绩〔2022〕5号", "国发〔2021〕5号", "财预〔2018〕167号")


def test_a_decree_without_a_year_is_no_document_number() -> None:
    assert of("根据国务院令第721号", "2022年第3号").document_numbers == ()


# --- kind and project ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "kind", "project"),
    [
        (TITLE, "department", None),
        ("2022年度部门预算整体绩效自评报告", "department", None),
        ("2021年度小型水库维修项目支出绩效自评报告", "project", "小型水库维修项目"),
        ("农村公路养护专项资金2022年度绩效评价报告", "project", "农村公路养护专项资金"),
        ("2023年度项目支出绩效自评报告", "project", None),
        ("2022年财政支出项目绩效评价自评报告（优抚）", "project", "优抚"),
        ("2024年度部门决算", "accounts", None),
        ("2025年“三公”经费预算情况说明", "accounts", None),
        ("2025年工作情况", "other", None),
    ],
)
def test_the_title_says_what_kind_of_report_it_is(title: str, kind: str, project: str | None) -> None:
    found = of("某县某局", title, "一、概况")
    assert (found.kind, found.project) == (kind, project)


# --- reports that others write, and places told in passing ----------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("鹤川县水利局", TITLE, "一、概况", "鹤川县隶属玉河市，辖5个乡镇。"), (None, "玉河市", "鹤川县")),
        (("鹤川县水利局", TITLE, "一、概况", "我县是玉河市下辖县。"), (None, "玉河市", "鹤川县")),
        (("临川市水利局", TITLE, "一、概况", "临川是抚河市代管的县级市。"), (None, "抚河市", "临川市")),
        (("临川市水利局", TITLE, "一、概况", "临川市为省辖县级市，人口40万人。"), (None, None, "临川市")),
        (
            ("措玛县林草局", TITLE, "一、概况", "当年，隆宗藏族自治州财政局下达资金。"),
            (None, "隆宗藏族自治州", "措玛县"),
        ),
    ],
)
def test_a_sentence_says_what_a_county_belongs_to(
    lines: tuple[str, ...], expected: tuple[str | None, str | None, str | None]
) -> None:
    assert region(*lines) == expected


@pytest.mark.parametrize(
    "opening",
    [
        "受某市财政局委托，评价组对某县水务局主管的专项资金开展绩效评价。",
        "该项目由某县水务局负责实施，建设期两年。",
        "主管部门：某县水务局",
    ],
)
def test_a_report_of_an_evaluator_is_on_the_department_in_charge(opening: str) -> None:
    found = of("2021年度管网改造项目财政重点绩效评价报告", "某某会计师事务所", "一、概况", opening)
    assert (found.department, found.project) == ("某县水务局", "管网改造项目")


@pytest.mark.parametrize(
    ("title", "project"),
    [
        ("青山县2022年度财政衔接推进乡村振兴补助资金绩效自评报告", "财政衔接推进乡村振兴补助资金"),
        ("2022年度中央财政农村危房改造补助资金转移支付绩效自评报告", "农村危房改造补助资金"),
        ("青山县义务教育薄弱环节改善项目2024年度支出绩效自评报告", "义务教育薄弱环节改善项目"),
        ("2022年度草原生态修复补助资金区域绩效自评报告", "草原生态修复补助资金"),
        ("省级财政特困群众救助奖补资金使用情况绩效评价报告", "特困群众救助奖补资金"),
    ],
)
def test_a_projects_name_has_neither_its_place_nor_its_payer(title: str, project: str) -> None:
    assert of("青山县某局", title, "一、概况").project == project


def test_signs_with_a_bracket_and_words_glued_in_front_are_document_numbers() -> None:
    found = of(
        "依据某财指（农）〔2021〕512号下达，其中某财教〔2024〕27号安排100万元，执行中某财预〔2024〕3号追加50万元。"
    )
    assert found.document_numbers == ("某财指（农）〔2021〕512号", "某财教〔2024〕27号", "某财预〔2024〕3号")


@pytest.mark.parametrize(
    ("title", "department", "project"),
    [
        ("某县人社局2023年度“就业补助资金”绩效自评报告", "某县人社局", "就业补助资金"),
        ("某市生态环境局大气污染防治专项资金绩效评价报告", "某市生态环境局", "大气污染防治专项资金"),
        ("关于某市水务局水利维修养护经费绩效自评的报告", "某市水务局", "水利维修养护经费"),
        ("某市2022年交通局农村公路养护项目支出绩效自评报告", "某市交通局", "农村公路养护项目"),
        ("某县中小学校舍维修改造项目支出绩效自评报告", None, "中小学校舍维修改造项目"),
    ],
)
def test_a_title_on_a_project_names_it_and_its_department(title: str, department: str | None, project: str) -> None:
    found = of(title, "一、概况")
    assert (found.department, found.kind, found.project) == (department, "project", project)
