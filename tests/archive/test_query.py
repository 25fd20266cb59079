"""What people type into the search field: what it means, and the sentence that says what is wrong with it."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.archive.query import (
    Condition,
    HasChecks,
    HasFigure,
    HasName,
    HasScore,
    InYears,
    IsKind,
    QueryError,
    Word,
    measure_named,
    parse_query,
)
from jixiao.archive.query_values import Bounds


def only(typed: str) -> Condition:
    (condition,) = parse_query(typed).conditions
    return condition


def over(number: str) -> Bounds:
    return Bounds(low=Decimal(number), low_included=False)


def test_words_and_conditions_stand_in_any_order() -> None:
    query = parse_query("公务接待费 年份:2023 部门:教育局 地区:徐水区 得分<90 三公经费>10 检查:未通过 绩效")
    assert [word.text for word in query.words] == ["公务接待费", "绩效"]
    assert [type(condition) for condition in query.conditions] == [
        InYears, HasName, HasName, HasScore, HasFigure, HasChecks,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", ()),
        ("公务接待费　会议费", (Word("公务接待费"), Word("会议费"))),
        ("“公务 接待费”", (Word("公务 接待费"),)),
        ("绩效 绩效", (Word("绩效"),)),
        ("-会议费 2023", (Word("会议费", negated=True), Word("2023"))),
        ('"年份:2023"', (Word("年份:2023"),)),
        ("Ａ-b 1-2", (Word("Ａ-b"), Word("1-2"))),
    ],
)
def test_a_word_may_be_a_phrase_or_unwanted(typed: str, words: tuple[Word, ...]) -> None:
    assert parse_query(typed).words == words


@pytest.mark.parametrize(
    ("typed", "ranges"),
    [
        ("年份:2023", ((2023, 2023),)), ("年度：2021-2023年", ((2021, 2023),)), ("年份:2021至2023", ((2021, 2023),)),
        ("年份:2020,2022", ((2020, 2020), (2022, 2022))), ("年份>=2021", ((2021, None),)), ("年份<2021", ((None, 2020),)),
        ("年份:2021-", ((2021, None),)),
    ],
)  # fmt: skip
def test_years_are_single_ranges_or_lists(typed: str, ranges: tuple[tuple[int, int], ...]) -> None:
    assert only(typed) == InYears(ranges)


@pytest.mark.parametrize(
    ("typed", "condition"),
    [
        ("部门:教育局、体育局", HasName("department", ("教育局", "体育局"))),
        ('单位:"文化、旅游局"', HasName("department", ("文化、旅游局",))),
        ("-地区:徐水区", HasName("region", ("徐水区",), negated=True)),
        ("级别:优", HasName("grade", ("优",))),
        ("部门: 教育局", HasName("department", ("教育局",))),
        ("类型:项目", IsKind(("project",))),
        ("检查:未通过", HasChecks(("failed",))),
        ("核算:总分,占比", HasChecks((), ("score_total", "share"))),
        ("得分 ≤ 90分", HasScore("score", Bounds(high=Decimal(90)))),
        ("换算得分:80-90", HasScore("converted", Bounds(Decimal(80), Decimal(90)))),
        ("得分!=90", HasScore("score", Bounds(Decimal(90), Decimal(90)), negated=True)),
    ],
)
def test_a_condition_is_asked_of_the_report(typed: str, condition: Condition) -> None:
    assert only(typed) == condition


@pytest.mark.parametrize(
    ("typed", "condition"),
    [
        ("三公经费>10", HasFigure("三公经费", over("10"), "amount")),
        ("三公经费＞1.2亿元", HasFigure("三公经费", over("12000"), "amount")),
        ("三公经费>5,000元", HasFigure("三公经费", over("0.5"), "amount")),
        ("三公经费 > 10 万元", HasFigure("三公经费", over("10"), "amount")),
        ("三公经费=10-20", HasFigure("三公经费", Bounds(Decimal(10), Decimal(20)), "amount")),
        ("资产负债率>50", HasFigure("资产负债率", over("50"), "ratio")),
        ("公务接待费占比>5%", HasFigure("公务接待费占比", over("5"), "ratio")),
        ("内设机构>10个", HasFigure("内设机构", over("10"), "count", "个")),
        ('"三公经费">10', HasFigure("三公经费", over("10"), "amount", exact=True)),
        ("公务接待费决算>1", HasFigure("公务接待费决算", over("1"), "amount", stem="公务接待费", measure="final")),
    ],
)
def test_a_condition_on_a_figure_goes_by_its_name_and_unit(typed: str, condition: Condition) -> None:
    assert only(typed) == condition


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("部们:教育局", "是不是要写“部门”"),
        ("12:30", "请加引号"),
        ('"公务', "引号没有成对"),
        ("年份:23", "“23”不是年份"),
        ("年份:2023-2021", "请写成 2021-2023"),
        ("得分<很高", "“很高”不是数"),
        ("得分>10万元", "得分的单位是分"),
        ("三公经费>", "后面缺内容"),
        ("三公经费>10美元", "不认得单位“美元”"),
        ("三公经费>10-20", "既比大小又是范围"),
        ("三公经费=20-10", "前大后小"),
        (">10", "前面缺名称"),
        ("部门>3", "不能比大小"),
        ("检查:好", "可以写：未通过"),
        ("类型:日记", "没有“日记”这一类报告"),
        ("“”", "没有可查找的字"),
        ("词 " * 51, "有 51 个词和条件，最多 50 个"),
        ("部门:" + "、".join(f"局{number}" for number in range(101)), "有 101 个名称，最多 100 个"),
    ],
)
def test_what_cannot_be_understood_is_told_in_one_sentence(typed: str, told: str) -> None:
    with pytest.raises(QueryError) as error:
        parse_query(typed)
    assert told in str(error.value)
    assert str(error.value).endswith("。")
    assert "\n" not in str(error.value)


@given(st.text(st.sampled_from('公务费年份部门得分优:：<>=-－"“”,、. 0129万元%|!'), max_size=25))
def test_whatever_is_typed_is_a_query_or_told_what_is_wrong(typed: str) -> None:
    query = None
    with suppress(QueryError):
        query = parse_query(typed)
    if query is not None:
        assert query.text == typed
        assert bool(query.words or query.conditions) == bool(typed.strip())


def test_measures_go_by_their_chinese_names() -> None:
    assert measure_named("决算") == "final"
    with pytest.raises(QueryError, match="没有“决”这个口径"):
        measure_named("决")
