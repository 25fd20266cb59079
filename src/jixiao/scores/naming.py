"""The words around a number of points to what it is said of, also where its own clause leaves that out.

"预算编制上，追加过多，扣1分；资产管理上，账实不符，扣2分": the sentence opens with the thing, the clause only tells the cause.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal
from functools import cached_property

import regex
from msgspec import Struct
from msgspec.structs import replace

from jixiao.outline.passages import Passage
from jixiao.patterns import Rules
from jixiao.scores.readings import NO_SCORES, Placed, Reading
from jixiao.scores.subjects import Subject, plain_name, scored_name, states_result, subject_of, without_lead_in

_HUNDRED = Decimal(100)
_OWN = ("score", "full_marks", "deduction")
_STOP = regex.compile(r"[。;\n]")
_FEWEST_TOPICS = 2
"""One sentence that opens so may tell of a part; several go through what is scored one by one."""


class _Topic(Struct, frozen=True):
    """A name that opens a sentence, and where the sentence ends."""

    title: str
    start: int
    end: int
    only_losses: bool
    """Behind a mere colon (预算执行：进度慢，扣1分) scores are those of a list."""


class Naming:
    """What the points of one passage are said of."""

    def __init__(
        self,
        text: str,
        passage: Passage,
        readings: Sequence[Placed],
        titles: Collection[str],
        rules: Rules,
        marked: Collection[str] = (),
        line_above: str = "",
    ) -> None:
        self.line_above = line_above  # 实事三：口袋公园 ⏎ 居民评议93.8分
        self.text, self.passage, self.titles, self.rules, self.marked = text, passage, titles, rules, marked
        self.places = [reading.mention.span.start for reading, _ in readings if _counts(reading)]

    def subject(self, clause: str, before: str, words: str, reading: Reading, cue: int) -> Subject:
        """The subject in a clause; in the words for the points, the clause before or the opening where it has none."""
        if self.line_above and reading.role in _OWN and (reading.mention.value or _HUNDRED) <= _HUNDRED:
            return Subject("thing", self.line_above)
        subject = subject_of(clause, self.rules)
        if (titled := self._section(clause, subject)) is not None:
            return titled
        if (opening := self._line_in_bracket(reading, cue)) is not None:
            return opening
        if not subject.part and self._is_of_paragraph(subject, reading):
            return Subject("thing", self.of_paragraph)
        topic = self._topic(reading) if not subject.part else None
        if topic is not None and subject.kind in ("none", "thing"):
            return replace(subject_of(topic.title, self.rules), kind="thing")
        if subject.kind == "none" or (subject.kind == "here" and not subject.collective):
            name = self._elsewhere(reading, subject, before, words)
            return subject_of(name, self.rules) if name else self._project_in_front(reading) or subject
        return subject

    def _project_in_front(self, reading: Reading) -> Subject | None:
        """The project that begins the sentence of a score, in quotes or counted.

        “图书馆开放”项目预算80万元，自评得分96分; 项目一：城管平台，预算350万元，自评得分96分.
        """
        start = reading.mention.span.start
        if reading.role not in ("score", "total"):
            return None
        counted = self.rules.pattern("project_counted").opens(self.text) if self.passage.start == 0 else None
        if counted is not None and counted.end() <= start and _STOP.search(self.text, counted.end(), start) is None:
            return Subject("project", counted["title"])
        found = list(self.rules.pattern("quoted_project").finditer(self.text, 0, start))
        within = bool(found) and _STOP.search(self.text, found[-1].end(), start) is None
        return Subject("project", found[-1]["title"]) if within else None

    def _section(self, clause: str, first: Subject) -> Subject | None:
        """A clause that is word for word the title of a section names that section's thing: 整体绩效目标实现情况."""
        if first.kind not in ("thing", "report"):
            return None
        name = clause.strip(' :“”"')
        while name not in self.titles:
            shorter = without_lead_in(name, self.rules)
            if shorter == name:
                return None
            name = shorter
        return None if states_result(name, self.rules) else Subject("thing", name, first.part)

    def _line_in_bracket(self, reading: Reading, cue: int) -> Subject | None:
        """The result in a bracket at the end of a line that opens with name and full marks: 入库（3分）：…（得3分）。"""
        end = reading.mention.span.end
        closed = self.text[:cue].endswith("(") and regex.match(r"\)\s*(?:[。;]|$)", self.text[end:]) is not None
        opening = self.rules.pattern("line_of_item").opens(self.text) if closed else None
        if opening is None or opening.end() >= cue or reading.role not in ("score", "deduction"):
            return None
        if opening.start("title") < self.passage.start:
            return Subject("here", "")
        return Subject("thing", opening["title"])

    @cached_property
    def of_paragraph(self) -> str:
        """The thing that a whole paragraph is about: it opens with the name of one whose full marks were told before.

        其中预算管理30分、履职产出45分。⏎ 预算管理方面，追加过多，扣1分；账实不符，扣0.5分。这一块合计扣1.5分，得28.5分。
        """
        if not self.marked or self.passage.role != "text" or self.passage.start:
            return ""
        opened = self.rules.pattern("topic_in_front").opens(self.text)
        name = scored_name(opened["title"], self.rules) if opened and not opened["colon"] else ""
        return name if plain_name(name, self.rules) in self.marked else ""

    def _is_of_paragraph(self, subject: Subject, reading: Reading) -> bool:
        """Whether points tell what the thing of the paragraph lost or got: it is no other thing with marks of its own."""
        other = subject.kind == "thing" and plain_name(subject.name, self.rules) in self.marked
        own = subject.kind in ("none", "here", "thing") and reading.role in ("score", "deduction")
        return bool(self.of_paragraph) and own and not other

    @cached_property
    def _topics(self) -> tuple[_Topic, ...]:
        """The openings of sentences that have points; none where only one sentence of the passage opens so."""
        found = []
        opening = self.rules.pattern("topic_in_front")
        if not opening.may_be_in(self.text[self.passage.start : self.passage.end]):
            return ()
        for match in opening.finditer(self.text, self.passage.start, self.passage.end):
            stop = _STOP.search(self.text, match.end())
            end = stop.start() if stop else self.passage.end
            if any(match.end() <= place < end for place in self.places):
                found.append(_Topic(match["title"], match.start("title"), end, match["colon"] is not None))
        return tuple(found) if len(found) >= _FEWEST_TOPICS else ()

    def _topic(self, reading: Reading) -> _Topic | None:
        start = reading.mention.span.start
        if reading.role not in _OWN or (reading.mention.value or _HUNDRED) >= _HUNDRED:
            return None
        found = next((topic for topic in self._topics if topic.start < start < topic.end), None)
        return found if found is None or reading.role == "deduction" or not found.only_losses else None

    def _elsewhere(self, reading: Reading, subject: Subject, before: str, words: str) -> str:
        """What points are said of whose clause names nothing, or only says 该项; "" where nothing else names it.

        It may stand in the words for them (扣除预算执行率0.85分), in the clause before, which says that it does not apply,
        or in front of a numbered point (3.产出指标：…).
        """
        if (named := self.rules.pattern("name_in_cue").opens(words)) is not None:
            return str(named["title"])
        waived = self.rules.pattern("item_not_applicable").search(before)
        if waived is not None and reading.role in ("full_marks", "lone"):
            return before[: waived.start()]
        value = reading.mention.value
        if reading.role not in _OWN or self.passage.role != "text" or value is None or value >= _HUNDRED:
            return ""
        start = reading.mention.span.start
        if self.passage.start == 0 and subject.kind == "here":
            opened = (self.rules.pattern(name).opens(self.text) for name in ("paragraph_of_item", "paragraph_of_code"))
            if (named := next((found for found in opened if found is not None), None)) is not None:
                return str(named["title"])
        openings = list(self.rules.pattern("point_in_front").finditer(self.text, self.passage.start, start))
        if not openings and subject.kind == "none" and (reading.role == "full_marks" or "%" in before):
            openings = list(self.rules.pattern("name_in_front").finditer(before))
        return str(openings[-1]["title"]) if openings else ""


def _counts(reading: Reading) -> bool:
    return reading.role not in NO_SCORES
