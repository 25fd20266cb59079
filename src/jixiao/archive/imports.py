"""What was imported when, and what became of each file: from here an import that was killed goes on, and none does work twice."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import PurePath
from typing import Any, Literal

from sqlalchemy import Connection, delete, func, insert, select, update

from jixiao.archive.columns import now
from jixiao.archive.tables import import_copies, import_files, import_runs

_NOT_READ = import_files.c.outcome != "imported"
FileOutcome = Literal["imported", "failed", "scanned"]


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """What became of one file: a record, or no record and the reason."""

    sha256: str
    path: str
    bytes: int
    outcome: FileOutcome
    reason: str | None = None
    ended_by: str | None = None
    attempts: int = 1
    """How often it was tried: given, in this import; asked of the archive, in all imports."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A file without a record that lies at one more place."""

    sha256: str
    path: str


@dataclass(frozen=True, slots=True)
class Run:
    """One import: its number, and who reads in it ("0.1.0+8e141d5fa9ee58b1": version and rules)."""

    id: int
    extractor: str


def begin(connection: Connection, extractor: str, places: Sequence[str]) -> Run:
    """A new run over some places."""
    row = {"started": now(), "extractor": extractor, "places": "\n".join(places)}
    return Run(connection.execute(insert(import_runs).values(row).returning(import_runs.c.id)).scalar_one(), extractor)


def end(connection: Connection, run: Run) -> None:
    """A run that came to its end."""
    connection.execute(update(import_runs).where(import_runs.c.id == run.id).values(finished=now()))


def files_of(connection: Connection, run: Run) -> int:
    """How many files a run read."""
    count = select(func.count()).select_from(import_files).where(import_files.c.run_id == run.id)
    return int(connection.execute(count).scalar_one())


def outcomes(connection: Connection, run: Run, hashes: Collection[str]) -> dict[str, ImportedFile]:
    """What became of these files when this extractor read them before; those it has not read are missing."""
    read = import_files.c.sha256.in_(list(hashes)) & (import_files.c.extractor == run.extractor)
    return {row.sha256: _imported_file(row) for row in connection.execute(select(import_files).where(read))}


def keep(connection: Connection, run: Run, files: Sequence[ImportedFile]) -> None:
    """What became of some files, in place of what was known of them; in the transaction that keeps their records.

    That a file could not be read is forgotten when what lies at its path now can be. One that failed before and fails
    again has been tried so many times more, whichever version tried it.
    """
    if not files:
        return
    tried = _attempts(connection, [file.sha256 for file in files])
    read = import_files.c.sha256.in_([file.sha256 for file in files]) & (import_files.c.extractor == run.extractor)
    paths = [file.path for file in files]
    failed_there = import_files.c.path.in_(paths) & _NOT_READ
    for known in (read, failed_there):
        connection.execute(delete(import_files).where(known))
    connection.execute(delete(import_copies).where(import_copies.c.path.in_(paths)))
    connection.execute(
        insert(import_files),
        [
            asdict(file)
            | {"extractor": run.extractor, "run_id": run.id, "finished": now()}
            | ({"attempts": file.attempts + tried.get(file.sha256, 0)} if file.outcome != "imported" else {})
            for file in {file.sha256: file for file in files}.values()
        ],
    )


def _attempts(connection: Connection, hashes: Collection[str]) -> dict[str, int]:
    """How often each of these files was tried in vain so far."""
    failed = import_files.c.sha256.in_(list(hashes)) & _NOT_READ
    query = select(import_files.c.sha256, func.max(import_files.c.attempts).label("attempts")).where(failed)
    return {row.sha256: row.attempts for row in connection.execute(query.group_by(import_files.c.sha256))}


def keep_copies(connection: Connection, copies: Sequence[Copy]) -> None:
    """That files without a record lie at these places too."""
    paths = [copy.path for copy in copies]
    connection.execute(delete(import_copies).where(import_copies.c.path.in_(paths)))
    connection.execute(delete(import_files).where(import_files.c.path.in_(paths) & _NOT_READ))
    connection.execute(insert(import_copies), [asdict(copy) for copy in {copy.path: copy for copy in copies}.values()])


def failures(connection: Connection) -> list[ImportedFile]:
    """The files that no extractor could read so far, each by its last attempt, by path; one at several places at each."""
    read = select(import_files.c.sha256).where(import_files.c.outcome == "imported")
    query = select(import_files).where(_NOT_READ, import_files.c.sha256.not_in(read))
    last = {row.sha256: _imported_file(row) for row in connection.execute(query.order_by(import_files.c.finished))}
    found = {file.path: file for file in last.values()}
    for copy in connection.execute(
        select(import_copies).where(import_copies.c.sha256.in_(select(import_files.c.sha256).where(_NOT_READ)))
    ):
        if (file := last.get(copy.sha256)) is None:  # another extractor could read it
            continue
        found.setdefault(copy.path, replace(file, path=copy.path, reason=said_of(copy.path, file.reason, file.path)))
    return sorted(found.values(), key=lambda file: file.path)


def said_of(path: str, reason: str | None, told_of: str) -> str | None:
    """The reason told of one file, told of another of the same content: 甲.doc：是旧版… becomes 乙.wps：是旧版…."""
    name = f"{PurePath(told_of).name}："
    if reason is None or not reason.startswith(name):
        return reason
    return f"{PurePath(path).name}：{reason.removeprefix(name)}"


def forget(connection: Connection, hashes: Sequence[str]) -> None:
    """As if these files had never been imported."""
    for table in (import_files, import_copies):
        connection.execute(delete(table).where(table.c.sha256.in_(hashes)))


def _imported_file(row: Any) -> ImportedFile:
    return ImportedFile(row.sha256, row.path, row.bytes, row.outcome, row.reason, row.ended_by, row.attempts)
