"""A query that finds nothing to queries that do: its words cut into shorter ones, by our own lexicon and by jieba's."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from jixiao.archive.query import Query, QueryError, parse_query

if TYPE_CHECKING:
    from jixiao.patterns import Rules

_MOST = 3


def suggest(query: Query, rules: Rules, finds: Callable[[str], bool]) -> tuple[str, ...]:
    """At most three queries that `finds` something, nearest first: all the pieces of a long word, then single ones.

    >>> from jixiao.patterns import load_rules
    >>> suggest(parse_query("公务接待费会议费 年份:2023"), load_rules(), lambda query: True)
    ('公务接待费 会议费 年份:2023', '公务接待费 年份:2023', '会议费 年份:2023')
    """
    found: list[str] = []
    for word in query.words:
        if word.negated or len(word.folded) < 4:
            continue
        pieces = [piece for piece in _pieces(word.folded, rules) if piece != word.folded]
        longest = sorted(dict.fromkeys(pieces), key=lambda piece: (-len(piece), pieces.index(piece)))
        for instead in (" ".join(pieces), *longest):
            typed = query.text.replace(f'"{word.text}"', word.text).replace(word.text, instead, 1).strip()
            if instead and typed not in found and len(found) < _MOST and _readable(typed) and finds(typed):
                found.append(typed)
    return tuple(found)


def _pieces(word: str, rules: Rules) -> list[str]:
    """The terms of budgets that a word is made of; where it is more than that, the words of jieba's dictionary.

    The dictionary takes a second to load, so only a query that found nothing asks for it.
    """
    from jixiao.words import cut

    terms = [piece for piece in cut(word, rules) if len(piece) > 1]
    if len("".join(terms)) == len(word):
        return terms
    import jieba

    jieba.setLogLevel(logging.WARNING)  # it tells of its dictionary on standard error
    return [piece for piece in jieba.cut(word) if len(piece) > 1]


def _readable(typed: str) -> bool:
    try:
        parse_query(typed)
    except QueryError:
        return False
    return True
