"""The tables of a page as pdfplumber finds them, where rules or shaded fields are drawn but make no grid of ours.

pdfplumber also takes the edges of shaded rectangles for lines. It is slow, so it is asked about single pages only.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Sequence

from jixiao.readers.pdf_grid import Field, Grid, places_apart
from jixiao.readers.pdf_page import Page

_FEWEST_LINES = 3  # in each direction
_FEWEST_SHADES = 8  # edges of shaded fields


def is_worth_asking(page: Page) -> bool:
    """Whether so much is ruled or shaded on a page that a table is likely."""
    level = sum(stroke.x1 > stroke.x0 for stroke in page.strokes)
    ruled = level >= _FEWEST_LINES and len(page.strokes) - level >= _FEWEST_LINES
    return not page.turned and (ruled or len(page.shades) >= _FEWEST_SHADES)


def plumb_grids(data: bytes, password: str | None, number: int) -> list[Grid]:
    """The grids of one page, of at least two rows and two columns."""
    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it remarks on every font whose size it does not know
    import pdfplumber  # most files never need it, and loading it takes longer than reading them

    with pdfplumber.open(io.BytesIO(data), pages=[number], password=password or "") as pdf:
        page = pdf.pages[0]
        dx, dy = page.cropbox[0] - page.mediabox[0], page.cropbox[1] - page.mediabox[1]
        tables = [
            [(x0 - dx, top - dy, x1 - dx, bottom - dy) for x0, top, x1, bottom in t.cells] for t in page.find_tables()
        ]
    grids = [_grid(cells) for cells in tables]
    return [grid for grid in grids if grid.rows > 1 and grid.columns > 1]


def _grid(cells: Sequence[tuple[float, float, float, float]]) -> Grid:
    """A grid from the boxes of its cells.

    >>> _grid([(0, 0, 50, 20), (50, 0, 90, 20), (0, 20, 90, 40)]).fields[2]
    Field(row=1, column=0, rowspan=1, colspan=2)
    """
    xs = places_apart([x for cell in cells for x in (cell[0], cell[2])])
    ys = places_apart([y for cell in cells for y in (cell[1], cell[3])])

    def nearest(edges: Sequence[float], place: float) -> int:
        return min(range(len(edges)), key=lambda i: abs(edges[i] - place))

    fields = set()
    for x0, top, x1, bottom in cells:
        row, column = nearest(ys, top), nearest(xs, x0)
        rowspan, colspan = nearest(ys, bottom) - row, nearest(xs, x1) - column
        if rowspan and colspan:
            fields.add((row, column, rowspan, colspan))
    return Grid(tuple(xs), tuple(ys), tuple(Field(*field) for field in sorted(fields)))
