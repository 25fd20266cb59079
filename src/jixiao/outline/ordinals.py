"""A line to the mark that opens it ("（二）", "1.", "第三章"), and to the marks of a list that runs on inside it."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from jixiao.patterns import Pattern, Rules
from jixiao.rules import Search


class Mark(NamedTuple):
    """An ordinal as printed: characters `start` to `end`; the title begins at `after`. `kind` names its pattern."""

    kind: str
    value: int
    start: int
    end: int
    after: int


Run: TypeAlias = tuple[Mark, ...]
"""Marks of one kind that count on from 1."""


@lru_cache(256)
def ordinal_value(written: str) -> int:
    """The number that an ordinal stands for.

    >>> [ordinal_value(written) for written in ("十二", "7", "③", "㈣", "B")]
    [12, 7, 3, 4, 2]
    """
    if written.isascii():
        return int(written) if written.isdigit() else ord(written.upper()) - ord("A") + 1
    total = pending = 0
    for character in written:
        number = int(unicodedata.numeric(character))
        if number >= 10 and len(written) > 1:
            total, pending = total + (pending or 1) * number, 0
        else:
            pending = number
    return total + pending


def nesting_order(rules: Rules) -> tuple[str, ...]:
    """The kinds of mark in their usual order, outermost first: as they stand in patterns/headings.toml."""
    return rules.once(Opening).kinds


def leading_mark(line: str, rules: Rules) -> Mark | None:
    """The mark that opens a line of normalised text: "（二）" of "(二)预算执行"; None for "一是加强学习"."""
    return rules.once(Opening).mark(line)


def leading_label(line: str, rules: Rules) -> Mark | None:
    """The numbered label that opens a line and makes no heading of it: 附件2, 指标3."""
    if found := rules.pattern("label_numbered").opens(line):
        return Mark("label", ordinal_value(found["value"]), found.start("mark"), found.end("mark"), found.end())
    return None


def listed_marks(line: str, rules: Rules, following: Mark | None = None) -> tuple[Mark, ...]:
    """The marks of lists that run on inside a line: only those that count on from 1, at least to 2.

    >>> from jixiao.patterns import load_rules
    >>> [mark.value for mark in listed_marks("主要职责有(一)起草规划;(二)组织实施。", load_rules())]
    [1, 2]

    A lone "①" is a footnote's sign, "(3)" without (1) and (2) before it is part of the sentence. `following` is the mark
    that opens the next line: there the list may go on ("存在以下问题：1.…" ⏎ "2.…").
    """
    return marks_of_lists(rules.once(Inline).runs(line), following)


def marks_of_lists(runs: Sequence[Run], following: Mark | None = None) -> tuple[Mark, ...]:
    """The marks of those runs of a line that are lists, in the order of the line; the last of a kind may go on below."""
    found: list[Mark] = []
    for place, run in enumerate(runs):
        kind, value = run[-1].kind, run[-1].value
        is_last = place + 1 == len(runs) or runs[place + 1][0].kind != kind
        goes_on = is_last and following and (following.kind, following.value) == (kind, value + 1)
        if len(run) > 1 or goes_on:
            found.extend(run)
    return tuple(sorted(found, key=lambda mark: mark.start))


class Opening:
    """The patterns of marks that open a line, by the character that they begin with: most lines open with no mark at all."""

    def __init__(self, rules: Rules) -> None:
        self._patterns = _patterns(rules, "mark_", "heading")
        self._of_character: dict[str, tuple[tuple[str, Search, int, int], ...]] = {}
        self.kinds = tuple(kind for kind, _ in self._patterns)

    def mark(self, line: str) -> Mark | None:
        """The mark that opens a line of normalised text."""
        first = line[:1]
        if (that_open := self._of_character.get(first)) is None:
            that_open = self._of_character[first] = tuple(
                (kind, each.search, *_groups(each))
                for kind, each in self._patterns
                if each.openings is None or first in each.openings
            )
        for kind, search, mark, value in that_open:
            if found := search(line):
                start, end = found.span(mark)
                return Mark(kind, ordinal_value(found[value]), start, end, found.end())
        return None


class Inline:
    """The patterns of marks that stand inside a line. They are quick: to ask for more than one sign of them costs more."""

    def __init__(self, rules: Rules) -> None:
        patterns = _patterns(rules, "inline_", "text")
        self._patterns = tuple((kind, each.finditer, _sign(each), *_groups(each)) for kind, each in patterns)

    def runs(self, line: str) -> tuple[Run, ...]:
        """The marks inside a line that count on from 1, run by run, kind by kind; a lone 1 is a run too."""
        found: list[Run] = []
        for kind, finditer, sign, of_mark, of_value in self._patterns:
            if sign not in line:
                continue
            run: list[Mark] = []
            for match in finditer(line):
                value = ordinal_value(match[of_value])
                if value == 1:
                    found += (tuple(run),) if run else ()
                    run = []
                elif not run or value != run[-1].value + 1:
                    continue
                start, end = match.span(of_mark)
                run.append(Mark(kind, value, start, end, match.end()))
            found += (tuple(run),) if run else ()
        return tuple(found)


def _sign(pattern: Pattern) -> str:
    """The one character that a pattern cannot do without: a bracket; "" where there is none."""
    return next((sign for anchor in pattern.anchors if len(anchor) == 1 for sign in anchor), "")


def _groups(pattern: Pattern) -> tuple[int, int]:
    """The numbers of the groups of the mark and of its value: `regex` finds a group by its name only after an exception."""
    numbers = pattern.compiled.groupindex
    return numbers["mark"], numbers["value"]


def _patterns(rules: Rules, prefix: str, within: str) -> tuple[tuple[str, Pattern], ...]:
    """The kinds of mark with their patterns, in the order written."""
    named = (pattern for pattern in rules.group("headings", within) if pattern.name.startswith(prefix))
    return tuple((pattern.name.removeprefix(prefix), pattern) for pattern in named)
