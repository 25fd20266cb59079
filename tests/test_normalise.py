"""Normalising changes how signs look and never how many there are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.normalise import normalise


@given(st.text())
def test_every_character_keeps_its_place(text: str) -> None:
    assert len(normalise(text)) == len(text)


@given(st.text(alphabet="０１２３４５６７８９（）：％．－　ａＺ1,，。万元其中〔〕\u00a0\t"))
def test_what_is_normal_stays_as_it_is(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("１２３．４５％", "123.45%"),
        ("（一）得分：１２分；", "(一)得分:12分;"),
        ("－13.27\u2212\ufe63\u2013", "-13.27---"),
        ("徐政〔2023〕7号", "徐政〔2023〕7号"),
        ("GDP\u3000ＧＤＰ\u00a0\t", "GDP GDP  "),
    ],
)
def test_widths_of_digits_letters_signs_and_spaces_are_one(printed: str, plain: str) -> None:
    assert normalise(printed) == plain


@pytest.mark.parametrize("kept", ["1，103．6万元"[1], "、", "。", "“", "”", "…", "㎡", "①", "—", "\n"])
def test_signs_that_mean_something_of_their_own_stay(kept: str) -> None:
    assert normalise(kept) == kept
