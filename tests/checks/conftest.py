from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from jixiao.checks import check, figures
from jixiao.checks.places import Places
from jixiao.document import Document, Span
from jixiao.mentions import find_mentions
from jixiao.outline.outline import read_outline
from jixiao.patterns import load_rules
from jixiao.pipeline import extract
from jixiao.record import Check, Extractor, Record, RecordBlock, Region, ScoreItem
from jixiao.scores.merging import merge_items
from jixiao.scores.scores import to_scores
from tables_of import document_of


def record_of(*lines: str, rows: tuple[ScoreItem, ...] = ()) -> Record:
    """The scores of a report of plain lines as a record; `rows` are items of a scoring table."""
    rules = load_rules()
    document = Document.of_lines(*lines)
    outline = read_outline(document, rules)
    scores = to_scores(document, outline, find_mentions(document, outline, rules), rules)
    sections = {passage.block: passage.section for passage in reversed(outline.passages)}
    blocks = [RecordBlock(id=b.id, kind="paragraph", text=b.text, section=sections.get(b.id)) for b in document.blocks]
    cells = [
        RecordBlock(id=row.span.block, kind="cell", text="", table=row.span.block.partition(".")[0]) for row in rows
    ]
    return Record(
        source=document.source, extractor=Extractor(version="0", rules=rules.digest), kind="department", title=None,
        department=None, region=Region(), fiscal_year=None, score=scores.overall, sections=outline.sections,
        scores=merge_items(scores.items, rows, rules), blocks=(*blocks, *cells),
    )  # fmt: skip


def table_row(title: str, score: str, full: str | None = None, table: str = "t1") -> ScoreItem:
    """A row of a scoring table."""
    block = f"{table}.{title}"
    return ScoreItem(
        id=f"score:{block}", title=title, score=Decimal(score), full_marks=Decimal(full) if full else None,
        source="table", span=Span(block, 0, 1),
    )  # fmt: skip


@pytest.fixture
def results() -> Callable[..., list[Check]]:
    """The checks of one rule on a report of plain lines."""

    def checked(rule: str, *lines: str, rows: tuple[ScoreItem, ...] = ()) -> list[Check]:
        return [found for found in check(record_of(*lines, rows=rows), load_rules()) if found.rule == rule]

    return checked


@pytest.fixture
def row() -> Callable[..., ScoreItem]:
    """How a test writes a row of a scoring table."""
    return table_row


@pytest.fixture(scope="session")
def figure_checks() -> Callable[..., list[Check]]:
    """The checks of the figures in a report of plain lines, those of one rule where one is named."""

    def checked(*lines: str, rule: str | None = None) -> list[Check]:
        rules = load_rules()
        record = extract(Document.of_lines("某县水务局2023年度部门整体支出绩效自评报告", "一、基本情况", *lines), rules)
        return [found for found in figures.check(record, Places(record), rules) if rule in (None, found.rule)]

    return checked


@pytest.fixture(scope="session")
def report_checks() -> Callable[[str], list[Check]]:
    """All checks of a report of plain lines, in which those with "|" are tables."""

    def checked(text: str) -> list[Check]:
        head = "某县水务局2023年度部门整体支出绩效自评报告\n一、基本情况"
        return list(extract(document_of(f"{head}\n{text}"), load_rules()).checks)

    return checked
