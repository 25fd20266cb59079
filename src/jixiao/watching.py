"""Rules to the same rules under watch: which patterns match while reports are read, how often, and what time each takes."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

import regex
from msgspec import Struct, field
from msgspec.structs import replace

from jixiao.rules import FindIter, Pattern, Rules, Search


class Ledger(Struct, frozen=True):
    """What was seen of the patterns, by their names: searches, matches and seconds."""

    searches: Counter[str] = field(default_factory=Counter)
    matches: Counter[str] = field(default_factory=Counter)
    seconds: Counter[str] = field(default_factory=Counter)

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        """Note the time of what is done inside."""
        began = time.perf_counter()
        try:
            yield
        finally:
            self.searches[name] += 1
            self.seconds[name] += time.perf_counter() - began  # type: ignore[assignment]  # a Counter of seconds


class Watched(Pattern, frozen=True, dict=True):
    """A pattern whose searches are noted."""

    ledger: Ledger = field(default_factory=Ledger)

    @cached_property
    def search(self) -> Search:
        """As of the pattern."""
        search = super().search

        def noted(*text_and_place: Any) -> regex.Match[str] | None:
            with self.ledger.timed(self.name):
                return self._noted(search(*text_and_place))

        return noted

    def fullmatch(self, normalised: str) -> regex.Match[str] | None:
        """As of the pattern."""
        with self.ledger.timed(self.name):
            return self._noted(super().fullmatch(normalised))

    @cached_property
    def finditer(self) -> FindIter:
        """As of the pattern, but all at once, so that what is done between two matches takes none of its time."""
        finditer = super().finditer

        def noted(*text_and_place: Any) -> Iterator[regex.Match[str]]:
            with self.ledger.timed(self.name):
                found = list(finditer(*text_and_place))
            self.ledger.matches[self.name] += len(found)
            return iter(found)

        return noted

    def sub(self, replacement: str, normalised: str) -> str:
        """As of the pattern."""
        with self.ledger.timed(self.name):
            replaced = super().sub(replacement, normalised)
        self.ledger.matches[self.name] += replaced != normalised
        return replaced

    def _noted(self, found: regex.Match[str] | None) -> regex.Match[str] | None:
        self.ledger.matches[self.name] += found is not None
        return found


def watched(rules: Rules) -> tuple[Rules, Ledger]:
    """The rules, and the ledger that fills while they are used."""
    ledger = Ledger()

    def under_watch(each: Pattern) -> Watched:
        return Watched(
            each.group,
            each.entry,
            each.compiled,
            each.file,
            each.limit,
            each.anchors,
            each.openings,
            each.endings,
            ledger,
        )

    return replace(rules, patterns=tuple(map(under_watch, rules.patterns))), ledger
