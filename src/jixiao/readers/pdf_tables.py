"""A grid and the characters of its page to a table with the text of each cell.

A character belongs to the cell that holds its centre; a figure too wide for its cell belongs whole where most of it is.
Lines in a cell are joined, "\\n" standing where a new paragraph begins in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from jixiao.readers.pdf_grid import Field, Grid
from jixiao.readers.pdf_lines import Line, Pieces, is_wide, read_lines
from jixiao.readers.pdf_page import Glyph
from jixiao.readers.pdf_paragraphs import first_word, has_heading_mark, join_lines

_PADDING = 6.0  # points between a cell's edge and its text, at most


@dataclass(frozen=True, slots=True)
class CellText:
    """One cell with its text, and the glyph of each character (None for a space or line break)."""

    row: int
    column: int
    rowspan: int
    colspan: int
    text: str
    pieces: Pieces

    @property
    def last_row(self) -> int:
        """The last row the cell reaches."""
        return self.row + self.rowspan - 1


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table as it stands on one page, or joined from several: `continued` counts the page breaks."""

    page: int
    last_page: int
    top: float
    bottom: float
    xs: tuple[float, ...]
    rows: int
    cells: tuple[CellText, ...]
    continued: int = 0

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return len(self.xs) - 1

    def row(self, row: int) -> list[CellText]:
        """The cells that begin in a row."""
        return [cell for cell in self.cells if cell.row == row]


def read_tables(page: int, grids: Sequence[Grid], glyphs: Sequence[Glyph]) -> tuple[list[PageTable], list[Glyph]]:
    """The tables of a page, and the characters that stand outside them.

    A grid with text in fewer than two cells is an ornament or a frame: its text stays outside.
    """
    tables: list[PageTable] = []
    rest = list(glyphs)
    for grid in grids:
        inside: dict[int, list[Glyph]] = {}
        outside: list[Glyph] = []
        for word in _words(rest, grid):
            places = [grid.field_at((g.x0 + g.x1) / 2, (g.top + g.bottom) / 2) for g in word]
            place = places[0] if len(places) == 1 else max(places, key=places.count)
            (outside if place is None else inside.setdefault(place, [])).extend(word)
        if len(inside) < 2:
            continue
        rest = outside
        cells = tuple(_cell(grid, i, inside.get(i, ())) for i in range(len(grid.fields)))
        tables.append(PageTable(page, page, grid.ys[0], grid.ys[-1], grid.xs, grid.rows, cells))
    return tables, rest


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
    gap = (glyph.x0 - last.x1) / (glyph.bottom - glyph.top)
    narrow = not (is_wide(glyph.text) or is_wide(last.text))
    return narrow and -0.4 < gap < 0.12 and abs(glyph.bottom - last.bottom) < 1


def _parted(word: list[Glyph], grid: Grid) -> Iterator[list[Glyph]]:
    if len(word) > 1 and any(word[0].x0 < x < word[-1].x1 for x in grid.xs):
        yield word
    else:
        yield from ([glyph] for glyph in word)


def _cell(grid: Grid, place: int, glyphs: Sequence[Glyph]) -> CellText:
    field: Field = grid.fields[place]
    x0, _, x1, _ = grid.bounds(field)
    text, pieces = cell_text(read_lines(glyphs), x0, x1)
    return CellText(field.row, field.column, field.rowspan, field.colspan, text, pieces)


def cell_text(lines: Sequence[Line], left: float, right: float) -> tuple[str, Pieces]:
    """The text of a cell between two edges from its lines.

    A line after which the next word would still have fitted ends a paragraph.
    """
    if not lines:
        return "", ()
    padding = min(_PADDING, max(0.0, (right - left - max(line.x1 - line.x0 for line in lines)) / 2))
    groups = [[lines[0]]]
    for before, line in pairwise(lines):
        room = right - padding - before.x1
        before_left = before.x0 - left - padding
        if abs(room - before_left) < 0.5 * line.size:  # centred: both sides are room
            room += before_left
        full = room < first_word(line) + 0.5 * line.size
        if full or (line.text[0] in "，。、；）%" and not has_heading_mark(line.text)):
            groups[-1].append(line)
        else:
            groups.append([line])
    texts, pieces = zip(*map(join_lines, groups), strict=True)
    joined: list[Glyph | None] = []
    for piece in pieces:
        joined.extend((*([None] if joined else ()), *piece))
    return "\n".join(texts), tuple(joined)
