"""The check of a folder to one workbook: a line a report, and a line for each figure that does not agree."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter

from jixiao.web.folder_check import Line

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_REPORTS = (
    ("文件", 34), ("部门", 26), ("年度", 8), ("标题", 40), ("报告总分", 10), ("各项合计", 10), ("核算", 8), ("不符", 8),
    ("尾差", 8), ("未认出的数", 10), ("说明", 50),
)  # fmt: skip
_FAILURES = (
    ("文件", 34), ("部门", 26), ("结果", 8), ("核算", 12), ("位置", 30), ("报告所写", 14), ("应为", 14), ("相差", 12),
    ("单位", 8), ("说明", 60), ("可能的改法", 44),
)  # fmt: skip


def folder_workbook(lines: Sequence[Line]) -> bytes:
    """The workbook as bytes; texts of reports are never formulas."""
    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        _sheet(book, "报告", _REPORTS, [_report(line) for line in lines])
        _sheet(book, "不符之处", _FAILURES, [row for line in lines for row in _failures(line)])
    return out.getvalue()


def _report(line: Line) -> Sequence[Any]:
    if line.record is None:
        return (line.item.name, *[None] * 9, line.item.failure or "还没有读完")
    record = line.record
    minor = sum(row.check.severity == "minor" for row in line.failures)
    return (
        line.item.name, record.department, record.fiscal_year, record.title, line.stated, line.sum, line.checks,
        len(line.failures) - minor, minor, line.unread, "；".join(line.warnings),
    )  # fmt: skip


def _failures(line: Line) -> Sequence[Sequence[Any]]:
    department = line.record.department if line.record else None
    return [
        (
            line.item.name, department, row.verdict, row.rule, row.place, row.check.stated, row.check.computed,
            row.check.difference, row.check.unit, row.check.message, row.check.hint,
        )
        for row in line.failures
    ]  # fmt: skip


def _sheet(book: Any, name: str, columns: Sequence[tuple[str, int]], rows: Sequence[Sequence[Any]]) -> None:
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bg_color": "#E8EEF3", "bottom": 1, "valign": "vcenter"})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    figure = book.add_format({"num_format": "#,##0.00####", "valign": "top"})
    year = book.add_format({"num_format": "0", "valign": "top"})
    for column, (title, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, head)
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            if isinstance(value, Decimal):
                sheet.write_number(number, column, float(value), figure)
            elif isinstance(value, int):
                sheet.write_number(number, column, value, year)
            elif value is not None:
                sheet.write_string(number, column, str(value), text)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(1, len(rows)), len(columns) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
