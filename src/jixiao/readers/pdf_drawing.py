"""The objects drawn on a PDF page to ruling lines, pictures and the text objects that nobody sees.

Lines come from strokes and from thin filled rectangles, also inside form XObjects; a path of many pieces gives each of
them. Most paths are one thin piece, and for those their bounds say everything.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import compress, pairwise, repeat
from typing import Any

import pypdfium2.raw as pdfium
from msgspec import Struct, field

from jixiao.readers import pdf_calls as calls
from jixiao.readers.pdf_calls import Rows, address_of, handle
from jixiao.readers.pdf_dots import dotted_lines
from jixiao.readers.pdf_geometry import IDENTITY, Area, Matrix
from jixiao.readers.pdf_objects import all_bounds, bounds, matrix, pieces_of, seen, text_bases

_THIN = 3.0  # the thickest ruling line, in points; what is thicker is shading
_NOTHING = 0.01  # points of breadth
_INVISIBLE, _STROKED = pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE
_DEEPEST = 8  # forms within forms


class Drawing(Struct):
    """What is drawn on one page beside characters, and which of its text objects need a second look.

    `turns` counts text objects by the quarter turns that set them upright; `turned` (None: aslant), `clipped` (to what
    is seen), `invisible` and `stroked` (filled and outlined, as Word prints bold in a font that has no bold) name those
    objects by address.
    """

    lines: list[Area] = field(default_factory=list)
    dots: list[Area] = field(default_factory=list)
    shades: list[Area] = field(default_factory=list)
    pictures: list[Area] = field(default_factory=list)
    turns: Counter[int] = field(default_factory=Counter)
    turned: dict[int, int | None] = field(default_factory=dict)
    clipped: dict[int, Area] = field(default_factory=dict)
    invisible: set[int] = field(default_factory=set)
    stroked: set[int] = field(default_factory=set)


def read_drawing(page: Any, corners: Rows) -> Drawing:
    """Everything drawn on a page (an FPDF_PAGE handle); corners of text objects are written to rows of eight."""
    drawing = Drawing()
    count = pdfium.FPDFPage_CountObjects(page)
    _walk(list(map(calls.object_at, repeat(handle(address_of(page))), range(count))), IDENTITY, drawing, corners)
    drawing.lines += dotted_lines(drawing.dots)
    return drawing


def owners_of(text_page: Any, places: Iterable[int]) -> list[int]:
    """The address of the text object that each of some characters belongs to; 0 for what pdfium put in itself."""
    return [owner or 0 for owner in map(calls.text_object, repeat(handle(address_of(text_page))), places)]


def fonts_of(texts: Iterable[int]) -> list[int]:
    """The address of the font of each of some text objects; 0 for none."""
    return [text and (calls.font_of(text) or 0) for text in texts]


def _walk(objects: Sequence[int], outer: Matrix, drawing: Drawing, corners: Rows, depth: int = 0) -> None:
    """Sort the objects of a page or form into the drawing; only text has a mode of rendering."""
    handles = list(map(handle, objects))
    modes = list(map(calls.render_mode, handles))
    if (no_text := pdfium.FPDF_TEXTRENDERMODE_UNKNOWN) in modes:
        for item in (item for item, mode in zip(objects, modes, strict=True) if mode == no_text):
            kind = calls.kind_of(item)
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                _add_path(item, outer, drawing)
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                drawing.pictures.append(outer.area(bounds(item)))
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
                inner = map(calls.object_in_form, repeat(item), range(calls.form_objects(item)))
                _walk(list(inner), matrix(item).then(outer), drawing, corners, depth + 1)
        is_text = [mode != no_text for mode in modes]
        objects, handles, modes = (list(compress(column, is_text)) for column in (objects, handles, modes))
    _add_texts(objects, handles, outer, drawing, corners)
    for wanted, found in ((_INVISIBLE, drawing.invisible), (_STROKED, drawing.stroked)):
        if wanted in modes:
            found.update(item for item, mode in zip(objects, modes, strict=True) if mode == wanted)


def _add_texts(texts: Sequence[int], handles: Sequence[Any], outer: Matrix, drawing: Drawing, corners: Rows) -> None:
    """Remember the text objects that do not run from left to right, and those that reach outside what their clip shows.

    One of no breadth, as is a single character of a font that is not installed, would be lost: it is given some.
    """
    clips = list(map(handle, map(calls.clip_of, handles)))
    paths = list(map(calls.clip_paths, clips))
    if texts and max(paths) > 0:
        _add_clipped([each for each in zip(texts, clips, paths, strict=True) if each[2] > 0], outer, drawing)
    level = outer.b == 0 and outer.a > 0
    bases = zip(texts, *text_bases(handles, corners), strict=True)
    others = [text for text, x0, y0, x1, y1 in bases if not (level and y0 == y1 and x1 - x0 >= _NOTHING)]
    if len(others) < len(texts):
        drawing.turns[0] += len(texts) - len(others)
    for text, left, right in zip(others, *all_bounds(others)[0::2], strict=True):
        turn = _quarter_turns(matrix(text).then(outer))
        if turn != 0:
            drawing.turned[text] = turn
        if turn is not None:
            drawing.turns[turn] += 1
        if right - left < _NOTHING:
            _give_breadth(text)


def _add_clipped(texts: Sequence[tuple[int, Any, int]], outer: Matrix, drawing: Drawing) -> None:
    """Remember those of some text objects, each with its clip (a handle) and the number of its paths, that reach outside."""
    known: dict[int, Area] = {}
    bounds_of_all = all_bounds([text for text, _, _ in texts])
    for (text, clip, paths), left, bottom, right, top in zip(texts, *bounds_of_all, strict=True):
        area = _seen(clip, paths, known)
        if left < area.left or bottom < area.bottom or right > area.right or top > area.top:
            drawing.clipped[text] = outer.area(area)


def _seen(clip: Any, paths: int, known: dict[int, Area]) -> Area:
    """What a clip shows; many objects share one, which its last path tells by where it lies: each is added to one clip."""
    last = calls.clip_segment(clip, paths - 1, 0)
    if last is None:  # a path without any points
        return seen(clip, paths)
    if last not in known:
        known[last] = seen(clip, paths)
    return known[last]


def _give_breadth(text: int) -> None:
    """Have a text object drawn with an outline, in memory only: pdfium leaves one without breadth out of the text."""
    calls.set_render_mode(text, pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE)
    calls.transform(text, 1, 0, 0, 1, 0, 0)


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


def _add_path(path: int, outer: Matrix, drawing: Drawing) -> None:
    """Add the ruling lines that one path draws, or note that it shades a field."""
    area = outer.area(bounds(path))
    if area.right - area.left <= _THIN and area.top - area.bottom <= _THIN:
        drawing.dots.append(area)
        return
    line = _thin(area)
    if line is not None:
        drawing.lines.append(line)
        return
    modes = (ctypes.c_int * 2)()  # how it is filled, and whether it is stroked
    calls.draw_mode(path, ctypes.addressof(modes), ctypes.addressof(modes) + ctypes.sizeof(ctypes.c_int))
    if not any(modes):
        return
    for points in pieces_of(path, matrix(path).then(outer)):
        line = _thin(Area.around(points))
        if line is not None:
            drawing.lines.append(line)
        elif modes[1]:
            edges = (_thin(Area.around(ends)) for ends in pairwise(points))
            drawing.lines.extend(edge for edge in edges if edge is not None)
        elif _is_tinted(path):
            drawing.shades.append(Area.around(points))


def _is_tinted(path: int) -> bool:
    """Whether a path is filled with something else than white."""
    colour = (ctypes.c_uint * 4)()
    first, step = ctypes.addressof(colour), ctypes.sizeof(ctypes.c_uint)
    known = calls.fill_of(path, *range(first, first + 4 * step, step))
    red, green, blue, alpha = colour
    return not known or (alpha > 0 and min(red, green, blue) < 250)
