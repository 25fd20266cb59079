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
    by_block: dict[str, list[Draft]] = {}
    by_section: dict[str | None, list[Draft]] = {}
    for draft in ledger.drafts:
        by_section.setdefault(draft.section, []).append(draft)
        if draft.points:
            by_block.setdefault(draft.points[0].span.block, []).append(draft)
    for block, drafts in by_block.items():
        _announced(ledger.document.block(block).normalised, block, drafts)
    for section, own in ledger.of_section.items():
        inside = by_section.get(section, ())
        _hang([draft for draft in inside if draft.parent is None and draft is not own], own)


def _announced(text: str, block: str, drafts: Sequence[Draft]) -> None:
    """Hang the items of one block that stand behind a 其中 below the one in front of it."""
    here = sorted(drafts, key=lambda draft: draft.points[0].span.start)
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
