"""Files to the jobs that they make: what was read before, or lies here twice, is told at once and makes none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from jixiao.archive.archive import Archive
from jixiao.archive.imports import Copy, ImportedFile, Run, said_of
from jixiao.archive.originals import sha256_of
from jixiao.bulk.finding import contents
from jixiao.bulk.found import Found, Item, PassedOver, Unreachable
from jixiao.bulk.limits import LimitsByFormat
from jixiao.bulk.reading import Task
from jixiao.bulk.reading_in_order import Job
from jixiao.bulk.summary import FileResult, Outcome
from jixiao.bulk.writing import Listener, Writer

_AT_ONCE = 32
_BYTES_AT_ONCE = 64 << 20


@dataclass(frozen=True, slots=True)
class Choice:
    """What is to be read, and how: `retry_failed` also what could not be read before."""

    retry_failed: bool = False
    password: str | None = None
    limits: LimitsByFormat = field(default_factory=LimitsByFormat)


class Chooser:
    """Goes through the files of one import once."""

    def __init__(self, archive: Archive, run: Run, choice: Choice, writer: Writer, listener: Listener | None) -> None:
        self._archive = archive
        self._run = run
        self._choice = choice
        self._writer = writer
        self._listener = listener
        self._path_of: dict[str, str] = {}
        self._twins: list[tuple[str, str]] = []

    def jobs(self, files: Iterable[Path | PassedOver | Unreachable]) -> Iterator[Job]:
        """What is left to read of these files."""
        batch: list[Found] = []
        size = 0
        for item in self._items(files):
            if isinstance(item, PassedOver):
                self._writer.tell(FileResult(item.path, "passed_over"))
            elif (
                isinstance(item, Unreachable) and not item.there
            ):  # a slip of the keyboard, no file to read again one day
                self._writer.tell(FileResult(item.path, "failed", reason=item.reason))
            elif isinstance(item, Unreachable):
                self._writer.put(item)
            else:
                batch.append(item)
                size += len(item.content)
                if len(batch) == _AT_ONCE or size > _BYTES_AT_ONCE:
                    yield from self._unknown(batch)
                    batch, size = [], 0
        yield from self._unknown(batch)

    def tell_twins(self, results: Iterable[FileResult]) -> None:
        """When all is read: files that were at hand already under another path have become what that one has."""
        by_path = {result.path: result for result in results}
        copies: list[Copy] = []
        for path, sha256 in self._twins:
            result = by_path[self._path_of[sha256]]
            if result.reason:
                copies.append(Copy(sha256, path))
            outcome = result.outcome if result.reason else "unchanged"
            self._writer.tell(
                replace(result, path=path, outcome=outcome, reason=said_of(path, result.reason, result.path))
            )
        self._archive.keep_copies(copies)

    def _items(self, files: Iterable[Path | PassedOver | Unreachable]) -> Iterator[Item]:
        for file in files:
            if isinstance(file, PassedOver | Unreachable):
                yield file
                continue
            for position, item in enumerate(contents(file, self._choice.password)):
                if position and self._listener:  # an archive is more than the one file it was taken for
                    self._listener.expect(1)
                yield item

    def _unknown(self, batch: list[Found]) -> Iterator[Job]:
        hashes = [sha256_of(found.content) for found in batch]
        known = self._archive.imported(self._run, hashes)
        copies: list[Copy] = []
        for found, sha256 in zip(batch, hashes, strict=True):
            before = known.get(sha256)
            if sha256 in self._path_of:
                self._twins.append((found.path, sha256))
            elif before and (before.outcome == "imported" or not self._choice.retry_failed):
                self._writer.tell(_known(before, found.path))
                if before.outcome != "imported" and before.path != found.path:
                    copies.append(Copy(sha256, found.path))
            else:
                self._path_of[sha256] = found.path
                limits = self._choice.limits.of(found.content)
                yield Job(found, sha256, Task(found.name, found.content, limits, self._choice.password))
        self._archive.keep_copies(copies)


def _known(before: ImportedFile, path: str) -> FileResult:
    if before.outcome == "imported":
        return FileResult(path, "unchanged")
    outcome: Outcome = "scanned" if before.outcome == "scanned" else "failed_before"
    return FileResult(path, outcome, reason=said_of(path, before.reason, before.path), ended_by=before.ended_by)
