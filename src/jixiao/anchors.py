"""A regular expression to its anchors: sets of characters of each of which any text that it matches holds one.

Most patterns have nothing to find in most paragraphs: one about 分 nothing where there is no 分. The anchors are derived
from the regex itself, so that a pattern stays a line of data, and looking for them costs less than starting the regex.
They say only what cannot match: a text that holds them all may still not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from re import _constants, _parser  # type: ignore[attr-defined]  # the one parser of regexes at hand; see _parsed
from typing import Any, Generic, TypeVar

from jixiao.plain_regexes import plain

Thing = TypeVar("Thing")
Anchors = tuple[frozenset[str], ...]

_MOST = 3
"""Anchors kept of one regex: the rarest."""
_MOST_TRIED = 6
_WIDEST = 64
"""A class of more characters than this tells nothing; all digits are one thing."""
_NAMED = re.compile(r"\(\?P?<[A-Za-z_]\w*>")
_LETTERS = re.compile(r"\\[pP]\{\w+\}")
_FLAG = re.compile(r"\(\?[a-zA-Z]+[:)]")
_LAST_DIGIT = 0x1FBF9
_COMMON = frozenset("的 ,，。、")
_OFTEN = frozenset("元万出算支分预项度中目评资自部政效个一公全务标行金有人上下成门绩工用财理管不在为和是年")
"""What a tenth or more of all paragraphs of a report hold: 没有 is better known by its 没."""
_OFTEN_COUNTS = 6  # times as much as a rare one: its paragraphs to those of a rare one, about
_MANY = 8
"""Alternatives for which a look at the next character pays."""
_OF_ONE = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")


def anchors_of(pattern: str) -> Anchors:
    """The anchors of a regex, the rarest first; () where any text may match.

    >>> [sorted(each) for each in anchors_of(r"(?:扣|减)\\s?(?P<n>[零一二]{1,3})分")]
    [['减', '扣'], ['分'], ['一', '二', '零']]
    >>> anchors_of("(?:约)?.*")
    ()
    """
    parsed = None if _FLAG.search(pattern) else _parsed(pattern)
    if parsed is None:
        return ()
    return tuple(map(_shared, sorted(set(_of_sequence(parsed)), key=_rarity)[:_MOST]))


def openings_of(pattern: str) -> frozenset[str] | None:
    """The characters with which a text may begin that a regex with ^ in front matches; None where that may be any.

    >>> sorted(openings_of(r"^\\(?(?P<value>[一二三])[)、]") or ())
    ['(', '一', '三', '二']
    >>> openings_of("[^一]、") is openings_of("一、") is None
    True
    """
    parsed = _parsed(pattern) if pattern.startswith("^") and not _FLAG.search(pattern) else None
    if not parsed or parsed[0] != (_constants.AT, _constants.AT_BEGINNING):
        return None
    first, may_be_empty = _edge(parsed, iter)
    return None if may_be_empty else first


def endings_of(pattern: str) -> frozenset[str] | None:
    """The characters with which a text may end that a regex with $ at its end matches; None where that may be any.

    >>> sorted(endings_of("(?:增加|减少)(?:了|额)?$") or ())
    ['\\n', '了', '加', '少', '额']
    """
    parsed = _parsed(pattern) if pattern.endswith("$") and not _FLAG.search(pattern) else None
    if not parsed or parsed[-1] != (_constants.AT, _constants.AT_END):
        return None
    last, may_be_empty = _edge(parsed, reversed)
    return None if may_be_empty or last is None else last | {"\n"}  # before which a $ matches, too


def glance_at(pattern: str) -> str:
    """A lookahead for the characters that any of many alternatives may begin with, or "" where that gains nothing.

    `regex` tries alternatives one after the other; most places of a text tell by one character that none fits.

    >>> glance_at("公里|千米|亩|吨|人|户|项|家"), glance_at("万|亿"), glance_at("一|二|三|四|五|六|七|.*")
    ('(?=[亩人公千吨家户项])', '', '')
    """
    parsed = None if _FLAG.search(pattern) else _parsed(pattern)
    if parsed is None or len(_alternatives(parsed)) < _MANY:
        return ""
    first, may_be_empty = _edge(parsed, iter)
    if may_be_empty or not first or not first.isdisjoint(_digits()):
        return ""
    return f"(?={one_of(first).pattern})"


def _alternatives(items: Any) -> list[Any]:
    """The alternatives that a sequence is nothing but, [] of any other; brackets around them all are looked into."""
    if len(items) != 1:
        return []
    operation, value = str(items[0][0]), items[0][1]
    if operation == "SUBPATTERN":
        return _alternatives(value[-1])
    return list(value[1]) if operation == "BRANCH" else []


_Order = Callable[[Any], Iterator[Any]]


def _edge(items: Any, order: _Order) -> tuple[frozenset[str] | None, bool]:
    """What a sequence may begin with (in the `order` given, end with), and whether it may match nothing at all."""
    found: frozenset[str] = frozenset()
    for item in order(items):
        operation, value = str(item[0]), item[1]
        if operation in ("AT", "ASSERT", "ASSERT_NOT"):
            continue
        edge, may_be_empty = _edge_of_item(operation, value, order)
        if edge is None:
            return None, True
        found |= edge
        if not may_be_empty:
            return found, False
    return found, True


def _edge_of_item(operation: str, value: Any, order: _Order) -> tuple[frozenset[str] | None, bool]:
    if operation == "LITERAL":
        return frozenset(chr(value)), False
    if operation == "IN":
        return _members(value) or None, False
    if operation == "BRANCH":
        branches = [_edge(branch, order) for branch in value[1]]
        known = [edge for edge, _ in branches if edge is not None]
        return frozenset().union(*known) if len(known) == len(branches) else None, any(empty for _, empty in branches)
    if operation in ("SUBPATTERN", "ATOMIC_GROUP"):
        return _edge(value[-1] if operation == "SUBPATTERN" else value, order)
    if operation in _OF_ONE:
        edge, may_be_empty = _edge(value[2], order)
        return edge, may_be_empty or value[0] == 0
    return None, True


class AnchorBits:
    """Anchors as bits: what a pattern needs is a number, and what a text holds is one too, found once for all that ask.

    >>> bits = AnchorBits()
    >>> score, money = bits.wanted(anchors_of("[得扣]分")), bits.wanted(anchors_of("万?元"))
    >>> missing = bits.missing("扣2.5分")
    >>> score & missing == 0, money & missing == 0
    (True, False)
    """

    def __init__(self) -> None:
        self._known: dict[tuple[str, frozenset[str]], int] = {}
        self._anywhere: dict[str, int] = {}
        self._first: dict[str, int] = {}
        self._last: dict[str, int] = {}
        self._characters: set[str] = set()

    def wanted(
        self, anchors: Anchors, openings: frozenset[str] | None = None, endings: frozenset[str] | None = None
    ) -> int:
        """The bits of what a pattern cannot do without; the same anchor has the same bit, whoever needs it."""
        wanted = 0
        for anchor in anchors:
            wanted |= self._bit("anywhere", anchor, self._anywhere)
            self._characters |= anchor
        if openings is not None:
            wanted |= self._bit("first", openings, self._first)
        if endings is not None:
            wanted |= self._bit("last", endings, self._last)
        return wanted

    def _bit(self, place: str, characters: frozenset[str], bits: dict[str, int]) -> int:
        if (place, characters) not in self._known:
            bit = self._known[place, characters] = 1 << len(self._known)
            for character in characters:
                bits[character] = bits.get(character, 0) | bit
        return self._known[place, characters]

    def missing(self, text: str) -> int:
        """All bits but those of what the text holds, begins and ends with; each character is looked at once."""
        held, anywhere = self._first.get(text[:1], 0) | self._last.get(text[-1:], 0), self._anywhere
        for character in self._characters.intersection(text):
            held |= anywhere[character]
        return ~held


class Sieve(Generic[Thing]):
    """Things with their anchors, to those that a text may hold, in their order.

    >>> sieve = Sieve([("score", anchors_of("[得扣]分")), ("money", anchors_of("万?元")), ("any", ())])
    >>> sieve.passing("扣2.5分")
    ['score', 'any']
    """

    def __init__(self, things: Iterable[tuple[Thing, Anchors]]) -> None:
        given = list(things)
        self._bits = AnchorBits()
        self._things = [(thing, self._bits.wanted(anchors)) for thing, anchors in given]
        rarest = frozenset[str]().union(*(anchors[0] for _, anchors in given if anchors))
        self._may_pass_any = one_of(rarest).search if rarest and all(anchors for _, anchors in given) else None

    def passing(self, text: str) -> list[Thing]:
        """The things each of whose anchors the text holds a character of."""
        if self._may_pass_any is not None and not self._may_pass_any(text):
            return []
        missing = self._bits.missing(text)
        return [thing for thing, wanted in self._things if not wanted & missing]


def _parsed(pattern: str) -> Any:
    """The tree of Python's own parser, or None for what it does not know.

    What `regex` writes otherwise is written its way first: for the anchors a \\p{Han} is any character but a digit, and
    groups need no names.
    """
    try:
        return _parser.parse(_LETTERS.sub(r"\\D", _NAMED.sub("(?:", pattern)))
    except re.error:
        return None


def _of_sequence(items: Iterable[Any]) -> Iterator[frozenset[str]]:
    sequence = list(items)
    for item, following in zip(sequence, [*sequence[1:], None], strict=False):
        if not _is_glance(item, following):
            yield from _of_item(item)


def _is_glance(item: Any, following: Any) -> bool:
    """Whether an item is what `glance_at` put before the next one: the alternatives themselves say more of their texts."""
    if following is None or str(item[0]) != "ASSERT" or len(item[1][1]) != 1:
        return False
    looked_for = _edge(item[1][1], iter)[0]
    return looked_for is not None and looked_for == _edge([following], iter)[0]


def _of_item(item: Any) -> Iterator[frozenset[str]]:
    operation, value = str(item[0]), item[1]
    if operation == "LITERAL":
        yield frozenset(chr(value))
    elif operation == "IN":
        if members := _members(value):
            yield members
    elif operation == "BRANCH":
        yield from _of_branches([list(_of_sequence(branch)) for branch in value[1]])
    elif operation == "SUBPATTERN":
        yield from _of_sequence(value[-1])
    elif operation == "ATOMIC_GROUP":
        yield from _of_sequence(value)
    elif operation == "ASSERT":
        yield from _of_sequence(value[1])
    elif operation in _OF_ONE and value[0] > 0:
        yield from _of_sequence(value[2])


def _of_branches(branches: list[list[frozenset[str]]]) -> Iterator[frozenset[str]]:
    """What every branch needs, and beside it one anchor for all, of as few characters as go.

    省 is in most names of provinces, so it is taken for all: which one to begin with is tried, and what else is needed is
    what most of the branches left over share.
    """
    if not all(branches):
        return
    common = frozenset(branches[0]).intersection(*branches[1:])
    yield from common
    branches = [[anchor for anchor in branch if anchor not in common] for branch in branches]
    if not all(branches):
        return
    shared = Counter(anchor for branch in branches for anchor in set(branch))
    beginnings = sorted(shared, key=lambda anchor: (-shared[anchor], _rarity(anchor)))[:_MOST_TRIED]
    yield min((_held_by_all(branches, beginning) for beginning in beginnings), key=_rarity)


def _held_by_all(branches: list[list[frozenset[str]]], found: frozenset[str]) -> frozenset[str]:
    """The characters of an anchor with those of others, so that each branch has one of its anchors among them."""
    while branches := [branch for branch in branches if not any(anchor <= found for anchor in branch)]:
        shared = Counter(anchor for branch in branches for anchor in set(branch))
        best = min(shared, key=lambda anchor: (-shared[anchor], _rarity(anchor)))
        found |= best
    return found


def _members(items: Iterable[Any]) -> frozenset[str]:
    """The characters of a class, or none where it tells nothing."""
    members: set[str] = set()
    for operation, value in items:
        if operation is _constants.LITERAL:
            members.add(chr(value))
        elif operation is _constants.RANGE and value[1] - value[0] < _WIDEST:
            members.update(map(chr, range(value[0], value[1] + 1)))
        elif operation is _constants.CATEGORY and value is _constants.CATEGORY_DIGIT:
            members |= _digits()
        elif operation is _constants.CATEGORY and value is _constants.CATEGORY_SPACE:
            members |= _spaces()
        else:
            return frozenset()
    return frozenset(members)


@cache
def one_of(anchor: frozenset[str]) -> re.Pattern[str]:
    """The regex that finds any character of a set: it goes through a text five times faster than the set does."""
    return plain(f"[{re.escape(''.join(sorted(anchor)))}]")


@cache
def _shared(anchor: frozenset[str]) -> frozenset[str]:
    """One set for all that are equal: many patterns need a digit, and it has some seven hundred forms."""
    return anchor


@cache
def _digits() -> frozenset[str]:
    r"""All decimal digits of Unicode, which is what \d finds."""
    return frozenset(character for character in map(chr, range(_LAST_DIGIT + 1)) if character.isdecimal())


@cache
def _spaces() -> frozenset[str]:
    return frozenset(character for character in map(chr, range(0x3001)) if character.isspace())


@cache
def _rarity(anchor: frozenset[str]) -> tuple[bool, int, list[str]]:
    """Few characters, none of them frequent, no digits and no stops are what a text seldom holds."""
    is_common = not (anchor.isdisjoint(_COMMON) and anchor.isdisjoint(_digits()))
    frequency = len(anchor) + (_OFTEN_COUNTS - 1) * len(anchor & _OFTEN)
    return (is_common, frequency, sorted(anchor)[:4])
