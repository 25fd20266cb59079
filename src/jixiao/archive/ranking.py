"""The reports that match a query to the most fitting first: words in the title count most, then those in headings, then in the text.

Nearly every report has the words of boilerplate, so not all that match are weighed: the newest of those with a word in the title,
of those with one in a heading and of all others are, some hundred together; what comes after them follows newest first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from jixiao.archive.matching import Matching, match
from jixiao.archive.search_index import report_text
from jixiao.archive.text_terms import TextTerm

if TYPE_CHECKING:
    from jixiao.patterns import Rules

_WEIGHED = 200
"""So many of each kind of candidates are weighed."""
_LOOKED_AT = 60
"""So many of the best are looked at for whole words."""
_WORDS = 10
"""So many words of the query have a say in it."""
_WINDOW = 8
"""Characters on either side of a word that are cut with it."""
_OF_TITLE, _OF_HEADING, _OF_TEXT = 6.0, 3.0, 2.0
_PART = 0.4
"""What a place counts where the word is a part of another."""

Cutter = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A report to weigh, its texts folded."""

    report_id: int
    recency: int
    title: str
    headings: str
    body: str


def ranked(connection: Connection, matching: Matching, limit: int, offset: int, rules: Rules | None) -> list[int]:
    """The numbers of a page of the reports that match, the most fitting first, the newer first among equals."""
    words = [word.folded for word in matching.query.words if not word.negated][:_WORDS]
    candidates = _candidates(connection, matching, words)
    ordered = _ordered(candidates, words, rules)
    page = ordered[offset : offset + limit]
    if len(page) == limit or len(candidates) < _WEIGHED:  # fewer than one kind may hold: these are all
        return page
    known = matching.newest().subquery()
    after = (
        select(known.c.report_id)
        .where(known.c.report_id.not_in(ordered))
        .order_by(known.c.recency.desc())
        .limit(limit - len(page))
        .offset(max(0, offset - len(ordered)))
    )
    return page + list(connection.execute(after).scalars())


def _candidates(connection: Connection, matching: Matching, words: Sequence[str]) -> list[_Candidate]:
    kinds = [match(connection, matching.query, TextTerm(field, tuple(words))) for field in ("title", "headings")]
    found: dict[int, None] = {}
    for kind in (*kinds, matching):
        rows = connection.execute(kind.newest().limit(_WEIGHED))
        found |= dict.fromkeys(row.report_id for row in rows)
    columns = (report_text.c[name] for name in ("report_id", "recency", "title", "headings", "folded"))
    rows = connection.execute(select(*columns).where(report_text.c.report_id.in_(found)))
    return [_Candidate(*row) for row in rows]


def _ordered(candidates: Sequence[_Candidate], words: Sequence[str], rules: Rules | None) -> list[int]:
    if not candidates:
        return []
    usual = sum(len(each.body) for each in candidates) / len(candidates)
    weights = {each: _weight(each, words, usual) for each in candidates}
    ordered = sorted(candidates, key=lambda each: (-weights[each], -each.recency))
    if rules is not None:
        from jixiao.words import cut

        for each in ordered[:_LOOKED_AT]:
            whole = [_wholeness(each.body, word, lambda text: cut(text, rules)) for word in words]
            weights[each] = _weight(each, words, usual, whole)
        ordered[:_LOOKED_AT] = sorted(ordered[:_LOOKED_AT], key=lambda each: (-weights[each], -each.recency))
    return [each.report_id for each in ordered]


def _weight(candidate: _Candidate, words: Sequence[str], usual: float, whole: Sequence[float] | None = None) -> float:
    """How fitting a report is: for each word where it stands, and how often for the length of the text (as in BM25)."""
    weight = 0.0
    length = 1.2 * (
        0.25 + 0.75 * round(len(candidate.body) / max(usual, 1.0), 1)
    )  # of about as long ones the newer comes first
    for position, word in enumerate(words):
        times = candidate.body.count(word) * (whole[position] if whole else 1.0)
        headings = candidate.headings.count(word)
        weight += _OF_TITLE * (word in candidate.title) + _OF_HEADING * headings / (headings + 1)
        weight += _OF_TEXT * times / (times + length)
    return weight


def _wholeness(body: str, word: str, cutter: Cutter) -> float:
    """From 0.4 to 1: in how many of its first places the word is a word, or several, and no part of another.

    >>> _wholeness("流动资产和资产总额", "资产总额", lambda text: ["流动资产", "和", "资产总额"])
    1.0
    >>> _wholeness("流动资产减少", "动资", lambda text: ["流动资产", "减少"])
    0.4
    """
    places, whole, at = 0, 0, body.find(word)
    while at >= 0 and places < 2:
        start, end = max(0, at - _WINDOW), at + len(word) + _WINDOW
        edges, edge = {0}, 0
        for piece in cutter(body[start:end]):
            edge += len(piece)
            edges.add(edge)
        places += 1
        whole += at - start in edges and at - start + len(word) in edges
        at = body.find(word, at + len(word))
    return _PART + (1 - _PART) * whole / places if places else 1.0
