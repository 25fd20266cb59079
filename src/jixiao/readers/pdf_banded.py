"""Level rules of a page without upright ones, and the characters between them, to grids of cells.

Chinese reports rule tables so in two ways: a line between any two rows, whose cells may wrap, or three lines, above and
below the header and below the last row. Between two rules of the second kind stand many rows, told by their figures.
Columns are where the text leaves room from top to bottom; only a header, or a row here and there, runs over two of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, repeat

from jixiao.readers.pdf_glyphs import Glyph
from jixiao.readers.pdf_grid import Grid, Rule, fields_between, level_rules, places_apart
from jixiao.readers.pdf_lines import Line, read_lines
from jixiao.readers.pdf_page import Stroke

_SAME_END = 4.0  # points that the ends of a table's rules may be apart
_WORD = 0.6  # ems: closer characters are of one cell
_GUTTER = 0.4  # ems between columns, the narrowest
_PROSE = 0.7  # of a table's width filled by one cell makes it a sentence between two tables
_CROSSED = 0.15  # of the rows may have a cell over two columns
_FIGURE = re.compile(r"[-+−]?[\d,，.]+(?:%|万元|元|分|个)?|[-—–/]+")

Stretch = tuple[float, float]


@dataclass(frozen=True)
class _Band:
    """What stands between two rules."""

    top: float
    bottom: float
    width: float
    glyphs: tuple[Glyph, ...]

    @cached_property
    def lines(self) -> list[Line]:
        return read_lines(self.glyphs)

    @cached_property
    def parts(self) -> list[list[Line]]:
        return [line.split(_WORD) for line in self.lines]

    @cached_property
    def is_prose(self) -> bool:
        return any(part.x1 - part.x0 > _PROSE * self.width for parts in self.parts for part in parts)

    @cached_property
    def is_row(self) -> bool:
        """Whether there are several cells side by side."""
        return not self.is_prose and len(_covered(self.glyphs)) > 1

    @cached_property
    def figure_lines(self) -> list[Line]:
        """The lines with figures in cells of their own."""
        return [
            line
            for line, parts in zip(self.lines, self.parts, strict=True)
            if len(parts) > 1 and any(_FIGURE.fullmatch(part.text.replace(" ", "")) for part in parts)
        ]

    def rows(self) -> list[float]:
        """Where rows part that no rule keeps apart: between lines with figures, where no character stands."""
        cuts = []
        for above, below in pairwise(self.figure_lines):
            start, end = (above.top + above.bottom) / 2, (below.top + below.bottom) / 2
            stretches = _merged([(glyph.top, glyph.bottom) for glyph in self.glyphs], 0.0)
            free = [(max(a, start), min(b, end)) for a, b in _between(stretches) if b > start and a < end]
            widest = max(free, key=lambda gap: gap[1] - gap[0], default=(start, end))
            cuts.append((widest[0] + widest[1]) / 2)
        return cuts


def find_banded(strokes: Sequence[Stroke], grids: Sequence[Grid], glyphs: Sequence[Glyph]) -> list[Grid]:
    """The tables of a page that only level rules part, outside the grids that are known."""
    free = [rule for rule in level_rules(strokes) if not any(grid.ys[0] - 1 < rule.at < grid.ys[-1] + 1 for grid in grids)]
    found = []
    for rules in _stacks(free):
        bands = [
            _Band(above.at, below.at, above.end - above.start, _between_rules(above, below, glyphs))
            for above, below in pairwise(rules)
        ]
        for table in _tables(bands):
            grid = _grid(table, rules[0], free)
            if grid is not None:
                found.append(grid)
    return found


def _stacks(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Rules with the same ends, from top to bottom, at least three."""
    stacks: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        for stack in stacks:
            if abs(stack[0].start - rule.start) < _SAME_END and abs(stack[0].end - rule.end) < _SAME_END:
                stack.append(rule)
                break
        else:
            stacks.append([rule])
    return (stack for stack in stacks if len(stack) > 2)


def _between_rules(above: Rule, below: Rule, glyphs: Sequence[Glyph]) -> tuple[Glyph, ...]:
    return tuple(
        glyph
        for glyph in glyphs
        if 2 * above.at <= glyph.top + glyph.bottom < 2 * below.at
        and 2 * above.start <= glyph.x0 + glyph.x1 <= 2 * above.end
    )


def _tables(bands: Sequence[_Band]) -> Iterator[list[_Band]]:
    """Runs of bands that are rows of one table; the text between two tables, or below a rule of the page, parts them."""
    run: list[_Band] = []
    for band in bands:
        ended = bool(run) and len(run[-1].figure_lines) > 1 and not band.is_row
        if band.is_prose or ended:
            yield from _trimmed(run)
            run = []
        if not band.is_prose:
            run.append(band)
    yield from _trimmed(run)


def _trimmed(run: list[_Band]) -> Iterator[list[_Band]]:
    """A run less what is no row above and below it, if enough is left for a table."""
    rows = [i for i, band in enumerate(run) if band.is_row]
    if len(rows) > 1:
        yield run[rows[0] : rows[-1] + 1]


def _grid(bands: Sequence[_Band], rule: Rule, rules: Sequence[Rule]) -> Grid | None:
    """The grid of a table; None if its text leaves no room for two columns."""
    header, body = bands[0], bands[1:]
    size = header.lines[0].size
    units = [unit for band in body for unit in _units(band)]
    gutters = [(a, b) for a, b in _free(units) if b - a >= _GUTTER * size]
    units += _units(header)
    starts, ends = [rule.start, *(b for _, b in gutters)], [*(a for a, _ in gutters[1:]), rule.end]
    inner = map(_clearest, gutters, zip(starts, ends, strict=False), repeat(units))
    xs = _side_by_side([rule.start, *inner, rule.end], units)
    if len(xs) < 3:
        return None
    top, bottom = bands[0].top, bands[-1].bottom
    partial = [each for each in rules if top < each.at < bottom and rule.start <= each.start and each.end <= rule.end]
    cuts = [cut for band in bands for cut in band.rows()]
    ys = places_apart([top, bottom, *(each.at for each in partial), *cuts])
    floors = {
        (row, column)
        for row, y in enumerate(ys)
        for column in range(len(xs) - 1)
        if y in cuts or any(abs(each.at - y) < _SAME_END and each.covers((xs[column] + xs[column + 1]) / 2) for each in partial)
    }
    glyphs = [glyph for band in bands for glyph in band.glyphs]
    walls = {
        (row, column)
        for row, (above, below) in enumerate(pairwise(ys))
        for column, x in enumerate(xs)
        if not _crosses(x, _covered([g for g in glyphs if 2 * above <= g.top + g.bottom < 2 * below]))
    }
    return Grid(tuple(xs), tuple(ys), fields_between(len(ys) - 1, len(xs) - 1, walls, floors), loose=True)


def _units(band: _Band) -> list[list[Stretch]]:
    """What each row of a band covers from left to right."""
    edges = [band.top, *band.rows(), band.bottom]
    rows = [
        _covered([g for g in band.glyphs if 2 * above <= g.top + g.bottom < 2 * below]) for above, below in pairwise(edges)
    ]
    return [row for row in rows if row]


def _free(units: Sequence[Sequence[Stretch]]) -> list[Stretch]:
    """The stretches that hardly any row has text in."""
    edges = sorted({x for unit in units for stretch in unit for x in stretch})
    allowed = int(_CROSSED * len(units))
    open_stretches = [
        (a, b) for a, b in pairwise(edges) if sum(_crosses((a + b) / 2, unit) for unit in units) <= allowed
    ]
    return [stretch for stretch in _merged(open_stretches, 0.01) if edges[0] < stretch[0] and stretch[1] < edges[-1]]


def _side_by_side(xs: Sequence[float], units: Sequence[Sequence[Stretch]]) -> list[float]:
    """The edges of columns that have text beside that of the next one, in some row: others are one, set left and right."""
    kept = [xs[0]]
    for x, after in zip(xs[1:-1], xs[2:], strict=True):
        if any(_fills(unit, kept[-1], x) and _fills(unit, x, after) for unit in units):
            kept.append(x)
    return [*kept, xs[-1]]


def _fills(unit: Sequence[Stretch], left: float, right: float) -> bool:
    return any(left < (start + end) / 2 < right for start, end in unit)


def _clearest(gutter: Stretch, reach: Stretch, units: Sequence[Sequence[Stretch]]) -> float:
    """Where a column ends: in that part of a gutter that the fewest rows run over and that parts the most.

    `reach` is how far the columns on both sides of the gutter go.
    """
    inside = sorted({*gutter, *(x for unit in units for stretch in unit for x in stretch if gutter[0] < x < gutter[1])})
    parts = []
    for start, end in pairwise(inside):
        x = (start + end) / 2
        crossed = sum(_crosses(x, unit) for unit in units)
        parted = sum(_fills(unit, reach[0], x) and _fills(unit, x, reach[1]) for unit in units)
        parts.append((crossed, -parted, start - end, x))
    return min(parts)[3]


def _covered(glyphs: Sequence[Glyph]) -> list[Stretch]:
    """The stretches that characters cover from left to right, gaps within a cell closed."""
    if not glyphs:
        return []
    room = _WORD * min(glyph.bottom - glyph.top for glyph in glyphs)
    return _merged([(glyph.x0, glyph.x1) for glyph in glyphs], room)


def _merged(stretches: Sequence[Stretch], room: float) -> list[Stretch]:
    """Stretches in order, those no farther apart made one."""
    merged: list[Stretch] = []
    for start, end in sorted(stretches):
        if merged and start - merged[-1][1] <= room:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _between(stretches: Sequence[Stretch]) -> list[Stretch]:
    return [(left[1], right[0]) for left, right in pairwise(stretches)]


def _crosses(x: float, stretches: Sequence[Stretch]) -> bool:
    return any(start < x < end for start, end in stretches)
