"""The characters of a cell to one line, where they are set from top to bottom as names of groups in a narrow column are.

Such text wraps into columns, or is turned on its side: the order of the file is the order of reading.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from jixiao.readers.pdf_glyphs import Glyph, Glyphs
from jixiao.readers.pdf_lines import Line, is_wide

_STEP = 2.2  # characters from one to the next, at most
_BESIDE = 0.3  # of a character two may be out of line


def upright_line(glyphs: Sequence[Glyph]) -> Line | None:
    """The line that characters one below the other form; None where they stand side by side.

    Two or more, all of one column or most of several.
    """
    ordered = sorted(glyphs, key=lambda glyph: glyph.place)
    steps = [_is_step(one, other) for one, other in pairwise(ordered)]
    if not steps or not any(is_wide(glyph.text) for glyph in ordered) or sum(steps) < 0.6 * len(steps):
        return None
    size = max(glyph.x1 - glyph.x0 for glyph in ordered)
    x0, x1 = min(glyph.x0 for glyph in ordered), max(glyph.x1 for glyph in ordered)
    top, bottom = min(glyph.top for glyph in ordered), max(glyph.bottom for glyph in ordered)
    column = Glyphs.of(ordered)
    return Line(column.text, column, x0, top, x1, bottom, size, column.page)


def _is_step(one: Glyph, other: Glyph) -> bool:
    """Whether two characters stand one above the other, close together."""
    size = max(one.x1 - one.x0, other.x1 - other.x0)
    aside = abs((one.x0 + one.x1) - (other.x0 + other.x1)) / 2
    down = abs((one.top + one.bottom) - (other.top + other.bottom)) / 2
    return aside < _BESIDE * size and 0.2 * size < down < _STEP * size
