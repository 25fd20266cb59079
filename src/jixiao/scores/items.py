"""Phrases about things scored to drafts of items: one for one thing, whatever heading, sentence and conclusion say of it.

A number belongs to the section it stands in, to a section or thing that is named, or is a part of what was scored: "本项扣2.5分，
其中支出进度不均衡扣1.5分" is a deduction of the section and a part of it.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cached_property

import regex

from jixiao.document import Document, Span
from jixiao.normalise import normalise
from jixiao.patterns import Rules
from jixiao.record import Section
from jixiao.scores.chapters import Chapters
from jixiao.scores.drafts import Draft, Readings, kept
from jixiao.scores.losses import Loss
from jixiao.scores.phrases import Phrase
from jixiao.scores.subjects import NAME_JOINT, is_name, noun_of, plain_name, same_thing

_NOTHING = Decimal(0)
_MARKS_BESIDE = 12
"""Characters that a line holds beside the name of a thing and its full marks: an ordinal, （本项满分5分）."""
_OPEN_BRACKET = regex.compile(r"\((?=[^()]*+(?:\([^()]*\)[^()]*)*+\Z)")


def _makes_up(draft: Draft, readings: Readings) -> bool:
    """Whether a deduction and a score are together the full marks of a thing, whose they are then."""
    said = {role: mention.value for role, mention in readings}
    score, taken, marks = said.get("score"), said.get("deduction"), draft.value("full_marks")
    return score is not None and taken is not None and score + taken == marks


def _shape(ordinal: str) -> str:
    """An ordinal without its number: （二） and （三） have one shape."""
    return _NUMBER.sub("#", normalise(ordinal).strip())


_NUMBER = re.compile(r"\d+|[一二三四五六七八九十]+")


class Ledger:
    """The items of one report as they are found: first all headings, then sentence by sentence."""

    def __init__(self, document: Document, chapters: Chapters, rules: Rules) -> None:
        self.document, self.chapters, self.rules = document, chapters, rules
        self.sections, self.path, self.states_result = chapters.sections, chapters.path, chapters.states_result
        self.of_section: dict[str, Draft] = {}
        self.named: dict[tuple[object, str], Draft] = {}
        self.drafts: list[Draft] = []
        self.loose: dict[str, list[Phrase]] = {}
        self.parts: list[Phrase] = []
        self.losses: list[Loss] = []

    # ---- where things stand ----

    def _opens(self, mark: Span) -> bool:
        return not self.document.block(mark.block).text[: mark.start].strip()

    @cached_property
    def _marks(self) -> dict[str, str]:
        """The ordinal that opens each block."""
        ordinals = reversed(self.chapters.outline.ordinals)
        return {mark.block: self.document.quote(mark) for mark in ordinals if self._opens(mark)}

    def above(self, section: str | None) -> Draft | None:
        """The item of the nearest section, itself included, that is scored."""
        return next((self.of_section[s.id] for s in self.path(section) if s.id in self.of_section), None)

    def new(self, draft: Draft) -> Draft:
        """A further draft."""
        self.drafts.append(draft)
        return draft

    def section_draft(self, section: str, heading: bool = False) -> Draft:
        """The item of a section, made when it is first spoken of."""
        if section not in self.of_section:
            title = self.sections[section].title
            draft = Draft(title, "heading" if heading else "prose", section, bonus=self.is_bonus(title))
            self.of_section[section] = self.new(draft)
        return self.of_section[section]

    def is_bonus(self, title: str) -> bool:
        """Whether a title says that its points are added."""
        return self.rules.pattern("subject_bonus").search(title) is not None

    def takes_off(self, title: str) -> bool:
        """Whether a title says that its points are taken off."""
        return self.rules.pattern("subject_deduction").opens(title) is not None

    def sentence_of(self, phrase: Phrase) -> str:
        """The normalised sentence that a phrase stands in."""
        text = self.document.block(phrase.passage.block).normalised
        start = max(phrase.passage.start, *(text.rfind(stop, 0, phrase.start) + 1 for stop in "。;\n"))
        ends = [end for stop in "。;\n" if (end := text.find(stop, phrase.start, phrase.passage.end)) >= 0]
        return text[start : min(ends, default=phrase.passage.end)]

    # ---- what is said of them ----

    def heading(self, phrase: Phrase) -> None:
        """A heading that states the points of its section."""
        if phrase.passage.section is None:
            return
        if self._told_again(phrase.passage.section):
            self.loose.setdefault(phrase.passage.section, []).append(phrase)
            return
        draft = self.section_draft(phrase.passage.section, heading=True)
        draft.bonus = draft.bonus or phrase.of("bonus") is not None
        taken_off = self.takes_off(draft.title)
        draft.add([("deduction" if taken_off and role == "score" else role, m) for role, m in kept(phrase)])

    def _told_again(self, section: str) -> bool:
        """Whether a section stands below one on problems, where deductions are only told again."""
        above = self.path(self.sections[section].parent)
        return any(self.tells_problems(s.id) for s in above)

    def tells_problems(self, section: str) -> bool:
        """Whether a section, itself without points, is on problems and remedies."""
        title = self.sections[section].title
        return section not in self.of_section and self.rules.pattern("section_of_problems").search(title) is not None

    def sentence(self, phrase: Phrase) -> None:
        """A sentence that states points, of its section or of what it names."""
        subject, section = phrase.subject, phrase.passage.section
        if phrase.each:
            self._each(phrase)
        elif not kept(phrase) or phrase.of("average") is not None:
            return
        elif subject.kind == "here" and section is not None:
            self._here(phrase, section)
        elif self._this_project(phrase) and section is not None:
            self._project(phrase, section)
        elif subject.kind in ("thing", "project") and (is_name(subject) or subject.kind == "project"):
            self._named(phrase)
        elif phrase.of("score") and self.states_result(section):
            self._rate(phrase)
        elif section is not None:
            self.loose.setdefault(section, []).append(phrase)

    def _rate(self, phrase: Phrase) -> None:
        """执行率80%，得8分, told beside the total: the rate of the clause before is what is scored, or nothing is."""
        name = noun_of(phrase.clause, self.rules)
        if name and self.rules.pattern("name_of_rate").search(name):
            self._named_draft(phrase, name).add_phrase(phrase)

    def _this_project(self, phrase: Phrase) -> bool:
        """该项目自评得分98分 under a heading that names the project."""
        if phrase.subject.kind != "project" or self.states_result(phrase.passage.section):
            return False
        return self.rules.pattern("subject_this_project").opens(phrase.subject.name) is not None

    def _project(self, phrase: Phrase, section: str) -> None:
        """The project that the point or else the section is about."""
        text = self.document.block(phrase.passage.block).normalised[phrase.passage.start : phrase.start]
        named = self.rules.pattern("project_in_front").search(text)
        draft = self._named_draft(phrase, named["title"]) if named else self.section_draft(section)
        draft.add_phrase(phrase)
        draft.listed = draft.listed or named is not None

    def _here(self, phrase: Phrase, section: str) -> None:
        readings = kept(phrase)
        line = self.line_above(phrase) if not phrase.subject.collective else None
        if (target := line or self.gathering(phrase, section)) is None:
            parent = self.sections[section].parent
            if phrase.subject.collective and parent is not None and not self._may_have(section, readings):
                section = parent
            target = self.section_draft(section)
        target.add_phrase(phrase)
        self._mark_applicable(phrase, target)

    def _may_have(self, section: str, readings: Readings) -> bool:
        """Whether points contradict nothing that a section is known to have, nor exceed its full marks."""
        own = self.of_section.get(section)
        if own is None:
            return True
        full, score = own.value("full_marks"), next((m.value for role, m in readings if role == "score"), None)
        return own.agrees(readings) and (full is None or score is None or score <= full)

    def gathering(self, phrase: Phrase, section: str) -> Draft | None:
        """The item further up that a sub-section speaks of: "扣1分" below one that lost 1, "本项得14分" after its last part."""
        own_heading = self.sections[section].span.block == phrase.passage.block
        above = self.above(self.sections[section].parent)
        if section in self.of_section or above is None or not above.agrees(kept(phrase)):
            return None
        taken = phrase.of("deduction")
        if taken is not None and taken.value == (above.value("deduction") or above.lost()):
            return above
        said = any(above.value(role) is not None for role, _ in kept(phrase))
        return above if said and not own_heading else None

    def line_above(self, phrase: Phrase) -> Draft | None:
        """The thing that a line above names with its full marks (预算执行（5分）) and whose score is still to come."""
        here, section = self.document.order[phrase.passage.block], phrase.passage.section
        told = ((draft, draft.span()) for draft in reversed(self.drafts) if draft.section == section)
        last = next(
            (draft for draft, span in told if span is not None and self.document.order[span.block] < here), None
        )
        if last is None or last.source != "prose" or {point.role for point in last.points} != {"full_marks"}:
            return None
        line = self.document.block(last.points[0].span.block).text
        score = phrase.of("score")
        fits = score is not None and (score.value or _NOTHING) <= (last.value("full_marks") or _NOTHING)
        return last if fits and len(line.strip()) <= len(last.title) + _MARKS_BESIDE else None

    def says_not_applicable(self, phrase: Phrase) -> bool:
        """Whether the sentence says that what it names does not apply to the department."""
        return self.rules.pattern("item_not_applicable").search(self.sentence_of(phrase)) is not None

    def _mark_applicable(self, phrase: Phrase, draft: Draft) -> None:
        if self.says_not_applicable(phrase):
            draft.applicable = False

    def _named(self, phrase: Phrase) -> None:
        readings = kept(phrase)
        target = self.section_named(phrase.subject.name, phrase.passage.section, readings)
        only_taken = all(role == "deduction" for role, _ in readings)
        line = self.line_above(phrase) if target is None else None
        if line is not None and _makes_up(line, readings):
            line.add_phrase(phrase)
        elif target is not None:
            self._named_at_last(target, phrase)
            target.add_phrase(phrase)
        elif self.rules.pattern("scored_by_others").is_in(phrase.subject.name):
            return
        elif only_taken and not phrase.listed and not self._is_scored(phrase):
            if phrase.subject.part:
                self.parts.append(phrase)
            elif phrase.passage.section is not None:
                self.loose.setdefault(phrase.passage.section, []).append(phrase)
        else:
            draft = self._named_draft(phrase, phrase.subject.name)
            draft.add_phrase(phrase)
            draft.listed = draft.listed or phrase.listed

    def _named_at_last(self, target: Draft, phrase: Phrase) -> None:
        """投入情况分析 is what is written of 投入类指标: the sentence that scores it says how the thing is called."""
        analysis = self.rules.pattern("title_of_analysis").search(target.title)
        if target.source == "prose" and analysis is not None and phrase.of("score") is not None:
            target.title = phrase.subject.name

    def _is_scored(self, phrase: Phrase) -> bool:
        """Whether what lost points is a thing scored, not a mere cause: by its name, or since it is scored elsewhere."""
        plain = plain_name(phrase.subject.name, self.rules)
        by_name = self.takes_off(phrase.subject.name) or self.rules.pattern("names_an_indicator").is_in(phrase.clause)
        return by_name or any(name == plain for _, name in self.named)

    def _named_draft(self, phrase: Phrase, title: str) -> Draft:
        section = phrase.passage.section
        parent = self._bracketed(phrase)
        if parent is None and not self.states_result(section):
            parent = self.above(self._list_above(phrase))
        key: tuple[object, str] = (parent, plain_name(title, self.rules))
        known = self.named.get(key)
        if known is not None and known.section != section and not known.agrees(kept(phrase)):
            key = (section, key[1])  # by the same name another thing: the 产出指标 of the next project
        if key not in self.named:
            self.named[key] = self.new(Draft(title, "prose", section, parent, self.is_bonus(title)))
        self._mark_applicable(phrase, self.named[key])
        return self.named[key]

    def _bracketed(self, phrase: Phrase) -> Draft | None:
        """The item whose score a bracket opens behind, with its parts: 产出得57分（数量得29分，质量得28分）."""
        text = self.document.block(phrase.passage.block).normalised
        opened = _OPEN_BRACKET.search(text, phrase.passage.start, phrase.start)
        if opened is None or phrase.of("score") is None:
            return None
        block, at = phrase.passage.block, opened.start()
        own = (
            d for d in self.drafts for p in d.points if p.role == "score" and (p.span.block, p.span.end) == (block, at)
        )
        return next(own, None)

    def sums_up(self, phrase: Phrase) -> bool:
        """Whether a sum is that of several items and not of the section or thing it names."""
        if phrase.subject.kind != "thing":
            return self.states_result(phrase.passage.section)
        return self.section_named(phrase.subject.name, phrase.passage.section, kept(phrase)) is None

    def _list_above(self, phrase: Phrase) -> str | None:
        """The section of a named thing; for "2、部门管理：…" under a heading "1、" the one above, for the two are siblings."""
        section = phrase.passage.section
        mark = self._marks.get(phrase.passage.block)
        if section is None or mark is None or self.sections[section].span.block == phrase.passage.block:
            return section
        if _shape(mark) != _shape(self.sections[section].ordinal):
            return section
        return self.sections[section].parent

    def _is_named(self, section: Section, name: str, readings: Readings) -> bool:
        """Whether a name is a section's, or nearly; 预算执行率 is of 预算执行 only where the section has the same points."""
        if not same_thing(section.title, name, self.rules):
            return False
        rates = [self.rules.pattern("name_of_rate").search(each) is not None for each in (section.title, name)]
        own = self.of_section.get(section.id)
        return len(set(rates)) == 1 or (own is not None and any(own.value(r) == m.value for r, m in readings))

    def section_named(self, name: str, here: str | None, readings: Readings) -> Draft | None:
        """The item of the section that a sentence names: one above the sentence first, then one that is scored."""
        plain = plain_name(name, self.rules)
        for section in self.path(here):
            if self._is_named(section, name, readings) and not self.states_result(section.id):
                return self.section_draft(section.id)
        scored = [self.sections[key] for key in self.of_section]
        exact = [s for s in scored if plain_name(s.title, self.rules) == plain]
        near = exact or [s for s in scored if self._is_named(s, name, readings)]
        agreeing = [s for s in near if self.of_section[s.id].agrees(readings)]
        for found in (agreeing, exact):
            if len(found) == 1:
                return self.of_section[found[0].id]
        levels = {s.parent for s in scored}
        beside = [s for s in self.sections.values() if s.parent in levels and plain_name(s.title, self.rules) == plain]
        return self.section_draft(beside[0].id) if len(beside) == 1 and not near else None

    def _each(self, phrase: Phrase) -> None:
        """政府债务管理、国有资本经营预算两项指标（各5分）不适用: an item for each name, also where they have 共10分."""
        counted = self.rules.pattern("scored_names_counted").search(phrase.subject.name)
        names = phrase.subject.name[: counted.start()] if counted else phrase.subject.name
        together = phrase.of("joint")
        if together is not None and not self.says_not_applicable(phrase):
            return
        for name in filter(None, NAME_JOINT.split(names)):
            draft = self._named_draft(phrase, name)
            draft.add(kept(phrase))
            draft.place = draft.place or (together.span if together is not None else None)
