"""Labels without words for time, measure and kind are what the lists of the rules leave of them, asked by a regex or not."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from jixiao.checks.names import Ending, Times, unmarked
from jixiao.normalise import normalise
from jixiao.patterns import load_rules

RULES = load_rules()
MARKS = re.compile(r"[“”\"'‘’《》\s]|\([^()]*\)")
WORDS = ("time_of_figure", "measure_endings", "kinds_of_figure")
LABELS = st.lists(
    st.one_of(
        *(st.sampled_from(RULES.words[words]) for words in WORDS),
        st.sampled_from(("收入", "公用经费", "“三公”", "（", "）", "(", ")", "《", " ", "\u3000", "\n", "项目")),
        st.text(max_size=3),
    ),
    max_size=6,
).map("".join)


@given(LABELS)
def test_words_at_the_end_come_off_as_their_regex_takes_them(label: str) -> None:
    for words in WORDS[1:]:
        assert Ending(RULES, words).off(label) == RULES.ending(words).sub("", label)


@given(LABELS)
def test_words_for_time_come_off_as_their_regex_takes_them(label: str) -> None:
    assert Times(RULES).off(label) == RULES.starting("time_of_figure").sub("", label)


@given(LABELS)
def test_names_are_compared_without_quotes_spaces_and_brackets(label: str) -> None:
    assert unmarked(label) == MARKS.sub("", normalise(label))


def test_a_label_keeps_what_it_is_of() -> None:
    assert Times(RULES).off("全年收入") == "收入"
    assert Ending(RULES, "measure_endings").off("公用经费决算数") == "公用经费"
    assert unmarked("“三公”经费（财政拨款）") == "三公经费"
