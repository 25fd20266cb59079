"""A grid to bands: stretches of rows under one head. A form has several in one grid, a long table repeats its head.

Rows above the first head, and tables without one, are a band whose head is empty: there labels stand beside values.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from jixiao.patterns import Rules
from jixiao.tables.grid import Grid, GridCell
from jixiao.tables.headers import header_role, is_figure_word, is_known_header

_LONGEST_TITLE = 40


class Band(Struct, frozen=True):
    """Rows under one head: the rows of the head from the top down, the rows of data, and repetitions of the head."""

    head: tuple[int, ...]
    rows: tuple[int, ...]
    repeated: tuple[int, ...] = ()


def is_turned(grid: Grid, rules: Rules) -> bool:
    """Whether the heads stand at the left (年初预算数, 执行率, 得分 down the side) and the things across."""
    if grid.rows < 2 or any(_is_head(grid, row, rules) or _is_of_pairs(grid, row, rules) for row in range(grid.rows)):
        return False
    turned = grid.turned()
    heads = [row for row in range(min(2, turned.rows)) if _is_head(turned, row, rules)]
    return any(_figure_words(turned.row(row), rules) >= 2 for row in heads)


def bands(grid: Grid, rules: Rules) -> tuple[Band, ...]:
    """The bands of a grid from the top down; together they hold every row."""
    heads = _heads(grid, rules)
    found: list[Band] = []
    edges = [*(head[0] for head in heads), grid.rows]
    if edges[0]:
        found.append(Band((), tuple(range(edges[0]))))
    for head, end in zip(heads, edges[1:], strict=True):
        rows = tuple(range(head[-1] + 1, end))
        if found and found[-1].head and _words(grid, head) == _words(grid, found[-1].head):
            last = found[-1]
            found[-1] = Band(last.head, last.rows + rows, last.repeated + head)
        else:
            found.append(Band(head, rows))
    return tuple(found)


def title_rows(grid: Grid) -> tuple[int, ...]:
    """The rows at the top that hold one text for the whole table: its title, its unit."""
    rows = []
    for row in range(grid.rows):
        cell = spanning_text(grid, row)
        if cell is None or len(cell.squashed) > _LONGEST_TITLE or (cell.colspan == 1 and grid.columns > 1):
            break
        rows.append(row)
    return tuple(rows) if len(rows) < grid.rows else ()


def spanning_text(grid: Grid, row: int) -> GridCell | None:
    """The one text that fills a whole row, or stands alone at its begin; None where there is more in it."""
    texts = [cell for cell in grid.row(row) if cell.form != "blank"]
    if len(texts) != 1 or texts[0].form != "text" or texts[0].row != row or texts[0].rowspan > 1:
        return None
    return texts[0]


def _heads(grid: Grid, rules: Rules) -> list[tuple[int, ...]]:
    """The heads of a grid, each a run of rows; where no words tell, the first row that stands over figures."""
    rows = [row for row in range(grid.rows) if _is_head(grid, row, rules) or _is_beside_its_name(grid, row)]
    rows = _unknown_head(grid, rows[0] if rows else grid.rows, rules) + rows
    heads: list[list[int]] = []
    for row in rows:
        if heads and row <= heads[-1][-1]:
            continue
        head = [row]
        while head[-1] + 1 < grid.rows and _is_under(grid, head[-1], head[-1] + 1):
            head.append(head[-1] + 1)
        floor = heads[-1][-1] + 1 if heads else -1  # a head has a row of its own under it
        while head[0] - 1 > floor and _is_over(grid, head[0] - 1, head[0]):
            head.insert(0, head[0] - 1)
        if heads and head[0] == heads[-1][-1] + 1 and not _same_width(grid, heads[-1][-1], head[0]):
            heads[-1].extend(head)
        else:
            heads.append(head)
    return [tuple(head) for head in heads]


def _is_head(grid: Grid, row: int, rules: Rules) -> bool:
    """Whether the words of a row name columns: no figures, two known words or more, and more known than unknown."""
    cells = [cell for cell in grid.row(row) if cell.row == row]
    texts = [cell for cell in cells if cell.form == "text" or cell.is_year]
    if len(texts) < 2 or any(cell.form in ("value", "none") and not cell.is_year for cell in cells):
        return False
    words = [cell.squashed for cell in texts if not rules.pattern("line_total").search(cell.squashed)]
    known = [word for word in words if is_known_header(word, rules)]
    labels = sum(header_role(word, rules) == "attribute" for word in known)
    return len(known) >= 2 and len(known) * 2 > len(words) and labels < len(known)


def _is_beside_its_name(grid: Grid, row: int) -> bool:
    """Whether a row of words stands over a row of figures, and one name at the left is merged over just these two.

    收入结构 | 收入合计 | 财政拨款 over its figures: such a pair is read by itself, whatever its words.
    """
    name = grid.at(row, 0)
    if name is None or (name.row, name.rowspan, name.form) != (row, 2, "text") or row + 1 >= grid.rows:
        return False
    over = {cell.column: cell for cell in grid.row(row) if cell is not name}
    under = [cell for cell in grid.row(row + 1) if cell is not name]
    words = sum(cell.form == "text" for cell in over.values())
    paired = all(cell.column in over and cell.form in ("value", "none", "blank") for cell in under)
    return (
        paired
        and words >= 2
        and words == len(over) - sum(cell.form == "blank" for cell in over.values())
        and sum(cell.form == "value" for cell in under) >= 2
    )


def _figure_words(cells: Sequence[GridCell], rules: Rules) -> int:
    return len({cell.squashed for cell in cells if cell.form == "text" and is_figure_word(cell.squashed, rules)})


def _is_under(grid: Grid, upper: int, lower: int) -> bool:
    """Whether a row parts the columns of the head above it: 年初预算数 | 全年预算数 under 预算安排."""
    cells = [cell for cell in grid.row(lower) if cell.row == lower and cell.form != "blank"]
    if len(cells) < 2 or any(cell.form != "text" and not cell.is_year for cell in cells):
        return False
    parted: dict[int, int] = {}
    for cell in cells:
        above = grid.at(upper, cell.column)
        if above is not None and above.form != "blank" and above.colspan == 1 and not _blank_beside(grid, above):
            return False
        key = id(above) if above is not None and above.colspan > 1 else -1
        parted[key] = parted.get(key, 0) + 1
    return max(parted.values()) >= 2


def _blank_beside(grid: Grid, cell: GridCell) -> bool:
    """Whether the place to the right is empty: an outer header whose cells were not merged."""
    right = cell.column + cell.colspan
    beside = grid.at(cell.row, right) if right < grid.columns else None
    return beside is not None and beside.form == "blank"


def _is_over(grid: Grid, upper: int, lower: int) -> bool:
    """Whether a row of other words stands over a head: 收入 | 支出, each over two columns or more."""
    cells = [cell for cell in grid.row(upper) if cell.row == upper and cell.form != "blank"]
    if (
        not cells
        or any(cell.form != "text" or len(cell.squashed) > _LONGEST_TITLE for cell in cells)
        or spanning_text(grid, upper) is not None
    ):
        return False
    for cell in cells:
        if cell.rowspan > lower - upper:
            continue
        under = {
            id(below)
            for column in range(cell.column, cell.column + cell.colspan)
            if (below := grid.at(lower, column)) is not None and below.form != "blank"
        }
        if len(under) < 2:
            return False
    return any(cell.colspan > 1 for cell in cells)


def _unknown_head(grid: Grid, end: int, rules: Rules) -> list[int]:
    """The first row over figures, before the row `end`, whose words nobody listed: 一般公共预算 | 政府性基金."""
    figures = next((row for row in range(end) if _values(grid, row)), 0)
    if not figures or is_form_row(grid, figures, rules):
        return []
    under = _values(grid, figures)
    first = next((row for row in range(figures) if _texts(grid, row) >= 2 and _parts(grid, row, under)), figures)
    over = [grid.at(first, cell.column) for cell in under]
    stands_over = first < figures and all(cell is not None and cell.form != "blank" for cell in over[1:] or over)
    return [first] if stands_over else []


def _parts(grid: Grid, row: int, figures: Sequence[GridCell]) -> bool:
    """Whether a row tells figures under it apart: the name of the unit, over all of them, heads none."""
    return len(figures) < 2 or len({id(grid.at(row, cell.column)) for cell in figures}) > 1


def _texts(grid: Grid, row: int) -> int:
    return sum(cell.form == "text" for cell in grid.row(row))


def _values(grid: Grid, row: int) -> list[GridCell]:
    return [cell for cell in grid.row(row) if cell.form == "value" and cell.row == row]


def is_form_row(grid: Grid, row: int, rules: Rules) -> bool:
    """Whether every figure of a row has a label of its own at its left: 年初预算数 | 480 | 全年执行数 | 462; 联系电话 | 62915577."""
    cells = [cell for cell in grid.row(row) if cell.form != "blank"]
    values = [i for i, cell in enumerate(cells) if cell.form in ("value", "none")]
    if not values or any(i == 0 or cells[i - 1].form != "text" for i in values):
        return False
    labels = [cells[i - 1].squashed for i in values]
    known = (is_figure_word(label, rules) or header_role(label, rules) == "attribute" for label in labels)
    return len(values) >= 2 or all(known)


def _is_of_pairs(grid: Grid, row: int, rules: Rules) -> bool:
    """Whether a row is two labels or more, each before its figure: 编制人数 | 18人 | 实有人数 | 17人."""
    return len(_values(grid, row)) > 1 and is_form_row(grid, row, rules)


def _words(grid: Grid, head: tuple[int, ...]) -> list[str]:
    """The words of a head; a name that is merged down into the figures is theirs and no word of it."""
    return [cell.squashed for row in head for cell in grid.row(row) if cell.row + cell.rowspan - 1 <= head[-1]]


def _same_width(grid: Grid, upper: int, lower: int) -> bool:
    """Whether two rows are cut at the same places: then the lower one repeats the head instead of parting it."""
    return [cell.column for cell in grid.row(upper)] == [cell.column for cell in grid.row(lower)]
