"""Items of a score list while their places are being gathered, and then as the record keeps them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Literal

from msgspec import Struct, field

from jixiao.document import Span
from jixiao.mentions import Mention
from jixiao.record import Points, PointsRole, ScoreItem
from jixiao.scores.phrases import Phrase
from jixiao.scores.readings import ReadingRole

Readings = Sequence[tuple[PointsRole, Mention]]

KEPT: Mapping[ReadingRole, PointsRole] = {
    "score": "score", "total": "score", "sum": "score", "average": "score", "bonus": "score",
    "full_marks": "full_marks", "applicable": "full_marks", "scale": "full_marks",
    "deduction": "deduction", "converted": "converted",
}  # fmt: skip
"""Under which role the record keeps a reading; what stands for none is left out."""


class Draft(Struct, eq=False):
    """One thing scored; the value first stated for a role stands."""

    title: str
    source: Literal["heading", "prose"]
    section: str | None
    parent: Draft | None = None
    bonus: bool = False
    applicable: bool = True
    listed: bool = False
    points: list[Points] = field(default_factory=list)
    reasons: list[Points] = field(default_factory=list)
    """Single deductions that together are what the thing lost: printed numbers, none of them its deduction."""
    place: Span | None = None

    def value(self, role: PointsRole) -> Decimal | None:
        """The value first stated for a role."""
        return next((point.value for point in self.points if point.role == role), None)

    def agrees(self, readings: Readings) -> bool:
        """Whether the readings contradict nothing that is known."""
        return all(self.value(role) in (None, mention.value) for role, mention in readings)

    def add(self, readings: Readings) -> None:
        """Further places that speak of the thing."""
        self.points += [points_of(role, mention) for role, mention in readings]

    def add_phrase(self, phrase: Phrase) -> None:
        """All that a phrase says of the thing."""
        self.add(kept(phrase))
        self.add_reasons(r.mention for r in phrase.readings if r.role == "reason")

    def add_reasons(self, mentions: Iterable[Mention]) -> None:
        """Deductions that only explain what the thing lost."""
        self.reasons += [points_of("deduction", mention) for mention in mentions]

    def lost(self) -> Decimal | None:
        """Full marks less the score, where both are stated."""
        full, score = self.value("full_marks"), self.value("score")
        return None if full is None or score is None else full - score

    def worth(self) -> Decimal | None:
        """The score, also where only full marks and the deduction are stated."""
        score, full, deduction = self.value("score"), self.value("full_marks"), self.value("deduction")
        if score is not None:
            return score
        return None if full is None or deduction is None else full - deduction

    def span(self) -> Span | None:
        """Where it is first spoken of."""
        return self.points[0].span if self.points else self.place


def points_of(role: PointsRole, mention: Mention) -> Points:
    """A number of points as the record keeps it."""
    assert mention.value is not None  # points and bare numbers always have one
    return Points(role=role, value=mention.value, text=mention.text, span=mention.span)


def kept(phrase: Phrase) -> list[tuple[PointsRole, Mention]]:
    """The readings of a phrase under the roles of the record."""
    return [(KEPT[r.role], r.mention) for r in phrase.readings if r.role in KEPT and r.mention.value is not None]


def items_of(drafts: Iterable[Draft], order: Mapping[str, int]) -> tuple[ScoreItem, ...]:
    """The drafts as items, in the order of the text; `order` numbers the blocks."""
    placed = [(draft, span) for draft in drafts if (span := draft.span()) is not None]
    placed.sort(key=lambda pair: (order[pair[1].block], pair[1].start))
    ids = {id(draft): f"score:{span.block}@{span.start}" for draft, span in placed}
    return tuple(
        ScoreItem(
            id=ids[id(draft)], title=draft.title, score=draft.value("score"), full_marks=draft.value("full_marks"),
            deduction=draft.value("deduction"), bonus=draft.bonus, applicable=draft.applicable,
            parent=ids.get(id(draft.parent)) if draft.parent else None, section=draft.section, source=draft.source,
            span=span, points=(*draft.points, *draft.reasons),
        )
        for draft, span in placed
    )  # fmt: skip
