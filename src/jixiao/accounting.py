"""Every digit of a report to its account: facts and scores aside, each is a reference or is listed as unread."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from jixiao.document import Document, Span
from jixiao.mentions import REFERENCES, Mention
from jixiao.record import Fact, Reference, Unread

_DIGIT = re.compile(r"\d")


def in_order(document: Document, facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Facts as they stand in the text; those that share a place stay as they are."""
    order = document.order
    return tuple(sorted(facts, key=lambda fact: (order[fact.span.block], fact.span.start)))


def references_of(mentions: Sequence[Mention], taken: Iterable[Span]) -> tuple[Reference, ...]:
    """The digits that are no quantity: ordinals, dates, document numbers, parts of names; `taken` ones are left out."""
    held = Held(taken)
    return tuple(
        Reference(kind=REFERENCES[mention.kind], text=mention.text, span=mention.span)
        for mention in mentions
        if mention.kind in REFERENCES and _DIGIT.search(mention.text) and not held.holds(mention.span)
    )


def unread_of(mentions: Sequence[Mention], told: Sequence[Unread], taken: Iterable[Span]) -> tuple[Unread, ...]:
    """The numbers that became nothing: those that a stage gave a reason for, and the rest as unknown, in order."""
    held = Held(taken)
    reasons = {(each.span.block, each.span.start): each for each in told}
    out = []
    for mention in mentions:
        if mention.kind in REFERENCES or held.holds(mention.span):
            continue
        known = reasons.get((mention.span.block, mention.span.start))
        out.append(known or Unread(text=mention.text, span=mention.span, reason="unknown"))
    return tuple(out)


class Held:
    """Which characters of which block are spoken for."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._places: dict[str, list[tuple[int, int]]] = {}
        for span in spans:
            self._places.setdefault(span.block, []).append((span.start, span.end))

    def holds(self, span: Span) -> bool:
        """Whether any of the spans overlaps this one."""
        first, last = span.start, span.end
        for start, end in self._places.get(span.block, ()):  # noqa: SIM110 - a generator costs as much again
            if first < end and start < last:
                return True
        return False
