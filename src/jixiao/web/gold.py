"""A corrected record to gold: what `jixiao eval` compares with, and a folder that can be put into a corpus."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from jixiao.record import Fact, Record

_KINDS = {"absence": "none"}
_SUFFIXES = {
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "text/plain": ".txt",
}


def gold_of(record: Record) -> str:
    """What a person who went through a record stands for, in the form of corpus/*/record.json."""
    overall = record.score.model_dump(
        mode="json", include={"stated", "converted", "full_marks", "grade"}, exclude_none=True
    )
    region = record.region.model_dump(exclude_none=True)
    head = {"region": region, "document_numbers": record.document_numbers, "score": overall, "kind": record.kind}
    said = {name: getattr(record, name) for name in ("project", "title", "department", "fiscal_year")}
    titles = {section.id: section.ordinal + section.title for section in record.sections}
    gold = {
        "record": head | {name: value for name, value in said.items() if value is not None},
        "sections": [{"level": one.level, "ordinal": one.ordinal, "title": one.title} for one in record.sections],
        "scores": [
            _present({"title": one.title, "full": one.full_marks, "score": one.score, "deduction": one.deduction})
            for one in record.scores
        ],
        "facts": [_fact(one, titles) for one in record.facts],
        "findings": [
            _present({"rule": one.rule, "stated": one.stated, "computed": one.computed})
            for one in record.checks
            if one.status == "fail" and one.stated is not None
        ],
    }
    return json.dumps(gold, ensure_ascii=False, indent=1, default=_plain) + "\n"


def case_archive(record: Record, original: bytes | None) -> bytes:
    """A ZIP of one case: `record.json` (gold), `case.toml`, and the file as `report.docx`, `report.pdf` or `report.txt`."""
    out = BytesIO()
    about = json.dumps(
        f"{record.department or ''} {record.fiscal_year or ''} 人工更正后导出".strip(), ensure_ascii=False
    )
    with ZipFile(out, "w", ZIP_DEFLATED) as case:
        case.writestr("record.json", gold_of(record))
        case.writestr("case.toml", f"about = {about}\n")
        if original is not None:
            case.writestr("report" + _SUFFIXES.get(record.source.media_type, ".txt"), original)
    return out.getvalue()


def _fact(fact: Fact, titles: Mapping[str, str]) -> Mapping[str, Any]:
    return _present(
        {
            "kind": _KINDS.get(fact.kind, fact.kind), "labels": [fact.label], "text": fact.text, "value": fact.value,
            "value_to": fact.value_to, "year": fact.year, "measure": fact.measure, "section": titles.get(fact.section or ""),
            "qualifier": fact.qualifier,
        }
    )  # fmt: skip


def _present(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    raise TypeError(type(value).__name__)
