"""The corpus is what its sources say, and every report in it is read at least as well as it was before."""

import functools
import importlib
import json
import sys
import tomllib
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from jixiao import extract, read
from jixiao.evaluate import Evaluation, evaluate, load_gold
from jixiao.evaluate.laws import broken_digits, broken_spans
from jixiao.patterns import load_rules
from jixiao.readers import docx
from jixiao.record import Record

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
SHARED = CORPUS.parents[1] / "shared" / "gold"
sys.path.insert(0, str(CORPUS))
build_corpus = importlib.import_module("build_corpus")

CASES = sorted(path.parent for path in CORPUS.glob("*/case.toml"))
REPORTS = [case / "report.docx" for case in CASES] + sorted(SHARED.glob("*.docx"))

each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
each_report = pytest.mark.parametrize("path", REPORTS, ids=lambda path: f"{path.parent.name}/{path.stem}")


def about(case: Path) -> dict[str, Any]:
    return tomllib.loads((case / "case.toml").read_text(encoding="utf-8"))


@functools.cache
def record_of(path: Path) -> Record:
    return extract(read(path))


@functools.cache
def evaluation_of(case: Path) -> Evaluation:
    return evaluate(record_of(case / "report.docx"), load_gold(case / "record.json"), load_rules())


def members(docx: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(docx)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_every_folder_of_the_corpus_is_a_whole_case() -> None:
    names = {"report.txt", "gold.txt", "case.toml", "report.docx", "report.pdf", "record.json"}
    folders = [path for path in CORPUS.iterdir() if path.is_dir() and path.name[0].isdecimal()]
    assert len(folders) >= 8
    assert {folder.name: names - {path.name for path in folder.iterdir()} for folder in folders} == {
        folder.name: set() for folder in folders
    }


@each_case
def test_report_and_record_are_what_the_sources_give(case: Path) -> None:
    built = build_corpus.build(case)
    assert members((case / "report.docx").read_bytes()) == members(built.docx)
    assert (case / "record.json").read_text(encoding="utf-8") == built.record


@each_case
def test_building_twice_gives_the_same_bytes(case: Path) -> None:
    assert build_corpus.build(case).docx == build_corpus.build(case).docx


@each_case
def test_gold_accounts_for_every_digit_of_its_report(case: Path) -> None:
    assert build_corpus.build(case).complaints == ()


@each_case
def test_the_reader_sees_the_lines_of_the_source(case: Path) -> None:
    lines = build_corpus.source.lines(build_corpus.build(case).source)
    word = docx.read((case / "report.docx").read_bytes(), case.name, None)  # as Word has it: no typed line joined
    blocks = [block for block in word.blocks if block.kind not in ("header", "footer", "contents")]
    seen = [(block.kind, block.text.strip()) for block in blocks if block.text.strip()]
    assert seen == [(line.kind, line.text.strip()) for line in lines if line.kind != "contents"]


@each_case
def test_a_report_is_read_no_worse_than_before(case: Path) -> None:
    evaluation = evaluation_of(case)
    floors: dict[str, float] = about(case)["floor"]
    measured = {of: round(evaluation.rate(of), 3) for of in floors}
    worse = {of: f"{measured[of]} < {floor}" for of, floor in floors.items() if measured[of] < floor}
    assert worse == {}, "\n".join(map(str, evaluation.differences))


@each_case
def test_a_known_wrong_reading_is_still_wrong(case: Path) -> None:
    expected = {(each["of"], each.get("wanted"), each.get("read")) for each in about(case).get("expected_failure", ())}
    found = {(difference.of, difference.wanted, difference.read) for difference in evaluation_of(case).differences}
    assert expected - found == set(), "read rightly now: take it out of case.toml and raise the floor"


@each_report
def test_what_a_fact_quotes_stands_there_and_gives_its_value(path: Path) -> None:
    assert list(broken_spans(record_of(path), load_rules())) == []


@each_report
def test_every_digit_is_in_exactly_one_thing(path: Path) -> None:
    assert list(broken_digits(record_of(path))) == []


@each_case
def test_a_record_survives_being_written_and_read(case: Path) -> None:
    record = record_of(case / "report.docx")
    assert Record.from_json(record.to_json()) == record


def test_a_third_of_the_cases_has_no_slip() -> None:
    golds = [json.loads((case / "record.json").read_text(encoding="utf-8")) for case in CASES]
    assert 3 * sum(not gold["findings"] for gold in golds) >= len(golds)
