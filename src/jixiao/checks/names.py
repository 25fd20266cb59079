"""The label of a figure to the name that definitions use for it: 年末负债合计 is 负债总额.

Names are compared without quotes and brackets, and by the aliases of [map.same_quantity].
"""

from __future__ import annotations

import re

from jixiao.normalise import normalise
from jixiao.patterns import Rules

_MARKS = re.compile(r"[“”\"'‘’《》]|\([^()]*\)")
_OPENING_MARKS = frozenset("“”\"'‘’《》(")


class Ending:
    """A list of words to labels without a run of them at their end. Most end in another character, which is known at once."""

    def __init__(self, rules: Rules, words: str) -> None:
        self._last = frozenset(normalise(word)[-1:] for word in rules.words[words])
        self._words = rules.ending(words)

    def off(self, label: str) -> str:
        """What is left of a label: 公用经费 of 公用经费决算数."""
        return self._words.sub("", label) if label.rstrip()[-1:] in self._last else label


class Times:
    """The words for time to labels without them: 收入 of 全年收入. Most labels hold no first character of such a word."""

    def __init__(self, rules: Rules) -> None:
        self._first = frozenset(normalise(word)[:1] for word in rules.words["time_of_figure"])
        self._words = rules.starting("time_of_figure")

    def off(self, label: str) -> str:
        """What is left of a label."""
        return label if self._first.isdisjoint(label) else self._words.sub("", label)


class Names:
    """What the rules call quantities; made once for them (`rules.once(Names)`)."""

    def __init__(self, rules: Rules) -> None:
        self._timeless = rules.once(Times).off
        self.without_measure = Ending(rules, "measure_endings").off
        """A label without the words for a measure at its end: 公用经费 of 公用经费决算数."""
        self.without_kind = Ending(rules, "kinds_of_figure").off
        """A label without the words for a kind of figure at its end: 公用经费 of 公用经费实际支出."""
        aliases = {unmarked(alias): name for alias, name in rules.maps["same_quantity"].items()}
        self._aliases = aliases | {unmarked(name): name for name in rules.maps["same_quantity"].values()}
        asked = {name.removeprefix("-") for each in rules.definitions for name in (*each.over, *each.under)}
        self._endings = {ending: self.of(ending) for ending in {*self._aliases, *map(unmarked, asked)}}
        self._longest = max(map(len, self._endings), default=0)

    def of(self, label: str) -> str:
        """The name of a quantity; one that has no other keeps its own."""
        plain = unmarked(label)
        found = self._aliases.get(plain)
        return found if found is not None else self._aliases.get(self._timeless(plain), plain)

    def behind(self, name: str) -> list[tuple[str, str]]:
        """The names that a definition may ask for with which a name ends, each with what stands in front of it.

        公用经费预算 is 公用经费 and 预算.
        """
        cuts = range(max(0, len(name) - self._longest), len(name))
        return [(name[:cut], self._endings[name[cut:]]) for cut in cuts if name[cut:] in self._endings]


def unmarked(label: str) -> str:
    """A label as names are compared: of one width, without quotes, spaces and what stands in brackets."""
    plain = "".join(normalise(label).split())
    return plain if _OPENING_MARKS.isdisjoint(plain) else _MARKS.sub("", plain)
