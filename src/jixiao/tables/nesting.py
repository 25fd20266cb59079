"""A table's lines to what belongs under what: 小计 with its group, 合计 with all, 其中 rows and numbered rows with theirs.

The structure alone does not always tell how far 其中 reaches, or how many rows a sum is of; the caller knows the figures.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field

from jixiao.patterns import Rules
from jixiao.tables.lines import Line
from jixiao.tables.sums import Amounts, StripSums
from jixiao.tables.tables import TableReading

_LONGEST = 12
"""How many rows a 其中 inside another may have."""


class Unknown:
    """Where the structure alone must tell."""

    def has(self, line: int) -> bool:  # noqa: D102
        return True

    def fits(self, whole: int, parts: Sequence[int]) -> bool:  # noqa: D102
        return True

    def held(self, whole: int, parts: Sequence[int]) -> int:  # noqa: D102
        return 0

    def mostly(self, whole: int, parts: Sequence[int]) -> bool:  # noqa: D102
        return False

    def near(self, whole: int, parts: Sequence[int]) -> bool:  # noqa: D102
        return False


class Nesting(Struct, frozen=True):
    """The line that each line is part of. `open_ended` are lines whose parts may be fewer or more than are counted here.

    `listed` are lines divided by codes or ordinals, `among` the parts
    after 其中, `net` lines that are what was taken off and what remained (原值, 累计折旧, 净值).
    """

    parent: dict[int, int] = field(default_factory=dict)
    open_ended: frozenset[int] = frozenset()
    listed: frozenset[int] = frozenset()
    among: frozenset[int] = frozenset()
    net: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def parts(self) -> tuple[tuple[int, tuple[int, ...]], ...]:
        """The lines that have parts, with these in order; 其中 under a sum is a second way to divide it."""
        found: dict[tuple[int, bool], list[int]] = {}
        for part, whole in self.parent.items():
            found.setdefault((whole, part in self.among), []).append(part)
        every = [(whole, tuple(sorted(parts))) for (whole, _), parts in found.items()]
        return tuple(sorted([*every, *self.net.items()]))


def nesting(reading: TableReading, rules: Rules, amounts: Amounts | None = None) -> Nesting:
    """What belongs under what in every strip of every band; the sum of a whole form stands in its last band."""
    strips: dict[tuple[int, int], list[int]] = {}
    for i, line in enumerate(reading.lines):
        if line.names and line.kind in ("item", "subtotal", "total"):
            strips.setdefault((line.band, line.strip), []).append(i)
    parent: dict[int, int] = {}
    unsure: set[int] = set()
    listed: set[int] = set()
    among: set[int] = set()
    net: dict[int, tuple[int, ...]] = {}
    for indices in strips.values():
        found = _Strip(reading, indices, rules, amounts or Unknown())
        parent.update(found.parent)
        unsure.update(found.unsure)
        listed.update(found.listed)
        among.update(found.among)
        net.update(found.net)
    return Nesting(parent, frozenset(unsure), frozenset(listed), frozenset(among), net)


class _Strip:
    """The lines of one strip, nested in the order: 其中, codes, ordinals, what is taken off, subtotals and totals."""

    def __init__(self, reading: TableReading, indices: Sequence[int], rules: Rules, amounts: Amounts) -> None:
        self.lines = reading.lines
        self.indices, self.rules, self.amounts = list(indices), rules, amounts
        self.fits = amounts.fits
        self.parent: dict[int, int] = {}
        self.unsure: set[int] = set()
        self.listed: set[int] = set()
        self.among: set[int] = set()
        self.net: dict[int, tuple[int, ...]] = {}
        self.guessed: list[int] = []
        self._among()
        self._coded()
        self._numbered()
        self._without_headings()
        self._taken_off()
        self._sums()

    def _among(self) -> None:
        """其中 rows: the first is marked, those that follow are parts while they fit and nothing else begins.

        A 其中 inside a 其中 divides the row before it; what no longer fits into that row goes on with the outer one.
        """
        open_wholes: list[tuple[int, list[int]]] = []
        for before, index in zip([None, *self.indices], self.indices, strict=False):
            line = self.lines[index]
            if line.among:
                if before in self.parent and self._adds_up(before, [index]):
                    open_wholes.append((before, []))
                while open_wholes and not self.fits(open_wholes[-1][0], [*open_wholes[-1][1], index]):
                    if before is not None and self.fits(before, [index]):
                        break
                    open_wholes.pop()
                fits = bool(open_wholes) and self.fits(open_wholes[-1][0], [*open_wholes[-1][1], index])
                if not fits and before is not None:
                    open_wholes.append((before, []))
            else:
                while open_wholes and not self._goes_on(line, before, open_wholes[-1][0], [*open_wholes[-1][1], index]):
                    open_wholes.pop()
                if open_wholes:
                    self.guessed.append(index)
            if open_wholes:
                self.parent[index] = open_wholes[-1][0]
                self.among.add(index)
                open_wholes[-1][1].append(index)

    def _adds_up(self, whole: int, parts: Sequence[int]) -> bool:
        """Whether rows, with some that follow them, are as much as another in most columns; one alone is no sum."""
        after = self.indices.index(parts[-1]) + 1
        ends = range(after + (len(parts) == 1), min(after + _LONGEST, len(self.indices)) + 1)
        return any(self.amounts.mostly(whole, [*parts, *self.indices[after:end]]) for end in ends)

    def _goes_on(self, line: Line, before: int | None, whole: int, parts: list[int]) -> bool:
        """Whether a line may belong to the 其中 above it: of the same group, without ordinal, no sum, and it fits in."""
        if before is None or line.kind != "item" or line.depth is not None or _elsewhere(self.lines[before], line):
            return False
        if not self.fits(whole, parts) and not self._adds_up(whole, parts):
            return False  # what adds up in most columns is a part all the same: in the others a figure is wrong
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
                self.listed.add(stack[-1])
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
                    (self.unsure if above == head else self.listed).add(above)
                stack.append(index)

    def _counts_on(self, stack: Sequence[int], line: Line) -> bool:
        """Whether a number follows one that is still open: 二、 after 一、."""
        return any(
            self.lines[i].depth == line.depth and self.lines[i].ordinal == (line.ordinal or 0) - 1 for i in stack
        )

    def _elsewhere(self, above: int, index: int) -> bool:
        return _elsewhere(self.lines[above], self.lines[index])

    def _without_headings(self) -> None:
        """Rows under a heading without figures stand for themselves: 一、基本支出 with nothing beside it."""
        for index in list(self.parent):
            whole: int | None = self.parent[index]
            while whole is not None and not self.amounts.has(whole):
                whole = self.parent.get(whole)
            if whole is None:
                del self.parent[index]
            else:
                self.parent[index] = whole

    def _taken_off(self) -> None:
        """原值, 减：累计折旧, 净值: the first is what was taken off and what remained, and only that counts in a sum."""
        order = [i for i in self.indices if i not in self.parent and self.amounts.has(i)]
        for at in range(1, len(order)):
            if not self.lines[order[at]].taken_off or self.lines[order[at - 1]].taken_off:
                continue
            end = at
            while end < len(order) and self.lines[order[end]].taken_off:
                end += 1
            if end < len(order) and self.amounts.held(order[at - 1], order[at : end + 1]):
                self.net[order[at - 1]] = tuple(order[at : end + 1])

    def _sums(self) -> None:
        aside = {i for whole, parts in self.net.items() for i in (whole, *parts[:-1])}
        order = [i for i in self.indices if i not in aside and self.amounts.has(i)]
        sums = StripSums(self.lines, order, self.parent, self.guessed, self.amounts)
        found = sums.parents()
        for index in sums.released:
            self.parent.pop(index, None)
            self.among.discard(index)
        self.parent.update(found)


def _elsewhere(above: Line, line: Line) -> bool:
    return above.title is not line.title or line.names[:-1] != above.names[:-1]
