"""Whether the work of a regex grows in step with the text: counted in steps, so no clock decides."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.linearity import UnreadRegexError, growth_of
from jixiao.linearity.pumps import pumps_of
from jixiao.linearity.steps import TooManyStepsError, search
from jixiao.linearity.tree import read_tree
from jixiao.normalise import normalise
from jixiao.patterns import Pattern, load_rules

RULES = load_rules()
MOST = 1_000_000
SLOW = [
    r"\d+分",  # begun at each digit, to the end each time
    r"附\s*[件表]?\s*:",  # two repetitions share what stands between them
    r"资金.*绩效",
    r"[^，。]*元",
    r"(?<=约)[一二]*[二三]*元",
    r"^(?:总|部门|门部)*?(?:部门)*元",
    r"(?:包括(?=[^。]*$))+元",  # a look ahead is work too
    r"\d+(?<=约\d+)元",  # and one behind
    r"(?>\d+)分",  # nothing is given back, and yet it is begun anew at each digit
]
EXPONENTIAL = [r"(?:\d+)+分", r"(?:一|一一)*元", r"^(?:[一二]+[、，]?)*元$"]
LINEAR = [
    r"(?<!\d)\d+分",
    r"附\s*+[件表]?\s*:",
    r"资金.{0,60}绩效",
    r"(?<![^，。])[^，。]*元",
    r"^(?:[一二]++[、，]?)*+元$",
    r"第\d{1,12}条|[一二三]{1,3}、",
    r"\s?(?<!\d\s?)约(?<n>\d)\p{Han}{2,6}$",
]


@pytest.mark.parametrize("pattern", RULES.patterns, ids=lambda pattern: pattern.name)
def test_no_text_makes_a_built_in_pattern_slow(pattern: Pattern) -> None:
    examples = [normalise(match["text"]) for match in pattern.entry.matches]
    assert growth_of(pattern.compiled.pattern, examples) is None


@pytest.mark.parametrize("pattern", SLOW)
def test_work_that_grows_with_the_square_is_found_with_the_text_that_shows_it(pattern: str) -> None:
    growth = growth_of(pattern)
    assert growth is not None
    assert growth.piece
    assert growth.factor is None or growth.factor > 3


@pytest.mark.parametrize("pattern", EXPONENTIAL)
def test_work_that_doubles_with_each_character_is_found_and_not_counted_to_its_end(pattern: str) -> None:
    growth = growth_of(pattern)
    assert growth is not None
    assert growth.factor is None


@pytest.mark.parametrize("pattern", LINEAR)
def test_work_in_step_with_the_text_is_let_be(pattern: str) -> None:
    assert growth_of(pattern) is None


def test_what_leads_up_to_a_repetition_is_part_of_the_text() -> None:
    growth = growth_of(r"项目名称\s*:?\s*甲")
    assert growth is not None
    assert (growth.lead, growth.piece) == ("项目名称", " ")


def test_a_regex_that_repeats_nothing_for_long_needs_no_text() -> None:
    assert pumps_of(read_tree(r"第\d{1,3}条")) == ()


def test_a_regex_that_refers_to_its_groups_cannot_be_told() -> None:
    with pytest.raises(UnreadRegexError):
        growth_of(r"(?P<mark>[一二])、(?P=mark)+")


def test_counting_stops_at_what_one_is_willing_to_count() -> None:
    with pytest.raises(TooManyStepsError):
        search(read_tree(r"(?:1+)+分"), "1" * 60, 10_000)


# --- the search that is counted is the search that is run ------------------------------------------------------------


@pytest.mark.parametrize("pattern", RULES.patterns, ids=lambda pattern: pattern.name)
def test_the_counted_search_finds_what_the_pattern_finds(pattern: Pattern) -> None:
    tree = read_tree(pattern.compiled.pattern)
    for example in (*(match["text"] for match in pattern.entry.matches), *pattern.entry.misses):
        text = normalise(example)
        found = tuple(match.span() for match in pattern.compiled.finditer(text))
        assert search(tree, text, MOST).spans == found


SHAPES = [
    r"a+?b|(?:ab)*c",
    r"(?<=a)b{1,2}(?!c)|c$",
    r"^(?:a|ab)(?:c|bcd)?",
    r"(?>a+)b|[^ab]+\b",
    r"(?:a{0,2}b)++c?|\Bc",
    r"(?<!a)c.|\d\S\s",
]


@given(st.sampled_from(SHAPES), st.text("abcd1 \n", max_size=12))
def test_the_counted_search_finds_what_python_finds(pattern: str, text: str) -> None:
    found = tuple(match.span() for match in re.finditer(pattern, text))
    assert tuple(span for span in search(read_tree(pattern), text, MOST).spans if span[0] < span[1]) == tuple(
        span for span in found if span[0] < span[1]
    )
