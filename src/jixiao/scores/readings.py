"""Mentions of points to readings: what each number of 分 is (score, full marks, deduction …), whatever it is said of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal, get_args

from msgspec import Struct

from jixiao.anchors import Sieve
from jixiao.mentions import Mention
from jixiao.outline.passages import Passage
from jixiao.patterns import Pattern, Rules
from jixiao.rules import FindIter
from jixiao.scores.subjects import clause_before

ReadingRole = Literal[
    "score", "full_marks", "deduction", "bonus", "converted", "total", "grand_total", "average", "sum", "base", "scale",
    "applicable", "joint", "lone", "reason", "threshold", "rule", "other",
]  # fmt: skip
"""`lone` is a number without a word for what it is ("（20分）"), `applicable` the full marks of what applies, `joint` those of
several things together, `reason` one of several deductions that together make what one thing lost."""

NO_SCORES: frozenset[ReadingRole] = frozenset(("threshold", "rule", "other"))

_ROLES: dict[str, ReadingRole] = {role: role for role in get_args(ReadingRole)}
_STROKES = ("/", "／", "分/")
_IN_BRACKET = re.compile(r"\s?\(\s?")
_LIST_JOINT = re.compile(r"\s?(?:、|,|，|和|与|及|以及)\s?")


class Reading(Struct, frozen=True):
    """One number of points and what it is the number of."""

    mention: Mention
    role: ReadingRole


Placed = tuple[Reading, int]
"""A reading and where the words for it begin."""


def read_points(text: str, passage: Passage, mentions: Sequence[Mention], rules: Rules) -> list[Placed]:
    """Each number with its role and where the words for it begin; without 分 a number counts only after 得分 or such."""
    found: dict[int, tuple[ReadingRole, int]] = {
        m.span.start: ("threshold", m.span.start) for m in mentions if m.value_to
    }
    stretch = text[passage.start : passage.end]
    for finditer, groups in rules.once(_patterns).passing(stretch):
        for match in finditer(stretch):
            for group, role in groups:
                mention = _mention_at(mentions, passage.start + match.start(group)) if match[group] else None
                if mention is not None:
                    found.setdefault(mention.span.start, (role, passage.start + match.start()))
    readings = [m for m in mentions if m.span.start in found or m.kind == "points"]
    places = [found.get(m.span.start, ("lone", m.span.start)) for m in readings]
    placed = [(Reading(m, role), cue) for m, (role, cue) in zip(readings, places, strict=True)]
    return _paired(text, placed)


def _paired(text: str, placed: list[Placed]) -> list[Placed]:
    """预算执行10分（9.8分）, 投入14分（15分）: of two numbers without a word the greater are the full marks."""
    for at, ((one, cue), (other, inside)) in enumerate(pairwise(placed)):
        first, second = one.mention, other.mention
        if (one.role, other.role) == ("score", "full_marks") and (first.value or 0) > (second.value or 0):
            if text[first.span.end : second.span.start].strip() in _STROKES:  # 分值及得分：决策15/13.5
                placed[at] = (Reading(first, "full_marks"), cue)
                placed[at + 1] = (Reading(second, "score"), inside)
        bare = one.role == other.role == "lone" and first.value is not None and second.value is not None
        if (
            bare
            and _IN_BRACKET.fullmatch(text[first.span.end : second.span.start])
            and text[second.span.end :][:1] == ")"
        ):
            marks_first = (first.value or 0) >= (second.value or 0)
            roles: tuple[ReadingRole, ReadingRole] = ("full_marks", "score") if marks_first else ("score", "full_marks")
            placed[at] = (Reading(first, roles[0]), cue)
            placed[at + 1] = (Reading(second, roles[1]), inside)
    return placed


def _patterns(rules: Rules) -> Sieve[tuple[FindIter, Sequence[tuple[int, ReadingRole]]]]:
    """The patterns of points, with the numbers of their groups and what each is."""

    def asked(pattern: Pattern) -> tuple[FindIter, Sequence[tuple[int, ReadingRole]]]:
        numbers = pattern.compiled.groupindex
        roles = pattern.entry.gives.items()  # some groups are no number: what points are taken for
        return pattern.finditer, [(numbers[group], _ROLES[role]) for group, role in roles if role in _ROLES]

    return Sieve((asked(pattern), pattern.anchors) for pattern in rules.group("scores", "text"))


def with_respective(text: str, readings: Sequence[Placed], mentions: Sequence[Mention], rules: Rules) -> list[Placed]:
    """Numbers that go on a list after 分别 have the role of its first: "分别得14分、28分和25分", "分别为14、28和25分"."""
    respectively = rules.pattern("subject_respective")
    if not respectively.may_be_in(text):
        return list(readings)
    found = {reading.mention.span.start: (reading, cue) for reading, cue in readings}
    for reading, cue in readings:
        clause, _ = clause_before(text, 0, cue, 0)
        at = mentions.index(reading.mention)
        if not respectively.search(clause + text[cue : reading.mention.span.start]):
            continue
        for before, mention in pairwise(mentions[at:]):
            if not _LIST_JOINT.fullmatch(text[before.span.end : mention.span.start]):
                break
            found[mention.span.start] = (Reading(mention, reading.role), mention.span.start)
    return [found[start] for start in sorted(found)]


def _mention_at(mentions: Sequence[Mention], start: int) -> Mention | None:
    return next((m for m in mentions if m.span.start <= start < m.span.end), None)
