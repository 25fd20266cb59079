"""What was imported when, and what became of each file: from here an import that was killed goes on, and none does work twice."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, delete, insert, select, update

from jixiao.archive.columns import now
from jixiao.archive.tables import import_files, import_runs

FileOutcome = Literal["imported", "failed"]
_AT_ONCE = 500
"""Hashes asked for in one query; SQLite takes at most 32,766 values."""


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """What became of one file, read by one extractor ("0.1.0+8e14…"): a record, or no record and the reason."""

    sha256: str
    path: str
    bytes: int
    outcome: FileOutcome
    reason: str | None = None
    ended_by: str | None = None
    attempts: int = 1
    finished: datetime | None = None


def begin_run(connection: Connection, extractor: str, places: Sequence[str]) -> int:
    """The number of a new run."""
    row = {"started": now(), "extractor": extractor, "places": "\n".join(places)}
    return int(connection.execute(insert(import_runs).values(row).returning(import_runs.c.id)).scalar_one())


def end_run(connection: Connection, run_id: int) -> None:
    """A run that came to its end."""
    connection.execute(update(import_runs).where(import_runs.c.id == run_id).values(finished=now()))


def outcomes(connection: Connection, extractor: str, hashes: Collection[str]) -> dict[str, ImportedFile]:
    """What became of these files when this extractor read them; those it has not read are missing."""
    found: dict[str, ImportedFile] = {}
    asked = list(hashes)
    for start in range(0, len(asked), _AT_ONCE):
        some = import_files.c.sha256.in_(asked[start : start + _AT_ONCE])
        for row in connection.execute(select(import_files).where(some, import_files.c.extractor == extractor)):
            found[row.sha256] = _imported_file(row)
    return found


def keep(connection: Connection, run_id: int, extractor: str, files: Sequence[ImportedFile]) -> None:
    """What became of some files, in place of what was known of them; in the transaction that keeps their records."""
    if not files:
        return
    hashes = [file.sha256 for file in files]
    connection.execute(
        delete(import_files).where(import_files.c.sha256.in_(hashes), import_files.c.extractor == extractor)
    )
    rows = [
        {
            "sha256": file.sha256,
            "extractor": extractor,
            "run_id": run_id,
            "path": file.path,
            "bytes": file.bytes,
            "outcome": file.outcome,
            "reason": file.reason,
            "ended_by": file.ended_by,
            "attempts": file.attempts,
            "finished": file.finished or now(),
        }
        for file in {file.sha256: file for file in files}.values()
    ]
    connection.execute(insert(import_files), rows)


def failures(connection: Connection) -> list[ImportedFile]:
    """The files that could not be read, by their last reading, by path."""
    query = select(import_files).order_by(import_files.c.finished)
    failed = import_files.alias()
    query = query.where(import_files.c.sha256.in_(select(failed.c.sha256).where(failed.c.outcome == "failed")))
    last = {row.sha256: row for row in connection.execute(query)}
    return sorted((_imported_file(row) for row in last.values() if row.outcome == "failed"), key=lambda file: file.path)


def forget(connection: Connection, hashes: Sequence[str]) -> None:
    """As if these files had never been imported."""
    connection.execute(delete(import_files).where(import_files.c.sha256.in_(hashes)))


def _imported_file(row: object) -> ImportedFile:
    names = ImportedFile.__dataclass_fields__
    return ImportedFile(**{name: getattr(row, name) for name in names})
