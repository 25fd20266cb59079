"""Rectangles and affine maps in the coordinates of a PDF page, points with y upwards."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Area(NamedTuple):
    """A rectangle; a ruling line is one without breadth."""

    left: float
    bottom: float
    right: float
    top: float

    @classmethod
    def around(cls, points: Iterable[tuple[float, float]]) -> Area:
        """The bounds of some points.

        >>> Area.around([(3, 1), (0, 4)])
        Area(left=0, bottom=1, right=3, top=4)
        """
        xs, ys = zip(*points, strict=True)
        return cls(min(xs), min(ys), max(xs), max(ys))

    def overlap(self, other: Area) -> Area:
        """What two rectangles have in common; turned inside out if nothing."""
        left, bottom = max(self.left, other.left), max(self.bottom, other.bottom)
        return Area(left, bottom, min(self.right, other.right), min(self.top, other.top))

    def part_of(self, whole: Area) -> float:
        """How much of another rectangle this one covers.

        >>> Area(0, 0, 50, 100).part_of(Area(0, 0, 100, 100))
        0.5
        """
        common = self.overlap(whole)
        width, height = common.right - common.left, common.top - common.bottom
        full = (whole.right - whole.left) * (whole.top - whole.bottom)
        return max(width, 0.0) * max(height, 0.0) / full if full else 0.0

    def has(self, x: float, y: float) -> bool:
        """Whether a point lies inside."""
        return self.left <= x <= self.right and self.bottom <= y <= self.top


class Matrix(NamedTuple):
    """An affine map: x' = ax + cy + e, y' = bx + dy + f."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point goes."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def area(self, area: Area) -> Area:
        """The bounds of where a rectangle goes."""
        if not (self.b or self.c):  # as of all but turned pages
            (x0, y0), (x1, y1) = self.point(area.left, area.bottom), self.point(area.right, area.top)
            return Area(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        return Area.around(self.point(x, y) for x in (area.left, area.right) for y in (area.bottom, area.top))

    def then(self, outer: Matrix) -> Matrix:
        """The map followed by another.

        >>> Matrix(2, 0, 0, 2, 0, 0).then(Matrix(1, 0, 0, 1, 5, 0)).point(1, 1)
        (7, 2)
        """
        e, f = outer.point(self.e, self.f)
        a, b = outer.a * self.a + outer.c * self.b, outer.b * self.a + outer.d * self.b
        c, d = outer.a * self.c + outer.c * self.d, outer.b * self.c + outer.d * self.d
        return Matrix(a, b, c, d, e, f)


IDENTITY = Matrix(1, 0, 0, 1, 0, 0)


def upright(turns: int, page: Area) -> Matrix:
    """From page coordinates to points from the top left, y downwards, after quarter turns clockwise.

    >>> upright(0, Area(0, 0, 600, 800)).point(10, 790)
    (10, 10)
    >>> upright(1, Area(0, 0, 600, 800)).point(10, 790)
    (790, 10)
    """
    left, bottom, right, top = page
    return (
        Matrix(1, 0, 0, -1, -left, top),
        Matrix(0, 1, 1, 0, -bottom, -left),
        Matrix(-1, 0, 0, 1, right, -bottom),
        Matrix(0, -1, -1, 0, top, right),
    )[turns % 4]
