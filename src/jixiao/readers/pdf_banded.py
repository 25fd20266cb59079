"""Level rules of a page without upright ones, and the characters between them, to grids of cells.

Chinese reports rule tables so in two ways: a line between any two rows, whose cells may wrap, or three lines, above and
below the header and below the last row. Between two rules of the second kind stand many rows, told by their figures;
where such a table goes on over the page, its last rule stands on the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from jixiao.readers.pdf_furniture import is_page_number
from jixiao.readers.pdf_glyphs import Glyph
from jixiao.readers.pdf_grid import Field, Grid, Rule, fields_between, level_rules, places_apart
from jixiao.readers.pdf_gutters import Stretch, column_edges, covered, crosses, merged
from jixiao.readers.pdf_lines import Line, is_wide, read_lines
from jixiao.readers.pdf_page import Page, Stroke

_SAME_END = 4.0  # points that the ends of a table's rules may be apart
_CELL = 0.6  # ems between cells, the narrowest
_PROSE = 0.7  # of a table's width filled by one cell makes it a sentence between two tables
_ASTRAY = 0.5  # ems that figures may be from half way down their rows, on average
_BLANK = (0.25, 0.15)  # of the box of a letter, and of a Chinese character, is blank above and below
_WIDER = 1.3  # times as wide: gaps less different are alike
_TALL = 4  # lines of a cell above the figures of its row, at most
_MARGIN = 0.13  # of the page's height, where page numbers and running heads stand
_BESIDE = 1.5  # characters between a running head and its rule
_FIGURE = re.compile(r"[-+−]?[\d,，.]+(?:%|万元|元|分|个)?|[-—–/]+")


@dataclass(frozen=True)
class Band:
    """What stands between two rules, or between a rule and the end of the page.

    `after_break`: it may begin with the rest of a row from the page before.
    """

    top: float
    bottom: float
    left: float
    right: float
    glyphs: tuple[Glyph, ...]
    after_break: bool = False

    @cached_property
    def lines(self) -> list[Line]:
        """The lines of all cells."""
        return read_lines(self.glyphs)

    @cached_property
    def is_prose(self) -> bool:
        """Whether a cell runs through most of the width."""
        widest = max((b - a for line in self.lines for a, b in covered(line.glyphs)), default=0.0)
        return widest > _PROSE * (self.right - self.left)

    @cached_property
    def is_row(self) -> bool:
        """Whether there are several cells side by side."""
        return not self.is_prose and len(covered(self.glyphs)) > 1

    @cached_property
    def figure_lines(self) -> list[Line]:
        """The lines with figures in cells of their own; of two that overlap, since words beside them wrap, the one with more."""
        found: list[tuple[Line, int]] = []
        for line in self.lines:
            parts = line.split(_CELL)
            figures = sum(bool(_FIGURE.fullmatch(part.text.replace(" ", ""))) for part in parts)
            if len(parts) < 2 or not figures:
                continue
            if found and line.top < (found[-1][0].top + found[-1][0].bottom) / 2:
                found[-1] = max(found[-1], (line, figures), key=lambda each: each[1])
            else:
                found.append((line, figures))
        return [line for line, _ in found]

    @cached_property
    def cuts(self) -> list[float]:
        """Where rows part that no rule keeps apart: between lines with figures, where no character stands.

        The widest gap parts them; where gaps are alike, figures stand half way down their row, or else at its top.
        """
        texts = merged([_ink(glyph) for glyph in self.glyphs])
        middles = [(line.top + line.bottom) / 2 for line in self.figure_lines]
        rest = _rest_of_row(texts, middles, self.lines[0].size) if self.after_break and middles else []
        cuts: list[float] = []
        astray = 0.0
        top = next((a for a, _ in texts if not rest or a > rest[0]), 0.0)
        for gaps in (_wide_gaps(texts, above, below) for above, below in pairwise(middles)):
            end = 2 * middles[len(cuts)] - top
            start, top = min(gaps, key=lambda gap: abs(gap[0] - end))
            astray += abs(start - end)
            cuts.append((start + top) / 2)
        if astray <= _ASTRAY * self.lines[0].size * len(cuts):
            return [*rest, *cuts]
        return [*rest, *(sum(_wide_gaps(texts, above, below)[-1]) / 2 for above, below in pairwise(middles))]

    @cached_property
    def rows(self) -> list[list[Stretch]]:
        """What each row covers from left to right."""
        edges = [self.top, *self.cuts, self.bottom]
        rows = [
            covered([glyph for glyph in self.glyphs if 2 * above <= glyph.top + glyph.bottom < 2 * below])
            for above, below in pairwise(edges)
        ]
        return [row for row in rows if row]


def _wide_gaps(texts: Sequence[Stretch], above: float, below: float) -> list[Stretch]:
    """The widest of the gaps between two heights, and those nearly as wide."""
    gaps = [(a, b) for (_, a), (b, _) in pairwise(texts) if above < b and a < below] or [(above, below)]
    widest = max(b - a for a, b in gaps)
    return [(a, b) for a, b in gaps if b - a > widest / _WIDER]


def _rest_of_row(texts: Sequence[Stretch], middles: Sequence[float], size: float) -> list[float]:
    """Where words above the first figures end that are the rest of a row the page break cut.

    Then those figures stand half way down what is left of their row, and not half way down with the words.
    """
    first = next((i for i, (_, end) in enumerate(texts) if end > middles[0]), 0)
    if not first:
        return []
    ends = [gap[0] for gap in _wide_gaps(texts, *middles[:2])] if len(middles) > 1 else [texts[-1][1]]
    whole, alone = (min(abs(end - (2 * middles[0] - top)) for end in ends) for top in (texts[0][0], texts[first][0]))
    return [(texts[first - 1][1] + texts[first][0]) / 2] if alone + _ASTRAY * size < whole else []


def _ink(glyph: Glyph) -> Stretch:
    """From where to where a character is inked: boxes of lines set close overlap."""
    blank = _BLANK[is_wide(glyph.text)] * (glyph.bottom - glyph.top)
    return glyph.top + blank, glyph.bottom - blank


def find_banded(page: Page, grids: Sequence[Grid], glyphs: Sequence[Glyph]) -> list[Grid]:
    """The tables of a page that only level rules part, outside the grids that are known."""
    known = [(grid.ys[0] - 1, grid.ys[-1] + 1) for grid in grids]
    free = [rule for rule in level_rules(page.strokes) if not any(top < rule.at < bottom for top, bottom in known)]
    found = []
    for rules in _stacks(free):
        bands = [_band(above.at, below.at, above, glyphs) for above, below in pairwise(rules)]
        bands += _open_band(rules[-1], page, known, glyphs)
        for table in _tables(bands, glyphs, (1 - _MARGIN) * page.height):
            grid = _grid(table, free)
            if grid is not None:
                found.append(grid)
    return found


def rows_below_break(lines: Sequence[Line], xs: Sequence[float], strokes: Sequence[Stroke]) -> tuple[int, Grid] | None:
    """How many lines at the top of a page go on with a table whose columns only text tells, and their grid.

    They end at a rule, or with the last line that has figures in several cells.
    """
    left, right = xs[0], xs[-1]
    across = (
        rule.at for rule in level_rules(strokes) if rule.start - left < _SAME_END and right - rule.end < _SAME_END
    )
    floor = next((at for at in sorted(across) if lines and at > lines[0].bottom), None)
    count = 0
    while count < len(lines) and _fits(lines[count], xs) and (floor is None or lines[count].bottom < floor + 1):
        count += 1
    while count and not (_belongs(lines[:count]) or (floor is not None and count < len(lines))):
        count -= 1
    if not any(map(_is_row, lines[:count])):
        return None
    top, bottom = min(line.top for line in lines[:count]), max(line.bottom for line in lines[:count])
    glyphs = tuple(glyph for line in lines[:count] for glyph in line.glyphs)
    band = Band(top - 1, bottom + 1, left, right, glyphs, after_break=True)
    ys = (band.top, *band.cuts, band.bottom)
    fields = tuple(Field(row, column) for row in range(len(ys) - 1) for column in range(len(xs) - 1))
    return count, Grid(tuple(xs), ys, fields, loose=True)


def _fits(line: Line, xs: Sequence[float]) -> bool:
    """Whether each part of a line stands in one column."""
    slack = 0.5 * line.size
    return all(any(a - slack < part.x0 and part.x1 < b + slack for a, b in pairwise(xs)) for part in line.split(_CELL))


def _stacks(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Rules with the same ends, from top to bottom, at least two."""
    stacks: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        for stack in stacks:
            if abs(stack[0].start - rule.start) < _SAME_END and abs(stack[0].end - rule.end) < _SAME_END:
                stack.append(rule)
                break
        else:
            stacks.append([rule])
    return [stack for stack in stacks if len(stack) > 1]


def _band(top: float, bottom: float, rule: Rule, glyphs: Sequence[Glyph]) -> Band:
    inside = (
        glyph
        for glyph in glyphs
        if 2 * top <= glyph.top + glyph.bottom < 2 * bottom and 2 * rule.start <= glyph.x0 + glyph.x1 <= 2 * rule.end
    )
    return Band(top, bottom, rule.start, rule.end, tuple(inside))


def _open_band(rule: Rule, page: Page, known: Sequence[Stretch], glyphs: Sequence[Glyph]) -> list[Band]:
    """The rows below the last rule of a page, if down to its margin there is nothing else."""
    if any(bottom > rule.at for _, bottom in known):
        return []
    lines = _band(rule.at, page.height, rule, glyphs).lines
    while lines and lines[-1].top > (1 - _MARGIN) * page.height and not _belongs(lines):
        lines = lines[:-1]
    if not any(map(_is_row, lines[:_TALL])):
        return []
    return [replace(_band(rule.at, max(line.bottom for line in lines) + 1, rule, glyphs), after_break=True)]


def _belongs(lines: Sequence[Line]) -> bool:
    """Whether the last of some lines is a row, or goes on right below the first word of a cell; no page number does."""
    *above, last = lines
    starts = [part.x0 for line in above for part in line.split(_CELL)]
    gap = max((below.top - line.bottom for line, below in pairwise(above)), default=0.0)
    near = bool(above) and last.top - above[-1].bottom < max(1.2 * gap, 0.3 * last.size)
    wrapped = near and any(abs(last.x0 - start) < 0.2 * last.size for start in starts)
    return not is_page_number(last.text) and (wrapped or _is_row(last))


def _is_row(line: Line) -> bool:
    """Whether a line has a figure in one of at least three cells."""
    parts = line.split(_CELL)
    return len(parts) > 2 and any(_FIGURE.fullmatch(part.text.replace(" ", "")) for part in parts)


def _tables(bands: Sequence[Band], glyphs: Sequence[Glyph], margin: float) -> Iterator[list[Band]]:
    """Runs of bands that are rows of one table; the text between two tables, or below a rule of the page, parts them."""
    run: list[Band] = []
    for band in bands:
        ended = bool(run) and len(run[-1].figure_lines) > 1 and not band.is_row
        if band.is_prose or ended:
            yield from _trimmed(run, glyphs, margin)
            run = []
        if not band.is_prose:
            run.append(band)
    yield from _trimmed(run, glyphs, margin)


def _trimmed(run: Sequence[Band], glyphs: Sequence[Glyph], margin: float) -> Iterator[list[Band]]:
    """A run less what is no row above and below it, if enough is left for a table.

    The rest of a cell that the page break cut is a row although nothing stands beside it, and a header alone at the foot of
    a page is a table.
    """
    rows = [i for i, band in enumerate(run) if band.is_row]
    if not rows:
        return
    first, last = rows[0], rows[-1]
    if first and _is_rest(run[first - 1], run[first], glyphs):
        first -= 1
    if last + 1 < len(run) and _is_rest(run[last + 1], run[last], glyphs):
        last += 1
    below = any(2 * run[last].bottom < glyph.top + glyph.bottom < 2 * margin for glyph in glyphs)
    if first < last or run[first].cuts or (len(covered(run[first].glyphs)) > 2 and not below):
        yield list(run[first : last + 1])


def _is_rest(band: Band, row: Band, glyphs: Sequence[Glyph]) -> bool:
    """Whether a band has but the rest of one cell of the row beside it, and no running head stands at its rule."""
    stretches = covered(band.glyphs)
    if len(stretches) != 1 or sum(a < stretches[0][1] and stretches[0][0] < b for a, b in covered(row.glyphs)) != 1:
        return False
    size = band.lines[0].size
    near = (band.top - _BESIDE * size, band.top) if band.top < row.top else (band.bottom, band.bottom + _BESIDE * size)
    return not any(near[0] < (glyph.top + glyph.bottom) / 2 < near[1] for glyph in glyphs)


def _grid(bands: Sequence[Band], rules: Sequence[Rule]) -> Grid | None:
    """The grid of a table; None if its text leaves no room for two columns."""
    left, right = bands[0].left, bands[0].right
    body = [row for band in bands[1:] or bands for row in band.rows]
    header = bands[0].rows if len(bands) > 1 else []
    xs = column_edges(body, header, (left, right), bands[0].lines[0].size)
    if len(xs) < 3:
        return None
    top, bottom = bands[0].top, bands[-1].bottom
    partial = [
        rule
        for rule in rules
        if top < rule.at < bottom and left - _SAME_END < rule.start and rule.end < right + _SAME_END
    ]
    cuts = [cut for band in bands for cut in band.cuts]
    ys = places_apart([top, bottom, *(rule.at for rule in partial), *cuts])
    columns = [(a + b) / 2 for a, b in pairwise(xs)]
    floors = {
        (row, column)
        for row, y in enumerate(ys)
        for column, x in enumerate(columns)
        if y in cuts or any(abs(rule.at - y) < _SAME_END and rule.covers(x) for rule in partial)
    }
    glyphs = [glyph for band in bands for glyph in band.glyphs]
    walls = {
        (row, column)
        for row, (above, below) in enumerate(pairwise(ys))
        for column, x in enumerate(xs)
        if not crosses(x, covered([g for g in glyphs if 2 * above <= g.top + g.bottom < 2 * below]))
    }
    return Grid(tuple(xs), tuple(ys), fields_between(len(ys) - 1, len(xs) - 1, walls, floors), loose=True)
