"""The tables and lines of one page to its items from top to bottom, each line with the column it runs in."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from jixiao.readers.pdf_aligned import find_aligned
from jixiao.readers.pdf_columns import in_columns
from jixiao.readers.pdf_grid import Grid
from jixiao.readers.pdf_lines import Line
from jixiao.readers.pdf_margins import Column
from jixiao.readers.pdf_paragraphs import Placed
from jixiao.readers.pdf_tables import PageTable

Item = Placed | PageTable


def page_items(
    tables: Sequence[PageTable],
    lines: Sequence[Line],
    column: Column,
    gutters: Sequence[float],
    frames: Sequence[Grid],
) -> list[Item]:
    """The items of a page whose text runs in a column, or in two at one of some gutters, or in frames."""
    aligned = find_aligned(lines)
    taken = {i for found in aligned for i in range(found.start, found.end)}
    stops = sorted((*tables, *(found.table for found in aligned)), key=lambda table: table.top)
    rest = [line for i, line in enumerate(lines) if i not in taken]
    items: list[Item] = []
    for table in stops:
        above = [line for line in rest if line.bottom <= table.top + 0.5 * line.size]
        rest = [line for line in rest if line.bottom > table.top + 0.5 * line.size]
        items.extend(_placed(above, column, gutters, frames))
        items.append(table)
    items.extend(_placed(rest, column, gutters, frames))
    return items


def _placed(lines: Sequence[Line], column: Column, gutters: Sequence[float], frames: Sequence[Grid]) -> list[Placed]:
    """Lines with their columns; what stands in a frame keeps as far from its right side as from its left."""
    placed = [Placed(line, own or column) for line, own in in_columns(lines, gutters)]
    for frame in frames:
        inside = [i for i, item in enumerate(placed) if _is_within(item.line, frame)]
        if not inside:
            continue
        left = min(placed[i].line.x0 for i in inside)
        right = max(frame.xs[-1] - (left - frame.xs[0]), *(placed[i].line.x1 for i in inside))
        for i in inside:
            placed[i] = replace(placed[i], column=Column(left, right), opens=0 < i == inside[0])
        if inside[-1] + 1 < len(placed):
            placed[inside[-1] + 1] = replace(placed[inside[-1] + 1], opens=True)
    return placed


def _is_within(line: Line, frame: Grid) -> bool:
    """Whether a line stands in a frame."""
    return frame.field_at(line.middle, (line.top + line.bottom) / 2) is not None
