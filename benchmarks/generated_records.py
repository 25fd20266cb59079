"""A generated report to the record that reading it would give, without reading it: what bulk insertion is measured with."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from decimal import Decimal

from generate import Report

from jixiao.document import Source, Span
from jixiao.record import (
    BlockKind,
    Check,
    Extractor,
    Fact,
    OverallScore,
    Record,
    RecordBlock,
    Region,
    ScoreItem,
    Section,
)
from jixiao.version import VERSION


def record_of(made: Report) -> Record:
    """The record of a generated report; a slip is a failed check."""
    text = made.text.encode()
    name = f"{made.number:07}-{made.title}.txt"
    sections, inside = _sections(made)
    return Record(
        source=Source(name, hashlib.sha256(text).hexdigest(), "text/plain", len(text), "txt"),
        extractor=Extractor(version=VERSION, rules="generated"),
        kind="department",
        title=made.title,
        department=made.department,
        region=Region(county=made.county),
        fiscal_year=made.year,
        score=OverallScore(stated=made.score, full_marks=Decimal(100), grade=made.grade),
        scores=tuple(_items(made)),
        sections=sections,
        blocks=tuple(_blocks(made, inside)),
        facts=tuple(_facts(made, inside)),
        checks=tuple(_checks(made)),
    )


def _block(line: int) -> str:
    return f"p{line + 1}"


def _sections(made: Report) -> tuple[tuple[Section, ...], list[str | None]]:
    """The headings, and for each line the section that it stands in."""
    sections: list[Section] = []
    inside: list[str | None] = []
    chapter: str | None = None
    for line, text in enumerate(made.lines):
        if (title := made.headings.get(line)) is not None:
            ordinal = text.removesuffix(title)
            level = 1 if ordinal.endswith("、") else 2
            own = f"s{len(sections) + 1}"
            span = Span(_block(line), 0, len(text))
            parent = None if level == 1 else chapter
            sections.append(Section(id=own, parent=parent, level=level, ordinal=ordinal, title=title, span=span))
            chapter = own if level == 1 else chapter
        inside.append(sections[-1].id if sections else None)
    return tuple(sections), inside


def _blocks(made: Report, inside: list[str | None]) -> Iterator[RecordBlock]:
    yield RecordBlock(id="p0", kind="title", text=made.title)
    for line, text in enumerate(made.lines):
        kind: BlockKind = "heading" if line in made.headings else "paragraph"
        yield RecordBlock(id=_block(line), kind=kind, text=text, section=inside[line])


def _facts(made: Report, inside: list[str | None]) -> Iterator[Fact]:
    for figure in made.figures:
        block = _block(figure.line)
        yield Fact(
            id=f"f:{block}:{figure.start}", kind=figure.kind, label=figure.label, value=figure.value, unit=figure.unit,
            stated_unit=figure.unit, resolution=Decimal(1).scaleb(int(figure.value.as_tuple().exponent)), year=made.year,
            measure=figure.measure, section=inside[figure.line],
            text=made.lines[figure.line][figure.start : figure.end], span=Span(block, figure.start, figure.end),
            pattern="generated",
        )  # fmt: skip


def _items(made: Report) -> Iterator[ScoreItem]:
    for line, (title, score, full) in made.awarded.items():
        span = Span(_block(line), 0, len(made.lines[line]))
        yield ScoreItem(id=f"i:{_block(line)}", title=title, score=score, full_marks=full, source="prose", span=span)


def _checks(made: Report) -> Iterator[Check]:
    yield Check(
        id="score_total:score",
        rule="score_total",
        status="pass",
        stated=made.score,
        computed=made.score,
        message="总分相符",
    )
    spent = next(figure.value for figure in made.figures if figure.label == "支出决算")
    if made.slip:
        yield Check(
            id="breakdown_sum:1", rule="breakdown_sum", status="fail", severity="error", stated=spent, computed=spent - 10,
            difference=Decimal(10), unit="万元", message="支出决算与各项合计相差10.00万元",
        )  # fmt: skip
    else:
        yield Check(
            id="breakdown_sum:1",
            rule="breakdown_sum",
            status="pass",
            stated=spent,
            computed=spent,
            message="支出决算相符",
        )
