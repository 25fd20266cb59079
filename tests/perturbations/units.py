"""Money in 元 that was in 万元: every figure ten thousand times as large."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from random import Random

import regex

from jixiao.document import Document, Span
from jixiao.record import Fact, Record

from .texts import rewritten

_MONEY = regex.compile(r"(?<![0-9.,，\-－—~～至到十百千])(?P<n>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)\s*万元")
_NUMBER = regex.compile(r"^-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?$")


def yuan(document: Document, record: Record, random: Random) -> Document:
    """元 for 万元 in the sentences and in the tables whose unit stands at one place for all; other shapes stay."""
    texts = {block.id: list(block.text) for block in document.blocks}
    declared: dict[Span, list[Fact]] = defaultdict(list)
    for fact in record.facts:
        if fact.unit_span and fact.stated_unit == "万元":
            declared[fact.unit_span].append(fact)
    for place, facts in declared.items():
        _redeclare(document, texts, place, facts)
    done = {place.block for place in declared}
    for block in document.blocks:
        if block.id not in done and not any(len(piece) != 1 for piece in texts[block.id]):
            texts[block.id] = [_MONEY.sub(lambda found: f"{_times(found['n'])}元", block.text)]
    return rewritten(document, {name: "".join(pieces) for name, pieces in texts.items()})


def _redeclare(document: Document, texts: dict[str, list[str]], place: Span, facts: list[Fact]) -> None:
    """The figures of one declared unit and the unit itself; all of them, or none."""
    quoted = {fact.span: document.quote(fact.span) for fact in facts}
    if document.quote(place) != "万元" or not all(_NUMBER.match(text) for text in quoted.values()):
        return
    for span, text in quoted.items():
        _put(texts[span.block], span, _times(text))
    _put(texts[place.block], place, "元")


def _put(characters: list[str], place: Span, text: str) -> None:
    characters[place.start : place.end] = [text] + [""] * (place.end - place.start - 1)


def _times(written: str) -> str:
    """1,210.74 becomes 12,107,400; what was grouped stays grouped.

    >>> _times("1,210.74"), _times("0.0017"), _times("33")
    ('12,107,400', '17', '330000')
    """
    value = Decimal(written.replace(",", "")).scaleb(4)
    shown = f"{value.normalize():,f}" if "," in written else f"{value.normalize():f}"
    return shown
