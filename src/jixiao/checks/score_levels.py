"""Score items to the levels that may add up to one total: sibling sections, one list, one table.

An item and its parent never stand on one level; a report may show the same total on several (its headings, and a table).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from jixiao.checks.places import Places
from jixiao.normalise import normalise
from jixiao.patterns import Rules
from jixiao.record import Record, ScoreItem

_ZERO = Decimal(0)
_HUNDRED = Decimal(100)
Key = TypeVar("Key")


def worth(item: ScoreItem) -> Decimal | None:
    """The points of an item: as stated, or full marks less the deduction; a deduction that stands alone counts against."""
    if item.score is not None:
        return item.score
    if item.deduction is None:
        return None
    return item.full_marks - item.deduction if item.full_marks is not None else -item.deduction


class Level(Struct, frozen=True, dict=True):
    """Items that stand side by side. `whole` says that they are evidently all there are.

    `full` are the items that lost nothing: their text says so (不扣分), and the others only state what they lost.
    `by_parts` are the points of items that state none, but whose parts do.
    """

    items: tuple[ScoreItem, ...]
    full: frozenset[str] = frozenset()
    whole: bool = False
    by_parts: Mapping[str, Decimal] = MappingProxyType({})

    def worth(self, item: ScoreItem) -> Decimal | None:
        """The points of an item, full marks where it lost none, those of its parts where it states none."""
        if item.id in self.full:
            return item.full_marks
        stated = worth(item)
        return self.by_parts.get(item.id) if stated is None else stated

    @cached_property
    def counted(self) -> tuple[ScoreItem, ...]:
        """The items that have points."""
        return tuple(item for item in self.items if self.worth(item) is not None)

    @cached_property
    def missing(self) -> tuple[ScoreItem, ...]:
        """Items that apply and have no score."""
        return tuple(item for item in self.items if self.worth(item) is None and item.applicable and not item.bonus)

    @cached_property
    def takes_off_only(self) -> bool:
        """Whether nothing but deductions is stated, so that they come off the full marks of the report."""
        return bool(self.counted) and all(is_deduction(item) for item in self.counted if not item.bonus)

    def total(self, full_marks: Decimal | None) -> Decimal | None:
        """What the level adds up to, bonuses included; None where only deductions are known and no full marks."""
        points = sum((self.worth(item) or _ZERO for item in self.counted), start=_ZERO)
        if not self.takes_off_only:
            return points
        return None if full_marks is None else full_marks + points

    def totals(self, full_marks: Decimal | None) -> tuple[Decimal, ...]:
        """The ways a report may mean its total: with bonuses, without, and never more than full marks."""
        total = self.total(full_marks)
        if total is None:
            return ()
        bonus = sum((worth(item) or _ZERO for item in self.counted if item.bonus), start=_ZERO)
        capped = (full_marks,) if full_marks is not None and bonus and total > full_marks else ()
        return (total, total - bonus, *capped)

    @cached_property
    def full_marks(self) -> Decimal | None:
        """The sum of the full marks, where every scored item states them."""
        scored = [item for item in self.items if not item.bonus and not is_deduction(item) and item.applicable]
        marks = [item.full_marks for item in scored if item.full_marks is not None]
        return sum(marks, start=_ZERO) if scored and len(marks) == len(scored) else None


def is_deduction(item: ScoreItem) -> bool:
    """Whether an item only takes points off: （八）扣分项（扣0分）."""
    return item.score is None and item.full_marks is None and item.deduction is not None


def levels(record: Record, places: Places, rules: Rules) -> Iterator[Level]:
    """The levels of a record, the surest first: by full marks, in one list with the total, by sibling sections."""
    top = _top(record.scores, places)
    told = sum(_is_told(item) for item in top)
    full = record.score.full_marks or _HUNDRED
    by_parts = worth_by_parts(record.scores)
    for items in (each for group in _groups(top, places) for each in _without_reasons(group, places)):
        level = Level(tuple(items), frozenset(_lost_nothing(items, places, rules)), by_parts=by_parts)
        if len(level.counted) < 2:
            continue
        by_marks = level.full_marks == full and not level.missing
        listed = (_listed_with_total(level, record) or _taken_off_together(level, record)) and not level.missing
        yield replace(level, whole=by_marks or listed or _all_siblings(level, places, told))


def _without_reasons(items: list[ScoreItem], places: Places) -> Iterator[list[ScoreItem]]:
    """A group without the deductions that only tell why its scores are below full marks, if it has such; then the group.

    其中，过程（20分）得18分，产出（40分）得38分。过程扣2分：资金没有足额到位扣1分，手续不全扣1分。
    """
    alone = [item for item in items if is_deduction(item) and not is_section(item, places)]
    scored = [item for item in items if item.score is not None and not item.bonus]
    marks = [(item.full_marks, item.score) for item in scored if item.full_marks is not None and item.score is not None]
    lost = sum((full - score for full, score in marks), start=_ZERO)
    if alone and len(marks) == len(scored) and sum((i.deduction or _ZERO for i in alone), start=_ZERO) <= lost:
        yield [item for item in items if item not in alone]
    yield items


def _top(items: Sequence[ScoreItem], places: Places) -> list[ScoreItem]:
    """The items that have no parent, and rows whose parent is told in prose: a table adds up by itself."""
    known = {item.id: item for item in reversed(items)}
    return [item for item in items if _is_top(item, known.get(item.parent or ""), places)]


def _is_top(item: ScoreItem, above: ScoreItem | None, places: Places) -> bool:
    return above is None or (table_of(item, places) is not None and table_of(above, places) is None)


def parts_of(items: Iterable[ScoreItem]) -> dict[str, list[ScoreItem]]:
    """The parts of each item that has any, by its id."""
    return {parent: parts for parent, parts in _grouped((item.parent, item) for item in items).items() if parent}


def worth_by_parts(items: Sequence[ScoreItem]) -> dict[str, Decimal]:
    """What items without a score of their own got by their parts, which have all its full marks between them."""
    found: dict[str, Decimal] = {}
    parts = parts_of(items)
    for item in reversed(items):  # parts stand behind what they are parts of
        level = Level(tuple(parts.get(item.id, ())), by_parts=found)
        complete = len(level.counted) > 1 and not level.missing and item.full_marks is not None
        if complete and worth(item) is None and level.full_marks == item.full_marks:
            found[item.id] = sum((level.worth(part) or _ZERO for part in level.counted), start=_ZERO)
    return found


def whole_tables(record: Record, places: Places) -> frozenset[str]:
    """The tables whose rows add up to the total of the report, so that none is left out."""
    stated, full = record.score.stated, record.score.full_marks
    if stated is None:
        return frozenset()
    rows = _grouped((table_of(item, places), item) for item in _top(record.scores, places))
    return frozenset(table for table, items in rows.items() if table and stated in Level(tuple(items)).totals(full))


def _lost_nothing(items: Sequence[ScoreItem], places: Places, rules: Rules) -> Iterator[str]:
    """Items that say 不扣分 where the others state full marks and deductions and no score."""
    if any(item.score is not None for item in items if not item.bonus) or all(item.deduction is None for item in items):
        return
    says = rules.pattern("nothing_taken_off")
    for item in items:
        if item.full_marks is None or item.deduction is not None or not is_section(item, places):
            continue
        if any(says.search(normalise(text)) for text in places.texts.get(item.section, ())):
            yield item.id


def _groups(top: Sequence[ScoreItem], places: Places) -> Iterator[list[ScoreItem]]:
    """Items that may belong together: all of prose, one chapter's sections, one sentence's list, one table, all tables."""
    tables = _grouped((table_of(item, places), item) for item in top)
    prose = tables.pop(None, [])
    yield prose
    chapters = _grouped((_chapter(item, places), item) for item in prose if is_section(item, places))
    if len(chapters) > 1:
        yield from (chapters[chapter] for chapter in sorted(chapters, key=str))
    blocks = _grouped(
        (block, item) for item in prose for block in dict.fromkeys(point.span.block for point in item.points)
    )
    yield from (listed for listed in blocks.values() if len(listed) < len(prose))
    extras = [item for item in prose if item.bonus or is_deduction(item)]
    for rows in tables.values():
        yield _with_extras(rows, extras)
    if len(tables) > 1:
        yield _with_extras([item for item in top if table_of(item, places) is not None], extras)


def _grouped(pairs: Iterable[tuple[Key, ScoreItem]]) -> dict[Key, list[ScoreItem]]:
    groups: dict[Key, list[ScoreItem]] = {}
    for key, item in pairs:
        groups.setdefault(key, []).append(item)
    return groups


def _with_extras(rows: list[ScoreItem], extras: Sequence[ScoreItem]) -> list[ScoreItem]:
    """A table with the bonuses and deductions that only the prose tells."""
    return rows if any(row.bonus for row in rows) else [*rows, *extras]


def table_of(item: ScoreItem, places: Places) -> str | None:
    """The table that an item's row stands in."""
    block = places.blocks.get(item.span.block)
    return block.table if block is not None and item.source == "table" else None


def is_section(item: ScoreItem, places: Places) -> bool:
    """Whether an item is a section itself, not something named in it."""
    return item.section in places.sections and places.sections[item.section].title == item.title


def _chapter(item: ScoreItem, places: Places) -> str | None:
    return places.sections[item.section].parent if item.section in places.sections else None


def _listed_with_total(level: Level, record: Record) -> bool:
    """Whether one block names the total and the score of every item."""
    if record.score.span is None:
        return False
    block = record.score.span.block
    return all(any(p.role == "score" and p.span.block == block for p in item.points) for item in level.counted)


def _taken_off_together(level: Level, record: Record) -> bool:
    """Whether one block tells what each thing lost, what was lost in all and the total: "倒扣1分；…共倒扣7.5分，得92.5分"."""
    if record.score.span is None or not level.takes_off_only:
        return False
    block = record.score.span.block
    in_all = any(p.role == "deduction" and p.span.block == block for p in record.score.points)
    return in_all and all(any(p.span.block == block for p in item.points) for item in level.counted)


def unscored(level: Level, places: Places) -> list[str]:
    """Titles of sections between the items of a level that have no item."""
    sections = {item.section for item in level.items if is_section(item, places)}
    chapters = {places.sections[section].parent for section in sections if section in places.sections}
    if len(chapters) != 1:
        return []
    beside = places.below[chapters.pop()]
    scored = [at for at, section in enumerate(beside) if section.id in sections]
    return [s.title for s in beside[scored[0] : scored[-1]] if s.id not in sections]


def _all_siblings(level: Level, places: Places, told: int) -> bool:
    """Whether the items are all the sections of one chapter, at least three, and nothing else of the `told` is scored."""
    sections = [item for item in level.items if is_section(item, places)]
    if len(sections) < 3 or level.missing or told > sum(map(_is_told, level.items)):
        return False
    chapters = {_chapter(item, places) for item in sections}
    own = {item.id for item in sections}
    if len(chapters) != 1 or any(item.id not in own and not item.bonus for item in level.items):
        return False
    return not unscored(level, places)


def _is_told(item: ScoreItem) -> bool:
    """Whether running text gives an item points that count to a total of its own."""
    return not item.bonus and item.source != "table"
