"""A record's tables to the sums that their neighbours bear out: of the same rows in another column, or the same columns.

Where 合计 of 2021年 is the rows above it, 合计 of 2022年 is meant to be, however far off: a total that is not is wrong and
not misread.
"""

from __future__ import annotations

from collections import defaultdict

from jixiao.checks.lookup import Lookup
from jixiao.record import Record, Relation

_PARTS_THAT_TELL = 2
_DIGITS_THAT_TELL = 3

_Line = tuple[str, str, int]
"""A table, "row" or "column", and its number."""


def borne_out(record: Record, lookup: Lookup) -> frozenset[str]:
    """The ids of the sums of tables that have a neighbour of the same lines, which holds to the last digit."""
    places = {each.id: found for each in record.relations if (found := _place(each, lookup)) is not None}
    holding: dict[_Line, list[tuple[str, frozenset[int]]]] = defaultdict(list)
    for each in record.relations:
        if each.id in places and _holds(each, lookup):
            whole, parts = places[each.id]
            holding[whole].append((each.id, parts))
    relations = {each.id: each for each in record.relations}
    return frozenset(
        id
        for id, (whole, parts) in places.items()
        if any(other != id and (parts <= others or others <= parts) for other, others in holding[whole])
        and not _may_be_mean(relations[id], lookup)
    )


def _place(relation: Relation, lookup: Lookup) -> tuple[_Line, frozenset[int]] | None:
    """The line that a total stands in and the lines of its parts, where all stand in one column or in one row."""
    if relation.kind != "breakdown" or not relation.exhaustive or relation.whole is None:
        return None
    if any(fact not in lookup.figures for fact in (relation.whole, *relation.parts)):
        return None
    cells = [
        lookup.places.blocks.get(lookup.figures.fact(fact).span.block) for fact in (relation.whole, *relation.parts)
    ]
    known = [(cell.table, cell.row, cell.column) for cell in cells if cell is not None]
    table, row, column = known[0] if len(known) == len(cells) else (None, None, None)
    if table is None or row is None or column is None or any(place[0] != table for place in known):
        return None
    if all(place[2] == column for place in known):
        return (table, "row", row), frozenset(place[1] or 0 for place in known[1:])
    if all(place[1] == row for place in known):
        return (table, "column", column), frozenset(place[2] or 0 for place in known[1:])
    return None


def _may_be_mean(relation: Relation, lookup: Lookup) -> bool:
    """Whether the total lies between its parts: 合计 of 人均公用经费 is their mean, whatever 人数 beside it adds up to."""
    parts = [abs(lookup.figures.value(part)) for part in relation.parts]
    return min(parts) < abs(lookup.figures.value(relation.whole or "")) < max(parts)


def _holds(relation: Relation, lookup: Lookup) -> bool:
    """Whether a sum is met exactly, and not by chance: of several parts that are not 0, in more than a digit or two."""
    total = lookup.figures.value(relation.whole or "")
    parts = [lookup.figures.value(part) for part in relation.parts]
    digits = str(total).replace(".", "").strip("0-")
    return total == sum(parts) and sum(map(bool, parts)) >= _PARTS_THAT_TELL and len(digits) >= _DIGITS_THAT_TELL
