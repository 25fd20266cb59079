"""The facts of a record and those of its gold to pairs that speak of the same number, and what each pair disagrees on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from jixiao.evaluate.gold import Gold, GoldFact
from jixiao.evaluate.labels import same_label, tidy
from jixiao.evaluate.tally import Difference, Tally, verdict
from jixiao.normalise import normalise, squash
from jixiao.patterns import Rules
from jixiao.record import Fact, Record

_DIGITS = re.compile(r"\d+(?:\.\d+)?")

Outcome = tuple[str, Tally, Difference | None]


@dataclass(frozen=True)
class _Side:
    """What is needed to compare facts: both sides and the titles of the record's sections."""

    record: Record
    gold: Gold
    rules: Rules

    def titles(self, section: str | None) -> set[str]:
        """The title of a section and of the one above it: a finer outline than the gold's is not wrong."""
        by_id = {each.id: each for each in self.record.sections}
        own = by_id.get(section or "")
        above = by_id.get(own.parent or "") if own else None
        return {tidy(each.title, self.rules) for each in (own, above) if each}

    def facts(self, kind: str) -> list[Fact]:
        prose = self.gold.scope == "prose"
        cells = {block.id for block in self.record.blocks if prose and block.kind == "cell"}
        return [fact for fact in self.record.facts if fact.kind == kind and fact.span.block not in cells]


def compare_facts(record: Record, gold: Gold, rules: Rules) -> Iterator[Outcome]:
    """One outcome for each question that the gold asks about a fact."""
    side = _Side(record, gold, rules)
    for kind in ("amount", "ratio", "count"):
        wanted = [fact for fact in gold.facts if fact.kind == kind]
        read = side.facts(kind)
        pairs = _pair(wanted, read, side)
        for place, mate in pairs.items():
            yield kind, Tally(right=1), None
            yield from _details(wanted[place], read[mate], side)
        for place, fact in enumerate(wanted):
            if place not in pairs:
                yield kind, Tally(missed=1), Difference(kind, f"{fact.labels[0]} = {fact.value}", None, fact.text)
                yield "complete", Tally(missed=1), None
        left = [fact for mate, fact in enumerate(read) if mate not in pairs.values()]
        for extra in _extra(left, [read[mate] for mate in pairs.values()], side):
            yield kind, Tally(extra=1), Difference(kind, None, f"{extra.label} = {extra.value}", extra.text)
    yield from _absences(side)


def _pair(wanted: list[GoldFact], read: list[Fact], side: _Side) -> dict[int, int]:
    """Of facts with one value, those that agree best belong together; where they agree alike, those in like order."""
    candidates = []
    for i, fact in enumerate(wanted):
        for j, mine in enumerate(read):
            if fact.value == mine.value and fact.value is not None:
                agreement = (
                    16 * same_label(mine.label, fact.labels, side.rules)
                    + 8 * (fact.year == mine.year)
                    + 4 * (fact.measure == mine.measure)
                    + 2 * (_squeezed(fact.text) == _squeezed(mine.text))
                    + (tidy(fact.section or "", side.rules) in side.titles(mine.section))
                )
                apart = abs(i / len(wanted) - j / len(read))
                candidates.append((-agreement, apart, i, j))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in sorted(candidates):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def _details(fact: GoldFact, mine: Fact, side: _Side) -> Iterator[Outcome]:
    questions: list[tuple[str, bool, object, object]] = [
        ("label", same_label(mine.label, fact.labels, side.rules), fact.labels[0], mine.label),
        ("text", _squeezed(fact.text) == _squeezed(mine.text), fact.text, mine.text),
    ]
    if fact.says("year"):
        questions.append(("year", fact.year == mine.year, fact.year, mine.year))
    if fact.says("measure"):
        questions.append(("measure", fact.measure == mine.measure, fact.measure, mine.measure))
    if fact.says("qualifier"):
        questions.append(("qualifier", fact.qualifier == mine.qualifier, fact.qualifier, mine.qualifier))
    if fact.says("value_to"):
        questions.append(("value_to", fact.value_to == mine.value_to, fact.value_to, mine.value_to))
    if fact.section and side.gold.sections:
        title = tidy(fact.section, side.rules)
        titles = side.titles(mine.section)
        questions.append(("section", title in titles, title, " / ".join(sorted(titles))))
    for of, right, wanted, read in questions:
        yield (
            of,
            verdict(right),
            None if right else Difference(of, str(wanted), str(read), f"{fact.labels[0]} {fact.text}"),
        )
    whole = all(right for of, right, _, _ in questions if of in ("label", "year", "measure"))
    yield "complete", Tally(right=1) if whole else Tally(missed=1), None


def _extra(left: list[Fact], paired: list[Fact], side: _Side) -> Iterator[Fact]:
    """Facts that no person sees there; those said of what the gold leaves open are not judged."""
    neutral = [_skipped(fact) for fact in side.gold.facts if fact.kind in ("other", "skip")]
    accepted = [label for fact in side.gold.facts for label in fact.labels]
    for fact in left:
        hit = next((values for values in neutral if fact.value in values), None)
        counts_no_projects = fact.kind == "count" and not side.rules.any_of("projects").search(fact.label)
        shares_a_number = any(_one_number(fact, other) for other in paired)
        if hit is not None:
            neutral.remove(hit)
        elif not counts_no_projects and not (shares_a_number and same_label(fact.label, accepted, side.rules)):
            yield fact


def _skipped(fact: GoldFact) -> set[Decimal]:
    """What may have been read in a number that is not judged: its value, or the numeral in any unit of money."""
    if fact.value is not None:
        return {fact.value}
    numbers = {Decimal(found) for found in _DIGITS.findall(normalise(fact.text))}
    return {number.scaleb(shift) for number in numbers for shift in (0, 4, -1, -4)}


def _one_number(mine: Fact, other: Fact) -> bool:
    return mine.span == other.span and mine.value == other.value and mine.label != other.label


def _absences(side: _Side) -> Iterator[Outcome]:
    said = [fact.label for fact in side.record.facts if fact.kind == "absence"]
    for fact in side.gold.facts:
        if fact.kind == "none":
            right = any(same_label(label, fact.labels, side.rules) for label in said)
            difference = None if right else Difference("absence", fact.labels[0], None, fact.text)
            yield "absence", Tally(right=1) if right else Tally(missed=1), difference


def _squeezed(text: str) -> str:
    return squash(normalise(text))
