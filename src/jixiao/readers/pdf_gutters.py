"""What the rows of a table cover from left to right to the edges of its columns, where no line tells them.

Columns are where the text leaves room from top to bottom; only a header, or a row here and there, runs over two of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from jixiao.readers.pdf_glyphs import Glyph

_WORD = 0.4  # ems: closer characters are of one cell
_GUTTER = 0.3  # ems between columns, the narrowest
_CROSSED = 0.15  # of the rows may have a cell over two columns

Stretch = tuple[float, float]


def column_edges(
    rows: Sequence[Sequence[Stretch]], header: Sequence[Sequence[Stretch]], ends: Stretch, size: float
) -> list[float]:
    """The edges of columns between two ends, from what each row covers; a header only says more closely where they are.

    >>> column_edges([[(0, 20), (40, 60)], [(0, 25), (45, 60)]], [[(0, 30), (42, 60)]], (0, 60), 10)
    [0, 35.0, 60]
    """
    gutters = [(a, b) for a, b in _free(rows) if b - a >= _GUTTER * size]
    all_rows = [*rows, *header]
    starts, stops = [ends[0], *(b for _, b in gutters)], [*(a for a, _ in gutters[1:]), ends[1]]
    inner = [
        _clearest(gutter, (start, stop), all_rows) for gutter, start, stop in zip(gutters, starts, stops, strict=False)
    ]
    return _side_by_side([ends[0], *inner, ends[1]], all_rows)


def covered(glyphs: Sequence[Glyph], gap: float = _WORD) -> list[Stretch]:
    """The stretches that characters cover from left to right, gaps of so many ems within a cell closed."""
    if not glyphs:
        return []
    room = gap * min(glyph.bottom - glyph.top for glyph in glyphs)
    return merged([(glyph.x0, glyph.x1) for glyph in glyphs], room)


def merged(stretches: Sequence[Stretch], room: float = 0.0) -> list[Stretch]:
    """Stretches in order, those no farther apart made one.

    >>> merged([(3, 4), (0, 1), (1.5, 2)], 0.5)
    [(0, 2), (3, 4)]
    """
    kept: list[Stretch] = []
    for start, end in sorted(stretches):
        if kept and start - kept[-1][1] <= room:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((start, end))
    return kept


def crosses(x: float, stretches: Sequence[Stretch]) -> bool:
    """Whether a place lies within one of some stretches."""
    return any(start < x < end for start, end in stretches)


def _free(rows: Sequence[Sequence[Stretch]]) -> list[Stretch]:
    """The stretches that hardly any row has text in, between those that have."""
    edges = sorted({x for row in rows for stretch in row for x in stretch})
    allowed = int(_CROSSED * len(rows))
    free = [(a, b) for a, b in pairwise(edges) if sum(crosses((a + b) / 2, row) for row in rows) <= allowed]
    return [stretch for stretch in merged(free, 0.01) if edges[0] < stretch[0] and stretch[1] < edges[-1]]


def _clearest(gutter: Stretch, reach: Stretch, rows: Sequence[Sequence[Stretch]]) -> float:
    """Where a column ends: in that part of a gutter that the fewest rows run over and that parts the most.

    `reach` is how far the columns on both sides of the gutter go.
    """
    inside = sorted({*gutter, *(x for row in rows for stretch in row for x in stretch if gutter[0] < x < gutter[1])})
    parts = []
    for start, end in pairwise(inside):
        x = (start + end) / 2
        crossed = sum(crosses(x, row) for row in rows)
        parted = sum(_fills(row, reach[0], x) and _fills(row, x, reach[1]) for row in rows)
        parts.append((crossed, -parted, start - end, x))
    return min(parts)[3]


def _side_by_side(xs: Sequence[float], rows: Sequence[Sequence[Stretch]]) -> list[float]:
    """The edges of columns that have text beside that of the next one, in some row: others are one, set left and right."""
    kept = [xs[0]]
    for x, after in pairwise(xs[1:]):
        if any(_fills(row, kept[-1], x) and _fills(row, x, after) for row in rows):
            kept.append(x)
    return [*kept, xs[-1]]


def _fills(row: Sequence[Stretch], left: float, right: float) -> bool:
    return any(left < (start + end) / 2 < right for start, end in row)
