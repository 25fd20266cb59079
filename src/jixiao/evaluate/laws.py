"""A record to the places where it breaks a law that holds of every record, whatever the report says.

The span law: what a fact quotes stands at its span, and that text read again, alone, gives the fact's value. The digit
law: every digit of the text lies in exactly one of fact, score, reference and unread; facts may share a span.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from jixiao.document import Document, Span
from jixiao.mentions import find_mentions
from jixiao.outline.outline import Outline
from jixiao.patterns import Rules
from jixiao.record import Fact, Record, RecordBlock

_ASIDE = ("contents", "header", "footer")
_AROUND = 12


def broken_spans(record: Record, rules: Rules) -> Iterator[str]:
    """Facts whose quote does not stand where they say, or does not give their value when read again."""
    texts = {block.id: block.text for block in record.blocks}
    for fact in record.facts:
        quote = texts[fact.span.block][fact.span.start : fact.span.end]
        if quote != fact.text:
            yield f"{fact.id}: {fact.text!r} is quoted, {quote!r} stands there"
        elif fact.value is not None and fact.value not in _read_again(fact, rules):
            yield f"{fact.id}: {fact.text!r} is read again as {_read_again(fact, rules)}, not {fact.value}"


def broken_digits(record: Record) -> Iterator[str]:
    """Digits in nothing, and digits in two things."""
    claims = _claims(record)
    for block in record.blocks:
        if block.kind not in _ASIDE:
            yield from _unclaimed(block, claims[block.id])


def _read_again(fact: Fact, rules: Rules) -> list[object]:
    below_zero = fact.kind == "count" and fact.text.startswith("-")  # a change in a cell; prose has no -245起
    text = fact.text + (fact.stated_unit or "" if fact.unit_span and not below_zero else "")
    alone = Outline.of_paragraph(text)
    mentions = find_mentions(Document.of_lines(text), alone, rules)
    return [mention.value for mention in mentions]


def _claims(record: Record) -> dict[str, dict[tuple[int, int], set[str]]]:
    """For each block, who claims which stretch of it."""
    claims: dict[str, dict[tuple[int, int], set[str]]] = defaultdict(lambda: defaultdict(set))

    def claim(span: Span, kind: str) -> None:
        claims[span.block][span.start, span.end].add(kind)

    for fact in record.facts:
        claim(fact.span, "fact")
    for points in (*record.score.points, *(points for item in record.scores for points in item.points)):
        claim(points.span, "score")
    for reference in record.references:
        claim(reference.span, reference.kind)
    for unread in record.unread:
        claim(unread.span, "unread")
    return claims


def _unclaimed(block: RecordBlock, claims: dict[tuple[int, int], set[str]]) -> Iterator[str]:
    at = [[(stretch, kind) for stretch, kinds in claims.items() for kind in kinds if stretch[0] <= i < stretch[1]]
          for i in range(len(block.text))]  # fmt: skip
    place = 0
    while place < len(block.text):
        start = place
        while place < len(block.text) and block.text[place].isdecimal() and len(at[place]) != 1:
            place += 1
        if place > start:
            around = block.text[max(0, start - _AROUND) : place + _AROUND]
            kinds = sorted({kind for _, kind in at[start]})
            yield f"{block.id}: {block.text[start:place]!r} in {around!r} is in {' and '.join(kinds) or 'nothing'}"
        place = max(place, start + 1)
