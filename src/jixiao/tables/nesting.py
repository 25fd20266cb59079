"""A table's lines to what belongs under what: 小计 with its group, 合计 with all, 其中 rows and numbered rows with theirs.

The structure alone does not always tell how far 其中 reaches; the caller says whether lines fit into one as its parts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from jixiao.patterns import Rules
from jixiao.tables.lines import Line
from jixiao.tables.tables import TableReading

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
    """The lines of one strip, nested in the order: 其中, codes, ordinals, subtotals, totals."""

    def __init__(self, reading: TableReading, indices: Sequence[int], rules: Rules, fits: Fits) -> None:
        self.lines = reading.lines
        self.indices, self.rules, self.fits = list(indices), rules, fits
        self.parent: dict[int, int] = {}
        self.unsure: set[int] = set()
        self._among()
        self._coded()
        self._numbered()
        self._totals()

    def _among(self) -> None:
        """其中 rows: the first is marked, those that follow are parts while they fit and nothing else begins."""
        whole: int | None = None
        parts: list[int] = []
        for before, index in zip([None, *self.indices], self.indices, strict=False):
            line = self.lines[index]
            if line.among and (whole is None or not self.fits(whole, [*parts, index])):
                whole, parts = before, []
            elif not line.among and (whole is None or not self._goes_on(line, before, whole, [*parts, index])):
                whole = None
            if whole is not None:
                self.parent[index] = whole
                parts.append(index)

    def _goes_on(self, line: Line, before: int | None, whole: int, parts: list[int]) -> bool:
        """Whether a line may belong to the 其中 above it: of the same group, without ordinal, no sum, and it fits in."""
        if before is None or line.kind != "item" or line.depth is not None or _elsewhere(self.lines[before], line):
            return False
        if not self.fits(whole, parts):
            return False
        if not self.rules.any_of("fund_sources").search(line.names[-1].squashed):
            self.unsure.add(whole)
        return True

    def _coded(self) -> None:
        """2010301 under 20103 under 201: a code that begins with another's is part of it."""
        stack: list[int] = []
        for index in self.indices:
            code = self.lines[index].code
            while stack and not (code.startswith(self.lines[stack[-1]].code) and code != self.lines[stack[-1]].code):
                stack.pop()
            if code and stack:
                self.parent.setdefault(index, stack[-1])
            if code:
                stack.append(index)

    def _numbered(self) -> None:
        """1、 under 一、; rows without a number between 一、 and 二、 under 一、; 1、2、3、 under the row before 1、."""
        stack: list[int] = []
        plain: list[int] = []
        head: int | None = None
        for index in self.indices:
            line = self.lines[index]
            if index in self.parent:
                continue
            if line.kind != "item":
                stack, plain, head = [], [], None
            elif line.depth is None:
                plain.append(index)
            else:
                if plain and not self._counts_on(stack, line):
                    stack, head = [], plain[-1] if line.ordinal == 1 else None
                elif plain and stack and self.fits(stack[-1], plain):
                    self.parent.update((part, stack[-1]) for part in plain)
                    self.unsure.add(stack[-1])
                plain = []
                while stack and ((self.lines[stack[-1]].depth or 0) >= line.depth or self._elsewhere(stack[-1], index)):
                    stack.pop()
                above = stack[-1] if stack else head
                if above is not None and not self._elsewhere(above, index):
                    self.parent[index] = above
                    self.unsure |= {above} if above == head else set()
                stack.append(index)

    def _counts_on(self, stack: Sequence[int], line: Line) -> bool:
        """Whether a number follows one that is still open: 二、 after 一、."""
        return any(
            self.lines[i].depth == line.depth and self.lines[i].ordinal == (line.ordinal or 0) - 1 for i in stack
        )

    def _elsewhere(self, above: int, index: int) -> bool:
        return _elsewhere(self.lines[above], self.lines[index])

    def _totals(self) -> None:
        totals = [i for i in self.indices if self.lines[i].kind == "total"]
        last = totals[-1] if totals else None
        if len(totals) > 1 and totals[0] == self.indices[0] and totals[-1] != self.indices[-1]:
            last = None
        self._cover({i for i in self.indices if self.lines[i].kind == "subtotal"} | set(totals) - {last})
        for i in self.indices if last is not None else ():
            if i != last and i not in self.parent:
                self.parent[i] = last or 0

    def _cover(self, sums: set[int]) -> None:
        """What each subtotal sums up: the lines of its group, else those since the last sum, else those up to the next."""
        grouped: dict[tuple[str, ...], list[int]] = {}
        for i in self.indices:
            if i not in sums and i not in self.parent and self.lines[i].kind == "item":
                names = _places(self.lines[i])
                for depth in range(1, len(names) + 1):
                    grouped.setdefault(names[:depth], []).append(i)
        waiting: list[int] = []
        opening: int | None = None
        for i in self.indices:
            group = _places(self.lines[i])
            if i in sums and len(group) > 1 and group in grouped:
                self.parent.update((part, i) for part in grouped[group] if part not in self.parent)
                waiting, opening = [], None
            elif i in sums:
                self.parent.update((part, i) for part in waiting)
                opening = None if waiting else i
                waiting = []
            elif i in self.parent or self.lines[i].kind != "item":
                continue
            elif opening is not None:
                self.parent[i] = opening
            else:
                waiting.append(i)


def _places(line: Line) -> tuple[str, ...]:
    """Where a line stands: the title above it and the groups around it, for a subtotal its own group too."""
    title = line.title.block if line.title is not None else ""
    return (title, *(name.squashed for name in line.names[:-1]))


def _elsewhere(above: Line, line: Line) -> bool:
    return above.title is not line.title or line.names[:-1] != above.names[:-1]
