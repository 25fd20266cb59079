"""Figures to claims that one quantity is the same wherever it is stated, in prose and in tables.

A disagreement is told only where nothing suggests that two things are meant: one label that says what it is on its own,
one year and measure, one scope (财政拨款支出 is not the whole expenditure), and one figure is the other after a slip. Two
neighbouring digits that changed places in a long figure are a slip whatever the label.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks.claims import Claim, Way, judged
from jixiao.checks.lookup import Lookup
from jixiao.checks.names import Names, Times
from jixiao.checks.once import Once
from jixiao.checks.plausibility import one_slip_explains
from jixiao.checks.slips import are_swapped
from jixiao.normalise import normalise
from jixiao.record import Fact, Record

_SLIPS = ("swapped", "doubled", "dropped", "shifted")
_OPEN, _SHUT = ("(", "（"), (")", "）")
_LONG = 1000
"""A figure of four digits: two such of one name that differ by a swap are one."""


def claims(record: Record, lookup: Lookup) -> Iterator[Claim]:
    """One claim for each later statement of a quantity: that it is what the first said."""
    thing: Once[str, str] = Once(lambda label: _thing(label, lookup))
    groups: dict[tuple[object, ...], list[Fact]] = {}
    for fact in lookup.figures:
        if fact.measure in (None, "change") or fact.kind == "ratio" or not fact.value:
            continue
        if named := thing[fact.label]:
            key = (fact.kind, named, fact.subject, fact.year, fact.measure, fact.unit)
            groups.setdefault(key, []).append(fact)
    several = [facts for facts in groups.values() if len(facts) > 1]
    owners = _owners(record) if several else {}
    for facts in several:
        first = facts[0]
        for later in facts[1:]:
            if _in_other_words(first, later, lookup):
                yield Claim("restatement", later.id, (Way(((1, first.id),)),))
            elif first.span.block != later.span.block:
                one_thing = owners.get(first.id) == owners.get(later.id) and _is_one_thing(first, later, lookup)
                yield from _claim(first, later, lookup, one_thing=one_thing)


def _claim(first: Fact, later: Fact, lookup: Lookup, *, one_thing: bool) -> Iterator[Claim]:
    claim = Claim("restatement", later.id, (Way(((1, first.id),)),))
    found = judged(claim, lookup.figures)
    agrees = found is not None and found.agreement in ("pass", "minor")
    if agrees or _is_swap(first, later) or (one_thing and one_slip_explains(claim, lookup.figures, _SLIPS)):
        yield claim


def _in_other_words(first: Fact, later: Fact, lookup: Lookup) -> bool:
    """Whether a bracket says a figure again in another unit: 1234.57万元（12345700元）."""
    if first.span.block != later.span.block or first.stated_unit == later.stated_unit or later.unit_span:
        return False
    text = normalise(lookup.places.text(first.span.block))
    behind = text[later.span.end : later.span.end + 1]
    return text[first.span.end : later.span.start].strip() in _OPEN and behind in _SHUT


def _is_swap(first: Fact, later: Fact) -> bool:
    if first.value is None or later.value is None or first.resolution != later.resolution or not first.resolution:
        return False
    return first.value / first.resolution >= _LONG and are_swapped(first.value, later.value, Decimal(first.resolution))


def _is_one_thing(first: Fact, later: Fact, lookup: Lookup) -> bool:
    same_scope = _scope(first, lookup) == _scope(later, lookup)
    return same_scope and _is_specific(first, lookup) and _is_specific(later, lookup)


def _thing(label: str, lookup: Lookup) -> str:
    """What is measured, without the words for measure and time: 全年“三公”经费决算数 is “三公”经费, whose measure is known."""
    plain = lookup.rules.once(Names).without_measure(normalise(label))
    return lookup.name(lookup.rules.once(Times).off(plain))


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
