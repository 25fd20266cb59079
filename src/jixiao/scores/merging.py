"""What prose and what tables score, as one: prose states the total first, a row is an item of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from jixiao.patterns import Rules
from jixiao.record import OverallScore, Points, ScoreItem
from jixiao.scores.subjects import plain_name


def merge_overall(overall: OverallScore, told: Sequence[Points], in_cells: OverallScore | None = None) -> OverallScore:
    """The overall score with what a table's row 总分 tells of it: prose stands first, the table fills what it lacks.

    What a sentence in a cell states is heard last, and its points only where nothing else states the total.
    """
    if in_cells is not None and overall.stated is None and not any(points.role == "score" for points in told):
        overall = in_cells.model_copy(update={"grade": overall.grade or in_cells.grade})
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


class Group(Protocol):
    """The name over some rows of a scoring table, with the marks behind it and the ids of the items below."""

    @property
    def name(self) -> str:
        """投入."""

    @property
    def full_marks(self) -> Points | None:
        """15 of 投入（15分）."""

    @property
    def items(self) -> tuple[str, ...]:
        """The ids of the rows below."""


def merge_items(
    prose: Iterable[ScoreItem], table: Iterable[ScoreItem], rules: Rules, groups: Sequence[Group] = ()
) -> tuple[ScoreItem, ...]:
    """The items of prose and of tables as one list.

    A row is an item of its own, beside the heading that scores the same thing. A sentence that only repeats a row, by the
    same name and without contradicting it, adds its places to the row; so does a bonus told twice. What prose scores of the
    groups of a table ("其中投入14.5分") has the marks of the group.
    """
    rows = list(table)
    prose = [_with_marks(item, groups, rules) for item in prose]
    moved: dict[str, str] = {}
    left: list[ScoreItem] = []
    for item in prose:
        at = next((i for i, row in enumerate(rows) if _repeats(item, row, rules)), None)
        if at is None:
            left.append(item)
            continue
        moved[item.id] = rows[at].id
        rows[at] = _joined(rows[at], item)
    over = _over_rows(left, groups, rules)
    rows = [row.model_copy(update={"parent": row.parent or over.get(row.id)}) for row in rows]
    return tuple(
        item.model_copy(update={"parent": moved.get(item.parent or "", item.parent)}) for item in (*left, *rows)
    )


def _over_rows(prose: Sequence[ScoreItem], groups: Sequence[Group], rules: Rules) -> dict[str, str]:
    """The rows of a table by the item of prose that scores their group, where prose scores all of its groups."""
    found: dict[str, str] = {}
    for group in groups:
        same = [item for item in prose if item.source == "prose" and item.score is not None]
        same = [item for item in same if plain_name(item.title, rules) == plain_name(group.name, rules)]
        if len(same) != 1:
            return {}
        found.update(dict.fromkeys(group.items, same[0].id))
    return found


def _with_marks(item: ScoreItem, groups: Sequence[Group], rules: Rules) -> ScoreItem:
    named = [group for group in groups if plain_name(group.name, rules) == plain_name(item.title, rules)]
    marks = named[0].full_marks if len(named) == 1 else None
    if item.source != "prose" or item.full_marks is not None or item.score is None or marks is None:
        return item
    return item.model_copy(update={"full_marks": marks.value, "points": (*item.points, marks)})


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
