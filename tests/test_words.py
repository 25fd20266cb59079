"""Words are cut by the project's own lexicon: terms stay whole, and nothing is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.patterns import load_rules
from jixiao.words import cut

RULES = load_rules()


@given(st.text(alphabet="我部门其他收入为一般公共预算三公经费“”的()、和支出决算年初1", max_size=40))
def test_the_words_put_together_are_the_text(text: str) -> None:
    assert "".join(cut(text, RULES)) == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("我部门其他收入为", ("我部门", "其他收入", "为")),
        ("“三公”经费支出", ("“三公”经费", "支出")),
        ("一般公共预算财政拨款收入", ("一般公共预算财政拨款收入",)),
        ("", ()),
    ],
)
def test_a_term_of_budgets_is_one_word(text: str, words: tuple[str, ...]) -> None:
    assert cut(text, RULES) == words


def test_what_the_lexicon_does_not_know_is_single_signs() -> None:
    assert cut("麒麟", RULES) == ("麒", "麟")


@pytest.mark.parametrize("term", RULES.words["fiscal_terms"])
def test_every_term_of_the_lexicon_stays_whole(term: str) -> None:
    assert cut(term, RULES) == (term,)
