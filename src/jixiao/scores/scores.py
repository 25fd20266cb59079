"""Headings and sentences to scores: the overall score, the items scored, and the numbers that are only rules or bounds.

Scoring tables are read elsewhere; merging.py joins their rows to what is read here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from jixiao.document import Document, Span
from jixiao.mentions import Mention
from jixiao.outline.outline import Outline
from jixiao.patterns import Rules
from jixiao.record import OverallScore, ScoreItem, Unread, UnreadReason
from jixiao.scores.adding_up import settle_sums
from jixiao.scores.bearers import of_their_bearers
from jixiao.scores.bonuses import Bonuses
from jixiao.scores.cells import told_in_cells
from jixiao.scores.chapters import Chapters
from jixiao.scores.drafts import items_of
from jixiao.scores.items import Ledger
from jixiao.scores.lists import with_roles
from jixiao.scores.losses import Loss
from jixiao.scores.overall import OverallReader
from jixiao.scores.parts import (
    drop_unsupported,
    settle_applicable,
    settle_bare_headings,
    settle_groups,
    settle_loose,
    settle_sections,
    settle_subtotal,
    settle_titles,
)
from jixiao.scores.phrases import Phrase, find_phrases
from jixiao.scores.readings import Reading

_REASONS: Mapping[str, UnreadReason] = {"threshold": "threshold", "rule": "rule"}
"""Points that are no score: a bound ("95分以上") or a rule ("每有一项扣1分")."""


class Scores(Struct, frozen=True):
    """What a report scored; `unread` are bounds and rules of points."""

    overall: OverallScore
    items: tuple[ScoreItem, ...]
    unread: tuple[Unread, ...]
    in_cells: OverallScore | None = None
    """The overall score that a sentence in a cell states, where prose states none."""
    losses: tuple[Loss, ...] = ()
    """Deductions told in a chapter on problems, that no item of prose has."""

    @property
    def read(self) -> tuple[Span, ...]:
        """The places of the numbers in the overall score and the items."""
        overall = (*self.overall.points, *(self.in_cells.points if self.in_cells else ()))
        points = (*overall, *(point for item in self.items for point in item.points))
        return tuple(dict.fromkeys(point.span for point in points))


def to_scores(document: Document, outline: Outline, mentions: Sequence[Mention], rules: Rules) -> Scores:
    """The scores that headings and prose state.

    >>> from jixiao.mentions import find_mentions
    >>> from jixiao.outline.outline import read_outline
    >>> from jixiao.patterns import load_rules
    >>> report = Document.of_lines("某局自评报告", "一、自评结论", "综合得分91分。", "（一）投入，得分14分", "（二）产出，得分77分")
    >>> outline = read_outline(report, load_rules())
    >>> scores = to_scores(report, outline, find_mentions(report, outline, load_rules()), load_rules())
    >>> scores.overall.stated, [(item.title, item.score) for item in scores.items]
    (Decimal('91'), [('投入', Decimal('14')), ('产出', Decimal('77'))])
    """
    found, criteria = find_phrases(document, outline, mentions, rules)
    chapters = Chapters(outline, rules)
    roles = tuple(with_roles([p for p in found if p.passage.role != "cell"], document, chapters, rules))
    phrases = of_their_bearers(roles, chapters, rules)
    split = OverallReader(document, chapters, phrases, rules).read()
    items, losses = _items(split.rest, split.overall, document, chapters, rules)
    told = told_in_cells([p for p in found if p.passage.role == "cell"], rules)
    told = tuple(with_roles(told, document, chapters, rules))
    in_cells = OverallReader(document, chapters, told, rules).read().overall if told else None
    return Scores(split.overall, items, tuple(_criteria(criteria)), in_cells, losses)


def _items(
    phrases: Sequence[Phrase], overall: OverallScore, document: Document, chapters: Chapters, rules: Rules
) -> tuple[tuple[ScoreItem, ...], tuple[Loss, ...]]:
    """Headings first, so that a sentence finds the section it names; then sentences; then what belongs under what."""
    ledger = Ledger(document, chapters, rules)
    bonuses = Bonuses(ledger, phrases)
    told = [phrase for phrase in phrases if not phrase.of("base")]  # a 基础得分 is a step to the total
    sums = []
    for phrase in sorted(told, key=lambda phrase: phrase.passage.role != "heading"):
        if bonuses.speaks(phrase):
            bonuses.tell(phrase)
        elif phrase.passage.role == "heading":
            ledger.heading(phrase)
        elif phrase.of("sum") and ledger.sums_up(phrase):
            sums.append(phrase)
        else:
            ledger.sentence(phrase)
    drop_unsupported(ledger, overall.points)
    settle_titles(ledger)
    settle_loose(ledger)
    settle_bare_headings(ledger, overall.stated, overall.full_marks)
    settle_sections(ledger)
    settle_sums(ledger)
    settle_groups(ledger)
    settle_applicable(ledger)
    for phrase in sums:
        settle_subtotal(ledger, phrase)
    items = items_of(ledger.drafts, document.order)
    return items, tuple(ledger.losses)


def _criteria(readings: Iterable[Reading]) -> Iterable[Unread]:
    for reading in readings:
        reason = _REASONS.get(reading.role)
        if reason is not None:
            yield Unread(text=reading.mention.text, span=reading.mention.span, reason=reason)
