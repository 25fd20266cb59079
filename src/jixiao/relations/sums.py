"""A total and the figures before it to those that it sums up: by their names, by their number, or the list that it ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from jixiao.facts.clauses import CLAUSE
from jixiao.facts.facts import Stated
from jixiao.facts.labels import listed_names
from jixiao.numbers import read_numeral
from jixiao.patterns import Rules
from jixiao.relations.wholes import is_figure

COLON = ":"


class Sum(NamedTuple):
    """The word that says that a figure is a sum, and what it sums up."""

    cue: str
    parts: tuple[Stated, ...]


def sum_of_counted(passage: Sequence[Stated], at: int, rules: Rules) -> Sum | None:
    """A、B两项合计630.47万元: the parts named; A1744万元，B260万元，两项合计2004万元: as many before it as it says."""
    return _sum_of_named(passage, at, rules) or _sum_of_so_many(passage, at, rules)


def sum_of_list(passage: Sequence[Stated], at: int, rules: Rules) -> Sum | None:
    """A150万元，B86万元，C64万元，合计300万元: the figures of the sentence, or from its colon on."""
    each = passage[at]
    found = rules.find("sum_of_list", each.quantity.lead)
    if not found:
        return None
    parts: list[Stated] = []
    for one in reversed(passage[:at]):
        if not _is_beside(one, each) or rules.find("a_total", one.fact.label):
            return None
        parts.insert(0, one)
        before = one.quantity
        named_here = one.listed == 0 and rules.find("listed", before.lead)  # 甲、乙分别发放42万元、30万元，共计72万元
        if before.stop > CLAUSE or COLON in before.before[-1:] + before.lead or (named_here and len(parts) > 1):
            break
    return Sum(found["cue"], tuple(parts)) if len(parts) > 1 else None


def _is_beside(one: Stated, total: Stated) -> bool:
    """Whether a figure may be summed up by a later one: of its sentence and bracket, its kind and unit."""
    same_place = (one.quantity.sentence, one.quantity.depth) == (total.quantity.sentence, total.quantity.depth)
    return is_figure(one) and same_place and (one.fact.kind, one.fact.unit) == (total.fact.kind, total.fact.unit)


def _sum_of_named(passage: Sequence[Stated], at: int, rules: Rules) -> Sum | None:
    found = rules.find("sum_of_named", passage[at].quantity.lead)
    if not found:
        return None
    for count in range(found["names"].count("、") + 2, 1, -1):
        names = listed_names(found["names"], count, rules)
        parts = [next((one for one in reversed(passage[:at]) if one.fact.label == name), None) for name in names]
        known = tuple(part for part in parts if part)
        if known and len(known) == len(parts):
            return Sum(found["cue"], known)
    return None


def _sum_of_so_many(passage: Sequence[Stated], at: int, rules: Rules) -> Sum | None:
    each = passage[at]
    found = rules.find("sum_of_so_many", each.quantity.lead)
    if not found:
        return None
    count = int(read_numeral(found["count"]).value)
    parts = tuple(one for one in passage[:at] if is_figure(one) and one.fact.kind == each.fact.kind)[-count:]
    here = [one for one in parts if one.quantity.sentence == each.quantity.sentence]
    return Sum(found["cue"], parts) if len(here) == count else None
