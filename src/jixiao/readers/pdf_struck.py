"""Characters of a page to those that are not struck through, as deletions are printed when changes are tracked.

A line strikes words through if it runs at half their height from the first of them to the last; the rule of a table
reaches beyond the words it touches.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from jixiao.readers.pdf_glyphs import Glyph
from jixiao.readers.pdf_page import Stroke

_COVERED = 0.85  # of a strike-through is over characters
_CROSSED = (0.3, 0.72)  # of a character's height, between which a strike-through runs
_OVER = 0.35  # of a character's width a strike-through may fall short of or reach beyond it


def without_struck(glyphs: Sequence[Glyph], strokes: Sequence[Stroke]) -> Sequence[Glyph]:
    """The characters that no line strikes through."""
    level = sorted((stroke for stroke in strokes if stroke.x1 > stroke.x0), key=lambda stroke: stroke.top)
    heights = [stroke.top for stroke in level]
    crossed: dict[int, list[Glyph]] = {}
    for glyph in glyphs if level else ():
        height = glyph.bottom - glyph.top
        first, last = glyph.top + _CROSSED[0] * height, glyph.top + _CROSSED[1] * height
        for i in range(bisect_left(heights, first), bisect_right(heights, last)):
            over = _OVER * (glyph.x1 - glyph.x0)
            if level[i].x0 - over < glyph.x0 and glyph.x1 < level[i].x1 + over:
                crossed.setdefault(i, []).append(glyph)
    struck = {
        glyph.place
        for i, under in crossed.items()
        if sum(glyph.x1 - glyph.x0 for glyph in under) > _COVERED * (level[i].x1 - level[i].x0)
        for glyph in under
    }
    return [glyph for glyph in glyphs if glyph.place not in struck] if struck else glyphs
