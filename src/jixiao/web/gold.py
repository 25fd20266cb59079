"""A corrected record to gold: what `jixiao eval` compares with, and a folder that can be put into a corpus."""

from __future__ import annotations

import json
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from jixiao.evaluate import gold as evaluate
from jixiao.record import Record

_SUFFIXES = {
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "text/plain": ".txt",
}


def gold_of(record: Record) -> str:
    """What a person who went through a record stands for, in the form of corpus/*/record.json."""
    return evaluate.gold_of(record).model_dump_json(indent=1, exclude_none=True) + "\n"


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
