"""Phrases about things scored to score items: one item for one thing, whatever heading, sentence and conclusion say of it.

A number belongs to the section it stands in, to a section or thing that is named, or is a part of what was scored: "本项扣2.5分，
其中支出进度不均衡扣1.5分" is a deduction of the section and a part of that deduction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

import regex

from jixiao.document import Document
from jixiao.mentions import Mention
from jixiao.normalise import normalise
from jixiao.outline import Outline
from jixiao.patterns import Rules
from jixiao.record import Points, PointsRole, ScoreItem, Section
from jixiao.score_phrases import Phrase, ReadingRole
from jixiao.score_subjects import cause_of, is_name, noun_of, plain_name, same_thing

_KEPT: dict[ReadingRole, PointsRole] = {
    "score": "score", "total": "score", "sum": "score", "grand_total": "score", "average": "score", "bonus": "score",
    "full_marks": "full_marks", "applicable": "full_marks", "deduction": "deduction",
}  # fmt: skip
_LIST_JOINT = regex.compile(r"[、,，和与及]")


@dataclass
class Draft:
    """An item while its places are being gathered: the first value of a role stands."""

    title: str
    source: Literal["heading", "prose"]
    section: str | None
    parent: Draft | None = None
    bonus: bool = False
    applicable: bool = True
    points: list[Points] = field(default_factory=list)

    def value(self, role: PointsRole) -> Decimal | None:
        """The value first stated for a role."""
        return next((point.value for point in self.points if point.role == role), None)

    def agrees(self, readings: Sequence[tuple[PointsRole, Mention]]) -> bool:
        """Whether the readings contradict nothing that is known."""
        return all(self.value(role) in (None, mention.value) for role, mention in readings)

    def add(self, readings: Sequence[tuple[PointsRole, Mention]]) -> None:
        """Further places that speak of the item."""
        for role, mention in readings:
            assert mention.value is not None
            self.points.append(Points(role=role, value=mention.value, text=mention.text, span=mention.span))

    def lost(self) -> Decimal | None:
        """Full marks less the score, where both are stated."""
        full, score = self.value("full_marks"), self.value("score")
        return None if full is None or score is None else full - score


def kept(phrase: Phrase) -> list[tuple[PointsRole, Mention]]:
    """The readings of a phrase under the roles of the record; what no role fits is left out."""
    return [(_KEPT[r.role], r.mention) for r in phrase.readings if r.role in _KEPT and r.mention.value is not None]


class Ledger:
    """The items of one report as they are found, heading by heading, then sentence by sentence."""

    def __init__(self, document: Document, outline: Outline, rules: Rules) -> None:
        self.document, self.rules = document, rules
        self.sections = {section.id: section for section in outline.sections}
        self.of_section: dict[str, Draft] = {}
        self.named: dict[tuple[int, str], Draft] = {}
        self.drafts: list[Draft] = []
        self.loose: dict[str | None, list[Phrase]] = {}

    def _draft(self, draft: Draft) -> Draft:
        self.drafts.append(draft)
        return draft

    def path(self, section: str | None) -> list[Section]:
        """The section and those above it, innermost first."""
        path: list[Section] = []
        while section is not None and section in self.sections:
            path.append(self.sections[section])
            section = path[-1].parent
        return path

    def section_draft(self, section: str, source: Literal["heading", "prose"]) -> Draft:
        """The item of a section, made when it is first spoken of."""
        if section not in self.of_section:
            title = self.sections[section].title
            bonus = self.rules.pattern("subject_bonus").search(title) is not None
            self.of_section[section] = self._draft(Draft(title, source, section, bonus=bonus))
        return self.of_section[section]

    def above(self, section: str | None) -> Draft | None:
        """The item of the nearest section, itself included, that is scored."""
        return next((self.of_section[s.id] for s in self.path(section) if s.id in self.of_section), None)

    def heading(self, phrase: Phrase) -> None:
        """A heading that states the points of its section."""
        section = phrase.passage.section
        if section is None:
            return
        draft = self.section_draft(section, "heading")
        draft.bonus = draft.bonus or phrase.of("bonus") is not None
        draft.add(self._signed(kept(phrase), draft.title))

    def _signed(self, readings: list[tuple[PointsRole, Mention]], title: str) -> list[tuple[PointsRole, Mention]]:
        """得分2分 under a heading 扣分项 is a deduction."""
        if not self.rules.pattern("subject_deduction").search(title):
            return readings
        return [("deduction" if role == "score" else role, mention) for role, mention in readings]

    def sentence(self, phrase: Phrase) -> None:
        """A sentence that states points, of its section or of what it names."""
        if phrase.each:
            self._each(phrase)
        elif phrase.of("bonus") is not None:
            self._bonus(phrase)
        elif phrase.subject.kind == "here":
            self._here(phrase)
        elif (phrase.subject.kind == "thing" and is_name(phrase.subject)) or phrase.subject.kind == "project":
            self._named(phrase)
        else:
            self.loose.setdefault(phrase.passage.section, []).append(phrase)

    def _here(self, phrase: Phrase) -> None:
        section = phrase.passage.section
        if section is None:
            return
        readings = kept(phrase)
        above = self.above(self.sections[section].parent)
        if section not in self.of_section and above is not None and self._own_paragraph(phrase):
            lost = above.lost()
            if above.agrees(readings) and all(lost == m.value for role, m in readings if role == "deduction"):
                above.add(readings)
                return
        target = self.section_draft(section, "prose")
        parent = self.sections[section].parent
        if phrase.subject.collective and not target.agrees(readings) and parent is not None:
            target = self.section_draft(parent, "prose")
        target.add(readings)
        self._mark_applicable(phrase, target)

    def _own_paragraph(self, phrase: Phrase) -> bool:
        section = self.sections[phrase.passage.section or ""]
        return section.span.block != phrase.passage.block

    def _mark_applicable(self, phrase: Phrase, draft: Draft) -> None:
        if self.rules.pattern("item_not_applicable").search(self._sentence(phrase)):
            draft.applicable = False

    def _sentence(self, phrase: Phrase) -> str:
        text = normalise(self.document.block(phrase.passage.block).text)
        start = max(text.rfind(stop, phrase.passage.start, phrase.start) for stop in "。;\n")
        ends = [end for stop in "。;\n" if (end := text.find(stop, phrase.start, phrase.passage.end)) >= 0]
        return text[max(start, phrase.passage.start) : min(ends, default=phrase.passage.end)]

    def _named(self, phrase: Phrase) -> None:
        readings = kept(phrase)
        target = self._section_named(phrase.subject.name, phrase.passage.section, readings)
        if target is not None:
            target.add(readings)
        elif all(role == "deduction" for role, _ in readings) and self._story(phrase):
            self.loose.setdefault(phrase.passage.section, []).append(phrase)
        else:
            self._named_draft(phrase, phrase.subject.name).add(readings)

    def _story(self, phrase: Phrase) -> bool:
        """A cause ("支出进度不均衡扣1.5分") and no thing that could be scored: nothing else of that name is."""
        return (0, plain_name(phrase.subject.name, self.rules)) not in self.named

    def _named_draft(self, phrase: Phrase, title: str) -> Draft:
        parent = None if self._in_result(phrase.passage.section) else self.above(phrase.passage.section)
        key = (id(parent) if parent else 0, plain_name(title, self.rules))
        if key not in self.named:
            bonus = self.rules.pattern("subject_bonus").search(title) is not None
            draft = Draft(title, "prose", phrase.passage.section, parent, bonus)
            self.named[key] = self._draft(draft)
        self._mark_applicable(phrase, self.named[key])
        return self.named[key]

    def _in_result(self, section: str | None) -> bool:
        return section is None or self.rules.pattern("section_of_result").search(self.sections[section].title) is not None

    def _section_named(
        self, name: str, here: str | None, readings: Sequence[tuple[PointsRole, Mention]]
    ) -> Draft | None:
        """The item of the section that a sentence names: one above the sentence first, then any that is scored."""
        path = self.path(here)
        plain = plain_name(name, self.rules)
        for section in path:
            if plain_name(section.title, self.rules) == plain or (len(plain) > 1 and self._same(section, name)):
                return self.section_draft(section.id, "prose")
        scored = [self.sections[key] for key in self.of_section]
        exact = [s for s in scored if plain_name(s.title, self.rules) == plain]
        near = exact or [
            s for s in scored if self._same(s, name) and self.of_section[s.id].agrees(readings)
        ]
        if len(near) == 1:
            return self.of_section[near[0].id]
        if readings and readings[0][0] == "score" and not near:
            same = [s for s in self.sections.values() if plain_name(s.title, self.rules) == plain]
            beside = [s for s in same if any(s.parent == other.parent for other in scored)]
            return self.section_draft(beside[0].id, "prose") if len(beside) == 1 else None
        return None

    def _same(self, section: Section, name: str) -> bool:
        return same_thing(section.title, name, self.rules)

    def _each(self, phrase: Phrase) -> None:
        """政府债务管理、国有资本经营预算两项指标（各5分）: an item for each name."""
        counted = regex.split(r"等?[两三四五六七八九十\d]+[个项]", phrase.subject.name)[0]
        for name in filter(None, _LIST_JOINT.split(counted)):
            stem = regex.sub(r"^.*?[中的](?=\p{Han}{3})", "", name) if len(name) > 8 else name
            self._named_draft(phrase, stem.removeprefix("中")).add(
                [("full_marks" if reading.role == "lone" else role, m) for reading, (role, m) in self._roles(phrase)]
            )

    def _roles(self, phrase: Phrase) -> list[tuple[object, tuple[PointsRole, Mention]]]:
        raise NotImplementedError
