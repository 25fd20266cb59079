"""Lines of a page to tables that have no ruling lines, told by alignment alone.

At least three rows of at least three cells whose gaps stand in the same places, and one column of figures: what is less
plain stays text, for a table seen where there is none loses more than one missed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from jixiao.readers.pdf_joining import join_lines, join_texts
from jixiao.readers.pdf_lines import Line
from jixiao.readers.pdf_marks import is_led
from jixiao.readers.pdf_tables import CellText, PageTable

_GAP = 1.0  # ems between cells, the narrowest
_FEWEST = 3  # rows with so many cells, and columns
_LONGEST = 16  # characters in a cell on average
_FILLED = 0.6  # of all fields
_FIGURE = re.compile(r"[-+−]?[\d,，.]+(?:%|万元|元|分|个)?|[-—–/]+")


class Found(Struct, frozen=True):
    """A table in place of the lines `start` to `end` of a page."""

    start: int
    end: int
    table: PageTable


def find_aligned(lines: Sequence[Line]) -> list[Found]:
    """The tables without rules among the lines of a page."""
    parts = [[] if is_led(line.text) else line.split(_GAP) for line in lines]
    found: list[Found] = []
    start = 0
    while start < len(lines):
        end = _run(lines, parts, start)
        table = _table(parts[start:end]) if end - start >= _FEWEST else None
        if table is not None:
            found.append(Found(start, end, table))
            start = end
        else:
            start += 1
    return found


def _run(lines: Sequence[Line], parts: Sequence[list[Line]], start: int) -> int:
    """Where the rows end that begin here: lines close together, of several parts or the rest of a wrapped cell."""
    if len(parts[start]) < _FEWEST:
        return start
    gutters = _gutters(parts[start])
    end = start + 1
    while end < len(lines):
        line = lines[end]
        if not parts[end] or line.top - lines[end - 1].bottom > 1.8 * line.size:
            break
        narrowed = _narrowed(gutters, parts[end])
        if len(narrowed) + 1 < _FEWEST or (len(parts[end]) == 1 and line.x0 <= gutters[0][0]):
            break
        gutters = narrowed
        end += 1
    while end > start and len(parts[end - 1]) == 1:
        end -= 1
    return end


def _gutters(row: Sequence[Line]) -> list[tuple[float, float]]:
    return [(left.x1, right.x0) for left, right in pairwise(row)]


def _narrowed(gutters: Sequence[tuple[float, float]], row: Sequence[Line]) -> list[tuple[float, float]]:
    """What of some gutters stays empty in a further row; one that text runs across is gone."""
    kept = []
    for left, right in gutters:
        for part in row:
            if part.x0 <= left and part.x1 >= right:
                left, right = 1.0, 0.0
            elif left < part.x1 < right and part.x0 < left:
                left = part.x1
            elif part.x0 < right and part.x1 >= right and part.x0 > left:
                right = part.x0
        if right - left > 0.4 * row[0].size:
            kept.append((left, right))
    return kept


def _table(rows: Sequence[Sequence[Line]]) -> PageTable | None:
    """The table that rows of parts form; None if it is not plain enough."""
    gutters = _gutters(max(rows, key=len))
    for row in rows:
        gutters = _narrowed(gutters, row)
    if len(gutters) + 1 < _FEWEST:
        return None
    edges = [(left + right) / 2 for left, right in gutters]
    fields: list[list[list[Line]]] = []
    for row in rows:
        cells: list[list[Line]] = [[] for _ in range(len(edges) + 1)]
        for part in row:
            cells[sum(part.middle > edge for edge in edges)].append(part)
        if fields and not cells[0] and 2 * sum(map(bool, cells)) <= len(cells):
            for above, more in zip(fields[-1], cells, strict=True):
                above.extend(more)
        else:
            fields.append(cells)
    if not _is_plain(fields):
        return None
    lines = [part for row in rows for part in row]
    xs = (min(line.x0 for line in lines), *edges, max(line.x1 for line in lines))
    cell_texts = tuple(
        CellText(r, c, 1, 1, *join_lines(cell)) for r, row in enumerate(fields) for c, cell in enumerate(row)
    )
    page, top, bottom = lines[0].page, lines[0].top, max(line.bottom for line in lines)
    heights = ((bottom - top) / len(fields),) * len(fields)
    return PageTable(page, page, top, bottom, xs, heights, cell_texts, loose=True)


def _is_plain(fields: Sequence[Sequence[Sequence[Line]]]) -> bool:
    """Whether fields are well filled with short text, and one column with figures below its heading."""
    texts = [[join_texts(cell)[0] for cell in row] for row in fields]
    said = [text for row in texts for text in row if text]
    columns = list(zip(*texts, strict=True))
    figures = [sum(bool(_FIGURE.fullmatch(text.replace(" ", ""))) for text in column) for column in columns]
    return (
        len(fields) >= _FEWEST
        and sum(sum(map(bool, row)) >= _FEWEST for row in texts) >= _FEWEST
        and len(said) >= _FILLED * len(fields) * len(columns)
        and sum(map(len, said)) <= _LONGEST * len(said)
        and max(figures) >= max(2, 0.6 * (len(fields) - 1))
        and not any(text.endswith("。") for text in said)
    )
