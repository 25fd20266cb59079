"""Objects drawn on a PDF page, by their addresses, to numbers: matrices, bounds, what a clip shows, corners of paths."""

from __future__ import annotations

import ctypes
import math
import struct
from array import array
from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import Any

import pypdfium2.raw as pdfium

from jixiao.readers import pdf_calls as calls
from jixiao.readers.pdf_calls import Rows, done, handle
from jixiao.readers.pdf_geometry import Area, Matrix

_FLOAT = ctypes.sizeof(ctypes.c_float)


def text_bases(texts: Sequence[Any], corners: Rows) -> list[list[float]]:
    """Where the bases of text objects begin and end: a list each of x and y of the beginning, x and y of the end.

    The objects come as handles; their corners are written to rows of eight.
    """
    done(map(calls.corners_of, texts, corners.handles(len(texts))))
    return corners.columns(len(texts), 4)


def matrix(item: int) -> Matrix:
    """The matrix of one object."""
    buffer, places = _room(1, 6)
    calls.matrix_of(item, places.start)
    return Matrix._make(buffer)


def all_bounds(objects: Sequence[int]) -> list[list[float]]:
    """The bounds of objects: a list of each of left, bottom, right and top."""
    buffer, places = _room(len(objects), 4)
    edges = (range(places.start + i * _FLOAT, places.stop + i * _FLOAT, places.step) for i in range(4))
    done(map(calls.bounds_of, *(map(handle, each) for each in (objects, *edges))))
    numbers = array("f", bytes(buffer))
    return [numbers[i::4].tolist() for i in range(4)]


def bounds(item: int) -> Area:
    """The bounds of one object."""
    return Area._make(edge for (edge,) in all_bounds([item]))


def seen(clip: Any, paths: int) -> Area:
    """The bounds of what a clip (a handle) shows, made of so many paths; of a rectangle two opposite corners tell."""
    left, bottom, right, top = -math.inf, -math.inf, math.inf, math.inf
    for path in range(paths):
        count = calls.clip_segments(clip, path)
        corners = (0, 2) if count in (4, 5) else range(max(count, 0))
        points = _points([calls.clip_segment(clip, path, i) for i in corners])
        if points:
            xs, ys = zip(*points, strict=True)
            left, right = max(left, min(xs)), min(right, max(xs))
            bottom, top = max(bottom, min(ys)), min(top, max(ys))
    return Area(left, bottom, right, top)


def pieces_of(path: int, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
    """The straight-edged pieces of a path, each as its corners in page coordinates."""
    segments = list(map(calls.path_segment, repeat(path), range(calls.path_segments(path))))
    points: list[tuple[float, float]] = []
    for segment, (x, y) in zip(segments, _points(segments), strict=True):
        if calls.segment_kind(segment) != pdfium.FPDF_SEGMENT_LINETO:
            if len(points) > 1:
                yield points
            points = []
        points.append(matrix.point(x, y))
        if calls.segment_closes(segment):
            points.append(points[0])
    if len(points) > 1:
        yield points


def _points(segments: Sequence[int]) -> list[tuple[float, ...]]:
    """Where each segment of a path ends."""
    buffer, places = _room(len(segments), 2)
    ys = range(places.start + _FLOAT, places.stop + _FLOAT, places.step)
    done(map(calls.point_of, segments, places, ys))
    return list(struct.iter_unpack("2f", buffer))


def _room(rows: int, columns: int) -> tuple[ctypes.Array[ctypes.c_float], range]:
    """A buffer for rows of so many floats, and the address of each row."""
    buffer = (ctypes.c_float * (rows * columns))()
    first, step = ctypes.addressof(buffer), columns * _FLOAT
    return buffer, range(first, first + rows * step, step)
