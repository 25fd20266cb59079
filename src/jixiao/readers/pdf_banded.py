"""Level rules of a page without upright ones, and the characters between them, to grids of cells.

Chinese reports rule tables so in two ways: a line between any two rows, whose cells may wrap, or three lines, above and
below the header and below the last row. Between two rules of the second kind stand many rows, told by their figures;
where such a table goes on over the page, its last rule stands on the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from jixiao.readers.pdf_bands import Band, goes_on, is_row
from jixiao.readers.pdf_glyphs import Glyph
from jixiao.readers.pdf_grid import Grid, Rule, fields_between, level_rules, places_apart
from jixiao.readers.pdf_groups import with_groups
from jixiao.readers.pdf_gutters import Stretch, column_edges, covered, crosses
from jixiao.readers.pdf_headers import header_above, levels_of, with_whole_header
from jixiao.readers.pdf_page import Stroke

_SAME_END = 4.0  # points that the ends of a table's rules may be apart
_TIGHT = 0.2  # ems between characters that no edge of a column parts
_UNSHADED = 3  # rows above or below the shaded ones, at most: a header of two lines and the first row
_TALL = 4  # lines of a cell above the figures of its row, at most
_MARGIN = 0.13  # of the page's height, where page numbers and running heads stand
_ALONE = 3  # rows between rules, the fewest that show that each has its own
_BESIDE = 1.5  # characters between a running head and its rule


def find_banded(
    strokes: Sequence[Stroke], height: float, grids: Sequence[Grid], glyphs: Sequence[Glyph], shaded: bool = False
) -> list[Grid]:
    """The tables of a page so high that only level rules part, outside the grids that are known.

    Where the rules are edges of `shaded` rows, one every other row, there are rows above the first and below the last.
    """
    known = [(grid.ys[0] - 1, grid.ys[-1] + 1) for grid in grids]
    free = [rule for rule in level_rules(strokes) if not any(top < rule.at < bottom for top, bottom in known)]
    found: list[Grid] = []
    for rules in _stacks(free):
        if any(grid.ys[0] - 1 < rules[0].at < grid.ys[-1] for grid in found):  # rules over some columns of a table
            continue
        bands = [_band(above.at, below.at, above, glyphs) for above, below in pairwise(rules)]
        if not shaded:
            bands += _open_band(rules[-1], free, height, known, glyphs)
        for table in _tables(bands, glyphs, (1 - _MARGIN) * height):
            rows = _with_rows_beside(table, glyphs) if shaded else [*header_above(table, glyphs), *table]
            grid = grid_of(rows, free, strokes)
            if grid is not None:
                found.append(grid)
    return found


def _stacks(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Rules with the same ends, from top to bottom, at least two; the longest first."""
    stacks: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        for stack in stacks:
            if abs(stack[0].start - rule.start) < _SAME_END and abs(stack[0].end - rule.end) < _SAME_END:
                stack.append(rule)
                break
        else:
            stacks.append([rule])
    return sorted((stack for stack in stacks if len(stack) > 1), key=lambda stack: stack[0].start - stack[0].end)


def _band(top: float, bottom: float, rule: Rule, glyphs: Sequence[Glyph]) -> Band:
    return Band(top, bottom, rule.start, rule.end, tuple(glyphs)).within()


def _with_rows_beside(bands: Sequence[Band], glyphs: Sequence[Glyph]) -> list[Band]:
    return [*reversed(_rows_beside(bands, glyphs, -1)), *bands, *_rows_beside(bands, glyphs, 1)]


def _rows_beside(bands: Sequence[Band], glyphs: Sequence[Glyph], side: int) -> list[Band]:
    """The rows above the first or below the last shaded one, outwards: close to one another, no farther than rows are high."""
    high = 1.2 * max(band.bottom - band.top for band in bands)
    found: list[Band] = []
    at = bands[0].top if side < 0 else bands[-1].bottom
    while len(found) < _UNSHADED:
        near = replace(bands[0], top=min(at, at + side * high), bottom=max(at, at + side * high), glyphs=tuple(glyphs))
        line = next(iter(near.within().lines[::side]), None)
        if line is None:
            break
        band = replace(near, top=line.top - 1 if side < 0 else at, bottom=at if side < 0 else line.bottom + 1).within()
        if not band.is_row:
            break
        found.append(band)
        at = band.top if side < 0 else band.bottom
    return found


def _open_band(
    rule: Rule, rules: Sequence[Rule], height: float, known: Sequence[Stretch], glyphs: Sequence[Glyph]
) -> list[Band]:
    """The rows below the last rule of a page, if down to its margin there is nothing else."""
    if any(bottom > rule.at for _, bottom in known):
        return []
    lines = _band(rule.at, height, rule, glyphs).lines
    while lines and lines[-1].top > (1 - _MARGIN) * height and not goes_on(lines):
        lines = lines[:-1]
    bottom = max((line.bottom for line in lines), default=0.0) + 1
    ruled = any(rule.at < other.at < bottom and abs(other.end - rule.end) < _SAME_END for other in rules)
    if not ruled and not any(map(is_row, lines[:_TALL])):
        return []
    return [replace(_band(rule.at, bottom, rule, glyphs), after_break=True)]


def _tables(bands: Sequence[Band], glyphs: Sequence[Glyph], margin: float) -> Iterator[list[Band]]:
    """Runs of bands that are rows of one table; the text between two tables, or below a rule of the page, parts them."""
    run: list[Band] = []
    for band in bands:
        ended = bool(run) and len(run[-1].figure_lines) > 1 and not band.is_row
        between = band.is_prose or _is_between(run, band)
        if between or ended:
            yield from _trimmed(run, glyphs, margin)
            run = []
        if not between:
            run.append(band)
    yield from _trimmed(run, glyphs, margin)


def _is_between(run: Sequence[Band], band: Band) -> bool:
    """Whether a band is what stands between a table and the next: among its lines one runs over columns of the rows above."""
    if len(band.lines) < 2 or not any(above.figure_lines for above in run):
        return False
    columns = max((covered(above.glyphs) for above in run if above.is_row), key=len)
    return any(
        sum(start < line.x1 and line.x0 < end for start, end in columns) > 1
        for line in band.lines
        if len(covered(line.glyphs)) == 1
    )


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


def _are_ruled(bands: Sequence[Band]) -> bool:
    """Whether there is a rule below every row: then a figure below another goes on with it."""
    closed = [band for band in bands[1:] if not band.after_break]
    alone = sum(len(band.figure_lines) == 1 for band in closed)
    return alone >= _ALONE and 2 * alone > len(closed) and closed == list(bands[1:])


def _edges(bands: Sequence[Band], strokes: Sequence[Stroke]) -> list[float]:
    """The edges of a table's columns: where pieces of most of its rules end, as if drawn cell by cell, or what text tells."""
    left, right = bands[0].left, bands[0].right
    heights = [bands[0].top, *(band.bottom for band in bands)]
    ends: dict[float, set[int]] = {}
    for stroke in strokes:
        height = next((i for i, at in enumerate(heights) if abs(stroke.top - at) < _SAME_END), None)
        for x in (stroke.x0, stroke.x1) if height is not None and stroke.x1 > stroke.x0 else ():
            if left + _SAME_END < x < right - _SAME_END:
                place = next((each for each in ends if abs(each - x) < _SAME_END), x)
                ends.setdefault(place, set()).add(height or 0)
    drawn = sorted(x for x, found in ends.items() if 2 * len(found) >= len(heights))
    if drawn:
        return [left, *drawn, right]
    body = [row for band in bands[1:] or bands for row in band.rows]
    header = bands[0].rows if len(bands) > 1 else []
    return column_edges(body, header, (left, right), bands[0].lines[0].size)


def grid_of(bands: Sequence[Band], rules: Sequence[Rule] = (), strokes: Sequence[Stroke] = ()) -> Grid | None:
    """The grid of a table; None if its text leaves no room for two columns."""
    left, right = bands[0].left, bands[0].right
    xs = _edges(bands, strokes)
    if len(xs) < 3:
        return None
    top, bottom = bands[0].top, bands[-1].bottom
    partial = [
        rule
        for rule in rules
        if top < rule.at < bottom and left - _SAME_END < rule.start and rule.end < right + _SAME_END
    ]
    unruled = [band for band in bands if not any(band.top < rule.at < band.bottom for rule in partial)]
    levels = levels_of(bands[0], xs) if len(bands) > 1 and bands[0] in unruled else []
    cuts = [] if _are_ruled(bands) else [cut for band in unruled for cut in band.cuts]
    cuts += [band.top for band in bands[1:]]
    ys = places_apart([top, bottom, *(rule.at for rule in partial), *cuts, *(level.cut for level in levels)])
    columns = [(a + b) / 2 for a, b in pairwise(xs)]
    floors = {
        (row, column)
        for row, y in enumerate(ys)
        for column, x in enumerate(columns)
        if min((abs(cut - y) for cut in cuts), default=_SAME_END) < 1
        or any(abs(rule.at - y) < _SAME_END and rule.covers(x) for rule in partial)
        or any(abs(level.cut - y) < 1 and column in level.columns for level in levels)
    }
    glyphs = [glyph for band in bands for glyph in band.glyphs]
    walls = {
        (row, column)
        for row, (above, below) in enumerate(pairwise(ys))
        for column, x in enumerate(xs)
        if not any(below == level.cut and column in level.spanned for level in levels)
        and not crosses(x, covered([g for g in glyphs if 2 * above <= g.top + g.bottom < 2 * below], _TIGHT))
    }
    fields = fields_between(len(ys) - 1, len(xs) - 1, walls, floors)
    grid = Grid(tuple(xs), tuple(ys), fields, loose=True)
    if len(bands) < 2 or bands[0].figure_lines:
        return with_groups(grid, 0, glyphs)
    header = next(row for row, y in enumerate(ys) if y > bands[0].bottom - 1)
    return with_groups(with_whole_header(grid, bands[0].bottom, glyphs), header, glyphs)
