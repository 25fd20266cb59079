"""Changes to claims: an increase in money is the new figure less the old one, a rate of change is it over the old one.

The old figure is the one stated, or the new one without the change ("支出16.42万元，比上年减少2.18万元，下降11.72%").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao.checks.claims import Claim, Way, percent
from jixiao.checks.lookup import Lookup
from jixiao.checks.operands import Figures
from jixiao.document import Span
from jixiao.normalise import normalise
from jixiao.record import Fact, Record, Relation

_OTHER_BASE = "增减是扣除部分因素或者按可比口径计算的"
_NO_VALUES = "没有写明增减前后的数"
_MARKS = re.compile(r"[,，。;:、\d]")
_NEAR = 12
"""Characters between a count and the one that it is compared with: ，比上年同期的."""
_STOPS = re.compile(r"[。;\n]")


def claims(record: Record, lookup: Lookup) -> Iterator[Claim]:
    """One claim a change whose two ends, or one end and the change in money, are stated."""
    for relation in record.relations:
        if relation.kind == "change" and relation.whole in lookup.figures:
            claim = _claim(relation, lookup)
            if claim is not None:
                yield claim


def _claim(relation: Relation, lookup: Lookup) -> Claim | None:
    figures = lookup.figures
    change = figures.fact(relation.whole or "")
    new = next((part for part in relation.parts if part in figures and not _is_change(figures.fact(part))), None)
    delta = next((part for part in relation.parts if part in figures and _is_change(figures.fact(part))), None)
    if delta and _is_otherwise_compared(figures.fact(delta), change, lookup):
        delta = None
    old = relation.base if relation.base in figures else None
    doubt = _OTHER_BASE if _is_adjusted(change, lookup) else ""
    if change.unit not in ("%", "倍") or _of_same_kind(change, new, figures):
        if new is None or old is None or not _comparable(figures, new, old):
            return None
        way = Way(((1, new), (-1, old)))
        beside = not doubt and _is_counted_beside(change, figures.fact(new), figures.fact(old), lookup)
        return Claim("change_amount", change.id, (way,), relation.id, magnitude=True, doubt=doubt, certain=beside)
    if new and delta and not old and _is_the_old_one(figures.fact(new), figures.fact(delta), change, lookup):
        new, old = None, new
    ways = tuple(_rates(change, new, delta, old, figures))
    if not ways:
        return Claim("change_rate", change.id, (), relation.id, doubt=_NO_VALUES)
    return Claim("change_rate", change.id, ways, relation.id, magnitude=True, doubt=doubt)


def _is_counted_beside(change: Fact, new: Fact, old: Fact, lookup: Lookup) -> bool:
    """Whether a count, the one it is compared with and their difference stand in a row: 42批次，比上年的38批次增加6批次.

    Small counts are exact, and off by more of themselves than money is by a slip; what is off by more than a tenth of
    them is doubted all the same.
    """
    if new.kind != "count" or old.pattern != "base" or new.label != old.label or change.span.block != old.span.block:
        return False
    text = normalise(lookup.places.text(change.span.block))
    is_next = new.span.block == old.span.block and new.span.end <= old.span.start < old.span.end <= change.span.start
    if not is_next or _MARKS.search(text, old.span.end, change.span.start) or old.span.start - new.span.end > _NEAR:
        return False
    now, before, by = (abs(lookup.figures.value(each.id)) for each in (new, old, change))
    return abs(abs(now - before) - by) * 10 <= max(now, before)


def _is_change(fact: Fact) -> bool:
    return fact.pattern == "change" or (fact.measure == "change" and fact.direction is not None)


def _of_same_kind(change: Fact, new: str | None, figures: Figures) -> bool:
    """提高2.1个百分点 is a difference of two rates."""
    return change.unit == "百分点" and new is not None and figures.fact(new).kind == "ratio"


def _comparable(figures: Figures, new: str, old: str) -> bool:
    return figures.fact(new).unit == figures.fact(old).unit


def _rates(change: Fact, new: str | None, delta: str | None, old: str | None, figures: Figures) -> Iterator[Way]:
    """The rate by all ways that the stated figures allow: of the two ends, of the change over the old or the derived old."""
    times = percent(change.unit)
    if new and old and _comparable(figures, new, old):
        yield Way(((1, new), (-1, old)), ((1, old),), times)
    if delta and old and _comparable(figures, delta, old):
        yield Way(((1, delta),), ((1, old),), times)
    if delta and new and not old and _comparable(figures, delta, new):
        falls = (figures.fact(delta).direction or change.direction) == "decrease"
        yield Way(((1, delta),), ((1, new), (1 if falls else -1, delta)), times)


def _is_adjusted(change: Fact, lookup: Lookup) -> bool:
    """Whether the sentence says that the change is measured otherwise: 剔除一次性因素后增长5%, 三年年均增长5%."""
    text = normalise(lookup.places.text(change.span.block))
    start = max((stop.end() for stop in _STOPS.finditer(text, 0, change.span.start)), default=0)
    if lookup.rules.pattern("mean_change").search(text, start, change.span.start):
        return True
    return bool(lookup.rules.any_of("not_comparable").search(text, start, change.span.start))


def _is_the_old_one(new: Fact, delta: Fact, change: Fact, lookup: Lookup) -> bool:
    """Whether the figure before a change is what it is measured against: the one that it makes of it is stated too.

    "全年支出98.4万元。2022年支出90.2万元，同比增加8.2万元": 90.2 and 8.2 are 98.4.
    """
    if new.value is None or delta.value is None:
        return False
    falls = (delta.direction or change.direction) == "decrease"
    made = new.value - delta.value if falls else new.value + delta.value
    name = lookup.name(new.label)
    return any(
        (each.value, each.unit) == (made, new.unit) and each.year != new.year and lookup.name(each.label) == name
        for each in lookup.figures
        if each.id != new.id
    )


def _is_otherwise_compared(delta: Fact, rate: Fact, lookup: Lookup) -> bool:
    """Whether a change in money is from the budget and the rate beside it from last year: 超收2240万元，同比增长6.4%."""
    if delta.span.block != rate.span.block or rate.span.start < delta.span.end:
        return False
    text = normalise(lookup.places.text(delta.span.block))
    between = text[delta.span.end : rate.span.start]
    against_plan = lookup.rules.pattern("against_plan").search(text, 0, delta.span.start)
    return bool(against_plan and lookup.rules.pattern("against_year_before").search(between))


def contradicted(record: Record, lookup: Lookup) -> Iterator[tuple[Relation, Fact, Fact, Span]]:
    """The changes whose word says the opposite of the two figures beside it: 9.55万元增加到8.72万元."""
    figures = lookup.figures
    for relation in record.relations:
        if relation.kind != "change" or relation.whole not in figures or relation.base not in figures:
            continue
        change, old = figures.fact(relation.whole or ""), figures.fact(relation.base or "")
        news = [figures.fact(part) for part in relation.parts if part in figures]
        new = next((each for each in news if not _is_change(each)), None)
        if new is None or new.unit != old.unit or change.direction is None or not change.value:
            continue
        apart = figures.stands_for(new.id), figures.stands_for(old.id)
        rose, fell = apart[0].low > apart[1].high, apart[0].high < apart[1].low
        if (change.direction == "increase" and fell) or (change.direction == "decrease" and rose):
            yield relation, new, old, change.span
