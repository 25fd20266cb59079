"""What a regex cannot do without is in every text that it matches, so that passing a pattern over loses nothing."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao import read
from jixiao.anchors import Sieve, anchors_of, endings_of, openings_of
from jixiao.normalise import normalise
from jixiao.patterns import Pattern, load_rules

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
RULES = load_rules()
LINES = [
    block.normalised
    for report in islice(sorted(CORPUS.glob("*/report.txt")), 0, None, 4)
    for block in read(report).blocks
]


@pytest.mark.parametrize("pattern", RULES.patterns, ids=lambda pattern: pattern.name)
def test_no_pattern_is_passed_over_where_it_matches(pattern: Pattern) -> None:
    for text in (*(normalise(match["text"]) for match in pattern.entry.matches), *LINES):
        if pattern.search(text):
            assert pattern.may_be_in(text), text
            assert pattern.is_in(text), text


@pytest.mark.parametrize(
    "pattern", [each for each in RULES.patterns if each.openings], ids=lambda pattern: pattern.name
)
def test_what_a_pattern_matches_at_the_beginning_begins_as_it_says(pattern: Pattern) -> None:
    for text in (*(normalise(match["text"]) for match in pattern.entry.matches), *LINES):
        assert not pattern.search(text) or text[0] in (pattern.openings or ()), text


PIECES = st.sampled_from(
    [
        "一",
        "分",
        "元",
        "\\d",
        "[一二]",
        "[^分]",
        "\\s?",
        "(?:一|元)",
        "(?:一二|分)?",
        "(?=元)",
        "(?!分)",
        "元{2}",
        "\\p{Han}",
        ".",
    ]
)


@settings(deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=5), st.lists(PIECES, max_size=3), st.text("一二分元1 ", max_size=6))
def test_anchors_are_held_by_all_that_matches(pieces: list[str], other: list[str], text: str) -> None:
    written = "".join(pieces) + (f"|{''.join(other)}" if other else "")
    if regex.search(written, text):
        assert all(not anchor.isdisjoint(text) for anchor in anchors_of(written))
        assert Sieve([(written, anchors_of(written))]).passing(text) == [written]


@settings(deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=5), st.lists(PIECES, max_size=3), st.text("一二分元1 ", max_size=6))
def test_openings_are_those_of_all_that_matches_from_the_beginning(
    pieces: list[str], other: list[str], text: str
) -> None:
    written = "^" + "".join(pieces) + (f"|{''.join(other)}" if other else "")
    openings = openings_of(written)
    if openings is not None and regex.search(written, text):
        assert text
        assert text[0] in openings


@settings(deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=5), st.lists(PIECES, max_size=3), st.text("一二分元1\n ", max_size=6))
def test_endings_are_those_of_all_that_matches_at_the_end(pieces: list[str], other: list[str], text: str) -> None:
    written = (f"{''.join(other)}|" if other else "") + "".join(pieces) + "$"
    endings = endings_of(written)
    if endings is not None and regex.search(written, text):
        assert text
        assert text[-1] in endings


@pytest.mark.parametrize("pattern", RULES.patterns, ids=lambda pattern: pattern.name)
def test_what_is_found_in_a_few_words_is_what_the_pattern_finds(pattern: Pattern) -> None:
    for text in (*(normalise(match["text"]) for match in pattern.entry.matches), *LINES):
        assert bool(RULES.find(pattern.name, text)) is bool(pattern.search(text)), text


def test_alternatives_tell_what_all_of_them_need_and_what_else() -> None:
    assert anchors_of("得满分#|#[，,]?不得分") == (frozenset("#"), frozenset("得"), frozenset("分"))
    assert anchors_of("×#|#÷") == (frozenset("#"), frozenset("×÷"))


def test_flags_and_what_the_parser_does_not_know_have_no_anchors() -> None:
    assert anchors_of("(?i)abc") == ()
    assert anchors_of("(?|a|b)c") == ()


def test_the_anchor_of_alternatives_is_as_few_characters_as_hold_them_all() -> None:
    assert anchors_of("(?:甲区委|乙市委|丙市|丁州市)") == (frozenset("区市"),)
    assert anchors_of("(?:浙江省|湖南省|湖北省)") == (frozenset("省"), frozenset("江湖"))


@pytest.mark.parametrize(
    "pattern", [each for each in RULES.patterns if each.openings], ids=lambda pattern: pattern.name
)
def test_what_opens_a_text_is_what_is_found_in_it(pattern: Pattern) -> None:
    for text in LINES:
        assert bool(pattern.opens(text)) is bool(pattern.search(text)), text
