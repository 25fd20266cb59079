"""The reports of benchmarks/generate.py: different, long, the same for the same seed, and read as what they were made of."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

from jixiao import Document, extract, read

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))
generate = importlib.import_module("generate")
generated_records = importlib.import_module("generated_records")


def test_reports_are_different_and_long_and_the_same_for_the_same_seed() -> None:
    made = [report.text for report in generate.reports(40)]
    assert len(set(made)) == 40
    assert min(map(len, made)) >= generate.SHORTEST
    assert made == [report.text for report in generate.reports(40)]
    assert made[7] == generate.report(7).text
    assert made[0] != generate.report(0, seed=2).text


def test_no_two_are_of_one_department_and_year() -> None:
    whose = [(report.department, report.year) for report in generate.reports(800)]
    assert len(set(whose)) == len(whose)


def test_a_generated_report_is_read_as_what_it_was_made_of() -> None:
    slips = 0
    for report in generate.reports(12):
        record = extract(Document.of_lines(*report.text.splitlines()))
        assert (record.department, record.fiscal_year) == (report.department, report.year)
        assert (record.score.stated, record.score.grade) == (report.score, report.grade)
        values = [(fact.value, fact.unit) for fact in record.facts]
        missing = [each for each in report.figures if (each.value, each.unit) not in values]
        assert missing == []
        failed = any(check.rule == "breakdown_sum" and check.status == "fail" for check in record.checks)
        assert failed == report.slip
        slips += report.slip
    assert slips


def test_a_record_put_together_quotes_its_own_text() -> None:
    record = generated_records.record_of(generate.report(3))
    blocks = {block.id: block.text for block in record.blocks}
    for fact in record.facts:
        assert blocks[fact.span.block][fact.span.start : fact.span.end] == fact.text


def test_files_are_written_in_both_formats(tmp_path: Path) -> None:
    generate.write_files(tmp_path, 4, 1, ("docx", "txt"))
    files = sorted(tmp_path.iterdir())
    assert [file.suffix for file in files] == [".docx", ".txt", ".docx", ".txt"]
    for number, file in enumerate(files):
        lines = [block.text for block in read(file).blocks]
        assert lines == [generate.report(number).title, *generate.report(number).lines]
