"""Tables of an export to a workbook: a sheet a table, rows written as they come, with frozen headings and number formats."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import regex
import xlsxwriter

from jixiao.export.tables import Cell, Table

SHEET_ROWS = 1_048_576
"""So many rows a sheet of Excel has; what is more goes on in the next one."""
_LONGEST_TEXT = 32_767
_CONTROL = regex.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_MOST_DECIMALS = 6


def write_workbook(target: Path, tables: Sequence[Table]) -> list[int]:
    """One file; how many rows each table has. Numbers keep the decimals they were printed with."""
    options = {"constant_memory": True, "strings_to_formulas": False}
    with target.open("wb") as file, xlsxwriter.Workbook(file, options) as workbook:
        workbook.set_properties({"title": "绩效自评报告", "comments": "jixiao export"})
        sheets = _Sheets(workbook)
        return [sheets.write(table) for table in tables]


class _Sheets:
    """The sheets of one workbook and the formats they share."""

    def __init__(self, workbook: Any) -> None:
        self.workbook = workbook
        self.heading = workbook.add_format({"bold": True, "bg_color": "#DDE6F0", "bottom": 1, "text_wrap": True})
        self.numbers = [
            workbook.add_format({"num_format": "#,##0" + ("." + "0" * decimals if decimals else "")})
            for decimals in range(_MOST_DECIMALS + 1)
        ]
        self.plain = workbook.add_format({"num_format": "0"})

    def write(self, table: Table) -> int:
        """A table, over as many sheets as it takes; how many rows it has."""
        count, number = 0, 1
        sheet = self._sheet(table, table.name)
        at = 1
        for row in table.rows:
            if at == SHEET_ROWS:
                self._filter(sheet, table, at)
                number, at = number + 1, 1
                sheet = self._sheet(table, f"{table.name}（{number}）")
            for place, cell in enumerate(row):
                self._cell(sheet, at, place, cell)
            count, at = count + 1, at + 1
        self._filter(sheet, table, at)
        return count

    def _sheet(self, table: Table, name: str) -> Any:
        sheet = self.workbook.add_worksheet(name)
        for place, column in enumerate(table.columns):
            sheet.set_column(place, place, column.width)
            sheet.write_string(0, place, column.heading, self.heading)
        sheet.freeze_panes(1, 0)
        return sheet

    def _filter(self, sheet: Any, table: Table, rows: int) -> None:
        sheet.autofilter(0, 0, max(rows - 1, 1), len(table.columns) - 1)

    def _cell(self, sheet: Any, row: int, place: int, cell: Cell) -> None:
        if isinstance(cell, str):
            sheet.write_string(row, place, _CONTROL.sub("", cell)[:_LONGEST_TEXT])
        elif isinstance(cell, Decimal):
            decimals = min(max(0, -int(cell.as_tuple().exponent)), _MOST_DECIMALS)
            sheet.write_number(row, place, float(cell), self.numbers[decimals])
        elif cell is not None:
            sheet.write_number(row, place, cell, self.plain)
