"""A report and a table that states no unit to the unit its money is in: as its other columns, or as the text has it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal

from jixiao.document import Document, Span
from jixiao.mentions import Mention
from jixiao.numbers import money_in_wan, plain_unit
from jixiao.patterns import Rules
from jixiao.tables.captions import is_money
from jixiao.tables.numbers import cell_number
from jixiao.tables.tables import TableReading
from jixiao.tables.units import Unit

_ENOUGH = 2


class SupposedUnits:
    """What money is in where a table does not say: the unit in which the running text states the same figures."""

    def __init__(self, document: Document, mentions: Sequence[Mention], rules: Rules) -> None:
        self.document, self.rules = document, rules
        cells = {cell.block for table in document.tables for cell in table.cells}
        amounts = [m for m in mentions if m.kind == "amount" and m.value is not None and m.span.block not in cells]
        self.values = {mention.value for mention in amounts if mention.value}
        self.printed = Counter(mention.stated_unit for mention in amounts if mention.stated_unit)
        self.largest = max((abs(value) for value in self.values if value is not None), default=Decimal(0))

    def unit_of(self, reading: TableReading, mentions: Mapping[str, Sequence[Mention]]) -> Unit | None:
        """The unit of the table's other columns; else 万元 where two figures, so read, stand in the text as well."""
        if reading.unit is not None and is_money(reading.unit):
            return None
        if (stated := self._in_a_header(reading)) is not None or not self.values:
            return stated
        numbers = [
            number.value
            for cell in reading.cells
            if cell.role == "figure"
            and (number := cell_number(self.document.block(cell.block), mentions.get(cell.block, ())))
            if number.mention is None and number.value
        ]
        shared = {unit: len({n * money_in_wan(unit) for n in numbers} & self.values) for unit in ("万元", "元", "亿元")}
        best = max(shared, key=lambda unit: shared[unit])
        if shared[best] >= min(_ENOUGH, len(numbers)) and shared[best]:
            return Unit("amount", best)
        usual, times = self.printed.most_common(1)[0]
        if usual == "万元" and times * 10 >= self.printed.total() * 9 and all(abs(n) <= self.largest for n in numbers):
            return Unit("amount", "万元")
        return None

    def _in_a_header(self, reading: TableReading) -> Unit | None:
        """The one unit of money in brackets behind the headers and labels of the table."""
        blocks = dict.fromkeys(block for cell in reading.cells for block in (*cell.column_blocks, *cell.row_blocks))
        pattern = self.rules.pattern("unit_bracket")
        found: dict[str, Span] = {}
        for block in blocks:
            for match in pattern.finditer(self.document.block(block).normalised):
                if is_money(match["unit"]):
                    found.setdefault(plain_unit(match["unit"]), Span(block, *match.span("unit")))
        if len(found) != 1:
            return None
        ((unit, span),) = found.items()
        return Unit("amount", unit, span)
