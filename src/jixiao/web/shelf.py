"""A report of the archive to the sheet that its pages show: with what people put right in it, or as it was extracted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import HTTPException
from starlette.requests import Request

from jixiao.archive.corrections import Correction
from jixiao.archive.one_report import one_report
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
    site = site_of(request)
    found = one_report(site.archive.database, id, version)
    if found is None:
        raise HTTPException(404, "归档里没有这份报告。")
    record = site.records.get(found.record, lambda: Record.from_json(found.record))
    journal = [one for one in found.journal if one.sha256 == record.source.sha256]
    return Kept(id, found.row, found.versions, found.version, record, corrected(record, journal), journal)


def sheet_of(request: Request, report: Kept) -> Sheet:
    """The sheet of a report, with its corrections."""
    archive = site_of(request).archive
    sha256 = report.extracted.source.sha256
    return Sheet(report.address, report.corrected.record, lambda: archive.original(sha256))
