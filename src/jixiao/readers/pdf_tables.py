"""A grid and the characters of its page to a table with the text of each cell.

A character belongs to the cell that holds its centre; a figure too wide for its cell belongs whole where most of it is.
Lines in a cell are joined, "\\n" standing where a new paragraph begins in it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from jixiao.readers.pdf_glyphs import Glyph, Glyphs
from jixiao.readers.pdf_grid import Field, Grid
from jixiao.readers.pdf_joining import first_word, join_lines
from jixiao.readers.pdf_lines import Line, Pieces, is_wide, read_lines
from jixiao.readers.pdf_marks import STOPS, has_heading_mark
from jixiao.readers.pdf_upright import upright_line

_FEWEST = 3  # cells of which one alone may have text, as in the rest of a row after a page break
_LEVEL = 1.5  # points between edges that are one
_PADDING = 6.0  # points between a cell's edge and its text, at most


class CellText(Struct, frozen=True):
    """One cell with its text, and the glyph of each character (None for a space or line break).

    `first` is the width of its first word, `room` what is left on its last line, in points: they tell whether a text
    that goes on in the next cell would have fitted here.
    """

    row: int
    column: int
    rowspan: int
    colspan: int
    text: str
    pieces: Pieces
    first: float = 0.0
    room: float = 0.0

    @property
    def last_row(self) -> int:
        """The last row the cell reaches."""
        return self.row + self.rowspan - 1


class PageTable(Struct, frozen=True):
    """A table as it stands on one page, or joined from several: `continued` counts the page breaks.

    `xs` are the edges of its columns, `heights` those of its rows; where it is `loose`, only text tells the columns, and
    they may stand a little elsewhere on the next page.
    """

    page: int
    last_page: int
    top: float
    bottom: float
    xs: tuple[float, ...]
    heights: tuple[float, ...]
    cells: tuple[CellText, ...]
    continued: int = 0
    loose: bool = False

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.heights)

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return len(self.xs) - 1

    def row(self, row: int) -> list[CellText]:
        """The cells that begin in a row."""
        return [cell for cell in self.cells if cell.row == row]


def read_tables(
    page: int, grids: Sequence[Grid], glyphs: Sequence[Glyph], before: PageTable | None = None
) -> tuple[list[PageTable], Glyphs]:
    """The tables of a page, and the characters that stand outside them.

    A grid without text is an ornament, one of two cells with text in one of them a frame: its text stays outside, unless
    it has the columns of the table `before` it, of which it may be the rest.
    """
    tables: list[PageTable] = []
    rest = Glyphs.of(glyphs)
    for grid in grids:
        inside: dict[int, list[Glyph]] = {}
        astray: list[Glyph] = []
        top, bottom = 2 * grid.ys[0], 2 * grid.ys[-1]
        level = [top <= above + below <= bottom for above, below in zip(rest.tops, rest.bottoms, strict=True)]
        for word in _words(rest.chosen(level), grid):
            places = [grid.field_at((g.x0 + g.x1) / 2, (g.top + g.bottom) / 2) for g in word]
            place = places[0] if len(places) == 1 else max(places, key=places.count)
            (astray if place is None else inside.setdefault(place, [])).extend(word)
        framed = len(inside) == 1 and len(grid.fields) < _FEWEST
        if not inside or (framed and not (before and grid is grids[0] and _has_columns(grid, before))):
            continue
        outside = rest.chosen([not each for each in level])
        rest = Glyphs.of([*outside, *astray]) if astray else outside
        extents = _extents(grid, inside) if grid.loose else {}
        cells = tuple(_cell(grid, i, inside.get(i, ()), extents) for i in range(len(grid.fields)))
        heights = tuple(below - above for above, below in pairwise(grid.ys))
        tables.append(PageTable(page, page, grid.ys[0], grid.ys[-1], grid.xs, heights, cells, loose=grid.loose))
    return tables, rest


def _has_columns(grid: Grid, table: PageTable) -> bool:
    """Whether the columns of a grid stand where a table has its."""
    return all(min(abs(x - edge) for edge in table.xs) < _LEVEL for x in grid.xs) and grid.columns > 1


def _words(glyphs: Iterable[Glyph], grid: Grid) -> Iterator[list[Glyph]]:
    """Characters one by one, but figures whole where a line of the grid runs through them."""
    word: list[Glyph] = []
    for glyph in glyphs:
        if word and not _goes_on(word[-1], glyph):
            yield from _parted(word, grid)
            word = []
        word.append(glyph)
    yield from _parted(word, grid)


def _goes_on(last: Glyph, glyph: Glyph) -> bool:
    """Whether two characters are of one figure or word of letters."""
    if is_wide(glyph.text) or is_wide(last.text):
        return False
    gap = (glyph.x0 - last.x1) / (glyph.bottom - glyph.top)
    return -0.4 < gap < 0.12 and abs(glyph.bottom - last.bottom) < 1


def _parted(word: list[Glyph], grid: Grid) -> Iterator[list[Glyph]]:
    if len(word) > 1 and any(word[0].x0 < x < word[-1].x1 for x in grid.xs):
        yield word
    else:
        yield from ([glyph] for glyph in word)


def _extents(grid: Grid, inside: Mapping[int, Sequence[Glyph]]) -> dict[int, tuple[float, float]]:
    """How far the text of each column reaches, from the cells of that column alone: there its lines break."""
    reach: dict[int, tuple[float, float]] = {}
    for place, glyphs in inside.items():
        field = grid.fields[place]
        if field.colspan == 1:
            x0, x1 = reach.get(field.column, (math.inf, -math.inf))
            reach[field.column] = min(x0, *(g.x0 for g in glyphs)), max(x1, *(g.x1 for g in glyphs))
    return reach


def _cell(grid: Grid, place: int, glyphs: Sequence[Glyph], extents: Mapping[int, tuple[float, float]]) -> CellText:
    field: Field = grid.fields[place]
    if not glyphs:
        return CellText(field.row, field.column, field.rowspan, field.colspan, "", ())
    x0, _, x1, _ = grid.bounds(field)
    if field.colspan == 1:
        x0, x1 = extents.get(field.column, (x0, x1))
    upright = upright_line(glyphs)
    lines = [upright] if upright else read_lines(glyphs)
    padding = _padding(lines, x0, x1)
    text, pieces = cell_text(lines, x0, x1)
    first, room = first_word(lines[0]), _room(lines[-1], lines, x0, x1, padding)
    return CellText(field.row, field.column, field.rowspan, field.colspan, text, pieces, first, room)


def _padding(lines: Sequence[Line], left: float, right: float) -> float:
    """How far text keeps from the edges of its cell."""
    widest = max((line.x1 - line.x0 for line in lines), default=0.0)
    return min(_PADDING, max(0.0, (right - left - widest) / 2))


def _room(line: Line, lines: Sequence[Line], left: float, right: float, padding: float) -> float:
    """What is left on a line of a cell: behind it, before it where text is set to the right, on both sides if centred."""
    before, after = line.x0 - left - padding, right - padding - line.x1
    if abs(after - before) < 0.5 * line.size:
        return after + before
    ends = [other.x1 for other in lines]
    level = max(ends) - min(ends) < _LEVEL
    ragged = max(other.x0 for other in lines) - min(other.x0 for other in lines) > _LEVEL
    return before if level and (ragged or (after < _LEVEL and before > 2.5 * line.size)) else after


def cell_text(lines: Sequence[Line], left: float, right: float) -> tuple[str, Pieces]:
    """The text of a cell between two edges from its lines.

    A line after which the next word would still have fitted ends a paragraph, and so does an item before the next one.
    """
    padding = _padding(lines, left, right)
    groups = [[lines[0]]]
    for before, line in pairwise(lines):
        full = _room(before, (before, line), left, right, padding) < first_word(line) + 0.5 * line.size
        item = has_heading_mark(line.text) and has_heading_mark(groups[-1][0].text) and before.text[-1] in STOPS
        if (full and not item) or (line.text[0] in "，。、；）%" and not has_heading_mark(line.text)):
            groups[-1].append(line)
        else:
            groups.append([line])
    texts, pieces = zip(*map(join_lines, groups), strict=True)
    joined: list[Glyph | None] = []
    for piece in pieces:
        joined.extend((*([None] if joined else ()), *piece))
    return "\n".join(texts), tuple(joined)
