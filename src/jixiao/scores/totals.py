"""Phrases with how sure each states the total to the one that does: not the converted score, nor what bonuses are added to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from jixiao.mentions import Mention
from jixiao.scores.phrases import Phrase
from jixiao.scores.readings import ReadingRole

TOTALS: tuple[ReadingRole, ...] = ("total", "average", "score", "sum")
SURE, LIKELY, SUM, PROJECT, NOT = 4, 3, 2, 1, 0
"""How sure it is that a phrase states the total of the report; a sum or a project's score does where it is the only one."""


def total_of(phrase: Phrase) -> Mention:
    """The number that would be the total: 综合得分 before 得分 in the same phrase."""
    found = next((mention for role in TOTALS if (mention := phrase.of(role)) is not None), None)
    assert found is not None  # asked only of phrases with a total
    return found


def first_total(phrases: Sequence[Phrase], ranks: Iterable[int]) -> Phrase | None:
    """The phrase that states the total: the first that is sure, else the only sum, else the only score of a project."""
    ranked = [(phrase, rank) for phrase, rank in zip(phrases, ranks, strict=True) if rank > NOT]
    likely = [phrase for phrase, rank in ranked if rank >= LIKELY]
    if likely and likely[0].of("average"):  # the mean of projects, where the department has a score of its own
        return next((p for p in likely if p.subject.kind == "report" and not p.of("average")), likely[0])
    if likely:
        return likely[0]
    for level in (SUM, PROJECT):
        found = [phrase for phrase, rank in ranked if rank == level]
        if len({total_of(phrase).value for phrase in found}) == 1:
            return found[0]
        if found:
            return None
    return None


def unconverted(phrases: Sequence[Phrase], ranks: Sequence[int], chosen: Phrase | None) -> Phrase | None:
    """Where the first statement is the converted score, the total is what stands beside the conversion."""
    at = next((p for p in phrases if p.of("converted")), None)
    converted = at.of("converted") if at else None
    if chosen is None or at is None or converted is None or total_of(chosen).value != converted.value:
        return chosen
    for phrase, rank in zip(phrases, ranks, strict=True):
        beside = phrase.passage == at.passage and phrase.sentence == at.sentence
        if beside and rank >= LIKELY and total_of(phrase).value != converted.value:
            return phrase
    return chosen


def with_extras(phrases: Sequence[Phrase], ranks: Sequence[int], chosen: Phrase | None) -> Phrase | None:
    """Where bonuses and deductions of the same sentence lead from the first score to another, that is the total."""
    if chosen is None:
        return None
    at = phrases.index(chosen)
    value = total_of(chosen).value or Decimal(0)
    for phrase, rank in zip(phrases[at + 1 :], ranks[at + 1 :], strict=True):
        if phrase.passage != chosen.passage or phrase.sentence != chosen.sentence:
            break
        if phrase.of("total") is not None and rank == SURE:
            return phrase if value == total_of(phrase).value != total_of(chosen).value else chosen
        value += sum((m.value for m in (phrase.of("bonus"),) if m and m.value is not None), start=Decimal(0))
        value -= sum((m.value for m in (phrase.of("deduction"),) if m and m.value is not None), start=Decimal(0))
    return chosen
