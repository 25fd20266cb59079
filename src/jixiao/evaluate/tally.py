"""Right, extra and missed answers to rates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tally:
    """How many answers were right, how many were given and should not have been, how many are missing."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.extra + other.extra, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """The share of what was said that is right; 1 where nothing was said."""
        said = self.right + self.extra
        return self.right / said if said else 1.0

    @property
    def recall(self) -> float:
        """The share of what is there that was said; 1 where there is nothing."""
        there = self.right + self.missed
        return self.right / there if there else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 where nothing was asked and nothing said.

        >>> Tally(right=8, extra=1, missed=1).f1
        0.8888888888888888
        """
        whole = 2 * self.right + self.extra + self.missed
        return 2 * self.right / whole if whole else 1.0


@dataclass(frozen=True, slots=True)
class Difference:
    """One disagreement of record and gold: of which measurement, what was wanted, what was read, at which words."""

    of: str
    wanted: str | None
    read: str | None
    text: str = ""


def verdict(right: bool) -> Tally:
    """The tally of one question that is answered rightly or wrongly (half an extra answer, half a missing one).

    >>> verdict(False)
    Tally(right=0, extra=1, missed=1)
    """
    return Tally(right=1) if right else Tally(extra=1, missed=1)


def total(tallies: Iterable[Tally]) -> Tally:
    """All of them together."""
    return sum(tallies, Tally())
