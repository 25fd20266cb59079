"""Stated facts of one passage to breakdowns: which figures are parts of which, from cue words, brackets and stops.

A list goes on while its figures are parted by the stop that parts its first two; a stronger stop ends it. A change inside
a list ("比上年增加86.20万元") is no part of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex
from msgspec import Struct, field
from msgspec.structs import replace

from jixiao.facts.clauses import CLAUSE, SENTENCE
from jixiao.facts.facts import Stated
from jixiao.facts.labels import label_of, listed_names, topic_of
from jixiao.numbers import read_numeral
from jixiao.patterns import Rules
from jixiao.relations.wholes import is_figure, is_income_of, of_one_account, whole_before, whole_named, whole_of_measure

_COLON = ":"


class Breakdown(Struct, frozen=True):
    """A whole and its parts. `counterpart` stands for a whole that is not stated: the income that this spending used."""

    cue: str
    cue_at: Stated
    whole: Stated | None
    parts: tuple[Stated, ...]
    exhaustive: bool
    counterpart: Stated | None = None


class _Open(Struct):
    """A list that is being read."""

    cue: str
    cue_at: Stated
    whole: Stated | None
    exhaustive: bool
    depth: int
    counterpart: Stated | None = None
    by: str = ""
    stop: int | None = None
    parts: list[Stated] = field(default_factory=list)

    def closed(self) -> Breakdown:
        return Breakdown(self.cue, self.cue_at, self.whole, tuple(self.parts), self.exhaustive, self.counterpart)


def breakdowns(passage: Sequence[Stated], rules: Rules) -> Iterator[Breakdown]:
    """The breakdowns of one passage, inner lists before the outer ones they stand in."""
    stack: list[_Open] = []
    closed: list[Breakdown] = []
    for found in _read(passage, stack, closed, rules):
        closed.append(found)
        yield found


def _read(
    passage: Sequence[Stated], stack: list[_Open], closed: Sequence[Breakdown], rules: Rules
) -> Iterator[Breakdown]:
    """The breakdowns one by one as their lists end; `closed` grows as they come out."""
    for at, each in enumerate(passage):
        quantity = each.labelled.statement.quantity
        cue = _cue_found(each, rules)
        if quantity.stop == SENTENCE:
            starts_with_cue = rules.pattern("parts_follow").search(quantity.before + quantity.lead)
            yield from _close(passage, stack, 0, rules)
            if not starts_with_cue and not cue:
                stack.clear()
        while stack and quantity.depth < stack[-1].depth:
            yield from _close(passage, stack, len(stack) - 1, rules)
        if not is_figure(each) or each.fact.kind == "ratio":
            continue
        if found := _sum_of_before(passage, at, rules) or (None if stack else _sum_of_list(passage, at, rules)):
            yield found
            continue
        if cue and cue["by"] and not cue["of"]:
            yield from _sisters_closed(passage, stack, quantity.stop, rules)
        if opened := _opened(passage, at, cue, closed, rules):
            stack.append(opened)
        else:
            while stack and (_is_ended(stack, quantity.stop) or _is_how_far(each, stack, rules)):
                yield from _close(passage, stack, len(stack) - 1, rules)
        if stack and stack[-1].parts and rules.pattern("a_total").search(each.fact.label):
            if stack[-1].whole is None and rules.pattern("bare_total").search(each.fact.label):
                stack[-1].whole = each
                yield from _close(passage, stack, len(stack) - 1, rules)
                continue
            yield from _close(passage, stack, len(stack) - 1, rules)
        _add(stack, each, rules)
    yield from _close(passage, stack, 0, rules)


def _is_ended(stack: Sequence[_Open], stop: int) -> bool:
    """Whether a stop ends the innermost list: stronger than what parts its members, or than what opened an inner list of one.

    （其中人员经费1,500万元，含离退休费120万元；公用经费300万元）: 公用经费 is no part of 人员经费.
    """
    inner = stack[-1]
    if inner.stop is not None:
        return stop > inner.stop
    quantity = inner.cue_at.labelled.statement.quantity
    within = len(stack) > 1 and len(inner.parts) == 1 and _COLON not in quantity.lead
    return within and stop > quantity.stop >= CLAUSE


def _is_how_far(each: Stated, stack: Sequence[_Open], rules: Rules) -> bool:
    """总投资280万元，其中中央160万元，地方120万元，目前已完成投资190万元: how far things have come is no part."""
    quantity = each.labelled.statement.quantity
    return len(stack[-1].parts) > 1 and quantity.stop >= CLAUSE and bool(rules.find("so_far", quantity.lead))


def _close(passage: Sequence[Stated], stack: list[_Open], size: int, rules: Rules) -> Iterator[Breakdown]:
    while len(stack) > size:
        done = stack.pop()
        for each in _by_measure(done, passage, rules):
            if each.parts and (each.whole or (each.exhaustive and len(each.parts) > 1)):
                yield each.closed()


def _by_measure(done: _Open, passage: Sequence[Stated], rules: Rules) -> Iterator[_Open]:
    """The list, or one for each measure where it states each of its things by two: A预算数3万元、决算数2万元；B…"""
    if not any(_is_other_measure(one, other, rules) for one, other in pairwise(done.parts)):
        yield done
        return
    before = passage[: passage.index(done.cue_at)]
    for measure in dict.fromkeys(part.fact.measure for part in done.parts):
        parts = [part for part in done.parts if part.fact.measure == measure]
        fits = done.whole is not None and done.whole.fact.measure == measure
        whole = done.whole if fits else whole_of_measure(before, done.whole, parts[0])
        yield replace(done, whole=whole, counterpart=None, parts=parts)


def _is_other_measure(one: Stated, other: Stated, rules: Rules) -> bool:
    """Whether two figures are of one thing, such as what was planned and what was spent."""
    measure, another = one.fact.measure, other.fact.measure
    if measure == another or None in (measure, another):
        return False
    goes_on = other.fact.label.startswith(one.fact.label)  # 省级600万元，省级执行590万元
    return goes_on or topic_of(one.fact.label, rules) == topic_of(other.fact.label, rules)


def _sisters_closed(passage: Sequence[Stated], stack: list[_Open], stop: int, rules: Rules) -> Iterator[Breakdown]:
    """按就诊方式分，门诊…，住院…；按收入性质分，…: a further classification is of the same whole, and ends the one before."""
    while stack and (stack[-1].by or (stack[-1].stop is not None and stop > stack[-1].stop)):
        yield from _close(passage, stack, len(stack) - 1, rules)


def _add(stack: list[_Open], each: Stated, rules: Rules) -> None:
    """A figure joins the innermost list of its kind; the second member settles which stop parts the members."""
    if not stack:
        return
    inner = stack[-1]
    if inner.parts and inner.parts[0].fact.kind != each.fact.kind:
        return
    if inner.parts and inner.stop is None and not _is_other_measure(inner.parts[-1], each, rules):
        inner.stop = each.labelled.statement.quantity.stop
    if inner.whole is None or inner.whole.fact.kind == each.fact.kind:
        inner.parts.append(each)


def _cue_found(each: Stated, rules: Rules) -> regex.Match[str] | None:
    quantity, pattern = each.labelled.statement.quantity, rules.pattern("breakdown_cue")
    words = quantity.before + quantity.lead
    return pattern.search(words) if pattern.may_be_in(words) else None


def _opened(
    passage: Sequence[Stated], at: int, found: regex.Match[str] | None, closed: Sequence[Breakdown], rules: Rules
) -> _Open | None:
    """The list that a cue word, which was found, or a bracket opens at this figure."""
    each = passage[at]
    quantity = each.labelled.statement.quantity
    if not found:
        return _opened_by_colon(passage, at, rules) or _opened_by_bracket(passage, at)
    named = label_of(found["of"], rules) if found["of"] else ""
    by = found["by"] or ""
    whole = whole_named(passage[:at], named, each) if named else whole_before(passage, at, _owners(closed), by, rules)
    counterpart = None
    if whole is None and named and rules.pattern("spending").search(named):
        counterpart = next((p for p in passage[:at] if is_income_of(p, each, rules)), None)
    if whole is not None and whole.fact.kind != each.fact.kind:
        return None
    if not at and named and not by:
        return None  # 支出由以下部分组成：A、B，合计1,646.3万元: the sum behind them is the whole
    exhaustive = bool(by) or not rules.pattern("only_some").search(found["cue"])
    return _Open(by or found["cue"], each, whole, exhaustive, quantity.depth, counterpart, by)


def _owners(closed: Sequence[Breakdown]) -> dict[str, Stated | None]:
    return {member.fact.id: found.whole for found in closed for member in found.parts}


def _opened_by_colon(passage: Sequence[Stated], at: int, rules: Rules) -> _Open | None:
    """资金共计6,042万元：中央4,200万元、省1,300万元: a list behind a figure that says it is a total."""
    quantity = passage[at].labelled.statement.quantity
    if not (quantity.before + quantity.lead).lstrip().startswith(_COLON):
        return None
    previous = next((each for each in reversed(passage[:at]) if is_figure(each)), None)
    if previous is None:
        return None
    if previous.fact.kind != passage[at].fact.kind or not of_one_account(previous, passage[at]):
        return None
    if not rules.pattern("said_in_all").search(previous.labelled.statement.quantity.lead):
        return None
    return _Open(_COLON, passage[at], previous, False, quantity.depth)


def _opened_by_bracket(passage: Sequence[Stated], at: int) -> _Open | None:
    """基本支出1104.38万元（人员经费1021.73万元、公用经费82.65万元）: at least two figures in the bracket."""
    depth = passage[at].labelled.statement.quantity.depth
    if not depth:
        return None
    previous = next((each for each in reversed(passage[:at]) if is_figure(each)), None)
    if previous is None or previous.fact.kind != passage[at].fact.kind:
        return None
    if depth <= previous.labelled.statement.quantity.depth:
        return None
    inside = 0
    for each in passage[at:]:
        if each.labelled.statement.quantity.depth < depth:
            break
        inside += each.labelled.statement.quantity.depth == depth and is_figure(each)
    return _Open("（）", passage[at], previous, True, depth) if inside > 1 else None


def _sum_of_before(passage: Sequence[Stated], at: int, rules: Rules) -> Breakdown | None:
    """A、B两项合计630.47万元: the parts are named, and stand before their sum."""
    each = passage[at]
    found = rules.find("sum_of_named", each.labelled.statement.quantity.lead)
    if not found:
        return _sum_of_last(passage, at, rules)
    for count in range(found["names"].count("、") + 2, 1, -1):
        names = listed_names(found["names"], count, rules)
        parts = [next((p for p in reversed(passage[:at]) if p.fact.label == name), None) for name in names]
        if parts and all(parts):
            return Breakdown(found["cue"], each, each, tuple(p for p in parts if p), True)
    return None


def _sum_of_last(passage: Sequence[Stated], at: int, rules: Rules) -> Breakdown | None:
    """A1744万元，B260万元，两项合计2004万元: as many figures before it as it says."""
    each = passage[at]
    found = rules.find("sum_of_so_many", each.labelled.statement.quantity.lead)
    if not found:
        return None
    count = int(read_numeral(found["count"]).value)
    parts = [one for one in passage[:at] if is_figure(one) and one.fact.kind == each.fact.kind][-count:]
    sentence = each.labelled.statement.quantity.sentence
    if len(parts) < count or any(one.labelled.statement.quantity.sentence != sentence for one in parts):
        return None
    return Breakdown(found["cue"], each, each, tuple(parts), True)


def _sum_of_list(passage: Sequence[Stated], at: int, rules: Rules) -> Breakdown | None:
    """A150万元，B86万元，C64万元，合计300万元: the figures of the sentence, from its colon on where there is one."""
    each = passage[at]
    quantity = each.labelled.statement.quantity
    found = rules.find("sum_of_list", quantity.lead)
    if not found:
        return None
    parts: list[Stated] = []
    for one in reversed(passage[:at]):
        before = one.labelled.statement.quantity
        if before.sentence != quantity.sentence or before.depth != quantity.depth or not is_figure(one):
            break
        if one.fact.kind != each.fact.kind or rules.pattern("a_total").search(one.fact.label):
            break
        if one.fact.unit != each.fact.unit:
            break
        parts.insert(0, one)
        if one.labelled.listed == 0 and rules.find("listed", before.lead) and len(parts) > 1:
            return Breakdown(found["cue"], each, each, tuple(parts), True)  # 甲、乙分别发放42万元、30万元，共计72万元
        if before.stop > CLAUSE or _COLON in before.before[-1:] + before.lead:
            return Breakdown(found["cue"], each, each, tuple(parts), True) if len(parts) > 1 else None
    return None
