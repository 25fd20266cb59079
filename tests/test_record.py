"""A record keeps every number exactly, says what it is in a schema, and stays readable for years."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from jixiao.document import Document, Span
from jixiao.pipeline import extract
from jixiao.record import SCHEMA_VERSION, Extractor, Fact, Record

REPORT = (
    "某县水务局2023年度部门整体支出绩效自评报告",
    "某财绩〔2024〕5号",
    "一、部门决算情况",
    "全年支出1,210.70万元，其中基本支出1,000.00万元，占82.60%；较上年减少3.5万元。",
    "实施项目12个，无专项资金，单价5万元以上的设备0台。",
    "二、预算执行情况，得分14.5分",
    "综合得分为14.5分，等级为优。",
)


@pytest.fixture(name="record", scope="module")
def record_of_a_small_report() -> Record:
    return extract(Document.of_lines(*REPORT))


# A record as version 1.0 wrote it: never to be changed, only added to.
OLD = """
{"schema_version": "1.0",
 "source": {"name": "report.docx", "sha256": "00ff", "media_type": "application/msword", "bytes": 12,
            "reader": "docx", "pages": null},
 "extractor": {"version": "0.1.0", "rules": "0123456789abcdef"}, "kind": "department", "project": null,
 "title": "2023年度部门整体绩效自评报告", "department": "某县水务局",
 "region": {"province": null, "city": null, "county": "某县"}, "fiscal_year": 2023,
 "document_numbers": ["某财绩〔2024〕5号"],
 "score": {"id": "score", "stated": "71", "converted": "92.81", "full_marks": null, "grade": "优",
           "span": {"block": "p2", "start": 3, "end": 5,
                    "boxes": [{"page": 1, "bbox": [72.0, 90.5, 80.0, 99.5]}]},
           "points": [{"role": "score", "value": "71", "text": "71分",
                       "span": {"block": "p2", "start": 3, "end": 5, "boxes": []}}]},
 "scores": [{"id": "s1", "title": "预算执行情况", "score": "14.5", "full_marks": "15",
             "deduction": "0.5", "bonus": false, "applicable": true, "parent": null, "section": "1",
             "source": "heading", "span": {"block": "p3", "start": 0, "end": 9, "boxes": []},
             "points": []}],
 "sections": [{"id": "1", "parent": null, "level": 1, "ordinal": "一、", "title": "预算执行情况",
               "span": {"block": "p3", "start": 0, "end": 9, "boxes": []}}],
 "blocks": [{"id": "p4", "kind": "paragraph", "text": "全年支出1,210.70万元。", "section": "1",
             "table": null, "row": null, "column": null, "page": 1}],
 "tables": [{"id": "t1", "caption": null, "unit": "万元", "rows": 1, "columns": 1, "header_rows": 0,
             "header_columns": 0,
             "cells": [{"block": "c1", "row": 0, "column": 0, "rowspan": 1, "colspan": 1}],
             "continued": 0}],
 "facts": [{"id": "p4@4", "kind": "amount", "label": "全年支出", "indicator": null, "subject": null,
            "value": "1210.70", "value_to": null, "unit": "万元", "stated_unit": "万元",
            "unit_span": null, "per": null, "resolution": "0.01", "direction": null, "qualifier": null,
            "year": 2023, "measure": "final", "section": "1", "text": "1,210.70万元",
            "span": {"block": "p4", "start": 4, "end": 14, "boxes": []}, "pattern": "figure"}],
 "relations": [{"id": "r1", "kind": "breakdown", "whole": "p4@4", "parts": [], "base": null,
                "exhaustive": true, "evidence": "其中",
                "span": {"block": "p4", "start": 4, "end": 14, "boxes": []}}],
 "checks": [{"id": "c1", "rule": "score_total", "status": "pass", "severity": null, "stated": "71",
             "computed": "71", "difference": "0", "unit": "分", "operands": ["s1"], "relation": null,
             "message": "各项得分合计71分，与总分一致。", "hint": null, "spans": []}],
 "unread": [{"text": "50%", "span": {"block": "p4", "start": 0, "end": 3, "boxes": []},
             "reason": "threshold"}],
 "references": [{"kind": "ordinal", "text": "（一）",
                 "span": {"block": "p3", "start": 0, "end": 3, "boxes": []}}],
 "warnings": [{"code": "no_text_layer", "message": "第2页没有文字层。", "span": null}]}
"""


def numbers(tree: Any) -> list[Any]:
    """Every JSON number of a tree, also those inside lists and objects."""
    if isinstance(tree, dict):
        return [found for each in tree.values() for found in numbers(each)]
    if isinstance(tree, list):
        return [found for each in tree for found in numbers(each)]
    return [tree] if isinstance(tree, (int, float)) and not isinstance(tree, bool) else []


def of_json(tree: dict[str, Any]) -> Record:
    return Record.from_json(json.dumps(tree))


# --- to JSON and back ------------------------------------------------------------------------------------------------


def test_a_record_written_and_read_again_is_the_same_record(record: Record) -> None:
    assert Record.from_json(record.to_json()) == record
    assert Record.from_json(record.to_json().encode()) == record


def test_the_same_report_gives_the_same_bytes(record: Record) -> None:
    assert extract(Document.of_lines(*REPORT)).to_json() == record.to_json()


def test_every_number_that_the_report_states_is_written_as_it_is_printed(record: Record) -> None:
    written = json.loads(record.to_json())
    values = [fact["value"] for fact in written["facts"] if fact["kind"] != "absence"]
    assert {"1210.70", "1000.00", "82.60", "3.5", "12", "0"} <= set(values)
    assert [written["score"]["stated"], written["scores"][0]["score"]] == ["14.5", "14.5"]


def test_no_number_of_a_report_is_written_as_a_float_or_with_an_exponent(record: Record) -> None:
    named = record.model_copy(update={"extractor": Extractor(version="0.1", rules="digest")})  # a digest may read 4e2
    text = named.to_json()
    assert all(isinstance(number, int) for number in numbers(json.loads(text)))
    assert not re.search(r'"-?\d+(?:\.\d+)?[eE][-+]?\d+"', text)


def fact(**fields: Any) -> Fact:
    given = {
        "id": "p1@0",
        "kind": "amount",
        "label": "支出",
        "text": "1",
        "span": Span("p1", 0, 1),
        "pattern": "figure",
    }
    return Fact(**{**given, **fields})


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=Decimal("-1e20"), max_value=Decimal("1e20")))
def test_any_decimal_is_a_plain_string_and_reads_back_with_its_zeros(value: Decimal) -> None:
    plain = Decimal(format(value, "f"))
    text = fact(value=plain).model_dump_json()
    written = json.loads(text)["value"]
    assert re.fullmatch(r"-?\d+(\.\d+)?", written)
    assert str(Fact.model_validate_json(text).value) == str(Decimal(written))
    assert Decimal(written) == value


@pytest.mark.parametrize(
    ("value", "written"), [("1E+3", "1000"), ("1.20E-5", "0.0000120"), ("0E+2", "000"), ("-0.50", "-0.50")]
)
def test_an_exponent_never_leaves_the_program(value: str, written: str) -> None:
    assert Decimal(json.loads(fact(value=Decimal(value)).model_dump_json())["value"]) == Decimal(written)
    assert "E" not in json.loads(fact(value=Decimal(value)).model_dump_json())["value"]


def test_a_float_is_no_value_of_a_fact() -> None:
    with pytest.raises(ValidationError):
        fact(value=1210.74)


def test_what_is_absent_is_null_and_no_zero() -> None:
    written = json.loads(fact().model_dump_json())
    assert [written[name] for name in ("value", "year", "measure", "direction", "per")] == [None] * 5


def test_a_record_is_never_changed_once_made(record: Record) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        record.title = "另一份报告"


# --- what is refused -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "place",
    [
        (),
        ("source",),
        ("facts", 0),
        ("facts", 0, "span"),
        ("score",),
        ("sections", 0),
        ("blocks", 0),
        ("relations", 0),
        ("extractor",),
    ],
)
def test_a_field_that_the_schema_does_not_know_is_refused(place: tuple[str | int, ...]) -> None:
    tree = json.loads(OLD)
    target = tree
    for step in place:
        target = target[step]
    target["colour"] = "red"
    with pytest.raises(ValidationError, match=r"colour"):
        of_json(tree)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "guess"),
        ("measure", "planned"),
        ("direction", "up"),
        ("value", "many"),
        ("year", "2023"),
        ("span", None),
        ("label", None),
    ],
)
def test_a_value_that_the_schema_does_not_allow_is_refused(field: str, value: object) -> None:
    tree = json.loads(OLD)
    tree["facts"][0][field] = value
    with pytest.raises(ValidationError, match=field):
        of_json(tree)


# --- the schema ------------------------------------------------------------------------------------------------------


def test_the_schema_says_what_a_record_is() -> None:
    schema = Record.model_json_schema(mode="serialization")
    assert set(schema["properties"]) == set(Record.model_fields)
    assert all(
        part["additionalProperties"] is False
        for name, part in schema["$defs"].items()
        if "Fact" in name or "Item" in name
    )
    value = schema["$defs"]["Fact"]["properties"]["value"]
    assert {"type": "string", "pattern": r"^-?\d+(\.\d+)?$"} in value["anyOf"]


def test_every_number_of_a_record_fits_the_pattern_of_the_schema(record: Record) -> None:
    values = [
        fact[name] for fact in json.loads(record.to_json())["facts"] for name in ("value", "value_to", "resolution")
    ]
    assert all(re.fullmatch(r"-?\d+(\.\d+)?", value) for value in values if value is not None)


def test_the_schema_has_a_semantic_version_and_a_record_carries_it(record: Record) -> None:
    assert re.fullmatch(r"1\.\d+", SCHEMA_VERSION)
    assert json.loads(record.to_json())["schema_version"] == SCHEMA_VERSION


# --- old records -----------------------------------------------------------------------------------------------------


def test_a_record_of_version_1_0_is_still_read() -> None:
    old = Record.from_json(OLD)
    assert (old.schema_version, old.fiscal_year, old.score.converted) == ("1.0", 2023, Decimal("92.81"))
    assert str(old.facts[0].value) == "1210.70"
    assert old.score.span is not None
    assert old.score.span.boxes[0].bbox == (72.0, 90.5, 80.0, 99.5)


def test_an_old_record_loses_nothing_when_it_is_written_again() -> None:
    def within(old: Any, new: Any) -> bool:
        if isinstance(old, dict):
            return all(key in new and within(value, new[key]) for key, value in old.items())
        if isinstance(old, list):
            return len(old) == len(new) and all(map(within, old, new))
        return bool(old == new)

    assert within(json.loads(OLD), json.loads(Record.from_json(OLD).to_json()))


def test_what_was_added_to_the_schema_later_may_be_missing() -> None:
    tree = json.loads(OLD)
    for added in ("references", "warnings", "unread", "checks", "tables", "project"):
        del tree[added]
    assert of_json(tree).references == ()
