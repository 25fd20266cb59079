"""Phrases to the overall score: what the report says it reached as a whole, of how much, on which other scale and grade.

The first statement stands. "该项目综合得分95分" is the report's where it is on one project, a project's where another total stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from jixiao.document import Document
from jixiao.identity.identity import kind_of, title_text
from jixiao.mentions import Mention
from jixiao.patterns import Rules
from jixiao.record import OverallScore, Points
from jixiao.scores.chapters import Chapters
from jixiao.scores.drafts import KEPT, points_of
from jixiao.scores.grades import grade_of
from jixiao.scores.phrases import Phrase
from jixiao.scores.readings import Reading, ReadingRole
from jixiao.scores.speakers import of_others_as_projects
from jixiao.scores.subjects import Subject
from jixiao.scores.totals import (
    LIKELY,
    NOT,
    PROJECT,
    SUM,
    SURE,
    TOTALS,
    first_total,
    total_of,
    unconverted,
    with_extras,
)

_THIS_PROJECT = Subject("project", "该项目")
_SCALES: frozenset[ReadingRole] = frozenset(("converted", "scale", "applicable"))
_HUNDRED = Decimal(100)


class Split(Struct, frozen=True):
    """The overall score, and the phrases that speak of something else."""

    overall: OverallScore
    rest: tuple[Phrase, ...]


class OverallReader:
    """Tells the phrases about the whole report from those about its parts."""

    def __init__(self, document: Document, chapters: Chapters, phrases: Sequence[Phrase], rules: Rules) -> None:
        self.document, self.chapters, self.phrases, self.rules = document, chapters, phrases, rules
        self.most = _most(phrases)
        kind = kind_of(title_text(chapters.outline), rules)
        self.of_accounts, self.of_project = kind == "accounts", kind == "project"

    def read(self) -> Split:
        """The overall score, and what is left of the phrases."""
        phrases = list(of_others_as_projects(self.phrases, self.document, self.chapters.outline, self.rules))
        scored = {p.passage.section for p in phrases if p.passage.role == "heading"}
        chapters = {self._parent(section) for section in scored}
        years = [_year(phrase) for phrase in phrases]
        latest = max((year for year in years if year is not None), default=None)
        ranks = [
            self._rank(phrase, chapters) if year in (None, latest) else NOT
            for phrase, year in zip(phrases, years, strict=True)
        ]
        if of_projects := self._of_several_projects(phrases, ranks):
            phrases = [replace(p, subject=_THIS_PROJECT) if p in of_projects else p for p in phrases]
            ranks = [NOT if p.subject is _THIS_PROJECT else rank for p, rank in zip(phrases, ranks, strict=True)]
        first = first_total(phrases, ranks) or (None if of_projects else self._only_one())
        first = unconverted(phrases, ranks, first)
        chosen = with_extras(phrases, ranks, first)
        stated = total_of(chosen).value if chosen else None
        points: list[tuple[ReadingRole, Mention]] = []
        converted = next((m.value for p in phrases if (m := p.of("converted"))), None)
        rest: list[Phrase] = []
        for phrase, rank in zip(phrases, ranks, strict=True):
            if phrase is first and phrase is not chosen:
                continue  # what bonuses and deductions lead from; neither the total nor an item
            mine = self._own(phrase, rank, chosen, stated)
            points += [(_role(reading, stated, converted), reading.mention) for reading in mine]
            left = tuple(reading for reading in phrase.readings if reading not in mine)
            if left:
                rest.append(replace(phrase, readings=left, subject=_subject_left(phrase, mine)))
        return Split(self._overall(points, total_of(chosen) if chosen else None, rest), tuple(rest))

    def _of_several_projects(self, phrases: Sequence[Phrase], ranks: Sequence[int]) -> list[Phrase]:
        """The totals of a file that goes project by project: one below each heading of a project, none of them the report's."""
        totals = [phrase for phrase, rank in zip(phrases, ranks, strict=True) if rank >= LIKELY]
        sections = dict.fromkeys(phrase.passage.section for phrase in totals)
        of_project = self.rules.pattern("section_of_project")
        for section in sections:
            if section is None or not of_project.is_in(self.chapters.sections[section].title):
                return []
        siblings = len({self._parent(section) for section in sections}) == 1
        return totals if siblings and len(sections) == len(totals) > 1 else []

    def _parent(self, section: str | None) -> str | None:
        return self.chapters.sections[section].parent if section is not None else None

    def _rank(self, phrase: Phrase, chapters: set[str | None]) -> int:
        """How sure it is that a phrase states the total of the report."""
        role = next((r.role for r in phrase.readings if r.role in TOTALS), None)
        kind, section = phrase.subject.kind, phrase.passage.section
        at_large = self.chapters.states_result(section) or (section in chapters and section is not None)
        if role is None or phrase.listed or phrase.subject.part or phrase.each:
            return NOT
        if phrase.passage.role == "heading":
            return LIKELY if self.chapters.states_result(section) else NOT
        if kind == "project":
            this = self.rules.pattern("subject_this_project").search(phrase.subject.name) is not None
            if self.of_project and this and self.chapters.states_result(section):
                return LIKELY
            return SURE if role == "average" else self._of_only_project()
        if kind == "thing":
            return self._of_only_project() if role in ("total", "average") and at_large else NOT
        if kind == "here":
            large = self.chapters.states_result(section) and (total_of(phrase).value or Decimal(0)) >= _HALF
            summed = (role == "sum" and phrase.subject.collective) or (large and phrase.of("full_marks") is None)
            return self._rank_of_sum(phrase) if summed else NOT
        if role == "sum":
            return self._rank_of_sum(phrase)
        if role in ("total", "average") or kind == "report":
            return SURE
        full = phrase.of("full_marks")
        if (
            full is not None
            and full.value is not None
            and full.value < _HALF
            and not self.chapters.states_result(section)
        ):
            return NOT  # （一）投入 ⏎ 权重分值15分，实际得分14分
        above = section in self.most and (total_of(phrase).value or Decimal(0)) > self.most[section]
        return LIKELY if at_large or above else NOT

    def _of_only_project(self) -> int:
        """The score of a project is the report's where nothing else is, save in accounts, which only quote it."""
        return NOT if self.of_accounts else PROJECT

    def _rank_of_sum(self, phrase: Phrase) -> int:
        """A sum may be the total, unless it fits a section that is scored, or is small and told inside of one."""
        large = (total_of(phrase).value or Decimal(0)) >= _HALF or self.chapters.states_result(phrase.passage.section)
        return SUM if large and not self._fits(phrase) else NOT

    def _fits(self, phrase: Phrase) -> bool:
        """Whether the points may be those of the section, or of one above it, whose heading states as many or more."""
        section, value = phrase.passage.section, total_of(phrase).value or Decimal(0)
        while section is not None and self.most.get(section, Decimal(0)) < value:
            section = self._parent(section)
        return section is not None

    def _only_one(self) -> Phrase | None:
        """A score without a subject that is greater than every other, twice as great or what all others come to."""
        scores = [p for p in self.phrases if p.of("score")]
        best = max(scores, key=lambda p: total_of(p).value or 0, default=None)
        if (
            best is None
            or self.of_accounts
            or best.subject.kind != "none"
            or best.passage.role == "heading"
            or best.subject.part
        ):
            return None
        others = [p for p in scores if p is not best]
        value = total_of(best).value or Decimal(0)
        full = best.of("full_marks")
        each = [total_of(p).value or Decimal(0) for p in others]
        alone = all(one * 2 <= value for one in each) or sum(each) == value
        whole = full is not None and full.value is not None and full.value >= _HUNDRED
        return best if whole or (alone and full is None and value > _HALF) else None

    def _own(self, phrase: Phrase, rank: int, chosen: Phrase | None, stated: Decimal | None) -> tuple[Reading, ...]:
        """The readings of a phrase that are about the whole report."""
        total = any(r.role in TOTALS for r in phrase.readings)
        same = total and rank > NOT and total_of(phrase).value == stated
        again = total and rank == SURE and chosen is not None and not self._of_project(phrase)
        if phrase is chosen or same or again:
            return tuple(r for r in phrase.readings if r.role != "bonus")
        own = tuple(r for r in phrase.readings if r.role in _SCALES)
        if not own and (self._full_marks_of_all(phrase, chosen) or _leads_to(phrase, chosen)):
            return phrase.readings
        if not own and self._lost_by_all(phrase, chosen):
            return phrase.readings
        return own

    def _of_project(self, phrase: Phrase) -> bool:
        """Whether a phrase stands under a heading that names one project, or counts projects."""
        of_project = self.rules.pattern("section_of_project")
        above = self.chapters.path(phrase.passage.section)
        return any(of_project.is_in(section.title) for section in above) or phrase.of("average") is not None

    def _full_marks_of_all(self, phrase: Phrase, chosen: Phrase | None) -> bool:
        full = phrase.of("full_marks")
        this = self.rules.pattern("subject_this_project").search(phrase.subject.name)
        counted = self.rules.pattern("scored_names_counted").opens(phrase.subject.name)  # 以上9条指标权重合计100
        general = phrase.subject.kind in ("none", "report") or (phrase.subject.kind == "project" and this is not None)
        general = general or (counted is not None and full is not None and full.value == _HUNDRED)
        if full is None or len(phrase.readings) > 1 or not general:
            return False
        if phrase.passage.role == "heading":
            return self.chapters.states_result(phrase.passage.section)
        beside = chosen is not None and chosen.passage == phrase.passage and chosen.sentence == phrase.sentence
        large = full.value is not None and full.value >= _HUNDRED
        return (
            large or beside or (phrase.subject.kind == "report" and self.chapters.states_result(phrase.passage.section))
        )

    def _lost_by_all(self, phrase: Phrase, chosen: Phrase | None) -> bool:
        """What the report as a whole lost, behind its total: "自评得94分。扣6分，其中资产盘点不及时扣2分"."""
        if chosen is None or phrase.passage != chosen.passage:
            return False
        if not self.chapters.states_result(phrase.passage.section) and not _makes_up(phrase, chosen):
            return False
        taken = all(reading.role in ("deduction", "reason") for reading in phrase.readings)
        if not taken or phrase.start < chosen.start:
            return False
        if phrase.subject.kind in ("none", "report"):
            return not (phrase.clause and self._is_told_before(phrase))
        before = (p for p in self.phrases if p.passage == phrase.passage and p.sentence == phrase.sentence)
        return phrase.subject.part and any(p.subject.kind == "none" and p.of("deduction") for p in before)

    def _is_told_before(self, phrase: Phrase) -> bool:
        """Whether the passage told before what was lost in all: what follows is lost by its causes."""
        before = (p for p in self.phrases if p.passage == phrase.passage and p.start < phrase.start)
        return any(p.of("deduction") and p.subject.kind in ("none", "report") for p in before)

    def _overall(
        self, points: Sequence[tuple[ReadingRole, Mention]], total: Mention | None, rest: Sequence[Phrase]
    ) -> OverallScore:
        kept = tuple(points_of(KEPT[role], mention) for role, mention in points if role in KEPT)
        applicable = next((m.value for role, m in points if role == "applicable"), None)
        full = next((m.value for role, m in points if role == "full_marks"), None)
        converted = next((m for role, m in points if role == "converted"), None)
        anchor = total or converted
        return OverallScore(
            stated=total.value if total else None,
            converted=converted.value if converted else None,
            full_marks=applicable if applicable is not None else full,
            grade=self._grade(kept, rest),
            span=anchor.span if anchor else None,
            points=kept,
        )

    def _grade(self, points: Sequence[Points], rest: Sequence[Phrase]) -> str | None:
        """The grade of the whole; what stands beside the score of something else is that thing's."""
        if self.of_accounts and not points:
            return None
        others = {p.passage.block for p in rest if p.of("score")} - {point.span.block for point in points}
        return grade_of(self.document, self.chapters, points, others, self.rules)


_HALF = Decimal(50)


def _makes_up(phrase: Phrase, chosen: Phrase) -> bool:
    """Whether a deduction is just what the total lacks of its full marks: 满分100分，自评94.2分。丢掉的5.8分在三处."""
    full, total, taken = chosen.of("full_marks"), total_of(chosen).value, phrase.of("deduction")
    if full is None or full.value is None or total is None or taken is None:
        return False
    return full.value - total == taken.value


def _year(phrase: Phrase) -> int | None:
    """The year that a total is said to be of: the score of an earlier one is told for comparison."""
    found = _YEAR.search(phrase.clause)
    return int(found[0]) if found and any(r.role in TOTALS for r in phrase.readings) else None


_YEAR = re.compile(r"(?<!\d)20\d\d(?=\s?年)")


def _most(phrases: Sequence[Phrase]) -> dict[str | None, Decimal]:
    """The most that a section can have by its heading: a score above that is not its own."""
    most: dict[str | None, Decimal] = {}
    for phrase in phrases:
        values = [r.mention.value for r in phrase.readings if r.mention.value is not None]
        if phrase.passage.role == "heading" and values:
            most[phrase.passage.section] = max(*values, most.get(phrase.passage.section, Decimal(0)))
    return most


def _role(reading: Reading, stated: Decimal | None, converted: Decimal | None) -> ReadingRole:
    """A score of the converted value, where the total is another, states the conversion."""
    told = reading.role in TOTALS and reading.mention.value == converted and converted != stated
    return "converted" if told else reading.role


def _leads_to(phrase: Phrase, chosen: Phrase | None) -> bool:
    """Whether a phrase only prepares the total: "满分100分，共扣6.5分" in front of "最终得分93.5分"."""
    if chosen is None or phrase.passage != chosen.passage or phrase.sentence != chosen.sentence:
        return False
    general = phrase.subject.kind in ("none", "report", "here") and not phrase.subject.part and not phrase.listed
    prepares = all(reading.role in ("full_marks", "deduction") for reading in phrase.readings)
    return general and prepares and phrase.start < chosen.start


def _subject_left(phrase: Phrase, taken: Sequence[Reading]) -> Subject:
    """What is left of a phrase about the whole has no subject of its own: the bonus in 综合得分93.5分（含加分1分）."""
    return Subject("none") if taken else phrase.subject
