"""Deductions told apart from what lost them, to the items: "1个单项工程没有按期完工，扣0.5分" is of 工程按期完工率.

The item must have lost just as much by its own numbers, and its name must share some characters in a row with the words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import regex
from msgspec import Struct

from jixiao.normalise import normalise
from jixiao.patterns import Rules
from jixiao.record import Points, ScoreItem
from jixiao.scores.drafts import points_of
from jixiao.scores.phrases import Phrase
from jixiao.scores.subjects import plain_name

_LEAST_SHARED = 3
_BEFORE_LAST = regex.compile(r".*(?:[。;\n]|\d\s?分)", regex.DOTALL)


class Loss(Struct, frozen=True):
    """A deduction with the words that say what it is for."""

    words: str
    points: Points


def losses_of(phrase: Phrase, text: str) -> Iterable[Loss]:
    """The single deduction of a phrase that names no item; `text` is that of its block."""
    taken = phrase.of("deduction")
    if taken is None or taken.value is None or len(phrase.readings) > 1:
        return ()
    before = normalise(text)[phrase.passage.start : taken.span.start]
    return (Loss(_BEFORE_LAST.sub("", before), points_of("deduction", taken)),)


def with_losses(items: Sequence[ScoreItem], losses: Iterable[Loss], rules: Rules) -> tuple[ScoreItem, ...]:
    """The items, those that a loss speaks of with their deduction; a loss that fits none, or several, is left out."""
    found = list(items)
    for loss in losses:
        shared = [_shared(plain_name(item.title, rules), loss.words) if _fits(item, loss) else 0 for item in found]
        most = max(shared, default=0)
        if most >= _LEAST_SHARED and shared.count(most) == 1:
            at = shared.index(most)
            points = (*found[at].points, loss.points)
            found[at] = found[at].model_copy(update={"deduction": loss.points.value, "points": points})
    return tuple(found)


def _fits(item: ScoreItem, loss: Loss) -> bool:
    """Whether an item lost as much, and nothing else says so."""
    if item.full_marks is None or item.score is None or item.deduction is not None:
        return False
    return item.full_marks - item.score == loss.points.value


def _shared(name: str, words: str) -> int:
    """How many characters in a row of a name stand in the words.

    >>> _shared("工程按期完工率", "1个单项工程没有按期完工，")
    4
    """
    return max(
        (
            end - start
            for start in range(len(name))
            for end in range(start + 1, len(name) + 1)
            if name[start:end] in words
        ),
        default=0,
    )
