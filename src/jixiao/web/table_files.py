"""A table with its headings to a file to take along: a workbook, or CSV that Excel opens with its Chinese intact."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any
from urllib.parse import quote

import xlsxwriter
from starlette.responses import Response

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

Sheets = Sequence[tuple[str, Sequence[tuple[str, int]], Iterable[Sequence[Any]]]]
"""Sheets: name, headings with their widths, rows."""


def workbook(sheets: Sheets) -> bytes:
    """The sheets as XLSX: numbers as numbers, texts of reports never as formulas, headings frozen and filtered."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, _SAFE) as book:
        formats = _formats(book)
        for name, head, rows in sheets:
            _write(book.add_worksheet(name), formats, head, list(rows))
    return out.getvalue()


def csv_text(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """The rows as CSV in UTF-8 with a mark, as Excel needs it; what would be a formula there is kept from being one."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(head)
    for row in rows:
        writer.writerow([_harmless(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def attached(content: bytes, name: str, media_type: str) -> Response:
    """A response that a browser saves under a name."""
    disposition = f"attachment; filename*=UTF-8''{quote(name)}"
    return Response(content, media_type=media_type, headers={"Content-Disposition": disposition})


def _harmless(cell: Any) -> Any:
    """A cell of CSV; a text that begins like a formula gets an apostrophe in front.

    >>> _harmless("=1+1"), _harmless(Decimal("-1.5"))
    ("'=1+1", '-1.5')
    """
    if isinstance(cell, Decimal):
        return format(cell, "f")
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _formats(book: Any) -> dict[str, Any]:
    return {
        "head": book.add_format({"bold": True, "bg_color": "#E8EEF3", "bottom": 1, "valign": "vcenter"}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "decimal": book.add_format({"num_format": "#,##0.00####", "valign": "top"}),
        "whole": book.add_format({"num_format": "0", "valign": "top"}),
    }


def _write(sheet: Any, formats: dict[str, Any], head: Sequence[tuple[str, int]], rows: Sequence[Sequence[Any]]) -> None:
    for column, (title, width) in enumerate(head):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, formats["head"])
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            if isinstance(value, Decimal):
                sheet.write_number(number, column, float(value), formats["decimal"])
            elif isinstance(value, int):
                sheet.write_number(number, column, value, formats["whole"])
            elif value is not None:
                sheet.write_string(number, column, str(value), formats["text"])
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(1, len(rows)), len(head) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
