"""Money in 元 that was in 万元: every figure ten thousand times as large."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from random import Random

import regex

from jixiao.document import Document, Span
from jixiao.record import Fact, Record

from .said import plain
from .texts import rewritten

_PLAIN = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_MONEY = regex.compile(rf"(?<![\d.．,，\-－—~～至到十百千]|\d )(?P<n>{_PLAIN})\s*万元(?!\s?[-－—~～至到])")
_NUMBER = regex.compile(rf"^-?{_PLAIN}$")
_YUAN = regex.compile(r"(?<n>[0-9]+(?:\.[0-9]+)?)(?<wan>万)?元")


def yuan(document: Document, record: Record, random: Random) -> Document:
    """元 for 万元 in the sentences and in the tables whose unit stands at one place for all; other shapes stay."""
    texts = {block.id: list(block.text) for block in document.blocks}
    declared: dict[Span, list[Fact]] = defaultdict(list)
    for fact in record.facts:
        if fact.unit_span and fact.stated_unit == "万元":
            declared[fact.unit_span].append(fact)
    lists = {span.block for span, facts in declared.items() if any(fact.span.block == span.block for fact in facts)}
    for place, facts in declared.items():
        if place.block not in lists:
            _redeclare(document, texts, place, facts)
    for block in document.blocks:
        if block.id not in lists and all(len(piece) == 1 for piece in texts[block.id]):
            texts[block.id] = [_MONEY.sub(lambda found: f"{_times(found['n'])}元", block.text)]
    return rewritten(document, {name: "".join(pieces) for name, pieces in texts.items()})


def word(text: str) -> str:
    """A label with the sums that it names in 万元, whichever they are written in: 单价50万元以上的设备."""

    def in_wan(found: regex.Match[str]) -> str:
        value = Decimal(found["n"]) if found["wan"] else Decimal(found["n"]).scaleb(-4)
        return f"{value.normalize():f}万元"

    return plain(_YUAN.sub(in_wan, text))


def _redeclare(document: Document, texts: dict[str, list[str]], place: Span, facts: list[Fact]) -> None:
    """The figures of one declared unit and the unit itself; all of them, or none."""
    quoted = {fact.span: document.quote(fact.span) for fact in facts}
    if document.quote(place) != "万元" or not all(_NUMBER.match(text) for text in quoted.values()):
        return
    if any(document.block(span.block).table is None for span in quoted):
        return  # in sentences a bare figure is money by its decimals alone
    for span, text in quoted.items():
        _put(texts[span.block], span, _times(text))
    _put(texts[place.block], place, "元")


def _put(characters: list[str], place: Span, text: str) -> None:
    characters[place.start : place.end] = [text] + [""] * (place.end - place.start - 1)


def _times(written: str) -> str:
    """1,210.74 becomes 12,107,400; what was grouped stays grouped."""
    value = Decimal(written.replace(",", "")).scaleb(4).normalize()
    return f"{value:,f}" if "," in written else f"{value:f}"
