"""Phrases to phrases that speak of the right thing: points converted by a weight, and points under a heading of mere losses.

"预算管理93分，权重30%，折算27.9分" gives 预算管理 27.9 of the report's points; what is lost under "4.扣分情况" is lost by what
the heading above it names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from jixiao.patterns import Rules
from jixiao.scores.chapters import Chapters
from jixiao.scores.phrases import Phrase
from jixiao.scores.readings import Reading


def of_their_bearers(phrases: Sequence[Phrase], chapters: Chapters, rules: Rules) -> Sequence[Phrase]:
    """The phrases, each said of what bears the points."""
    return _by_weight(tuple(_of_section_above(phrases, chapters, rules)))


def _of_section_above(phrases: Sequence[Phrase], chapters: Chapters, rules: Rules) -> Iterator[Phrase]:
    for phrase in phrases:
        section = chapters.sections.get(phrase.passage.section or "")
        if section is None or section.parent is None or phrase.passage.role == "heading":
            yield phrase
        elif rules.pattern("section_of_losses").search(section.title):
            yield replace(phrase, passage=phrase.passage._replace(section=section.parent))
        else:
            yield phrase


def _by_weight(phrases: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """Where several things have converted points of their own, these are their scores; one alone is the report's."""
    pairs = [(at, after) for at, after in enumerate(phrases[1:]) if _is_converted(phrases[at], after)]
    if len({after.readings[0].mention.value for _, after in pairs}) < 2:
        return phrases
    heads, tails = dict(pairs), {at + 1 for at, _ in pairs}
    return tuple(
        _with_score(phrase, heads[at].readings[0]) if at in heads else phrase
        for at, phrase in enumerate(phrases)
        if at not in tails
    )


def _is_converted(phrase: Phrase, after: Phrase) -> bool:
    """Whether the second phrase is only what the points of the first come to on the scale of the whole."""
    alone = len(after.readings) == 1 and after.of("converted") is not None and after.subject.kind == "none"
    same = phrase.passage == after.passage and phrase.sentence == after.sentence
    return alone and same and phrase.of("score") is not None and phrase.subject.kind in ("thing", "here")


def _with_score(phrase: Phrase, converted: Reading) -> Phrase:
    readings = (r for r in phrase.readings if r.role not in ("score", "full_marks"))
    return replace(phrase, readings=(*readings, Reading(converted.mention, "score")), listed=True)
