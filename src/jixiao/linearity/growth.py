"""A regex to how its work grows with the length of a text: in step with it, or faster, and what text makes it so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jixiao.linearity.pumps import Pump, pumps_of
from jixiao.linearity.steps import TooManyStepsError, search
from jixiao.linearity.tree import Items, read_tree

LENGTHS = (120, 240, 480)
"""Each twice the one before; what is bounded ({0,100}) no longer shows between the longer two."""
_FASTER = 2.9
"""Work in step with the text doubles with it; work with its square becomes four times as much."""
_MOST = 1_500_000
"""Of the shortest text: more is the mark of work that doubles with each character."""
_MOST_TIMES, _ALWAYS_COUNTED = 10, 100_000
"""Of each text twice as long; more is told as beyond counting. A few steps may become many, once, without growing."""


@dataclass(frozen=True)
class Growth:
    """A text on which a search is not linear: `lead`, then `piece` over and over; `steps` for `LENGTHS` as far as counted."""

    lead: str
    piece: str
    steps: tuple[int, ...]

    @property
    def factor(self) -> float | None:
        """How many times the work of the longer text is that of one half as long; None where it grew beyond counting."""
        return self.steps[-1] / self.steps[-2] if len(self.steps) == len(LENGTHS) else None


def growth_of(pattern: str, examples: Iterable[str] = ()) -> Growth | None:
    r"""The hostile text on which the work of a regex grows fastest, or None where on all of them it grows as they do.

    >>> growth_of(r"(?<!\d)\d+分")
    >>> growth_of(r"\d+分").factor > 3.9
    True
    >>> growth_of(r"(?:\d+)+分").factor is None
    True

    UnreadRegexError where the regex cannot be taken apart.
    """
    tree = read_tree(pattern)
    found = [growth for pump in pumps_of(tree, examples) if (growth := _growth(tree, pump))]
    return max(found, key=lambda each: each.factor or float("inf"), default=None)


def _growth(tree: Items, pump: Pump) -> Growth | None:
    steps: list[int] = []
    for length in LENGTHS:
        most = max(_MOST_TIMES * steps[-1], _ALWAYS_COUNTED) if steps else _MOST
        try:
            steps.append(search(tree, pump.text(length), most).steps)
        except TooManyStepsError:
            break  # beyond counting: told by the steps that are missing
        if len(steps) > 1 and steps[-1] < _FASTER * steps[-2]:
            return None
    return Growth(pump.lead, pump.piece, tuple(steps))
