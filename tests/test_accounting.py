"""Every digit of a report comes to account: what is no fact and no score is a reference, or is unread with a reason."""

from __future__ import annotations

import pytest

from jixiao.accounting import Held, references_of, unread_of
from jixiao.document import Document, Span
from jixiao.mentions import Mention, find_mentions
from jixiao.outline.outline import Outline
from jixiao.patterns import load_rules
from jixiao.record import Unread

RULES = load_rules()


def mentions_of(text: str, *ordinals: Span) -> tuple[Mention, ...]:
    outline = Outline.of_paragraph(text, *ordinals)
    return find_mentions(Document.of_lines(text), outline, RULES)


@pytest.mark.parametrize(
    ("text", "kind", "printed"),
    [
        ("某财绩〔2023〕15号", "document_number", "某财绩〔2023〕15号"),
        ("国发[2021]5号", "document_number", "国发[2021]5号"),
        ("某安全评字（2024）第0127号", "document_number", "（2024）第0127号"),
        ("2023年度", "date", "2023年度"),
        ("2024年3月15日", "date", "2024年3月15日"),
        ("G107国道", "name", "G107"),
    ],
)
def test_digits_that_are_no_quantity_are_references(text: str, kind: str, printed: str) -> None:
    (found,) = references_of(mentions_of(text), ())
    assert found.kind == kind
    assert found.text in printed or printed in found.text


def test_a_mark_of_a_point_is_a_reference_only_where_it_has_digits() -> None:
    assert [each.text for each in references_of(mentions_of("1.支出", Span("p1", 0, 2)), ())] == ["1."]
    assert references_of(mentions_of("（一）支出", Span("p1", 0, 3)), ()) == ()


def test_what_a_score_or_a_fact_holds_is_no_reference() -> None:
    mentions = mentions_of("2023年度")
    assert references_of(mentions, [Span("p1", 0, 4)]) == ()


def test_a_number_that_became_nothing_is_unread_with_the_reason_that_was_given() -> None:
    mentions = mentions_of("50%以上的12个，另有7")
    told = Unread(text="50%", span=mentions[0].span, reason="threshold")
    found = unread_of(mentions, [told], [mentions[1].span])
    assert [(each.text, each.reason) for each in found] == [("50%", "threshold"), ("7", "unknown")]


@pytest.mark.parametrize(
    ("span", "held"),
    [
        (Span("p1", 0, 4), True),
        (Span("p1", 3, 9), True),
        (Span("p1", 4, 9), False),
        (Span("p2", 0, 4), False),
    ],
)
def test_a_place_is_held_where_any_of_it_is_spoken_for(span: Span, held: bool) -> None:
    assert Held([Span("p1", 1, 4)]).holds(span) is held
