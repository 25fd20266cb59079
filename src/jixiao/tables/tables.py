"""Tables to readings: for every cell its role and the words that head it, row and column, outermost first.

Structure only: no number is read here. A reading takes in the tables that continue it, and sees things down and figures
across also where the report prints them the other way round.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from jixiao.document import Block, Document, Span, Table
from jixiao.mentions import declared_unit
from jixiao.outline.outline import Outline
from jixiao.patterns import Rules
from jixiao.tables.bands import Band, bands, is_turned, spanning_text, title_rows
from jixiao.tables.captions import Caption, caption_of, continues, is_unit_line, lines_above, notes_below
from jixiao.tables.cells import BandReader, ReadCell
from jixiao.tables.fields import Field, fields
from jixiao.tables.grid import Grid, grid_of
from jixiao.tables.headers import FIGURES, NAMES, POINTS, header_role
from jixiao.tables.lines import Line, lines

Purpose = Literal["scoring", "figures", "form", "text"]


class TableReading(Struct, frozen=True, dict=True):
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

    def line_of(self, line: int, field: int | None) -> Line:
        """A line as one of its columns speaks of it: the figures of 二级指标 are not of the 三级指标 behind them."""
        own = self.lines[line]
        column = self.fields[field].of_names if field is not None else None
        return own if column is None else replace(own, names=own.names_of(column))

    @cached_property
    def by_place(self) -> dict[tuple[int, int], ReadCell]:
        """The cells of lines by line and field."""
        return {
            (cell.line, cell.field): cell for cell in self.cells if cell.line is not None and cell.field is not None
        }

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
    below = notes_below(document, rules)
    unit, place = declared_unit(document, rules) or (None, None)
    for_all = Caption(None, unit, place)
    groups: list[list[Table]] = []
    for table in document.tables:
        if not table.cells or not table.rows or not table.columns:
            continue
        if groups and table.id in above and continues(document, table, above[table.id], groups[-1][-1], rules):
            groups[-1].append(table)
        else:
            groups.append([table])
    return tuple(
        _read(document, group, above.get(group[0].id, ()), below.get(group[-1].id), for_all, rules) for group in groups
    )


def _read(
    document: Document, tables: Sequence[Table], above: Sequence[Block], below: Block | None, for_all: Caption,
    rules: Rules,
) -> TableReading:  # fmt: skip
    printed = grid_of(document, tables)
    above_all = len(title_rows(printed))
    titles = [cell for cell in printed.cells if cell.row < above_all]
    body = printed.below(above_all)
    turned = is_turned(body, rules)
    grid = body.turned() if turned else body
    found = bands(grid, rules)
    fields_of: list[tuple[Field, ...]] = []
    all_fields: list[Field] = []
    all_lines: list[Line] = []
    cells = {cell.block: ReadCell(cell.block, "title") for cell in titles}
    for place, band in enumerate(found):
        own_fields = fields(grid, band, rules) if band.head else ()
        fields_of.append(own_fields)
        own_lines = lines(grid, place, band, own_fields, rules) if band.head else ()
        reader = BandReader(grid, band, own_fields, own_lines, len(all_fields), len(all_lines), rules)
        for cell in reader.cells():
            cells.setdefault(cell.block, cell)
        all_fields.extend(own_fields)
        all_lines.extend(own_lines)
    corner = grid.at(found[0].head[0], 0) if found and found[0].head else None
    head_of_names = document.block(corner.block) if corner is not None else None
    names = [cell for cell in titles if cell.form != "blank"]
    inside = (spanning_text(grid, row) for band in found for row in band.rows[:1] if band.head)
    names.extend(cell for cell in inside if cell is not None and is_unit_line(cell.text, rules))
    caption = caption_of(above, [document.block(cell.block) for cell in names], head_of_names, rules, below)
    caption = caption if caption.unit else Caption(caption.text, for_all.unit, for_all.unit_span)
    head, columns = _extent(found, fields_of)
    return TableReading(
        tuple(table.id for table in tables), caption.text, caption.unit, caption.unit_span,
        columns if turned else head, head if turned else columns, _purpose(found, all_fields, cells), turned,
        tuple(cells[cell.block] for cell in printed.cells if cell.block in cells),
        tuple(all_lines), tuple(all_fields), _subject(grid, found, rules),
    )  # fmt: skip


def _extent(found: Sequence[Band], fields_of: Sequence[tuple[Field, ...]]) -> tuple[int, int]:
    """How many rows of head and columns of names the longest band of a table has."""
    pairs = zip(found, fields_of, strict=True)
    longest, own = max(pairs, key=lambda pair: len(pair[0].rows) if pair[0].head else 0, default=(Band((), ()), ()))
    return len(longest.head), sum(field.role in NAMES for field in own)


def _purpose(found: Sequence[Band], all_fields: Sequence[Field], cells: dict[str, ReadCell]) -> Purpose:
    roles = {field.role for field in all_fields}
    if roles & {"score", "deduction"}:
        return "scoring"
    if roles & FIGURES:
        return "figures"
    return "form" if any(cell.role in FIGURES | POINTS for cell in cells.values()) else "text"


def _subject(grid: Grid, found: Sequence[Band], rules: Rules) -> str | None:
    """The project that a form names: 项目名称 with the name beside it. A column of names is none."""
    for row in (row for band in found if not band.head for row in band.rows):
        cells = [cell for cell in grid.row(row) if cell.form != "blank"]
        if any(header_role(value.squashed, rules) for value in cells[1::2]):
            continue
        for label, value in pairwise(cells):
            if rules.any_of("header_project").search(label.squashed) and value.form == "text":
                return value.squashed
    return None
