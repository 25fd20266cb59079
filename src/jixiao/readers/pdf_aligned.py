"""Lines of a page to tables that have no ruling lines, told by alignment alone.

At least three rows of at least three cells whose gaps stand in the same places, and one column of figures: what is less
plain stays text, for a table seen where there is none loses more than one missed. Once it is seen, its columns may be closer
together than that, and names in its first column may wrap or name a group of rows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from jixiao.readers.pdf_banded import grid_of
from jixiao.readers.pdf_bands import Band, is_row
from jixiao.readers.pdf_joining import join_texts
from jixiao.readers.pdf_lines import Line
from jixiao.readers.pdf_marks import STOPS, is_led
from jixiao.readers.pdf_tables import PageTable, read_tables

_GAP = 1.0  # ems between cells, the narrowest
_FEWEST = 3  # rows with so many cells, and columns
_LONGEST = 16  # characters in a cell on average
_FILLED = 0.6  # of all fields
_DEEPEST = 3  # lines of a header above rows
_BESIDE = 2.0  # ems that a header may reach beyond them
_UNIT = re.compile("单位[:：]")
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
    start = last = 0
    while start < len(lines):
        end = _run(lines, parts, start)
        head = _group_at_top(lines, parts, start) if end > start else start
        rows = _rows(lines[head:end], parts[head:end]) if end - start >= _FEWEST else []
        if rows:
            first = head and _header_start(lines, parts, last, range(start, end))
            table = _table(_below_header(lines[first:head], rows))
            if table is not None:
                found.append(Found(first, end, table))
                start = last = end
                continue
        start += 1
    return found


def _run(lines: Sequence[Line], parts: Sequence[list[Line]], start: int) -> int:
    """Where the rows end that begin here: lines close together, of several parts or the rest of a wrapped cell."""
    if len(parts[start]) < _FEWEST or _UNIT.search(lines[start].text):
        return start
    gutters = _gutters(parts[start])
    end = start + 1
    while end < len(lines):
        line = lines[end]
        if not parts[end] or line.top - lines[end - 1].bottom > 1.8 * line.size:
            break
        narrowed = _narrowed(gutters, parts[end])
        if len(narrowed) + 1 < _FEWEST or (
            _is_in_first(parts[end], gutters) and not _goes_on(lines, parts, end, gutters)
        ):
            break
        gutters = narrowed
        end += 1
    while end > start and _is_in_first(parts[end - 1], gutters):
        end -= 1
    return end


def _is_in_first(row: Sequence[Line], gutters: Sequence[tuple[float, float]]) -> bool:
    return len(row) == 1 and row[0].x0 <= gutters[0][0]


def _goes_on(
    lines: Sequence[Line],
    parts: Sequence[list[Line]],
    at: int,
    gutters: Sequence[tuple[float, float]],
    first: bool = False,
) -> bool:
    """Whether words in the first column, the rest of a name or that of a group, stand among rows: one with figures follows."""
    if parts[at][0].x1 >= gutters[0][1] or lines[at].text[-1] in STOPS:
        return False
    below = next((i for i in range(at + 1, min(at + 3, len(lines))) if len(parts[i]) > 1), None)
    if below is None or lines[below].top - lines[below - 1].bottom > 0.9 * lines[below].size:
        return False
    figures = sum(bool(_FIGURE.fullmatch(part.text.replace(" ", ""))) for part in parts[below])
    kept = _narrowed(gutters, [*parts[at], *parts[below]])
    return (
        figures > 0
        and len(kept) + 1 >= _FEWEST
        and (first or lines[at].top - lines[at - 1].bottom < 0.9 * lines[at].size)
    )


def _group_at_top(lines: Sequence[Line], parts: Sequence[list[Line]], start: int) -> int:
    """Where rows begin that stand at the top of a page below the name of their group, their header being on the page before."""
    gutters = _gutters(parts[start])
    above = range(start)
    grouped = 0 < start < _DEEPEST and is_row(lines[start]) and all(_is_in_first(parts[i], gutters) for i in above)
    return 0 if grouped and all(_goes_on(lines, parts, i, gutters, first=i == 0) for i in above) else start


def _header_start(lines: Sequence[Line], parts: Sequence[list[Line]], last: int, rows: range) -> int:
    """Where the header of rows begins: lines right above them with words for several columns, but no unit of the table."""
    left, right = min(lines[i].x0 for i in rows), max(lines[i].x1 for i in rows)
    first = start = rows.start
    while first > last and start - first < _DEEPEST:
        line = lines[first - 1]
        close = lines[first].top - line.bottom < 0.6 * line.size
        within = left - _BESIDE * line.size < line.x0 and line.x1 < right + _BESIDE * line.size
        if not (close and within) or _UNIT.search(line.text) or line.text[-1] in STOPS:
            break
        first -= 1
    while first < start and len(parts[first]) < 2:
        first += 1
    return first


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


def _rows(lines: Sequence[Line], parts: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The lines of each row, or of all rows below the header where names wrap; none if they are not plain enough."""
    gutters = _gutters(max(parts, key=len))
    for row in parts:
        gutters = _narrowed(gutters, row)
    if len(gutters) + 1 < _FEWEST:
        return []
    edges = [(left + right) / 2 for left, right in gutters]
    fields: list[list[list[Line]]] = []
    rows: list[list[Line]] = []
    in_header = True
    for line, row in zip(lines, parts, strict=True):
        cells: list[list[Line]] = [[] for _ in range(len(edges) + 1)]
        for part in row:
            cells[sum(part.middle > edge for edge in edges)].append(part)
        in_header = in_header and not is_row(line)
        if fields and not cells[0] and (in_header or 2 * sum(map(bool, cells)) <= len(cells)):
            for above, more in zip(fields[-1], cells, strict=True):
                above.extend(more)
            rows[-1].append(line)
        else:
            fields.append(cells)
            rows.append([line])
    if not _is_plain([row for row in fields if sum(map(bool, row)) > 1 or not row[0]]):
        return []
    if all(len(row) > 1 for row in parts):
        return rows
    body = next((i for i, row in enumerate(rows) if any(map(is_row, row))), 0)
    below = [line for row in rows[body:] for line in row]
    return [[line for row in rows[:body] for line in row], below] if body else [below]


def _below_header(header: Sequence[Line], rows: Sequence[list[Line]]) -> list[list[Line]]:
    """The rows of a table, those lines of its header that stand above the row told first made one with it."""
    if not header:
        return list(rows)
    with_words = not any(map(is_row, rows[0]))
    return [[*header, *rows[0]], *rows[1:]] if with_words else [list(header), *rows]


def _table(rows: Sequence[Sequence[Line]]) -> PageTable | None:
    """The table of rows, each given by its lines; None if their columns leave no room."""
    lines = [line for row in rows for line in row]
    glyphs = tuple(glyph for line in lines for glyph in line.glyphs)
    left, right = min(line.x0 for line in lines) - 1, max(line.x1 for line in lines) + 1
    tops = [min(line.top for line in row) for row in rows]
    ends = [max(line.bottom for line in row) for row in rows]
    ys = [tops[0] - 1, *((end + top) / 2 for end, top in zip(ends, tops[1:], strict=False)), ends[-1] + 1]
    grid = grid_of([Band(top, bottom, left, right, glyphs).within() for top, bottom in pairwise(ys)])
    tables, rest = read_tables(lines[0].page, [grid], glyphs) if grid and grid.columns >= _FEWEST else ([], ())
    return tables[0] if tables and not rest else None


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
