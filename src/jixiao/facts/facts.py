"""Mentions to facts: what each number of the running text means; bounds, aims and rules are listed as unread."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple

from msgspec import Struct

from jixiao.document import Document, Span
from jixiao.facts.clauses import QUANTITIES, Quantity, quantities
from jixiao.facts.labelling import labelled
from jixiao.facts.labels import label_of
from jixiao.facts.measures import measures_of
from jixiao.facts.statements import TAIL, Statement, reasons_in, statement_of, unread_reason
from jixiao.facts.unsaid import Labelled
from jixiao.facts.years import years_of
from jixiao.indicators import indicator_key
from jixiao.mentions import LOOSE_COUNTERS, Mention, by_block
from jixiao.normalise import normalise
from jixiao.outline.outline import Outline
from jixiao.outline.passages import Passage
from jixiao.patterns import Rules
from jixiao.record import Fact, FactKind, Measure, Section, Unread, path_to

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?年")
_DIGIT = re.compile(r"\d")
_SENTENCE_END = re.compile(r"[。!！?？\n]")
_LIST_GOES_ON = re.compile(r"[\s、,，和与及以]*")


class Stated(NamedTuple):
    """A fact with the statement it was made of, for the stage that relates facts to one another.

    `of` is the label of what it is said of: the base of a share or change. `listed` is its place in a list that names all
    things first (A、B和C分别为…), else -1.
    """

    fact: Fact
    statement: Statement
    quantity: Quantity
    of: str
    listed: int


class FactReading(Struct, frozen=True):
    """The facts of the running text, in its order, and the numbers that are none."""

    stated: tuple[Stated, ...]
    absences: tuple[Fact, ...]
    unread: tuple[Unread, ...]


class Context(Struct, frozen=True):
    """What holds for the whole report: the year it is about, and whether it is a budget (what is planned is `budget`)."""

    year: int | None
    is_budget: bool


def to_facts(
    document: Document,
    outline: Outline,
    mentions: Sequence[Mention],
    context: Context,
    rules: Rules,
    prose_cells: Mapping[str, tuple[str, bool]] = MappingProxyType({}),
) -> FactReading:
    """The facts of every passage of running text.

    `prose_cells` are the blocks of cells that hold sentences, each with what its row is about and whether it tells the result of that.
    """
    sections = {section.id: section for section in outline.sections}
    of_block = by_block(mentions)
    stated: list[Stated] = []
    absences: list[Fact] = []
    unread: list[Unread] = []
    for passage in outline.passages:
        if passage.role not in ("text", "heading", "note") and passage.block not in prose_cells:
            continue
        text = document.block(passage.block).normalised
        here = [m for m in of_block.get(passage.block, ()) if passage.start <= m.span.start < passage.end]
        if any(mention.kind in QUANTITIES for mention in here):
            bounds = list(_bounds(text, passage, here, rules))
            unread.extend(bounds)
            set_aside = {each.span.start for each in bounds}
            here = [m for m in here if m.span.start not in set_aside and not _is_rhetoric(m, text, rules)]
            kept = list(quantities(text, passage.start, passage.end, here, rules))
            if kept:
                place = _place_of(passage, sections, *(prose_cells.get(passage.block) or _told_of(outline, passage)))
                stated.extend(_facts(_told(kept, place, context, rules), place, document, rules))
        if passage.role == "text":
            absences.extend(_absences(text, passage, document, rules))
    return FactReading(tuple(stated), tuple(absences), tuple(unread))


def _told_of(outline: Outline, passage: Passage) -> tuple[str, bool]:
    """What a line above says that a passage speaks of, and that it is the topic; of indicators sentences tell causes."""
    named = outline.named.get(passage.block)
    return (normalise(named.name), True) if named and not named.is_indicator else ("", False)


def _bounds(text: str, passage: Passage, mentions: Sequence[Mention], rules: Rules) -> Iterator[Unread]:
    """The numbers of a passage that are a bound, an aim or a rule; those of one list share the reason."""
    reasons = reasons_in(text[passage.start : passage.end + TAIL], rules)
    if not reasons:
        return
    reason = None
    end = passage.start
    sentences = [end, *(found.end() for found in _SENTENCE_END.finditer(text, end, passage.end))]
    for mention in mentions:
        if mention.kind not in QUANTITIES:
            continue
        span = mention.span
        goes_on = reason is not None and _LIST_GOES_ON.fullmatch(text, end, span.start)
        start = sentences[bisect_right(sentences, span.start) - 1]
        reason = reason if goes_on else unread_reason(text, mention, start, reasons)
        end = span.end
        if reason:
            yield Unread(text=mention.text, span=span, reason=reason)


def _is_rhetoric(mention: Mention, text: str, rules: Rules) -> bool:
    """三个重点领域, 四个着力: a number of things in words is a count where projects are counted, else a manner of speech."""
    if mention.kind != "count" or mention.unit not in LOOSE_COUNTERS or _DIGIT.search(normalise(mention.text)):
        return False
    around = text[max(0, mention.span.start - 12) : mention.span.end + 12]
    return not rules.pattern("project_noun").search(around)


class _Place(NamedTuple):
    """What is known of a passage by where it stands: its section, what is spoken of there, and all titles above it."""

    section: str | None
    heading: str
    above: str
    is_topic: bool = False
    """Whether the heading is what is spoken of for certain: the indicator in front of a cell."""


def _place_of(passage: Passage, sections: Mapping[str, Section], row: str, is_result: bool) -> _Place:
    path = path_to(passage.section, sections)
    titles = [normalise(each.title) for each in path]
    section = path[-1].id if path else None
    return _Place(section, row or (titles[-1] if titles else ""), "；".join(titles), is_result and bool(row))


def _told(
    kept: Sequence[Quantity], place: _Place, context: Context, rules: Rules
) -> Sequence[tuple[Labelled, int | None, Measure | None]]:
    """The quantities of one passage with their labels, years and measures; one may be told of several things."""
    said = labelled([statement_of(each, rules) for each in kept], place.heading, rules, is_topic=place.is_topic)
    dated = _YEAR.findall(place.above)
    years = years_of(said, int(dated[-1]) if dated else None, context.year, rules)
    return list(zip(said, years, measures_of(said, place.above, context.is_budget, rules), strict=True))


def _facts(
    told: Sequence[tuple[Labelled, int | None, Measure | None]], place: _Place, document: Document, rules: Rules
) -> Iterator[Stated]:
    times = Counter(each.statement.quantity.mention.span.start for each, _, _ in told)
    for each, year, measure in told:
        statement, mention, label = each.statement, each.statement.quantity.mention, each.label or place.heading
        kind: FactKind = mention.kind  # type: ignore[assignment]  # quantities are amounts, ratios and counts
        per = statement.word if statement.form == "standard" else None
        several = times[mention.span.start] > 1  # 会议费、培训费均为0元
        fact = Fact(
            id=f"{mention.span.block}@{mention.span.start}{f'.{each.label}' if several else ''}",
            kind=kind, label=label, indicator=indicator_key(label, kind, per, rules),
            value=mention.value, value_to=mention.value_to, unit=mention.unit, stated_unit=mention.stated_unit,
            unit_span=mention.unit_span, per=per, resolution=mention.resolution,
            direction=statement.direction if mention.value is None or mention.value >= 0 else None,
            qualifier=mention.qualifier, year=year, measure=measure, section=place.section,
            text=document.quote(mention.span), span=mention.span, pattern=statement.form,
        )  # fmt: skip
        yield Stated(fact, statement, statement.quantity, each.of, each.listed)


def _absences(text: str, passage: Passage, document: Document, rules: Rules) -> Iterator[Fact]:
    """What the passage says there is none of: 我部门无专项资金."""
    things = rules.any_of("absence_of")
    patterns = [each for name in ("absence", "absence_after") if (each := rules.pattern(name)).may_be_in(text)]
    stated = (pattern.finditer(text, passage.start, passage.end) for pattern in patterns)
    for found in chain.from_iterable(stated):
        label = label_of(found["label"], rules)
        if not label or not things.search(label[-2:]):
            continue
        ends = (*found.span("none"), *found.span("label"))
        span = Span(passage.block, min(ends), max(ends))
        yield Fact(
            id=f"{span.block}@{span.start}", kind="absence", label=label,
            indicator=indicator_key(label, "absence", None, rules), section=passage.section,
            text=document.quote(span), span=span, pattern="absence",
        )  # fmt: skip
