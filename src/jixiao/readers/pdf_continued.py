"""Tables of consecutive pages to one table, where the second goes on with the first.

They belong together if their columns stand in the same places, as far as their rows show them. A header repeated on the
second page is dropped; a row that the page break cut is made whole cell by cell; a cell merged over the break becomes one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from jixiao.readers.pdf_tables import CellText, PageTable

_SAME_PLACE = 4.0  # points that column edges may be off between pages
_HEADER_ROWS = 5  # a repeated header has no more
_NUMBER = re.compile(r"[-+−]?[\d,，]+(?:\.\d+)?%?|[-—–/]+")
_CONTINUED = re.compile(r"[（(]?续(?:上?表|前表|\d*)?[\d一二三四五六七八九十]*[）)]?|接上页")
_REMNANT = 0.75  # of the lowest row: too low to be one
_LOWER = 0.95  # of the lowest row: less than one, at the foot of a page
_SPARE = 3.0  # points that a line may be shorter than its cell allows
_ENDED = "。；！？.;"


def is_continuation_caption(text: str) -> bool:
    """Whether a line above a table only says that it goes on.

    >>> [is_continuation_caption(text) for text in ("续表", "（续上表）", "续表1", "收支决算表（续）", "后续工作")]
    [True, True, True, True, False]
    """
    bare = text.replace(" ", "")
    return bool(_CONTINUED.fullmatch(bare) or re.search(r"[（(]续表?[）)]$", bare))


def join_tables(first: PageTable, second: PageTable, floor: float = 0.0) -> PageTable | None:
    """Both as one table; None if the second does not go on with the first.

    Rows on one page may show edges of columns that those on the other merge: then the first must fill its page, down to
    the `floor` where text ends, or as far as the next row with all that is merged with it leaves it; a head without a
    row of figures is no table, wherever it ends.
    """
    edges = _common_edges(first, second)
    next_row = max(sum(second.heights[: cell.rowspan]) for cell in second.row(0))
    ends_early = floor - first.bottom > next_row + _SAME_PLACE and not _is_head_of(first, second)
    if edges is None or (len(edges) > len(first.xs) and ends_early):
        return None
    first, second = _spread(first, edges), _spread(second, edges)
    repeated = _repeated_header(first, second)
    rest = _without_rows(second, repeated)
    if not rest.rows:
        return replace(first, last_page=second.last_page, continued=first.continued + 1)
    cells, rest_cells = list(first.cells), list(rest.cells)
    cut = _is_cut(first, rest)
    offset = first.rows - 1 if cut else first.rows
    opened = {(cell.column, cell.colspan): i for i, cell in enumerate(cells) if cell.last_row == first.rows - 1}
    parted = _is_parted_header(first, rest)
    for cell in rest_cells:
        moved = replace(cell, row=cell.row + offset)
        above = opened.get((cell.column, cell.colspan)) if cell.row == 0 else None
        if above is not None and (
            cut or parted or _merges(cells[above], cell, (first, rest)) or _flows_over(cells[above], cell, first, rest)
        ):
            cells[above] = _joined(cells[above], cell, moved)
        else:
            cells.append(moved)
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return replace(
        first,
        last_page=second.last_page,
        bottom=second.bottom,
        heights=first.heights[:offset] + rest.heights,
        cells=tuple(cells),
        continued=first.continued + 1,
    )


def stacked(first: PageTable, second: PageTable) -> PageTable | None:
    """Two tables of one page as one, the second below the first; None if their columns differ."""
    edges = _common_edges(first, second)
    if edges is None:
        return None
    below = _spread(second, edges)
    cells = (*_spread(first, edges).cells, *(replace(cell, row=cell.row + first.rows) for cell in below.cells))
    return replace(below, top=first.top, heights=first.heights + below.heights, cells=cells)


def repeats_header(first: PageTable, second: PageTable) -> bool:
    """Whether the second table begins with the header of the first, and goes on below it."""
    return 0 < _repeated_header(first, second) < min(first.rows, second.rows)


def _common_edges(first: PageTable, second: PageTable) -> tuple[float, ...] | None:
    """The edges of the columns of both tables; None unless the outer ones fit, and half of the inner ones of either."""
    if first.loose or second.loose:
        return _room_for_columns(first, second)
    met = [min(first.xs, key=lambda edge: abs(x - edge)) for x in second.xs]
    new = [x for x, edge in zip(second.xs, met, strict=True) if abs(x - edge) > _SAME_PLACE]
    outer = max(abs(first.xs[0] - second.xs[0]), abs(first.xs[-1] - second.xs[-1])) <= _SAME_PLACE
    shared = len(second.xs) - len(new) - 2
    if not outer or 2 * shared < min(first.columns, second.columns) - 1:
        return None
    edges = tuple(sorted((*first.xs, *new)))
    narrowest = min(right - left for table in (edges, second.xs) for left, right in pairwise(table))
    return edges if narrowest > 2 * _SAME_PLACE or not new else None


def _room_for_columns(first: PageTable, second: PageTable) -> tuple[float, ...] | None:
    """The edges that part the columns of two tables where text alone tells them; None if there is no room for one."""
    if first.columns != second.columns or first.loose != second.loose:
        return None
    edges = [first.xs[0]]
    for column in range(1, first.columns):
        left = max((x1 for table in (first, second) for _, x1 in _extents(table, column - 1)), default=edges[-1])
        right = min(
            (x0 for table in (first, second) for x0, _ in _extents(table, column)), default=first.xs[column + 1]
        )
        if right - left < 1 or left < edges[-1]:
            return None
        edges.append((left + right) / 2)
    return (*edges, max(first.xs[-1], second.xs[-1]))


def _extents(table: PageTable, column: int) -> list[tuple[float, float]]:
    """From where to where the text of each cell of a column reaches."""
    cells = [
        [piece for piece in cell.pieces if piece] for cell in table.cells if (cell.column, cell.colspan) == (column, 1)
    ]
    return [(min(p.x0 for p in pieces), max(p.x1 for p in pieces)) for pieces in cells if pieces]


def _spread(table: PageTable, edges: tuple[float, ...]) -> PageTable:
    """A table over columns of which it shows only some edges."""
    if table.xs == edges:
        return table
    if table.loose:
        return replace(table, xs=edges)
    places = [min(range(len(edges)), key=lambda i: abs(edges[i] - x)) for x in table.xs]
    cells = tuple(
        replace(
            cell,
            column=places[cell.column],
            colspan=places[cell.column + cell.colspan] - places[cell.column],
        )
        for cell in table.cells
    )
    return replace(table, xs=edges, cells=cells)


def _form(table: PageTable, row: int) -> list[tuple[int, int, str]]:
    return [(cell.column, cell.colspan, cell.text.replace("\n", "").replace(" ", "")) for cell in table.row(row)]


def _repeated_header(first: PageTable, second: PageTable) -> int:
    """How many rows at the top of the second table say again what those of the first say."""
    same = 0
    while same < min(_HEADER_ROWS, first.rows, second.rows) and _form(first, same) == _form(second, same):
        same += 1
    words = any(text and not _NUMBER.fullmatch(text) for row in range(same) for _, _, text in _form(first, row))
    return same if words and not any(c.row < same <= c.last_row for c in second.cells) else 0


def _is_head_of(first: PageTable, second: PageTable) -> bool:
    """Whether the first is nothing but words, in every column, and the second begins with a row of figures."""
    told = all(cell.text and not _NUMBER.fullmatch(cell.text) for cell in first.cells)
    return told and first.rows <= _HEADER_ROWS and any(_NUMBER.fullmatch(cell.text) for cell in second.row(0))


def _without_rows(table: PageTable, rows: int) -> PageTable:
    cells = tuple(replace(cell, row=cell.row - rows) for cell in table.cells if cell.row >= rows)
    return replace(table, heights=table.heights[rows:], cells=cells)


def _is_cut(first: PageTable, second: PageTable) -> bool:
    """Whether the page break fell into a row: what stands in the next one's first row only goes on with words above.

    A row of its own fills cells that were empty above, or has figures, or words that would still have fitted there. One
    that fills fewer cells than the row before is the rest of it even where the room cannot be told. One of no words, on
    either page, is a part of a row if it is lower than every whole one, or makes the other so.
    """
    above = {cell.column: cell for cell in first.cells if cell.last_row == first.rows - 1}
    below = {cell.column: cell for cell in second.row(0) if cell.text and not _is_group(above.get(cell.column), cell)}
    if not below:
        whole = min((*first.heights[:-1], *second.heights[1:]), default=0.0)
        return first.heights[-1] < _LOWER * whole or second.heights[0] < _REMNANT * whole
    if not any(cell.text for cell in above.values()) and first.rows > 1:
        return first.heights[-1] < _LOWER * min(first.heights[:-1])
    pairs = [(above[column], cell) for column, cell in below.items() if column in above]
    if len(pairs) < len(below) or any(not cell.text or cell.colspan != rest.colspan for cell, rest in pairs):
        return False
    if any(_NUMBER.fullmatch(rest.text) and cell.text[-1] not in ",，." for cell, rest in pairs):
        return False
    if all(cell.room < rest.first + _SPARE for cell, rest in pairs):
        return any(cell.text[-1] not in _ENDED for cell, _ in pairs)
    fewer = len(below) < sum(bool(cell.text) for cell in above.values())
    goes_on = (cell.room < rest.first + _SPARE and cell.text[-1] not in _ENDED for cell, rest in pairs)
    return fewer and (any(goes_on) or all(cell.text[-1] not in _ENDED for cell, _ in pairs))


def _is_group(above: CellText | None, below: CellText) -> bool:
    """Whether a merged cell goes over the break, with its text in the second part."""
    return above is not None and not above.text and (above.rowspan > 1 or below.rowspan > 1)


def _is_parted_header(first: PageTable, second: PageTable) -> bool:
    """Whether the break fell between the two levels of a header: of its one row above, some cells go on and others are divided."""
    below = {(cell.column, cell.colspan): cell for cell in second.row(0)}
    pairs = [(cell, below[cell.column, cell.colspan]) for cell in first.cells if (cell.column, cell.colspan) in below]
    divided = len(pairs) < len(first.cells) and any(cell.text for cell in below.values())
    if first.rows > 1 or not divided or all(rest.text for _, rest in pairs):
        return False
    return all(not rest.text or cell.room < rest.first + _SPARE for cell, rest in pairs)


def _merges(above: CellText, below: CellText, tables: Sequence[PageTable]) -> bool:
    """Whether the cells above and below the break are one merged cell, its text in one part.

    Where each part has but one row no line tells, but the rest of the column: cells merged, and none empty save at breaks.
    """
    if bool(above.text) == bool(below.text):
        return False
    if above.rowspan > 1 or (below.rowspan > 1 and above.text):
        return True
    column = [
        cell
        for table in tables
        for cell in table.cells
        if cell.column == above.column and cell not in (above, below) and cell.last_row < table.rows - 1
    ]
    return any(cell.rowspan > 1 for cell in column) and all(cell.text for cell in column)


def _flows_over(above: CellText, below: CellText, first: PageTable, second: PageTable) -> bool:
    """Whether upright text fills a merged cell down to the foot of the page and goes on at the top of the next."""
    last, start = above.pieces[-1:], below.pieces[:1]
    if not (last and start and last[0] and start[0]) or not (above.rowspan > 1 and below.rowspan > 1):
        return False
    high = 1.2 * (last[0].bottom - last[0].top)
    upright = len({round(piece.x0) for piece in above.pieces if piece}) == 1
    return upright and first.bottom - last[0].bottom < high and start[0].top - second.top < high


def _joined(above: CellText, below: CellText, moved: CellText) -> CellText:
    """A cell made whole again, reaching as far as its second part; a paragraph that ended above it stays one."""
    ended = bool(above.text and below.text) and above.text[-1] in _ENDED and above.room > below.first + _SPARE
    return replace(
        above,
        rowspan=moved.last_row - above.row + 1,
        text=above.text + ("\n" if ended else "") + below.text,
        pieces=above.pieces + ((None,) if ended else ()) + below.pieces,
    )
