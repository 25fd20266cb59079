"""The objects drawn on a PDF page to ruling lines, pictures and the text objects that nobody sees.

Lines come from strokes and from thin filled rectangles, also inside form XObjects; a path of many pieces gives each of
them. Most paths are one thin piece, and for those their bounds say everything.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from jixiao.readers.pdf_geometry import IDENTITY, Area, Matrix

_THIN = 3.0  # the thickest ruling line, in points; what is thicker is shading
_NOTHING = 0.01  # points of breadth
_DEEPEST = 8  # forms within forms


@dataclass(slots=True)
class Drawing:
    """What is drawn on one page beside characters, and which of its text objects need a second look.

    `turns` counts text objects by the quarter turns that set them upright; `turned` (None: aslant), `clipped` (to what
    is seen) and `invisible` name those objects by address.
    """

    lines: list[Area] = field(default_factory=list)
    shades: list[Area] = field(default_factory=list)
    pictures: list[Area] = field(default_factory=list)
    turns: Counter[int] = field(default_factory=Counter)
    turned: dict[int, int | None] = field(default_factory=dict)
    clipped: dict[int, Area] = field(default_factory=dict)
    invisible: set[int] = field(default_factory=set)


def read_drawing(page: Any) -> Drawing:
    """Everything drawn on a page (an FPDF_PAGE handle)."""
    drawing = Drawing()
    objects = (pdfium.FPDFPage_GetObject(page, i) for i in range(pdfium.FPDFPage_CountObjects(page)))
    _walk(objects, IDENTITY, drawing, 0)
    return drawing


def text_object(text_page: Any, index: int) -> int:
    """The address of the text object that a character belongs to."""
    return _address(pdfium.FPDFText_GetTextObject(text_page, index))


def is_stroked(text_page: Any, index: int) -> bool:
    """Whether a character is filled and outlined, as Word prints bold in a font that has no bold."""
    text = pdfium.FPDFText_GetTextObject(text_page, index)
    return bool(text) and pdfium.FPDFTextObj_GetTextRenderMode(text) == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE


def _address(item: Any) -> int:
    return ctypes.addressof(item.contents) if item else 0


class _Hand:
    """Reads matrices and bounds of page objects into buffers made once: a page has thousands of objects."""

    def __init__(self) -> None:
        self._raw = pdfium.FS_MATRIX()
        self._edges = tuple(ctypes.c_float() for _ in range(4))
        self._to_edges = tuple(map(ctypes.byref, self._edges))

    def matrix(self, item: Any) -> Matrix:
        """The matrix of an object."""
        pdfium.FPDFPageObj_GetMatrix(item, self._raw)
        return Matrix(self._raw.a, self._raw.b, self._raw.c, self._raw.d, self._raw.e, self._raw.f)

    def is_level(self, text: Any) -> bool:
        """Whether a text object runs from left to right in its own coordinates."""
        raw = self._raw
        pdfium.FPDFPageObj_GetMatrix(text, raw)
        return bool(raw.b == 0 and raw.a > 0)

    def bounds(self, item: Any) -> Area:
        """The bounds of an object."""
        pdfium.FPDFPageObj_GetBounds(item, *self._to_edges)
        left, bottom, right, top = self._edges
        return Area(left.value, bottom.value, right.value, top.value)

    def has_breadth(self, text: Any) -> bool:
        """Whether a text object is broader than nothing."""
        pdfium.FPDFPageObj_GetBounds(text, *self._to_edges)
        return self._edges[2].value - self._edges[0].value >= _NOTHING

    def seen(self, text: Any) -> Area | None:
        """The bounds of what the clip of an object shows; None without one. Of a rectangle two opposite corners tell."""
        clip = pdfium.FPDFPageObj_GetClipPath(text)
        paths = pdfium.FPDFClipPath_CountPaths(clip) if clip else 0
        if paths <= 0:
            return None
        x, y = self._edges[:2]
        to_x, to_y = self._to_edges[:2]
        left, bottom, right, top = -math.inf, -math.inf, math.inf, math.inf
        for path in range(paths):
            count = pdfium.FPDFClipPath_CountPathSegments(clip, path)
            xs, ys = [], []
            for i in (0, 2) if count in (4, 5) else range(max(count, 0)):
                pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(clip, path, i), to_x, to_y)
                xs.append(x.value)
                ys.append(y.value)
            if xs:
                left, right = max(left, min(xs)), min(right, max(xs))
                bottom, top = max(bottom, min(ys)), min(top, max(ys))
        return Area(left, bottom, right, top)


def _walk(objects: Iterator[Any], outer: Matrix, drawing: Drawing, depth: int) -> None:
    """Sort the objects of a page or form into the drawing."""
    hand = _Hand()
    plain = outer.b == 0 and outer.a > 0
    level = 0
    for item in objects:
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            if plain and hand.is_level(item):
                level += 1
            else:
                turn = _quarter_turns(hand.matrix(item).then(outer))
                drawing.turned[_address(item)] = turn
                drawing.turns.update(() if turn is None else (turn,))
            _look_closer(item, outer, drawing, hand)
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            _add_path(item, outer, drawing, hand)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            drawing.pictures.append(outer.area(hand.bounds(item)))
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inner = (pdfium.FPDFFormObj_GetObject(item, i) for i in range(pdfium.FPDFFormObj_CountObjects(item)))
            _walk(inner, hand.matrix(item).then(outer), drawing, depth + 1)
    if level:
        drawing.turns[0] += level


def _look_closer(text: Any, outer: Matrix, drawing: Drawing, hand: _Hand) -> None:
    """Remember a text object that is drawn invisibly, or reaches outside what its clip shows.

    One of no breadth, as is a single character of a font that is not installed, would be lost: it is given some.
    """
    if pdfium.FPDFTextObj_GetTextRenderMode(text) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE:
        drawing.invisible.add(_address(text))
    seen = hand.seen(text)
    if seen is None:
        if not hand.has_breadth(text):
            _give_breadth(text)
        return
    left, bottom, right, top = hand.bounds(text)
    if left < seen.left or bottom < seen.bottom or right > seen.right or top > seen.top:
        drawing.clipped[_address(text)] = outer.area(seen)
    if right - left < _NOTHING:
        _give_breadth(text)


def _give_breadth(text: Any) -> None:
    """Have a text object drawn with an outline, in memory only: pdfium leaves one without breadth out of the text."""
    pdfium.FPDFTextObj_SetTextRenderMode(text, pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE)
    pdfium.FPDFPageObj_Transform(text, 1, 0, 0, 1, 0, 0)


def _quarter_turns(matrix: Matrix) -> int | None:
    """How many quarter turns clockwise set text upright; None if it runs aslant, as a watermark does.

    >>> _quarter_turns(Matrix(0, 12, -12, 0, 0, 0)), _quarter_turns(Matrix(7, 7, -7, 7, 0, 0))
    (1, None)
    """
    quarters = math.atan2(matrix.b, matrix.a) / (math.pi / 2)
    return round(quarters) % 4 if abs(quarters - round(quarters)) < 0.05 else None


def _thin(area: Area) -> Area | None:
    """A narrow rectangle as the line along its middle; None if it is broad both ways or a mere dot."""
    width, height = area.right - area.left, area.top - area.bottom
    if height <= _THIN < width:
        middle = (area.bottom + area.top) / 2
        return Area(area.left, middle, area.right, middle)
    if width <= _THIN < height:
        middle = (area.left + area.right) / 2
        return Area(middle, area.bottom, middle, area.top)
    return None


def _add_path(path: Any, outer: Matrix, drawing: Drawing, hand: _Hand) -> None:
    """Add the ruling lines that one path draws, or note that it shades a field."""
    bounds = outer.area(hand.bounds(path))
    if bounds.right - bounds.left <= _THIN and bounds.top - bounds.bottom <= _THIN:
        return
    line = _thin(bounds)
    if line is not None:
        drawing.lines.append(line)
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    if not fill.value and not stroke.value:
        return
    for points in _pieces(path, hand.matrix(path).then(outer)):
        line = _thin(Area.around(points))
        if line is not None:
            drawing.lines.append(line)
        elif stroke.value:
            edges = (_thin(Area.around(ends)) for ends in pairwise(points))
            drawing.lines.extend(edge for edge in edges if edge is not None)
        elif _is_tinted(path):
            drawing.shades.append(Area.around(points))


def _is_tinted(path: Any) -> bool:
    """Whether a path is filled with something else than white."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    known = pdfium.FPDFPageObj_GetFillColor(path, red, green, blue, alpha)
    return not known or (alpha.value > 0 and min(red.value, green.value, blue.value) < 250)


def _pieces(path: Any, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
    """The straight-edged pieces of a path, each as its corners in page coordinates."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for i in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, i)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        if pdfium.FPDFPathSegment_GetType(segment) != pdfium.FPDF_SEGMENT_LINETO:
            if len(points) > 1:
                yield points
            points = []
        points.append(matrix.point(x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if len(points) > 1:
        yield points
