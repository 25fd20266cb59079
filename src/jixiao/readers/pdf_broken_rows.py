"""Lines at the top or the foot of a page to rows of the table that the page break cut, whose columns only text tells."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from jixiao.readers.pdf_bands import CELL, Band, goes_on, is_row
from jixiao.readers.pdf_glyphs import Glyph, Glyphs
from jixiao.readers.pdf_grid import Field, Grid, level_rules
from jixiao.readers.pdf_headers import with_whole_header
from jixiao.readers.pdf_lines import Line
from jixiao.readers.pdf_page import Page, Stroke
from jixiao.readers.pdf_tables import CellText, PageTable, read_tables

_SAME_END = 4.0  # points that the ends of a table's rules may be apart
_FEWEST = 3  # cells of a row at the foot of a page
_SAME_PLACE = 2.0  # points that lines of one cell may be out of line


def rows_below_break(last: PageTable, lines: Sequence[Line], page: Page) -> tuple[PageTable, int] | None:
    """The table that the first lines of a page form, and how many they are; None if they do not go on with the last one.

    They end at a rule, or with the last line that has figures in several cells. Without figures they are the rest of a
    row, if each stands below a cell of it.
    """
    if not last.loose or last.last_page != page.number - 1:
        return None
    floor = _floor(last, lines, page.strokes)
    count = 0
    while count < len(lines) and _fits(lines[count], last.xs) and (floor is None or lines[count].bottom < floor + 1):
        count += 1
    ruled = floor is not None and (count == len(lines) or lines[count].bottom > floor)
    while count and not (ruled or goes_on(lines[:count])):
        count -= 1
    if not any(map(is_row, lines[:count])) and not (ruled and all(_is_below(last, line) for line in lines[:count])):
        return None
    return _table(last.xs, lines[:count]), count


def rows_above_break(lines: Sequence[Line], top: PageTable) -> PageTable | None:
    """The table that the last lines of a page form, where the `top` one of the next goes on with it; None if they do not.

    They are its header and a row or two, too few to be told for a table: each has words in most columns, and none between.
    """
    count = 0
    while count < len(lines) and _is_row_of(top, lines[-1 - count]):
        count += 1
    rows = lines[len(lines) - count :]
    if not top.loose or not rows or rows[-1].page != top.page - 1 or rows[0].page != rows[-1].page:
        return None
    ys = (rows[0].top - 1, *((a.bottom + b.top) / 2 for a, b in pairwise(rows)), rows[-1].bottom + 1)
    fields = tuple(Field(row, column) for row in range(len(ys) - 1) for column in range(top.columns))
    glyphs = Glyphs.of(_glyphs(rows))
    grid = Grid(top.xs, ys, fields, loose=True)
    if not is_row(rows[0]):
        grid = with_whole_header(grid, ys[1], glyphs)
    (table,), _ = read_tables(rows[0].page, [grid], glyphs)
    return table


def _is_row_of(table: PageTable, line: Line) -> bool:
    """Whether a line has words in most columns of a table, each in one alone."""
    return len(line.split(CELL)) >= max(_FEWEST, 0.6 * table.columns) and _fits(line, table.xs)


def _glyphs(lines: Sequence[Line]) -> list[Glyph]:
    return [glyph for line in lines for glyph in line.glyphs]


def _floor(last: PageTable, lines: Sequence[Line], strokes: Sequence[Stroke]) -> float | None:
    """Where a rule over the whole width of the table stands below the first line."""
    across = (
        rule.at
        for rule in level_rules(strokes)
        if rule.start - last.xs[0] < _SAME_END and last.xs[-1] - rule.end < _SAME_END
    )
    return min((at for at in across if lines and at > lines[0].bottom), default=None)


def _fits(line: Line, xs: Sequence[float]) -> bool:
    """Whether each part of a line stands in one column."""
    slack = 0.5 * line.size
    return all(any(a - slack < part.x0 and part.x1 < b + slack for a, b in pairwise(xs)) for part in line.split(CELL))


def _is_below(table: PageTable, line: Line) -> bool:
    """Whether each part of a line is in line with the words of a cell in the table's last row: left, right or centred."""
    cells = [cell for cell in table.cells if cell.last_row == table.rows - 1 and cell.pieces]
    return all(any(_in_line(part, cell) for cell in cells) for part in line.split(CELL))


def _in_line(part: Line, cell: CellText) -> bool:
    pieces = [piece for piece in cell.pieces if piece]
    left, right = min(piece.x0 for piece in pieces), max(piece.x1 for piece in pieces)
    distances = part.x0 - left, part.x1 - right, part.middle - (left + right) / 2
    return min(map(abs, distances)) < _SAME_PLACE


def _table(xs: tuple[float, ...], lines: Sequence[Line]) -> PageTable:
    glyphs = tuple(_glyphs(lines))
    top, bottom = min(line.top for line in lines) - 1, max(line.bottom for line in lines) + 1
    band = Band(top, bottom, xs[0], xs[-1], glyphs, after_break=True)
    ys = (top, *band.cuts, bottom)
    fields = tuple(Field(row, column) for row in range(len(ys) - 1) for column in range(len(xs) - 1))
    (table,), _ = read_tables(lines[0].page, [Grid(xs, ys, fields, loose=True)], glyphs)
    return table
