"""Rows of records into the tables, a batch in one transaction: new reports, newer files of known ones, files read anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, delete, insert, select, update

from jixiao.archive import search_index
from jixiao.archive.columns import now
from jixiao.archive.corrected_rows import Lay, corrected_in, current_rows
from jixiao.archive.rows import ReportRows
from jixiao.archive.tables import checks, facts, reports, score_items, versions

Outcome = Literal["new", "version", "older", "reread", "unchanged"]
"""A new report; a newer file of a known one; an older file of it; the same file read otherwise; nothing new."""

_ROWS = (facts, score_items, checks)


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of one record: where it is now, and what that was to the archive."""

    report_id: int
    version: int
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Arrival:
    """The rows of one file, where it lay and when it was last changed (None: just now)."""

    rows: ReportRows
    path: str | None = None
    modified: datetime | None = None


def store(connection: Connection, arrivals: Sequence[Arrival], lay: Lay) -> list[Stored]:
    """All of a batch, in order. Rows of facts, scores, checks and words are written together at the end, with what people corrected."""
    current: dict[int, ReportRows] = {}
    fresh: set[int] = set()
    stored: list[Stored] = []
    familiar = _familiar(connection, [arrival.rows for arrival in arrivals])
    corrected = corrected_in(connection, [arrival.rows for arrival in arrivals], lay)
    for arrival in (replace(one, rows=corrected.get(one.rows.sha256, one.rows)) for one in arrivals):
        one = _store_version(connection, arrival, familiar, lay)
        stored.append(one)
        if one.outcome == "new":
            fresh.add(one.report_id)
        elif one.outcome == "version":
            fresh.discard(one.report_id)  # its row is that of an earlier file of the batch
        rewritten = one.outcome == "reread" or (one.outcome == "unchanged" and arrival.rows.sha256 in corrected)
        if one.outcome in ("new", "version") or (rewritten and _is_current(connection, one)):
            current[one.report_id] = arrival.rows
    kept = set(connection.execute(select(reports.c.id).where(reports.c.id.in_(current))).scalars())
    _write_rows(connection, {report_id: rows for report_id, rows in current.items() if report_id in kept}, fresh)
    return stored


def write_anew(connection: Connection, hashes: Sequence[str], lay: Lay) -> None:
    """The rows of the reports whose current files these are, made anew of their records and corrections."""
    _write_rows(connection, current_rows(connection, hashes, lay), frozenset())


def _familiar(connection: Connection, batch: Sequence[ReportRows]) -> set[str]:
    """The hashes and identities of a batch that are in the archive, or come twice: of all others nothing need be asked."""
    counts = Counter(name for rows in batch for name in (rows.sha256, rows.identity))
    hashes = select(versions.c.sha256).where(versions.c.sha256.in_([rows.sha256 for rows in batch]))
    identities = select(reports.c.identity).where(reports.c.identity.in_([rows.identity for rows in batch]))
    there = {*connection.execute(hashes).scalars(), *connection.execute(identities).scalars()}
    return there | {name for name, count in counts.items() if count > 1}


def _store_version(connection: Connection, arrival: Arrival, familiar: Container[str], lay: Lay) -> Stored:
    rows = arrival.rows
    where = versions.c.sha256 == rows.sha256
    columns = (versions.c.report_id, versions.c.number, versions.c.reading, versions.c.modified, versions.c.path)
    known = connection.execute(select(*columns).where(where)).one_or_none() if rows.sha256 in familiar else None
    if known is None:
        return _add_version(connection, arrival, familiar)
    if known.reading == rows.reading:
        by = {name: rows.version[name] for name in ("extractor", "rules", "checked_with")}
        connection.execute(update(versions).where(where).values(by))
        return Stored(known.report_id, known.number, "unchanged")
    identity = connection.execute(select(reports.c.identity).where(reports.c.id == known.report_id)).scalar_one()
    if identity != rows.identity and not _rename(connection, known.report_id, rows.identity):
        _remove_version(connection, known.report_id, rows.sha256, lay)
        moved = _add_version(connection, Arrival(rows, known.path, known.modified), familiar)
        return Stored(moved.report_id, moved.version, "older" if moved.outcome == "older" else "version")
    connection.execute(update(versions).where(where).values(rows.version | {"reading": rows.reading}))
    return Stored(known.report_id, known.number, "reread")


def _add_version(connection: Connection, arrival: Arrival, familiar: Container[str]) -> Stored:
    """A file that the archive has not: it is the current one of its report unless that has a newer one."""
    at = now()
    rows, modified = arrival.rows, arrival.modified or at
    report_id = None
    if rows.identity in familiar:
        same = select(reports.c.id).where(reports.c.identity == rows.identity)
        report_id = connection.execute(same).scalar_one_or_none()
    outcome: Outcome = "new"
    number = 1
    if report_id is None:
        written: dict[str, Any] = rows.report | {"identity": rows.identity, "version": 1, "added": at, "updated": at}
        report_id = int(connection.execute(insert(reports).values(written).returning(reports.c.id)).scalar_one())
    else:
        others = connection.execute(
            select(versions.c.number, versions.c.modified).where(versions.c.report_id == report_id)
        ).all()
        number = 1 + max(other.number for other in others)
        outcome = "older" if any(other.modified > modified for other in others) else "version"
    connection.execute(
        insert(versions).values(
            rows.version
            | {"report_id": report_id, "number": number, "sha256": rows.sha256, "reading": rows.reading}
            | {"path": arrival.path, "modified": modified, "added": at}
        )
    )
    if outcome == "version":
        connection.execute(update(reports).where(reports.c.id == report_id).values(version=number))
    return Stored(report_id, number, outcome)


def _rename(connection: Connection, report_id: int, identity: str) -> bool:
    """The report under another identity, where it has only this one file and no other report has that identity."""
    files = connection.execute(select(versions.c.number).where(versions.c.report_id == report_id)).all()
    taken = connection.execute(select(reports.c.id).where(reports.c.identity == identity)).first()
    if len(files) > 1 or taken:
        return False
    connection.execute(update(reports).where(reports.c.id == report_id).values(identity=identity))
    return True


def _remove_version(connection: Connection, report_id: int, sha256: str, lay: Lay) -> None:
    """A file away from a report it is not of; the report goes when it was the only one, else its newest is current."""
    connection.execute(delete(versions).where(versions.c.sha256 == sha256))
    left = connection.execute(
        select(versions.c.number, versions.c.sha256)
        .where(versions.c.report_id == report_id)
        .order_by(versions.c.modified.desc(), versions.c.number.desc())
    ).first()
    if left is None:
        clear_rows(connection, [report_id])
        connection.execute(delete(reports).where(reports.c.id == report_id))
        return
    connection.execute(update(reports).where(reports.c.id == report_id).values(version=left.number))
    write_anew(connection, [left.sha256], lay)


def _is_current(connection: Connection, one: Stored) -> bool:
    query = select(reports.c.id).where(reports.c.id == one.report_id, reports.c.version == one.version)
    return connection.execute(query).first() is not None


def _write_rows(connection: Connection, current: dict[int, ReportRows], fresh: set[int] | frozenset[int]) -> None:
    """The rows and words of current versions, in place of what was there; `fresh` reports have nothing there yet."""
    known = [report_id for report_id in current if report_id not in fresh]
    if known:
        clear_rows(connection, known)
        for report_id in known:
            row = current[report_id].report | {"updated": now()}
            connection.execute(update(reports).where(reports.c.id == report_id).values(row))
    for table in _ROWS:
        written = [
            row | {"report_id": report_id, "position": position}
            for report_id, rows in current.items()
            for position, row in enumerate(getattr(rows, table.name))
        ]
        if written:
            connection.execute(insert(table), written)
    search_index.index_reports(connection, [(report_id, rows.search) for report_id, rows in current.items()])


def clear_rows(connection: Connection, report_ids: Sequence[int]) -> None:
    """Take away the rows and words of reports; their records stay."""
    for report_id in report_ids:
        search_index.unindex(connection, report_id)
    for table in _ROWS:
        connection.execute(delete(table).where(table.c.report_id.in_(report_ids)))
