"""A year belongs to the clause it stands in; what is only compared with has the year before."""

from __future__ import annotations

import pytest

from jixiao.document import Document
from jixiao.facts.clauses import quantities
from jixiao.facts.labelling import labelled
from jixiao.facts.statements import statement_of
from jixiao.facts.years import years_of
from jixiao.mentions import find_mentions
from jixiao.normalise import normalise
from jixiao.outline.outline import Outline
from jixiao.patterns import load_rules

RULES = load_rules()


def years(text: str, heading: int | None = None, report: int | None = 2023) -> list[int | None]:
    outline = Outline.of_paragraph(text)
    found = find_mentions(Document.of_lines(text), outline, RULES)
    said = labelled(
        [statement_of(each, RULES) for each in quantities(normalise(text), 0, len(text), found, RULES)], "", RULES
    )
    return years_of(said, heading, report, RULES)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("支出12万元。", [2023]),
        ("2021年支出12万元。", [2021]),
        ("2022年三公经费12万元，2023年10万元。", [2022, 2023]),
        ("2023年三公经费10万元，较2022年减少2万元，下降16.67%。", [2023, 2023, 2023]),
        ("2022年三公经费12万元，2023年三公经费10万元，减少2万元。", [2022, 2023, 2023]),
        ("支出12万元，比上年的15万元减少3万元。", [2023, 2022, 2023]),
        ("支出12万元，比2021年的15万元减少3万元。", [2023, 2021, 2023]),
        ("申报2024年预算项目7个。", [2024]),
        ("2022年末资产总额12万元，其中固定资产9万元。负债总额3万元。", [2022, 2022, 2022]),
    ],
)
def test_a_clause_a_sentence_and_a_paragraph_hand_their_year_on(text: str, found: list[int]) -> None:
    assert years(text) == found


def test_a_heading_gives_its_year_to_text_that_names_none() -> None:
    assert years("支出12万元。", heading=2022) == [2022]


def test_a_heading_that_the_text_contradicts_is_a_copied_one() -> None:
    assert years("2023年支出12万元。结余1万元。", heading=2021) == [2023, 2023]


def test_where_nothing_tells_the_year_there_is_none() -> None:
    assert years("支出12万元。", report=None) == [None]
