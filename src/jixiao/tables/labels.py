"""A cell's headers to its label: the thing first, then the figure ("校舍维修项目" + "年初预算数"), in whatever way it is printed.

A label carries no year, unit, ordinal or 其中. An outer header is left out where the inner one says enough; a group is
named only in its own subtotal, or where two groups have parts of one name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache
from typing import NamedTuple

from jixiao.normalise import squash
from jixiao.outline.ordinals import leading_mark
from jixiao.patterns import Rules
from jixiao.tables.cells import ReadCell
from jixiao.tables.fields import Field
from jixiao.tables.headers import FIGURES, NAMES, NUMERIC, header_role
from jixiao.tables.lines import Line
from jixiao.tables.tables import TableReading

_YEAR = re.compile(r"(?<![\d.])(?:19|20)\d\d(?:年度?|(?=\D|$))")
_EDGES = " :：、,，;；*※-—_"
_NAMES = 4096
"""Heads of rows that are remembered: each is asked for by every figure of its row."""


def plain_name(text: str, rules: Rules) -> str:
    """The head of a row as a label: without its ordinal, 其中, full marks and unit.

    >>> from jixiao.patterns import load_rules
    >>> [plain_name(text, load_rules()) for text in ("1、公务用车购置", "其中:当年财政拨款", "产出指标(50分)", "指标1:维修座数")]
    ['公务用车购置', '当年财政拨款', '产出指标', '维修座数']
    """
    return rules.once(_names)(text)


def _names(rules: Rules) -> Callable[[str], str]:
    return lru_cache(_NAMES)(lambda text: _plain_name(text, rules))


def _plain_name(text: str, rules: Rules) -> str:
    squashed = squash(text)
    mark = leading_mark(squashed, rules)
    if mark is not None and mark.kind not in rules.words["marks_in_sequence"] and mark.after < len(squashed):
        squashed = squashed[mark.after :]
    for name in ("line_among", "line_sign", "item_label", "line_letter"):
        squashed = rules.pattern(name).sub("", squashed)
    for name in ("points_in_brackets", "target_in_name", "column_formula"):
        squashed = rules.pattern(name).sub("", squashed)
    for unit in rules.pattern("unit_bracket").finditer(squashed):
        if unit.end() == len(squashed):  # 乡镇（街道）服务站 has no unit
            squashed = squashed[: unit.start()]
    return squashed.strip(_EDGES) or squash(text)


def plain_header(text: str, rules: Rules) -> str:
    """The head of a column as a label: without year, unit, formula and ordinal; "" where nothing else is in it.

    >>> from jixiao.patterns import load_rules
    >>> [plain_header(text, load_rules()) for text in ("2018年决算数", "全年预算数(A)", "预算安排(万元)", "2023年")]
    ['决算数', '全年预算数', '预算安排', '']
    """
    own = rules.pattern("unit_after_mark").sub("", _YEAR.sub("", text))
    own = rules.pattern("header_relative_year").sub("", own)
    return plain_name(own, rules) if own.strip(_EDGES) else ""


def prose_cells(readings: Iterable[TableReading], rules: Rules) -> dict[str, RowTold]:
    """The blocks of cells that hold sentences, each with what its row is about."""
    return {
        cell.block: _row_told(cell, reading, rules)
        for reading in readings
        for cell in reading.cells
        if cell.role == "text"
    }


class RowTold(NamedTuple):
    """What the row of a sentence in a cell is about, "" if nothing, and whether the sentence tells its result or remarks on it."""

    name: str
    is_result: bool


def _row_told(cell: ReadCell, reading: TableReading, rules: Rules) -> RowTold:
    """预算调整率 for "52.33%，上级补助年中下达": the result in a column of results, a remark in a column of reasons."""
    told = cell.field is not None and reading.fields[cell.field].role == "actual"
    return RowTold(plain_name(cell.row_path[-1], rules) if cell.row_path else "", told)


class TableLabels:
    """The labels of one table."""

    def __init__(self, reading: TableReading, rules: Rules) -> None:
        self.reading, self.rules = reading, rules
        self._figures: dict[int, str] = {}

    def of(self, cell: ReadCell) -> str:
        """The label of a figure's cell."""
        thing = self._thing(cell)
        if cell.role == "actual" and thing:
            return thing
        figure = self._figure(cell, bool(thing))
        if thing and thing.endswith(figure):
            return thing
        sums = self.rules.pattern("line_total").search(thing) and figure.endswith(thing)
        return figure if sums or figure.startswith(thing) else thing + figure

    def _thing(self, cell: ReadCell) -> str:
        if cell.line is None:
            return self._bare(cell.row_path[-1]) if cell.row_path else ""
        line = self.reading.line_of(cell.line, cell.field)
        if not line.names:
            return ""
        name = self._bare(line.names[-1].squashed)
        if name in self.rules.words["generic_header"]:
            name = ""
        group = self._group(line)
        if line.kind == "total":
            return self._over_names(line) + name if self._is_bare_total(name) else name
        needs_group = line.kind == "subtotal" and self.rules.pattern("bare_subtotal").search(name)
        if group and (needs_group or (line.kind == "item" and cell.role != "actual" and self._is_ambiguous(line))):
            return name if name.startswith(group) else group + name
        return name

    def _is_bare_total(self, name: str) -> bool:
        found = self.rules.pattern("line_total").search(name)
        return found is not None and found["bare"] is not None

    def _over_names(self, line: Line) -> str:
        """收入 over the names of one of two tables that stand abreast, so that their totals are told apart."""
        if not line.strip and not any(field.strip for field in self.reading.fields):
            return ""
        over = [field.words[0] for field in self.reading.fields if field.strip == line.strip and len(field.words) > 1]
        return plain_header(over[0], self.rules) if over else ""

    def _bare(self, text: str) -> str:
        name = plain_name(text, self.rules)
        return "" if self.rules.pattern("bare_year").search(name) else name

    def _group(self, line: Line) -> str:
        if len(line.names) > 1:
            return plain_name(line.names[-2].squashed, self.rules)
        return plain_name(line.title.squashed, self.rules) if line.title is not None else ""

    def _is_ambiguous(self, line: Line) -> bool:
        """Whether another group has a part of this name; then every part of a project is named with its project."""
        if any(field.role == "year" for field in self.reading.fields):
            return False
        if line.subject is not None and line.subject is not line.names[-1]:
            return any(count > 1 for count in self._same_names.values())
        return self._same_names[line.band, line.strip, plain_name(line.names[-1].squashed, self.rules)] > 1

    @cached_property
    def _same_names(self) -> Counter[tuple[int, int, str]]:
        """How many groups have a part of one name."""
        named = {
            (line.band, line.strip, plain_name(line.names[-1].squashed, self.rules), self._group(line))
            for line in self.reading.lines
            if line.names and line.kind == "item"
        }
        return Counter(key[:3] for key in named)

    def _figure(self, cell: ReadCell, has_thing: bool) -> str:
        if cell.field is None:
            return plain_header(cell.column_path[-1], self.rules) if cell.column_path else ""
        if cell.field not in self._figures:
            self._figures[cell.field] = self._header(self.reading.fields[cell.field])
        figure = self._figures[cell.field]
        return "" if has_thing and figure in self.rules.words["generic_header"] else figure

    def _header(self, field: Field) -> str:
        """The words of a column: the inner one where it says which figure it is and no other column says the same."""
        shared = {cell for name in self.reading.fields if name.role in NAMES for cell in name.head}
        own = [cell.squashed for cell in field.head if cell not in shared]
        words = [word for text in own if (word := plain_header(text, self.rules))]
        if not words:
            return ""
        inner = words[-1]
        says_it = header_role(inner, self.rules) in NUMERIC and not self.rules.pattern("line_total").search(inner)
        rivals = [
            other
            for other in self.reading.fields
            if other is not field
            and other.role in FIGURES
            and other.strip == field.strip
            and self._inner(other) == inner
        ]
        if says_it and not any(_outer_words(other, self.rules) != _outer_words(field, self.rules) for other in rivals):
            return inner
        label = ""
        for word in words:
            label = word if word.startswith(label) else label if label == word else label + word
        return label

    def _inner(self, field: Field) -> str:
        return plain_header(field.inner, self.rules)


def _outer_words(field: Field, rules: Rules) -> tuple[str, ...]:
    """The words above the innermost, years left out."""
    return tuple(word for text in field.words[:-1] if (word := plain_header(text, rules)))
