"""Functions of pdfium that a page calls thousands of times, taking and giving addresses as plain integers.

pypdfium2's own functions make an object of every pointer; these are the same functions, called in half the time, and
with `map` a whole column of them in one go.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any

import pypdfium2.raw as pdfium

_ADDRESS, _NUMBER = ctypes.c_void_p, ctypes.c_int


def _plain(function: Any, gives: Any, *takes: Any) -> Callable[..., Any]:
    address = ctypes.cast(function, ctypes.c_void_p).value
    assert address is not None
    called: Callable[..., Any] = ctypes.PYFUNCTYPE(gives, *takes)(address)
    return called


object_at = _plain(pdfium.FPDFPage_GetObject, _ADDRESS, _ADDRESS, _NUMBER)
kind_of = _plain(pdfium.FPDFPageObj_GetType, _NUMBER, _ADDRESS)
matrix_of = _plain(pdfium.FPDFPageObj_GetMatrix, _NUMBER, _ADDRESS, _ADDRESS)
bounds_of = _plain(pdfium.FPDFPageObj_GetBounds, _NUMBER, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS)
corners_of = _plain(pdfium.FPDFPageObj_GetRotatedBounds, _NUMBER, _ADDRESS, _ADDRESS)
fill_of = _plain(pdfium.FPDFPageObj_GetFillColor, _NUMBER, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS)
form_objects = _plain(pdfium.FPDFFormObj_CountObjects, _NUMBER, _ADDRESS)
object_in_form = _plain(pdfium.FPDFFormObj_GetObject, _ADDRESS, _ADDRESS, _NUMBER)

render_mode = _plain(pdfium.FPDFTextObj_GetTextRenderMode, _NUMBER, _ADDRESS)
set_render_mode = _plain(pdfium.FPDFTextObj_SetTextRenderMode, _NUMBER, _ADDRESS, _NUMBER)
transform = _plain(pdfium.FPDFPageObj_Transform, None, _ADDRESS, *(ctypes.c_double,) * 6)
loose_box = _plain(pdfium.FPDFText_GetLooseCharBox, _NUMBER, _ADDRESS, _NUMBER, _ADDRESS)
text_object = _plain(pdfium.FPDFText_GetTextObject, _ADDRESS, _ADDRESS, _NUMBER)
font_of = _plain(pdfium.FPDFTextObj_GetFont, _ADDRESS, _ADDRESS)

clip_of = _plain(pdfium.FPDFPageObj_GetClipPath, _ADDRESS, _ADDRESS)
clip_paths = _plain(pdfium.FPDFClipPath_CountPaths, _NUMBER, _ADDRESS)
clip_segments = _plain(pdfium.FPDFClipPath_CountPathSegments, _NUMBER, _ADDRESS, _NUMBER)
clip_segment = _plain(pdfium.FPDFClipPath_GetPathSegment, _ADDRESS, _ADDRESS, _NUMBER, _NUMBER)

draw_mode = _plain(pdfium.FPDFPath_GetDrawMode, _NUMBER, _ADDRESS, _ADDRESS, _ADDRESS)
path_segments = _plain(pdfium.FPDFPath_CountSegments, _NUMBER, _ADDRESS)
path_segment = _plain(pdfium.FPDFPath_GetPathSegment, _ADDRESS, _ADDRESS, _NUMBER)
point_of = _plain(pdfium.FPDFPathSegment_GetPoint, _NUMBER, _ADDRESS, _ADDRESS, _ADDRESS)
segment_kind = _plain(pdfium.FPDFPathSegment_GetType, _NUMBER, _ADDRESS)
segment_closes = _plain(pdfium.FPDFPathSegment_GetClose, _NUMBER, _ADDRESS)


def address_of(pointer: Any) -> int:
    """Where what a handle of pypdfium2 points to lies; 0 for none."""
    return ctypes.addressof(pointer.contents) if pointer else 0


def done(calls: Iterable[object]) -> None:
    """Make all calls of a `map` whose results stand in a buffer."""
    deque(calls, 0)
