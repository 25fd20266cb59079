"""What makes no difference to a search, and that folding is done character by character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.archive.folding import LINE_END, fold, folded_places, pairs, phrase

LINES = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.mark.parametrize(
    ("printed", "typed"),
    [
        ("“三公”经费", "三公经费"), ("９.９ 万元", "9.9万元"), ("ＧＤＰ", "gdp"), ("《预算法》", "预算法"), ("出国（境）费", "出国(境)费"),
        ("收入，支出", "收入,支出"), ("公务\u3000接待", "公务接待"),
    ],
)  # fmt: skip
def test_what_the_eye_does_not_tell_apart_is_folded_into_one(printed: str, typed: str) -> None:
    assert fold(printed) == fold(typed)


def test_a_decimal_point_and_a_percent_sign_are_kept() -> None:
    assert fold("12.5%") == "12.5%"
    assert fold("12.5") != fold("125")


@given(LINES, LINES)
def test_each_character_is_folded_by_itself(before: str, after: str) -> None:
    assert fold(before + after) == fold(before) + fold(after)


@given(LINES)
def test_a_folded_text_folds_to_itself(line: str) -> None:
    assert fold(fold(line)) == fold(line)


@given(LINES)
def test_each_folded_character_knows_where_it_came_from(line: str) -> None:
    folded, places = folded_places(line)
    assert folded == fold(line)
    assert all(character in fold(line[place]) for character, place in zip(folded, places, strict=True))


@given(LINES)
def test_every_character_of_a_line_begins_a_pair(line: str) -> None:
    folded = fold(line)
    made = pairs(folded)
    assert len(made) == len(folded)
    assert all(len(pair) == 2 for pair in made)
    assert not folded or made[-1].endswith(LINE_END)
    assert len(folded) < 2 or made[:-1] == phrase(folded)
