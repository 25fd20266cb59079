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
from jixiao.facts.labels import label_of, topic_of
from jixiao.patterns import Rules
from jixiao.relations.sums import COLON, sum_of_counted, sum_of_list
from jixiao.relations.wholes import is_figure, is_income_of, of_one_account, whole_before, whole_named, whole_of_measure


class Breakdown(Struct, frozen=True):
    """A whole and its parts. `counterpart` stands for a whole that is not stated: the income that this spending used."""

    cue: str
    cue_at: Stated
    whole: Stated | None
    parts: tuple[Stated, ...]
    exhaustive: bool
    counterpart: Stated | None = None


def breakdowns(passage: Sequence[Stated], rules: Rules) -> Sequence[Breakdown]:
    """The breakdowns of one passage, inner lists before the outer ones they stand in."""
    return _Lists(passage, rules).read()


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


class _Lists:
    """The lists of one passage while its figures are gone through: those still open (inner ones last) and those found.

    `owners` tells of each part of a list that is closed which whole it is of.
    """

    def __init__(self, passage: Sequence[Stated], rules: Rules) -> None:
        self.passage, self.rules = passage, rules
        self.open: list[_Open] = []
        self.found: list[Breakdown] = []
        self.owners: dict[str, Stated | None] = {}

    def read(self) -> Sequence[Breakdown]:
        for at in range(len(self.passage)):
            self._read(at)
        self._close_all()
        return self.found

    def _read(self, at: int) -> None:
        """Let one figure open, end or join lists."""
        each = self.passage[at]
        quantity = each.quantity
        if quantity.stop == SENTENCE:
            self._close_all()
        while self.open and quantity.depth < self.open[-1].depth:
            self._close()
        if not is_figure(each) or each.fact.kind == "ratio":
            return
        summed = sum_of_counted(self.passage, at, self.rules)
        if summed := summed or (None if self.open else sum_of_list(self.passage, at, self.rules)):
            self._tell(Breakdown(summed.cue, each, each, summed.parts, True))
            return
        cue = self.rules.find("breakdown_cue", quantity.before + quantity.lead)
        if cue and cue["by"] and not cue["of"]:
            self._close_sisters(quantity.stop)
        if opened := self._opened(at, cue):
            self.open.append(opened)
        else:
            while self.open and not self._completes(each) and (self._is_ended(quantity.stop) or self._is_how_far(each)):
                self._close()
        if self._completes(each):
            self.open[-1].whole = each
            self._close()
            return
        if self.open and self.open[-1].parts and self.rules.find("a_total", each.fact.label):
            self._close()
        self._add(each)

    def _tell(self, breakdown: Breakdown) -> None:
        self.found.append(breakdown)
        self.owners |= {member.fact.id: breakdown.whole for member in breakdown.parts}

    def _close(self) -> None:
        """End the innermost list; one without a whole counts where it claims to name all parts."""
        for each in self._by_measure(self.open.pop()):
            if each.parts and (each.whole or (each.exhaustive and len(each.parts) > 1)):
                self._tell(each.closed())

    def _close_all(self) -> None:
        while self.open:
            self._close()

    def _close_sisters(self, stop: int) -> None:
        """按就诊方式分，门诊…，住院…；按收入性质分，…: a further classification is of the same whole, and ends the one before."""
        while self.open and (self.open[-1].by or (self.open[-1].stop is not None and stop > self.open[-1].stop)):
            self._close()

    def _is_ended(self, stop: int) -> bool:
        """Whether a stop ends the innermost list: stronger than what parts its members, or than what opened an inner one.

        （其中人员经费1,500万元，含离退休费120万元；公用经费300万元）: 公用经费 is no part of 人员经费.
        """
        inner = self.open[-1]
        if inner.stop is not None:
            return stop > inner.stop
        quantity = inner.cue_at.quantity
        within = len(self.open) > 1 and len(inner.parts) == 1 and COLON not in quantity.lead
        return within and stop > quantity.stop >= CLAUSE

    def _is_how_far(self, each: Stated) -> bool:
        """总投资280万元，其中中央160万元，地方120万元，目前已完成投资190万元: how far things have come is no part."""
        quantity = each.quantity
        begun = len(self.open[-1].parts) > 1 and quantity.stop >= CLAUSE
        return begun and self.rules.find("so_far", quantity.lead) is not None

    def _completes(self, each: Stated) -> bool:
        """分为基本支出30万元、项目支出10万元，合计40万元: a total without a name is the whole of the list it ends, if that has none."""
        inner = self.open[-1] if self.open else None
        begun = inner is not None and inner.whole is None and bool(inner.parts)
        return begun and self.rules.find("bare_total", each.fact.label) is not None

    def _add(self, each: Stated) -> None:
        """A figure joins the innermost list of its kind; the second member settles which stop parts the members."""
        inner = self.open[-1] if self.open else None
        if inner is None or (inner.parts and inner.parts[0].fact.kind != each.fact.kind):
            return
        if inner.parts and inner.stop is None and not _is_other_measure(inner.parts[-1], each, self.rules):
            inner.stop = each.quantity.stop
        if inner.whole is None or inner.whole.fact.kind == each.fact.kind:
            inner.parts.append(each)

    def _by_measure(self, done: _Open) -> Iterator[_Open]:
        """The list, or one for each measure where it states each of its things by two: A预算数3万元、决算数2万元；B…"""
        if not any(_is_other_measure(one, other, self.rules) for one, other in pairwise(done.parts)):
            yield done
            return
        before = self.passage[: self.passage.index(done.cue_at)]
        for measure in dict.fromkeys(part.fact.measure for part in done.parts):
            parts = [part for part in done.parts if part.fact.measure == measure]
            fits = done.whole is not None and done.whole.fact.measure == measure
            whole = done.whole if fits else whole_of_measure(before, done.whole, parts[0])
            yield replace(done, whole=whole, counterpart=None, parts=parts)

    def _opened(self, at: int, cue: regex.Match[str] | None) -> _Open | None:
        """The list that a cue word, a colon or a bracket opens at this figure."""
        if not cue:
            return self._opened_by_count(at) or self._opened_by_colon(at) or self._opened_by_bracket(at)
        each, before = self.passage[at], self.passage[:at]
        named, by = label_of(cue["of"], self.rules) if cue["of"] else "", cue["by"] or ""
        if named:
            whole = whole_named(before, named, each)
        else:
            whole = whole_before(self.passage, at, self.owners, by)
        counterpart = None
        if whole is None and named and self.rules.find("spending", named):
            counterpart = next((one for one in before if is_income_of(one, each, self.rules)), None)
        if whole is not None and whole.fact.kind != each.fact.kind:
            return None
        if not at and named and not by:
            return None  # 支出由以下部分组成：A、B，合计1,646.3万元: the sum behind them is the whole
        exhaustive = bool(by) or not self.rules.find("only_some", cue["cue"])
        return _Open(by or cue["cue"], each, whole, exhaustive, each.quantity.depth, counterpart, by)

    def _opened_by_count(self, at: int) -> _Open | None:
        """支出528.62万元。按用途分四块：甲…，乙…，丙…，丁…: as many figures of the sentence as it says that there are parts."""
        each, counted = self.passage[at], self.passage[at - 1]
        if not at or counted.fact.kind != "count" or COLON not in each.quantity.before + each.quantity.lead:
            return None
        found = self.rules.find("parts_counted", counted.quantity.lead)
        if not found:
            return None
        here = (one for one in self.passage[at:] if one.quantity.sentence == each.quantity.sentence)
        parts = [one for one in here if is_figure(one) and one.fact.kind == each.fact.kind]
        whole = whole_before(self.passage, at, self.owners, found["by"] or "")
        if whole is None or counted.fact.value != len(parts):
            return None
        return _Open(found[0].strip(), each, whole, True, each.quantity.depth)

    def _opened_by_colon(self, at: int) -> _Open | None:
        """资金共计6,042万元：中央4,200万元、省1,300万元: a list behind a figure that says it is a total."""
        each = self.passage[at]
        if not (each.quantity.before + each.quantity.lead).lstrip().startswith(COLON):
            return None
        previous = self._figure_before(at)
        if previous is None or not of_one_account(previous, each):
            return None
        said = self.rules.find("said_in_all", previous.quantity.lead)
        return _Open(COLON, each, previous, False, each.quantity.depth) if said else None

    def _opened_by_bracket(self, at: int) -> _Open | None:
        """基本支出1104.38万元（人员经费1021.73万元、公用经费82.65万元）: at least two figures in the bracket."""
        each, depth = self.passage[at], self.passage[at].quantity.depth
        previous = self._figure_before(at) if depth else None
        if previous is None or depth <= previous.quantity.depth:
            return None
        inside = 0
        for one in self.passage[at:]:
            if one.quantity.depth < depth:
                break
            inside += one.quantity.depth == depth and is_figure(one)
        return _Open("（）", each, previous, True, depth) if inside > 1 else None

    def _figure_before(self, at: int) -> Stated | None:
        """The figure right before this one, where it is of one kind with it."""
        previous = next((one for one in reversed(self.passage[:at]) if is_figure(one)), None)
        return previous if previous and previous.fact.kind == self.passage[at].fact.kind else None


def _is_other_measure(one: Stated, other: Stated, rules: Rules) -> bool:
    """Whether two figures are of one thing, such as what was planned and what was spent."""
    measure, another = one.fact.measure, other.fact.measure
    if measure == another or None in (measure, another):
        return False
    goes_on = other.fact.label.startswith(one.fact.label)  # 省级600万元，省级执行590万元
    return goes_on or topic_of(one.fact.label, rules) == topic_of(other.fact.label, rules)
