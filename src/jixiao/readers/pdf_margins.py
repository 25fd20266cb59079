"""Lines of a page or column to the edges that text runs between, and lines to those set in the middle of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import median

from msgspec import Struct

from jixiao.readers.pdf_lines import Line
from jixiao.readers.pdf_marks import PROSE, has_heading_mark

_FEWEST = 3  # lines that show where the edge of a column is
_FARTHEST = 4  # characters that first lines are set in, at most
_OFTEN = 0.08  # of the long lines are such
_MARGIN = 0.15  # of a page's width, where no line shows the margin


class Column(Struct, frozen=True):
    """The left and right edge of the column that text runs in, and how far first lines of paragraphs are set in, if that shows."""

    left: float
    right: float
    indent: float | None = None


def column_of(lines: Sequence[Line], width: float | None = None) -> Column:
    """The column that lines run in: the usual left edge, and the right edge that full lines reach.

    The right edge is taken from the longest lines, since unjustified ones end where the last word fits. Where too few
    lines show an edge, a page so wide is taken to have a usual margin, as broad on the right as on the left.
    """
    widest = max((line.x1 - line.x0 for line in lines), default=0.0)
    long = [line for line in lines if line.x1 - line.x0 > 0.6 * widest]
    lefts = Counter(round(line.x0) for line in long)
    left = min((float(x) for x, n in lefts.items() if n >= 0.15 * len(long)), default=0.0)
    ends = sorted((line.x1 for line in long), reverse=True)
    right = median(ends[: max(1, len(ends) // 4)]) if ends else 0.0
    if width is not None:
        if lefts[round(left)] < _FEWEST or left > 2 * _MARGIN * width:
            left = min([_MARGIN * width, *(line.x0 for line in lines)])
        if sum(line.x1 > right - 1.5 * line.size for line in long) < _FEWEST or right < (1 - 2 * _MARGIN) * width:
            right = max([width - left, *ends[:1]])
    return Column(left, right, _indent(lefts, left, max((line.size for line in long), default=0.0)))


def _indent(lefts: Counter[int], left: float, size: float) -> float | None:
    """How far from the left edge long lines begin again and again, where it is one to four characters."""
    found = [(count, x) for x, count in lefts.items() if size < x - left < _FARTHEST * size]
    count, x = max(found, default=(0, 0))
    return x - left if count >= max(_FEWEST, _OFTEN * lefts.total()) else None


def is_centred(line: Line, column: Column) -> bool:
    """Whether a line stands in the middle of its column, clear of both edges.

    Where it is set in by two characters it may be an indented one that happens to end there: then it must stand in the
    middle exactly, and be neither marked nor prose.
    """
    left, right = line.x0 - column.left, column.right - line.x1
    if min(left, right) <= line.size:
        return False
    if is_set_in(line, column):
        words = not (has_heading_mark(line.text) or PROSE.search(line.text) or "、" in line.text)
        return words and abs(left - right) < 0.5 * line.size
    return is_symmetric(line, column)


def is_set_in(line: Line, column: Column) -> bool:
    """Whether a line begins two characters from the edge, or as far as first lines of paragraphs do here."""
    room = line.x0 - column.left
    return abs(room - 2 * line.size) < 0.4 * line.size or (column.indent is not None and abs(room - column.indent) < 1)


def is_symmetric(line: Line, column: Column) -> bool:
    """Whether a line stands as far from the left as from the right edge, as a title that fills its line does too."""
    left, right = line.x0 - column.left, column.right - line.x1
    return abs(left - right) < max(1.5 * line.size, 0.08 * (left + right))
