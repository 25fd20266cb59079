"""The PDF reader against others: the Word reader on the same reports, and pdfplumber on the same tables."""

from __future__ import annotations

import io
from difflib import SequenceMatcher
from pathlib import Path

import pdfplumber
import pytest

from jixiao.document import Document
from jixiao.readers import docx, pdf
from jixiao.readers.pdf_grid import Grid, find_grids
from jixiao.readers.pdf_page import Stroke

GOLD = Path(__file__).parents[4] / "shared" / "gold"
REPORTS = sorted(path for path in GOLD.glob("*.pdf") if path.with_suffix(".docx").exists())


def said(document: Document) -> list[str]:
    """The text of each block of the body without spaces, cells also where they are empty."""
    blocks = [block for block in document.blocks if block.kind not in ("header", "footer")]
    return [text for block in blocks if (text := "".join(block.text.split())) or block.kind == "cell"]


def forms(document: Document) -> list[tuple[int, int, frozenset[tuple[int, int, int, int]]]]:
    """The size of each table and where its cells stand."""
    return [
        (table.rows, table.columns, frozenset((c.row, c.column, c.rowspan, c.colspan) for c in table.cells))
        for table in document.tables
    ]


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_a_report_reads_the_same_from_pdf_and_from_word(path):
    from_pdf = pdf.read(path.read_bytes(), path.name)
    if from_pdf.warnings:
        pytest.skip("a scan has no text")
    from_word = docx.read(path.with_suffix(".docx").read_bytes(), path.stem, None)
    matcher = SequenceMatcher(None, said(from_word), said(from_pdf), autojunk=False)
    assert matcher.ratio() > 0.98
    assert forms(from_pdf) == forms(from_word)


def cells_of(grid: Grid) -> set[tuple[int, ...]]:
    return {tuple(round(edge / 3) for edge in grid.bounds(field)) for field in grid.fields}


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_the_grids_of_a_report_are_those_that_pdfplumber_finds(path):
    with pdfplumber.open(io.BytesIO(path.read_bytes())) as opened:
        for page in opened.pages:
            strokes = [
                Stroke(*((x0, top, x1, top) if x1 - x0 > bottom - top else (x0, top, x0, bottom)))
                for edge in page.edges
                for x0, top, x1, bottom in [(edge["x0"], edge["top"], edge["x1"], edge["bottom"])]
            ]
            theirs = {tuple(round(edge / 3) for edge in cell) for table in page.find_tables() for cell in table.cells}
            ours = {cell for grid in find_grids(strokes) for cell in cells_of(grid)}
            assert ours == theirs
