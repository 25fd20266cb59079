"""A record to the rows that an archive keeps of it, ready to insert: pure, so that workers do it and the writer only writes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jixiao.archive.columns import number, pack
from jixiao.archive.identity import content_hash, identity_of, reading_of
from jixiao.archive.search_index import SearchFields, search_fields
from jixiao.record import Check, Fact, Record, ScoreItem

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ReportRows:
    """All that is kept of one record. Rows are without `report_id`, which only the archive knows."""

    identity: str
    sha256: str
    reading: str
    report: Row
    version: Row
    facts: tuple[Row, ...]
    score_items: tuple[Row, ...]
    checks: tuple[Row, ...]
    search: SearchFields


def rows_of(record: Record, checked_with: str | None = None, corrected: frozenset[str] = frozenset()) -> ReportRows:
    """The rows of a record: of the report, of this version of it, of its facts, score items and checks, and its words.

    `checked_with` says whose checks these are ("0.1.0+8e14…", version and rules) where that is not who read the report;
    `corrected` are the ids of what is a person's and not extracted.
    """
    return ReportRows(
        identity=identity_of(record),
        sha256=content_hash(record),
        reading=reading_of(record),
        report=_storable(_report_row(record, corrected)),
        version=_storable(_version_row(record) | ({"checked_with": checked_with} if checked_with else {})),
        facts=tuple(_storable(_fact_row(fact) | {"corrected": fact.id in corrected}) for fact in record.facts),
        score_items=tuple(_storable(_score_row(item) | {"corrected": item.id in corrected}) for item in record.scores),
        checks=tuple(_storable(_check_row(check)) for check in record.checks),
        search=search_fields(record),
    )


def _report_row(record: Record, corrected: frozenset[str]) -> Row:
    failures = Counter(check.severity for check in record.checks if check.status == "fail")
    return {
        "kind": record.kind,
        "project": record.project,
        "title": record.title,
        "department": record.department,
        "province": record.region.province,
        "city": record.region.city,
        "county": record.region.county,
        "fiscal_year": record.fiscal_year,
        **number("score", record.score.stated),
        **number("converted", record.score.converted),
        **number("full_marks", record.score.full_marks),
        "grade": record.score.grade,
        "fact_count": len(record.facts),
        "check_count": len(record.checks),
        "failed_checks": failures["error"],
        "minor_checks": failures["minor"],
        "unread_numbers": record.unread_numbers,
        "corrected": len(corrected),
        "score_corrected": record.score.id in corrected,
    }


def _version_row(record: Record) -> Row:
    return {
        "file_name": record.source.name,
        "media_type": record.source.media_type,
        "bytes": record.source.bytes,
        "reader": record.source.reader,
        "extractor": record.extractor.version,
        "rules": record.extractor.rules,
        "checked_with": f"{record.extractor.version}+{record.extractor.rules}",
        "record": pack(record.to_json(None)),
    }


def _fact_row(fact: Fact) -> Row:
    return {
        "id": fact.id,
        "kind": fact.kind,
        "label": fact.label,
        "indicator": fact.indicator,
        "subject": fact.subject,
        **number("value", fact.value),
        **number("value_to", fact.value_to),
        "unit": fact.unit,
        "per": fact.per,
        "resolution": None if fact.resolution is None else format(fact.resolution, "f"),
        "direction": fact.direction,
        "qualifier": fact.qualifier,
        "year": fact.year,
        "measure": fact.measure,
        "section": fact.section,
        "text": fact.text,
        "block": fact.span.block,
        "start": fact.span.start,
        "end": fact.span.end,
    }


def _score_row(item: ScoreItem) -> Row:
    return {
        "id": item.id,
        "title": item.title,
        **number("score", item.score),
        **number("full_marks", item.full_marks),
        **number("deduction", item.deduction),
        "bonus": item.bonus,
        "applicable": item.applicable,
        "parent": item.parent,
        "section": item.section,
        "source": item.source,
    }


def _check_row(check: Check) -> Row:
    return {
        "id": check.id,
        "rule": check.rule,
        "status": check.status,
        "severity": check.severity,
        **number("stated", check.stated),
        **number("computed", check.computed),
        **number("difference", check.difference),
        "unit": check.unit,
        "message": check.message,
        "hint": check.hint,
    }


def _storable(row: Mapping[str, Any]) -> Row:
    """Without NUL characters, which a damaged file may hold and PostgreSQL keeps in no text."""
    return {name: value.replace("\0", "") if isinstance(value, str) else value for name, value in row.items()}
