"""Graded reports to the rules that each family's reports would be read with if nobody had ever seen one of them.

An entry of patterns/ belongs to a family if it says so (`family = [...]`), or if nothing but that family's reports ever
calls for it: a pattern that matches in them alone, a word that stands in them alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from jixiao.evaluate.folders import Graded
from jixiao.files import extract_file
from jixiao.normalise import normalise, squash
from jixiao.patterns import Rules, load_rules
from jixiao.watching import watched

_NAMES = "families"

Seen = dict[str, set[str]]
"""The families in whose reports a thing was met, by its name."""


@dataclass(frozen=True)
class Belongings:
    """What belongs to one family: names of patterns, and words as (list or map, word)."""

    patterns: frozenset[str]
    words: frozenset[tuple[str, str]]


def rules_unseen(reports: Collection[Graded]) -> Callable[[str], Rules]:
    """For each family the rules without its belongings; for reports of no family the rules as they are."""
    owned = belongings(reports)

    @cache
    def rules_for(family: str) -> Rules:
        rules = load_rules(without_family=family)
        mine = owned.get(family)
        return rules.without(mine.patterns, mine.words) if mine else rules

    return rules_for


def belongings(reports: Collection[Graded]) -> dict[str, Belongings]:
    """What each family alone calls for, as far as these reports show (one file of each is read)."""
    rules = load_rules()
    fired: Seen = defaultdict(set)
    texts: dict[str, list[str]] = defaultdict(list)
    for graded in _one_of_each(reports):
        names, text = _met(graded, rules)
        texts[graded.family].append(text)
        for name in names:
            fired[name].add(graded.family)
    whole = {family: "\n".join(parts) for family, parts in texts.items()}
    stands = {entry: {family for family, text in whole.items() if _plain(entry[1]) in text} for entry in _words(rules)}
    return {
        family: Belongings(
            frozenset(name for name, families in fired.items() if families == {family}),
            frozenset(entry for entry, families in stands.items() if families == {family}),
        )
        for family in whole
    }


def _one_of_each(reports: Iterable[Graded]) -> Iterator[Graded]:
    """A report that lies there as DOCX and as PDF is one report; those of no known family tell nothing."""
    met: set[str] = set()
    for graded in reports:
        stem = graded.name.rpartition(".")[0]
        if graded.family and stem not in met:
            met.add(stem)
            yield graded


def _met(graded: Graded, rules: Rules) -> tuple[set[str], str]:
    """The patterns that match when a report is read, or anywhere in its text, and that text."""
    under_watch, ledger = watched(rules)
    record = extract_file(graded.report, rules=under_watch)
    met = {name for name, matches in ledger.matches.items() if matches}
    texts = [normalise(block.text) for block in record.blocks]
    met |= {each.name for each in rules.patterns if each.name not in met and any(map(each.search, texts))}
    return met, "\n".join(squash(text) for text in texts)


def _words(rules: Rules) -> Iterator[tuple[str, str]]:
    for held in (rules.words, rules.maps):
        yield from ((name, word) for name, words in held.items() for word in words if name != _NAMES)


def _plain(word: str) -> str:
    return squash(normalise(word))
