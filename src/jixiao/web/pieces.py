"""A record to the pieces of its text for a page: paragraphs and tables in order, with each figure a place that can be pointed at.

Anchors are the same for every view of a record: `m-` a place in the text, `b-` a block, `f-` a fact or score beside the text,
`c-` a failed check, `u-` a number that was not read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from jixiao.document import Box, Span
from jixiao.marks import Mark
from jixiao.record import Record, RecordBlock, RecordTable


@dataclass(frozen=True, slots=True)
class Place:
    """A figure in the text: its anchor, what it looks like, what it leads to, and the failures it has a part in."""

    start: int
    end: int
    anchor: str
    look: str
    leads_to: str
    failures: tuple[int, ...] = ()
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: a figure, or what stands between two."""

    text: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One block with its text in pieces."""

    block: RecordBlock
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell of a table; `heads` says that it is one of its headings."""

    block: str
    pieces: tuple[Piece, ...]
    rowspan: int
    colspan: int
    heads: bool
    number: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """A table, row by row."""

    table: RecordTable
    rows: tuple[tuple[TableCell, ...], ...]


@dataclass(frozen=True, slots=True)
class Area:
    """A figure on a page of a PDF: its rectangle in points from the top left. The first of a place has its anchor."""

    place: Place
    x: float
    y: float
    width: float
    height: float
    first: bool
    text: str


Places = Mapping[str, tuple[Place, ...]]


def places_of(record: Record, marks: Mapping[str, Sequence[Mark]]) -> Places:
    """Every place of the text that can be pointed at, block by block, none within another: figures, then unread numbers."""
    found: dict[str, list[Place]] = {}
    for block, marked in marks.items():
        for mark in marked:
            found.setdefault(block, []).append(
                Place(
                    mark.start, mark.end, anchor(block, mark.start), mark.verdict, f"f-{mark.figures[0]}",
                    mark.failures, mark.boxes,
                )
            )  # fmt: skip
    for number, unread in enumerate(record.unread, 1):
        span = unread.span
        others = found.setdefault(span.block, [])
        if not any(other.start < span.end and span.start < other.end for other in others):
            others.append(
                Place(
                    span.start, span.end, anchor(span.block, span.start), "unread", f"u-{number}", (), span.boxes
                )
            )  # fmt: skip
    return {block: tuple(sorted(places, key=lambda place: place.start)) for block, places in found.items()}


def anchor(block: str, start: int) -> str:
    """The anchor of a place in the text."""
    return f"m-{block}-{start}"


def anchor_of(span: Span, places: Places) -> str:
    """The place that a span begins at, or the block where none does."""
    if any(place.start == span.start for place in places.get(span.block, ())):
        return anchor(span.block, span.start)
    return f"b-{span.block}"


def pieces(text: str, places: Sequence[Place]) -> tuple[Piece, ...]:
    """A text cut at its figures."""
    cut: list[Piece] = []
    at = 0
    for place in places:
        if place.start > at:
            cut.append(Piece(text[at : place.start]))
        cut.append(Piece(text[place.start : place.end], place))
        at = place.end
    if at < len(text):
        cut.append(Piece(text[at:]))
    return tuple(cut)


def flow(record: Record, places: Places) -> Iterator[Paragraph | Grid]:
    """The blocks in order; a table where its first cell stands."""
    tables = {table.id: table for table in record.tables}
    blocks = {block.id: block for block in record.blocks}
    done: set[str] = set()
    for block in record.blocks:
        table = tables.get(block.table or "")
        if table is None:
            yield Paragraph(block, pieces(block.text, places.get(block.id, ())))
        elif table.id not in done:
            done.add(table.id)
            yield Grid(table, _rows(table, blocks, places))


def areas(record: Record, places: Places, spans: Iterable[Span]) -> Mapping[int, tuple[Area, ...]]:
    """The figures on each page of a PDF, and what else of `spans` is pointed at: there a block has its anchor."""
    texts = {block.id: block.text for block in record.blocks}
    found = [
        (box.page, _area(place, box, index == 0, texts.get(block, "")[place.start : place.end]))
        for block, marked in places.items()
        for place in marked
        for index, box in enumerate(place.boxes)
    ]
    found += [
        (box.page, _area(place, box, index == 0, texts[block][place.start : place.end]))
        for block, place in _blocks_pointed_at(record, places, spans).items()
        for index, box in enumerate(place.boxes)
    ]
    found.sort(key=lambda each: (each[0], each[1].y, each[1].x))
    return {page: tuple(area for _, area in on_page) for page, on_page in groupby(found, key=lambda each: each[0])}


def _blocks_pointed_at(record: Record, places: Places, spans: Iterable[Span]) -> Mapping[str, Place]:
    """Blocks that have no figure where something points; one without a box is at the top of its page."""
    pages = {block.id: block.page for block in record.blocks}
    found: dict[str, Place] = {}
    for span in spans:
        if anchor_of(span, places) == f"b-{span.block}" and not (span.block in found and found[span.block].boxes):
            boxes = span.boxes or (Box(pages.get(span.block) or 1, (0, 0, 0, 0)),)
            found[span.block] = Place(span.start, span.end, f"b-{span.block}", "block", "document", (), boxes)
    return found


def _area(place: Place, box: Box, first: bool, text: str) -> Area:
    x0, top, x1, bottom = box.bbox
    return Area(place, x0 - 1, top - 1, x1 - x0 + 2, bottom - top + 2, first, text)


def _rows(table: RecordTable, blocks: Mapping[str, RecordBlock], places: Places) -> tuple[tuple[TableCell, ...], ...]:
    rows: dict[int, list[TableCell]] = {row: [] for row in range(table.rows)}
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
        text = blocks[cell.block].text if cell.block in blocks else ""
        heads = cell.row < table.header_rows or cell.column < table.header_columns
        cut = pieces(text, places.get(cell.block, ()))
        is_number = len(cut) == 1 and cut[0].place is not None
        rows.setdefault(cell.row, []).append(TableCell(cell.block, cut, cell.rowspan, cell.colspan, heads, is_number))
    return tuple(tuple(cells) for cells in rows.values())
