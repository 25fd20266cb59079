"""Dots drawn on a page, as browsers draw each dot of a dotted border, to the level and upright lines that they form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from jixiao.readers.pdf_geometry import Area

_FEWEST = 5  # dots in a row
_SAME = 0.5  # points that they may be out of line
_APART = 3.0  # sizes of a dot from one to the next, at most


def dotted_lines(dots: Sequence[Area]) -> list[Area]:
    """The lines that dots form, from left to right and from top to bottom.

    >>> dotted_lines([Area(x, 10, x + 1, 11) for x in range(0, 20, 2)])
    [Area(left=0, bottom=10.5, right=19, top=10.5)]
    """
    level = [(dot.bottom + dot.top, dot.left, dot.right) for dot in dots]
    upright = [(dot.left + dot.right, dot.bottom, dot.top) for dot in dots]
    return [
        *(Area(start, at, end, at) for at, start, end in _runs(level)),
        *(Area(at, start, at, end) for at, start, end in _runs(upright)),
    ]


def _runs(dots: Sequence[tuple[float, float, float]]) -> Iterator[tuple[float, float, float]]:
    """Dots close together at one place across (twice that is given), as the place and where they begin and end."""
    places: defaultdict[int, list[tuple[float, float, float]]] = defaultdict(list)
    for dot in dots:
        places[round(dot[0] / (2 * _SAME))].append(dot)
    for place in places.values():
        run: list[tuple[float, float, float]] = []
        for dot in sorted(place, key=lambda dot: dot[1]):
            if run and dot[1] - run[-1][2] > _APART * (dot[2] - dot[1]):
                yield from _line(run)
                run = []
            run.append(dot)
        yield from _line(run)


def _line(run: Sequence[tuple[float, float, float]]) -> Iterator[tuple[float, float, float]]:
    if len(run) >= _FEWEST:
        yield run[0][0] / 2, run[0][1], run[-1][2]
