"""Characters of a page to those that are not struck through, as deletions are printed when changes are tracked.

A line strikes words through if it runs at half their height from the first of them to the last; the rule of a table
reaches beyond the words it touches.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from jixiao.readers.pdf_glyphs import Glyphs
from jixiao.readers.pdf_page import Stroke

_COVERED = 0.85  # of a strike-through is over characters
_CROSSED = (0.3, 0.72)  # of a character's height, between which a strike-through runs
_OVER = 0.35  # of a character's width a strike-through may fall short of or reach beyond it


def without_struck(glyphs: Glyphs, strokes: Sequence[Stroke]) -> Glyphs:
    """The characters that no line strikes through."""
    level = sorted((stroke for stroke in strokes if stroke.x1 > stroke.x0), key=lambda stroke: stroke.top)
    heights = [stroke.top for stroke in level]
    crossed: dict[int, list[int]] = {}
    for glyph in _beside(glyphs, heights):
        top, bottom = glyphs.tops[glyph], glyphs.bottoms[glyph]
        first, last = top + _CROSSED[0] * (bottom - top), top + _CROSSED[1] * (bottom - top)
        for i in range(bisect_left(heights, first), bisect_right(heights, last)):
            x0, x1 = glyphs.x0s[glyph], glyphs.x1s[glyph]
            over = _OVER * (x1 - x0)
            if level[i].x0 - over < x0 and x1 < level[i].x1 + over:
                crossed.setdefault(i, []).append(glyph)
    struck = {
        glyph
        for i, under in crossed.items()
        if sum(glyphs.x1s[i] - glyphs.x0s[i] for i in under) > _COVERED * (level[i].x1 - level[i].x0)
        for glyph in under
    }
    return glyphs.chosen([i not in struck for i in range(len(glyphs))]) if struck else glyphs


def _beside(glyphs: Glyphs, heights: Sequence[float]) -> Iterator[int]:
    """The characters of those runs through whose height a line runs: hardly any does."""
    for run in glyphs.runs if heights else ():
        part = slice(run.start, run.stop)
        if bisect_left(heights, min(glyphs.tops[part])) < bisect_right(heights, max(glyphs.bottoms[part])):
            yield from run
