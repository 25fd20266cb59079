"""Stated facts of one passage to breakdowns: which figures are parts of which, from cue words, brackets and stops.

A list goes on while its figures are parted by the stop that parts its first two; a stronger stop ends it. A change inside
a list ("比上年增加86.20万元") is no part of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from jixiao.facts.clauses import SENTENCE
from jixiao.facts.facts import Stated
from jixiao.facts.labels import label_of, listed_names
from jixiao.patterns import Rules


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A whole and its parts. `counterpart` stands for a whole that is not stated: the income that this spending used."""

    cue: str
    cue_at: Stated
    whole: Stated | None
    parts: tuple[Stated, ...]
    exhaustive: bool
    counterpart: Stated | None = None


@dataclass(slots=True)
class _Open:
    """A list that is being read."""

    cue: str
    cue_at: Stated
    whole: Stated | None
    exhaustive: bool
    depth: int
    counterpart: Stated | None = None
    stop: int | None = None
    parts: list[Stated] = field(default_factory=list)

    def closed(self) -> Breakdown:
        return Breakdown(self.cue, self.cue_at, self.whole, tuple(self.parts), self.exhaustive, self.counterpart)


def breakdowns(passage: Sequence[Stated], rules: Rules) -> Iterator[Breakdown]:
    """The breakdowns of one passage, inner lists before the outer ones they stand in."""
    stack: list[_Open] = []
    for at, each in enumerate(passage):
        quantity = each.labelled.statement.quantity
        if quantity.stop == SENTENCE:
            starts_with_cue = rules.pattern("parts_follow").search(quantity.before + quantity.lead)
            yield from _close(stack, 0)
            if not starts_with_cue and not _cue(each, rules):
                stack.clear()
        while stack and quantity.depth < stack[-1].depth:
            yield from _close(stack, len(stack) - 1)
        if each.labelled.statement.form not in ("figure", "count") or each.fact.kind == "ratio":
            continue
        if found := _sum_of_before(passage, at, rules):
            yield found
            continue
        if opened := _opened(passage, at, stack, rules):
            stack.append(opened)
        else:
            while stack and stack[-1].stop is not None and quantity.stop > stack[-1].stop:
                yield from _close(stack, len(stack) - 1)
        if stack and stack[-1].parts and rules.pattern("a_total").search(each.fact.label):
            yield from _close(stack, len(stack) - 1)
        _add(stack, each)
    yield from _close(stack, 0)


def _close(stack: list[_Open], size: int) -> Iterator[Breakdown]:
    while len(stack) > size:
        done = stack.pop()
        if done.parts and (done.whole or (done.exhaustive and len(done.parts) > 1)):
            yield done.closed()


def _add(stack: list[_Open], each: Stated) -> None:
    """A figure joins the innermost list of its kind; the second member settles which stop parts the members."""
    if not stack:
        return
    inner = stack[-1]
    if inner.parts and inner.parts[0].fact.kind != each.fact.kind:
        return
    if inner.parts and inner.stop is None:
        inner.stop = each.labelled.statement.quantity.stop
    if inner.whole is None or inner.whole.fact.kind == each.fact.kind:
        inner.parts.append(each)


def _cue(each: Stated, rules: Rules) -> str:
    quantity = each.labelled.statement.quantity
    found = rules.pattern("breakdown_cue").search(quantity.before + quantity.lead)
    return found["cue"] if found else ""


def _opened(passage: Sequence[Stated], at: int, stack: Sequence[_Open], rules: Rules) -> _Open | None:
    """The list that a cue word or a bracket opens at this figure."""
    each = passage[at]
    quantity = each.labelled.statement.quantity
    text = quantity.before + quantity.lead
    found = rules.pattern("breakdown_cue").search(text)
    previous = _previous(passage, at)
    if not found:
        in_bracket = previous and quantity.depth > previous.labelled.statement.quantity.depth
        follows = at + 1 < len(passage) and passage[at + 1].labelled.statement.quantity.depth == quantity.depth
        if in_bracket and follows and previous and previous.fact.kind == each.fact.kind:
            return _Open("（）", each, previous, True, quantity.depth)
        return None
    named = label_of(found["of"], rules) if found["of"] else ""
    whole = _whole_named(passage[:at], named, each) if named else previous
    counterpart = None
    if whole is None and named and rules.pattern("spending").search(named):
        counterpart = next((p for p in passage[:at] if _is_income(p, each, rules)), None)
    if whole is not None and whole.fact.kind != each.fact.kind:
        return None
    exhaustive = bool(found["by"]) or not rules.pattern("only_some").search(found["cue"])
    return _Open(found["by"] or found["cue"], each, whole, exhaustive, quantity.depth, counterpart)


def _previous(passage: Sequence[Stated], at: int) -> Stated | None:
    """The figure that a cue word right after it breaks down."""
    return next(
        (
            each
            for each in reversed(passage[:at])
            if each.labelled.statement.form in ("figure", "count") and each.fact.kind == passage[at].fact.kind
        ),
        None,
    )


def _whole_named(before: Sequence[Stated], name: str, part: Stated) -> Stated | None:
    """支出按功能分类…: the figure before whose label ends in the name and that is of the parts' measure."""
    for each in reversed(before):
        fits = each.fact.label.endswith(name) or name.endswith(each.fact.label)
        if fits and each.fact.kind == part.fact.kind and each.labelled.statement.form in ("figure", "count"):
            if each.fact.measure == part.fact.measure:
                return each
    return None


def _is_income(each: Stated, part: Stated, rules: Rules) -> bool:
    return (
        each.fact.kind == "amount"
        and bool(rules.pattern("income").search(each.fact.label))
        and (each.fact.measure, each.fact.year) == (part.fact.measure, part.fact.year)
    )


def _sum_of_before(passage: Sequence[Stated], at: int, rules: Rules) -> Breakdown | None:
    """A、B两项合计630.47万元: the parts are named, and stand before their sum."""
    each = passage[at]
    found = rules.pattern("sum_of_named").search(each.labelled.statement.quantity.lead)
    if not found:
        return None
    for count in range(found["names"].count("、") + 2, 1, -1):
        names = listed_names(found["names"], count, rules)
        parts = [next((p for p in reversed(passage[:at]) if p.fact.label == name), None) for name in names]
        if parts and all(parts):
            return Breakdown(found["cue"], each, each, tuple(p for p in parts if p), True)
    return None
