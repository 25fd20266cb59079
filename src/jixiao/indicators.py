"""The label of a fact to its indicator: the one key of what it names ("三公经费支出决算数" is "sangong.total").

Only the label decides, and it stays as written. A label is looked up in the lexicon as it is, then without what says
only when (年末) or which figure of the thing it is (支出决算数): the least that has to come off wins.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

import regex

from jixiao.entries import IndicatorEntry
from jixiao.normalise import normalise, without_signs
from jixiao.patterns import Rules
from jixiao.record import FactKind

_IN_BRACKETS = regex.compile(r"\([^()]*\)")
_SHORTENED_TIMES = 3
_LABELS = 1024
"""Labels whose indicators are remembered: a report speaks of the same things again and again."""


def indicator_key(label: str, kind: FactKind, per: str | None, rules: Rules) -> str | None:
    """The key of the indicator that a fact states, where the lexicon knows its label; standards (元/人) have none."""
    found = rules.once(_known)(label) if per is None else None
    return found.id if found is not None and kind in (found.kind, "absence") else None


def _known(rules: Rules) -> Callable[[str], IndicatorEntry | None]:
    return lru_cache(_LABELS)(lambda label: indicator_of(label, rules))


def indicator_of(label: str, rules: Rules) -> IndicatorEntry | None:
    """The indicator that a label names, or None.

    >>> from jixiao.patterns import load_rules
    >>> [found.id for label in ("年末资产总计", "公务接待费决算数") if (found := indicator_of(label, load_rules()))]
    ['assets.total', 'sangong.reception']

    A change or a share is another quantity than its base: 三公经费减少 names none.
    """
    written = normalise(label)
    names = {without_signs(written)}
    if "(" in written:
        names.add(without_signs(_IN_BRACKETS.sub("", written)))
    for _ in range(_SHORTENED_TIMES):
        if known := [name for name in names if name in rules.indicator_names]:
            return rules.indicator_names[min(known, key=lambda name: (-len(name), name))]
        names = {shorter for name in names for shorter in _shorter(name, rules)}
    return None


def _shorter(name: str, rules: Rules) -> Iterator[str]:
    """The name without one word in front or one behind."""
    openings, closings = rules.words["indicator_opening"], rules.words["indicator_closing"]
    if name.startswith(openings):
        yield from (name.removeprefix(word) for word in openings if name.startswith(word))
    if name.endswith(closings):
        yield from (name.removesuffix(word) for word in closings if name.endswith(word))
