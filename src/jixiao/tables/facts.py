"""Tables to facts: every figure of a cell with its label, unit, year and measure; what is no fact says why.

Numbers in cells of prose are left to the stage that reads sentences, points to the one that reads scores.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

import regex
from msgspec import Struct

from jixiao.document import Document, Span
from jixiao.indicators import indicator_key
from jixiao.mentions import PERCENTAGE_POINT, REFERENCES, Mention, by_block
from jixiao.numbers import money_in_wan
from jixiao.patterns import Rules
from jixiao.record import Fact, FactKind, Measure, Reference, ReferenceKind, Unread, UnreadReason
from jixiao.tables.cells import ReadCell
from jixiao.tables.headers import FIGURES, POINTS, bare_header
from jixiao.tables.labels import TableLabels, plain_name
from jixiao.tables.meanings import direction_of, measure_of, year_named, year_of
from jixiao.tables.numbers import QUANTITIES, CellNumber, cell_number, is_of_points
from jixiao.tables.supposed_units import SupposedUnits
from jixiao.tables.tables import TableReading
from jixiao.tables.units import TableUnits, Unit

_PER_MILLE = Decimal("0.1")
_PER = regex.compile(r"\s*/\s*(?P<per>\p{Han}{1,2})")
_FOUR_DIGITS = re.compile(r"\d{4}")


class TableFacts(Struct, frozen=True):
    """The facts of all tables and every other number of their cells, but those of prose and points.

    `handled` are the places of the mentions that went into one of them.
    """

    facts: tuple[Fact, ...]
    unread: tuple[Unread, ...]
    references: tuple[Reference, ...]
    handled: tuple[Span, ...]


def table_facts(
    document: Document, readings: Sequence[TableReading], mentions: Sequence[Mention], rules: Rules,
    report_year: int | None, is_budget: bool,
) -> TableFacts:  # fmt: skip
    """The facts of the cells of all tables, in order."""
    of_block = by_block(mentions)
    supposed = SupposedUnits(document, mentions, rules)
    facts: list[Fact] = []
    others: list[Unread | Reference] = []
    handled: list[Span] = []
    for reading in readings:
        units = TableUnits(document, reading, supposed.unit_of(reading, of_block), rules)
        reader = _FactReader(document, reading, units, rules, report_year, is_budget)
        for cell in reading.cells:
            here = [] if cell.role == "text" else of_block.get(cell.block, [])
            if cell.role not in FIGURES:
                here = [mention for mention in here if not _is_for_scores(cell, mention, document, rules)]
            handled.extend(mention.span for mention in here)
            fact = reader.fact(cell, here) if here and cell.role in FIGURES else None
            if fact is not None:
                facts.append(fact)
            others.extend(_others(cell, here, fact))
    return TableFacts(
        tuple(facts),
        tuple(each for each in others if isinstance(each, Unread)),
        tuple(each for each in others if isinstance(each, Reference)),
        tuple(handled),
    )


def _is_for_scores(cell: ReadCell, mention: Mention, document: Document, rules: Rules) -> bool:
    """Whether a number is for the stage that reads scores: in a column of points, or points in a head."""
    if cell.role in POINTS:
        return mention.kind in QUANTITIES
    if cell.role in ("rule", "target"):
        return False
    return is_of_points(mention, document.block(cell.block).text, rules)


def _others(cell: ReadCell, mentions: Sequence[Mention], fact: Fact | None) -> Iterator[Unread | Reference]:
    """The numbers of a cell that went into no fact: targets, rules, codes, years, digits of names."""
    reasons: Mapping[str, UnreadReason] = {"target": "target", "rule": "rule"}
    for mention in mentions:
        if fact is not None and (fact.span.covers(mention.span) or mention.span.covers(fact.span)):
            continue
        if mention.kind in REFERENCES:
            yield Reference(kind=REFERENCES[mention.kind], text=mention.text, span=mention.span)
        elif reason := reasons.get(cell.role):
            yield Unread(text=mention.text, span=mention.span, reason=reason)
        elif cell.role == "header" and mention.kind in ("amount", "ratio", "count"):
            yield Unread(text=mention.text, span=mention.span, reason="rule")
        elif cell.role in FIGURES or cell.role == "unit":
            yield Unread(text=mention.text, span=mention.span, reason="unknown")
        elif cell.role in ("date", "year") or (cell.role == "header" and _FOUR_DIGITS.fullmatch(mention.text)):
            yield Reference(kind="date", text=mention.text, span=mention.span)
        else:
            kind: ReferenceKind = "ordinal" if mention.span.start == 0 and mention.kind == "bare" else "name"
            kind = "name" if cell.role in ("code", "attribute") else kind
            yield Reference(kind=kind, text=mention.text, span=mention.span)


class _FactReader:
    """The figures of one table."""

    def __init__(
        self, document: Document, reading: TableReading, units: TableUnits, rules: Rules,
        report_year: int | None, is_budget: bool,
    ) -> None:  # fmt: skip
        self.document, self.reading, self.units, self.rules = document, reading, units, rules
        self.report_year, self.is_budget = report_year, is_budget
        self.labels = TableLabels(reading, rules)

    def fact(self, cell: ReadCell, mentions: Sequence[Mention]) -> Fact | None:
        """The fact of a cell; None where the number, or what it counts, cannot be told."""
        number = cell_number(self.document.block(cell.block), mentions)
        if number is None or self.rules.pattern("cell_bound").search(self.document.block(cell.block).normalised):
            return None
        stated = _stated(number, self.units.of(cell))
        if stated is None:
            return None
        label = self.labels.of(cell)
        columns, rows = tuple(reversed(cell.column_path)), tuple(reversed(cell.row_path))
        line = self.reading.lines[cell.line] if cell.line is not None else None
        subject = line.subject if line is not None else None
        kept_rows = () if subject is not None else rows if line is not None else rows[:1]
        per = self._per(cell, number, stated)
        return Fact(
            id=f"{number.span.block}@{number.span.start}", kind=stated.kind, label=label,
            indicator=indicator_key(label, stated.kind, per, self.rules),
            subject=plain_name(subject.squashed, self.rules) if subject is not None else self.reading.subject,
            value=stated.value, value_to=stated.value_to, unit=stated.unit, stated_unit=stated.printed,
            unit_span=stated.unit_span, per=per, resolution=stated.resolution,
            direction=direction_of(columns, rows, self.rules) if stated.value >= 0 else None,
            qualifier=number.mention.qualifier if number.mention else None,
            year=self._year(cell, columns, kept_rows),
            measure=self._measure(cell, stated, per, columns, kept_rows),
            section=mentions[0].section, text=self.document.quote(number.span), span=number.span, pattern="table_cell",
        )  # fmt: skip

    def _measure(
        self, cell: ReadCell, stated: _Stated, per: str | None, columns: Sequence[str], rows: Sequence[str]
    ) -> Measure | None:
        if stated.kind != "amount" or per is not None:
            return None
        if cell.role == "actual":
            return "final" if self.rules.pattern("money_spent").search("".join(rows[:1])) else None
        found = measure_of(columns, rows, self.reading.caption, self.is_budget, self.rules)
        if found == "adjusted" and cell.field is not None and self._is_adjustment(cell.field):
            return "change"
        if (
            found is None
            and cell.field is not None
            and self.rules.pattern("line_total").search(columns[0] if columns else "")
        ):
            return self._measure_beside(cell.field)
        if found is None and cell.line is not None and self.reading.lines[cell.line].kind == "total":
            return self._measure_above(cell.line, columns)
        return found

    def _year(self, cell: ReadCell, columns: Sequence[str], rows: Sequence[str]) -> int | None:
        """The year that a column, else the row's cell of years, else the row or the caption names; of all years none."""
        beside = self.reading.by_line.get(cell.line, ()) if cell.line is not None else ()
        if cell.line is not None and self.reading.lines[cell.line].kind == "total" and self._has_several_years():
            return None
        years = (self.document.block(each.block).normalised for each in beside if each.role == "year")
        return year_of((*columns, *years, *rows, self.reading.caption or ""), self.report_year, self.rules)

    def _has_several_years(self) -> bool:
        texts = {self.document.block(each.block).normalised for each in self.reading.cells if each.role == "year"}
        return len({year_named(text, None, self.rules) for text in texts} - {None}) > 1

    def _per(self, cell: ReadCell, number: CellNumber, stated: _Stated) -> str | None:
        """What a standard is for one of: 480元/人, or 标准（元/人） over the column."""
        if stated.kind != "amount":
            return None
        after = self.document.block(cell.block).normalised[number.span.end :]
        where = stated.unit_span
        beside = self.document.block(where.block).normalised[where.end :] if where is not None else ""
        found = _PER.match(after) or _PER.match(beside)
        return found["per"] if found else None

    def _measure_above(self, total: int, columns: Sequence[str]) -> Measure | None:
        """The measure of a row 合计: that of the rows it sums up, where their names give all the same."""
        own = self.reading.lines[total]
        found = {
            measure_of(columns, [name.squashed for name in reversed(line.names)], None, self.is_budget, self.rules)
            for line in self.reading.lines
            if line.names and line.kind == "item" and (line.band, line.strip) == (own.band, own.strip)
        }
        return found.pop() if len(found) == 1 else None

    def _is_adjustment(self, field: int) -> bool:
        """Whether a column 调整数 stands beside one of the budget after it: then it is what was moved."""
        fields, words = self.reading.fields, self.rules.words["column_adjustment"]
        if bare_header(fields[field].inner) not in words:
            return False
        beside = (o.inner for o in fields if o.strip == fields[field].strip and bare_header(o.inner) not in words)
        return any(measure_of((inner,), (), None, self.is_budget, self.rules) == "adjusted" for inner in beside)

    def _measure_beside(self, field: int) -> Measure | None:
        """The measure of a column 合计: that of the columns beside it, where all have the same."""
        own = self.reading.fields[field]
        found = {
            measure_of(tuple(reversed(other.words)), (), None, self.is_budget, self.rules)
            for other in self.reading.fields
            if other.role == "figure"
            and other.strip == own.strip
            and other is not own
            and other.words[:-1] == own.words[:-1]
        }
        return found.pop() if len(found) == 1 else None


class _Stated(Struct, frozen=True):
    """A number in the unit of the contract."""

    kind: FactKind
    value: Decimal
    value_to: Decimal | None
    resolution: Decimal
    unit: str | None
    printed: str | None
    unit_span: Span | None


def _stated(number: CellNumber, unit: Unit | None) -> _Stated | None:
    mention = number.mention
    if mention is not None and mention.kind in ("amount", "ratio", "count"):
        return _Stated(
            mention.kind, number.value, mention.value_to, number.numeral.resolution,
            mention.unit, mention.stated_unit, mention.unit_span,
        )  # fmt: skip
    if number.counter is not None:
        unit = Unit("count", number.counter)
    if unit is None or unit.printed is None or mention is not None:
        return None
    factor = money_in_wan(unit.printed) if unit.kind == "amount" else _PER_MILLE if unit.printed == "‰" else Decimal(1)
    multiple = Decimal(10_000) if unit.kind == "count" and unit.printed.startswith("万") else Decimal(1)
    numeral = number.numeral.times(factor * multiple)
    named = {"amount": "万元", "ratio": "%"}.get(unit.kind, unit.printed.removeprefix("万"))
    named = unit.printed if unit.printed == PERCENTAGE_POINT else named
    return _Stated(unit.kind, numeral.value, None, numeral.resolution, named, unit.printed, unit.span)
