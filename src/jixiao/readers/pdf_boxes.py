"""The lines of a paragraph, or the glyphs of a cell, to the box of each of its characters on the page as it is shown."""

from __future__ import annotations

from abc import abstractmethod
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import overload

from jixiao.document import Bbox, Box, Boxes, Edges
from jixiao.readers.pdf_glyphs import Glyph
from jixiao.readers.pdf_joining import pieces_between
from jixiao.readers.pdf_lines import Line, Pieces
from jixiao.readers.pdf_page import Page


class _Boxes(Boxes):
    """Boxes of characters whose glyphs are known, as most are only when somebody asks."""

    @abstractmethod
    def _pieces(self, start: int, end: int) -> Pieces: ...

    @abstractmethod
    def _shown(self, piece: Glyph) -> Bbox: ...

    def columns(self, start: int, end: int) -> Sequence[tuple[int, Edges, Edges, Edges, Edges]]:
        """The boxes of some characters, an entry for each page."""
        pages = groupby(filter(None, self._pieces(start, end)), key=lambda piece: piece.page)
        return [(page, *zip(*map(self._shown, printed), strict=True)) for page, printed in pages]

    @overload
    def __getitem__(self, place: int) -> Box | None: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Box | None, ...]: ...

    def __getitem__(self, place: int | slice) -> Box | tuple[Box | None, ...] | None:
        if not isinstance(place, slice):
            return tuple(self)[place]
        start, end, step = place.indices(len(self))
        pieces = self._pieces(start, max(start, end))
        return tuple(Box(piece.page, self._shown(piece)) if piece else None for piece in pieces)[::step]

    def __iter__(self) -> Iterator[Box | None]:
        return iter(self[:])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))


class PieceBoxes(_Boxes):
    """The boxes of glyphs; `turned` are the pages where some of these are shown another way than text is read."""

    def __init__(self, pieces: Pieces, turned: Mapping[int, Page] | None) -> None:
        self._all = pieces
        self._turned = turned

    def __len__(self) -> int:
        return len(self._all)

    def _pieces(self, start: int, end: int) -> Pieces:
        return self._all[start:end]

    def _shown(self, piece: Glyph) -> Bbox:
        return self._turned[piece.page].shown(piece) if self._turned else piece[1:5]


class LineBoxes(_Boxes):
    """The boxes of a text of so many characters, which lines make that begin at such places of it, on pages shown upright."""

    def __init__(self, lines: Sequence[Line], starts: Sequence[int], count: int) -> None:
        self._lines = lines
        self._starts = starts
        self._count = count

    def __len__(self) -> int:
        return self._count

    def columns(self, start: int, end: int) -> Sequence[tuple[int, Edges, Edges, Edges, Edges]]:
        """The same straight from the columns of the lines, without a Glyph of each."""
        found = []
        for i in range(bisect_right(self._starts, start) - 1, bisect_left(self._starts, end)):
            line, offset = self._lines[i], self._starts[i]
            edges = line.edges(max(start - offset, 0), max(end - offset, 0))
            if edges[0]:
                found.append((line.page, *edges))
        return found

    def _pieces(self, start: int, end: int) -> Pieces:
        return pieces_between(self._lines, self._starts, start, end)

    def _shown(self, piece: Glyph) -> Bbox:
        return piece[1:5]
