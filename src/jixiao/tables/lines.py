"""A band's rows to its lines: what each speaks of, from the group in, and whether it sums up others or is part of one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from jixiao.outline.ordinals import leading_mark, nesting_order
from jixiao.patterns import Rules
from jixiao.tables.bands import Band, spanning_text
from jixiao.tables.counting import counts_columns
from jixiao.tables.fields import Field, distinct
from jixiao.tables.grid import Grid, GridCell
from jixiao.tables.headers import NAMES, POINTS

LineKind = Literal["item", "total", "subtotal", "average", "numbering"]


class Line(Struct, frozen=True):
    """One row of one strip: `names` are the cells that head it, outermost first (产出指标, 数量指标, 维修水库座数).

    `title` is the row of one text above it ("一、基本支出"), `among` a row marked 其中, `depth` the nesting of its ordinal
    and `ordinal` its number, `subject` the project or unit of government that is one of its names, `code` the digits of
    its code (类款项), of which those of a part begin with those of the whole. `taken_off` is a row marked 减.
    """

    row: int
    band: int
    strip: int
    names: tuple[GridCell, ...]
    kind: LineKind = "item"
    among: bool = False
    depth: int | None = None
    ordinal: int | None = None
    title: GridCell | None = None
    subject: GridCell | None = None
    code: str = ""
    taken_off: bool = False

    @property
    def name(self) -> GridCell | None:
        """The cell of the innermost name."""
        return self.names[-1] if self.names else None

    def names_of(self, column: int | None) -> tuple[GridCell, ...]:
        """The names from the outside in, up to that in one column where this row has a name there."""
        place = next((i for i, name in enumerate(self.names) if name.column == column), len(self.names) - 1)
        return self.names[: place + 1]


def lines(grid: Grid, place: int, band: Band, fields: Sequence[Field], rules: Rules) -> tuple[Line, ...]:
    """The lines of a band, strip by strip; rows of one text are the title of those under them and no lines."""
    found: list[Line] = []
    for strip in sorted({field.strip for field in fields}):
        own = [field for field in fields if field.strip == strip]
        found.extend(_settled(list(_strip_lines(grid, place, band, own, rules)), rules))
    return tuple(found)


def names_from_outside_in(grid: Grid, band: Band, fields: Sequence[Field]) -> tuple[Field, ...]:
    """The columns of names by how many rows a name of each holds together; levels keep their own order."""
    names = [field for field in fields if field.role in NAMES]
    levels = sorted((field for field in names if field.level), key=lambda field: (field.level or 0, field.column))
    variety = {field.column: len(distinct(grid, band, field.column)) for field in names}
    plain = sorted(
        (field for field in names if not field.level), key=lambda field: (variety[field.column], field.column)
    )
    if not levels:
        return tuple(plain)
    least = variety[levels[0].column]
    outer = [field for field in plain if variety[field.column] < least or field.of_project or field.of_unit]
    return (*outer, *levels, *(field for field in plain if field not in outer))


def _strip_lines(grid: Grid, place: int, band: Band, fields: Sequence[Field], rules: Rules) -> Iterator[Line]:
    columns = names_from_outside_in(grid, band, fields)
    beside = [field for field in fields if field.role in ("serial", "code", "attribute", "year")]
    carried: dict[int, GridCell] = {}
    title: GridCell | None = None
    order = nesting_order(rules)
    for row in band.rows:
        spanning = spanning_text(grid, row)
        if spanning is not None and spanning.colspan > 1 and spanning.column + spanning.colspan >= grid.columns:
            title, carried = spanning, {}
            continue
        names = _names(grid, row, columns, carried) or _words_beside(grid, row, beside)
        if not names and _is_scored(grid, row, fields):
            names = tuple(carried[field.column] for field in columns if field.column in carried)
        line = Line(row, place, fields[0].strip, names, title=title, code=_code(grid, row, beside))
        if counts_columns(grid, band.rows, row):
            line = replace(line, kind="numbering")
        elif names:
            line = _meant(line, order, rules)
            named = {cell.column: cell for cell in line.names if line.kind not in ("total", "average")}
            of = [named[f.column] for f in columns if f.column in named and (f.of_project or f.of_unit)]
            line = replace(line, subject=of[-1] if of and line.kind == "item" else None)
        yield line


def _names(grid: Grid, row: int, columns: Sequence[Field], carried: dict[int, GridCell]) -> tuple[GridCell, ...]:
    """The names that head a row; the name of a group that was not merged is carried down to a row with a name of its own."""
    names: list[GridCell] = []
    for field in columns:
        cell = grid.at(row, field.column)
        if cell is None or cell.form in ("blank", "none"):
            cell = carried.get(field.column) if field is not columns[-1] else None
        elif cell.form != "text":
            cell = None
        else:
            carried[field.column] = cell
            for inner in columns[columns.index(field) + 1 :]:
                carried.pop(inner.column, None)
        if cell is not None and cell not in names:
            names.append(cell)
    own = [cell for cell in names if cell.row <= row < cell.row + cell.rowspan]
    return tuple(names) if own else ()


def _words_beside(grid: Grid, row: int, fields: Sequence[Field]) -> tuple[GridCell, ...]:
    """合计 in a column of serial numbers, or what else a row without a name says of itself."""
    cells = [cell for field in fields if (cell := grid.at(row, field.column)) is not None]
    return tuple(cell for cell in cells if cell.form == "text" and cell.row == row)[:1]


def _is_scored(grid: Grid, row: int, fields: Sequence[Field]) -> bool:
    """Whether a row without a name has points and a criterion of its own: a further one of the group above."""
    forms = {
        (field.role in POINTS, cell.form)
        for field in fields
        if (field.role in POINTS or field.role == "rule")
        and (cell := grid.at(row, field.column)) is not None
        and cell.row == row
    }
    return {(True, "value"), (False, "text")} <= forms


def _code(grid: Grid, row: int, fields: Sequence[Field]) -> str:
    """The code of a row, from one column or from one each for 类, 款 and 项."""
    cells = [grid.at(row, field.column) for field in fields if field.role == "code"]
    return "".join(cell.squashed for cell in dict.fromkeys(cells) if cell is not None and cell.squashed.isdigit())


def _meant(line: Line, order: Sequence[str], rules: Rules) -> Line:
    name = line.names[-1]
    mark = leading_mark(name.text, rules)
    if mark is not None and mark.kind in rules.words["marks_in_sequence"]:
        mark = None
    among = bool(rules.pattern("line_among").search(name.text[mark.after :] if mark else name.text)) or any(
        rules.pattern("line_among").fullmatch(outer.text) for outer in line.names[:-1]
    )
    depth = order.index(mark.kind) if mark and mark.kind in order else None
    kind: LineKind = "item"
    if rules.pattern("line_numbering").search(name.squashed):
        kind = "numbering"
    elif rules.pattern("line_subtotal").search(name.squashed):
        kind = "subtotal"
    elif rules.pattern("line_average").search(name.squashed):
        kind = "average"
    elif found := rules.pattern("line_total").search(name.squashed):
        kind = "total" if found["bare"] else "subtotal"
    names = line.names[-1:] if kind in ("total", "average") else line.names
    ordinal = mark.value if mark and depth is not None else None
    taken_off = bool(rules.pattern("line_taken_off").search(name.text[mark.after :] if mark else name.text))
    return replace(line, names=names, kind=kind, among=among, depth=depth, ordinal=ordinal, taken_off=taken_off)


def _settled(found: list[Line], rules: Rules) -> list[Line]:
    """本年支出合计 at the end, or alone at the begin, of a table without a plain 合计 is the total of the table."""
    named = [i for i, line in enumerate(found) if line.names]
    if not named or any(line.kind == "total" for line in found):
        return found
    prefixed = [
        i for i in named if found[i].kind == "subtotal" and not rules.pattern("line_subtotal").search(_word(found[i]))
    ]
    alone = [i for i in prefixed if i == named[-1]] or (prefixed if prefixed == named[:1] else [])
    for i in alone:
        found[i] = replace(found[i], kind="total")
    return found


def _word(line: Line) -> str:
    return line.names[-1].squashed
