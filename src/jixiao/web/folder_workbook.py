"""The check of a folder to one workbook: a line a report, and a line for each figure that does not agree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jixiao.web.folder_check import Line
from jixiao.web.table_files import workbook

_REPORTS = (
    ("文件", 34), ("部门", 26), ("年度", 8), ("标题", 40), ("报告总分", 10), ("各项合计", 10), ("核算", 8), ("不符", 8),
    ("尾差", 8), ("未认出的数", 10), ("说明", 50),
)  # fmt: skip
_FAILURES = (
    ("文件", 34), ("部门", 26), ("结果", 8), ("核算", 12), ("位置", 30), ("报告所写", 14), ("应为", 14), ("相差", 12),
    ("单位", 8), ("说明", 60), ("可能的改法", 44),
)  # fmt: skip


def folder_workbook(lines: Sequence[Line]) -> bytes:
    """The workbook as bytes."""
    reports = [_report(line) for line in lines]
    failures = [row for line in lines for row in _failures(line)]
    return workbook((("报告", _REPORTS, reports), ("不符之处", _FAILURES, failures)))


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
