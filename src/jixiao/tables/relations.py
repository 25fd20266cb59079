"""Facts and score items of tables to relations: sums of rows and columns, 其中 rows, shares, rates and changes.

What belongs together is read from heads and lines. A column or row of sums counts as one only where most of its sums, or
nearly, come out: two tables look alike of which one adds up and the other lists the same money twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jixiao.patterns import Rules
from jixiao.record import Fact, Relation, ScoreItem
from jixiao.tables.columns import column_relations
from jixiao.tables.figures import Figures, adds_up, is_among, is_near, value
from jixiao.tables.nesting import Nesting, nesting
from jixiao.tables.tables import TableReading


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
    nested = nesting(reading, rules, figures)
    rows = [_Row(reading, figures, whole, parts, nested) for whole, parts in nested.parts()]
    unsure = {(reading.lines[i].band, reading.lines[i].strip) for i in nested.open_ended}
    divides = _divides(rows, nested)
    for row in rows:
        line = row.line
        others = [other for other in rows if other is not row and other.is_sum]
        is_borne_out = not others or any(other.proven for other in others)
        is_sure = (line.band, line.strip) not in unsure and is_borne_out
        exhaustive = row.is_sum or row.whole in nested.net or (row.whole in nested.listed and divides)
        for fact, own in row.columns:
            agrees = adds_up(fact, own)
            if row.is_sum and not (row.proven or ((agrees or is_near(fact, own)) and is_sure)):
                continue
            if agrees or not exhaustive or row.is_legible(fact, own):
                yield _breakdown(fact, own, row, _cue(reading, row, rules), exhaustive)


def _divides(rows: Sequence[_Row], nested: Nesting) -> bool:
    """Whether what stands under codes and numbers is all of the rows above: so it is with most of them."""
    listed = [row.proven for row in rows if row.whole in nested.listed and row.columns]
    return any(listed) and sum(listed) * 2 >= len(listed)


class _Row:
    """A line with its parts, in every column where it has both."""

    def __init__(
        self, reading: TableReading, figures: Figures, whole: int, parts: Sequence[int], nested: Nesting
    ) -> None:
        self.reading, self.whole, self.parts = reading, whole, parts
        self.line = reading.lines[whole]
        self.is_among = bool(nested.among.intersection(parts))
        self.is_sum = self.line.kind in ("total", "subtotal") and not self.is_among
        takes_off = any(reading.lines[part].taken_off for part in parts) and self.is_sum
        self.columns = () if takes_off else tuple(figures.sums(whole, parts))
        told = [
            (fact, own) for fact, own in self.columns if value(fact) and (adds_up(fact, own) or not is_among(fact, own))
        ]
        held = sum(adds_up(fact, own) for fact, own in told)
        near = sum(is_near(fact, own) for fact, own in told if not adds_up(fact, own))
        self.proven = held > 0 and (held + near) * 2 >= len(told)
        self._fields = {cell.block: cell.field for cell in reading.by_line.get(whole, ())}

    def is_legible(self, fact: Fact, own: Sequence[Fact]) -> bool:
        """Whether no part has words, or a number that was not understood, in the column of its sum."""
        field = self._fields.get(fact.span.block)
        read = {part.span.block for part in own}
        cells = [self.reading.by_place.get((part, field)) for part in self.parts if field is not None]
        return all(cell is None or cell.block in read or cell.role == "blank" for cell in cells)


def _cue(reading: TableReading, row: _Row, rules: Rules) -> str:
    """The words that say so: 合计, 小计, 其中; for numbered and coded rows the row that they stand under."""
    if row.is_sum:
        return f"table {row.line.names[-1].squashed} row"
    heads = (name.text for part in row.parts for name in reading.lines[part].names)
    found = next((found for head in heads if (found := rules.pattern("line_among").search(head))), None)
    return f"table {found[0].strip().strip(':')} row" if found else f"table rows under {row.line.names[-1].squashed}"


def _breakdown(whole: Fact, parts: Sequence[Fact], row: _Row, cue: str, exhaustive: bool) -> Relation:
    return Relation(
        id=f"breakdown:{whole.id}:{'among' if row.is_among else 'row'}", kind="breakdown", whole=whole.id, parts=tuple(part.id for part in parts),
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
