"""Ruling lines of a page to grids of cells, merged cells included.

Lines that touch belong to one grid. Its columns and rows are where any of its lines stand; two neighbouring fields are
one cell where no line parts them. Sides left open at the edge of a table are closed. One cell alone is a frame around
text, a line alone an underline or the rule below a header: no table.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct

from jixiao.readers.pdf_page import Stroke

_SNAP = 3.0  # lines closer together are one line, in points
_SLIVER = 5.0  # a column or row narrower than this holds no text


class Field(Struct, frozen=True):
    """One cell of a grid: its first row and column, and how many of each it covers."""

    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1


class Grid(Struct, frozen=True, dict=True):
    """A table's form on one page: where its columns (`xs`) and rows (`ys`) begin and end, and its cells row by row.

    It is `loose` where no line but only text tells the columns.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    fields: tuple[Field, ...]
    loose: bool = False

    @property
    def is_frame(self) -> bool:
        """Whether it is but a frame around text."""
        return len(self.fields) == 1

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.ys) - 1

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return len(self.xs) - 1

    @cached_property
    def _owners(self) -> dict[tuple[int, int], int]:
        return {
            (row, column): i
            for i, field in enumerate(self.fields)
            for row in range(field.row, field.row + field.rowspan)
            for column in range(field.column, field.column + field.colspan)
        }

    def field_at(self, x: float, y: float) -> int | None:
        """Which cell a point lies in, as its place in `fields`; None outside the grid."""
        return self._owners.get((bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1))

    def bounds(self, field: Field) -> tuple[float, float, float, float]:
        """The box of a cell: x0, top, x1, bottom."""
        right, bottom = self.xs[field.column + field.colspan], self.ys[field.row + field.rowspan]
        return self.xs[field.column], self.ys[field.row], right, bottom


class Rule(NamedTuple):
    """A straight line: where it stands, and from where to where it runs."""

    at: float
    start: float
    end: float

    def covers(self, place: float) -> bool:
        """Whether it is drawn at a place along it."""
        return self.start - _SNAP <= place <= self.end + _SNAP


def find_grids(strokes: Sequence[Stroke]) -> list[Grid]:
    """The grids that a page's ruling lines form, from top to bottom; one of a single field is a frame."""
    level = level_rules(strokes)
    upright = _rules([(s.x0, s.top, s.bottom) for s in strokes if s.x1 <= s.x0])
    grids = [_grid(*group) for group in _groups(level, upright)]
    return sorted((grid for grid in grids if grid.fields), key=lambda grid: grid.ys[0])


def level_rules(strokes: Sequence[Stroke]) -> list[Rule]:
    """The level lines among a page's strokes, pieces joined."""
    return _rules([(stroke.top, stroke.x0, stroke.x1) for stroke in strokes if stroke.x1 > stroke.x0])


def _rules(pieces: list[tuple[float, float, float]]) -> list[Rule]:
    """Pieces of lines (place, start, end) joined where they continue one another on one height.

    >>> [tuple(rule) for rule in _rules([(10.0, 0.0, 50.0), (10.4, 50.5, 90.0), (30.0, 0.0, 90.0)])]
    [(10.2, 0.0, 90.0), (30.0, 0.0, 90.0)]
    """
    heights: list[list[tuple[float, float, float]]] = []
    for piece in sorted(pieces):
        if heights and piece[0] - heights[-1][0][0] <= _SNAP:
            heights[-1].append(piece)
        else:
            heights.append([piece])
    rules: list[Rule] = []
    for height in heights:
        at = sum(place for place, _, _ in height) / len(height)
        stretches: list[tuple[float, float]] = []
        for _, start, end in sorted(height, key=lambda piece: piece[1]):
            if stretches and start <= stretches[-1][1] + _SNAP:
                stretches[-1] = (stretches[-1][0], max(end, stretches[-1][1]))
            else:
                stretches.append((start, end))
        rules.extend(Rule(at, *stretch) for stretch in stretches)
    return rules


def _groups(level: list[Rule], upright: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Lines that touch one another, directly or through others: each group has some of both directions."""
    parents = list(range(len(level) + len(upright)))

    def root(i: int) -> int:
        while parents[i] != i:
            parents[i] = parents[parents[i]]
            i = parents[i]
        return i

    for i, across in enumerate(level):
        for j, down in enumerate(upright, len(level)):
            if across.covers(down.at) and down.covers(across.at):
                parents[root(i)] = root(j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, rule in enumerate((*level, *upright)):
        groups.setdefault(root(i), ([], []))[i >= len(level)].append(rule)
    return [group for group in groups.values() if len(group[0]) + len(group[1]) >= 3 and all(group)]


def _grid(level: list[Rule], upright: list[Rule]) -> Grid:
    """The grid of lines that touch, with the sides that they leave open closed."""
    ys = places_apart([rule.at for rule in level] + _open_ends(upright))
    xs = places_apart([rule.at for rule in upright] + _open_ends(level))
    walls = {
        (row, column)
        for column, x in enumerate(xs)
        for rule in upright
        if abs(rule.at - x) <= _SLIVER
        for row in range(len(ys) - 1)
        if rule.covers((ys[row] + ys[row + 1]) / 2)
    }
    floors = {
        (row, column)
        for row, y in enumerate(ys)
        for rule in level
        if abs(rule.at - y) <= _SLIVER
        for column in range(len(xs) - 1)
        if rule.covers((xs[column] + xs[column + 1]) / 2)
    }
    return Grid(tuple(xs), tuple(ys), fields_between(len(ys) - 1, len(xs) - 1, walls, floors))


def places_apart(places: list[float]) -> list[float]:
    """Places in order, those too close to hold text between them taken as one."""
    kept: list[float] = []
    for place in sorted(places):
        if not kept or place - kept[-1] > _SLIVER:
            kept.append(place)
    return kept


def _open_ends(rules: list[Rule]) -> list[float]:
    """Where at least two lines of one direction end together: an edge of the table even if no line is drawn there."""
    starts, ends = min(rule.start for rule in rules), max(rule.end for rule in rules)
    return [
        edge
        for edge, reach in ((starts, [rule.start for rule in rules]), (ends, [rule.end for rule in rules]))
        if sum(abs(place - edge) <= _SNAP for place in reach) >= 2
    ]


def fields_between(
    rows: int, columns: int, walls: set[tuple[int, int]], floors: set[tuple[int, int]]
) -> tuple[Field, ...]:
    """The cells of a grid: from each free corner as far right, then as far down, as no line is crossed.

    >>> fields_between(2, 2, {(0, 1)}, {(1, 0), (1, 1)})
    (Field(row=0, column=0, rowspan=1, colspan=1), Field(row=0, column=1, rowspan=1, colspan=1), Field(row=1, column=0, rowspan=1, colspan=2))
    """
    taken: set[tuple[int, int]] = set()
    fields = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            right = column + 1
            while right < columns and (row, right) not in walls and (row, right) not in taken:
                right += 1
            below = row + 1
            while below < rows and all(
                (below, c) not in floors and (c == column or (below, c) not in walls) for c in range(column, right)
            ):
                below += 1
            taken.update((r, c) for r in range(row, below) for c in range(column, right))
            fields.append(Field(row, column, below - row, right - column))
    return tuple(fields)
