"""A grid to the columns and rows that only count: 1, 2, 3 down the side (行次) or across under the head (栏次)."""

from __future__ import annotations

from collections.abc import Sequence

from jixiao.tables.grid import Grid, GridCell

_SHORTEST = 4
_FEWEST = 2


def counts_rows(grid: Grid, rows: Sequence[int], column: int) -> bool:
    """Whether a column numbers the rows, whatever stands over it: whole numbers, each one more than the one above.

    Cells without a number are passed over, so that 合计 may have none; four numbers at least tell a count from figures.
    """
    numbers = [cell.squashed for row in rows if (cell := grid.at(row, column)) is not None and cell.form == "value"]
    return len(numbers) >= _SHORTEST and _is_count(numbers, int(numbers[0]) if numbers[0].isdecimal() else 0)


def counts_columns(grid: Grid, rows: Sequence[int], row: int) -> bool:
    """Whether a row numbers the columns: the first one, 1, 2, 3 from left to right over figures that are no such numbers."""
    numbers = [cell for cell in grid.row(row) if cell.form == "value"]
    if row != rows[0] or len(numbers) < _FEWEST or not _is_count([cell.squashed for cell in numbers], 1):
        return False
    return all(_holds_other_figures(grid, rows[1:], cell) for cell in numbers)


def _is_count(numbers: Sequence[str], first: int) -> bool:
    return first > 0 and list(numbers) == [str(first + place) for place in range(len(numbers))]


def _holds_other_figures(grid: Grid, rows: Sequence[int], cell: GridCell) -> bool:
    below = (grid.at(row, cell.column) for row in rows)
    return any(other is not None and other.form == "value" and not other.squashed.isdecimal() for other in below)
