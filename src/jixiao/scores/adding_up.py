"""Items to the item that they add up to, where only the sum shows it: parts behind 其中, items told before their section's score.

预算执行20分，得18.5分。其中预算完成率得4.5分；预算调整率得4分；支付进度率得5分；结转结余率得5分。 Nothing is hung below an item whose
score the others do not make up: that would be a guess.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from jixiao.scores.drafts import Draft
from jixiao.scores.items import Ledger

_PARTS = re.compile(r"其中|包括")
_HALVES = re.compile("[;；]")
_FEWEST = 2


def settle_sums(ledger: Ledger) -> None:
    """Hang items below the item that a 其中 breaks down or whose section they stand in, if they are its sum."""
    for block in dict.fromkeys(draft.points[0].span.block for draft in ledger.drafts if draft.points):
        _announced(ledger, block)
    for section, own in ledger.of_section.items():
        inside = [draft for draft in ledger.drafts if draft.section == section and draft.parent is None]
        _hang([draft for draft in inside if draft is not own], own)


def _announced(ledger: Ledger, block: str) -> None:
    text = ledger.document.block(block).normalised
    here = [draft for draft in ledger.drafts if draft.points and draft.points[0].span.block == block]
    here.sort(key=lambda draft: draft.points[0].span.start)
    for cue in _PARTS.finditer(text):
        before = [draft for draft in here if _last_place(draft, block) < cue.start()]
        for end in _ends(text, cue.end()) if before else ():
            parts = [draft for draft in here if cue.end() <= draft.points[0].span.start < end]
            if _hang([draft for draft in parts if draft.parent is before[-1].parent], before[-1]):
                break


def _ends(text: str, start: int) -> list[int]:
    """Where what a cue announces may end: with its sentence, or with a half of it, the last first."""
    sentence = text.find("。", start)
    last = sentence if sentence >= 0 else len(text)
    return [last, *(stop.start() for stop in reversed(list(_HALVES.finditer(text, start, last))))]


def _last_place(draft: Draft, block: str) -> int:
    return max(point.span.start for point in draft.points if point.span.block == block)


def _hang(parts: Sequence[Draft], whole: Draft) -> bool:
    """Hang the parts below the whole if they make up its score or its deduction; whether they do."""
    counted = [part for part in parts if part.applicable]
    if len(counted) < _FEWEST or any(part.bonus for part in parts):
        return False
    makes_up = whole.worth() in _sums(counted, Draft.worth) or whole.value("deduction") in _sums(counted, _only_taken)
    for part in parts if makes_up else ():
        part.parent = whole
    return makes_up


def _only_taken(part: Draft) -> Decimal | None:
    """The deduction of a part that states nothing else."""
    alone = all(point.role == "deduction" for point in part.points)
    return part.value("deduction") if alone else None


def _sums(parts: Sequence[Draft], points: Callable[[Draft], Decimal | None]) -> tuple[Decimal, ...]:
    """What the parts come to, () where one of them does not say."""
    found = [points(part) for part in parts]
    known = [each for each in found if each is not None]
    return (sum(known, start=Decimal(0)),) if len(known) == len(found) else ()
