"""A regex's tree and a text to the steps that a search of it takes, counted: no clock, so the same on every machine.

The search is that of every backtracking engine, without what an engine leaves out by looking ahead: a character compared,
a repetition given back, a place begun at are a step each. So it is never less than what re or regex do, but for a constant.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from jixiao.linearity.tree import REPEATS, Item, Items, Test, UnreadRegexError, test_of

Then = Callable[[int], bool]
"""What is to match from a place on."""
Matcher = Callable[[int, Then], bool]
_DEEPEST = 60_000


class TooManyStepsError(Exception):
    """A search was stopped: its steps are more than one was willing to count."""


class Counted(NamedTuple):
    """What one search took and what it found, as finditer would."""

    steps: int
    spans: tuple[tuple[int, int], ...]


def search(tree: Items, text: str, most: int) -> Counted:
    r"""Every match of a regex in a text, with the steps of finding them; TooManyStepsError when they are more than `most`.

    >>> from jixiao.linearity.tree import read_tree
    >>> [search(read_tree(r"\d+分"), "1" * length, 10_000).steps for length in (10, 20, 40)]
    [187, 672, 2542]
    >>> search(read_tree(r"\d+分"), "扣2分，得98分", 10_000).spans
    ((1, 3), (5, 8))
    """
    with _deep_recursion():
        return _Search(text, most).all_of(tree)


@contextmanager
def _deep_recursion() -> Iterator[None]:
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, _DEEPEST))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


class _Search:
    """One search, with its steps; what it builds of the tree are functions that say whether all that follows matches."""

    def __init__(self, text: str, most: int) -> None:
        self.text, self.most, self.steps = text, most, 0

    def all_of(self, tree: Items) -> Counted:
        """All matches, from left to right."""
        matcher, spans, start = self._sequence(tree, 1), [], 0
        while start <= len(self.text):
            self._count(1)
            end = _end_of(matcher, start)
            if end is not None:
                spans.append((start, end))
            start = end if end is not None and end > start else start + 1
        return Counted(self.steps, tuple(spans))

    def _count(self, steps: int) -> None:
        self.steps += steps
        if self.steps > self.most:
            raise TooManyStepsError

    def _sequence(self, items: Items, step: int) -> Matcher:
        """Items one behind the other; backwards (`step` -1) inside a lookbehind."""
        matchers = [self._item(item, step) for item in (items if step > 0 else tuple(reversed(items)))]
        if not matchers:
            return lambda at, then: then(at)
        whole = matchers[-1]
        for matcher in reversed(matchers[:-1]):
            whole = _one_then(matcher, whole)
        return whole

    def _item(self, item: Item, step: int) -> Matcher:
        operation, value = str(item[0]), item[1]
        if (test := test_of(item)) is not None:
            return self._repeated_character(test, (1, 1), step, operation)
        if operation in REPEATS:
            least, most, body = value
            alone = test_of(body[0]) if len(body) == 1 else None
            if alone is not None:
                return self._repeated_character(alone, (least, most), step, operation)
            return self._repeated(self._sequence(body, step), (least, most), operation)
        if operation == "SUBPATTERN":
            return self._sequence(value[-1], step)
        if operation == "ATOMIC_GROUP":
            return _once(self._sequence(value, step))
        if operation == "BRANCH":
            return self._branches([self._sequence(branch, step) for branch in value[1]])
        if operation in ("ASSERT", "ASSERT_NOT"):
            return _looking(self._sequence(value[1], value[0]), operation == "ASSERT")
        if operation == "AT":
            return self._place(str(value))
        if operation == "FAILURE":
            return lambda at, then: False
        raise UnreadRegexError(operation)

    def _repeated_character(self, test: Test, times: tuple[int, int], step: int, operation: str) -> Matcher:
        text, (least, most) = self.text, times
        before = 0 if step > 0 else -1

        def match(at: int, then: Then) -> bool:
            room = min(most, len(text) - at if step > 0 else at)
            run = 0
            while run < room and test(text[at + step * run + before]):
                run += 1
            self._count(run + 1)
            if run < least:
                return False
            if operation == "POSSESSIVE_REPEAT":
                return then(at + step * run)
            lengths = range(least, run + 1) if operation == "MIN_REPEAT" else range(run, least - 1, -1)
            for length in lengths:
                self._count(1)
                if then(at + step * length):
                    return True
            return False

        return match

    def _repeated(self, body: Matcher, times: tuple[int, int], operation: str) -> Matcher:
        least, most = times

        def round_of(at: int, done: int, then: Then) -> bool:
            self._count(1)

            def again(end: int) -> bool:
                return (end != at or done < least) and round_of(end, done + 1, then)

            if operation == "MIN_REPEAT" and done >= least and then(at):
                return True
            if done < most and body(at, again):
                return True
            return operation != "MIN_REPEAT" and done >= least and then(at)

        def match(at: int, then: Then) -> bool:
            return round_of(at, 0, then)

        return _once(match) if operation == "POSSESSIVE_REPEAT" else match

    def _branches(self, branches: list[Matcher]) -> Matcher:
        def match(at: int, then: Then) -> bool:
            for branch in branches:  # noqa: SIM110 - any() would nest calls of C, of which few can nest
                if branch(at, then):
                    return True
            return False

        return match

    def _place(self, place: str) -> Matcher:
        text = self.text

        def is_word(at: int) -> bool:
            return 0 <= at < len(text) and (text[at].isalnum() or text[at] == "_")

        def match(at: int, then: Then) -> bool:
            if place.startswith("AT_BEGINNING"):
                holds = at == 0
            elif place.startswith("AT_END"):
                holds = at == len(text) or (place == "AT_END" and text[at:] == "\n")
            else:
                holds = (is_word(at - 1) != is_word(at)) == (place == "AT_BOUNDARY")
            return holds and then(at)

        return match


def _one_then(first: Matcher, second: Matcher) -> Matcher:
    def match(at: int, then: Then) -> bool:
        return first(at, lambda end: second(end, then))

    return match


def _end_of(matcher: Matcher, at: int) -> int | None:
    """Where the first way to match ends."""
    ends: list[int] = []

    def note(end: int) -> bool:
        ends.append(end)
        return True

    return ends[0] if matcher(at, note) else None


def _once(matcher: Matcher) -> Matcher:
    """The first way to match and no other: (?>…)."""

    def match(at: int, then: Then) -> bool:
        end = _end_of(matcher, at)
        return end is not None and then(end)

    return match


def _looking(matcher: Matcher, wanted: bool) -> Matcher:
    def match(at: int, then: Then) -> bool:
        return matcher(at, lambda _: True) is wanted and then(at)

    return match
