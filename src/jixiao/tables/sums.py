"""The lines of one strip to what each row of sums is of: the rows above it, or under it, back to where it adds up.

What a sum is of is seldom printed. 小计 is of the rows since the last sum, 合计 of all that is in no other sum; but 负债合计
is of 流动负债合计 and 非流动负债合计, and 资产总计 leaves out rows that were only mentioned. The figures decide where they can.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, product
from typing import Protocol

from jixiao.tables.lines import Line

_MOST_TRIED = 40
_MOST_RELEASED = 64


class Amounts(Protocol):
    """What the figures of lines say of a nesting."""

    def has(self, line: int) -> bool:
        """Whether a line has a figure at all; a heading without any is no part."""

    def fits(self, whole: int, parts: Sequence[int]) -> bool:
        """Whether lines can be parts of one: what they come to is no more than it in any column."""

    def held(self, whole: int, parts: Sequence[int]) -> int:
        """In how many columns lines add up to one."""

    def mostly(self, whole: int, parts: Sequence[int]) -> bool:
        """Whether they add up in more than half of the columns that they have in common."""

    def near(self, whole: int, parts: Sequence[int]) -> bool:
        """Whether they add up in one column at least, or nearly do."""


class StripSums:
    """The sums among some lines that are still part of nothing; `released` are lines that were guessed to be part of one.

    `parent` are the parts known already, `guessed` those of them that only fit, as rows after 其中 do.
    """

    def __init__(
        self, lines: Sequence[Line], order: Sequence[int], parent: dict[int, int], guessed: Sequence[int],
        amounts: Amounts,
    ) -> None:  # fmt: skip
        self.lines, self.amounts = lines, amounts
        self.free = [i for i in order if i not in parent]
        self.guesses = [list(run) for _, run in groupby((i for i in guessed if i in parent), key=lambda i: parent[i])]
        self.released: list[int] = []
        self.parent: dict[int, int] = {}
        totals = [i for i in self.free if lines[i].kind == "total"]
        within = len(totals) > 1 and totals[0] == self.free[0] and totals[-1] != self.free[-1]
        self.total = totals[-1] if totals and not within else None

    def parents(self) -> dict[int, int]:
        """The sum that each line is part of."""
        order = [i for i in self.free if i != self.total]
        down, up = self._covered(order), self._covered(order[::-1])
        opens = bool(order) and self._is_sum(order[0]) and not self._is_sum(order[-1])
        self.parent = (up if up[1] > down[1] or (up[1] == down[1] and opens) else down)[0]
        if self.total is not None:
            for part in self._all_of(self.total, [i for i in order if i not in self.parent]):
                self.parent[part] = self.total
        return self.parent

    def _covered(self, order: Sequence[int]) -> tuple[dict[int, int], int]:
        """The parts of each subtotal met on the way, and in how many columns they add up."""
        waiting: list[int] = []
        parent: dict[int, int] = {}
        held = 0
        for i in order:
            if self._is_sum(i):
                parts = self._parts(i, waiting)
                held += self.amounts.held(i, parts) if parts else 0
                parent.update((part, i) for part in parts)
                waiting = [each for each in waiting if each not in parent]
            waiting.append(i)
        return parent, held

    def _parts(self, whole: int, waiting: Sequence[int]) -> Sequence[int]:
        """What a subtotal is of: the rows of its group, else as far back as it adds up, else those since the last sum."""
        group = _places(self.lines[whole])
        if len(group) > 1:
            own = [i for i in waiting if _places(self.lines[i])[: len(group)] == group]
            if own:
                return own
        since = list(waiting)
        while any(self._is_sum(i) for i in since):
            since = since[next(at for at, i in enumerate(since) if self._is_sum(i)) + 1 :]
        best = self._best(whole, [since, *self._tails(waiting)])
        return best or since

    def _all_of(self, total: int, rest: Sequence[int]) -> Sequence[int]:
        """What the total is of: all that is in no other sum, else what adds up.

        Rows that were taken to be part of others (其中) may stand beside them after all, and rows that stand under one
        another may divide the one before them without a word.
        """
        above, under = [i for i in rest if i < total], [i for i in rest if i > total]
        last = max((i for i in above if self._is_sum(i)), default=-1)
        since = [i for i in above if i > last]
        sums = [i for i in rest if self._is_sum(i)]
        if best := self._best(total, [rest, above, under, since, sums]):
            return best
        for released in self._releases():
            wider = sorted([*rest, *released])
            if self.amounts.held(total, wider):
                self.released.extend(released)
                return wider
        divided = self._divided(rest)
        if divided and self.amounts.held(total, top := [i for i in rest if i not in divided]):
            self.parent.update(divided)
            return top
        return next((parts for parts in (rest, since) if parts and self.amounts.near(total, parts)), rest)

    def _divided(self, rest: Sequence[int]) -> dict[int, int]:
        """The rows that are as much as those under them: 教育支出, of which 普通教育, of which 小学 and 初中."""
        divided: dict[int, int] = {}
        top: list[int] = []
        for i in reversed(rest):
            ends = range(1, min(len(top), _MOST_TRIED) + 1)
            end = next((end for end in ends if self.amounts.mostly(i, top[:end])), 0)
            divided.update((part, i) for part in top[:end])
            top = [i, *top[end:]]
        return divided

    def _best(self, whole: int, tried: Sequence[Sequence[int]]) -> Sequence[int]:
        """The first of those that add up in most columns; none where none does."""
        best: Sequence[int] = ()
        most = 0
        for parts in tried:
            held = self.amounts.held(whole, parts) if parts else 0
            if held > most:
                best, most = parts, held
        return best

    def _tails(self, waiting: Sequence[int]) -> Iterator[list[int]]:
        """The last lines before a sum, more and more of them, and of those only the sums."""
        starts = [at for at in range(len(waiting)) if len(waiting) - at <= _MOST_TRIED or self._is_sum(waiting[at])]
        for at in starts[::-1][: 2 * _MOST_TRIED]:
            yield list(waiting[at:])
            sums = [i for i in waiting[at:] if self._is_sum(i)]
            if len(sums) < len(waiting) - at:
                yield sums

    def _releases(self) -> Iterator[list[int]]:
        """The rows that may stand beside the row that they were taken to divide: the last ones after each 其中."""
        tails = [[run[at:] for at in range(len(run), -1, -1)] for run in self.guesses[:6]]
        for tried, choice in enumerate(product(*tails)):
            if tried > _MOST_RELEASED:
                return
            yield [i for tail in choice for i in tail]

    def _is_sum(self, line: int) -> bool:
        return self.lines[line].kind in ("subtotal", "total")


def _places(line: Line) -> tuple[str, ...]:
    """Where a line stands: the title above it and the groups around it, for a subtotal its own group too."""
    title = line.title.block if line.title is not None else ""
    return (title, *(name.squashed for name in line.names[:-1]))
