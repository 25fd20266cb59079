"""The XML of one table to its grid: where each cell stands and how many rows and columns it covers.

Word stores a merged cell as pieces (w:vMerge, w:hMerge) and a wide one by the grid columns it spans. Columns of the
grid at which no cell begins or ends, and hair's breadth ones left by a dragged border, are no columns of the table.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct

from jixiao.readers.docx_names import (
    ALTERNATE,
    CELL_DEL,
    CUSTOM_XML,
    DEL,
    GRID_BEFORE,
    GRID_COL,
    GRID_SPAN,
    H_MERGE,
    HIDDEN,
    INS,
    MOVE_FROM,
    SDT,
    SDT_CONTENT,
    TBL_GRID,
    TC,
    TC_PR,
    TR,
    TR_PR,
    V_MERGE,
    VAL,
    WIDTH,
    Element,
    by_name,
    child,
    chosen,
    number,
    switched_on,
)

_HAIR = 113
"""Column edges nearer than two millimetres (in twentieths of a point) are one edge dragged apart."""

_WIDEST_SPAN = 512
_AROUND = frozenset((SDT, SDT_CONTENT, CUSTOM_XML, INS))


class GridCell(Struct):
    """A cell from `row`, `column` on over its rows and columns; `pieces` is the XML of what it shows."""

    pieces: list[Element]
    row: int
    column: int
    colspan: int
    rowspan: int = 1


class Grid(Struct, frozen=True):
    """The cells of a table, row by row."""

    rows: int
    columns: int
    cells: tuple[GridCell, ...]


class _Piece(NamedTuple):
    """A w:tc between two edges of the grid, and how it is merged: "restart", "continue" or not at all."""

    element: Element
    start: int
    end: int
    vertical: str | None
    horizontal: str | None


def grid(table: Element) -> Grid:
    """The grid of a w:tbl. Deleted and hidden rows and deleted cells are not on the page and not in the grid."""
    rows = [list(_pieces(row)) for row in _children(table, TR) if _is_shown(row)]
    places = _places([piece for row in rows for piece in row], _widths(table))
    cells: list[GridCell] = []
    above: dict[int, GridCell] = {}
    for index, row in enumerate(rows):
        begun, above = _row(row, index, above, places)
        cells += begun
    return Grid(len(rows), max((cell.column + cell.colspan for cell in cells), default=0), tuple(cells))


def _pieces(row: Element) -> Iterator[_Piece]:
    start = _count(by_name(child(row, TR_PR)).get(GRID_BEFORE), 0)
    for element in _children(row, TC):
        properties = by_name(child(element, TC_PR))
        if CELL_DEL not in properties:
            end = start + _count(properties.get(GRID_SPAN), 1)
            yield _Piece(element, start, end, _merge(properties.get(V_MERGE)), _merge(properties.get(H_MERGE)))
            start = end


def _row(
    pieces: list[_Piece], index: int, above: dict[int, GridCell], places: dict[int, int]
) -> tuple[list[GridCell], dict[int, GridCell]]:
    """The cells that begin in a row, and by column those that the next row may continue downward."""
    begun: list[GridCell] = []
    open_below: dict[int, GridCell] = {}
    left: GridCell | None = None
    for piece in pieces:
        column, end = places[piece.start], places[piece.end]
        upper = above.get(column)
        if piece.horizontal == "continue" and left is not None and left.row == index:
            left.colspan = end - left.column
            left.pieces.append(piece.element)
        elif piece.vertical == "continue" and upper is not None and upper.colspan == end - column:
            upper.rowspan += 1
            open_below[column] = left = upper
        else:
            left = GridCell([piece.element], index, column, end - column)
            begun.append(left)
            if piece.vertical is not None:
                open_below[column] = left
    return begun, open_below


def _merge(merge: Element | None) -> str | None:
    """How a cell is merged: "restart" or "continue", which is meant where nothing is said; None if it is not."""
    return None if merge is None else merge.get(VAL, "continue")


def _is_shown(row: Element) -> bool:
    properties = by_name(child(row, TR_PR))
    deleted = DEL in properties or MOVE_FROM in properties
    return not deleted and not switched_on(properties.get(HIDDEN))


def _children(parent: Element, name: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, also those within content controls and custom XML."""
    for element in parent:
        tag = element.tag
        if tag == name:
            yield element
        elif tag in _AROUND:
            yield from _children(element, name)
        elif tag == ALTERNATE and (branch := chosen(element)) is not None:
            yield from _children(branch, name)


def _widths(table: Element) -> list[int]:
    """The widths of the grid columns, as far as the table states them."""
    stated = [column.get(WIDTH, "") for column in table.iterfind(f"{TBL_GRID}/{GRID_COL}")]
    return [int(width) if width.isdecimal() else 0 for width in stated]


def _places(pieces: list[_Piece], widths: list[int]) -> dict[int, int]:
    """Each edge of the grid at which a piece begins or ends, to its place among the edges of the table."""
    sides = {(piece.start, piece.end) for piece in pieces}
    used = sorted({edge for side in sides for edge in side} | {0})
    places: dict[int, int] = {}
    group: list[int] = []
    count = -1
    for edge in used:
        near = bool(group) and edge <= len(widths) and 0 < sum(widths[group[0] : edge]) < _HAIR
        if near and not any((other, edge) in sides for other in group):
            group.append(edge)
        else:
            group = [edge]
            count += 1
        places[edge] = count
    return places


def _count(element: Element | None, otherwise: int) -> int:
    stated = number(element)
    return otherwise if stated is None or not 0 < stated <= _WIDEST_SPAN else stated
