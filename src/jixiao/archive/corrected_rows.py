"""Rows of an extraction and what people corrected in it, to the rows that searches, series and exports read.

The record in `versions` stays what was extracted; only the copy that can be asked with SQL says what people made of it, with a
mark at each figure and score that is theirs. How a correction is laid over a record and what that makes of its checks is not the
archive's to know: it is handed a function that does (`Lay`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection, select

from jixiao.archive.columns import unpack
from jixiao.archive.corrections import Correction, of_files
from jixiao.archive.rows import ReportRows, rows_of
from jixiao.archive.tables import reports, versions
from jixiao.record import Record

Lay = Callable[[Record, Sequence[Correction]], tuple[Record, frozenset[str]]]
"""A record and the corrections of its file, oldest first, to the corrected record and the ids of what is not as extracted."""


def with_corrections(rows: ReportRows, journal: Sequence[Correction], lay: Lay) -> ReportRows:
    """The rows of an extraction with those of the corrected record in their place; file, version and identity stay."""
    record, elements = lay(Record.from_json(unpack(rows.version["record"])), journal)
    made = rows_of(record, corrected=elements)
    return replace(
        rows,
        report=made.report,
        facts=made.facts,
        score_items=made.score_items,
        checks=made.checks,
        search=made.search,
    )


def corrected_in(connection: Connection, batch: Iterable[ReportRows], lay: Lay) -> Mapping[str, ReportRows]:
    """Of a batch, the rows of those files in which people corrected something, by the hash of the file."""
    by_hash = {rows.sha256: rows for rows in batch}
    journals = of_files(connection, list(by_hash))
    return {sha256: with_corrections(by_hash[sha256], journal, lay) for sha256, journal in journals.items()}


def current_rows(connection: Connection, hashes: Sequence[str], lay: Lay) -> dict[int, ReportRows]:
    """The rows, with corrections, of the reports whose current version is one of these files, by the report's number."""
    current = (versions.c.report_id == reports.c.id) & (versions.c.number == reports.c.version)
    query = select(reports.c.id, versions.c.record, versions.c.sha256).join(versions, current)
    found: dict[int, ReportRows] = {}
    for row in connection.execute(query.where(versions.c.sha256.in_(hashes))).all():
        rows = rows_of(Record.from_json(row.record))
        journal = of_files(connection, [row.sha256]).get(row.sha256)
        found[row.id] = with_corrections(rows, journal, lay) if journal else rows
    return found
