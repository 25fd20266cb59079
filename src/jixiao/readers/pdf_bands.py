"""The characters between two level rules to rows of cells that no rule keeps apart.

Rows are told by their figures, which stand half way down a row whose words wrap, or at its top.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from jixiao.readers.pdf_furniture import is_page_number
from jixiao.readers.pdf_glyphs import Glyph
from jixiao.readers.pdf_gutters import Stretch, covered, merged
from jixiao.readers.pdf_joining import first_word
from jixiao.readers.pdf_lines import Line, is_wide, read_lines

CELL = 0.4
"""Ems between cells, the narrowest."""
_PAUSE = 1.0  # ems within a sentence, the widest
_SIDE_BY_SIDE = 4  # cells close together that are a row, and no sentence set wide
_PROSE = 0.7  # of a table's width filled by one cell makes it a sentence between two tables
_INDENT = 0.15  # of a table's width before a sentence, at most
_ASTRAY = 0.5  # ems that figures may be from half way down their rows, on average
_BLANK = (0.25, 0.15)  # of the box of a letter, and of a Chinese character, is blank above and below
_WIDER = 1.3  # times as wide: gaps less different are alike
_FIGURE = re.compile(r"[-+−]?[\d,，.]+(?:%|万元|元|分|个)?|[-—–/]+")


class Band(Struct, frozen=True, dict=True):
    """What stands between two rules, or between a rule and the end of the page.

    `after_break`: it may begin with the rest of a row from the page before.
    """

    top: float
    bottom: float
    left: float
    right: float
    glyphs: tuple[Glyph, ...]
    after_break: bool = False

    def within(self) -> Band:
        """The band with those characters alone that stand in it."""
        inside = (
            glyph
            for glyph in self.glyphs
            if 2 * self.top <= glyph.top + glyph.bottom < 2 * self.bottom
            and 2 * self.left <= glyph.x0 + glyph.x1 <= 2 * self.right
        )
        return replace(self, glyphs=tuple(inside))

    @cached_property
    def lines(self) -> list[Line]:
        """The lines of all cells."""
        return read_lines(self.glyphs)

    @cached_property
    def is_prose(self) -> bool:
        """Whether a sentence runs from the left edge through most of the width."""
        parts = (part for line in self.lines for part in line.split(_PAUSE))
        width = self.right - self.left
        return any(
            part.x1 - part.x0 > _PROSE * width
            and part.x0 - self.left < _INDENT * width
            and len(covered(part.glyphs)) < _SIDE_BY_SIDE
            for part in parts
        )

    @cached_property
    def is_row(self) -> bool:
        """Whether there are several cells side by side."""
        return not self.is_prose and len(covered(self.glyphs)) > 1

    @cached_property
    def figure_lines(self) -> list[Line]:
        """The lines with figures in cells of their own; of two that overlap, since words beside them wrap, the one with more."""
        found: list[tuple[Line, int]] = []
        for line in self.lines:
            parts = line.split(CELL)
            figures = sum(map(_is_figure, parts))
            if len(parts) < 2 or not figures:
                continue
            if found and line.top < (found[-1][0].top + found[-1][0].bottom) / 2:
                found[-1] = max(found[-1], (line, figures), key=lambda each: each[1])
            else:
                found.append((line, figures))
        return [line for line, _ in found]

    @cached_property
    def cuts(self) -> list[float]:
        """Where rows part that no rule keeps apart: between lines with figures, where no character stands.

        The widest gap parts them; where gaps are alike, figures stand half way down their row, or else at its top.
        """
        if not self.glyphs:
            return []
        texts = merged([_ink(glyph) for glyph in self.glyphs])
        middles = [(line.top + line.bottom) / 2 for line in self.figure_lines]
        rest = _rest_of_row(texts, middles, self.lines[0].size) if self.after_break and middles else []
        cuts: list[float] = []
        astray = 0.0
        top = next((a for a, _ in texts if not rest or a > rest[0]), 0.0)
        between = [self._gaps(texts, above, below) for above, below in pairwise(middles)]
        for gaps in between:
            end = 2 * middles[len(cuts)] - top
            start, top = min(gaps, key=lambda gap: abs(gap[0] - end))
            astray += abs(start - end)
            cuts.append((start + top) / 2)
        below = [sum(gaps[-1]) / 2 for gaps in between]
        broken, broken_below = self._broken(cuts), self._broken(below)
        halfway = broken < broken_below
        if broken == broken_below:
            halfway = astray <= _ASTRAY * self.lines[0].size * len(cuts)
        cuts = cuts if halfway else below
        return sorted([*rest, *cuts, *self._below_groups(cuts)])

    def _below_groups(self, cuts: Sequence[float]) -> list[float]:
        """Where words end that stand above a row and do not go on in it: the name of a group of rows."""
        first = min((left for left, _ in self._columns), default=0.0)
        ends = [
            (above.bottom + below.top) / 2
            for above, below, goes_on in self._wrapped
            if above.x0 - first < self.lines[0].size and not goes_on and above.bottom < below.top + 0.3 * below.size
        ]
        rows = [self.top, *cuts, self.bottom]
        return [
            end
            for end in ends
            if not any(end - 1.2 * self.lines[0].size < row < end + self.lines[0].size for row in rows)
        ]

    def _gaps(self, texts: Sequence[Stretch], above: float, below: float) -> list[Stretch]:
        """The gaps between two heights where rows may part: those where words of a column end, else the widest."""
        gaps = _between(texts, above, below)
        told = [
            gap
            for gap in gaps
            if {goes_on for over, under, goes_on in self._wrapped if _parts(gap, over, under)} == {False}
        ]
        return told or _widest(gaps)

    def _broken(self, cuts: Sequence[float]) -> int:
        """How many lines of cells such cuts part from the line that they go on in, or join to one that they do not."""
        return sum(
            goes_on == any(_parts((cut, cut), above, below) for cut in cuts) for above, below, goes_on in self._wrapped
        )

    @cached_property
    def _wrapped(self) -> list[tuple[Line, Line, bool]]:
        """The lines of words one below the other in each column, and whether the upper one is so full that it goes on."""
        found = []
        for left, right in self._columns:
            column = [part for part in self._words if left <= part.x0 and part.x1 <= right]
            found += [
                (above, below, right - left - (above.x1 - above.x0) < first_word(below))
                for above, below in pairwise(column)
                if below.top > above.top
            ]
        return found

    @cached_property
    def _words(self) -> list[Line]:
        """What stands in cells and is no figure."""
        return [part for line in self.lines for part in line.split(CELL) if not _is_figure(part)]

    @cached_property
    def _columns(self) -> list[Stretch]:
        """From where to where columns of words reach."""
        return merged([(part.x0, part.x1) for part in self._words])

    @cached_property
    def rows(self) -> list[list[Stretch]]:
        """What each row covers from left to right."""
        edges = [self.top, *self.cuts, self.bottom]
        rows = [
            covered([glyph for glyph in self.glyphs if 2 * above <= glyph.top + glyph.bottom < 2 * below])
            for above, below in pairwise(edges)
        ]
        return [row for row in rows if row]


def goes_on(lines: Sequence[Line]) -> bool:
    """Whether the last of some lines is a row, or goes on right below the first word of a cell; no page number does."""
    *above, last = lines
    starts = [part.x0 for line in above for part in line.split(CELL)]
    gap = max((below.top - line.bottom for line, below in pairwise(above)), default=0.0)
    near = bool(above) and last.top - above[-1].bottom < max(1.2 * gap, 0.3 * last.size)
    wrapped = near and any(abs(last.x0 - start) < 0.2 * last.size for start in starts)
    return not is_page_number(last.text) and (wrapped or is_row(last))


def is_row(line: Line) -> bool:
    """Whether a line has a figure in one of at least three cells, or is two figures far apart."""
    parts = line.split(CELL)
    figures = sum(map(_is_figure, parts))
    return figures > 0 and (len(parts) > 2 or figures == 2)


def _is_figure(part: Line) -> bool:
    return bool(_FIGURE.fullmatch(part.text.replace(" ", "")))


def _parts(gap: Stretch, above: Line, below: Line) -> bool:
    """Whether a gap is between two lines."""
    return above.top + above.bottom < sum(gap) < below.top + below.bottom


def _between(texts: Sequence[Stretch], above: float, below: float) -> list[Stretch]:
    """The gaps between two heights."""
    return [(a, b) for (_, a), (b, _) in pairwise(texts) if above < b and a < below] or [(above, below)]


def _widest(gaps: Sequence[Stretch]) -> list[Stretch]:
    """The widest of some gaps, and those nearly as wide."""
    widest = max(b - a for a, b in gaps)
    return [(a, b) for a, b in gaps if b - a > widest / _WIDER]


def _rest_of_row(texts: Sequence[Stretch], middles: Sequence[float], size: float) -> list[float]:
    """Where words above the first figures end that are the rest of a row the page break cut.

    Then those figures stand half way down what is left of their row, and not half way down with the words.
    """
    first = next((i for i, (_, end) in enumerate(texts) if end > middles[0]), 0)
    if not first:
        return []
    ends = [gap[0] for gap in _widest(_between(texts, *middles[:2]))] if len(middles) > 1 else [texts[-1][1]]
    whole, alone = (min(abs(end - (2 * middles[0] - top)) for end in ends) for top in (texts[0][0], texts[first][0]))
    return [(texts[first - 1][1] + texts[first][0]) / 2] if alone + _ASTRAY * size < whole else []


def _ink(glyph: Glyph) -> Stretch:
    """From where to where a character is inked: boxes of lines set close overlap."""
    blank = _BLANK[is_wide(glyph.text)] * (glyph.bottom - glyph.top)
    return glyph.top + blank, glyph.bottom - blank
