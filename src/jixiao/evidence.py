"""A Record and the Document it came from to the same Record with every place on its page: one box a line.

Only what was read from a PDF has places on pages; a record of any other report comes out as it went in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import groupby
from operator import is_not
from typing import Any, get_args

from pydantic import BaseModel

from jixiao.document import Bbox, Block, Box, Boxes, Document, Edges, Span
from jixiao.record import Record

_SHARED = 0.5  # of the lower of two characters on one line, however high a mark is set; of the wider one if upright
_ONE_WIDE = 1.5  # characters: wider is no line set upright
_APART = 0.5  # of a character's height, at most, between two of a line set upright
_KEPT = ("blocks", "tables", "source", "extractor")  # they say nothing of places


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
    columns = _columns(block.boxes, start, end)
    if len(columns) == 1 and (whole := _one_line(*columns[0][1:])) is not None:
        return (Box(columns[0][0], _rounded(whole)),)
    lines: list[tuple[int, Bbox]] = []
    for page, *edges in columns:
        for bbox in zip(*edges, strict=True):
            if lines and lines[-1][0] == page and _goes_on(lines[-1][1], bbox):
                lines[-1] = page, _around(lines[-1][1], bbox)
            else:
                lines.append((page, bbox))
    return tuple(Box(page, _rounded(bbox)) for page, bbox in lines)


def _columns(boxes: Sequence[Box | None], start: int, end: int) -> Sequence[tuple[int, Edges, Edges, Edges, Edges]]:
    if isinstance(boxes, Boxes):
        return boxes.columns(start, end)
    pages = groupby((box for box in boxes[start:end] if box), key=lambda box: box.page)
    return [(page, *zip(*[box.bbox for box in printed], strict=True)) for page, printed in pages]


def _one_line(x0s: Edges, tops: Edges, x1s: Edges, bottoms: Edges) -> Bbox | None:
    """The box around characters that are plainly one line; None where each must be asked whether it goes on with those before.

    Plainly: from left to right, and at least half the height of all is common to all.
    """
    top, bottom = min(tops), max(bottoms)
    if min(x0s) < x0s[0] or min(bottoms) - max(tops) < _SHARED * (bottom - top):
        return None
    return x0s[0], top, max(x1s), bottom


class _Places:
    """Values of the record with boxes in every span inside them; a span that several name is looked up once."""

    def __init__(self, blocks: Mapping[str, Block]) -> None:
        self._blocks = blocks
        self._known: dict[Span, Span] = {}

    def given(self, value: Any) -> Any:
        kind: type = type(value)
        if kind is Span:
            placed = self._known.get(value)
            if placed is None:
                placed = self._known[value] = self._placed(value)
            return placed
        if kind is tuple:
            inner = tuple(map(self.given, value))
            return inner if any(map(is_not, inner, value)) else value
        fields = vars(value) if (names := _holding(kind)) else {}
        inside = {name: new for name in names if (new := self.given(fields[name])) is not fields[name]}
        return value.model_copy(update=inside) if inside else value

    def _placed(self, span: Span) -> Span:
        if span.block not in self._blocks:
            return span
        return Span(span.block, span.start, span.end, boxes_of(self._blocks[span.block], span.start, span.end))


@cache
def _holding(kind: type) -> tuple[str, ...]:
    """The fields of a model that may hold spans, by their annotations; none of anything else."""
    fields = kind.model_fields if issubclass(kind, BaseModel) else {}
    return tuple(name for name, field in fields.items() if _may_hold(field.annotation))


def _may_hold(annotation: Any) -> bool:
    """Whether a value of this type is a span or a model, or may hold one."""
    if isinstance(annotation, type) and issubclass(annotation, Span | BaseModel):
        return True
    return annotation is Any or any(map(_may_hold, get_args(annotation)))


def _goes_on(line: Bbox, box: Bbox) -> bool:
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


def _around(one: Bbox, other: Bbox) -> Bbox:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def _rounded(bbox: Bbox) -> Bbox:
    x0, top, x1, bottom = bbox
    return round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2)
