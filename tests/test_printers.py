"""The producers of the corpus's PDFs, run here: what they print today is read as what they printed before."""

import importlib
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from jixiao import extract
from jixiao.readers import read_bytes

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "corpus"))
build_corpus = importlib.import_module("build_corpus")

CASES = [case for case in build_corpus.cases() if (case / "report.pdf").exists()]
SET_HERE = [case for case in CASES if build_corpus.producer(case) == "reportlab"]


def case_of(producer: str) -> Path:
    """The shortest report that this producer prints."""
    cases = (case for case in CASES if build_corpus.producer(case) == producer)
    return min(cases, key=lambda case: (case / "report.txt").stat().st_size)


def facts_of(pdf: bytes) -> Counter[tuple[str, str, str, int | None, str | None]]:
    record = extract(read_bytes(pdf, "report.pdf"))
    return Counter((fact.kind, fact.label, str(fact.value), fact.year, fact.measure) for fact in record.facts)


@pytest.fixture(scope="session")
def programs() -> None:
    """LibreOffice, Chromium and a Chinese font; without them these tests fail and say how to get them."""
    found = subprocess.run(
        [ROOT / "scripts" / "install-test-parts", "printers"], capture_output=True, text=True, check=False
    )
    if found.returncode:
        pytest.fail(found.stderr, pytrace=False)


@pytest.mark.usefixtures("programs")
@pytest.mark.parametrize("producer", ["libreoffice", "chromium"])
def test_a_report_printed_anew_gives_the_facts_of_its_pdf(producer: str) -> None:
    case = case_of(producer)
    printed = build_corpus.print_pdf(case, build_corpus.build(case))
    facts = facts_of(printed)
    assert facts.total() > 10
    assert facts == facts_of((case / "report.pdf").read_bytes())


@pytest.mark.parametrize("case", SET_HERE, ids=lambda case: case.name)
def test_what_reportlab_sets_is_the_same_each_time(case: Path) -> None:
    built = build_corpus.build(case)
    printed = build_corpus.print_pdf(case, built)
    assert printed == build_corpus.print_pdf(case, built)
    assert facts_of(printed) == facts_of((case / "report.pdf").read_bytes())


def test_a_case_that_names_no_producer_is_told_which_there_are(tmp_path: Path) -> None:
    (tmp_path / "case.toml").write_text('about = "一份说明"\n', encoding="utf-8")
    built = build_corpus.build(case_of("reportlab"))
    with pytest.raises(build_corpus.printers.PrinterError, match=r"libreoffice \| chromium \| reportlab"):
        build_corpus.print_pdf(tmp_path, built)
