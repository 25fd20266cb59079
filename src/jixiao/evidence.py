"""A Record and the Document it came from to the same Record with every place on its page: one box a line.

Only what was read from a PDF has places on pages; a record of any other report comes out as it went in.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from jixiao.document import Block, Box, Document, Span
from jixiao.record import Record

_SHARED = 0.5  # of the lower of two characters on one line, however high a mark is set; of the wider one if upright
_ONE_WIDE = 1.5  # characters: wider is no line set upright
_APART = 0.5  # of a character's height, at most, between two of a line set upright
_KEPT = ("blocks", "tables", "source", "extractor")  # they say nothing of places

_HOLDING = (Span, BaseModel, tuple)  # spans, or what may hold some
_Bbox = tuple[float, float, float, float]


def with_boxes(document: Document, record: Record) -> Record:
    """The record with `boxes` in every span: of facts and scores, headings, references, checks and what was not read."""
    blocks = {block.id: block for block in document.blocks if block.boxes}
    if not blocks:
        return record
    places = _Places(blocks)
    return record.model_copy(
        update={name: places.given(value) for name, value in record if name not in _KEPT and value}
    )


def boxes_of(block: Block, start: int, end: int) -> tuple[Box, ...]:
    """The boxes around characters `start` to `end` of a block: one for each line, so two for a number over a line's end.

    >>> first, second = Box(1, (480, 80, 496, 96)), Box(1, (90, 106, 106, 122))
    >>> block = Block("p1", "paragraph", "1 2%", boxes=(first, None, second, Box(1, (106, 106, 122, 122))))
    >>> [box.bbox for box in boxes_of(block, 0, 4)]
    [(480, 80, 496, 96), (90, 106, 122, 122)]
    """
    lines: list[tuple[int, _Bbox]] = []
    for box in filter(None, block.boxes[start:end]):
        page, bbox = box.page, box.bbox
        if lines and lines[-1][0] == page and _goes_on(lines[-1][1], bbox):
            lines[-1] = page, _around(lines[-1][1], bbox)
        else:
            lines.append((page, bbox))
    return tuple(Box(page, _rounded(bbox)) for page, bbox in lines)


class _Places:
    """Values of the record with boxes in every span inside them; a span that several name is looked up once."""

    def __init__(self, blocks: Mapping[str, Block]) -> None:
        self._blocks = blocks
        self._known: dict[Span, Span] = {}

    def given(self, value: Any) -> Any:
        if isinstance(value, Span):
            placed = self._known.get(value)
            if placed is None:
                placed = self._known[value] = self._placed(value)
            return placed
        if isinstance(value, BaseModel):
            inside = {name: self.given(each) for name, each in vars(value).items() if isinstance(each, _HOLDING)}
            changed = any(new is not vars(value)[name] for name, new in inside.items())
            return value.model_copy(update=inside) if changed else value
        if isinstance(value, tuple):
            inner = tuple(map(self.given, value))
            return inner if any(new is not old for new, old in zip(inner, value, strict=True)) else value
        return value

    def _placed(self, span: Span) -> Span:
        if span.block not in self._blocks:
            return span
        return Span(span.block, span.start, span.end, boxes_of(self._blocks[span.block], span.start, span.end))


def _goes_on(line: _Bbox, box: _Bbox) -> bool:
    """Whether a character goes on with a line: to the right of it, or above or below it in one that is set upright."""
    if line[1] <= box[1] <= box[3] <= line[3]:  # as most are: no higher and no lower than the line
        return box[0] >= line[0]
    width, height = box[2] - box[0], box[3] - box[1]
    level = min(line[3], box[3]) - max(line[1], box[1])
    if level >= _SHARED * min(line[3] - line[1], height):
        return box[0] >= line[0]
    across = min(line[2], box[2]) - max(line[0], box[0])
    narrow = line[2] - line[0] <= _ONE_WIDE * width
    return narrow and across >= _SHARED * width and level >= -_APART * height


def _around(one: _Bbox, other: _Bbox) -> _Bbox:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def _rounded(bbox: _Bbox) -> _Bbox:
    x0, top, x1, bottom = bbox
    return round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2)
