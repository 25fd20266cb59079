"""Every number of a sentence with its unit, however it is printed; digits that are no quantity are told from them."""

from __future__ import annotations

import functools
import json
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jixiao.document import Block, Document, Source, Span
from jixiao.mentions import Mention, find_mentions
from jixiao.outline.outline import Outline, read_outline
from jixiao.outline.passages import Passage
from jixiao.patterns import load_rules

RULES = load_rules()
STRESS = Path(__file__).resolve().parents[2] / "shared" / "bench" / "stress.json"
QUANTITIES = ("amount", "ratio", "count")


def mentions_of(text: str, *ordinals: tuple[int, int]) -> tuple[Mention, ...]:
    """The mentions of one paragraph of running text."""
    spans = tuple(Span("p1", *place) for place in ordinals)
    outline = Outline.of_paragraph(text, *spans)
    return find_mentions(Document.of_lines(text), outline, RULES)


def said(text: str) -> list[str]:
    """Its quantities as a person would note them: 12.5万元, 50~80万元, 3个."""
    return [written(each) for each in mentions_of(text) if each.kind in QUANTITIES]


def written(mention: Mention) -> str:
    high = f"~{mention.value_to}" if mention.value_to is not None else ""
    return f"{mention.value}{high}{mention.unit}"


SENTENCES = [
    # widths, spaces, line ends
    ("资产总额２，３４５．６７万元。", "2345.67万元"),
    ("年初预算 98.5 万元，决算 97.02   万元。", "98.5万元 97.02万元"),
    ("执行率为\n95.6\n%。", "95.6%"),
    ("支出1 026.30万元，结余2, 104.5万元。", "1026.30万元 2104.5万元"),
    ("拨付资金36\n万\n元。", "36万元"),
    ("合计1,210，740元。", "121.074万元"),
    ("支付率 98.00 ％。", "98.00%"),
    # units
    ("收入12,107,417.00元。", "1210.7417万元"),
    ("投入3.2亿，其中省级1.1亿元、市级8000万、县级1.3亿。", "32000万元 11000万元 8000万元 13000万元"),
    ("实际支出560千元。", "56.0万元"),
    ("总投资1.05万亿元。", "105000000万元"),
    ("节约0.39万（含公务接待）。", "0.39万元"),
    ("收入总计888.8（万元）。", "888.8万元"),
    ("结余（2.05）万元。", "-2.05万元"),
    ("调剂-13.27万元。", "-13.27万元"),
    ("上解支出－6957万元。", "-6957万元"),
    # numerals in words
    ("补助叁拾伍万元整。", "35万元"),
    ("共计人民币捌佰元。", "0.08万元"),
    ("安排一百二十万元，使用八十万元。", "120万元 80万元"),
    ("投入二点五亿元。", "25000万元"),
    ("奖励两万元，罚款五百元。", "2万元 0.05万元"),
    ("完成率百分之九十八点五，压减两成，覆盖三分之一。", "98.5% 20% 33.33%"),
    ("合格率百分之百，满意率百分百。", "100% 100%"),
    ("十二个项目，其中三个未开展。", "12个 3个"),
    # lists with one unit
    ("分别为12.5、8.3、4.2和1.0万元。", "12.5万元 8.3万元 4.2万元 1.0万元"),
    ("执行率分别为100%、98.5%和0%。", "100% 98.5% 0%"),
    ("占比依次为53.1、30.2和16.7%。", "53.1% 30.2% 16.7%"),
    ("新增5、6、7个项目。", "5个 6个 7个"),
    # ranges, qualifiers
    ("每项5-10万元。", "5~10万元"),
    ("单价3万元至5万元。", "3~5万元"),
    ("满意度在85%-90%之间。", "85~90%"),
    ("投入约500万元，近两千元，超过3亿元，不足1万元。", "500万元 0.2万元 30000万元 1万元"),
    ("支出20余万元，另有30多万元、5万余元。", "20万元 30万元 5万元"),
    # ratios
    ("同比下降-3.25%，提高1.8个百分点，增长2.4倍，人口增长5.2‰。", "-3.25% 1.8百分点 2.4倍 0.52%"),
    ("自然增长率千分之三。", "0.3%"),
    ("上升0.05个百分点，快15.7 个百分点。", "0.05百分点 15.7百分点"),
    ("满意度≥95%，合格率=100%。", "95% 100%"),
    ("占 %，下降0.00%。", "0.00%"),
    # counts
    ("实施项目共15个，项目总数为8。", "15个 8个"),
    ("接待36批次312人次，车辆5台（套），房屋2处3间。", "36批次 312人次 5台套 2处 3间"),
    ("在编34名，聘用12人，离退休5位。", "34名 12人 5位"),
    ("植树1.5万株，造林2.3万亩，供水3亿立方米。", "15000株 23000亩 300000000立方米"),
    ("门诊、住院分别为1.2和1.5万人次。", "12000人次 15000人次"),
    ("道路4.8公里，绿化1,200平方米，粮食50吨。", "4.8公里 1200平方米 50吨"),
    ("粮食单产412公斤/亩，推迟46天，平均用时由72小时缩短为31小时，全年365天。", "412公斤/亩 46天 72小时 31小时"),
    ("13宗水库、52家企业、3所学校、8座桥。", "13宗 52家 3所 8座"),
    # what is no quantity
    ("一元化管理，二元结构，三公经费，四个意识。", ""),
    ("2023年3月15日，1-6月份，第3季度，10分钟，5个工作日，3年。", ""),
    ("徐财字〔2023〕73号文、鲁财预[2021]5号、第12条、附件3、附表2-1。", ""),
    ("G107国道，COVID-19，PM2.5，A4纸，“1+N”方案，“八项规定”。", ""),
    ("电话0312-8765432，邮编071000，12345热线，110联动。", ""),
    ("2010301行政运行，208科目，统一社会信用代码91130600MA0XXXXX1A。", ""),
    ("得分95.5分，满分100分，扣0.5分。", ""),
    ("90分-95分的1个，95分以上的4个。", "1个 4个"),
    ("十三五、十四五规划，二十大精神，五大行动。", ""),
    ("2021-2023年，2019至2021年，近三年，2022年度、2023年度。", ""),
    ("上午8:30至17:30，全天24小时。", ""),
    # traps between
    ("2.2本期投资3541.07万元2.3下期", "3541.07万元"),
    ("2023年10.10万元，2022年11.23万元。", "10.10万元 11.23万元"),
    ("预算20万元（含10%预备费），支出18万元。", "20万元 10% 18万元"),
    ("2023年12个项目，2022年9个。", "12个 9个"),
    ("三公经费“零增长”，0万元，0.00元，0个。", "0万元 0.0000万元 0个"),
    ("每人每月570元，34人，全年23.256万元。", "0.057万元 34人 23.256万元"),
    ("854万854万。", "854万元 854万元"),
    ("完成1000米跑道，3000元一套，200元/人。", "1000米 0.3万元 0.02万元"),
    ("100%完成，95%以上，3个百分点以内。", "100% 95% 3百分点"),
    ("（1）工资15万元；（2）办公5万元；①差旅3万元。", "15万元 5万元 3万元"),
    ("12月底12个县12%的资金12万元。", "12个 12% 12万元"),
    ("人均0.8万元，户均1.2万元，亩均300元。", "0.8万元 1.2万元 0.03万元"),
    ("2000万元投入2000个村2000人。", "2000万元 2000个 2000人"),
    ("以2020年为基期，到2025年达60%。", "60%"),
    ("1.项目5个2.资金50万元", "5个 50万元"),
    ("支出1亿2千万元。", "12000万元"),
    ("结转三十余万元，盘活四百多万元。", "30万元 400万元"),
]


def same(found: list[str], wanted: str) -> bool:
    return [number(each) for each in found] == [number(each) for each in wanted.split()]


def number(text: str) -> tuple[Decimal, str]:
    """A noted quantity with its zeros dropped: 121.0740万元 is 121.074万元."""
    digits = text.rstrip("".join(set(text) - set("0123456789.-~")))
    at = next((i for i, sign in enumerate(text) if sign not in "0123456789.-~"), len(text))
    low, _, high = (digits or text)[:at].partition("~")
    return Decimal(low).normalize(), (f"~{Decimal(high).normalize()}" if high else "") + text[at:]


KNOWN_WRONG = {
    "支出1亿2千万元。": "two numbers instead of one",
}


def known(text: str) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xfail(reason=KNOWN_WRONG[text], strict=True)] if text in KNOWN_WRONG else []


@pytest.mark.parametrize(
    ("text", "wanted"), [pytest.param(*each, id=each[0][:16], marks=known(each[0])) for each in SENTENCES]
)
def test_the_quantities_of_a_sentence_are_found_in_its_order(text: str, wanted: str) -> None:
    found = said(text)
    assert same(found, wanted), found


def test_no_sentence_about_other_digits_is_judged_twice() -> None:
    texts = [text for text, _ in SENTENCES]
    assert len(texts) == len(set(texts)) >= 60


# --- each field of a mention -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "printed", "resolution", "stated"),
    [
        ("支出16.8万元。", "16.8万元", "0.1", "万元"),
        ("投入1.2亿元。", "1.2亿元", "1000", "亿元"),
        ("收入12,107,417.00元。", "12,107,417.00元", "0.000001", "元"),
        ("造林2.3万亩。", "2.3万亩", "1000", "万亩"),
        ("增长5.2‰。", "5.2‰", "0.01", "‰"),
        ("执行率92%。", "92%", "1", "%"),
        ("提高1.2个百分点。", "1.2个百分点", "0.1", "百分点"),
    ],
)
def test_a_mention_knows_what_its_last_digit_is_worth_and_its_unit_as_printed(
    text: str, printed: str, resolution: str, stated: str
) -> None:
    (found,) = (each for each in mentions_of(text) if each.kind in QUANTITIES)
    assert (found.text, found.resolution, found.stated_unit) == (printed, Decimal(resolution), stated)


@pytest.mark.parametrize(
    ("text", "qualifier", "printed"),
    [
        ("约600人参加。", "约", "600人"),
        ("投入近20万元。", "近", "20万元"),
        ("支出超过9亿元。", "超过", "9亿元"),
        ("支出20余万元。", "余", "20余万元"),
        pytest.param("支出20万余元。", "余", "20万余元", marks=known("支出20万余元。")),
        ("支出三十多万元。", "多", "三十多万元"),
        ("支出20万元左右。", "左右", "20万元"),
        ("结余不足1万元。", "不足", "1万元"),
    ],
)
def test_a_word_that_makes_a_number_inexact_is_its_qualifier(text: str, qualifier: str, printed: str) -> None:
    (found,) = (each for each in mentions_of(text) if each.kind in QUANTITIES)
    assert (found.qualifier, found.text) == (qualifier, printed)


def test_a_unit_that_stands_on_the_last_of_a_list_is_shown_where_it_stands() -> None:
    text = "分别为228.00、264.35和58.60万元。"
    first, second, last = (each for each in mentions_of(text) if each.kind == "amount")
    assert (first.text, second.text, last.text) == ("228.00", "264.35", "58.60万元")
    assert [first.unit_span, second.unit_span, last.unit_span] == [Span("p1", 22, 24), Span("p1", 22, 24), None]


def test_a_unit_declared_for_the_whole_text_holds_for_bare_sums_but_for_no_whole_numbers() -> None:
    lines = ("绩效自评报告（单位：万元，下同）", "全年收入1,210.74，其中基金12.5，涉及3年。")
    blocks = tuple(Block(f"p{i}", "paragraph", line) for i, line in enumerate(lines, 1))
    passages = tuple(Passage(block.id, 0, len(block.text), "text", None) for block in blocks)
    document = Document(Source("lines", "", "text/plain", 0, "lines"), blocks)
    found = [each for each in find_mentions(document, Outline((), passages), RULES) if each.kind == "amount"]
    assert [(each.text, str(each.value), each.stated_unit) for each in found] == [
        ("1,210.74", "1210.74", "万元"),
        ("12.5", "12.5", "万元"),
    ]
    assert {document.quote(each.unit_span) for each in found if each.unit_span} == {"万元"}


@pytest.mark.parametrize(
    ("text", "kind", "printed", "year"),
    [
        ("2023年度绩效自评", "year", "2023年度", 2023),
        ("２０２２年工作", "year", "２０２２年", 2022),
        ("二○二三年四月", "date", "二○二三年四月", 2023),
        ("2024年1月15日", "date", "2024年1月15日", 2024),
        ("2021-12-31止", "date", "2021-12-31", 2021),
        ("1-9月份支出", "date", "1-9月份", None),
        ("徐财字〔2023〕73号", "document_number", "徐财字〔2023〕73号", None),
        ("G107国道", "name", "G107", None),
    ],
)
def test_years_dates_numbers_of_documents_and_names_are_no_quantities(
    text: str, kind: str, printed: str, year: int | None
) -> None:
    (found,) = mentions_of(text)
    assert (found.kind, found.year) == (kind, year)
    assert printed.startswith(found.text) or found.text in text
    assert found.value is None


def test_points_are_left_to_the_scores() -> None:
    found = [(each.kind, str(each.value)) for each in mentions_of("满分10分，自评得分9.85分，扣0.15分。")]
    assert found == [("points", "10"), ("points", "9.85"), ("points", "0.15")]


def test_the_mark_of_a_point_is_no_number() -> None:
    found = [(each.kind, each.text) for each in mentions_of("1.支出5万元", (0, 2))]
    assert found == [("ordinal", "1."), ("amount", "5万元")]


# --- laws over any text ----------------------------------------------------------------------------------------------

FRAGMENTS = st.sampled_from(
    [
        "1", "23", "1,210.74", "１２．５", "0", "2023", "2023年", "3月", "15日", "（", "）", "〔2023〕", "号", "第", "万元", "亿元", "元",
        "%", "‰", "个", "项目", "分", "得分", "、", "，", "。", "；", "：", "和", "-", "~", "至", "－", "约", "余", "三十五", "百分之", "成",
        "分之", "倍", "百分点", "个百分点", "其中", "占", "三公经费", "\n", " ", "　", "A", "G", "“", "”", "+", "N", "/", "每人", "人次", "万",
        "亩", ".", ",", "…", "①", "(1)", "《", "》", "x",
    ]
)  # fmt: skip
TEXTS = st.lists(FRAGMENTS, min_size=1, max_size=16).map("".join)


@given(TEXTS)
def test_what_a_mention_quotes_stands_at_its_place(text: str) -> None:
    for mention in mentions_of(text):
        assert text[mention.span.start : mention.span.end] == mention.text != ""


@given(TEXTS)
@example("1+12023")
def test_every_digit_stands_in_exactly_one_mention_and_they_come_in_order(text: str) -> None:
    found = mentions_of(text)
    held = Counter(place for each in found for place in range(each.span.start, each.span.end))
    assert all(held[place] == 1 for place, sign in enumerate(text) if sign.isdecimal())
    assert max(held.values(), default=1) == 1
    assert [each.span.start for each in found] == sorted(each.span.start for each in found)


@given(TEXTS)
def test_a_quantity_has_a_value_a_unit_and_the_worth_of_its_last_digit(text: str) -> None:
    for each in mentions_of(text):
        if each.kind in QUANTITIES:
            assert None not in (each.value, each.unit, each.resolution)
            assert each.unit == "万元" or each.kind != "amount"


@given(
    st.decimals(min_value=0, max_value=10**7, places=2),
    st.sampled_from(["{:f}", "{:,}"]),
    st.sampled_from(["", " ", "\n"]),
)
def test_any_sum_is_found_whole_whatever_parts_it_from_its_unit(value: Decimal, form: str, gap: str) -> None:
    printed = form.format(value) + gap + "万元"
    (found,) = mentions_of(f"本年支出{printed}，其中")
    assert (found.kind, found.value, found.text) == ("amount", value, printed)


# --- sentences that broke other parsers ------------------------------------------------------------------------------


def judged(kind: str, value: Decimal, unit: str | None, text: str) -> bool:
    """Scores are no facts, and of counts only those of projects are compared."""
    return kind in QUANTITIES and (kind != "count" or "项目" in text)


@functools.cache
def stress() -> list[dict[str, Any]]:
    return json.loads(STRESS.read_text(encoding="utf-8")) if STRESS.exists() else []


@pytest.mark.skipif(not STRESS.exists(), reason="the collection of hard sentences is not here")
def test_sentences_that_broke_other_parsers_are_read() -> None:
    right = wanted = found = 0
    for entry in stress():
        text = entry["text"]
        gold = Counter(
            (m["kind"], Decimal(m["value"]).normalize()) for m in entry["mentions"] if m["kind"] in QUANTITIES
        )
        got: Counter[tuple[str, Decimal]] = Counter()
        for each in mentions_of(text):
            for value in (each.value, each.value_to):
                if value is not None and judged(each.kind, value, each.unit, text):
                    got[each.kind, value.normalize()] += 1
        right, wanted, found = right + (gold & got).total(), wanted + gold.total(), found + got.total()
    assert 2 * right / (wanted + found) >= 0.95, (right, wanted, found)


def test_a_unit_behind_the_first_number_holds_for_those_that_follow() -> None:
    document = Document.of_lines("1.1 收入4,215.60（单位：万元），支出4,100.50。", "1.2 结余115.10。")
    found = find_mentions(document, read_outline(document, RULES), RULES)
    amounts = [(mention.text, str(mention.value)) for mention in found if mention.kind == "amount"]
    assert amounts == [("4,215.60", "4215.60"), ("4,100.50", "4100.50"), ("115.10", "115.10")]
