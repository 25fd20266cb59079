"""Figures to claims that one quantity is the same wherever it is stated, in prose and in tables.

Only where nothing suggests that two things are meant: one label that says what it is on its own, one year and measure,
one scope (财政拨款支出 is not the whole expenditure), and one of the two figures is the other after a slip.
"""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.claims import Claim, Way, judged
from jixiao.checks.evidence import one_slip_explains
from jixiao.checks.lookup import Lookup
from jixiao.normalise import normalise
from jixiao.record import Fact, Record

_SLIPS = ("swapped", "doubled", "dropped", "shifted")


def claims(record: Record, lookup: Lookup) -> Iterator[Claim]:
    """One claim for each later statement of a quantity: that it is what the first said."""
    groups: dict[tuple[object, ...], list[Fact]] = {}
    for fact in lookup.figures:
        if fact.measure in (None, "change") or fact.kind == "ratio" or not _is_specific(fact, lookup):
            continue
        key = (fact.kind, lookup.name(fact.label), fact.subject, fact.year, fact.measure, fact.unit, _scope(fact, lookup))
        groups.setdefault(key, []).append(fact)
    parts = _owners(record)
    for facts in groups.values():
        for later in facts[1:]:
            first = facts[0]
            if first.span.block != later.span.block and parts.get(first.id) == parts.get(later.id):
                yield from _claim(first, later, lookup)


def _claim(first: Fact, later: Fact, lookup: Lookup) -> Iterator[Claim]:
    claim = Claim("restatement", later.id, (Way(((1, first.id),)),))
    found = judged(claim, lookup.figures)
    if found and (found.agreement in ("pass", "minor") or one_slip_explains(claim, lookup.figures, _SLIPS)):
        yield claim


def _is_specific(fact: Fact, lookup: Lookup) -> bool:
    """Whether a label says on its own what it is: not 合计, 其他收入, 项目支出 or a mere kind of figure."""
    label = normalise(fact.label)
    return len(label) > 3 and not lookup.rules.any_of("said_of_many").search(label) and bool(lookup.topic(fact.label))


def _scope(fact: Fact, lookup: Lookup) -> tuple[str, ...]:
    """What the headings above say that the figures below are a part of: 财政拨款, 政府性基金, a project."""
    titles = "".join(normalise(section.title) for section in lookup.places.path(fact.section))
    return tuple(sorted(set(lookup.rules.any_of("scope_words").findall(titles))))


def _owners(record: Record) -> dict[str, str]:
    """The label of the whole that a figure was listed under: 公务接待费 of 三公经费 is one thing, of a project another."""
    labels = {fact.id: fact.label for fact in record.facts}
    return {
        part: labels.get(relation.whole or relation.base or "", "")
        for relation in record.relations
        if relation.kind == "breakdown"
        for part in relation.parts
    }
