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
_LINES = 4  # on each side, the fewest
_CHARACTERS = 9  # in a line on each side, on average, the fewest: shorter ones are cells


def in_columns(lines: Sequence[Line]) -> list[tuple[Line, Column | None]]:
    """The lines in reading order, each with its column where it stands in one of two; None means the page's own."""
    ordered: list[tuple[Line, Column | None]] = []
    start = 0
    while start < len(lines):
        end, gutter = _two_columns(lines, start)
        if end == start:
            ordered.append((lines[start], None))
            start += 1
            continue
        sides: tuple[list[Line], list[Line]] = ([], [])
        for line in lines[start:end]:
            for part in _parts(line, gutter):
                sides[part.middle > gutter].append(part)
        ordered.extend((line, column_of(side)) for side in sides for line in side)
        start = end
    return ordered


def _two_columns(lines: Sequence[Line], start: int) -> tuple[int, float]:
    """Where text in two columns that begins at this line ends, and the middle of the gutter; `start` if there is none."""
    first = _gap(lines[start])
    if first is None:
        return start, 0.0
    left, right = first
    end = start
    for line in lines[start:]:
        crossing = [part for part in line.split(_GUTTER) if part.x0 < right and part.x1 > left]
        low = max([left, *(part.x1 for part in crossing if part.x0 < left)])
        high = min([right, *(part.x0 for part in crossing if part.x1 > right)])
        if high - low < 0.8 * line.size or any(part.x0 < low and part.x1 > high for part in crossing):
            break
        left, right, end = low, high, end + 1
    gutter = (left + right) / 2
    sides: tuple[list[Line], list[Line]] = ([], [])
    for line in lines[start:end]:
        for part in _parts(line, gutter):
            sides[part.middle > gutter].append(part)
    running = all(len(side) >= _LINES and mean(len(line.text) for line in side) >= _CHARACTERS for side in sides)
    return (end, gutter) if running else (start, 0.0)


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
