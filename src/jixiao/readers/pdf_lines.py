"""Characters of a page, or of one cell, to lines of text by position: top to bottom, left to right.

The order in the file is not trusted: glyphs of a fallback font stand at its end, digits a little higher than the
characters beside them. Spaces are made from gaps: none between Chinese characters and figures, where typesetting leaves
a little room, none in a line set wide letter by letter ("目    录"), one where a gap parts words or columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from operator import sub
from statistics import median_low
from typing import NamedTuple

from jixiao.readers.pdf_glyphs import Glyph

_WIDE_PUNCTUATION = frozenset("“”‘’—…·•■□●○◆△▲★※√×÷±≥≤≠℃°①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")

_FEW = 8  # characters of a run to tell its height by
_CLINGING = frozenset("%‰.,;:)]")

Pieces = tuple[Glyph | None, ...]


@dataclass(frozen=True)
class Line:
    """One line of text on a page; `pieces` has the glyph of each character of `text`, None for a space."""

    text: str
    pieces: Pieces
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    page: int

    @cached_property
    def glyphs(self) -> tuple[Glyph, ...]:
        """The characters of the line from left to right, without spaces."""
        return tuple(piece for piece in self.pieces if piece is not None)

    @property
    def ends(self) -> tuple[Glyph, Glyph]:
        """The first and the last character."""
        return self.glyphs[0], self.glyphs[-1]

    @cached_property
    def base(self) -> float:
        """Where its Chinese characters stand: figures of another font reach below."""
        bottoms = [glyph.bottom for glyph in self.glyphs[:_FEW] if glyph.text >= "\u2e80"]
        return median_low(bottoms) if bottoms else self.bottom

    @property
    def middle(self) -> float:
        """Half way between the left and the right end."""
        return (self.x0 + self.x1) / 2

    def split(self, gap: float) -> list[Line]:
        """The parts of the line that gaps of so many ems keep apart.

        A figure and its unit never part there; the cells of a row without rules do.
        """
        if " " not in self.text:  # so wide a gap is a space in the text
            return [self]
        parts: list[list[Glyph]] = [[]]
        for glyph in self.glyphs:
            if parts[-1] and glyph.x0 - parts[-1][-1].x1 > gap * self.size:
                parts.append([])
            parts[-1].append(glyph)
        return [self] if len(parts) == 1 else [line_of(part) for part in parts]

    def without(self, dropped: Iterable[Glyph]) -> Line | None:
        """The line less some of its characters, what stood beside them closed up; None if nothing is left."""
        away = {glyph.place for glyph in dropped}
        kept = [
            (text, piece)
            for text, piece in zip(self.text, self.pieces, strict=True)
            if not (piece and piece.place in away)
        ]
        while kept and kept[-1][1] is None:
            kept.pop()
        while kept and kept[0][1] is None:
            kept.pop(0)
        if not kept:
            return None
        texts, pieces = zip(*kept, strict=True)
        return replace(self, text="".join(texts), pieces=pieces, x0=pieces[0].x0, x1=pieces[-1].x1)


def is_wide(character: str) -> bool:
    """Whether a character takes a full square, as Chinese ones and their punctuation do."""
    return character >= "\u2e80" or character in _WIDE_PUNCTUATION


def read_lines(glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines that some characters of one page form, from top to bottom."""
    rows: list[list[list[Glyph]]] = []
    anchors: list[_Anchor] = []
    for run in sorted(_runs(glyphs), key=_height_of_run):
        anchor = _anchor(run)
        place = next((i for i in range(len(rows) - 1, max(-1, len(rows) - 4), -1) if _beside(anchors[i], anchor)), None)
        if place is None:
            rows.append([run])
            anchors.append(anchor)
            continue
        rows[place].append(run)
        anchors[place] = max(anchors[place], anchor)
    return [line_of(_in_order(row)) for row in rows]


def _runs(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Characters that the file gives one after another, from left to right, on one height."""
    found = list(glyphs)
    if not found:
        return []
    _, x0s, tops, _, bottoms, *_ = zip(*found, strict=True)
    steps = enumerate(zip(x0s, x0s[1:], tops, bottoms, bottoms[1:], strict=False), 1)
    starts = [
        i for i, (x, after, top, low, next_low) in steps if after <= x or abs(next_low - low) >= 0.2 * (low - top)
    ]
    return [found[start:end] for start, end in pairwise((0, *starts, len(found)))]


def _height_of_run(run: Sequence[Glyph]) -> float:
    return run[0].top + run[0].bottom


class _Anchor(NamedTuple):
    """How high a run stands; Chinese characters tell it best, figures of another font reach above and below their line."""

    chinese: bool
    length: int
    top: float
    bottom: float


def _anchor(run: Sequence[Glyph]) -> _Anchor:
    """The height of the first Chinese character of a run, or of one beside it where fonts give the ink alone."""
    chinese = [glyph for glyph in run[:_FEW] if glyph.text >= "\u2e80"]
    _, x0, top, x1, bottom, *_ = chinese[0] if chinese else run[0]
    if bottom - top < 0.9 * (x1 - x0):
        _, _, top, _, bottom, *_ = max(chinese or run[:_FEW], key=lambda glyph: glyph.bottom - glyph.top)
    return _Anchor(bool(chinese), len(run), top, bottom)


def _beside(one: _Anchor, other: _Anchor) -> bool:
    """Whether runs stand on the same line, a figure set higher, a superscript or a mere comma included."""
    common = min(one.bottom, other.bottom) - max(one.top, other.top)
    if common <= 0:
        return False
    low, high = sorted((one.bottom - one.top, other.bottom - other.top))
    return common > 0.5 * low or low <= 0.5 * high


def _in_order(row: list[list[Glyph]]) -> list[Glyph]:
    """The runs of one line merged from left to right, what was printed twice for boldness once."""
    if len(row) == 1:
        return row[0]
    kept: list[Glyph] = []
    for glyph in sorted((glyph for run in row for glyph in run), key=lambda glyph: glyph.x0):
        near = min(0.3 * (glyph.bottom - glyph.top), 0.6 * (glyph.x1 - glyph.x0))
        if any(twin.text == glyph.text and glyph.x0 - twin.x0 < near for twin in kept[-2:]):
            continue
        kept.append(glyph)
    return kept


def line_of(glyphs: Sequence[Glyph]) -> Line:
    """One line from its characters in order, with the spaces that its gaps mean."""
    texts, x0s, tops, x1s, bottoms, *_ = zip(*glyphs, strict=True)
    size = _size(texts, x0s, x1s, tops, bottoms)
    gaps = [right - left for left, right in zip(x1s, x0s[1:], strict=False)]
    pieces: list[Glyph | None] = list(glyphs)
    text = list(texts)
    wide = [i for i, gap in enumerate(gaps, 1) if gap > 0.15 * size]
    if wide:
        spaced = _spaced_out(glyphs, gaps, size)
        for i in reversed(wide):
            if i not in spaced and _is_space(glyphs[i - 1], glyphs[i], size):
                text.insert(i, " ")
                pieces.insert(i, None)
    return Line("".join(text), tuple(pieces), x0s[0], min(tops), max(x1s[-3:]), max(bottoms), size, glyphs[0].page)


def _size(
    texts: Sequence[str],
    x0s: Sequence[float],
    x1s: Sequence[float],
    tops: Sequence[float],
    bottoms: Sequence[float],
) -> float:
    """The type size: the square that Chinese characters fill, else what the height suggests."""
    squares = [x1 - x0 for text, x0, x1 in zip(texts, x0s, x1s, strict=True) if text >= "\u2e80"]
    return median_low(squares) if squares else 1.05 * median_low(map(sub, bottoms, tops))


def _is_space(left: Glyph, right: Glyph, size: float) -> bool:
    """Whether the gap between two characters stands for a space."""
    gap = right.x0 - left.x1
    if right.text in _CLINGING:
        return gap > 0.7 * size
    wide = is_wide(left.text) + is_wide(right.text)
    if wide and right.spaced:
        return True
    return gap > (0.18, 0.7, 0.38)[wide] * size


def _spaced_out(glyphs: Sequence[Glyph], gaps: Sequence[float], size: float) -> frozenset[int]:
    """Where words are set wide, by the place of each character after a gap that is no space.

    "关 于 报 送" has one gap again and again; a line that is nothing but two characters far apart counts as one too.
    """
    if max(gaps) <= 0.3 * size:
        return frozenset()
    closed: set[int] = set()
    run: list[int] = []
    for i in range(1, len(glyphs) + 1):
        gap = glyphs[i].x0 - glyphs[i - 1].x1 if i < len(glyphs) else 0.0
        wide = i < len(glyphs) and is_wide(glyphs[i].text) and is_wide(glyphs[i - 1].text)
        if run and not (wide and abs(gap - (glyphs[run[0]].x0 - glyphs[run[0] - 1].x1)) < 0.15 * size):
            closed.update(run if len(run) >= 2 or len(glyphs) == 2 else ())
            run = []
        if wide and gap > 0.3 * size:
            run.append(i)
    return frozenset(closed)
