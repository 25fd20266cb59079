"""One report as DOCX and as PDF is one record: the same facts, and in the PDF each stands where its boxes say."""

import functools
import importlib
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from jixiao import extract, read
from jixiao.evaluate.laws import broken_digits, broken_spans
from jixiao.patterns import load_rules
from jixiao.record import Record

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
SHARED = CORPUS.parents[1] / "shared" / "gold"
sys.path.insert(0, str(CORPUS))
build_corpus = importlib.import_module("build_corpus")

CASES = sorted(pdf.parent for pdf in CORPUS.glob("*/report.pdf"))

Characters = list[tuple[str, float, float]]  # of a page: the character and the middle of its box, from the top left


def has_text(pdf: Path) -> bool:
    return any(len(page.get_textpage().get_text_range()) > 50 for page in pypdfium2.PdfDocument(pdf))


PDFS = [case / "report.pdf" for case in CASES] + [pdf for pdf in sorted(SHARED.glob("*.pdf")) if has_text(pdf)]
PAIRS = [(pdf.with_suffix(".docx"), pdf) for pdf in PDFS]
each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
each_pdf = pytest.mark.parametrize("pdf", PDFS, ids=lambda pdf: f"{pdf.parent.name}/{pdf.stem}")


@functools.cache
def record_of(path: Path) -> Record:
    return extract(read(path))


@functools.cache
def pages_of(pdf: Path) -> list[Characters]:
    """The characters that pdfium sees on each page, in the order of the file."""
    pages = []
    for page in pypdfium2.PdfDocument(pdf):
        text_page, height = page.get_textpage(), page.get_height()
        box = pdfium.FS_RECTF()
        characters: Characters = []
        for i in range(text_page.count_chars()):
            pdfium.FPDFText_GetLooseCharBox(text_page, i, box)
            character = chr(pdfium.FPDFText_GetUnicode(text_page, i))
            characters.append((character, (box.left + box.right) / 2, height - (box.top + box.bottom) / 2))
        pages.append(characters)
    return pages


def facts(record: Record) -> list[object]:
    """What every fact says, whatever its place in the file."""
    titles = {section.id: section.title for section in record.sections}
    return [
        (fact.kind, fact.label, str(fact.value), fact.year, fact.measure, titles.get(fact.section or ""))
        for fact in record.facts
    ]


def headings(record: Record) -> list[object]:
    return [(section.level, section.ordinal, section.title) for section in record.sections]


def scores(record: Record) -> list[object]:
    overall = record.score
    items = [(item.title, item.score, item.full_marks, item.deduction, item.applicable) for item in record.scores]
    return [(overall.stated, overall.converted, overall.full_marks, overall.grade), *items]


def identity(record: Record) -> list[object]:
    names = ("kind", "project", "title", "department", "region", "fiscal_year", "document_numbers")
    return [(name, str(getattr(record, name))) for name in names]


def without_spaces(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


@pytest.mark.parametrize(("said", "share"), [(facts, 0.98), (headings, 0.98), (scores, 0.98), (identity, 0.98)])
def test_docx_and_pdf_of_a_report_say_the_same(said: Callable[[Record], list[object]], share: float) -> None:
    same = total = 0
    differences = []
    for docx, pdf in PAIRS:
        wanted, found = Counter(said(record_of(docx))), Counter(said(record_of(pdf)))
        same += (wanted & found).total()
        total += max(wanted.total(), found.total())
        name = f"{pdf.parent.name}/{pdf.stem}"
        differences += [f"{name}: only in the DOCX: {each}" for each in wanted - found]
        differences += [f"{name}: only in the PDF: {each}" for each in found - wanted]
    print(f"{same} of {total} are the same", *differences, sep="\n")  # noqa: T201 - shown where the test fails, or by pytest -rP
    assert same >= share * total


@each_pdf
def test_what_a_fact_of_a_pdf_quotes_stands_there_and_gives_its_value(pdf: Path) -> None:
    assert list(broken_spans(record_of(pdf), load_rules())) == []


@each_pdf
def test_every_digit_of_a_pdf_is_in_exactly_one_thing(pdf: Path) -> None:
    assert list(broken_digits(record_of(pdf))) == []


@each_pdf
def test_the_boxes_of_a_fact_hold_its_text_and_no_more(pdf: Path) -> None:
    pages = pages_of(pdf)
    wrong = {}
    for fact in record_of(pdf).facts:
        held = ""
        for box in fact.span.boxes:
            x0, top, x1, bottom = box.bbox
            held += "".join(sign for sign, x, y in pages[box.page - 1] if x0 <= x <= x1 and top <= y <= bottom)
        if without_spaces(held) != without_spaces(fact.text):
            wrong[fact.id, fact.text] = held
    assert wrong == {}


@each_case
def test_a_pdf_of_the_corpus_says_what_its_source_says(case: Path) -> None:
    lines = build_corpus.source.lines(build_corpus.build(case).source)
    wanted = Counter(without_spaces("".join(line.text for line in lines)))
    printed = Counter(without_spaces("".join(sign for page in pages_of(case / "report.pdf") for sign, _, _ in page)))
    assert wanted - printed == Counter()


def test_the_corpus_is_printed_by_at_least_three_producers() -> None:
    producers = Counter(map(build_corpus.producer, CASES))
    assert set(producers) == set(build_corpus.printers.PRODUCERS)
    assert min(producers.values()) >= 3


@each_case
def test_the_producer_of_a_pdf_is_the_one_that_its_case_names(case: Path) -> None:
    written = pypdfium2.PdfDocument(case / "report.pdf").get_metadata_dict()["Producer"].lower()
    assert {"libreoffice": "libreoffice", "chromium": "skia", "reportlab": "reportlab"}[
        build_corpus.producer(case)
    ] in written
