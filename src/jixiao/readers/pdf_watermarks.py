"""Pages to their characters without level watermarks: large words behind the text, at one place on page after page.

A title that every form has is large too, and stands at one place; but nothing else stands where it does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import compress
from statistics import median_low

from jixiao.readers.pdf_glyphs import Glyphs
from jixiao.readers.pdf_page import Page

_LARGE = 1.7  # times as high as other characters
_SHARE = 0.6  # of the pages
_GRAIN = 3.0  # points that it may stand elsewhere
_COVERED = 0.3  # of the large characters of a line have others inside them

_Key = tuple[str, int, int]


def without_watermarks(pages: Sequence[Page]) -> list[Glyphs]:
    """The characters of each page, those of watermarks left out."""
    large = [_large(page.glyphs) for page in pages]
    times = Counter(key for found in large for key in set(found.values()))
    often = {key for key, count in times.items() if count >= max(2, _SHARE * len(pages))}
    if not often:
        return [page.glyphs for page in pages]
    marks = {
        height for page, found in zip(pages, large, strict=True) for height in _covering(page.glyphs, found, often)
    }
    away = {key for key in often if key[2] in marks}
    return [
        page.glyphs.chosen([found.get(i) not in away for i in range(len(page.glyphs))])
        for page, found in zip(pages, large, strict=True)
    ]


def _large(glyphs: Glyphs) -> dict[int, _Key]:
    """Which characters are of runs much higher than most, each with its text and place."""
    tops, bottoms = glyphs.tops, glyphs.bottoms
    heights = [bottoms[run.start] - tops[run.start] for run in glyphs.runs]
    if not heights or max(heights) < (least := _LARGE * median_low(heights)):
        return {}
    runs = (run for run, height in zip(glyphs.runs, heights, strict=True) if height >= least)
    return {i: (glyphs.text[i], round(glyphs.x0s[i] / _GRAIN), round(tops[i] / _GRAIN)) for run in runs for i in run}


def _covering(glyphs: Glyphs, large: dict[int, _Key], often: set[_Key]) -> Iterator[int]:
    """The heights of lines of large characters that come back and have smaller ones inside them."""
    others = [i not in large for i in range(len(glyphs))]
    xs = [(a + b) / 2 for a, b in compress(zip(glyphs.x0s, glyphs.x1s, strict=True), others)]
    ys = [(a + b) / 2 for a, b in compress(zip(glyphs.tops, glyphs.bottoms, strict=True), others)]
    lines: dict[int, list[bool]] = {}
    for i, key in large.items():
        if key in often:
            x0, x1, top, bottom = glyphs.x0s[i], glyphs.x1s[i], glyphs.tops[i], glyphs.bottoms[i]
            covers = any(x0 < x < x1 and top < y < bottom for x, y in zip(xs, ys, strict=True))
            lines.setdefault(key[2], []).append(covers)
    return (height for height, covered in lines.items() if sum(covered) > _COVERED * len(covered))
