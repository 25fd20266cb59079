"""Lines of text to a Document with tables, so that a test shows the table it is about.

Consecutive lines with "|" are one table; "<" is merged with the cell at its left, "^" with the one above.
"""

from __future__ import annotations

from dataclasses import dataclass

from jixiao.document import Block, Cell, Document, Source, Table
from jixiao.mentions import Mention, find_mentions
from jixiao.outline.outline import Outline
from jixiao.outline.passages import Passage
from jixiao.patterns import load_rules
from jixiao.record import Fact
from jixiao.tables.facts import TableFacts, table_facts
from jixiao.tables.scores import TableScores, table_scores
from jixiao.tables.tables import TableReading, read_tables

RULES = load_rules()
Rows = list[list[str]]


def rows_of(text: str) -> Rows:
    """The texts of a table's cells, row by row."""
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]


def document_of(text: str) -> Document:
    """A document of paragraphs and tables."""
    blocks: list[Block] = []
    tables: list[Table] = []
    run: Rows = []
    for line in [*text.strip().splitlines(), ""]:
        if "|" in line:
            run.append([cell.strip() for cell in line.split("|")])
            continue
        if run:
            _add_table(run, blocks, tables)
            run = []
        if line.strip():
            blocks.append(Block(f"p{len(blocks) + 1}", "paragraph", line.strip()))
    source = Source(name="tables", sha256="", media_type="text/plain", bytes=0, reader="lines")
    return Document(source, tuple(blocks), tuple(tables))


def _add_table(rows: Rows, blocks: list[Block], tables: list[Table]) -> None:
    table = f"t{len(tables) + 1}"
    width = max(map(len, rows))
    rows = [row + [""] * (width - len(row)) for row in rows]
    cells = []
    for i, row in enumerate(rows):
        for j, text in enumerate(row):
            if text in ("<", "^"):
                continue
            block = f"{table}.r{i}.c{j}"
            colspan = 1
            while j + colspan < width and rows[i][j + colspan] == "<":
                colspan += 1
            rowspan = 1
            while i + rowspan < len(rows) and rows[i + rowspan][j] == "^":
                rowspan += 1
            blocks.append(Block(block, "cell", text, table=table, row=i, column=j))
            cells.append(Cell(block, i, j, rowspan, colspan))
    tables.append(Table(table, len(rows), width, tuple(cells)))


def outline_of(document: Document) -> Outline:
    """An outline without sections: every paragraph is text."""
    passages = tuple(
        Passage(block.id, 0, len(block.text), "cell" if block.kind == "cell" else "text", None)
        for block in document.blocks
    )
    return Outline((), passages)


@dataclass(frozen=True)
class Tables:
    """Everything read from the tables of a text."""

    document: Document
    mentions: tuple[Mention, ...]
    readings: tuple[TableReading, ...]
    facts: TableFacts
    scores: TableScores


def tables_of(text: str, year: int | None = 2023, is_budget: bool = False) -> Tables:
    """The readings, facts and scores of the tables in a text."""
    document = document_of(text)
    outline = outline_of(document)
    mentions = find_mentions(document, outline, RULES)
    readings = read_tables(document, outline, RULES)
    facts = table_facts(document, readings, mentions, RULES, year, is_budget)
    return Tables(document, mentions, readings, facts, table_scores(document, readings, mentions, RULES))


def said(fact: Fact) -> tuple[str, str, int | None, str | None]:
    """A fact as tests compare it: label, value with unit, year, measure."""
    return fact.label, f"{fact.value}{fact.unit}", fact.year, fact.measure


def facts_of(
    text: str, year: int | None = 2023, is_budget: bool = False
) -> list[tuple[str, str, int | None, str | None]]:
    """The facts of the tables in a text, as tests compare them."""
    return [said(fact) for fact in tables_of(text, year, is_budget).facts.facts]


def scores_of(text: str) -> list[tuple[str, str, str, str]]:
    """Title, score, full marks and deduction of the items in a text's tables, "" for None."""
    items = tables_of(text).scores.items
    shown = [(item.title, item.score, item.full_marks, item.deduction) for item in items]
    return [(title, *("" if value is None else str(value) for value in values)) for title, *values in shown]  # type: ignore[misc]


def written(rows: Rows) -> str:
    """Rows as the notation of `document_of`."""
    return "\n".join(" | ".join(row) for row in rows)
