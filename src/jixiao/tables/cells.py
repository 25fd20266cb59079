"""A band's cells to their roles and to the words that head them, by row and by column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

import regex
from msgspec import Struct

from jixiao.patterns import Rules
from jixiao.tables.bands import Band, is_form_row, spanning_text
from jixiao.tables.fields import Field
from jixiao.tables.grid import Grid, GridCell
from jixiao.tables.headers import FIGURES, NAMES, NUMERIC, POINTS, Role, bare_header, header_role, is_figure_word
from jixiao.tables.lines import Line

CellRole = Role | Literal["title", "header", "text", "blank"]

_ASKING: frozenset[Role | None] = frozenset({"attribute", "name", "date", "year", "code"})
"""What a label of a form asks for when words, not a figure, stand beside it: 主管部门, 项目名称."""

_WORDED: frozenset[Role | None] = frozenset({"target", "rule", "reason", "date"})
"""Columns whose cells are words by themselves: a figure behind a colon is no figure of the table there."""

_PROSE = regex.compile(r"[。；;，！？]|\d\D+\d.*\p{Han}{6}|\p{Han}{25}")
_LABELLED = regex.compile(
    r"(?P<label>[^\d:]*\p{Han}[^\d:]*(?::[^\d:]*\p{Han}[^\d:]*)?)[:]\s*-?\d[\d,，.]*\s*(?:[%‰]|\p{Han}{1,3})?"
)
_QUANTITY = regex.compile(r"\D{0,8}\d[\d,，. ]*\D{0,8}|\p{Han}{1,8}元?")


class ReadCell(Struct, frozen=True):
    """One cell understood. "text" is prose, for the stages that read sentences; "title", "header" and names head others.

    `line` and `field` are places in the reading's lines and fields; a value of a form has neither field nor, often, line.
    """

    block: str
    role: CellRole
    row_path: tuple[str, ...] = ()
    column_path: tuple[str, ...] = ()
    row_blocks: tuple[str, ...] = ()
    column_blocks: tuple[str, ...] = ()
    line: int | None = None
    field: int | None = None


class BandReader:
    """The cells of one band: those of its head, of its lines, and labels beside values where it is a form."""

    def __init__(
        self, grid: Grid, band: Band, own_fields: Sequence[Field], own_lines: Sequence[Line],
        first_field: int, first_line: int, rules: Rules,
    ) -> None:  # fmt: skip
        self.grid, self.band, self.rules = grid, band, rules
        self.fields = own_fields
        self.first_field = first_field
        self.lines = {(line.row, line.strip): (first_line + i, line) for i, line in enumerate(own_lines)}

    def cells(self) -> Iterator[ReadCell]:
        """The cells of the head, then those of the rows; a merged cell comes once for every field that it covers."""
        for row in (*self.band.head, *self.band.repeated):
            for cell in self.grid.row(row):
                if not self._reaches_into_data(cell):
                    yield ReadCell(cell.block, "header")
        for row in self.band.rows:
            if self._is_form(row):
                yield from self._form_row(row)
            elif not any((row, strip) in self.lines for strip in self._strips()):
                yield from self._spanning_row(row)
            else:
                yield from self._line(row)

    def _strips(self) -> set[int]:
        return {field.strip for field in self.fields}

    def _reaches_into_data(self, cell: GridCell) -> bool:
        return (
            bool(self.band.head) and cell.row + cell.rowspan - 1 > self.band.head[-1] and cell.row <= self.band.head[-1]
        )

    def _is_form(self, row: int) -> bool:
        """Whether the labels of a row stand beside its values, though a head may stand above."""
        if not self.fields:
            return True
        values = [cell for cell in self.grid.row(row) if cell.form == "value" and cell.row == row]
        under = {
            field.column for field in self.fields if field.role in NUMERIC or field.role in ("serial", "code", "year")
        }
        stray = [cell for cell in values if cell.column not in under]
        of_money = {field.column for field in self.fields if field.role in ("figure", "rate")}
        labels = [cell for cell in self.grid.row(row) if cell.form == "text" and cell.column in of_money]
        is_form = bool(values) and (len(stray) == len(values) or bool(labels and len(values) > 1))
        return is_form and is_form_row(self.grid, row, self.rules)

    def _spanning_row(self, row: int) -> Iterator[ReadCell]:
        for cell in self.grid.row(row):
            role: CellRole = "text" if _PROSE.search(cell.text) else "title"
            yield ReadCell(cell.block, "blank" if cell.form == "blank" else role)

    def _line(self, row: int) -> Iterator[ReadCell]:
        for place, field in enumerate(self.fields):
            cell = self.grid.at(row, field.column)
            if cell is None or (cell.row < row and not self._reaches_into_data(cell)):
                continue
            if cell.form == "text" and field.role not in _WORDED and (found := _LABELLED.fullmatch(cell.text)):
                outer = tuple(head for head in (self.grid.at(self.band.head[0], 0),) if head is not None)
                yield _labelled(cell, found["label"], outer)
                continue
            index, line = self.lines[row, field.strip]
            names = line.names_of(field.of_names)
            yield ReadCell(
                cell.block, self._role(cell, field, line),
                tuple(name.squashed for name in names), field.words,
                tuple(name.block for name in names), tuple(head.block for head in field.head),
                index, self.first_field + place,
            )  # fmt: skip

    def _role(self, cell: GridCell, field: Field, line: Line) -> CellRole:
        if cell.form == "blank":
            return "blank"
        if cell in line.names or (cell.form == "text" and spanning_text(self.grid, cell.row) is cell):
            return "name"
        if line.kind == "numbering":
            return "serial"
        if field.role in NAMES and cell.form == "value":
            return "name"
        if field.role == "actual" and cell.form == "text" and not line.names:
            return "text"
        if cell.form == "text" and self._covers_figures(cell):
            return "text"
        return _role_of(cell, field.role)

    def _covers_figures(self, cell: GridCell) -> bool:
        """Whether a cell is merged over columns of different heads, one of figures: a sentence, of none of them."""
        over = [field for field in self.fields if cell.column <= field.column < cell.column + cell.colspan]
        return len({field.head for field in over}) > 1 and any(field.role in ("figure", "rate") for field in over)

    def _form_row(self, row: int) -> Iterator[ReadCell]:
        """A row of labels and values: the label of a value is the nearest at its left."""
        labels: list[GridCell] = []
        things: list[GridCell] = []
        for cell in self.grid.row(row):
            if cell.form == "text" and not _PROSE.search(cell.text):
                asked = bool(labels) and header_role(labels[-1].squashed, self.rules) in _ASKING
                if labels and not asked and not is_figure_word(labels[-1].squashed, self.rules):
                    things.append(labels[-1])
                labels = [] if asked else [*labels, cell]
            if cell.row == row:
                yield self._form_cell(cell, labels, things)
            if cell.form == "value":
                labels, things = [], things if labels and is_figure_word(labels[-1].squashed, self.rules) else []

    def _form_cell(self, cell: GridCell, labels: Sequence[GridCell], things: Sequence[GridCell]) -> ReadCell:
        if cell.form in ("blank", "none"):
            return ReadCell(cell.block, "blank")
        label = labels[-1] if labels else None
        if cell.form == "text":
            return ReadCell(cell.block, "text" if _PROSE.search(cell.text) or label is not cell else "name")
        if label is None:
            return ReadCell(cell.block, "attribute")
        is_total = self.rules.any_of("form_total").fullmatch(bare_header(label.squashed))
        named = "score" if is_total else header_role(label.squashed, self.rules)
        if self.rules.any_of("form_label").search(label.squashed):
            return ReadCell(cell.block, "attribute", (label.squashed,), (), (label.block,))
        if named is not None and named in NUMERIC:
            names = tuple(things)
            return ReadCell(
                cell.block, named, tuple(name.squashed for name in names), (label.squashed,),
                tuple(name.block for name in names), (label.block,),
            )  # fmt: skip
        return ReadCell(cell.block, "figure", (label.squashed,), (), (label.block,))


def _labelled(cell: GridCell, label: str, outer: Sequence[GridCell]) -> ReadCell:
    """A figure that stands behind its label in one cell: 其中：一般公共预算：1080.00."""
    paths = (*(head.squashed for head in outer), label)
    return ReadCell(cell.block, "figure", paths, (), (*(head.block for head in outer), cell.block), ())


def _role_of(cell: GridCell, role: Role | None) -> CellRole:
    """The role of a cell under a head: a figure that is a sentence is prose, and so are reasons and remarks."""
    if cell.form == "none":
        return "blank"
    if role is None or role == "reason":
        return "text"
    if role in FIGURES or role in POINTS:
        return role if cell.form == "value" or _is_quantity(cell) else "text"
    if role == "attribute" and _PROSE.search(cell.text):
        return "text"
    return role


def _is_quantity(cell: GridCell) -> bool:
    """Whether words hold one quantity and little more: 完成58座, 叁拾万元, 约3.2万人."""
    return bool(_QUANTITY.fullmatch(cell.text)) and not _PROSE.search(cell.text)
