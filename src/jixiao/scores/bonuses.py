"""Phrases about points added to the items they make: a section on bonuses, its sum wherever it is told, single bonuses."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jixiao.scores.drafts import Draft, Readings, kept
from jixiao.scores.items import Ledger
from jixiao.scores.phrases import Phrase
from jixiao.scores.subjects import cause_of

_POINTS = re.compile(r"\d\s?分")


class Bonuses:
    """The bonuses of one report as they are told; their items go into the ledger."""

    def __init__(self, ledger: Ledger, phrases: Sequence[Phrase]) -> None:
        self.ledger, self.rules = ledger, ledger.rules
        self.sections = [phrase.passage.section for phrase in phrases if phrase.of("bonus")]
        self.last: tuple[str, int, Draft] | None = None

    def speaks(self, phrase: Phrase) -> bool:
        """Whether a phrase is about points added, beside what is scored."""
        if phrase.passage.role == "heading":
            own = self.ledger.of_section.get(phrase.passage.section or "")
            return (
                phrase.of("bonus") is not None and own is not None and not own.bonus and own.value("score") is not None
            )
        subject = phrase.subject
        named = subject.kind == "thing" and self.ledger.is_bonus(subject.name)
        return not phrase.each and bool(kept(phrase)) and (phrase.of("bonus") is not None or named)

    def tell(self, phrase: Phrase) -> None:
        """Add what a phrase tells: to the section on bonuses, to the bonus that it repeats, or as one of its own."""
        readings = kept(phrase)
        points = [mention.value for role, mention in readings if role == "score"]
        same = [d for d in self.ledger.drafts if d.bonus and points and d.value("score") == points[0]]
        here = self._section(phrase.passage.section)
        general = phrase.subject.kind != "thing" or self.ledger.is_bonus(phrase.subject.name)
        if here is not None and general and self._is_all(phrase, here, readings):
            own = self.ledger.section_draft(here)
            for told in (d for d in same if d is not own and self.ledger.is_bonus(d.title) and d.source == "prose"):
                own.points += told.points
                self.ledger.drafts.remove(told)
            own.add(readings)
        elif len(same) == 1 and (general or self.ledger.is_bonus(same[0].title)):
            same[0].add(readings)  # 加分1分，…获省级表彰加1分
            if not general:
                same[0].title = cause_of(phrase.subject.name or phrase.clause, self.rules) or same[0].title
        else:
            self._new(phrase, readings, general)

    def _section(self, section: str | None) -> str | None:
        """The section on what adds points that a sentence stands in."""
        return next((each.id for each in self.ledger.path(section) if self.ledger.is_bonus(each.title)), None)

    def _is_all(self, phrase: Phrase, section: str, readings: Readings) -> bool:
        """Whether points are what a whole section adds: they stand in its heading, are its sum, or the only ones in it."""
        own = self.ledger.of_section.get(section)
        if own is not None and own.value("score") is not None:
            return own.agrees(readings)
        named = phrase.subject.kind == "thing" and self.ledger.is_bonus(phrase.subject.name)
        return named or phrase.subject.kind == "here" or self.sections.count(section) == 1

    def _new(self, phrase: Phrase, readings: Readings, general: bool) -> None:
        last, section = self.last, phrase.passage.section
        within = last is not None and last[:2] == (phrase.passage.block, phrase.sentence) and not general
        named = self.rules.pattern("bonus_name").search(self.ledger.sentence_of(phrase)) if general else None
        title = named[0] if named else cause_of(phrase.subject.name or phrase.clause, self.rules)
        if not title or _POINTS.search(title):
            title = self.rules.words["bonus_title"][0]
        above = None if self.ledger.states_result(section) or named else self.ledger.above(section)
        draft = self.ledger.new(Draft(title, "prose", section, last[2] if within and last else above, bonus=True))
        draft.add(readings)
        if not within:
            self.last = (phrase.passage.block, phrase.sentence, draft)
