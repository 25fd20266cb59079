"""A band to its fields: for every column the words over it and the role that words and cells together give it.

A table with 收入 at the left and 支出 at the right is cut into two strips, each with things and figures of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import regex
from msgspec import Struct
from msgspec.structs import replace

from jixiao.patterns import Rules
from jixiao.tables.bands import Band
from jixiao.tables.counting import counts_rows
from jixiao.tables.grid import Grid, GridCell
from jixiao.tables.headers import (
    NAMES,
    NUMERIC,
    POINTS,
    Role,
    bare_header,
    header_level,
    header_role,
    is_unnamed_points,
)

_WORDS: frozenset[Role | None] = NAMES | {"attribute"}
_AIM = regex.compile(r"[^\d。；;，,]*\p{Han}[^\d。；;，,]*")
"""An aim named, not told: no figure, no clause."""
_FEWEST_SCORED = 2
"""How many levels of indicators have scores of their own where each level is read by itself."""


class Field(Struct, frozen=True):
    """One column of a band: the cells of its head from the outside in, its role, and the strip it belongs to.

    `level` is the depth of a column of indicators, `of_project` and `of_unit` say what kind of thing a name is of. `of_names`
    is the column of the names that the figures are of, where each level of indicators has points of its own.
    """

    column: int
    head: tuple[GridCell, ...]
    role: Role | None
    level: int | None = None
    of_project: bool = False
    of_unit: bool = False
    strip: int = 0
    of_names: int | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """The words over the column, outermost first."""
        return tuple(cell.squashed for cell in self.head)

    @property
    def inner(self) -> str:
        """The innermost word over the column, "" where there is none."""
        return self.head[-1].squashed if self.head else ""


def fields(grid: Grid, band: Band, rules: Rules) -> tuple[Field, ...]:
    """The fields of a band, from left to right."""
    found = _in_strips([_field(grid, band, column, rules) for column in range(grid.columns)])
    return tuple(_one_role_each(_with_levels(_named(grid, band, found, rules)), rules))


def _field(grid: Grid, band: Band, column: int, rules: Rules) -> Field:
    head = _head_of(grid, band, column)
    role: Role | None = None
    for cell in reversed(head):
        if role := header_role(cell.squashed, rules):
            break
    inner = bare_header(head[-1].squashed) if head else ""
    role = _role_of_cells(grid, band, column, role, rules)
    if role == "figure" and header_role(inner, rules) is None and counts_rows(grid, band.rows, column):
        role = "serial"
    return Field(
        column, head, role,
        level=header_level(inner, rules) if inner else None,
        of_project=bool(rules.any_of("header_project").search(inner)),
        of_unit=bool(rules.any_of("header_unit_name").search(inner)),
    )  # fmt: skip


def _head_of(grid: Grid, band: Band, column: int) -> tuple[GridCell, ...]:
    """The cells of the head over a column, each once; an outer word reaches over empty cells at its right."""
    cells: list[GridCell] = []
    for row in band.head:
        cell = grid.at(row, column)
        if cell is not None and cell.form == "blank" and row != band.head[-1]:
            cell = _outer_word(grid, row, column, band)
        if cell is not None and cell.form != "blank" and cell not in cells:
            cells.append(cell)
    return tuple(cells)


def _outer_word(grid: Grid, row: int, column: int, band: Band) -> GridCell | None:
    for left in range(column - 1, -1, -1):
        cell = grid.at(row, left)
        below = grid.at(band.head[-1], left)
        if below is None or below.form == "blank" or cell is below:
            return None
        if cell is not None and cell.form != "blank":
            return cell
    return None


def _role_of_cells(grid: Grid, band: Band, column: int, role: Role | None, rules: Rules) -> Role | None:
    """The role that the head names, unless the cells are of another kind; without a head, what the cells are."""
    forms: Counter[str] = Counter()
    units = named = 0
    head = grid.at(band.head[-1], column) if band.head else None
    for row in band.rows:
        cell = grid.at(row, column)
        if cell is not None and cell.form == "text" and head is not None and cell.colspan > head.colspan:
            continue  # a sentence over several columns says nothing on what stands in one of them
        if cell is not None and (cell.row == row or row == band.rows[0]):
            forms[cell.form] += 1
            units += cell.form == "text" and bool(rules.pattern("unit_alone").search(cell.squashed))
            named += cell.form == "text" and not rules.pattern("cell_not_applicable").search(cell.squashed)
    figures, texts = forms["value"], forms["text"]
    if role == "unit":
        return "unit" if units * 2 > texts or not texts else "name"
    if role in NAMES and figures > texts:
        return "figure"
    if role in POINTS and named > 1 and not figures:
        return "name"  # 评分内容及分值 over names, whatever else stands in the head
    if role in ("figure", "rate") and texts and not figures:
        return "attribute"
    if role is not None:
        return role
    if figures > texts:
        return "figure"
    return "attribute" if texts else None


def _named(grid: Grid, band: Band, found: Sequence[Field], rules: Rules) -> list[Field]:
    """The fields with a column of names in every strip, also where no word in the head names one.

    Of the columns of words that with the most different ones is it, the leftmost of equals; merged ones name groups.
    """
    out = list(found)
    for strip in {field.strip for field in out}:
        words = [i for i, field in enumerate(out) if field.strip == strip and field.role in _WORDS]
        heads = [i for i in words if _is_only_head(grid, band, out[i])]
        words = [i for i in words if i not in heads] or words
        if any(out[i].role in NAMES for i in words):
            for i in words:
                if _describes(grid, band, out, i, rules):
                    out[i] = replace(out[i], role="attribute")
                elif out[i].role == "attribute" and _is_group(grid, band, out[i].column):
                    out[i] = replace(out[i], role="name")
            continue
        if not words:
            aims = [i for i, field in enumerate(out) if field.strip == strip and _names_aims(grid, band, field)]
            out = [replace(field, role="name") if i in aims[:1] else field for i, field in enumerate(out)]
            continue
        unknown = [i for i in words if header_role(out[i].inner, rules) != "attribute"]
        unknown = [i for i in unknown if _names_half(grid, band, out[i].column)] or words
        best = max(unknown, key=lambda i: (len(distinct(grid, band, out[i].column)), -i))
        for i in unknown:
            if i == best or _is_group(grid, band, out[i].column):
                out[i] = replace(out[i], role="name")
    return out


def _describes(grid: Grid, band: Band, found: Sequence[Field], place: int, rules: Rules) -> bool:
    """Whether a column tells of what each name at its left is asked: 评价指标 | 评价内容, another of both in each row."""
    own = found[place]
    if own.role != "name" or not rules.any_of("header_described").search(own.inner):
        return False
    names = [len(distinct(grid, band, field.column)) for field in found[:place] if field.role in NAMES]
    return bool(names) and max(names) >= len(distinct(grid, band, own.column))


def _names_half(grid: Grid, band: Band, column: int) -> bool:
    """Whether words stand in a column in half of the rows that have any cell there."""
    forms = [cell.form for row in band.rows if (cell := grid.at(row, column)) is not None]
    return forms.count("text") * 2 >= len(forms)


def _names_aims(grid: Grid, band: Band, field: Field) -> bool:
    """Whether a column of aims is all words, 绩效目标 over 农田建设（亩）: then it names what was planned and reached."""
    cells = [cell for row in band.rows if (cell := grid.at(row, field.column)) is not None and cell.form != "blank"]
    return field.role == "target" and bool(cells) and all(_AIM.fullmatch(cell.squashed) for cell in cells)


def distinct(grid: Grid, band: Band, column: int) -> set[str]:
    """The different words in a column."""
    cells = (grid.at(row, column) for row in band.rows)
    return {cell.squashed for cell in cells if cell is not None and cell.form == "text"}


def _is_only_head(grid: Grid, band: Band, field: Field) -> bool:
    """Whether nothing stands beside figures but the head itself, merged with their rows: 项目资金 beside 年度资金总额."""
    figured = [row for row in band.rows if any(cell.form == "value" and cell.row == row for cell in grid.row(row))]
    cells = {grid.at(row, field.column) for row in figured or band.rows} - {None}
    return bool(cells) and all(cell in field.head for cell in cells)


def _is_group(grid: Grid, band: Band, column: int) -> bool:
    """Whether a column names groups of rows: its cells are merged over several."""
    cells = {id(cell): cell for row in band.rows if (cell := grid.at(row, column)) is not None and cell.form == "text"}
    return any(cell.rowspan > 1 for cell in cells.values())


def _one_role_each(found: list[Field], rules: Rules) -> list[Field]:
    """The fields with a second column of points told from the first: weights beside 分值, a review beside 自评得分.

    Points whose head says nothing more (标准分) beside those that are known for the points awarded are the ones to be had.
    """
    out = list(found)
    plain = [i for i, field in enumerate(out) if field.role == "score" and is_unnamed_points(field.inner, rules)]
    if len(plain) < sum(field.role == "score" for field in out):
        role: Role = "rule" if any(field.role == "full_marks" for field in out) else "full_marks"
        out = [replace(field, role=role) if i in plain else field for i, field in enumerate(out)]
    scores = [i for i, field in enumerate(out) if field.role == "score"]
    if not scores and not any(field.role in ("deduction", "converted") for field in out):
        sums = [i for i, field in enumerate(out) if bare_header(field.inner) in rules.words["header_full_whole"]]
        out = [replace(field, role="score") if i in sums else field for i, field in enumerate(out)]
        scores = sums
    others = [i for i in scores if rules.any_of("score_of_others").search(out[i].inner)]
    full = [i for i, field in enumerate(out) if field.role == "full_marks"]
    weights = [i for i in full if "%" in out[i].inner]
    of_groups = _full_marks_of_groups(out, full)
    if any(field.role in ("unit", "actual") or _is_of_aims(field, rules) for field in out):
        plans = [i for i, field in enumerate(out) if rules.any_of("header_plan").fullmatch(bare_header(field.inner))]
        out = [replace(field, role="target") if i in plans else field for i, field in enumerate(out)]
    for some, among in ((others, scores), (weights, full), (of_groups, full)):
        if len(some) < len(among):
            out = [replace(field, role="rule") if i in some else field for i, field in enumerate(out)]
    return out


def _is_of_aims(field: Field, rules: Rules) -> bool:
    return field.role == "name" and header_role(field.inner, rules) == "target"


def _full_marks_of_groups(found: Sequence[Field], full: Sequence[int]) -> list[int]:
    """The columns of full marks that belong to an outer level: 一级指标 | 分值 | 二级指标 | 分值."""
    names = {i: field for i, field in enumerate(found) if field.role in NAMES}
    before = {i: max((name for name in names if name < i), default=-1) for i in full}
    deepest = max(
        before.values(), key=lambda name: (names[name].level or 0, name) if name >= 0 else (-1, -1), default=-1
    )
    return [i for i in full if before[i] != deepest and found[i].of_names is None]


def _with_levels(found: list[Field]) -> list[Field]:
    """The fields of a table that scores every level: 一级指标 | 分值 | 得分 | 二级指标 | 分值 | 得分 | 三级指标 | …

    There points and figures are of the level at their left, and the levels behind the last points are scored by none.
    """
    levels = [field for field in found if field.level is not None]

    def left_of(field: Field) -> int | None:
        return max((level.column for level in levels if level.column < field.column), default=None)

    scored = {left_of(field) for field in found if field.role == "score"} - {None}
    if len(scored) < _FEWEST_SCORED:
        return found
    return [replace(field, of_names=left_of(field)) if field.role in NUMERIC else field for field in found]


def _in_strips(found: Sequence[Field]) -> list[Field]:
    cuts = _cuts(found)
    strips = [max(i for i, cut in enumerate(cuts) if cut <= place) for place in range(len(found))]
    return [replace(field, strip=strip) if strip else field for field, strip in zip(found, strips, strict=True)]


def _cuts(found: Sequence[Field]) -> list[int]:
    """Where strips begin: words again after figures, and they or the figures after them are headed as those before."""
    cuts = [0]
    words, figures = False, False
    for i, field in enumerate(found):
        if field.role in _WORDS:
            if words and figures and _is_second(found[cuts[-1] : i], found[i:]):
                cuts.append(_with_codes(found, i))
                figures = False
            words = True
        elif field.role in NUMERIC - POINTS:
            figures = True
    return cuts


def _with_codes(found: Sequence[Field], place: int) -> int:
    """Where a strip begins whose names begin at a place: with the codes or serial numbers before them."""
    while place and found[place - 1].role in ("serial", "code"):
        place -= 1
    return place


def _is_second(left: Sequence[Field], right: Sequence[Field]) -> bool:
    """Whether names that come after figures, or the figures after them, are headed as those before."""
    return bool(_figure_heads(left) & _figure_heads(right)) or _is_headed_as_one_of(right[0], left)


def _is_headed_as_one_of(field: Field, others: Sequence[Field]) -> bool:
    """Whether names are headed as names before: 项目 | 金额 | 项目 | 金额."""
    own = bare_header(field.inner)
    return bool(own) and any(other.role in _WORDS and bare_header(other.inner) == own for other in others)


def _figure_heads(strip: Sequence[Field]) -> set[tuple[str, ...]]:
    """What stands over the figures of a strip, without what stands over its names as well (收入, 支出)."""
    over_names = {cell for field in strip if field.role in _WORDS for cell in field.head}
    heads = {
        tuple(bare_header(cell.squashed) for cell in field.head if cell not in over_names)
        for field in strip
        if field.role in NUMERIC - POINTS
    }
    return heads - {()}
