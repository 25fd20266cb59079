"""Facts and score items of tables to relations: sums of rows and columns, 其中 rows, shares, rates and changes.

What belongs together is read from heads and lines. A column or row of sums counts as one only where most of its sums, or
nearly, come out: two tables look alike of which one adds up and the other lists the same money twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from jixiao.patterns import Rules
from jixiao.record import Fact, Relation, ScoreItem
from jixiao.tables.columns import column_relations
from jixiao.tables.figures import Figures, adds_up, value
from jixiao.tables.lines import Line
from jixiao.tables.nesting import nesting
from jixiao.tables.tables import TableReading

_NEARLY = Decimal("0.1")


def table_relations(
    readings: Sequence[TableReading], facts: Sequence[Fact], items: Sequence[ScoreItem], rules: Rules
) -> tuple[Relation, ...]:
    """What belongs to what in all tables."""
    cells = {cell.block: reading.table for reading in readings for cell in reading.cells}
    by_table: dict[str, list[Fact]] = {}
    for fact in facts:
        if fact.span.block in cells:
            by_table.setdefault(cells[fact.span.block], []).append(fact)
    found: list[Relation] = []
    for reading in readings:
        figures = Figures(reading, by_table.get(reading.table, ()))
        found.extend(_row_relations(reading, figures, rules))
        found.extend(column_relations(reading, figures, rules))
    found.extend(_score_relations([item for item in items if item.source == "table"]))
    return tuple(found)


def _row_relations(reading: TableReading, figures: Figures, rules: Rules) -> Iterator[Relation]:
    """合计 and 小计 rows with what they sum up, 其中 rows and numbered rows with the row that they divide."""
    nested = nesting(reading, rules, figures.fits)
    unsure = {(reading.lines[i].band, reading.lines[i].strip) for i in nested.open_ended}
    for whole, parts in nested.parts().items():
        line = reading.lines[whole]
        sums = line.kind in ("total", "subtotal")
        columns = [
            (stated[whole], [stated[part] for part in parts if part in stated])
            for stated in figures.by_field.values()
            if whole in stated and stated[whole].kind in ("amount", "count")
        ]
        columns = [(fact, own) for fact, own in columns if own and all(part.kind == fact.kind for part in own)]
        proven = any(adds_up(fact, own) and value(fact) for fact, own in columns)
        for fact, own in columns:
            near = adds_up(fact, own) or _is_near(fact, own)
            if sums and not (proven or (near and (line.band, line.strip) not in unsure)):
                continue
            yield _breakdown(fact, own, _cue(reading, line, parts, rules), sums)


def _is_near(whole: Fact, parts: Sequence[Fact]) -> bool:
    total = sum((value(part) for part in parts), Decimal(0))
    return abs(value(whole) - total) <= abs(value(whole)) * _NEARLY


def _cue(reading: TableReading, line: Line, parts: Sequence[int], rules: Rules) -> str:
    """The words that say so: 合计, 小计, 其中; for numbered and coded rows the row that they stand under."""
    if line.kind in ("total", "subtotal"):
        return f"table {line.names[-1].squashed} row"
    heads = (reading.lines[part].names[-1].text for part in parts)
    found = next((found for head in heads if (found := rules.pattern("line_among").search(head))), None)
    return f"table {found[0].strip().strip(':')} row" if found else f"table rows under {line.names[-1].squashed}"


def _breakdown(whole: Fact, parts: Sequence[Fact], cue: str, exhaustive: bool) -> Relation:
    return Relation(
        id=f"breakdown:{whole.id}:row", kind="breakdown", whole=whole.id, parts=tuple(part.id for part in parts),
        exhaustive=exhaustive, evidence=cue, span=whole.span,
    )  # fmt: skip


def _score_relations(items: Sequence[ScoreItem]) -> Iterator[Relation]:
    """Items with those that are part of them."""
    parts: dict[str, list[str]] = {}
    for item in items:
        if item.parent is not None:
            parts.setdefault(item.parent, []).append(item.id)
    for item in items:
        if item.id in parts:
            yield Relation(
                id=f"score_sum:{item.id}", kind="score_sum", whole=item.id, parts=tuple(parts[item.id]),
                exhaustive=True, evidence=item.title, span=item.span,
            )  # fmt: skip
