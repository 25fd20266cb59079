"""A summary of an import to a workbook, one row a file: what became of it, and why it could not be read."""

from __future__ import annotations

from pathlib import Path

from jixiao.bulk.summary import ENDED_IN_WORDS, IN_WORDS, FileResult, Summary
from jixiao.errors import writing

_COLUMNS = (
    ("结果", 16), ("文件", 60), ("部门", 32), ("年度", 8), ("标题", 44), ("核算不符", 10), ("原因", 70), ("中断", 12), ("变化", 60),
    ("编号", 8),
)  # fmt: skip


def save_report(summary: Summary, target: Path) -> None:
    """Write the workbook; failed files first, then reports that do not add up, then the rest."""
    import xlsxwriter

    plain = {"constant_memory": True, "strings_to_urls": False}
    with writing(target), target.open("wb") as file, xlsxwriter.Workbook(file, plain) as book:
        sheet = book.add_worksheet("导入结果")
        bold = book.add_format({"bold": True, "bottom": 1})
        for column, (heading, width) in enumerate(_COLUMNS):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, heading, bold)
        sheet.freeze_panes(1, 0)
        results = sorted(summary.results, key=lambda result: (not result.reason, -result.failed_checks))
        for row, result in enumerate(results, 1):
            for column, value in enumerate(_values(result)):
                if isinstance(value, int):
                    sheet.write_number(row, column, value)
                elif value:
                    sheet.write_string(row, column, value)
        sheet.autofilter(0, 0, len(results), len(_COLUMNS) - 1)


def _values(result: FileResult) -> tuple[str | int | None, ...]:
    return (
        IN_WORDS[result.outcome],
        result.path,
        result.department,
        result.fiscal_year,
        result.title,
        result.failed_checks,
        result.reason,
        ENDED_IN_WORDS.get(result.ended_by or "", result.ended_by),
        "；".join(result.changes),
        result.report_id,
    )
