"""What patterns/ says, ready for use: patterns that search, lists of words, indicators, definitions and layouts.

Rules are values: whoever needs some takes them as an argument. `patterns.load_rules` makes them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Any, TypeVar

import regex
from msgspec import Struct, field
from msgspec.structs import replace

from jixiao.anchors import AnchorBits, Anchors, one_of
from jixiao.entries import DefinitionEntry, IndicatorEntry, LayoutEntry, PatternEntry
from jixiao.errors import PatternError
from jixiao.normalise import normalise
from jixiao.plain_regexes import plain

OWN_SECONDS = 1.0
"""How long a regex of a user may search one paragraph."""
_NOTHING = "(?!)"
_TEXTS = 1024
"""Short texts of which it is remembered what they hold."""
_OF_FEW_WORDS = ("labels", "measures", "relations")
"""The files whose patterns are asked of the few words around a figure: the fewer there are to tell apart, the quicker it is."""
Made = TypeVar("Made")
Search = Callable[..., regex.Match[str] | None]
FindIter = Callable[..., Iterator[regex.Match[str]]]


class Pattern(Struct, frozen=True, dict=True):
    """A compiled pattern. `group` is the stage's file that it belongs to ("scores"); `entry` is what was written.

    `file` is where it was written, `limit` how many seconds one search may take (None: a built-in one, known to be quick).
    """

    group: str
    entry: PatternEntry
    compiled: regex.Pattern[str]
    file: str = ""
    limit: float | None = None
    anchors: Anchors = ()
    """Sets of characters of each of which a text holds one wherever this pattern matches."""
    openings: frozenset[str] | None = None
    """The characters with which a text begins that this pattern matches, where it looks at the beginning alone."""
    endings: frozenset[str] | None = None
    """The characters with which such a text ends, where this pattern looks at its end."""

    @cached_property
    def name(self) -> str:
        """Its name, unique over all files."""
        return self.entry.name

    @cached_property
    def search(self) -> Search:
        """`search(normalised, start, end)`: the first match in normalised text, or None. The regex's own where it can be."""
        return self.compiled.search if self.limit is None else self._search_in_time

    @cached_property
    def finditer(self) -> FindIter:
        """`finditer(normalised, start, end)`: every match in normalised text, from left to right."""
        return self.compiled.finditer if self.limit is None else self._find_in_time

    def may_be_in(self, normalised: str) -> bool:
        """Whether a text holds the characters that this pattern cannot do without: worth asking of a slow one."""
        for holds_one in self._anchored:  # noqa: SIM110 - asked thousands of times, and a generator costs as much again
            if holds_one(normalised) is None:
                return False
        return True

    def is_in(self, normalised: str) -> bool:
        """Whether a text holds a match; most texts tell by their characters that they hold none."""
        return self.may_be_in(normalised) and self.search(normalised) is not None

    @cached_property
    def _anchored(self) -> tuple[Callable[[str], re.Match[str] | None], ...]:
        return tuple(one_of(anchor).search for anchor in self.anchors)

    def opens(self, normalised: str) -> regex.Match[str] | None:
        """What `search` finds, of a pattern that looks at the beginning alone: most texts tell by their first character."""
        if self.openings is not None and normalised[:1] not in self.openings:
            return None
        return self.search(normalised)

    def _search_in_time(self, normalised: str, start: int = 0, end: int | None = None) -> regex.Match[str] | None:
        try:
            return self.compiled.search(normalised, start, _end(normalised, end), timeout=self.limit)
        except TimeoutError as error:
            raise self._slow() from error

    def fullmatch(self, normalised: str) -> regex.Match[str] | None:
        """The match of the whole of a normalised text, or None."""
        try:
            return self.compiled.fullmatch(normalised, timeout=self.limit)
        except TimeoutError as error:
            raise self._slow() from error

    def sub(self, replacement: str, normalised: str) -> str:
        """A normalised text with every match replaced."""
        try:
            return self.compiled.sub(replacement, normalised, timeout=self.limit)
        except TimeoutError as error:
            raise self._slow() from error

    def _find_in_time(self, normalised: str, start: int = 0, end: int | None = None) -> Iterator[regex.Match[str]]:
        try:
            yield from self.compiled.finditer(normalised, start, _end(normalised, end), timeout=self.limit)
        except TimeoutError as error:
            raise self._slow() from error

    def _slow(self) -> PatternError:
        reason = f"在一段文字上找了 {self.limit} 秒还没有结果，请把 regex 改简单，例如去掉 (…+)+ 这样的重复套重复"
        return PatternError(self.file, self.name, reason)


def _end(text: str, end: int | None) -> int:
    return len(text) if end is None else end


class Layout(Struct, frozen=True, dict=True):
    """How one jurisdiction arranges its reports: what claims one of them, and the rules with what holds for it alone."""

    file: str
    entry: LayoutEntry
    compiled: regex.Pattern[str]
    build: Callable[[], Rules]

    def claims(self, opening: str) -> bool:
        """Whether a report that begins like this (normalised, a line a paragraph) is arranged so."""
        try:
            return bool(self.compiled.search(opening, timeout=OWN_SECONDS))
        except TimeoutError as error:
            raise PatternError(self.file, "layout", "claims 找得太慢，请改简单") from error

    @cached_property
    def rules(self) -> Rules:
        """The rules for its reports."""
        return self.build()


class Words(tuple[str, ...]):
    """A list of words in the order written; whether a word is in it is known without going through them."""

    @cached_property
    def _members(self) -> frozenset[str]:
        return frozenset(self)

    def __contains__(self, word: object) -> bool:
        return word in self._members


class _WordRegexes(dict[str, re.Pattern[str]]):
    """Lists of words as regexes of one shape, each made when first asked for; `re` is eight times faster at this than `regex`."""

    def __init__(self, words: Mapping[str, Words], shape: str) -> None:
        super().__init__()
        self._words, self._shape = words, shape

    def __missing__(self, name: str) -> re.Pattern[str]:
        made = self[name] = plain(self._shape.replace("{}", _longest_first(self._words[name])))
        return made


class Rules(Struct, frozen=True, dict=True):
    """Everything in patterns/. `digest` names the state of the knowledge, so that a record says what made it."""

    patterns: tuple[Pattern, ...]
    words: dict[str, Words]
    maps: dict[str, dict[str, str]]
    digest: str
    definitions: tuple[DefinitionEntry, ...] = ()
    indicators: tuple[IndicatorEntry, ...] = ()
    layouts: tuple[Layout, ...] = ()
    fragments: Mapping[str, str] = field(default_factory=dict)
    indicator_names: Mapping[str, IndicatorEntry] = field(default_factory=dict)
    """Every name of every indicator, without signs, to the indicator: 三公经费, 资产总额, 总资产."""

    def group(self, group: str, within: str | None = None) -> tuple[Pattern, ...]:
        """The patterns of one file in the order written, or only those for one kind of place."""
        return self._groups.get((group, within), ())

    @cached_property
    def pattern(self) -> Callable[[str], Pattern]:
        """`pattern(name)`: the pattern of this name; KeyError if there is none."""
        return {pattern.name: pattern for pattern in self.patterns}.__getitem__

    def find(self, name: str, normalised: str) -> regex.Match[str] | None:
        """The first match of a pattern in a short text that many patterns are asked of, or None.

        What the text holds, begins and ends with is looked up once for all patterns of a few words; only those that this
        suits are tried.
        """
        wanted, search = self._finding[name]
        return None if wanted & self._missing(normalised) else search(normalised)

    def once(self, make: Callable[[Rules], Made]) -> Made:
        """What a stage makes of these rules (a lexicon, a table of units), made when first asked for and kept with them."""
        made = self._made
        if make not in made:
            made[make] = make(self)
        found: Made = made[make]
        return found

    @cached_property
    def any_of(self) -> Callable[[str], re.Pattern[str]]:
        """`any_of(name)`: one regex that finds any word of a list, the longest first."""
        return _WordRegexes(self.words, "{}").__getitem__

    @cached_property
    def starting(self) -> Callable[[str], re.Pattern[str]]:
        """`starting(name)`: one regex that finds any run of words of a list at the start of a text."""
        return _WordRegexes(self.words, r"\s*(?:(?:{})\s*)+").__getitem__

    @cached_property
    def ending(self) -> Callable[[str], re.Pattern[str]]:
        """`ending(name)`: one regex that finds any run of words of a list at the end of a text."""
        return _WordRegexes(self.words, r"\s*(?:(?:{})\s*)+$").__getitem__

    def without(self, patterns: Collection[str] = (), words: Collection[tuple[str, str]] = ()) -> Rules:
        """The rules as if nobody had written some patterns (by name), words or keys (list or map, word), or any layout."""
        kept = tuple(_unwritten(each) if each.name in patterns else each for each in self.patterns)
        lists = {name: Words(w for w in held if (name, w) not in words) for name, held in self.words.items()}
        maps = {name: {k: v for k, v in held.items() if (name, k) not in words} for name, held in self.maps.items()}
        return replace(self, patterns=kept, words=lists, maps=maps, layouts=())

    @cached_property
    def _bits(self) -> AnchorBits:
        return AnchorBits()

    @cached_property
    def _finding(self) -> dict[str, tuple[int, Search]]:
        return {each.name: (self._wanted(each), each.search) for each in self.patterns}

    def _wanted(self, pattern: Pattern) -> int:
        """What a text must hold for a pattern to be tried; nothing where it is one of a file that is not asked of words."""
        edges = pattern.openings, pattern.endings
        return self._bits.wanted(pattern.anchors, *edges) if pattern.group in _OF_FEW_WORDS else 0

    @cached_property
    def _missing(self) -> Callable[[str], int]:
        return lru_cache(_TEXTS)(self._bits.missing)

    @cached_property
    def _made(self) -> dict[Callable[[Rules], Any], Any]:
        return {}

    @cached_property
    def _groups(self) -> dict[tuple[str, str | None], tuple[Pattern, ...]]:
        groups: dict[tuple[str, str | None], tuple[Pattern, ...]] = {}
        for pattern in self.patterns:
            for key in ((pattern.group, None), (pattern.group, pattern.entry.within)):
                groups[key] = (*groups.get(key, ()), pattern)
        return groups


def _unwritten(pattern: Pattern) -> Pattern:
    """A pattern of the same name and groups that finds nothing."""
    groups = "".join(f"(?P<{name}>)" for name in pattern.compiled.groupindex)
    return replace(pattern, compiled=regex.compile(_NOTHING + groups))


def _longest_first(words: tuple[str, ...]) -> str:
    if not words:
        return _NOTHING
    ordered = sorted({normalise(word) for word in words}, key=lambda word: (-len(word), word))
    return "|".join(map(re.escape, ordered))
