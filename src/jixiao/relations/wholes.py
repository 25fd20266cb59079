"""A list and the figures before it to the one that the list breaks down: its whole.

A budget that something is compared with (完成预算27950万元的101.65%) is never the whole of what was spent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jixiao.facts.clauses import SENTENCE
from jixiao.facts.facts import Stated
from jixiao.patterns import Rules


def is_figure(each: Stated) -> bool:
    """Whether a number says how much there is of something: no change, share, standard or base of comparison."""
    return each.statement.form in ("figure", "count")


def of_one_account(whole: Stated, part: Stated) -> bool:
    """Whether two figures may belong to one sum: the same year, and no other measure."""
    same_measure = whole.fact.measure == part.fact.measure or None in (whole.fact.measure, part.fact.measure)
    return whole.fact.year == part.fact.year and same_measure


def whole_before(passage: Sequence[Stated], at: int, owners: Mapping[str, Stated | None], by: str) -> Stated | None:
    """The figure that a cue word breaks down; `owners` tells of the parts of lists before which whole they are of.

    Right behind a figure 其中 means that one, not what a closed bracket says of it; behind a full stop it means the head
    of the sentence before; a classification (按经济性质划分) means a figure of the parts' own year and measure, and the
    whole of a list before rather than its part.
    """
    part = passage[at]
    before = [each for each in passage[:at] if is_figure(each) and each.fact.kind == part.fact.kind]
    if not before:
        return None
    if not by and part.quantity.stop < SENTENCE:
        return _outside_brackets(before, part)
    last = before[-1]
    if by and last.fact.id in owners:
        return owners[last.fact.id]
    fitting = [each for each in before if of_one_account(each, part)]
    of_last_sentence = [each for each in fitting if each.quantity.sentence == fitting[-1].quantity.sentence]
    if not of_last_sentence:
        return None
    head = next((each for each in of_last_sentence if each.fact.id not in owners), None)
    return head if part.quantity.stop == SENTENCE else of_last_sentence[-1]


def _outside_brackets(before: Sequence[Stated], part: Stated) -> Stated:
    """共剩余72.25万元（中央8.52万元、省级63.73万元），其中: the 72.25 before the bracket."""
    last = before[-1]
    depth = part.quantity.depth
    for each in reversed(before):
        if each.quantity.sentence == last.quantity.sentence and each.quantity.depth <= depth:
            return each
    return last


def whole_of_measure(before: Sequence[Stated], other: Stated | None, part: Stated) -> Stated | None:
    """The whole of parts that have a measure of their own: beside 预算数18.60万元 the 决算数14.88万元 of its sentence."""
    if other is None:
        return None
    for each in reversed(before):
        same = (each.fact.kind, each.fact.year, each.fact.measure) == (
            part.fact.kind, part.fact.year, part.fact.measure,
        )  # fmt: skip
        if is_figure(each) and same and each.quantity.sentence == other.quantity.sentence:
            return each
    return None


def whole_named(before: Sequence[Stated], name: str, part: Stated) -> Stated | None:
    """支出按功能分类…: the figure before whose label ends in the name and that is of the parts' measure."""
    for each in reversed(before):
        fits = each.fact.label.endswith(name) or name.endswith(each.fact.label)
        alike = (each.fact.kind, each.fact.measure) == (part.fact.kind, part.fact.measure)
        if fits and alike and is_figure(each):
            return each
    return None


def is_income_of(each: Stated, part: Stated, rules: Rules) -> bool:
    """Whether a figure is the whole income of the year and measure of a part."""
    return (
        each.fact.kind == "amount"
        and rules.find("income", each.fact.label) is not None
        and (each.fact.measure, each.fact.year) == (part.fact.measure, part.fact.year)
    )
