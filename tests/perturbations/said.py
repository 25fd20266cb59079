"""A record to what it says, whatever its form: facts and scores as a multiset."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from decimal import Decimal

import regex

from jixiao.normalise import normalise
from jixiao.record import Record

_NO_WORD = regex.compile(r"[\s\p{P}\p{S}]+")
Said = Counter[tuple[str, ...]]


def plain(text: str) -> str:
    """A label or title without spaces and signs, in one width."""
    return _NO_WORD.sub("", normalise(text))


def shown(number: Decimal | None) -> str:
    """A number without the zeros that say nothing of its value: 0.00 and 0 are one."""
    return "" if number is None else f"{number.normalize():f}" if number else "0"


def said(record: Record, word: Callable[[str], str] = plain) -> Said:
    """Every fact and every score; `word` makes labels and titles comparable."""
    titles = {section.id: word(section.title) for section in record.sections}
    facts = [
        (
            fact.kind,
            word(fact.label),
            shown(fact.value),
            str(fact.year),
            str(fact.measure),
            str(fact.unit),
            str(fact.direction),
            titles.get(fact.section or "", ""),
        )
        for fact in record.facts
    ]
    scores = [
        ("score", word(item.title), *(shown(part) for part in (item.score, item.full_marks, item.deduction)))
        for item in record.scores
    ]
    overall = record.score
    whole = [("overall", *(shown(part) for part in (overall.stated, overall.converted, overall.full_marks)))]
    return Counter([*facts, *scores, *whole])
