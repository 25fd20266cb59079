"""A number stands in its sentence: the words before and after it, the stop since the last number, its bracket, its years."""

from __future__ import annotations

import pytest

from jixiao.document import Document
from jixiao.facts.clauses import CLAUSE, HALF, LIST, SENTENCE, Quantity, quantities
from jixiao.mentions import find_mentions
from jixiao.normalise import normalise
from jixiao.outline.outline import Outline
from jixiao.patterns import load_rules

RULES = load_rules()


def quantities_of(text: str) -> list[Quantity]:
    outline = Outline.of_paragraph(text)
    found = find_mentions(Document.of_lines(text), outline, RULES)
    return list(quantities(normalise(text), 0, len(text), found, RULES))


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        ("全年支出12万元。", ["全年支出"]),
        ("收入12万元，支出9万元。", ["收入", "支出"]),
        ("其中：基本支出12万元；项目支出9万元", ["基本支出", "项目支出"]),
        ("执行《资金管理办法，试行》的支出12万元", ["执行《资金管理办法,试行》的支出"]),
        ("支出（含税）12万元", ["支出(含税)"]),
        ("支出（其中基本支出12万元）", ["其中基本支出"]),
        ("支出包括：（1）基本支出12万元", ["基本支出"]),
        ("支出1，210.74万元", ["支出"]),
    ],
)
def test_the_lead_of_a_number_are_the_words_since_the_last_stop(text: str, leads: list[str]) -> None:
    assert [each.lead.replace("，", ",") for each in quantities_of(text)] == leads


def test_what_stands_between_two_numbers_is_before_and_lead() -> None:
    _, part = quantities_of("支出40万元，其中：基本支出30万元。")
    assert (part.before, part.lead) == ("，其中:", "基本支出")


def test_the_tail_ends_at_a_stop_and_what_comes_after_at_the_end_of_the_sentence() -> None:
    first, _ = quantities_of("12个项目，涉及资金9万元。余下从略")
    assert (first.tail, first.after) == ("项目", "项目，涉及资金")


@pytest.mark.parametrize(
    ("between", "stop"),
    [
        ("和支出", 0),
        ("、支出", LIST),
        ("，支出", CLAUSE),
        ("；支出", HALF),
        ("。支出", SENTENCE),
        ("，增长；支出", HALF),
        ("\n支出", SENTENCE),
    ],
)
def test_the_strongest_stop_between_two_numbers_parts_them(between: str, stop: int) -> None:
    _, second = quantities_of(f"收入12万元{between}9万元。")
    assert second.stop == stop


def test_a_full_stop_begins_a_new_sentence() -> None:
    found = quantities_of("收入12万元，支出9万元。结余3万元；其中专款1万元。")
    assert [each.sentence for each in found] == [0, 0, 1, 1]
    assert [each.opens_sentence for each in found] == [True, False, True, False]


def test_brackets_are_counted_from_the_outside_in() -> None:
    found = quantities_of("支出9万元（人员6万元（在职5万元）、公用3万元），项目1万元")
    assert [each.depth for each in found] == [0, 1, 2, 1, 0]


@pytest.mark.parametrize(
    ("text", "years", "compared"),
    [
        ("2023年支出12万元", (2023,), ()),
        ("较2022年减少12万元", (), (2022,)),
        ("比2022年度下降3%", (), (2022,)),
        ("与2021年相比，减少12万元", (), (2021,)),
        ("2023年与2022年相比增加12万元", (2023,), (2022,)),
        ("2023年和2022年支出12万元", (2023, 2022), ()),
        ("依据《2021年预算法》支出12万元", (), ()),
    ],
)
def test_a_year_that_is_only_compared_with_is_told_from_the_year_spoken_of(
    text: str, years: tuple[int, ...], compared: tuple[int, ...]
) -> None:
    (found,) = quantities_of(text)
    assert (found.years, found.compared) == (years, compared)


def test_points_years_and_marks_are_no_quantities() -> None:
    assert [each.mention.text for each in quantities_of("①2023年得分12分，扣3分，支出9万元。")] == ["9万元"]
