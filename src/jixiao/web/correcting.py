"""What a person fills in to correct a report, to entries of its journal; and the forms, filled with what stands there now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jixiao import journal, terms
from jixiao.archive.corrections import Correction
from jixiao.corrected import ADDED, DISMISSED, FACT_FIELDS, SCORE_FIELDS, TAKEN_BACK, WRONG, current_value, in_force
from jixiao.errors import JixiaoError
from jixiao.record import Record
from jixiao.web.shelf import Kept

UNITS = ("万元", "%", "百分点", "倍", "个", "人", "辆", "户", "次", "分")


class UnreadableFormError(JixiaoError):
    """What a person filled in cannot be meant; its text says why."""


@dataclass(frozen=True, slots=True)
class Correctable:
    """What can be corrected: its id, the names of its fields, what stands there now, and how the report prints it."""

    element: str
    fields: tuple[str, ...]
    values: Mapping[str, Any]
    printed: str
    context: str


def correctable(record: Record, element: str) -> Correctable:
    """A fact, score item or the overall score by its id; KeyError where there is none."""
    for fact in record.facts:
        if fact.id == element:
            values = {field: current_value(record, element, field) for field in FACT_FIELDS}
            context = _around(record, fact.span.block)
            return Correctable(element, FACT_FIELDS, values | {"unit": fact.unit}, fact.text, context)
    values = {field: current_value(record, element, field) for field in SCORE_FIELDS}
    fields: tuple[str, ...] = SCORE_FIELDS
    if element == record.score.id:
        fields, span = ("value",), record.score.span
    else:
        span = next(item.span for item in record.scores if item.id == element)
    text = next((block.text for block in record.blocks if span and block.id == span.block), "")
    printed = text[span.start : span.end] if span else ""
    return Correctable(element, fields, values, printed, _around(record, span.block) if span else "")


def _around(record: Record, block: str) -> str:
    """What stands around a figure: the text of its paragraph, or the row of its table."""
    texts = {one.id: one.text for one in record.blocks}
    for table in record.tables:
        row = next((cell.row for cell in table.cells if cell.block == block), None)
        if row is not None:
            return " | ".join(texts.get(cell.block, "") for cell in table.cells if cell.row == row)
    return texts.get(block, "")


def names_of(report: Kept) -> dict[str, str]:
    """What the elements of a journal are called, by their ids."""
    names = {fact.id: fact.label for record in (report.corrected.record, report.extracted) for fact in record.facts}
    names |= {item.id: item.title for item in report.extracted.scores} | {report.extracted.score.id: "报告总分"}
    return names | {check.id: check.message for check in report.extracted.checks}


def changes(report: Kept, element: str, filled: Mapping[str, str], author: str) -> Iterator[Correction]:
    """An entry for each field that was filled in otherwise than it stands now."""
    shown = correctable(report.corrected.record, element)
    note = filled.get("note", "").strip() or None
    if filled.get(WRONG):
        yield _entry(report, element, WRONG, None, True, author, note)
        return
    if element.startswith(f"{ADDED}:"):
        before = dict(in_force(report.journal)[element, ADDED].after)
        after = before | {field: _said(report, field, filled) for field in shown.fields}
        if after != before:
            yield _entry(report, element, ADDED, before, after, author, note)
        return
    for field in shown.fields:
        value = _said(report, field, filled)
        if value != shown.values[field]:
            yield _entry(report, element, field, current_value(report.extracted, element, field), value, author, note)


def addition(report: Kept, filled: Mapping[str, str], author: str) -> Correction:
    """A figure that was missing: its place in the text and what it is."""
    block, start, end = place(report.extracted, filled)
    said = {field: _said(report, field, filled) for field in FACT_FIELDS}
    unit = filled.get("unit", "").strip() or None
    kind = "ratio" if unit in ("%", "百分点", "倍") else "amount" if unit == "万元" else "count"
    if said["value"] is None:
        raise UnreadableFormError("请填写数值。")
    element = f"{ADDED}:{block}:{start}:{end}"
    after = {**said, "unit": unit, "kind": kind}
    return _entry(report, element, ADDED, None, after, author, filled.get("note", "").strip() or None)


def place(record: Record, filled: Mapping[str, str]) -> tuple[str, int, int]:
    """The place in the text that is meant: by its offsets, or by what stands there."""
    texts = {block.id: block.text for block in record.blocks}
    block, printed = filled.get("block", ""), filled.get("printed", "").strip()
    if block not in texts:
        raise UnreadableFormError("请选择这个数所在的段落。")
    start, end = filled.get("start", ""), filled.get("end", "")
    if start.isdecimal() and end.isdecimal() and 0 <= int(start) < int(end) <= len(texts[block]):
        return block, int(start), int(end)
    if not printed or printed not in texts[block]:
        raise UnreadableFormError("所选段落里没有这几个字，请照原文填写。")
    at = texts[block].index(printed)
    return block, at, at + len(printed)


def dismissal(report: Kept, check: str, reason: str, author: str) -> Correction:
    """A failed check that a person sets aside, and why."""
    if not reason.strip():
        raise UnreadableFormError("请写明理由。")
    if check not in {one.id for one in report.corrected.record.checks}:
        raise UnreadableFormError("没有这一处核算，可能已经重新读取，请刷新后再试。")
    return _entry(report, check, DISMISSED, None, reason.strip(), author, None)


def taken_back(report: Kept, element: str, field: str, author: str) -> Correction:
    """A correction that no longer counts."""
    one = in_force(report.journal).get((element, field))
    if one is None:
        raise UnreadableFormError("这一处更正已经撤销。")
    return _entry(report, element, field, one.after, TAKEN_BACK, author, None)


def in_words(value: Any) -> str:
    """A value of the journal for people.

    >>> in_words({"label": "教育支出", "value": "12.5", "unit": "万元"}), in_words("final"), in_words(None)
    ('教育支出 12.5万元', '决算', '（空）')
    """
    return "标为误读" if value is True else journal.in_words(value) or "（空）"


def _entry(
    report: Kept, element: str, field: str, before: Any, after: Any, author: str, note: str | None
) -> Correction:
    return Correction(report.extracted.source.sha256, element, field, before, after, author, note)


def _said(report: Kept, field: str, filled: Mapping[str, str]) -> Any:
    """What was filled in for a field; nothing is nameless, and stands in a section that there is."""
    value = _value(field, filled.get(field, ""))
    if field == "label" and value is None:
        raise UnreadableFormError("请填写名称。")
    if field == "section" and value is not None and value not in {one.id for one in report.extracted.sections}:
        raise UnreadableFormError("报告里没有这一章节。")
    return value


def _value(field: str, filled: str) -> Any:
    text = filled.strip()
    if not text:
        return None
    try:
        if field == "year":
            return journal.year_of(text)
        if field == "value":
            return journal.number_of(text)
    except JixiaoError as error:
        raise UnreadableFormError(str(error)) from error
    if field == "measure" and text not in terms.MEASURES:
        raise UnreadableFormError("没有这种口径。")
    return text[:200]
