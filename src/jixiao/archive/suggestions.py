"""A query that finds nothing to queries that do: its words cut into shorter ones, as jieba sees them."""

from __future__ import annotations

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
    from jixiao.words import cut

    found: list[str] = []
    for word in query.words:
        if word.negated or len(word.folded) < 4:
            continue
        pieces = [piece for piece in cut(word.folded, rules) if len(piece) > 1 and piece != word.folded]
        longest = sorted(dict.fromkeys(pieces), key=lambda piece: (-len(piece), pieces.index(piece)))
        for instead in (" ".join(pieces), *longest):
            typed = query.text.replace(f'"{word.text}"', word.text).replace(word.text, instead, 1).strip()
            if instead and typed not in found and len(found) < _MOST and _readable(typed) and finds(typed):
                found.append(typed)
    return tuple(found)


def _readable(typed: str) -> bool:
    try:
        parse_query(typed)
    except QueryError:
        return False
    return True
