"""Mentions of points to phrases: what each number of 分 is (score, full marks, deduction …) and what it is said of.

"以上投入类指标满分15分，自评14分，扣1分。" is one phrase about 投入 with three readings. Which section or item that is, and
what the whole report scored, is for later stages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from jixiao.document import Document
from jixiao.mentions import Mention, by_block
from jixiao.normalise import normalise
from jixiao.outline.outline import Outline
from jixiao.outline.passages import Passage
from jixiao.patterns import Rules
from jixiao.scores.naming import Naming
from jixiao.scores.readings import NO_SCORES, Placed, Reading, ReadingRole, read_points, with_respective
from jixiao.scores.subjects import Subject, clause_before, is_name, plain_name, respective_names, scored_name

_HUNDRED = Decimal(100)
_SUMS_UP = re.compile(r"[共合小总累]计?")
_SENTENCE_END = re.compile(r"[。;！？!?\n]")


class Phrase(Struct, frozen=True):
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


class _Found(Struct, frozen=True):
    reading: Reading
    subject: Subject
    sentence: int
    clause: str
    cue: str
    each: bool = False
    listed: bool = False
    of_paragraph: bool = False
    """Whether it is said of what the whole paragraph is about."""

    @property
    def is_name(self) -> bool:
        """Whether it is said of something by name."""
        return is_name(self.subject)


def find_phrases(
    document: Document, outline: Outline, mentions: Sequence[Mention], rules: Rules
) -> tuple[tuple[Phrase, ...], tuple[Reading, ...]]:
    """The phrases of headings, prose and cells, in order, and the readings that are no scores."""
    of_block = by_block(mention for mention in mentions if mention.kind in ("points", "bare"))
    phrases: list[Phrase] = []
    criteria: list[Reading] = []
    marked: set[str] = set()
    titles = frozenset(normalise("\n".join(section.title for section in outline.sections)).split("\n"))
    for passage in outline.passages:
        if passage.role == "aside" or passage.block not in of_block:
            continue
        within = [m for m in of_block[passage.block] if passage.start <= m.span.start < passage.end]
        if not within:
            continue
        text = document.block(passage.block).normalised
        readings = read_points(text, passage, within, rules)
        if not readings:
            continue
        if not passage.start and rules.pattern("criteria_line").opens(text):
            criteria += [Reading(reading.mention, "rule") for reading, _ in readings]
            continue
        criteria += [reading for reading, _ in readings if reading.role in NO_SCORES]
        readings = with_respective(text, readings, within, rules)
        named = outline.named.get(passage.block)
        naming = Naming(text, passage, readings, titles, rules, marked, normalise(named.name) if named else "")
        found = _phrases(text, summed_up(list(_placed(text, passage, readings, naming, rules))), passage)
        phrases += found
        marked |= {plain_name(phrase.subject.name, rules) for phrase in found if _has_marks(phrase)}
    return tuple(phrases), tuple(criteria)


def _has_marks(phrase: Phrase) -> bool:
    return is_name(phrase.subject) and (phrase.of("full_marks") or phrase.of("lone")) is not None


def summed_up(found: Sequence[_Found]) -> list[_Found]:
    """What the last number of a paragraph's thing sums up is no number of its own.

    扣1分；扣0.5分。合计扣1.5分: the deductions before are the reasons. 得4分；…，得3分，共得7分: the scores are those of parts.
    """
    taken = _sum_of([item for item in found if item.of_paragraph and item.reading.role == "deduction"])
    scores = [item for item in found if item.is_name and item.reading.role == "score"]
    parts = _sum_of([item for item in scores if item.subject == scores[-1].subject])
    if parts and not _SUMS_UP.match(parts[-1].cue):
        parts = []
    roles: dict[int, ReadingRole] = {id(item): "reason" for item in taken[:-1]}
    roles |= {id(item): "other" for item in parts[:-1]}
    return [
        replace(item, reading=Reading(item.reading.mention, roles[id(item)])) if id(item) in roles else item
        for item in found
    ]


def _sum_of(items: list[_Found]) -> list[_Found]:
    """The items if the last is the sum of the others."""
    values = [item.reading.mention.value or Decimal(0) for item in items]
    return items if len(items) >= _FEWEST_SUMMED and sum(values[:-1]) == values[-1] else []


def _placed(text: str, passage: Passage, readings: Sequence[Placed], naming: Naming, rules: Rules) -> Iterator[_Found]:
    """Each reading of a score with the subject of its clause and the count of sentences before it."""
    previous = passage.start
    names: list[str] = []
    known: list[str] = []
    respective = False
    respectively = rules.pattern("subject_respective")
    listed_so = respectively.may_be_in(text)
    for reading, cue in readings:
        span = reading.mention.span
        if reading.role not in NO_SCORES:
            clause, before = clause_before(text, previous, max(cue, previous), passage.start)
            sentence = sum(1 for _ in _SENTENCE_END.finditer(text, passage.start, span.start))
            names = names if cue == span.start else []
            words = text[cue : span.start]
            respective = cue == span.start and respective
            if listed_so and not names and respectively.search(clause + words):
                named = respective_names(clause + words, rules) or respective_names(before + clause + words, rules)
                known, respective = named or known, True
                names = list(known)
            if names:
                subject = Subject("thing", scored_name(names.pop(0), rules))
                yield _Found(reading, subject, sentence, clause or before, words, listed=True)
            else:
                each = reading.role == "joint" or rules.pattern("cue_each").opens(words) is not None
                subject = Subject("none") if respective else naming.subject(clause, before, words, reading, cue)
                listed = respective or rules.pattern("name_in_cue").opens(words) is not None
                listed = listed or (bool(naming.line_above) and subject.name == naming.line_above)
                own = bool(naming.of_paragraph) and subject.name == naming.of_paragraph
                yield _Found(reading, subject, sentence, clause or before, words, each, listed, own)
        previous = span.end


def _phrases(text: str, found: Sequence[_Found], passage: Passage) -> list[Phrase]:
    """Readings that follow one another about one thing, joined."""
    phrases: list[Phrase] = []
    for item in found:
        if (outside := _outside_bracket(text, item, phrases)) is not None:
            phrases[outside] = replace(phrases[outside], readings=(*phrases[outside].readings, item.reading))
            continue
        last = phrases[-1] if phrases else None
        if last is not None and _is_announced(last, item):
            continue
        if last is not None and _converts_item(last, item):
            item = replace(item, reading=Reading(item.reading.mention, "score"))
        on = last is not None and (_continues(last, item, passage) or _is_of_same(last, item))
        if last is not None and (on or _on_topic(phrases, item, passage)):
            subject = item.subject if last.subject.kind == "none" else last.subject
            reading = item.reading if on else _as_reason(last, item.reading)
            phrases[-1] = replace(last, subject=subject, readings=(*last.readings, reading))
            continue
        subject = item.subject
        if last is not None and last.sentence == item.sentence and last.subject.part and subject.kind == "thing":
            subject = replace(subject, part=True)
        phrases.append(
            Phrase(subject, (item.reading,), passage, item.sentence, item.clause, item.each, item.cue, item.listed)
        )
    return [_with_reasons(phrase) for phrase in phrases]


def _outside_bracket(text: str, item: _Found, phrases: Sequence[Phrase]) -> int | None:
    """The phrase that goes on behind a bracket with parts: 决策20分（立项10分、资金10分），得19分."""
    role, before = item.reading.role, text[: item.reading.mention.span.start - len(item.cue)].rstrip(" ,，")
    if (
        item.subject.kind != "none"
        or role not in ("score", "deduction")
        or not before.endswith(")")
        or len(phrases) < 2
    ):
        return None
    opened = before.rfind("(")
    for at, phrase in enumerate(phrases[:-1]):
        ends = phrase.readings[-1].mention.span.end
        if ends <= opened and not text[ends:opened].strip() and is_name(phrase.subject) and phrase.of(role) is None:
            return at
    return None


def _is_of_same(last: Phrase, item: _Found) -> bool:
    """Whether a number adds to what was said before of the thing that the whole paragraph is about."""
    role = item.reading.role
    return item.of_paragraph and last.subject == item.subject and (role == "reason" or last.of(role) is None)


def _is_announced(last: Phrase, item: _Found) -> bool:
    """Whether points are what full marks hold for bonuses, not a bonus that was given.

    满分110分（含加分10分）; 总分110分，其中基本分100分、加分10分.
    """
    if item.reading.role != "bonus" or last.subject.kind not in _GENERAL or last.sentence != item.sentence:
        return False
    base = last.of("base")
    if base is not None:
        return base.value == _HUNDRED
    marks = all(reading.role in ("full_marks", "lone") for reading in last.readings)
    return marks and last.of("full_marks") is not None


def _converts_item(last: Phrase, item: _Found) -> bool:
    """Whether a conversion gives one item its score: "预算执行率10分，按96%折算得9.6分"."""
    named = last.subject.kind in ("thing", "here") and last.sentence == item.sentence
    open_still = last.of("score") is None and (last.of("lone") or last.of("full_marks")) is not None
    return item.reading.role == "converted" and item.subject.kind == "none" and named and open_still


def _continues(last: Phrase, item: _Found, passage: Passage) -> bool:
    """Whether a number adds to the phrase before it: no subject of its own, a role that is still free."""
    role = item.reading.role
    if (role == "bonus" or last.of("bonus") is not None) and role != "full_marks":
        held = all(reading.role in ("full_marks", "lone") for reading in last.readings)
        return held and last.sentence == item.sentence
    if passage.role == "heading":
        return last.of(role) is None
    if last.sentence != item.sentence or last.of(role) is not None or item.listed or last.listed:
        return False
    if item.subject.part and item.subject.kind == "none" and role != "full_marks":
        return False
    alone, value = last.of("lone"), item.reading.mention.value
    if role == "full_marks" and alone is not None and item.reading.mention.span.start - alone.span.end > _NEAR:
        return False
    if (
        alone is not None
        and alone.value is not None
        and value is not None
        and role != "full_marks"
        and value > alone.value
    ):
        return False
    if role in ("total", "converted", "scale", "applicable", "average", "sum", "grand_total"):
        return item.subject.kind == "none" and any(r.role in _WHOLE for r in last.readings)
    if item.subject.kind == "none":
        cause = last.subject.kind == "thing" and all(r.role == "deduction" for r in last.readings)
        return not cause
    return item.subject.kind == "here" and last.subject.kind in ("none", "here")


def _on_topic(phrases: Sequence[Phrase], item: _Found, passage: Passage) -> bool:
    """Whether a number speaks of the thing whose full marks opened the passage and whose score is still to come.

    "目标设定满分10分。尚有3条指标表述笼统，扣减0.5分后得9.5分。" is all about 目标设定, and so is a cause in its sentence:
    "资金管理分值13分，因兑付超时扣2.4分，得10.6分。"
    """
    topic, value, role = phrases[-1], item.reading.mention.value, item.reading.role
    marks = topic.of("full_marks") or topic.of("lone")
    if passage.role == "heading" or role not in ("score", "deduction") or item.listed or item.subject.part:
        return False
    if marks is None or marks.value is None or value is None or value > marks.value:
        return False
    if not is_name(topic.subject) or topic.listed or topic.each:
        return False
    if (score := topic.of("score")) is not None:
        lost = marks.value - score.value if score.value is not None else None
        behind = role == "deduction" and topic.of(role) is None and topic.sentence == item.sentence
        return behind and lost is not None and value + _explained(topic) <= lost
    if topic.subject.part and topic.of("full_marks") is None:
        return False
    listing = len(phrases) > 1 and _is_open(phrases[-2]) and phrases[-2].sentence == topic.sentence
    unnamed = item.subject.kind == "none" or (item.subject.kind == "here" and not item.subject.collective)
    return not listing and (unnamed or topic.sentence == item.sentence or (role == "deduction" and not item.is_name))


def _explained(phrase: Phrase) -> Decimal:
    """What the reasons told so far took off."""
    values = (r.mention.value for r in phrase.readings if r.role == "reason")
    return sum((value for value in values if value is not None), start=Decimal(0))


def _as_reason(topic: Phrase, reading: Reading) -> Reading:
    """One of several deductions told behind the score, none of which is all that was lost."""
    marks, score = topic.of("full_marks") or topic.of("lone"), topic.of("score")
    if reading.role != "deduction" or score is None or marks is None or marks.value is None or score.value is None:
        return reading
    return reading if reading.mention.value == marks.value - score.value else Reading(reading.mention, "reason")


def _is_open(phrase: Phrase) -> bool:
    return all(reading.role in ("full_marks", "lone") for reading in phrase.readings)


def _with_reasons(phrase: Phrase) -> Phrase:
    """Of several deductions only one that makes up the difference is the thing's; the others are reasons."""
    taken = [r.mention for r in phrase.readings if r.role == "deduction"]
    if len(taken) < 2:
        return phrase
    marks, score = phrase.of("full_marks") or phrase.of("lone"), phrase.of("score")
    lost = marks.value - score.value if marks and score and marks.value and score.value is not None else None
    whole = next((mention for mention in reversed(taken) if mention.value == lost), None)
    return replace(
        phrase,
        readings=tuple(
            Reading(r.mention, "reason") if r.role == "deduction" and r.mention != whole else r for r in phrase.readings
        ),
    )


_GENERAL = ("none", "report")
_FEWEST_SUMMED = 3
"""Two deductions and their sum: of one and the same number twice either may be the reason."""
_NEAR = 5
"""Between a score and its full marks in brackets there is no more than "（满分"."""
_WHOLE: frozenset[ReadingRole] = frozenset(("total", "converted", "scale", "applicable", "average", "grand_total"))
