"""A table's cells to a grid: what stands at every row and column, merged cells included, and what form its text has.

Nothing here knows of budgets; a grid can be turned, so that later stages see things down and figures across.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Literal

import regex
from msgspec import Struct
from msgspec.structs import replace

from jixiao.document import Document, Table

CellForm = Literal["blank", "none", "value", "text"]

_SPACE = re.compile(r"\s+")
_NONE = re.compile(r"[-—―/\\*~～]+")
_BLANK = re.compile(r"[.…·。_]*")
_NUMERAL = r"[-+]?\(?\d(?:[\d,，]*\d)?(?:\.\d+)?\)?"
_ORDINAL = r"\(\d{1,2}\)(?![亿万千百]{0,2}[元人]|个?百分点)\p{Han}{2}"
_VALUE = regex.compile(
    rf"(?!{_ORDINAL})[≥≤><=≧≦＞＜约近达:]{{0,3}}{_NUMERAL}(?:[%‰°㎡/()]|(?![年月日号、.])\p{{Han}}){{0,8}}"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_STANDS_FOR_A_DATE = re.compile(r"(?:19|20)\d\d年|(?:19[5-9]|20[0-4])\d[-./](?:0?[1-9]|1[0-2])(?!\d)")


class GridCell(Struct, frozen=True):
    """One cell of a grid: `text` is normalised, `squashed` is without white space (line breaks of a narrow cell)."""

    block: str
    text: str
    squashed: str
    form: CellForm
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1

    @property
    def is_year(self) -> bool:
        """Whether it holds four digits that may be a year: 2022 over a column."""
        return bool(_YEAR.fullmatch(self.squashed))


class Grid(Struct, frozen=True, dict=True):
    """The cells of one table, or of a table and its continuations."""

    rows: int
    columns: int
    cells: tuple[GridCell, ...]

    @cached_property
    def _places(self) -> list[list[GridCell | None]]:
        places: list[list[GridCell | None]] = [[None] * self.columns for _ in range(self.rows)]
        for cell in self.cells:
            for row in range(cell.row, min(cell.row + cell.rowspan, self.rows)):
                for column in range(cell.column, min(cell.column + cell.colspan, self.columns)):
                    places[row][column] = cell
        return places

    @cached_property
    def _rows(self) -> list[tuple[GridCell, ...]]:
        return [tuple({id(cell): cell for cell in row if cell is not None}.values()) for row in self._places]

    def at(self, row: int, column: int) -> GridCell | None:
        """The cell that covers a place; None where a ragged row has no cell."""
        return self._places[row][column]

    def row(self, row: int) -> tuple[GridCell, ...]:
        """The cells of one row from left to right, each once, also those that begin in a row above."""
        return self._rows[row]

    def below(self, rows: int) -> Grid:
        """The grid without its first rows."""
        if not rows:
            return self
        kept = tuple(replace(cell, row=cell.row - rows) for cell in self.cells if cell.row >= rows)
        return Grid(self.rows - rows, self.columns, kept)

    def turned(self) -> Grid:
        """The same cells with rows for columns."""
        cells = tuple(
            replace(cell, row=cell.column, column=cell.row, rowspan=cell.colspan, colspan=cell.rowspan)
            for cell in self.cells
        )
        return Grid(self.columns, self.rows, tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))


def cell_form(normalised: str) -> CellForm:
    """Whether a cell is empty, says that there is nothing, is one number with its unit, or is words.

    >>> [cell_form(text) for text in ("", "—", "1,350.00", "≥95%", "58座", "2021年", "5G基站", "(1)办公费")]
    ['blank', 'none', 'value', 'value', 'value', 'text', 'text', 'text']
    >>> [cell_form(text) for text in ("2023.06", "2083.26", "2012.50")]  # a date has a month
    ['text', 'value', 'value']
    """
    text = _SPACE.sub("", normalised)
    if _BLANK.fullmatch(text):
        return "blank"
    if _NONE.fullmatch(text):
        return "none"
    if _VALUE.fullmatch(text) and not _STANDS_FOR_A_DATE.match(text):
        return "value"
    return "text"


def grid_of(document: Document, tables: Sequence[Table]) -> Grid:
    """The grid of a table and of those that continue it, one under the other."""
    cells: list[GridCell] = []
    above = 0
    for table in tables:
        for cell in table.cells:
            text = document.block(cell.block).normalised.strip()
            squashed = _SPACE.sub("", text)
            place = (cell.row + above, cell.column, max(cell.rowspan, 1), max(cell.colspan, 1))
            cells.append(GridCell(cell.block, text, squashed, cell_form(text), *place))
        above += table.rows
    return Grid(above, max(table.columns for table in tables), tuple(cells))
