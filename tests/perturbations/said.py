"""A record to what it says, whatever its form: facts and scores as a multiset."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from decimal import Decimal

import regex

from jixiao.normalise import normalise
from jixiao.record import Fact, Record

_NO_WORD = regex.compile(r"[\s\p{P}\p{S}]+")
Said = Counter[tuple[str, ...]]


def plain(text: str) -> str:
    """A label or title without spaces and signs, in one width."""
    return _NO_WORD.sub("", normalise(text))


def shown(number: Decimal | None) -> str:
    """A number without the zeros that say nothing of its value: 0.00 and 0 are one."""
    return "" if number is None else f"{number.normalize():f}" if number else "0"


def of_fact(fact: Fact, record: Record, word: Callable[[str], str] = plain) -> tuple[str, ...]:
    """What one fact says, and the title of its section."""
    title = next((section.title for section in record.sections if section.id == fact.section), "")
    named = (fact.kind, word(fact.label), shown(fact.value), shown(fact.value_to), fact.unit)
    return (*map(str, (*named, fact.year, fact.measure, fact.direction)), word(title))


def said(record: Record, word: Callable[[str], str] = plain) -> Said:
    """Every fact, every score and the overall result; `word` makes labels and titles comparable."""
    scores = [
        ("score", word(item.title), *map(shown, (item.score, item.full_marks, item.deduction)))
        for item in record.scores
    ]
    overall = record.score
    whole = ("overall", *map(shown, (overall.stated, overall.converted, overall.full_marks)))
    return Counter([*(of_fact(fact, record, word) for fact in record.facts), *scores, whole])
