"""The first rows of a table without upright rules to its header: what stands above the first rule, and its levels."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from jixiao.readers.pdf_bands import CELL, Band, is_row
from jixiao.readers.pdf_glyphs import Glyph
from jixiao.readers.pdf_grid import Field, Grid
from jixiao.readers.pdf_gutters import covered
from jixiao.readers.pdf_lines import Line

_DEEPEST = 4  # lines of a header
_CLOSE = 1.0  # ems from one line of it to the next, at most
_OVERLAP = 0.3  # ems that the boxes of a line and the next may overlap
_UNIT = ("单位:", "单位：")


def header_above(bands: Sequence[Band], glyphs: Sequence[Glyph]) -> list[Band]:
    """The header of a table whose first rule is below it, as pages of the web have it; none if the first row holds no figures.

    It has words for three columns at least, or for all, none of them a figure.
    """
    body = next((band for band in bands if band.is_row or band.is_prose), None)
    if body is None or body.is_prose or not body.figure_lines:
        return []
    band = bands[0]
    near = replace(
        band, top=band.top - 2 * _DEEPEST * body.lines[0].size, bottom=band.top, glyphs=tuple(glyphs)
    ).within()
    taken: list[Line] = []
    floor = band.top
    for line in reversed(near.lines[-_DEEPEST:]):
        parts = line.split(CELL)
        if floor - line.bottom > _CLOSE * line.size or is_row(line) or any(map(_is_unit, parts)):
            break
        if len(parts) < 2 and abs(line.x0 - band.left) > 2 * line.size:
            break
        taken.append(line)
        floor = line.top
    while taken and len(taken[-1].split(CELL)) < 2:
        taken.pop()
    words = [part for line in taken for part in line.split(CELL)]
    if len(words) < min(3, len(covered(body.glyphs))) or len(words) < 2:
        return []
    return [replace(near, top=min(line.top for line in taken) - 1).within()]


class Level(NamedTuple):
    """Where a header parts into levels, the columns with words on both sides of the cut, and the edges that words above it span."""

    cut: float
    columns: frozenset[int]
    spanned: frozenset[int]


def levels_of(header: Band, xs: Sequence[float]) -> list[Level]:
    """The levels of a header, from top to bottom: one above another has words over several columns that have words of their own below."""
    levels = []
    for i, above in enumerate(header.lines):
        below = next((line for line in header.lines[i:] if line.top > above.bottom - _OVERLAP * line.size), None)
        if below is None:
            break
        parts = above.split(CELL)
        told = {_column(part.middle, xs) for part in below.split(CELL)}
        over = {i for i, part in enumerate(parts) if _is_over_several(part, below, told, xs)}
        owners = {column: _nearest(column, parts, xs) for column in told}
        times = Counter(owners.values())
        columns = frozenset(column for column, owner in owners.items() if owner in over and times[owner] > 1)
        if columns:
            spanned = (c for c in columns if c - 1 in columns and owners[c - 1] == owners[c])
            levels.append(Level((above.bottom + below.top) / 2, columns, frozenset(spanned)))
    return levels


def _column(x: float, xs: Sequence[float]) -> int:
    return bisect_right(xs, x) - 1


def _nearest(column: int, parts: Sequence[Line], xs: Sequence[float]) -> int:
    """Which of some words in a line is nearest to the middle of a column."""
    middle = (xs[column] + xs[column + 1]) / 2 if 0 <= column < len(xs) - 1 else xs[0]
    return min(range(len(parts)), key=lambda i: abs(parts[i].middle - middle))


def _is_over_several(part: Line, below: Line, told: Collection[int], xs: Sequence[float]) -> bool:
    """Whether words stand between those below them, over columns that all have some: over the gap, or across an edge."""
    column = _column(part.middle, xs)
    if column not in told or any(each.x0 < part.middle < each.x1 and each.x0 < part.x0 for each in below.split(CELL)):
        return False
    first, last = _column(part.x0, xs), _column(part.x1, xs)
    if first < last:
        return {first, last} <= set(told)
    aside = [each for each in below.split(CELL) if _column(each.middle, xs) == column]
    beside = column - 1 if part.middle < aside[0].middle else column + 1
    return not (aside[0].x0 < part.middle < aside[-1].x1) and beside in told


def with_whole_header(grid: Grid, bottom: float, glyphs: Sequence[Glyph]) -> Grid:
    """The grid with those cells of its header, down to some height, that have no words as parts of the cells beside them.

    An empty cell goes on with the one on its left; above words of its own, only with one that stands above words too.
    """
    filled = {grid.field_at((glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2) for glyph in glyphs}
    header = [field for field in grid.fields if grid.ys[field.row + field.rowspan] < bottom + 1]
    told = [field for place, field in enumerate(header) if place in filled]
    kept: list[Field] = []
    empty: Field | None = None
    for place, field in enumerate(header):
        last = kept[-1] if kept else None
        over = _is_over(field, told)
        if place not in filled and last and last in told and _are_beside(last, field) and over <= _is_over(last, told):
            kept[-1] = _both(last, field)
            told.append(kept[-1])
        elif place in filled and empty and _are_beside(empty, field) and over and _is_over(empty, told):
            kept[-1] = _both(empty, field)
            told.append(kept[-1])
        else:
            kept.append(field)
        empty = field if place not in filled and kept[-1] is field else None
    return replace(grid, fields=(*kept, *grid.fields[len(header) :]))


def _is_over(field: Field, told: Sequence[Field]) -> bool:
    """Whether a cell of the header has words of another below it."""
    return any(
        other.row >= field.row + field.rowspan
        and other.column < field.column + field.colspan
        and field.column < other.column + other.colspan
        for other in told
    )


def _are_beside(left: Field, right: Field) -> bool:
    return (left.row, left.rowspan, left.column + left.colspan) == (right.row, right.rowspan, right.column)


def _both(left: Field, right: Field) -> Field:
    return replace(left, colspan=left.colspan + right.colspan)


def _is_unit(part: Line) -> bool:
    return part.text.replace(" ", "").startswith(_UNIT)
