"""Lines of a page to reading order: text in two columns reads down the left one before the right one.

A gutter is a strip that stays empty over many lines while running text stands on both sides of it. A row of a table
set by alignment has short cells on each side and is left as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import mean, median

from jixiao.readers.pdf_lines import Line, line_of
from jixiao.readers.pdf_margins import Column, column_of
from jixiao.readers.pdf_marks import has_heading_mark

_GUTTER = 1.2  # ems, the narrowest
_NARROWEST = 0.8  # ems that every line leaves empty
_LINES = 4  # on each side, the fewest
_CHARACTERS = 9  # in a line on each side, on average, the fewest: shorter ones are cells
_LOOSEST = 2.0  # ems from line to line where it cannot be measured
_APART = 1.6  # distances from line to line: what is farther below is not of the columns
_UNEVEN = 3  # lines that one of two columns may be longer where the text goes on below them
_WORDS = 4  # at a gutter that is known: fewer are a number or a date


def gutters(lines: Sequence[Line]) -> list[float]:
    """The middles of the gutters between columns on a page."""
    return [gutter for _, _, gutter in _blocks(lines, ())]


def in_columns(lines: Sequence[Line], known: Sequence[float] = ()) -> list[tuple[Line, Column | None]]:
    """The lines in reading order, each with its column where it stands in one of two; None means the page's own.

    At a gutter that is known from other pages a line or two are enough, as where columns begin at the foot of a page.
    """
    ordered: list[tuple[Line, Column | None]] = []
    start = 0
    for first, end, gutter in _blocks(lines, known):
        ordered.extend((line, None) for line in lines[start:first])
        for side in _sides(lines[first:end], gutter):
            column = column_of(side)
            ordered.extend((line, column) for line in side)
        start = end
    return [*ordered, *((line, None) for line in lines[start:])]


def _blocks(lines: Sequence[Line], known: Sequence[float]) -> list[tuple[int, int, float]]:
    """Where text in two columns begins and ends, with the middle of its gutter."""
    blocks: list[tuple[int, int, float]] = []
    at = 0
    while at < len(lines):
        found = _two_columns(lines, blocks[-1][1] if blocks else 0, at, known)
        if found is not None:
            blocks.append(found)
        at = found[1] if found else at + 1
    return blocks


def _two_columns(lines: Sequence[Line], start: int, at: int, known: Sequence[float]) -> tuple[int, int, float] | None:
    """Text in two columns that a line with a wide gap belongs to: where it begins and ends, and the middle of the gutter.

    From that line it reaches down, over lines on one side only too, and up over lines on both sides.
    """
    gap = _gap(lines[at], known)
    if gap is None:
        return None
    end = at
    while end < len(lines) and (narrowed := _narrowed(gap, lines[end])) and not _is_apart(lines, at, end):
        gap, end = narrowed, end + 1
    first = at
    while first > start and (narrowed := _narrowed(gap, lines[first - 1])) and _is_on_both_sides(lines[first - 1], gap):
        gap, first = narrowed, first - 1
    end = _foot(lines, at, end, gap)
    gutter = (gap[0] + gap[1]) / 2
    sides = _sides(lines[first:end], gutter)
    running = all(len(side) >= _LINES and mean(len(line.text) for line in side) >= _CHARACTERS for side in sides)
    return (first, end, gutter) if running or _is_known(gap, known) else None


def _is_apart(lines: Sequence[Line], at: int, end: int) -> bool:
    """Whether a line keeps farther from the one before than lines do that stand in both columns."""
    steps = [below.bottom - above.bottom for above, below in pairwise(lines[at:end])]
    usual = max(steps[0], median(steps)) if steps else _LOOSEST * lines[at].size
    return end > at and lines[end].bottom - lines[end - 1].bottom > _APART * usual


def _foot(lines: Sequence[Line], at: int, end: int, gap: tuple[float, float]) -> int:
    """Where columns really end: they are of one length, so that a heading on the left just below the right one is below both."""
    last = max((i for i in range(at, end) if lines[i].x1 > gap[1]), default=at)
    return next((i for i in range(last + 1, min(last + 1 + _UNEVEN, end)) if has_heading_mark(lines[i].text)), end)


def _is_known(gap: tuple[float, float], known: Sequence[float]) -> bool:
    return any(gap[0] < gutter < gap[1] for gutter in known)


def _narrowed(gap: tuple[float, float], line: Line) -> tuple[float, float] | None:
    """What of a gutter a line leaves empty; None if text runs across it."""
    left, right = gap
    for part in line.split(_NARROWEST):
        if left < part.x0 < right:
            right = part.x0
        elif part.x0 <= left < part.x1:
            left = part.x1
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


def _gap(line: Line, known: Sequence[float]) -> tuple[float, float] | None:
    """The one wide gap of a line between two long parts, or at a known gutter."""
    parts = line.split(_GUTTER)
    if len(parts) != 2:
        return None
    gap = parts[0].x1, parts[1].x0
    shorter = min(len(part.text) for part in parts)
    return gap if shorter >= _CHARACTERS or (shorter >= _WORDS and _is_known(gap, known)) else None


def _parts(line: Line, gutter: float) -> list[Line]:
    """What stands of a line on each side of a gutter."""
    sides = (
        [glyph for glyph in line.glyphs if glyph.x1 <= gutter],
        [glyph for glyph in line.glyphs if glyph.x1 > gutter],
    )
    return [line_of(side) for side in sides if side] if all(sides) else [line]
