"""What an import did, file by file, and in sums."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

Outcome = Literal["new", "version", "older", "reread", "unchanged", "failed", "failed_before", "scanned", "passed_over"]
"""What became of a file: a new report; the newest or an older file of a known one; read otherwise than before; as before;
not read, now or at an earlier import; a scan without text; no report by its suffix."""

IN_WORDS: dict[Outcome, str] = {
    "new": "新导入",
    "version": "更新为新版本",
    "older": "存为旧版本",
    "reread": "重新读取，有变化",
    "unchanged": "已在归档，未变",
    "failed": "未能读取",
    "failed_before": "以前未能读取",
    "scanned": "没有文字的扫描件",
    "passed_over": "不是报告类文件",
}


ENDED_IN_WORDS = {"time": "超过时限", "memory": "超过内存限度", "pool": "读取程序中断"}
"""What ended a reading; signals (SIGSEGV) keep their names."""


@dataclass(frozen=True, slots=True)
class FileResult:
    """One file: what became of it; whose report it is, where it is one; why there is none, where there is none."""

    path: str
    outcome: Outcome
    report_id: int | None = None
    department: str | None = None
    fiscal_year: int | None = None
    title: str | None = None
    failed_checks: int = 0
    reason: str | None = None
    ended_by: str | None = None
    changes: tuple[str, ...] = ()


@dataclass
class Summary:
    """An import as it goes on: one result a file, in the order written."""

    results: list[FileResult] = field(default_factory=list)
    seconds: float = 0.0

    def count(self, *outcomes: Outcome) -> int:
        """How many files had one of these outcomes."""
        counts = Counter(result.outcome for result in self.results)
        return sum(counts[outcome] for outcome in outcomes)

    @property
    def failures(self) -> list[FileResult]:
        """The files without a record, also those that an earlier import could not read."""
        return [result for result in self.results if result.outcome in ("failed", "failed_before")]

    @property
    def scans(self) -> list[FileResult]:
        """The files that are pictures of pages, in which there is no text to read."""
        return [result for result in self.results if result.outcome == "scanned"]

    @property
    def with_failed_checks(self) -> list[FileResult]:
        """The reports that came in now and do not add up, the worst first; of several files of a report the current one."""
        arrived = ("new", "version", "reread")
        current = {result.report_id: result for result in self.results if result.outcome in arrived}
        bad = [result for result in current.values() if result.failed_checks]
        return sorted(bad, key=lambda result: -result.failed_checks)
