"""Lines of a page to reading order: text in two columns reads down the left one before the right one.

A gutter is a strip that stays empty over many lines while running text stands on both sides of it. A row of a table
set by alignment has short cells on each side and is left as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import mean

from jixiao.readers.pdf_lines import Line, line_of
from jixiao.readers.pdf_margins import Column, column_of

_GUTTER = 1.2  # ems, the narrowest
_NARROWEST = 0.8  # ems that every line leaves empty
_LINES = 4  # on each side, the fewest
_CHARACTERS = 9  # in a line on each side, on average, the fewest: shorter ones are cells


def in_columns(lines: Sequence[Line]) -> list[tuple[Line, Column | None]]:
    """The lines in reading order, each with its column where it stands in one of two; None means the page's own."""
    ordered: list[tuple[Line, Column | None]] = []
    start = 0  # of what is not in order yet
    at = 0
    while at < len(lines):
        found = _two_columns(lines, start, at)
        if found is None:
            at += 1
            continue
        first, end, gutter = found
        ordered.extend((line, None) for line in lines[start:first])
        for side in _sides(lines[first:end], gutter):
            column = column_of(side)
            ordered.extend((line, column) for line in side)
        start = at = end
    return [*ordered, *((line, None) for line in lines[start:])]


def _two_columns(lines: Sequence[Line], start: int, at: int) -> tuple[int, int, float] | None:
    """Text in two columns that a line with a wide gap belongs to: where it begins and ends, and the middle of the gutter.

    From that line it reaches down, over lines on one side only too, and up over lines on both sides.
    """
    gap = _gap(lines[at])
    if gap is None:
        return None
    end = at
    while end < len(lines) and (narrowed := _narrowed(gap, lines[end])):
        gap, end = narrowed, end + 1
    first = at
    while first > start and (narrowed := _narrowed(gap, lines[first - 1])) and _is_on_both_sides(lines[first - 1], gap):
        gap, first = narrowed, first - 1
    gutter = (gap[0] + gap[1]) / 2
    sides = _sides(lines[first:end], gutter)
    running = all(len(side) >= _LINES and mean(len(line.text) for line in side) >= _CHARACTERS for side in sides)
    return (first, end, gutter) if running else None


def _narrowed(gap: tuple[float, float], line: Line) -> tuple[float, float] | None:
    """What of a gutter a line leaves empty; None if text runs across it."""
    left, right = gap
    for glyph in line.glyphs:
        if glyph.x1 > left and glyph.x0 < right:
            if glyph.x0 + glyph.x1 < left + right:
                left = glyph.x1
            else:
                right = min(right, glyph.x0)
    return (left, right) if right - left >= _NARROWEST * line.size else None


def _is_on_both_sides(line: Line, gap: tuple[float, float]) -> bool:
    return line.x0 < gap[0] and line.x1 > gap[1]


def _sides(lines: Sequence[Line], gutter: float) -> tuple[list[Line], list[Line]]:
    """What stands on the left and on the right of a gutter."""
    sides: tuple[list[Line], list[Line]] = ([], [])
    for line in lines:
        for part in _parts(line, gutter):
            sides[part.middle > gutter].append(part)
    return sides


def _gap(line: Line) -> tuple[float, float] | None:
    """The one wide gap of a line between two long parts."""
    parts = line.split(_GUTTER)
    if len(parts) != 2 or min(len(part.text) for part in parts) < _CHARACTERS:
        return None
    return parts[0].x1, parts[1].x0


def _parts(line: Line, gutter: float) -> list[Line]:
    """What stands of a line on each side of a gutter."""
    sides = (
        [glyph for glyph in line.glyphs if glyph.x1 <= gutter],
        [glyph for glyph in line.glyphs if glyph.x1 > gutter],
    )
    return [line_of(side) for side in sides if side] if all(sides) else [line]
