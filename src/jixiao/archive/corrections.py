"""What people put right: who, when, what stood there and what should; laid over the extraction, never written into it.

A correction names the file and the element by its id. Ids come from the place of a figure in the text, so that they mean the
same figure after the file was read anew by a later version.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from jixiao.archive.columns import now
from jixiao.archive.tables import corrections, versions


@dataclass(frozen=True, slots=True)
class Correction:
    """One field of one element (the id of a fact or score item, "score", or "record") before and after, as JSON values."""

    sha256: str
    element: str
    field: str
    before: Any
    after: Any
    author: str
    note: str | None = None
    made: datetime = dataclasses.field(default_factory=now)


def keep(connection: Connection, correction: Correction) -> None:
    """Add one; an earlier one of the same field stays, and the last one counts."""
    connection.execute(
        insert(corrections).values(
            sha256=correction.sha256,
            element=correction.element,
            field=correction.field,
            before=json.dumps(correction.before, ensure_ascii=False),
            after=json.dumps(correction.after, ensure_ascii=False),
            author=correction.author,
            note=correction.note,
            made=correction.made,
        )
    )


def of_report(connection: Connection, report_id: int) -> list[Correction]:
    """All of a report's files, oldest first."""
    query = (
        select(corrections)
        .join(versions, versions.c.sha256 == corrections.c.sha256)
        .where(versions.c.report_id == report_id)
        .order_by(corrections.c.made, corrections.c.id)
    )
    return [_correction(row) for row in connection.execute(query)]


def of_files(connection: Connection, hashes: Sequence[str]) -> dict[str, list[Correction]]:
    """All of some files, oldest first; files in which nothing was corrected are missing."""
    query = select(corrections).where(corrections.c.sha256.in_(hashes))
    found: dict[str, list[Correction]] = {}
    for row in connection.execute(query.order_by(corrections.c.made, corrections.c.id)):
        found.setdefault(row.sha256, []).append(_correction(row))
    return found


def _correction(row: Row[Any]) -> Correction:
    before, after = json.loads(row.before), json.loads(row.after)
    return Correction(row.sha256, row.element, row.field, before, after, row.author, row.note, row.made)
