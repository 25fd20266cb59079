"""Tables to readings: for every cell its role and the words that head it, row and column, outermost first.

Structure only: no number is read here. A reading takes in the tables that continue it, and sees things down and figures
across also where the report prints them the other way round.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import regex

from jixiao.document import Block, Document, Span, Table
from jixiao.outline import Outline
from jixiao.patterns import Rules
from jixiao.table_bands import Band, bands, is_form_row, is_turned, spanning_text, title_rows
from jixiao.table_captions import Caption, caption_of, continues, lines_above, unit_for_all
from jixiao.table_fields import Field, fields
from jixiao.table_grid import Grid, GridCell, grid_of
from jixiao.table_headers import FIGURES, NAMES, NUMERIC, POINTS, Role, header_role, is_figure_word
from jixiao.table_lines import Line, lines

CellRole = Role | Literal["title", "header", "text", "blank"]
Purpose = Literal["scoring", "figures", "form", "text"]

_PROSE = regex.compile(r"[。；;，！？]|\d\D+\d.*\p{Han}{6}|\p{Han}{25}")
_QUANTITY = regex.compile(r"\D{0,8}\d[\d,，. ]*\D{0,8}|\p{Han}{1,8}元?")


@dataclass(frozen=True, slots=True)
class ReadCell:
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


@dataclass(frozen=True)
class TableReading:
    """One table with those that continue it. `subject` is the project that a form names as its own."""

    tables: tuple[str, ...]
    caption: str | None
    unit: str | None
    unit_span: Span | None
    header_rows: int
    header_columns: int
    purpose: Purpose
    turned: bool
    cells: tuple[ReadCell, ...]
    lines: tuple[Line, ...]
    fields: tuple[Field, ...]
    subject: str | None = None

    @property
    def table(self) -> str:
        """The id of the table itself, the first of its pieces."""
        return self.tables[0]

    @cached_property
    def by_place(self) -> dict[tuple[int, int], ReadCell]:
        """The cells of lines by line and field."""
        return {(cell.line, cell.field): cell for cell in self.cells if cell.line is not None and cell.field is not None}

    @cached_property
    def by_line(self) -> dict[int, tuple[ReadCell, ...]]:
        """The cells of each line, from left to right."""
        found: dict[int, list[ReadCell]] = {}
        for cell in self.cells:
            if cell.line is not None:
                found.setdefault(cell.line, []).append(cell)
        return {line: tuple(cells) for line, cells in found.items()}


def read_tables(document: Document, outline: Outline, rules: Rules) -> tuple[TableReading, ...]:
    """The readings of all tables of a report, in order."""
    above = lines_above(document, document.tables)
    for_all = unit_for_all(document, rules)
    groups: list[list[Table]] = []
    for table in document.tables:
        if not table.cells or not table.rows or not table.columns:
            continue
        if groups and table.id in above and continues(document, table, above[table.id], groups[-1][-1], rules):
            groups[-1].append(table)
        else:
            groups.append([table])
    return tuple(_read(document, group, above.get(group[0].id, ()), for_all, rules) for group in groups)


def _read(
    document: Document, tables: Sequence[Table], above: Sequence[Block], for_all: Caption, rules: Rules
) -> TableReading:
    printed = grid_of(document, tables)
    turned = is_turned(printed, rules)
    grid = printed.turned() if turned else printed
    found = bands(grid, rules)
    all_fields: list[Field] = []
    all_lines: list[Line] = []
    cells: dict[str, ReadCell] = {}
    titles = [cell for row in title_rows(grid) for cell in grid.row(row) if cell.form != "blank"]
    for place, band in enumerate(found):
        own_fields = fields(grid, band, rules) if band.head else ()
        own_lines = lines(grid, place, band, own_fields, rules) if band.head else ()
        reader = _BandReader(grid, band, own_fields, own_lines, len(all_fields), len(all_lines), rules)
        for cell in reader.cells():
            cells.setdefault(cell.block, cell)
        all_fields.extend(own_fields)
        all_lines.extend(own_lines)
    for title in (cell for row in title_rows(grid) for cell in grid.row(row)):
        cells.setdefault(title.block, ReadCell(title.block, "title"))
    caption = caption_of(above, [document.block(cell.block) for cell in titles], rules)
    caption = caption if caption.unit else Caption(caption.text, for_all.unit, for_all.unit_span)
    head = len(found[0].head) if found else 0
    names = len({field.column for field in all_fields if field.role in NAMES})
    return TableReading(
        tuple(table.id for table in tables), caption.text, caption.unit, caption.unit_span,
        names if turned else head, head if turned else names, _purpose(found, all_fields, cells), turned,
        tuple(cells[cell.block] for cell in printed.cells if cell.block in cells),
        tuple(all_lines), tuple(all_fields), _subject(grid, rules),
    )  # fmt: skip


def _purpose(found: Sequence[Band], all_fields: Sequence[Field], cells: dict[str, ReadCell]) -> Purpose:
    roles = {field.role for field in all_fields}
    if roles & {"score", "deduction"}:
        return "scoring"
    if roles & FIGURES:
        return "figures"
    return "form" if any(cell.role in NUMERIC for cell in cells.values()) else "text"


def _subject(grid: Grid, rules: Rules) -> str | None:
    """The project that a form names: 项目名称 with the name beside it. A column of names is none."""
    for row in range(min(grid.rows, 6)):
        cells = [cell for cell in grid.row(row) if cell.form != "blank"]
        for label, value in zip(cells, cells[1:], strict=False):
            if not rules.any_of("header_project").search(label.squashed) or value.form != "text":
                continue
            if header_role(value.squashed, rules) is None and len(cells) <= 4:
                return value.squashed
    return None


class _BandReader:
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
        return bool(self.band.head) and cell.row + cell.rowspan - 1 > self.band.head[-1] and cell.row <= self.band.head[-1]

    def _is_form(self, row: int) -> bool:
        """Whether the labels of a row stand beside its values, though a head may stand above."""
        if not self.fields:
            return True
        values = [cell for cell in self.grid.row(row) if cell.form == "value" and cell.row == row]
        under = {field.column for field in self.fields if field.role in NUMERIC or field.role in ("serial", "code", "year")}
        stray = [cell for cell in values if cell.column not in under]
        return bool(stray) and len(stray) == len(values) and is_form_row(self.grid, row, self.rules)

    def _spanning_row(self, row: int) -> Iterator[ReadCell]:
        for cell in self.grid.row(row):
            role: CellRole = "text" if _PROSE.search(cell.text) else "title"
            yield ReadCell(cell.block, "blank" if cell.form == "blank" else role)

    def _line(self, row: int) -> Iterator[ReadCell]:
        for place, field in enumerate(self.fields):
            cell = self.grid.at(row, field.column)
            if cell is None or cell.row < row and not self._reaches_into_data(cell):
                continue
            index, line = self.lines[row, field.strip]
            yield ReadCell(
                cell.block, self._role(cell, field, line),
                tuple(name.squashed for name in line.names), field.words,
                tuple(name.block for name in line.names), tuple(head.block for head in field.head),
                index, self.first_field + place,
            )  # fmt: skip

    def _role(self, cell: GridCell, field: Field, line: Line) -> CellRole:
        if cell.form == "blank":
            return "blank"
        if cell in line.names or cell.form == "text" and spanning_text(self.grid, cell.row) is cell:
            return "name"
        if line.kind == "numbering":
            return "serial"
        if field.role in NAMES and cell.form == "value":
            return "name"
        return _role_of(cell, field.role)

    def _form_row(self, row: int) -> Iterator[ReadCell]:
        """A row of labels and values: the label of a value is the nearest at its left."""
        labels: list[GridCell] = []
        things: list[GridCell] = []
        for cell in self.grid.row(row):
            if cell.form == "text" and not _PROSE.search(cell.text):
                labels.append(cell)
                if not labels[:-1] and not is_figure_word(cell.squashed, self.rules):
                    things.append(cell)
            if cell.row == row:
                yield self._form_cell(cell, labels, things)

    def _form_cell(self, cell: GridCell, labels: Sequence[GridCell], things: Sequence[GridCell]) -> ReadCell:
        if cell.form in ("blank", "none"):
            return ReadCell(cell.block, "blank")
        label = labels[-1] if labels else None
        if cell.form == "text":
            return ReadCell(cell.block, "text" if _PROSE.search(cell.text) or label is not cell else "name")
        if label is None:
            return ReadCell(cell.block, "attribute")
        role = header_role(label.squashed, self.rules)
        if self.rules.any_of("form_label").search(label.squashed):
            return ReadCell(cell.block, "attribute", (label.squashed,), (), (label.block,))
        read: CellRole = role if role in NUMERIC else "figure"
        if role in NUMERIC:
            names = tuple(thing for thing in things if thing is not label)
            return ReadCell(
                cell.block, read, tuple(name.squashed for name in names), (label.squashed,),
                tuple(name.block for name in names), (label.block,),
            )  # fmt: skip
        return ReadCell(cell.block, read, (label.squashed,), (), (label.block,))


def _role_of(cell: GridCell, role: Role | None) -> CellRole:
    """The role of a cell under a head: a figure that is a sentence is prose, and so are reasons and remarks."""
    if cell.form == "none":
        return "blank"
    if role in FIGURES or role in POINTS:
        return role if cell.form == "value" or _is_quantity(cell) else "text"
    if role in ("reason", None):
        return "text"
    if role == "attribute" and _PROSE.search(cell.text):
        return "text"
    return role


def _is_quantity(cell: GridCell) -> bool:
    """Whether words hold one quantity and little more: 完成58座, 叁拾万元, 约3.2万人."""
    return bool(_QUANTITY.fullmatch(cell.text)) and not _PROSE.search(cell.text)
