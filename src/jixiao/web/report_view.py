"""A record and what a person filters by, to all that the page of a report shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from jixiao import terms
from jixiao.archive.query import RULE_NAMES
from jixiao.checks.coverage import Coverage, coverage, verdicts
from jixiao.checks.places import Places as Words
from jixiao.marks import failures_of, marks_of
from jixiao.record import Check, Fact, Record, ScoreItem
from jixiao.web.pieces import Area, Grid, Paragraph, Places, anchor_of, areas, flow, places_of

LOOKS = {"right": "相符", "wrong": "不符", "minor": "尾差", "unchecked": "未核算", "unread": "未读", "block": "原文"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which facts a person wants to see; None is all."""

    kind: str | None = None
    section: str | None = None
    year: int | None = None
    label: str | None = None

    def takes(self, fact: Fact, sections: frozenset[str | None]) -> bool:
        """Whether this fact is one of them; `sections` are the wanted one and those under it."""
        return (
            (self.kind is None or fact.kind == self.kind)
            and (self.section is None or fact.section in sections)
            and (self.year is None or fact.year == self.year)
            and (self.label is None or self.label in fact.label)
        )


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact beside the text: its figure in words, what the checks say of it, and where it stands."""

    fact: Fact
    figure: str
    measure: str
    look: str
    anchor: str
    section: str


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A score item beside the text."""

    item: ScoreItem
    depth: int
    look: str
    anchor: str


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A check with its place in words and links to its figures; `number` counts failures from 1, else 0."""

    check: Check
    number: int
    verdict: str
    rule: str
    place: str
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ReportView:
    """All that the page of a report shows."""

    record: Record
    wanted: Wanted = Wanted()

    @cached_property
    def failures(self) -> tuple[Check, ...]:
        """The failed checks, errors first."""
        return failures_of(self.record)

    @cached_property
    def places(self) -> Places:
        """Every figure of the text and every unread number."""
        return places_of(self.record, marks_of(self.record, self.failures))

    @cached_property
    def flow(self) -> tuple[Paragraph | Grid, ...]:
        """The text."""
        return tuple(flow(self.record, self.places))

    @cached_property
    def areas(self) -> Mapping[int, tuple[Area, ...]]:
        """The figures on the pages of a PDF."""
        record = self.record
        spans = (
            *(fact.span for fact in record.facts), *(item.span for item in record.scores), *(one.span for one in record.unread),
            *(span for check in record.checks for span in check.spans), *filter(None, [record.score.span]),
        )  # fmt: skip
        return areas(record, self.places, spans)

    @cached_property
    def looks(self) -> Mapping[str, int]:
        """How many figures are right, wrong, off in the last digit, not checked, not read."""
        return Counter(place.look for marked in self.places.values() for place in marked)

    @cached_property
    def coverage(self) -> Coverage:
        """How many figures are covered by a check."""
        return coverage(self.record)

    @cached_property
    def facts(self) -> tuple[FactRow, ...]:
        """The facts that are wanted."""
        said = verdicts(self.record)
        sections = self._within(self.wanted.section)
        return tuple(
            FactRow(
                fact, terms.figure(fact), terms.MEASURES.get(fact.measure or "", ""), said.get(fact.id, "unchecked"),
                anchor_of(fact.span, self.places), self._section(fact.section),
            )
            for fact in self.record.facts
            if self.wanted.takes(fact, sections)
        )  # fmt: skip

    @cached_property
    def scores(self) -> tuple[ScoreRow, ...]:
        """The score items, each as deep as it stands under others."""
        said = verdicts(self.record)
        parents = {item.id: item.parent for item in self.record.scores}

        def depth(item: str | None) -> int:
            return 0 if (parent := parents.get(item or "")) is None else 1 + depth(parent)

        return tuple(
            ScoreRow(item, depth(item.id), said.get(item.id, "unchecked"), anchor_of(item.span, self.places))
            for item in self.record.scores
        )

    @property
    def total_anchor(self) -> str | None:
        """Where the total is stated."""
        return anchor_of(self.record.score.span, self.places) if self.record.score.span else None

    @cached_property
    def total_check(self) -> Check | None:
        """The check of the total, where the report allows one."""
        return next((check for check in self.record.checks if check.rule == "score_total"), None)

    @property
    def sum_of_scores(self) -> Decimal | None:
        """What the section scores add up to, where they could be added."""
        return self.total_check.computed if self.total_check else None

    @cached_property
    def checks(self) -> tuple[CheckRow, ...]:
        """Failures by their numbers, then what could not be checked, then what agrees."""
        words = Words(self.record)
        order = {"fail": 0, "unverifiable": 1, "pass": 2}
        failed = list(self.failures)
        rest = sorted((one for one in self.record.checks if one.status != "fail"), key=lambda one: order[one.status])
        return tuple(self._check(check, number, words) for number, check in enumerate(failed, 1)) + tuple(
            self._check(check, 0, words) for check in rest
        )

    @cached_property
    def unread(self) -> tuple[tuple[int, str, str, str], ...]:
        """Unread numbers: number, text, reason, anchor."""
        return tuple(
            (number, one.text, terms.REASONS[one.reason], anchor_of(one.span, self.places))
            for number, one in enumerate(self.record.unread, 1)
        )

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years that facts speak of, newest first."""
        return tuple(sorted({fact.year for fact in self.record.facts if fact.year}, reverse=True))

    @cached_property
    def sections(self) -> tuple[tuple[str, str, int], ...]:
        """The sections to choose from: id, title with ordinal, level."""
        return tuple((one.id, one.ordinal + one.title, one.level) for one in self.record.sections)

    def _check(self, check: Check, number: int, words: Words) -> CheckRow:
        links = tuple(
            (anchor_of(span, self.places), words.text(span.block)[span.start : span.end] or "此处")
            for span in check.spans
        )
        place = words.of_span(check.spans[0]) if check.spans else "全文"
        return CheckRow(check, number, terms.verdict(check), RULE_NAMES[check.rule], place, links)

    def _section(self, section: str | None) -> str:
        trail = terms.section_trail(self.record, section)
        return "".join(one.ordinal for one in trail) + (trail[-1].title if trail else "")

    def _within(self, section: str | None) -> frozenset[str | None]:
        wanted: set[str | None] = {section}
        for one in self.record.sections:
            if one.parent in wanted and one.parent is not None:
                wanted.add(one.id)
        return frozenset(wanted)
