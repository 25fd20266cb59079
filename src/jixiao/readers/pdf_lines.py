"""Characters of a page, or of one cell, to lines of text by position: top to bottom, left to right.

The order in the file is not trusted: glyphs of a fallback font stand at its end, digits a little higher than the
characters beside them. Spaces are made from gaps: none between Chinese characters and figures, where typesetting leaves
a little room, none in a line set wide letter by letter ("目    录"), one where a gap parts words or columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import islice, pairwise
from operator import sub
from statistics import median_low
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from jixiao.document import Edges
from jixiao.readers.pdf_glyphs import Glyph, Glyphs

_WIDE_PUNCTUATION = frozenset("“”‘’—…·•■□●○◆△▲★※√×÷±≥≤≠℃°①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")

_CHINESE = "\u2e80"  # the first of the signs that fill a square
_FEW = 8  # characters of a run to tell its height by
_TRACKED = (0.1, 0.6)  # ems between all letters of a line, that are no spaces
_TOLD = 3  # gaps, the fewest that tell how wide letters are set
_LONE = 0.35  # ems between two figures that nothing else tells a space by
_CLINGING = frozenset("%‰.,;:)]")

Pieces = tuple[Glyph | None, ...]


class Line(Struct, frozen=True, dict=True):
    """One line of text on a page: its characters from left to right, and their `text` with the spaces between them."""

    text: str
    glyphs: Glyphs
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    page: int

    @cached_property
    def base(self) -> float:
        """Where its Chinese characters stand: figures of another font reach below."""
        first = zip(self.glyphs.text[:_FEW], self.glyphs.bottoms, strict=False)
        bottoms = [bottom for text, bottom in first if text >= _CHINESE]
        return median_low(bottoms) if bottoms else self.bottom

    @property
    def middle(self) -> float:
        """Half way between the left and the right end."""
        return (self.x0 + self.x1) / 2

    def pieces(self, start: int = 0, end: int | None = None) -> Pieces:
        """The glyph of each character of its text from `start` to `end`, None for a space."""
        whole = start == 0 and end is None
        text, glyphs = self.text[start:end], self.glyphs if whole else self.glyphs[self._places(start, end)]
        if " " not in text:
            return tuple(glyphs.each)
        rest = iter(glyphs.each)
        return tuple(None if sign == " " else next(rest) for sign in text)

    def edges(self, start: int, end: int) -> tuple[Edges, Edges, Edges, Edges]:
        """The x0, top, x1 and bottom of the characters of its text from `start` to `end`, without those of spaces."""
        glyphs, places = self.glyphs, self._places(start, end)
        return glyphs.x0s[places], glyphs.tops[places], glyphs.x1s[places], glyphs.bottoms[places]

    def _places(self, start: int, end: int | None) -> slice:
        """Which of its glyphs the characters of its text from `start` to `end` are."""
        first, text = start - self.text.count(" ", 0, start), self.text[start:end]
        return slice(first, first + len(text) - text.count(" "))

    def split(self, gap: float) -> list[Line]:
        """The parts of the line that gaps of so many ems keep apart.

        A figure and its unit never part there; the cells of a row without rules do.
        """
        if " " not in self.text:  # so wide a gap is a space in the text
            return [self]
        room = gap * self.size
        between = enumerate(zip(self.glyphs.x1s, self.glyphs.x0s[1:], strict=False), 1)
        starts = [i for i, (left, right) in between if right - left > room]
        ends = (*starts, len(self.glyphs))
        return [line_of(self.glyphs[a:b]) for a, b in zip((0, *starts), ends, strict=True)] if starts else [self]

    def without(self, dropped: Iterable[Glyph]) -> Line | None:
        """The line less some of its characters, what stood beside them closed up; None if nothing is left."""
        away = {glyph.place for glyph in dropped}
        pieces = zip(self.text, self.pieces(), strict=True)
        text = "".join(text for text, piece in pieces if not (piece and piece.place in away)).strip(" ")
        glyphs = self.glyphs.chosen([place not in away for place in self.glyphs.places])
        return replace(self, text=text, glyphs=glyphs, x0=glyphs.x0s[0], x1=glyphs.x1s[-1]) if glyphs else None


def is_wide(character: str) -> bool:
    """Whether a character takes a full square, as Chinese ones and their punctuation do."""
    return character >= _CHINESE or character in _WIDE_PUNCTUATION


def read_lines(glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines that some characters of one page form, from top to bottom."""
    columns = Glyphs.of(glyphs)
    rows: list[list[range]] = []
    anchors: list[_Anchor] = []
    for run in sorted(columns.runs, key=lambda run: columns.tops[run.start] + columns.bottoms[run.start]):
        anchor = _anchor(columns, run)
        for place in range(len(rows) - 1, max(-1, len(rows) - 4), -1):
            if anchor.top < anchors[place].bottom and _beside(anchors[place], anchor):
                rows[place].append(run)
                anchors[place] = max(anchors[place], anchor)
                break
        else:
            rows.append([run])
            anchors.append(anchor)
    return [line_of(_in_order([columns[run.start : run.stop] for run in row])) for row in rows]


class _Anchor(NamedTuple):
    """How high a run stands; Chinese characters tell it best, figures of another font reach above and below their line."""

    chinese: bool
    length: int
    top: float
    bottom: float


def _anchor(glyphs: Glyphs, run: range) -> _Anchor:
    """The height of the first Chinese character of a run, or of one beside it where fonts give the ink alone."""
    text = glyphs.text
    place = run.start
    if text[place] < _CHINESE:
        place = next((i for i in run[1:_FEW] if text[i] >= _CHINESE), place)
    top, bottom = glyphs.tops[place], glyphs.bottoms[place]
    chinese = text[place] >= _CHINESE
    if bottom - top < 0.9 * (glyphs.x1s[place] - glyphs.x0s[place]):
        alike = (i for i in run[:_FEW] if text[i] >= _CHINESE or not chinese)
        place = max(alike, key=lambda i: glyphs.bottoms[i] - glyphs.tops[i])
        top, bottom = glyphs.tops[place], glyphs.bottoms[place]
    return _Anchor(chinese, len(run), top, bottom)


def _beside(one: _Anchor, other: _Anchor) -> bool:
    """Whether runs stand on the same line, a figure set higher, a superscript or a mere comma included."""
    common = min(one.bottom, other.bottom) - max(one.top, other.top)
    if common <= 0:
        return False
    low, high = sorted((one.bottom - one.top, other.bottom - other.top))
    return common > 0.5 * low or low <= 0.5 * high


def _in_order(row: Sequence[Glyphs]) -> Glyphs:
    """The runs of one line merged from left to right, what was printed twice for boldness once."""
    if len(row) == 1:
        return row[0]
    kept: list[Glyph] = []
    for glyph in sorted((glyph for run in row for glyph in run.each), key=lambda glyph: glyph.x0):
        near = min(0.3 * (glyph.bottom - glyph.top), 0.6 * (glyph.x1 - glyph.x0))
        if any(twin.text == glyph.text and glyph.x0 - twin.x0 < near for twin in kept[-2:]):
            continue
        kept.append(glyph)
    return Glyphs.of(kept)


def line_of(glyphs: Iterable[Glyph]) -> Line:
    """One line from its characters in order, with the spaces that its gaps mean."""
    row = Glyphs.of(glyphs)
    size = _size(row)
    gaps = list(map(sub, islice(row.x0s, 1, None), row.x1s))
    text = row.text
    if gaps and max(gaps) > 0.15 * size:
        text = _with_spaces(row, gaps, size)
    return Line(text, row, row.x0s[0], min(row.tops), max(row.x1s[-3:]), max(row.bottoms), size, row.page)


def _size(row: Glyphs) -> float:
    """The type size: the square that Chinese characters fill, else what the height suggests."""
    squares = [x1 - x0 for text, x0, x1 in zip(row.text, row.x0s, row.x1s, strict=True) if text >= _CHINESE]
    return (
        median_low(squares)
        if squares
        else 1.05 * median_low([bottom - top for top, bottom in zip(row.tops, row.bottoms, strict=True)])
    )


def _with_spaces(row: Glyphs, gaps: Sequence[float], size: float) -> str:
    """The text of a line with a space in each gap that stands for one, whatever room is left between all its letters."""
    closed = _spaced_out(row.text, gaps, size)
    gaps = _beyond_tracking(gaps, size)
    spaces = [
        i for i, gap in enumerate(gaps, 1) if gap > 0.15 * size and i not in closed and _is_space(row, i, gap, size)
    ]
    return " ".join([row.text[start:end] for start, end in pairwise((0, *spaces, len(row)))])


def _is_space(row: Glyphs, place: int, gap: float, size: float) -> bool:
    """Whether the gap before a character stands for a space."""
    if row.text[place] in _CLINGING:
        return gap > 0.7 * size
    wide = is_wide(row.text[place - 1]) + is_wide(row.text[place])
    spaced = row.places[place] in row.spaced
    if wide and spaced:
        return True
    if not (wide or spaced) and len(row) <= _TOLD:
        return gap > _LONE * size
    return gap > (0.18, 0.7, 0.38)[wide] * size


def _beyond_tracking(gaps: Sequence[float], size: float) -> Sequence[float]:
    """The gaps of a line less what is left between all its letters, as type set wide and stretched lines have it."""
    tracking = median_low(gaps)
    if len(gaps) < _TOLD or not _TRACKED[0] * size < tracking < _TRACKED[1] * size:
        return gaps
    return [gap - tracking for gap in gaps]


def _spaced_out(text: str, gaps: Sequence[float], size: float) -> frozenset[int]:
    """Where words are set wide, by the place of each character after a gap that is no space.

    "关 于 报 送" has one gap again and again; a line that is nothing but two characters far apart counts as one too.
    """
    if max(gaps) <= 0.3 * size:
        return frozenset()
    closed: set[int] = set()
    run: list[int] = []
    for i, gap in enumerate((*gaps, 0.0), 1):
        if not run and gap <= 0.3 * size:
            continue
        wide = i < len(text) and is_wide(text[i]) and is_wide(text[i - 1])
        if run and not (wide and abs(gap - gaps[run[0] - 1]) < 0.15 * size):
            closed.update(run if len(run) >= 2 or len(text) == 2 else ())
            run = []
        if wide and gap > 0.3 * size:
            run.append(i)
    return frozenset(closed)
