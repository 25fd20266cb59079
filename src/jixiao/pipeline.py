"""A document to its record: the whole pipeline, on one screen."""

from __future__ import annotations

from jixiao.accounting import references_of, unread_of
from jixiao.checks import check
from jixiao.document import Document
from jixiao.evidence import with_boxes
from jixiao.facts import Context, to_facts
from jixiao.identity import identify
from jixiao.mentions import find_mentions
from jixiao.outline import Outline, read_outline
from jixiao.patterns import Rules, load_rules
from jixiao.record import Extractor, Fact, Record, RecordBlock, RecordCell, RecordTable, Unread
from jixiao.relations import relate
from jixiao.scores import to_scores
from jixiao.version import VERSION


def extract(document: Document, rules: Rules | None = None) -> Record:
    """The record of a report: what it says, where it says so, and every re-calculation that it allows.

    >>> report = Document.of_lines("某县水务局2023年度部门整体支出绩效自评报告", "一、部门概况", "全年支出1,210.74万元。")
    >>> [(fact.label, str(fact.value), fact.year, fact.measure) for fact in extract(report).facts]
    [('全年支出', '1210.74', 2023, 'final')]
    """
    rules = rules or load_rules()
    outline = read_outline(document, rules)
    identity = identify(document, outline, rules)
    mentions = find_mentions(document, outline, rules)
    scores = to_scores(document, outline, mentions, rules)
    context = Context(identity.fiscal_year, bool(rules.pattern("budget_title").search(identity.title or "")))
    reading = to_facts(document, outline, mentions, context, rules)
    facts = _in_order(document, (*(each.fact for each in reading.stated), *reading.absences))
    criteria = [Unread(text=document.quote(each.span), span=each.span, reason=each.reason) for each in scores.criteria]
    taken = [*(fact.span for fact in facts), *scores.read]
    record = Record(
        source=document.source,
        extractor=Extractor(version=VERSION, rules=rules.digest),
        kind=identity.kind,
        project=identity.project,
        title=identity.title,
        department=identity.department,
        region=identity.region,
        fiscal_year=identity.fiscal_year,
        document_numbers=identity.document_numbers,
        score=scores.overall,
        scores=scores.items,
        sections=outline.sections,
        blocks=_blocks(document, outline),
        tables=_tables(document),
        facts=facts,
        relations=relate(reading.stated, rules),
        unread=unread_of(mentions, (*reading.unread, *criteria), taken),
        references=references_of(mentions, taken),
        warnings=document.warnings,
    )
    return with_boxes(document, record.model_copy(update={"checks": check(record, rules)}))


def _in_order(document: Document, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Facts as they stand in the text; those that share a place stay as they are."""
    order = {block.id: place for place, block in enumerate(document.blocks)}
    return tuple(sorted(facts, key=lambda fact: (order[fact.span.block], fact.span.start)))


def _blocks(document: Document, outline: Outline) -> tuple[RecordBlock, ...]:
    """The text as the record keeps it; a block whose first passage is a title or heading is called one."""
    first = {passage.block: passage for passage in reversed(outline.passages)}
    out = []
    for block in document.blocks:
        role = first[block.id].role if block.id in first else "aside"
        out.append(
            RecordBlock(
                id=block.id,
                kind=role if role in ("title", "heading") and block.kind == "paragraph" else block.kind,
                text=block.text,
                section=first[block.id].section if block.id in first else None,
                table=block.table,
                row=block.row,
                column=block.column,
                page=block.page,
            )
        )
    return tuple(out)


def _tables(document: Document) -> tuple[RecordTable, ...]:
    return tuple(
        RecordTable(
            id=table.id,
            rows=table.rows,
            columns=table.columns,
            cells=tuple(
                RecordCell(block=c.block, row=c.row, column=c.column, rowspan=c.rowspan, colspan=c.colspan)
                for c in table.cells
            ),
            continued=table.continued,
        )
        for table in document.tables
    )
