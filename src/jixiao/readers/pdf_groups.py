"""A grid whose columns only text tells to the same with the names of groups in its first column over all their rows.

Such a name stands half way down the rows that it is for, as merged cells have it: so each tells where its rows end, if all do.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from jixiao.readers.pdf_glyphs import Glyph
from jixiao.readers.pdf_grid import Field, Grid
from jixiao.readers.pdf_lines import read_lines

_ASTRAY = 0.3  # of the lowest row that a name may be from half way down


def with_groups(grid: Grid, first: int, glyphs: Sequence[Glyph]) -> Grid:
    """The grid with each name in its first column, from some row on, over the rows that it stands half way down; else as it is."""
    single = {field.row for field in grid.fields if field == Field(field.row, 0)}
    inside = [glyph for glyph in glyphs if glyph.x0 + glyph.x1 < 2 * grid.xs[1] and glyph.top > grid.ys[first] - 1]
    if not inside or not single.issuperset(range(first, grid.rows)):
        return grid
    lowest = min(grid.ys[row + 1] - grid.ys[row] for row in range(first, grid.rows))
    groups: list[Field] = []
    row = first
    for line in read_lines(inside):
        end = line.top + line.bottom - grid.ys[row]
        after = min(range(row + 1, grid.rows + 1), key=lambda i: abs(grid.ys[i] - end), default=0)
        if not after or abs(grid.ys[after] - end) > _ASTRAY * lowest:
            return grid
        groups.append(Field(row, 0, after - row))
        row = after
    if row < grid.rows or len(groups) == grid.rows - first:
        return grid
    rest = [field for field in grid.fields if field.column or field.row < first]
    return replace(grid, fields=tuple(sorted((*rest, *groups), key=lambda field: (field.row, field.column))))
