"""A document to its record: the whole pipeline, on one screen."""

from __future__ import annotations

from jixiao.accounting import references_of, unread_of
from jixiao.document import Document
from jixiao.facts import Context, to_facts
from jixiao.identity import identify
from jixiao.mentions import find_mentions
from jixiao.outline import read_outline
from jixiao.patterns import Rules, load_rules
from jixiao.record import Extractor, Record, RecordBlock


def extract(document: Document, rules: Rules | None = None) -> Record:
    """The record of a report: what it says, where it says so, and every re-calculation that it allows."""
    rules = rules or load_rules()
    outline = read_outline(document, rules)
    identity = identify(document, outline, rules)
    mentions = find_mentions(document, outline, rules)
    plans = bool(rules.pattern("budget_title").search(identity.title or ""))
    context = Context(identity.fiscal_year, plans)
    reading = to_facts(document, outline, mentions, context, rules)
    facts = (*(each.fact for each in reading.stated), *reading.absences)
    taken = [fact.span for fact in facts]
    return Record(
        source=document.source,
        extractor=Extractor(version="0", rules=rules.digest),
        kind=identity.kind, project=identity.project, title=identity.title, department=identity.department,
        region=identity.region, fiscal_year=identity.fiscal_year, document_numbers=identity.document_numbers,
        sections=outline.sections,
        facts=facts,
        unread=unread_of(mentions, reading.unread, taken),
        references=references_of(mentions, taken),
        warnings=document.warnings,
    )
