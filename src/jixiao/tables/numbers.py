"""A cell's text and mentions to its one number; a cell with several numbers, or with none, has no such number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

import regex
from msgspec import Struct

from jixiao.document import Block, Span
from jixiao.mentions import Mention
from jixiao.normalise import normalise
from jixiao.numbers import Numeral, read_numeral
from jixiao.patterns import Rules

QUANTITIES = frozenset({"amount", "ratio", "count", "points", "bare"})
"""The kinds of mention that have a value."""

_ALONE = re.compile(r"\s*(?P<number>\(?[-+]?\s?\d+(?:[,，]?\s?\d{3})*(?:\.\s*\d+)?\)?)\s*")
_TAIL = regex.compile(r"\s*(?P<unit>\p{Han}{1,3}|[a-zA-Z㎡]{1,3})\s*$")


class CellNumber(Struct, frozen=True):
    """The number of a cell. `numeral` is as printed, for a number without a unit; `mention` has the unit printed with it.

    `counter` is a unit behind the number that no list of units has.
    """

    numeral: Numeral
    span: Span
    mention: Mention | None = None
    counter: str | None = None

    @property
    def value(self) -> Decimal:
        """The number as printed, in the unit printed with it."""
        return self.numeral.value


def cell_number(block: Block, mentions: Sequence[Mention]) -> CellNumber | None:
    """The number that a cell is: 1,350.00, (12.30) for a negative one, 126座, 约3.2万人."""
    text = block.normalised
    if found := _ALONE.fullmatch(text):
        return CellNumber(read_numeral(found["number"]), Span(block.id, *found.span("number")))
    quantities = [mention for mention in mentions if mention.kind in QUANTITIES]
    if len(quantities) != 1 or quantities[0].value is None:
        return None
    mention = quantities[0]
    value, resolution = mention.value, mention.resolution
    assert value is not None
    numeral = Numeral(value, resolution if resolution is not None else Decimal(1))
    if mention.kind != "bare":
        return CellNumber(numeral, mention.span, mention)
    tail = _TAIL.match(text, mention.span.end)
    if tail is None:
        return CellNumber(numeral, mention.span)
    return CellNumber(numeral, Span(block.id, mention.span.start, tail.end("unit")), counter=tail["unit"])


def is_of_points(mention: Mention, text: str, rules: Rules) -> bool:
    """Whether a number in the head of a row or column is one of points: 产出指标（50分）, 投入(30)."""
    if mention.kind == "points":
        return True
    found = rules.pattern("points_in_brackets").search(normalise(text).rstrip()) if mention.kind == "bare" else None
    return found is not None and found.start("points") <= mention.span.start < found.end("points")
