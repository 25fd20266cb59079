"""A document to its record: the whole pipeline, on one screen."""

from __future__ import annotations

from jixiao.accounting import in_order, references_of, unread_of
from jixiao.checks import check
from jixiao.document import Document
from jixiao.evidence import with_boxes
from jixiao.facts.facts import Context, to_facts
from jixiao.identity.identity import identify
from jixiao.identity.second_reports import second_reports
from jixiao.layouts import rules_for
from jixiao.mentions import find_mentions
from jixiao.outline.outline import read_outline
from jixiao.patterns import Rules, load_rules
from jixiao.record import Extractor, Record
from jixiao.relations.relations import numbered, relate
from jixiao.scores.losses import with_losses
from jixiao.scores.merging import merge_items, merge_overall
from jixiao.scores.scores import to_scores
from jixiao.scores.sums import score_relations
from jixiao.spacing import as_printed, closed_up
from jixiao.tables.facts import table_facts
from jixiao.tables.labels import prose_cells
from jixiao.tables.relations import table_relations
from jixiao.tables.scores import table_scores
from jixiao.tables.tables import read_tables
from jixiao.transcript import kept_blocks, kept_tables
from jixiao.version import VERSION


def extract(document: Document, rules: Rules | None = None) -> Record:
    """The record of a report: what it says, where it says so, and every re-calculation that it allows.

    >>> report = Document.of_lines("某县水务局2023年度部门整体支出绩效自评报告", "一、部门概况", "全年支出1,210.74万元。")
    >>> [(fact.label, str(fact.value), fact.year, fact.measure) for fact in extract(report).facts]
    [('全年支出', '1210.74', 2023, 'final')]
    """
    rules = rules_for((block.text for block in document.blocks), rules or load_rules())
    printed, document = document, closed_up(document)
    outline = read_outline(document, rules)
    identity = identify(document, outline, rules)
    mentions = find_mentions(document, outline, rules)
    context = Context(identity.fiscal_year, bool(rules.pattern("budget_title").search(identity.title or "")))

    tables = read_tables(document, outline, rules)
    of_cells = table_facts(document, tables, mentions, rules, context.year, context.is_budget)
    of_text = to_facts(document, outline, mentions, context, rules, prose_cells(tables, rules))
    found = (*(each.fact for each in of_text.stated), *of_text.absences, *of_cells.facts)
    facts = in_order(document, found)

    scored = to_scores(document, outline, mentions, rules)
    rows = table_scores(document, tables, mentions, rules)
    items = merge_items(scored.items, rows.items, rules, rows.groups)
    items = with_losses(items, scored.losses, rules)
    overall = merge_overall(scored.overall, rows.total.points if rows.total else (), scored.in_cells)

    told = (*of_text.unread, *of_cells.unread, *scored.unread, *rows.unread)
    awarded = (points.span for item in items for points in item.points)
    taken = [*(fact.span for fact in facts), *scored.read, *rows.read, *awarded]
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
        score=overall,
        scores=items,
        sections=outline.sections,
        blocks=kept_blocks(document, outline),
        tables=kept_tables(document, tables),
        facts=facts,
        relations=numbered(
            (
                *relate(of_text.stated, rules),
                *table_relations(tables, facts, items, rules),
                *score_relations(overall, items),
            )
        ),
        unread=unread_of(mentions, told, (*taken, *(each.span for each in of_cells.references))),
        references=(*references_of(mentions, (*taken, *of_cells.handled)), *of_cells.references),
        warnings=(*document.warnings, *second_reports(outline, identity.department, identity.fiscal_year, rules)),
    )
    record = as_printed(record, document, printed)
    return with_boxes(printed, record.model_copy(update={"checks": check(record, rules)}))
