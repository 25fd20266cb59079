"""Mentions of points to phrases: what each number of 分 is (score, full marks, deduction …) and what it is said of.

"以上投入类指标满分15分，自评14分，扣1分。" is one phrase about 投入 with three readings. Which section or item that is, and
what the whole report scored, is for later stages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal, get_args

import regex

from jixiao.document import Document
from jixiao.mentions import Mention
from jixiao.normalise import normalise
from jixiao.outline.outline import Outline, Passage
from jixiao.patterns import Rules
from jixiao.scores.subjects import Subject, respective_names, scored_name, subject_of

ReadingRole = Literal[
    "score", "full_marks", "deduction", "bonus", "converted", "total", "grand_total", "average", "sum", "base", "scale",
    "applicable", "lone", "threshold", "rule", "other",
]  # fmt: skip
"""`lone` is a number without a word for what it is ("（20分）"), `applicable` the full marks of what applies."""

NO_SCORES: frozenset[ReadingRole] = frozenset(("threshold", "rule", "other"))

_CLAUSE_END = regex.compile(r"[,，。;:！？!?\n(]")
_SENTENCE_END = regex.compile(r"[。;！？!?\n]")


@dataclass(frozen=True, slots=True)
class Reading:
    """One number of points and what it is the number of."""

    mention: Mention
    role: ReadingRole


@dataclass(frozen=True, slots=True)
class Phrase:
    """What one stretch of a sentence says of one thing. `clause` is the text before the number, for want of a name."""

    subject: Subject
    readings: tuple[Reading, ...]
    passage: Passage
    sentence: int
    clause: str = ""
    each: bool = False
    cue: str = ""
    listed: bool = False
    """Whether it is an entry of a list such as "其中：投入14分、过程27.5分"."""

    def of(self, role: ReadingRole) -> Mention | None:
        """The number of this role, or None."""
        return next((reading.mention for reading in self.readings if reading.role == role), None)

    @property
    def start(self) -> int:
        """Where its first number stands in the block."""
        return self.readings[0].mention.span.start


@dataclass(frozen=True, slots=True)
class _Found:
    reading: Reading
    subject: Subject
    sentence: int
    clause: str
    cue: str
    each: bool = False
    listed: bool = False


def find_phrases(
    document: Document, outline: Outline, mentions: Sequence[Mention], rules: Rules
) -> tuple[tuple[Phrase, ...], tuple[Reading, ...]]:
    """The phrases of headings and prose, in order, and the readings that are no scores (also those in cells).

    A number in a cell is a criterion or nothing here: scoring tables are read by their columns.
    """
    by_block: dict[str, list[Mention]] = {}
    for mention in mentions:
        if mention.kind in ("points", "bare"):
            by_block.setdefault(mention.span.block, []).append(mention)
    phrases: list[Phrase] = []
    criteria: list[Reading] = []
    for passage in outline.passages:
        if passage.role == "aside" or passage.block not in by_block:
            continue
        within = [m for m in by_block[passage.block] if passage.start <= m.span.start < passage.end]
        if not within:
            continue
        text = normalise(document.block(passage.block).text)
        readings = _read(text, passage, within, rules)
        criteria += [reading for reading, _ in readings if reading.role in NO_SCORES]
        if passage.role != "cell":
            readings = with_respective(text, readings, within, rules)
            phrases += _phrases(list(_placed(text, passage, readings, rules)), passage)
    return tuple(phrases), tuple(criteria)


def _read(text: str, passage: Passage, mentions: Sequence[Mention], rules: Rules) -> list[tuple[Reading, int]]:
    """Each number with its role and where the words for it begin; without 分 a number counts only after 得分 or such."""
    found: dict[int, tuple[ReadingRole, int]] = {
        m.span.start: ("threshold", m.span.start) for m in mentions if m.value_to
    }
    stretch = text[passage.start : passage.end]
    for pattern in rules.group("scores", "text"):
        for match in pattern.finditer(stretch):
            for group, role in pattern.entry.gives.items():
                mention = _mention_at(mentions, passage.start + match.start(group)) if match[group] else None
                if mention is not None:
                    found.setdefault(mention.span.start, (_ROLES[role], passage.start + match.start()))
    readings = [m for m in mentions if m.span.start in found or m.kind == "points"]
    places = [found.get(m.span.start, ("lone", m.span.start)) for m in readings]
    return [(Reading(m, role), cue) for m, (role, cue) in zip(readings, places, strict=True)]


_ROLES: dict[str, ReadingRole] = {role: role for role in get_args(ReadingRole)}


def with_respective(
    text: str, readings: Sequence[tuple[Reading, int]], mentions: Sequence[Mention], rules: Rules
) -> list[tuple[Reading, int]]:
    """Numbers that go on a list after 分别 have the role of its first: "分别得14分、28分和25分", "分别为14、28和25分"."""
    found = {reading.mention.span.start: (reading, cue) for reading, cue in readings}
    for reading, cue in readings:
        clause, _ = _clause(text, 0, cue, 0)
        at = mentions.index(reading.mention)
        if not rules.pattern("subject_respective").search(clause + text[cue : reading.mention.span.start]):
            continue
        for before, mention in pairwise(mentions[at:]):
            if not _LIST_JOINT.fullmatch(text[before.span.end : mention.span.start]):
                break
            found[mention.span.start] = (Reading(mention, reading.role), mention.span.start)
    return [found[start] for start in sorted(found)]


_LIST_JOINT = regex.compile(r"\s?(?:、|,|，|和|与|及|以及)\s?")


def _mention_at(mentions: Sequence[Mention], start: int) -> Mention | None:
    return next((m for m in mentions if m.span.start <= start < m.span.end), None)


def _placed(text: str, passage: Passage, readings: Sequence[tuple[Reading, int]], rules: Rules) -> Iterator[_Found]:
    """Each reading of a score with the subject of its clause and the count of sentences before it."""
    previous = passage.start
    names: list[str] = []
    known: list[str] = []
    for reading, cue in readings:
        span = reading.mention.span
        if reading.role not in NO_SCORES:
            clause, before = _clause(text, previous, max(cue, previous), passage.start)
            sentence = sum(1 for _ in _SENTENCE_END.finditer(text, passage.start, span.start))
            names = names if cue == span.start else []
            if not names and rules.pattern("subject_respective").search(clause + text[cue : span.start]):
                known = respective_names(clause + text[cue : span.start], rules) or known
                names = list(known)
            if names:
                subject = Subject("thing", scored_name(names.pop(0), rules))
                yield _Found(reading, subject, sentence, clause or before, text[cue : span.start], listed=True)
            else:
                words = text[cue : span.start]
                each = rules.pattern("cue_each").search(words) is not None
                yield _Found(reading, subject_of(clause, rules), sentence, clause or before, words, each)
        previous = span.end


def _clause(text: str, previous: int, cue: int, floor: int) -> tuple[str, str]:
    """The clause before a cue, and the clause before that one.

    An empty clause that opens with a bracket or a colon takes what stands before it: 投入 of "投入（15分）" or "投入：14分".
    """
    start = max((match.end() for match in _CLAUSE_END.finditer(text, previous, cue)), default=previous)
    clause = text[start:cue].strip(" 、,，)和及与")
    if not clause and start > previous and text[start - 1] in "(:":
        cue = start - 1
        start = max((match.end() for match in _CLAUSE_END.finditer(text, previous, cue)), default=previous)
        clause = text[start:cue].strip(" 、,，)和及与")
    end = max(start - 1, floor)
    earlier = max((match.end() for match in _CLAUSE_END.finditer(text, floor, end)), default=floor)
    return clause, text[earlier:end].strip(" ,，")


def _phrases(found: Sequence[_Found], passage: Passage) -> list[Phrase]:
    """Readings that follow one another about one thing, joined."""
    phrases: list[Phrase] = []
    for item in found:
        last = phrases[-1] if phrases else None
        if last is not None and _converts_item(last, item):
            item = replace(item, reading=Reading(item.reading.mention, "score"))
        if last is not None and _continues(last, item, passage):
            subject = item.subject if last.subject.kind == "none" else last.subject
            phrases[-1] = replace(last, subject=subject, readings=(*last.readings, item.reading))
            continue
        subject = item.subject
        if last is not None and last.sentence == item.sentence and last.subject.part and subject.kind == "thing":
            subject = replace(subject, part=True)
        phrases.append(
            Phrase(subject, (item.reading,), passage, item.sentence, item.clause, item.each, item.cue, item.listed)
        )
    return phrases


def _converts_item(last: Phrase, item: _Found) -> bool:
    """Whether a conversion gives one item its score: "预算执行率10分，按96%折算得9.6分"."""
    named = last.subject.kind in ("thing", "here") and last.sentence == item.sentence
    open_still = last.of("score") is None and (last.of("lone") or last.of("full_marks")) is not None
    return item.reading.role == "converted" and item.subject.kind == "none" and named and open_still


def _continues(last: Phrase, item: _Found, passage: Passage) -> bool:
    """Whether a number adds to the phrase before it: no subject of its own, a role that is still free."""
    role = item.reading.role
    if (role == "bonus" or last.of("bonus") is not None) and role != "full_marks":
        return all(reading.role in ("full_marks", "lone") for reading in last.readings)
    if passage.role == "heading":
        return last.of(role) is None
    if last.sentence != item.sentence or last.of(role) is not None or item.listed or last.listed:
        return False
    if role in ("total", "converted", "scale", "applicable", "average", "sum", "grand_total"):
        return item.subject.kind == "none" and any(r.role in _WHOLE for r in last.readings)
    if item.subject.kind == "none":
        cause = last.subject.kind == "thing" and all(r.role == "deduction" for r in last.readings)
        return not cause
    return item.subject.kind == "here" and last.subject.kind in ("none", "here")


_WHOLE: frozenset[ReadingRole] = frozenset(("total", "converted", "scale", "applicable", "average", "grand_total"))
