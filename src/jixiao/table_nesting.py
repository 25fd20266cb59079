"""A table's lines to what belongs under what: 小计 with its group, 合计 with all, 其中 rows and numbered rows with theirs.

The structure alone does not always tell how far 其中 reaches; the caller says whether lines fit into one as its parts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from jixiao.patterns import Rules
from jixiao.table_lines import Line
from jixiao.tables import TableReading

Fits = Callable[[int, Sequence[int]], bool]
"""Whether some lines can be parts of one: what they come to is no more than it in any column."""


@dataclass(frozen=True)
class Nesting:
    """The line that each line is part of. `open_ended` are lines whose parts may be fewer or more than are counted here."""

    parent: dict[int, int] = field(default_factory=dict)
    open_ended: frozenset[int] = frozenset()

    def parts(self) -> dict[int, tuple[int, ...]]:
        """The lines that have parts, with these in order."""
        found: dict[int, list[int]] = {}
        for part, whole in self.parent.items():
            found.setdefault(whole, []).append(part)
        return {whole: tuple(sorted(parts)) for whole, parts in sorted(found.items())}


def nesting(reading: TableReading, rules: Rules, fits: Fits = lambda whole, parts: True) -> Nesting:
    """What belongs under what in every strip of every band; the sum of a whole form stands in its last band."""
    strips: dict[tuple[int, int], list[int]] = {}
    for i, line in enumerate(reading.lines):
        if line.names and line.kind in ("item", "subtotal", "total"):
            strips.setdefault((line.band, line.strip), []).append(i)
    parent: dict[int, int] = {}
    unsure: set[int] = set()
    for indices in strips.values():
        found = _Strip(reading, indices, rules, fits)
        parent.update(found.parent)
        unsure.update(found.unsure)
    return Nesting(parent, frozenset(unsure))


class _Strip:
    """The lines of one strip, nested in the order: 其中, ordinals, subtotals, totals."""

    def __init__(self, reading: TableReading, indices: Sequence[int], rules: Rules, fits: Fits) -> None:
        self.lines = reading.lines
        self.indices, self.rules, self.fits = list(indices), rules, fits
        self.parent: dict[int, int] = {}
        self.unsure: set[int] = set()
        self._among()
        self._numbered()
        self._totals()

    def _line(self, index: int) -> Line:
        return self.lines[index]

    def _among(self) -> None:
        """其中 rows: the first is marked, those that follow are parts while they fit and nothing else begins."""
        whole: int | None = None
        guessed = False
        for before, index in zip([None, *self.indices], self.indices, strict=False):
            line = self._line(index)
            if line.among:
                inside = before is not None and before in self.parent and self.parent[before] == whole
                if not inside or guessed and not self.fits(whole or 0, self._parts(whole, index)):
                    whole, guessed = before, False
                if whole is not None:
                    self.parent[index] = whole
            elif whole is not None and self._goes_on(line, before):
                sure = bool(self.rules.any_of("fund_sources").search(line.names[-1].squashed))
                if not self.fits(whole, self._parts(whole, index)):
                    whole = None
                    continue
                self.parent[index] = whole
                if not sure:
                    guessed = True
                    self.unsure.add(whole)
            else:
                whole = None

    def _goes_on(self, line: Line, before: int | None) -> bool:
        """Whether a line may belong to the 其中 above it: of the same group, without ordinal, and no sum."""
        if before is None or line.kind != "item" or line.depth is not None:
            return False
        return _group(line) == _group(self._line(before)) and line.title is self._line(before).title

    def _parts(self, whole: int | None, last: int) -> list[int]:
        return [part for part, of in self.parent.items() if of == whole] + [last]

    def _numbered(self) -> None:
        """1、 under 一、, and 1、2、3、 under the row without a number before them."""
        stack: list[tuple[int, int]] = []
        for index in self.indices:
            line = self._line(index)
            if index in self.parent or line.among:
                continue
            if line.kind != "item":
                stack = []
            elif line.depth is None:
                stack = [(-1, index)]
            else:
                while stack and (stack[-1][0] >= line.depth or _elsewhere(self._line(stack[-1][1]), line)):
                    stack.pop()
                if stack and (stack[-1][0] >= 0 or line.ordinal == 1 or self.parent.get(self._before(index)) == stack[-1][1]):
                    self.parent[index] = stack[-1][1]
                    if stack[-1][0] < 0:
                        self.unsure.add(stack[-1][1])
                elif stack and stack[-1][0] < 0:
                    stack = []
                stack.append((line.depth, index))
                if len(stack) > 1 and stack[-2][0] < 0 and index not in self.parent:
                    stack = [stack[-1]]

    def _before(self, index: int) -> int:
        """The nearest numbered line before one, past its 其中 rows."""
        place = self.indices.index(index) - 1
        while place >= 0 and self._line(self.indices[place]).depth is None:
            place -= 1
        return self.indices[place] if place >= 0 else -1

    def _totals(self) -> None:
        totals = [i for i in self.indices if self._line(i).kind == "total"]
        last = totals[-1] if totals else None
        if len(totals) == 2 and totals[0] == self.indices[0] and totals[1] != self.indices[-1]:
            last = None
        for i in self.indices:
            if self._line(i).kind == "subtotal" or (i in totals and i != last):
                self._cover(i)
        if last is not None:
            for i in self.indices:
                if i != last and i not in self.parent:
                    self.parent[i] = last

    def _cover(self, subtotal: int) -> None:
        """The lines that a subtotal sums up: those of its group, else those before it, else those after it."""
        line = self._line(subtotal)
        free = [i for i in self.indices if i != subtotal and i not in self.parent and self._line(i).kind == "item"]
        if len(line.names) > 1:
            own = [i for i in free if line.names[0] in self._line(i).names[:-1]]
        elif line.title is not None:
            own = [i for i in free if self._line(i).title is line.title]
        else:
            own = [i for i in free if i < subtotal] or self._until_next_sum(free, subtotal)
        for i in own:
            self.parent[i] = subtotal

    def _until_next_sum(self, free: Sequence[int], subtotal: int) -> list[int]:
        after = [i for i in self.indices if i > subtotal and self._line(i).kind != "item"]
        end = after[0] if after else self.indices[-1] + 1
        return [i for i in free if subtotal < i < end]


def _group(line: Line) -> tuple[object, ...]:
    return tuple(line.names[:-1])


def _elsewhere(above: Line, line: Line) -> bool:
    return above.title is not line.title or bool(_group(above)) and _group(above) != _group(line)
