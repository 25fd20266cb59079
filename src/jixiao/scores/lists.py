"""Numbers of points without a word for what they are: a bracket after a name, an entry of a list, a bare 总分.

"投入（15分），得14分" has full marks; "自评得分94.5分，其中：投入14分、过程27.5分" lists scores, "满分100分，其中投入15分" full marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from msgspec.structs import replace

from jixiao.document import Document
from jixiao.patterns import Rules
from jixiao.scores.chapters import Chapters
from jixiao.scores.phrases import Phrase
from jixiao.scores.readings import Reading, ReadingRole
from jixiao.scores.subjects import is_name

_AWARDED: frozenset[ReadingRole] = frozenset(("score", "deduction", "total", "sum", "average", "bonus"))
_LISTS: dict[ReadingRole, ReadingRole] = {
    "score": "score", "total": "score", "sum": "score", "average": "score", "converted": "score",
    "full_marks": "full_marks", "deduction": "deduction", "bonus": "bonus",
}  # fmt: skip
_WHOLES: tuple[ReadingRole, ...] = ("total", "sum", "score", "average")
_HUNDRED = Decimal(100)


def with_roles(phrases: Sequence[Phrase], document: Document, chapters: Chapters, rules: Rules) -> Iterator[Phrase]:
    """The phrases with a role for every number that has one; a number left `lone` is not understood."""
    phrases = [_under_its_heading(phrase, document, chapters) for phrase in phrases]
    phrases = [_grand_total(phrase, phrases[at + 1 :]) for at, phrase in enumerate(phrases)]
    lists = _Lists(document, rules)
    for at, phrase in enumerate(phrases):
        if _is_answered(phrase, phrases[at + 1 : at + 2], document):
            phrase = _renamed(phrase, "lone", "full_marks")
        yield lists.settle(phrase, _summed_up(phrase, phrases[at + 1 :]), phrases[at + 1 :])


def _is_answered(phrase: Phrase, following: Sequence[Phrase], document: Document) -> bool:
    """Whether a line is but a name and its points, and a sentence below says what was scored: 预算执行（5分） ⏎ …，得4分。"""
    marks = phrase.of("lone")
    line = document.block(phrase.passage.block).text
    if marks is None or marks.value is None or not following or len(line.strip()) > _NAME_AND_POINTS:
        return False
    below = following[0]
    told = below.of("score") or below.of("deduction")
    beside = below.passage.section == phrase.passage.section and below.passage.block != phrase.passage.block
    lone = (
        len(phrase.readings) > 1
        or below.of("lone") is not None
        or (is_name(below.subject) and below.of("deduction") is None)
    )
    return beside and not lone and told is not None and told.value is not None and told.value <= marks.value


def _under_its_heading(phrase: Phrase, document: Document, chapters: Chapters) -> Phrase:
    """A line that opens with the number its heading announces: 自评得分, and below it "96.5分" or "9.5+49+28+10=96.5分"."""
    section = phrase.passage.section
    if phrase.passage.role != "text" or section is None or phrase.of("lone") is None:
        return phrase
    opening = document.block(phrase.passage.block).text[phrase.passage.start : phrase.start]
    return (
        phrase
        if not _ONLY_TERMS.fullmatch(opening) or not chapters.states_result(section)
        else _renamed(phrase, "lone", "score")
    )


def _summed_up(phrase: Phrase, later: Sequence[Phrase]) -> ReadingRole | None:
    """The role of a whole that stands behind its list: "投入14分、过程27分，自评总分为41分"."""
    if not _may_be_listed(phrase):
        return None
    for after in later:
        if after.passage != phrase.passage or after.sentence != phrase.sentence:
            return None
        if after.of("lone") is None:
            marks = after.of("full_marks")
            whole: ReadingRole | None = "full_marks" if marks is not None and (marks.value or 0) >= _HUNDRED else None
            return next((_LISTS[r.role] for r in after.readings if r.role in _WHOLES), whole)
    return None


def _may_be_listed(phrase: Phrase) -> bool:
    """Whether a phrase names a thing or a project, as the entries of a list do."""
    return is_name(phrase.subject) or (phrase.subject.kind == "project" and bool(phrase.subject.name))


def _grand_total(phrase: Phrase, later: Sequence[Phrase]) -> Phrase:
    """总分100分 beside a score is full marks, 总分95.5分 by itself the score."""
    role: ReadingRole = "grand_total" if phrase.of("grand_total") else "total"
    mention = phrase.of(role)
    if mention is None or mention.value is None or (role == "total" and mention.value < _HUNDRED):
        return phrase
    if role == "total" and mention.value > _HUNDRED and not _lower_total(later, mention.value):
        return phrase
    same = [p for p in later[:3] if p.passage == phrase.passage and p.sentence == phrase.sentence]
    others = (r for p in (phrase, *same) for r in p.readings if r.mention != mention)
    beside = any(reading.role in ("score", "total", "sum") for reading in others)
    lower = _lower_total(later, mention.value)
    hundred = mention.value == _HUNDRED and role == "grand_total"
    full = beside or hundred or (mention.value >= _HUNDRED and lower)
    return _renamed(phrase, role, "full_marks" if full else "total")


def _lower_total(phrases: Sequence[Phrase], whole: Decimal) -> bool:
    """Whether a lower total is still to come: "自评总分100分，采取扣分制" and at the end 最终得分96分."""
    totals = [p.of("total") for p in phrases if p.subject.kind in ("none", "report") and not p.listed]
    return any(total is not None and total.value is not None and total.value < whole for total in totals)


def _listed_behind(phrase: Phrase, later: Sequence[Phrase]) -> Decimal | None:
    """What the entries behind a phrase come to that are nothing but names with a number each."""
    total = None
    for after in later:
        alone = after.of("lone")
        beside = after.passage == phrase.passage and after.sentence == phrase.sentence
        if not beside or alone is None or alone.value is None or len(after.readings) > 1:
            break
        total = (total or Decimal(0)) + alone.value
    return total


def _renamed(phrase: Phrase, old: ReadingRole, new: ReadingRole) -> Phrase:
    readings = tuple(Reading(r.mention, new) if r.role == old else r for r in phrase.readings)
    return replace(phrase, readings=readings)


class _Lists:
    """What the list that is being read lists: the role of the whole before it, block by block."""

    def __init__(self, document: Document, rules: Rules) -> None:
        self.document, self.rules = document, rules
        self.role: ReadingRole | None = None
        self.sentence: tuple[str, int] | None = None
        self.block: str | None = None

    @cached_property
    def _before(self) -> dict[str, str]:
        """The text in front of each block."""
        return {after.id: block.normalised for block, after in pairwise(self.document.blocks)}

    def settle(self, phrase: Phrase, ahead: ReadingRole | None, later: Sequence[Phrase]) -> Phrase:
        """The phrase with roles; `ahead` is that of the whole that stands behind it, `later` are the phrases behind it."""
        if phrase.passage.block != self.block:
            self.block = phrase.passage.block
            if not self._goes_on():
                self.role = None
        if phrase.of("lone") is None:
            self._remember(phrase, later)
            return phrase
        if phrase.of("full_marks") is not None:
            return _renamed(phrase, "lone", "score")
        awarded = any(reading.role in _AWARDED for reading in phrase.readings)
        if phrase.passage.role == "heading" or phrase.each or awarded or self._can_only_be_marks(phrase):
            return _renamed(phrase, "lone", "full_marks")
        told = self.role if self.sentence == (phrase.passage.block, phrase.sentence) or ahead is None else None
        role = told or ahead
        if _may_be_listed(phrase) and self._in_brackets(phrase) and role != "score":
            return _renamed(phrase, "lone", "full_marks")
        if _may_be_listed(phrase) and role is not None:
            return replace(_renamed(phrase, "lone", role), listed=True)
        return phrase

    def _in_brackets(self, phrase: Phrase) -> bool:
        """A number alone in brackets behind a name: 决策（20分）."""
        text, span = self.document.block(phrase.passage.block).normalised, phrase.readings[0].mention.span
        return text[: span.start].rstrip().endswith("(") and text[span.end :].lstrip().startswith(")")

    def _can_only_be_marks(self, phrase: Phrase) -> bool:
        """财政改革一项（5分）不适用; 目标设定8分，未失分: what stands before can only be full marks."""
        text = self.document.block(phrase.passage.block).normalised
        end = phrase.readings[-1].mention.span.end
        clause, further = _CLAUSE.match(text, end), _FURTHER_CLAUSE.match(text, end)
        waived = clause is not None and self.rules.pattern("item_not_applicable").search(clause[0]) is not None
        return waived or (
            further is not None and self.rules.pattern("nothing_taken_off").search(further[0]) is not None
        )

    def _remember(self, phrase: Phrase, later: Sequence[Phrase]) -> None:
        wholes = [r for r in reversed(phrase.readings) if r.role in _LISTS]
        if wholes:
            of_list = _LISTS[wholes[0].role]
            if len(wholes) > 1:  # 总得分99分（满分100分），其中：任务40分、效果29分…: what the list adds up to
                listed = _listed_behind(phrase, later)
                of_list = next((_LISTS[r.role] for r in wholes if r.mention.value == listed), of_list)
            self.role = of_list
            self.sentence = (phrase.passage.block, phrase.sentence)

    def _goes_on(self) -> bool:
        """Whether the line before this one says that a list follows, or is itself an entry of one."""
        line = self.document.block(self.block or "").normalised
        before = self._before.get(self.block or "", "")
        opens = self.rules.pattern("scores_follow").is_in(before.rstrip())
        if opens and self.role is None:
            self.role = "score"
        return len(line) <= _SHORT_LINE and (opens or (self.role is not None and len(before) <= _SHORT_LINE))


_ONLY_TERMS = re.compile(r"[\d.+＋\s分]*[=＝]?\s*")
_SHORT_LINE = 40
_NAME_AND_POINTS = 24
"""Characters of a line that holds nothing but the name of a thing and its points."""
_CLAUSE = re.compile(r"[)]?[^,，。;:()]*")
_FURTHER_CLAUSE = re.compile(r"[)]?[,，]?[^,，。;:()\d]{2,10}(?=[,，。;\n]|$)")
