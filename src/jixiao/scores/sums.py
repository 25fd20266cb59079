"""The overall score and the items to relations: which items a total, or an item of prose, is the sum of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from jixiao.record import OverallScore, Relation, ScoreItem

_HUNDRED = Decimal(100)


def score_relations(overall: OverallScore, items: Sequence[ScoreItem]) -> Iterator[Relation]:
    """The total with its items, then items of prose with their parts; rows with rows are told by their table."""
    yield from total_relations(overall, items)
    for whole in items:
        parts = [item for item in items if item.parent == whole.id]
        if parts and whole.source != "table":
            yield Relation(
                id=f"score_sum:{whole.id}", kind="score_sum", whole=whole.id, parts=tuple(part.id for part in parts),
                exhaustive=whole.full_marks is not None and _marks(parts) == whole.full_marks,
                evidence=whole.title, span=whole.span,
            )  # fmt: skip


def total_relations(overall: OverallScore, items: Sequence[ScoreItem]) -> Iterator[Relation]:
    """One relation where several items stand below the total: those of its own sentence, else of the prose, else of tables.

    They claim to be all where their full marks are those of the report.
    """
    if overall.stated is None or overall.span is None:
        return
    block = overall.span.block
    top = [item for item in items if item.parent is None]
    beside = [item for item in top if any(points.span.block == block for points in item.points)]
    prose = [item for item in top if item.source != "table"]
    parts = next((group for group in (beside, prose, top) if len([p for p in group if not p.bonus]) > 1), [])
    if not parts:
        return
    yield Relation(
        id="score_sum:score", kind="score_sum", whole=overall.id, parts=tuple(item.id for item in parts),
        exhaustive=_marks(parts) == (overall.full_marks or _HUNDRED),
        evidence=overall.points[0].text if overall.points else "", span=overall.span,
    )  # fmt: skip


def _marks(items: Sequence[ScoreItem]) -> Decimal | None:
    """The full marks of items together, None where some do not state theirs."""
    marks = [item.full_marks for item in items if not item.bonus and item.applicable]
    return None if None in marks else sum((each for each in marks if each is not None), start=Decimal(0))
