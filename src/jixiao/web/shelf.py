"""A report of the archive to the sheet that its pages show: with what people put right in it, or as it was extracted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import HTTPException
from starlette.requests import Request

from jixiao.archive.corrections import Correction
from jixiao.corrected import Corrected, corrected
from jixiao.record import Record
from jixiao.web.sheets import Sheet
from jixiao.web.site import site_of


@dataclass(frozen=True, slots=True)
class Kept:
    """A report of the archive: its row, its files, the shown one as extracted, and what people put right in it."""

    id: int
    row: Mapping[str, Any]
    versions: Sequence[Mapping[str, Any]]
    version: int
    extracted: Record
    corrected: Corrected
    journal: Sequence[Correction]

    @property
    def address(self) -> str:
        """Its page; an older version has one of its own."""
        base = f"/reports/{self.id}"
        return base if self.is_current else f"{base}/versions/{self.version}"

    @property
    def is_current(self) -> bool:
        """Whether it is the version that counts."""
        return bool(self.version == self.row["version"])


def kept(request: Request, id: int, version: int | None = None) -> Kept:
    """A report, its current version or another; 404 where there is none."""
    archive = site_of(request).archive
    row = archive.report(id)
    versions = archive.versions(id) if row else []
    number = version or (int(row["version"]) if row else 0)
    if row is None or number not in {one["number"] for one in versions}:
        raise HTTPException(404, "归档里没有这份报告。")
    record = archive.record(id, number)
    journal = [one for one in archive.corrections(id) if one.sha256 == record.source.sha256]
    return Kept(id, row, versions, number, record, corrected(record, journal), journal)


def sheet_of(request: Request, report: Kept) -> Sheet:
    """The sheet of a report, with its corrections."""
    archive = site_of(request).archive
    sha256 = report.extracted.source.sha256
    return Sheet(report.address, report.corrected.record, lambda: archive.original(sha256))
