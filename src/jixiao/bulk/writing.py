"""Readings into the archive, a batch in a transaction, each with what became of its file; told and summed up once written."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Protocol

from jixiao.archive.archive import Archive
from jixiao.archive.imports import FileOutcome, ImportedFile, Run
from jixiao.archive.originals import sha256_of
from jixiao.archive.storing import Arrival, Stored
from jixiao.bulk.found import Unreachable
from jixiao.bulk.reading import Failure, Success
from jixiao.bulk.reading_in_order import Finished
from jixiao.bulk.summary import FileResult, Outcome, Summary

_BATCH = 32
_BATCH_SECONDS = 2.0


class Listener(Protocol):
    """Who is told how an import goes on."""

    def expect(self, files: int) -> None:
        """There are so many files more than was known."""

    def advance(self, result: FileResult) -> None:
        """One file is done, and written."""


class Writer:
    """The one who writes. Nothing counts as done before it is committed."""

    def __init__(
        self, archive: Archive, run: Run | None, summary: Summary, listener: Listener | None, *, originals: bool
    ) -> None:
        self._archive = archive
        self._run = run
        self._summary = summary
        self._listener = listener
        self._originals = originals
        self._waiting: list[Finished | Unreachable] = []
        self._since = time.monotonic()

    def put(self, finished: Finished | Unreachable) -> None:
        """To be written with the next batch."""
        if not self._waiting:
            self._since = time.monotonic()
        self._waiting.append(finished)
        if len(self._waiting) >= _BATCH or time.monotonic() - self._since > _BATCH_SECONDS:
            self.flush()

    def flush(self) -> None:
        """Write all that waits; ArchiveError when it cannot be, and then none of it is."""
        batch, self._waiting = self._waiting, []
        if not batch:
            return
        read = [one for one in batch if isinstance(one, Finished) and isinstance(one.reading, Success)]
        arrivals = [Arrival(_success(one).rows, one.job.found.path, one.job.found.modified) for one in read]
        contents = {one.job.sha256: one.job.found.content for one in read} if self._originals else {}
        stored = self._archive.keep_import(self._run, arrivals, contents, [_imported_file(one) for one in batch])
        results = {id(one): _stored_result(one, became) for one, became in zip(read, stored, strict=True)}
        for one in batch:
            self.tell(results.get(id(one)) or _failed_result(one))

    def tell(self, result: FileResult) -> None:
        """Count a file, and say so."""
        self._summary.results.append(result)
        if self._listener:
            self._listener.advance(result)


def _imported_file(one: Finished | Unreachable) -> ImportedFile:
    if isinstance(one, Unreachable):  # without content there is no hash of it
        return ImportedFile(sha256_of(one.path.encode(errors="replace")), one.path, 0, "failed", one.reason)
    found = one.job.found
    if isinstance(one.reading, Failure):
        became: FileOutcome = "scanned" if one.reading.scanned else "failed"
        outcome = ImportedFile(one.job.sha256, found.path, len(found.content), became, one.reading.reason)
        return replace(outcome, ended_by=one.reading.ended_by, attempts=one.attempts)
    return ImportedFile(one.job.sha256, found.path, len(found.content), "imported", attempts=one.attempts)


def _success(one: Finished) -> Success:
    assert isinstance(one.reading, Success)
    return one.reading


def _stored_result(one: Finished, stored: Stored) -> FileResult:
    report = _success(one).rows.report
    return FileResult(
        one.job.found.path,
        stored.outcome,
        stored.report_id,
        report["department"],
        report["fiscal_year"],
        report["title"],
        report["failed_checks"],
        changes=_success(one).changes if stored.outcome != "unchanged" else (),
    )


def _failed_result(one: Finished | Unreachable) -> FileResult:
    if isinstance(one, Unreachable):
        return FileResult(one.path, "failed", reason=one.reason)
    assert isinstance(one.reading, Failure)
    outcome: Outcome = "scanned" if one.reading.scanned else "failed"
    return FileResult(one.job.found.path, outcome, reason=one.reading.reason, ended_by=one.reading.ended_by)
