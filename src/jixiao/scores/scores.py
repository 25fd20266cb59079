"""Headings and sentences to scores: the overall score, the items scored, and the numbers that are only rules or bounds.

Scoring tables are read elsewhere; `merge_items` joins their rows to what is read here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from jixiao.document import Document, Span
from jixiao.mentions import Mention
from jixiao.outline.outline import Outline
from jixiao.patterns import Rules
from jixiao.record import OverallScore, Points, ScoreItem, Unread, UnreadReason
from jixiao.scores.drafts import items_of
from jixiao.scores.items import Ledger
from jixiao.scores.lists import with_roles
from jixiao.scores.overall import OverallReader
from jixiao.scores.parts import (
    drop_unsupported,
    settle_applicable,
    settle_bare_headings,
    settle_loose,
    settle_sections,
    settle_subtotal,
    settle_titles,
)
from jixiao.scores.phrases import Phrase, find_phrases
from jixiao.scores.readings import Reading
from jixiao.scores.subjects import plain_name

_REASONS: Mapping[str, UnreadReason] = {"threshold": "threshold", "rule": "rule"}
"""Points that are no score: a bound ("95分以上") or a rule ("每有一项扣1分")."""


@dataclass(frozen=True)
class Scores:
    """What a report scored; `unread` are bounds and rules of points."""

    overall: OverallScore
    items: tuple[ScoreItem, ...]
    unread: tuple[Unread, ...]

    @property
    def read(self) -> tuple[Span, ...]:
        """The places of the numbers in the overall score and the items."""
        points = (*self.overall.points, *(point for item in self.items for point in item.points))
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
    phrases, criteria = find_phrases(document, outline, mentions, rules)
    phrases = tuple(with_roles(phrases, document, outline, rules))
    split = OverallReader(document, outline, phrases, rules).read()
    items = _items(split.rest, split.overall, document, outline, rules)
    return Scores(split.overall, items, tuple(_criteria(criteria)))


def _items(
    phrases: Sequence[Phrase], overall: OverallScore, document: Document, outline: Outline, rules: Rules
) -> tuple[ScoreItem, ...]:
    """Headings first, so that a sentence finds the section it names; then sentences; then what belongs under what."""
    ledger = Ledger(document, outline, rules)
    ledger.bonuses = [phrase for phrase in phrases if phrase.of("bonus")]
    for phrase in phrases:
        if phrase.passage.role == "heading":
            ledger.heading(phrase)
    sums = []
    for phrase in phrases:
        if phrase.passage.role == "heading":
            continue
        if phrase.of("base"):
            continue
        if phrase.of("sum") and ledger.sums_up(phrase):
            sums.append(phrase)
        else:
            ledger.sentence(phrase)
    drop_unsupported(ledger, overall.points)
    settle_titles(ledger)
    settle_loose(ledger)
    settle_bare_headings(ledger, overall.stated, overall.full_marks)
    settle_sections(ledger)
    settle_applicable(ledger, outline)
    for phrase in sums:
        settle_subtotal(ledger, phrase)
    return items_of(ledger.drafts, {block.id: at for at, block in enumerate(document.blocks)})


def _criteria(readings: Iterable[Reading]) -> Iterable[Unread]:
    for reading in readings:
        reason = _REASONS.get(reading.role)
        if reason is not None:
            yield Unread(text=reading.mention.text, span=reading.mention.span, reason=reason)


def merge_overall(overall: OverallScore, told: Sequence[Points]) -> OverallScore:
    """The overall score with what a table's row 总分 tells of it: prose stands first, the table fills what it lacks."""
    known = {role: next((p for p in told if p.role == role), None) for role in ("score", "converted", "full_marks")}
    stated, converted, full = known["score"], known["converted"], known["full_marks"]
    if overall.span is None and stated is not None:
        overall = overall.model_copy(update={"span": stated.span})
    return overall.model_copy(
        update={
            "stated": overall.stated if overall.stated is not None or stated is None else stated.value,
            "converted": overall.converted if overall.converted is not None or converted is None else converted.value,
            "full_marks": overall.full_marks if overall.full_marks is not None or full is None else full.value,
            "points": (*overall.points, *told),
        }
    )


def merge_items(prose: Iterable[ScoreItem], table: Iterable[ScoreItem], rules: Rules) -> tuple[ScoreItem, ...]:
    """The items of prose and of tables as one list.

    A row is an item of its own, beside the heading that scores the same thing. A sentence that only repeats a row, by the
    same name and without contradicting it, adds its places to the row; so does a bonus told twice.
    """
    rows = list(table)
    moved: dict[str, str] = {}
    left: list[ScoreItem] = []
    for item in prose:
        at = next((i for i, row in enumerate(rows) if _repeats(item, row, rules)), None)
        if at is None:
            left.append(item)
            continue
        moved[item.id] = rows[at].id
        rows[at] = _joined(rows[at], item)
    return tuple(
        item.model_copy(update={"parent": moved.get(item.parent or "", item.parent)}) for item in (*left, *rows)
    )


def _repeats(item: ScoreItem, row: ScoreItem, rules: Rules) -> bool:
    if item.source != "prose" or plain_name(item.title, rules) != plain_name(row.title, rules):
        return False
    pairs = ((item.score, row.score), (item.full_marks, row.full_marks), (item.deduction, row.deduction))
    return any(a is not None and a == b for a, b in pairs) and all(a is None or b is None or a == b for a, b in pairs)


def _joined(row: ScoreItem, item: ScoreItem) -> ScoreItem:
    return row.model_copy(
        update={
            "score": row.score if row.score is not None else item.score,
            "full_marks": row.full_marks if row.full_marks is not None else item.full_marks,
            "deduction": row.deduction if row.deduction is not None else item.deduction,
            "bonus": row.bonus or item.bonus,
            "points": (*row.points, *item.points),
        }
    )
