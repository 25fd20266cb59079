"""Functions of pdfium that a page calls thousands of times, taking addresses and numbers without looking at them.

pypdfium2's own functions make an object of every pointer. These give addresses as plain integers, and with `map` are
called for a whole column in one go. Most calls would be spent on making arguments ready for C: the quick ones are told
nothing of their arguments. They take each address as a `handle`, made once for all calls that it goes into, and numbers as
they are.
"""

from __future__ import annotations

import ctypes
from array import array
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pypdfium2.raw as pdfium

_ADDRESS, _NUMBER = ctypes.c_void_p, ctypes.c_int
_FLOAT = ctypes.sizeof(ctypes.c_float)

handle: Callable[[int], Any] = ctypes.c_void_p.from_param
"""An address as quick functions take it; one that is not made so would be cut short."""


def _plain(function: Any, gives: Any, *takes: Any) -> Callable[..., Any]:
    """A function of pdfium that takes addresses as integers."""
    address = ctypes.cast(function, ctypes.c_void_p).value
    assert address is not None
    called: Callable[..., Any] = ctypes.PYFUNCTYPE(gives, *takes)(address)
    return called


def _quick(function: Any, gives: Any) -> Callable[..., Any]:
    """One that takes handles, and numbers that an int of C holds."""
    return _plain(function, gives)


object_at = _quick(pdfium.FPDFPage_GetObject, _ADDRESS)
render_mode = _quick(pdfium.FPDFTextObj_GetTextRenderMode, _NUMBER)
corners_of = _quick(pdfium.FPDFPageObj_GetRotatedBounds, None)
bounds_of = _quick(pdfium.FPDFPageObj_GetBounds, None)
clip_of = _quick(pdfium.FPDFPageObj_GetClipPath, _ADDRESS)
clip_paths = _quick(pdfium.FPDFClipPath_CountPaths, _NUMBER)
clip_segments = _quick(pdfium.FPDFClipPath_CountPathSegments, _NUMBER)
clip_segment = _quick(pdfium.FPDFClipPath_GetPathSegment, _ADDRESS)
loose_box = _quick(pdfium.FPDFText_GetLooseCharBox, None)
text_object = _quick(pdfium.FPDFText_GetTextObject, _ADDRESS)

kind_of = _plain(pdfium.FPDFPageObj_GetType, _NUMBER, _ADDRESS)
matrix_of = _plain(pdfium.FPDFPageObj_GetMatrix, _NUMBER, _ADDRESS, _ADDRESS)
fill_of = _plain(pdfium.FPDFPageObj_GetFillColor, _NUMBER, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS)
form_objects = _plain(pdfium.FPDFFormObj_CountObjects, _NUMBER, _ADDRESS)
object_in_form = _plain(pdfium.FPDFFormObj_GetObject, _ADDRESS, _ADDRESS, _NUMBER)

set_render_mode = _plain(pdfium.FPDFTextObj_SetTextRenderMode, _NUMBER, _ADDRESS, _NUMBER)
transform = _plain(pdfium.FPDFPageObj_Transform, None, _ADDRESS, *(ctypes.c_double,) * 6)
font_of = _plain(pdfium.FPDFTextObj_GetFont, _ADDRESS, _ADDRESS)

draw_mode = _plain(pdfium.FPDFPath_GetDrawMode, _NUMBER, _ADDRESS, _ADDRESS, _ADDRESS)
path_segments = _plain(pdfium.FPDFPath_CountSegments, _NUMBER, _ADDRESS)
path_segment = _plain(pdfium.FPDFPath_GetPathSegment, _ADDRESS, _ADDRESS, _NUMBER)
point_of = _plain(pdfium.FPDFPathSegment_GetPoint, _NUMBER, _ADDRESS, _ADDRESS, _ADDRESS)
segment_kind = _plain(pdfium.FPDFPathSegment_GetType, _NUMBER, _ADDRESS)
segment_closes = _plain(pdfium.FPDFPathSegment_GetClose, _NUMBER, _ADDRESS)


def address_of(pointer: Any) -> int:
    """Where what a handle of pypdfium2 points to lies; 0 for none."""
    return ctypes.addressof(pointer.contents) if pointer else 0


class Rows:
    """Rows of so many floats for pdfium to write, and the handle of each: made once, and used for page after page.

    >>> rows = Rows(2)
    >>> len(rows.handles(3)), rows.columns(3, 1)
    (3, [[0.0, 0.0, 0.0]])
    """

    def __init__(self, columns: int) -> None:
        self._count = columns
        self._floats = array("f")
        self._handles: list[Any] = []

    def handles(self, rows: int) -> Sequence[Any]:
        """The handles of at least so many rows, which are all noughts again."""
        step = self._count * _FLOAT
        if rows > len(self._handles):
            self._floats = array("f", bytes(rows * step))
            first, _ = self._floats.buffer_info()
            self._handles = list(map(handle, range(first, first + rows * step, step)))
        ctypes.memset(self._floats.buffer_info()[0], 0, rows * step)
        return self._handles

    def columns(self, rows: int, wanted: int) -> list[list[float]]:
        """What stands in so many rows, a list for each of the first places in them."""
        return [self._floats[i : rows * self._count : self._count].tolist() for i in range(wanted)]


def done(calls: Iterable[object]) -> None:
    """Make all calls of a `map` whose results stand in a buffer."""
    deque(calls, 0)
