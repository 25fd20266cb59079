"""Each sentence of tests/sentences gives the facts and relations that a person reads in it, in the words of many provinces."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from jixiao.document import Document
from jixiao.evaluate.laws import broken_digits, broken_spans
from jixiao.patterns import load_rules
from jixiao.pipeline import extract
from jixiao.record import Fact, Record, Relation

FOLDER = Path(__file__).parent / "sentences"
TITLE = "某县某局2023年度部门整体支出绩效自评报告"
HEADING = "一、基本情况"
VALUE = re.compile(r"(?P<way>[↑↓]?)(?P<number>-?[\d.]+|absence)(?P<unit>.*)")
DIRECTIONS = {"↑": "increase", "↓": "decrease"}
EXTRAS = {"per": "per", "qualifier": "qualifier", "to": "value_to", "subject": "subject"}


@dataclass(frozen=True)
class Expected:
    """One line of `facts`: what a person reads, with the alternatives that are as good."""

    line: str
    labels: tuple[str, ...]
    values: tuple[str, ...]
    year: str
    measures: tuple[str, ...]
    extras: dict[str, str]

    @classmethod
    def of(cls, line: str) -> Expected:
        label, value, year, measure, *rest = (part.strip() for part in line.split("|"))
        extras = dict(pair.strip().split("=", 1) for pair in rest[0].split(";")) if rest else {}
        labels = tuple(bare(name) for name in label.split("/"))
        return cls(line, labels, tuple(value.split("/")), year, tuple(measure.split("/")), extras)

    def fits(self, fact: Fact) -> bool:
        """Whether this is a fact of the value and kind expected."""
        return any(value_fits(value, fact) for value in self.values)

    def wrong(self, fact: Fact) -> Iterator[tuple[str, str]]:
        """What this fact says otherwise: the field, and what was wanted and found."""
        if bare(fact.label) not in self.labels:
            yield "label", f"{fact.text}: label {fact.label}, not {'/'.join(self.labels)}"
        if self.year != "-" and str(fact.year or "none") != self.year:
            yield "year", f"{fact.text}: year {fact.year}, not {self.year}"
        if "-" not in self.measures and (fact.measure or "none") not in self.measures:
            yield "measure", f"{fact.text}: measure {fact.measure}, not {'/'.join(self.measures)}"
        way = next((DIRECTIONS[value[0]] for value in self.values if value[0] in DIRECTIONS), fact.direction)
        if fact.direction != way:
            yield "direction", f"{fact.text}: direction {fact.direction}, not {way}"
        for name, wanted in self.extras.items():
            if str(getattr(fact, EXTRAS[name])) != wanted:
                yield name, f"{fact.text}: {name} {getattr(fact, EXTRAS[name])}, not {wanted}"


def bare(label: str) -> str:
    """A label without spaces, quotes and brackets, which nobody judges."""
    return re.sub(r"[\s“”‘’\"'（）()《》]", "", label)


def value_fits(written: str, fact: Fact) -> bool:
    found = VALUE.fullmatch(written)
    assert found, f"{written!r} is no value"
    if found["number"] == "absence":
        return fact.kind == "absence"
    unit = found["unit"]
    kind = "amount" if not unit else "ratio" if unit in ("%", "百分点", "倍") else "count"
    return (fact.kind, fact.unit, fact.value) == (kind, unit or "万元", Decimal(found["number"]))


@dataclass(frozen=True)
class Sentence:
    """One entry of the bank; `id` is its file and its first words."""

    id: str
    text: str
    title: str
    heading: str
    facts: tuple[Expected, ...]
    maybe: tuple[str, ...]
    unread: tuple[str, ...]
    relations: tuple[str, ...]
    known_wrong: str | None
    relations_wrong: str | None
    law_broken: str | None

    @classmethod
    def of(cls, file: str, entry: dict[str, Any]) -> Sentence:
        listed = {name: tuple(entry.get(name, ())) for name in ("maybe", "unread", "relations")}
        facts = tuple(Expected.of(line) for line in entry["facts"])
        return cls(
            id=f"{file}-{entry['text'][:14]}",
            text=entry["text"],
            title=entry.get("title", TITLE),
            heading=entry.get("heading", HEADING),
            facts=facts,
            known_wrong=entry.get("known_wrong"),
            relations_wrong=entry.get("relations_wrong"),
            law_broken=entry.get("law_broken"),
            **listed,
        )

    @functools.cached_property
    def record(self) -> Record:
        return extract(Document.of_lines(self.title, self.heading, self.text))

    def differences(self) -> Iterator[tuple[str, str]]:
        """Every way in which the record says otherwise: the field, and what was wanted and found."""
        rest = [fact for fact in self.record.facts if fact.span.block == "p3"]
        for expected, fact in self.pairs(rest):
            if fact is None:
                yield "missed", expected.line
            else:
                rest.remove(fact)
                yield from expected.wrong(fact)
        for fact in rest:
            if not any(text in fact.text for text in self.maybe):
                yield "extra", f"{fact.label} = {fact.value} {fact.unit} [{fact.text}]"
        told = [(each.text, each.reason) for each in self.record.unread]
        for wanted in self.unread:
            text, _, reason = wanted.partition(" ")
            if not any(text in printed and reason in ("", why) for printed, why in told):
                yield "unread", f"{wanted} is not in {told}"

    def pairs(self, facts: list[Fact]) -> Iterator[tuple[Expected, Fact | None]]:
        """Each expected fact with the one found that agrees with it best, those that agree most first."""
        free = list(facts)
        ways = [
            (len(list(expected.wrong(fact))), at, place)
            for at, expected in enumerate(self.facts)
            for place, fact in enumerate(facts)
            if expected.fits(fact)
        ]
        taken: dict[int, Fact] = {}
        for _, at, place in sorted(ways):
            if at not in taken and facts[place] in free:
                taken[at] = facts[place]
                free.remove(facts[place])
        for at, expected in enumerate(self.facts):
            yield expected, taken.get(at)

    def missing_relations(self) -> Iterator[str]:
        said = [Related.of(relation, self.record) for relation in self.record.relations]
        for line in self.relations:
            if not any(relation.is_said_by(line) for relation in said):
                yield f"{line} is not in {said}"


@dataclass(frozen=True)
class Related:
    """A relation of a record by the values of its facts."""

    kind: str
    whole: str
    parts: tuple[str, ...]
    base: str
    exhaustive: bool

    @classmethod
    def of(cls, relation: Relation, record: Record) -> Related:
        value = {fact.id: figure(fact) for fact in record.facts}
        parts = tuple(value.get(part, part) for part in relation.parts)
        whole, base = (value.get(each or "", "-") for each in (relation.whole, relation.base))
        return cls(relation.kind, whole, parts, base, relation.exhaustive)

    def is_said_by(self, line: str) -> bool:
        kind, whole, parts, base, *rest = (part.strip() for part in line.split("|"))
        wanted = sorted(part.strip() for part in parts.split(","))
        claims = {"all": True, "some": False}.get(rest[0] if rest else "-", self.exhaustive)
        return (kind, whole, wanted, claims) == (self.kind, self.whole, sorted(self.parts), self.exhaustive) and (
            base in ("-", self.base)
        )


def figure(fact: Fact) -> str:
    unit = "" if fact.kind == "amount" else fact.unit or ""
    return f"{fact.value}{unit}"


def bank() -> tuple[Sentence, ...]:
    files = sorted(FOLDER.glob("*.toml"))
    return tuple(
        Sentence.of(file.stem, entry)
        for file in files
        for entry in tomllib.loads(file.read_text(encoding="utf-8"))["sentence"]
    )


BANK = bank()
RULES = load_rules()


def known(reason: str | None) -> tuple[pytest.MarkDecorator, ...]:
    return (pytest.mark.xfail(reason=reason, strict=True),) if reason else ()


@pytest.mark.parametrize("sentence", [pytest.param(each, id=each.id, marks=known(each.known_wrong)) for each in BANK])
def test_the_facts_of_a_sentence_are_those_a_person_reads(sentence: Sentence) -> None:
    assert [difference for _, difference in sentence.differences()] == []


@pytest.mark.parametrize(
    "sentence",
    [pytest.param(each, id=each.id, marks=known(each.relations_wrong)) for each in BANK if each.relations],
)
def test_the_relations_of_a_sentence_are_those_a_person_sees(sentence: Sentence) -> None:
    assert list(sentence.missing_relations()) == []


@pytest.mark.parametrize("sentence", [pytest.param(each, id=each.id, marks=known(each.law_broken)) for each in BANK])
def test_every_digit_of_a_sentence_is_accounted_for_and_every_quote_stands_where_it_says(sentence: Sentence) -> None:
    assert [*broken_spans(sentence.record, RULES), *broken_digits(sentence.record)] == []


def test_no_sentence_stands_in_the_bank_twice() -> None:
    texts = [each.text for each in BANK]
    assert sorted(texts) == sorted(set(texts))
