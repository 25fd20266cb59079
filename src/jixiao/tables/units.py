"""A figure's cell to the unit it is in, where the number has none: from its row, its column, its table, or the report."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from jixiao.document import Document, Span
from jixiao.mentions import PERCENTAGE_POINT
from jixiao.normalise import squash
from jixiao.patterns import Rules
from jixiao.tables.captions import is_money
from jixiao.tables.cells import ReadCell
from jixiao.tables.headers import bare_header
from jixiao.tables.tables import TableReading

QuantityKind = Literal["amount", "ratio", "count"]

_YEARS = re.compile(r"(?:19|20)\d\d年?度?")
_ZERO = re.compile(r"0(?:\.0+)?")
_HEADS = 4096
"""Words whose unit is remembered: each is asked for by every figure that it heads."""


class Unit(Struct, frozen=True):
    """What a number without a unit is: its kind, the unit as printed (None: nobody says which) and where it stands."""

    kind: QuantityKind
    printed: str | None
    span: Span | None = None


class TableUnits:
    """The units of one table; `supposed` is what money is in where the table does not say."""

    def __init__(self, document: Document, reading: TableReading, supposed: Unit | None, rules: Rules) -> None:
        self.document, self.reading, self.rules = document, reading, rules
        declared = _unit(reading.unit, reading.unit_span) if reading.unit else None
        self.counted = declared if declared is not None and declared.kind == "count" else None
        self.declared = declared if self.counted is None else None
        self.money = self.declared or supposed
        self._bracketed: dict[str, Unit | None] = {}

    def of(self, cell: ReadCell) -> Unit | None:
        """The unit of a number in a cell, the nearest word for it first; None where nothing tells."""
        row, column = self._first_bracketed(cell.row_blocks[-1:]), self._first_bracketed(cell.column_blocks[-1:])
        column = column or self._worded(cell.column_path[-1:])
        is_rate = column is not None and column.kind == "ratio"
        if row is not None and (row.kind == "ratio" or (row.kind == "count" and not is_rate)):
            return row
        return (
            column
            or row
            or self._worded(cell.row_path[-1:])
            or self._beside(cell, "unit")
            or (self._beside(cell, "target") if cell.role == "actual" else None)
            or self._first_bracketed(reversed(cell.column_blocks[:-1]))
            or self._first_bracketed(reversed(cell.row_blocks[:-1]))
            or self._worded(cell.column_path[:-1])
            or (self.money if self._speaks_of_money(cell) else None)
            or self._of_zero(cell)
            or (self.counted if cell.role == "figure" else None)
        )

    def _of_zero(self, cell: ReadCell) -> Unit | None:
        """A bare 0 is in the unit that all other figures of its column print: 0 under 310.20万元."""
        if cell.field is None or not _ZERO.fullmatch(self.document.block(cell.block).normalised.strip()):
            return None
        pattern = self.rules.pattern("unit_of_target")
        column = (other for other in self.reading.cells if other.field == cell.field and other.role == cell.role)
        texts = (self.document.block(other.block).normalised.strip() for other in column)
        found = [pattern.search(text) for text in texts if not _ZERO.fullmatch(text)]
        units = {match["unit"] if match else "" for match in found}
        return _unit(units.pop(), None) if len(units) == 1 and "" not in units else None

    def _first_bracketed(self, blocks: Iterable[str]) -> Unit | None:
        return next((unit for block in blocks if (unit := self._in_brackets(block))), None)

    def _in_brackets(self, block: str) -> Unit | None:
        """预算安排（万元）, 控制率（%）, 金额/元."""
        if block not in self._bracketed:
            text = self.document.block(block).normalised
            patterns = (self.rules.pattern("unit_bracket"), self.rules.pattern("unit_after_mark"))
            found = next((found for pattern in patterns if (found := pattern.search(text))), None)
            self._bracketed[block] = _unit(found["unit"], Span(block, *found.span("unit"))) if found else None
        return self._bracketed[block]

    def _worded(self, words: Sequence[str]) -> Unit | None:
        """执行率 is in percent, 受益户数 in 户; of several words the innermost that says so."""
        return next(filter(None, map(self.rules.once(_units_of_words), reversed(words))), None)

    def _beside(self, cell: ReadCell, role: str) -> Unit | None:
        """The unit in the row's column of units, or of the target that the row aims at."""
        if cell.line is None:
            return None
        for other in self.reading.by_line[cell.line]:
            if other.role != role:
                continue
            text = self.document.block(other.block).normalised.strip()
            if role == "unit" and (found := self.rules.pattern("unit_alone").search(text)):
                return _unit(found["unit"], Span(other.block, *found.span("unit")))
            if role == "target" and (found := self.rules.pattern("unit_of_target").search(text)):
                return _unit(found["unit"], Span(other.block, *found.span("unit")))
        return None

    def _speaks_of_money(self, cell: ReadCell) -> bool:
        """Whether the words around a number are of money; under a declared unit whatever counts nothing else is."""
        words = [bare_header(word) for word in (*cell.column_path, *cell.row_path)]
        counted = self.rules.any_of("counted_somehow")
        if any(counted.search(word) for word in cell.column_path[-1:]) or any(
            counted.fullmatch(word) for word in words[-1:]
        ):
            return False
        money = self.rules.any_of("money_words")
        if cell.role == "actual":
            return any(money.search(word) for word in cell.row_path[-1:])
        if self.declared is not None:
            return True
        return any(money.search(word) for word in (*words, self.reading.caption or ""))


def _units_of_words(rules: Rules) -> Callable[[str], Unit | None]:
    return lru_cache(_HEADS)(lambda word: _unit_of_word(word, rules))


def _unit_of_word(word: str, rules: Rules) -> Unit | None:
    header = _YEARS.sub("", bare_header(word))
    if rules.pattern("header_rate").search(header):
        return Unit("ratio", "%")
    if found := rules.pattern("header_counted").search(header):
        return Unit("count", found["unit"])
    counted = rules.maps["counted_things"]
    return next((Unit("count", counted[thing]) for thing in counted if header.endswith(thing)), None)


def _unit(printed: str, span: Span | None) -> Unit:
    """The kind that a printed unit makes of a number."""
    squashed = squash(printed)
    if is_money(squashed):
        return Unit("amount", squashed, span)
    if squashed == PERCENTAGE_POINT:
        return Unit("ratio", PERCENTAGE_POINT, span)
    if squashed in ("%", "‰") or squashed.startswith("百分"):
        return Unit("ratio", "‰" if squashed == "‰" else "%", span)
    return Unit("count", squashed, span)
