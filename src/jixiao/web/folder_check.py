"""A batch of reports to one line for each: stated total, sum, what fails and where, how many figures were not understood."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from jixiao.record import Record
from jixiao.web.report_view import CheckRow, ReportView
from jixiao.web.tray import Batch, Item


@dataclass(frozen=True, slots=True)
class Line:
    """One report of a folder; without a record while it is read, and where it cannot be."""

    item: Item
    record: Record | None = None
    stated: Decimal | None = None
    sum: Decimal | None = None
    total_fails: bool = False
    failures: tuple[CheckRow, ...] = ()
    checks: int = 0
    unread: int = 0
    warnings: tuple[str, ...] = ()


def folder_check(batch: Batch) -> tuple[Line, ...]:
    """The lines of a batch, those that need a look first."""
    return tuple(
        sorted(_lines(batch), key=lambda line: (line.item.failure is None, -len(line.failures), line.item.name))
    )


def _lines(batch: Batch) -> Iterator[Line]:
    for item in batch.items:
        if item.record_file is None:
            yield Line(item)
            continue
        record = item.record
        view = ReportView(record)
        yield Line(
            item,
            record,
            record.score.stated,
            view.sum_of_scores,
            view.total_check is not None and view.total_check.status == "fail",
            tuple(row for row in view.checks if row.number),
            len(record.checks),
            sum(one.reason == "unknown" for one in record.unread),
            tuple(warning.message for warning in record.warnings),
        )
