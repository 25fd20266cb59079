"""Shares and completions to claims: the stated percentage is the part of its base, and those of one list make 100%.

Where the base is not stated beside the share it is looked up by its name nearby; where it has no name (占比), it is the
figure of which most shares of the list are right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from jixiao.checks.claims import Claim, Way, judged
from jixiao.checks.lookup import Lookup
from jixiao.checks.operands import Figures
from jixiao.checks.plausibility import one_slip_explains
from jixiao.normalise import normalise
from jixiao.record import Fact, Record, Relation

_UNNAMED = ("占", "share", "ratio", "")  # relations whose cue names no base
_NO_BASE = "没有写明以哪个数为基数"
_SEVERAL = "附近有几个可以作基数的数"
_FAR_AWAY = "基数写在别处，不能确定是同一口径"
_SURE_SLIPS = ("swapped", "doubled", "dropped")
_HUNDRED = Decimal(100)


def claims(record: Record, lookup: Lookup) -> Iterator[Claim]:
    """The claims of shares (占…的) and completions (完成预算的), then those of lists whose shares should make 100%."""
    figures = lookup.figures
    unnamed: list[Relation] = []
    named: dict[str, str] = {}  # by block, what the last share that says so is of: 占专任教师的90%，…占20%
    too_small = _less_than_a_part(record, figures)
    for relation in record.relations:
        if relation.kind not in ("share", "ratio") or not _is_known(relation, figures):
            continue
        if relation.base in figures and not (relation.evidence in _UNNAMED and relation.base in too_small):
            base = relation.base or ""
            before = named.get(relation.span.block, base) if relation.evidence in _UNNAMED else base
            yield share_of(relation, tuple(dict.fromkeys((base, before))))
        elif relation.evidence not in _UNNAMED:
            claim = _named(relation, lookup)
            if len(claim.ways) == 1:
                named[relation.span.block] = claim.ways[0].under[0][1]
            yield claim
        elif relation.kind == "share":
            unnamed.append(relation)
    for _, group in groupby(unnamed, key=lambda each: figures.fact(each.whole or "").section):
        yield from _of_one_list(list(group), lookup)
    yield from _sums(record, figures)


def _is_known(relation: Relation, figures: Figures) -> bool:
    alone = len(relation.parts) == 1 and relation.parts[0] != relation.base
    return relation.whole in figures and alone and relation.parts[0] in figures


def _less_than_a_part(record: Record, figures: Figures) -> set[str]:
    """The figures that shares are said to be of, but that are less than one of the parts: of an unnamed base they are none."""
    return {
        relation.base
        for relation in record.relations
        if relation.kind == "share" and _is_known(relation, figures)
        if relation.base is not None and relation.base in figures
        if figures.value(relation.base) < figures.value(relation.parts[0])
    }


def share_of(relation: Relation, bases: Sequence[str], doubt: str = "") -> Claim:
    """The claim that a share is its part of a base, or of any of several."""
    return Claim(
        rule="share" if relation.kind == "share" else "ratio_definition",
        stated=relation.whole,
        ways=tuple(Way(((1, relation.parts[0]),), ((1, base),), _HUNDRED) for base in bases),
        relation=relation.id,
        doubt=doubt,
        impossible_over_zero=relation.kind == "ratio",
    )


def without_base(relation: Relation) -> Claim:
    """A share that cannot be calculated: nothing says what it is of."""
    return Claim(
        "share" if relation.kind == "share" else "ratio_definition", relation.whole, (), relation.id, doubt=_NO_BASE
    )


def _named(relation: Relation, lookup: Lookup) -> Claim:
    """占支出总额的79.30%: the base is the figure of that name nearby, of the part's year and measure.

    One that stands far away can confirm the share, but not refute it, unless a slip in the share explains it.
    """
    part = lookup.figures.fact(relation.parts[0])
    for circle in lookup.near(part):
        if found := _called(relation, part, circle, lookup):
            values = {each.value for each in found}
            return share_of(relation, [each.id for each in found], "" if len(values) == 1 else _SEVERAL)
    of_share = relation.kind == "share"  # which only the very name answers
    named = lookup.whole_report().exactly(part.year, lookup.name(relation.evidence)).facts
    far = _called(relation, part, named if of_share else lookup.of_kind(part), lookup)
    if not far:
        return without_base(relation)
    claim = share_of(relation, [each.id for each in far])
    slipped = one_slip_explains(claim, lookup.figures, _SURE_SLIPS, of=(claim.stated or "",))
    return claim if slipped else share_of(relation, [each.id for each in far], _FAR_AWAY)


def _called(relation: Relation, part: Fact, among: Sequence[Fact], lookup: Lookup) -> list[Fact]:
    """The figures of the base's name; those printed with the very name before those of another name for it."""
    found = [
        each
        for each in among
        if _can_be_base(each, part) and _is_called(relation, each, part, lookup) and _same_measure(relation, each, part)
    ]
    return [each for each in found if each.label == relation.evidence] or found


def _can_be_base(each: Fact, part: Fact) -> bool:
    return (each.kind, each.unit, each.year) == (part.kind, part.unit, part.year) and each.id != part.id


def _same_measure(relation: Relation, each: Fact, part: Fact) -> bool:
    """A share is of a figure of its own kind; a completion of a budget."""
    if relation.kind == "share":
        return None in (each.measure, part.measure) or each.measure == part.measure
    return each.measure in ("budget", "adjusted", None)


def _is_called(relation: Relation, each: Fact, part: Fact, lookup: Lookup) -> bool:
    name, label = lookup.name(relation.evidence), lookup.name(each.label)
    if relation.kind == "share":
        return label == name
    topic = lookup.topic(part.label)
    kinds = (label, lookup.name(label.removeprefix(topic)), normalise(each.label).removeprefix(topic))
    return (name in kinds or relation.evidence in kinds) and lookup.topic(each.label) in ("", topic)


def _of_one_list(relations: Sequence[Relation], lookup: Lookup) -> Iterator[Claim]:
    """占53.33%, 占11.88%, …: the base is the figure nearby, or the sum of the parts, that most of them are shares of."""
    figures = lookup.figures
    parts = list(dict.fromkeys(relation.parts[0] for relation in relations))
    first = figures.fact(parts[0])
    ways: list[tuple[str, ...]] = [
        (each.id,) for each in _around(first, lookup) if _can_be_base(each, first) and each.id not in parts
    ]
    if _make_hundred([relation.whole or "" for relation in relations], figures):
        ways.append(tuple(parts))
    best = max(ways, key=lambda way: _agreeing(relations, way, figures), default=())
    agreeing = _agreeing(relations, best, figures) if best else 0
    for relation in relations:
        claim = Claim("share", relation.whole, (_way(relation, best),), relation.id, doubt=_NO_BASE)
        found = judged(claim, figures) if best else None
        if agreeing > 1 and 2 * agreeing > len(relations):
            yield Claim("share", relation.whole, claim.ways, relation.id)
        elif found and found.agreement == "pass" and figures.value(relation.parts[0]):
            yield claim
        else:
            yield without_base(relation)


def _way(relation: Relation, base: Sequence[str]) -> Way:
    return Way(((1, relation.parts[0]),), tuple((1, fact) for fact in base), _HUNDRED)


def _around(fact: Fact, lookup: Lookup) -> tuple[Fact, ...]:
    *_, widest = lookup.near(fact)
    return widest


def _agreeing(relations: Sequence[Relation], base: Sequence[str], figures: Figures) -> int:
    """How many shares, other than of nothing, are right for this base."""
    if not base:
        return 0
    found = [
        judged(Claim("share", relation.whole, (_way(relation, base),)), figures)
        for relation in relations
        if figures.value(relation.parts[0])
    ]
    return sum(1 for each in found if each and each.agreement in ("pass", "minor"))


def _make_hundred(shares: Sequence[str], figures: Figures) -> bool:
    claim = Claim("share_sum", None, (Way(tuple((1, share) for share in shares)),), exactly=_HUNDRED)
    found = judged(claim, figures) if len(shares) > 1 else None
    return found is not None and found.agreement in ("pass", "minor")


def _sums(record: Record, figures: Figures) -> Iterator[Claim]:
    """The shares of the parts of an exhaustive breakdown add up to 100%."""
    shares = {each.parts[0]: each for each in record.relations if each.kind == "share" and _is_known(each, figures)}
    for relation in record.relations:
        if relation.kind != "breakdown" or not relation.exhaustive or len(relation.parts) < 2:
            continue
        stated = [shares[part] for part in relation.parts if part in shares]
        if len(stated) == len(relation.parts) and len({each.base for each in stated}) == 1:
            terms = tuple((1, each.whole or "") for each in stated)
            yield Claim("share_sum", None, (Way(terms),), relation.id, exactly=_HUNDRED)
