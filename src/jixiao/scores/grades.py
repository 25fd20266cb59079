"""The grade of the overall result (优, 良好, …): beside the total, in a sentence of its own, or in a form's cell."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from jixiao.document import Document, Table
from jixiao.outline.outline import Outline
from jixiao.outline.passages import Passage
from jixiao.patterns import Rules
from jixiao.record import Points
from jixiao.scores.chapters import Chapters


def grade_of(
    document: Document, chapters: Chapters, points: Sequence[Points], others: Collection[str], rules: Rules
) -> str | None:
    """The grade beside the total, else the first that the report states for itself, else the only one of its forms.

    Without a total in the text only what speaks of the whole report counts, not what is said of a project; `others` are
    the blocks in which something else is scored.
    """
    own = [point for role in ("score", "converted") for point in points if point.role == role]
    for point in own:
        if (found := _beside(document, point, rules)) is not None:
            return found
    elsewhere: str | None = None
    for passage, grade in _in_passages(document, chapters.outline, others, rules):
        if chapters.states_result(passage.section):
            return grade
        elsewhere = elsewhere or grade
    if own and elsewhere is not None:
        return elsewhere
    told = {grade for table in document.tables for grade in _in_form(document, table, rules)}
    return told.pop() if len(told) == 1 else None


def _beside(document: Document, point: Points, rules: Rules) -> str | None:
    """95分（优） or, later in the same paragraph, 等级为优."""
    text = document.block(point.span.block).normalised
    for match in rules.pattern("grade_after_score").finditer(text, point.span.start):
        if match.start() + 1 == point.span.end:
            return document.block(point.span.block).text[slice(*match.span("grade"))]
    near = rules.pattern("grade_stated").search(text, point.span.start)
    return str(near["grade"]) if near else None


def _in_passages(
    document: Document, outline: Outline, others: Collection[str], rules: Rules
) -> Iterator[tuple[Passage, str]]:
    """The passages of the report's own text that state a grade, each with its first."""
    stated = rules.pattern("grade_stated")
    for passage in outline.passages:
        if passage.role in ("text", "heading", "title") and passage.block not in others:
            text = document.block(passage.block).normalised
            if stated.may_be_in(text) and (found := stated.search(text, passage.start, passage.end)):
                yield passage, str(found["grade"])


def _in_form(document: Document, table: Table, rules: Rules) -> Iterator[str]:
    """自评等级 in one cell and 优 in the next of its row, read as 自评等级:优; a row with several is one on projects."""
    rows: dict[int, list[str]] = {}
    for cell in table.cells:
        if text := document.block(cell.block).normalised.strip():
            rows.setdefault(cell.row, []).append(text)
    stated = rules.pattern("grade_stated")
    for texts in rows.values():
        if not stated.may_be_in(":".join(texts)):
            continue
        for at, (label, value) in enumerate(pairwise(texts)):
            grade = _graded(label, value, rules)
            if grade and not _graded(label, "".join(texts[at + 2 : at + 3]), rules):
                yield grade


def _graded(label: str, value: str, rules: Rules) -> str | None:
    """The grade of a cell that a label announces: 优 behind 自评等级."""
    told = f"{label}:{value}"
    found = rules.pattern("grade_stated").search(told)
    return str(found["grade"]) if found and found.start("grade") > len(label) and found.end() == len(told) else None
