"""Pages to what stands on them in reading order: lines of running text and tables, with furniture and notes apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from jixiao.readers.pdf_aligned import find_aligned
from jixiao.readers.pdf_banded import find_banded
from jixiao.readers.pdf_broken_rows import rows_above_break, rows_below_break
from jixiao.readers.pdf_columns import gutters
from jixiao.readers.pdf_continued import is_continuation_caption, join_tables, repeats_header, stacked
from jixiao.readers.pdf_furniture import part_furniture
from jixiao.readers.pdf_glyphs import Glyph
from jixiao.readers.pdf_grid import Grid, find_grids
from jixiao.readers.pdf_lines import Line, read_lines
from jixiao.readers.pdf_margins import Column, column_of
from jixiao.readers.pdf_notes import Note, part_notes
from jixiao.readers.pdf_page import Page
from jixiao.readers.pdf_page_items import Item, page_items
from jixiao.readers.pdf_paragraphs import Placed
from jixiao.readers.pdf_struck import without_struck
from jixiao.readers.pdf_tables import PageTable, read_tables
from jixiao.readers.pdf_watermarks import without_watermarks

_FLOOR = 0.85  # of a page's height, where text may always reach down to
_CAPTIONS = 4  # lines above a table: its number, name, department and unit


class Flow(Struct, frozen=True):
    """A document in reading order, and what stands beside it."""

    items: tuple[Item, ...]
    notes: tuple[Note, ...]
    headers: tuple[Line, ...]
    footers: tuple[Line, ...]


def read_flow(pages: Sequence[Page], ask_again: Callable[[Page], list[Grid]] = lambda _: []) -> Flow:
    """Everything on the pages, in order; `ask_again` looks for the grids of a page where none is found."""
    tables: list[list[PageTable]] = []
    lines: list[list[Line]] = []
    frames: list[list[Grid]] = []
    for page, unmarked in zip(pages, without_watermarks(pages), strict=True):
        glyphs = without_struck(unmarked, page.strokes)
        grids, page_frames = _grids(page, glyphs, ask_again)
        frames.append(page_frames)
        before = tables[-1][-1] if tables and tables[-1] else None
        page_tables, outside = read_tables(page.number, grids, glyphs, before)
        tables.append(page_tables)
        lines.append(read_lines(outside))
    body_size = _body_size(lines)
    parted = part_furniture(pages, lines, body_size)
    notes: list[Note] = []
    text: list[list[Line]] = []
    for page, body in zip(pages, parted.body, strict=True):
        running, page_notes = part_notes(page, body, body_size)
        text.append(running)
        notes.extend(page_notes)
    known = [gutter for running in text for gutter in gutters(running)]
    floors = _floors(pages, tables, text)
    items: list[Item] = []
    for i, column in enumerate(_columns(pages, text)):
        page_tables, rest = _with_rows_below_break(items, tables[i], text[i], pages[i])
        _add_page(items, page_items(page_tables, rest, column, known, frames[i]), floors[i])
    return Flow(tuple(items), tuple(notes), parted.headers, parted.footers)


def _grids(
    page: Page, glyphs: Sequence[Glyph], ask_again: Callable[[Page], list[Grid]]
) -> tuple[list[Grid], list[Grid]]:
    """The grids of the tables of a page, and the frames around text."""
    found = find_grids(page.strokes)
    closed = [grid for grid in found if not grid.is_frame]
    grids = [grid for grid in closed if not _is_ruled_paper(grid, glyphs)]
    grids += find_banded(page.strokes, page.height, found, glyphs)
    grids = grids or find_banded(page.shades, page.height, (), glyphs, shaded=True) or ask_again(page)
    return grids, [grid for grid in found if grid.is_frame]


def _is_ruled_paper(grid: Grid, glyphs: Sequence[Glyph]) -> bool:
    """Whether a grid has lines between its rows only, and its columns are told by alignment."""
    if grid.columns > 1:
        return False
    inside = [
        glyph
        for glyph in glyphs
        if grid.field_at((glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2) is not None
    ]
    return bool(find_aligned(read_lines(inside)))


def _body_size(lines: Sequence[Sequence[Line]]) -> float:
    """The size most of the text is set in."""
    sizes: Counter[float] = Counter()
    for page in lines:
        for line in page:
            sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 12.0


def _forms(pages: Sequence[Page]) -> list[tuple[int, int]]:
    """The width and height of each page: pages of one form have the same margins."""
    return [(round(page.width), round(page.height)) for page in pages]


def _floors(
    pages: Sequence[Page], tables: Sequence[Sequence[PageTable]], lines: Sequence[Sequence[Line]]
) -> list[float]:
    """How far down text and tables reach on pages of the form of each."""
    floors: dict[tuple[int, int], float] = {}
    forms = _forms(pages)
    for form, page_tables, page_lines in zip(forms, tables, lines, strict=True):
        bottoms = [*(table.bottom for table in page_tables), *(line.bottom for line in page_lines)]
        floors[form] = max(floors.get(form, _FLOOR * form[1]), *bottoms, 0.0)
    return [floors[form] for form in forms]


def _columns(pages: Sequence[Page], lines: Sequence[Sequence[Line]]) -> list[Column]:
    """The column of each page: pages of one form share theirs, since a page with a few short lines does not show its own."""
    forms = _forms(pages)
    shared = {
        form: column_of(
            [line for each, page in zip(forms, lines, strict=True) if each == form for line in page], form[0]
        )
        for form in set(forms)
    }
    return [shared[form] for form in forms]


def _with_rows_below_break(
    items: Sequence[Item], tables: list[PageTable], lines: list[Line], page: Page
) -> tuple[list[PageTable], list[Line]]:
    """The tables and lines of a page, the lines at its top made a table if they are rows of one that the break cut."""
    if not items or not isinstance(items[-1], PageTable):
        return tables, lines
    above = [line for line in lines if all(line.bottom < table.top + 1 for table in tables)]
    found = rows_below_break(items[-1], above, page)
    if found is None:
        return tables, lines
    rows, count = found
    rest = lines[count:]
    if count == len(above) and tables and (both := stacked(rows, tables[0])):
        return [both, *tables[1:]], rest
    return [rows, *tables], rest


def _add_page(items: list[Item], page: Sequence[Item], floor: float) -> None:
    """Add the items of a page; a table at its top that goes on with the last one is joined to it.

    The last one stands on a page of the same form, as a rule: text reaches down to this `floor` there.
    """
    rest = list(page)
    place = next((i for i, item in enumerate(rest) if isinstance(item, PageTable)), None)
    if place == 0 and isinstance(rest[0], PageTable):
        rest[0] = _with_rows_above_break(items, rest[0], floor)
    last = items[-1] if items else None
    if place is not None and isinstance(last, PageTable):
        top, above = rest[place], [item.line.text for item in rest[:place] if isinstance(item, Placed)]
        if isinstance(top, PageTable) and last.last_page < top.page and _are_captions_again(above, items, last, top):
            joined = join_tables(last, top, floor)
            if joined is not None:
                items[-1] = joined
                rest = rest[place + 1 :]
    for item in rest:
        after_table = bool(items) and isinstance(items[-1], PageTable)
        items.append(replace(item, opens=True) if isinstance(item, Placed) and after_table else item)


def _with_rows_above_break(items: list[Item], top: PageTable, floor: float) -> PageTable:
    """The table at the top of a page, with the lines of the page before that begin it, which are no items any more."""
    lines: list[Line] = []
    for item in reversed(items):
        if not isinstance(item, Placed):
            break
        lines.insert(0, item.line)
    rows = rows_above_break(lines, top)
    joined = join_tables(rows, top, floor) if rows else None
    if rows is None or joined is None:
        return top
    del items[-rows.rows :]
    return joined


def _are_captions_again(above: Sequence[str], items: Sequence[Item], last: PageTable, top: PageTable) -> bool:
    """Whether all that stands above a table says that it goes on: 续表, or once more the captions of the table before.

    The captions count only if the header comes again too: forms of one kind one after another are tables of their own.
    """
    if all(is_continuation_caption(text) for text in above):
        return True
    before = [item.line.text.replace(" ", "") for item in items[-_CAPTIONS - 1 : -1] if isinstance(item, Placed)]
    again = all(is_continuation_caption(text) or text.replace(" ", "") in before for text in above)
    return again and len(above) <= _CAPTIONS and repeats_header(last, top)
