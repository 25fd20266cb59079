"""A report in, a checked record out: `read`, `extract`, `check`, `open_archive` and `Record` are the whole public surface.

    >>> from jixiao import Document, extract
    >>> extract(Document.of_lines("某县档案馆2023年度部门整体绩效自评报告", "一、自评得分", "自评得分91分。")).fiscal_year
    2023

What is heavy is imported when it is first used, so that `import jixiao` costs next to nothing.
"""

from __future__ import annotations

from os import PathLike
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jixiao.archive.archive import Archive
    from jixiao.document import Document
    from jixiao.patterns import Rules
    from jixiao.record import Check, Record

__all__ = ["Check", "Document", "Record", "check", "extract", "open_archive", "read"]


def read(path: str | PathLike[str], *, password: str | None = None) -> Document:
    """A report as read: its blocks in order. UnreadableFileError says why a file cannot be read and what to do."""
    from pathlib import Path

    from jixiao import readers

    return readers.read(Path(path), password=password)


def extract(report: Document | str | PathLike[str], rules: Rules | None = None) -> Record:
    """The record of a report, given as a file or as a document that was read before."""
    from jixiao import pipeline
    from jixiao.document import Document

    document = report if isinstance(report, Document) else read(report)
    return pipeline.extract(document, rules)


def check(record: Record, rules: Rules | None = None) -> tuple[Check, ...]:
    """Every re-calculation that the record allows, with the rules of today, also for a record kept from before."""
    from jixiao import checks
    from jixiao.patterns import load_rules

    return tuple(checks.check(record, rules or load_rules()))


def open_archive(location: str | PathLike[str] | None = None) -> Archive:
    """The archive at a place: a file, a URL (`postgresql://…`), or by default the one in the user's data folder."""
    from jixiao import archive

    return archive.open_archive(location)


def __getattr__(name: str) -> Any:
    if name in ("Record", "Check"):
        from jixiao import record

        return getattr(record, name)
    if name == "Document":
        from jixiao.document import Document

        return Document
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
