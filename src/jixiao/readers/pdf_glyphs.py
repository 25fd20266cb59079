"""The characters of a page as columns, and one of them with its box: columns are read, and a single Glyph made if asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, partial
from itertools import compress, count, islice, pairwise, repeat
from typing import NamedTuple, cast, overload

_TWICE = 0.8  # points between the two prints of a character that is printed twice for boldness


class Glyph(NamedTuple):
    """One character and its box, in points from the top left of the page as one reads it.

    `place` is its place in pdfium's text of the page; `spaced` says that a space is printed before it.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    place: int
    page: int
    spaced: bool = False


_glyph = cast("Callable[[tuple[object, ...]], Glyph]", partial(tuple.__new__, Glyph))  # in half the time of Glyph()


class Glyphs(Sequence[Glyph]):
    """Characters of one page as columns of equal length: `text` one of them each, `x0s` to `bottoms` their boxes.

    `places` are theirs in pdfium's text of the page, and `spaced` those places before which a space is printed.

    >>> glyphs = Glyphs("一、", [10, 26], [5, 5], [26, 42], [21, 21], (0, 1), 1)
    >>> glyphs[1].x0, glyphs[1:].text
    (26, '、')
    """

    def __init__(
        self,
        text: str,
        x0s: Sequence[float],
        tops: Sequence[float],
        x1s: Sequence[float],
        bottoms: Sequence[float],
        places: Sequence[int],
        page: int,
        spaced: frozenset[int] = frozenset(),
    ) -> None:
        self.text = text
        self.x0s, self.tops, self.x1s, self.bottoms = x0s, tops, x1s, bottoms
        self.places, self.page, self.spaced = places, page, spaced

    @classmethod
    def of(cls, glyphs: Iterable[Glyph]) -> Glyphs:
        """Some characters of one page as columns."""
        if isinstance(glyphs, Glyphs):
            return glyphs
        found = list(glyphs)
        if not found:
            return cls("", (), (), (), (), (), 0)
        texts, x0s, tops, x1s, bottoms, places, pages, spaced = zip(*found, strict=True)
        made = cls("".join(texts), x0s, tops, x1s, bottoms, places, pages[0], frozenset(compress(places, spaced)))
        made.each = found
        return made

    def chosen(self, wanted: Sequence[bool]) -> Glyphs:
        """Those characters for which it is true."""
        if all(wanted):
            return self
        x0s, tops, x1s, bottoms, places = (list(compress(column, wanted)) for column in self._columns)
        text = "".join(compress(self.text, wanted))
        return Glyphs(text, x0s, tops, x1s, bottoms, cast("list[int]", places), self.page, self.spaced)

    @cached_property
    def each(self) -> Sequence[Glyph]:
        """The same one by one, as tables ask for them again and again."""
        spaced = map(self.spaced.__contains__, self.places)
        return list(map(_glyph, zip(self.text, *self._columns, repeat(self.page), spaced, strict=False)))

    @cached_property
    def runs(self) -> Sequence[range]:
        """The characters that the file gives one after another, from left to right, on one height."""
        if not self:
            return ()
        x0s, tops, bottoms = self.x0s, self.tops, self.bottoms
        neighbours = zip(count(1), x0s, islice(x0s, 1, None), bottoms, islice(bottoms, 1, None))
        starts = [
            i
            for i, x, next_x, bottom, next_bottom in neighbours
            if next_x <= x + _TWICE
            or (next_bottom != bottom and abs(next_bottom - bottom) >= 0.2 * (bottom - tops[i - 1]))
        ]
        return [range(start, end) for start, end in pairwise((0, *starts, len(self)))]

    @property
    def _columns(self) -> tuple[Sequence[float], ...]:
        return self.x0s, self.tops, self.x1s, self.bottoms, self.places

    def __len__(self) -> int:
        return len(self.text)

    def __iter__(self) -> Iterator[Glyph]:
        return iter(self.each)

    @overload
    def __getitem__(self, place: int) -> Glyph: ...

    @overload
    def __getitem__(self, place: slice) -> Glyphs: ...

    def __getitem__(self, place: int | slice) -> Glyph | Glyphs:
        text, x0s, tops, x1s, bottoms, places = self.text, self.x0s, self.tops, self.x1s, self.bottoms, self.places
        if isinstance(place, slice):
            text, x0s, tops, x1s = text[place], x0s[place], tops[place], x1s[place]
            part = Glyphs(text, x0s, tops, x1s, bottoms[place], places[place], self.page, self.spaced)
            if "each" in vars(self):
                part.each = self.each[place]
            return part
        box = x0s[place], tops[place], x1s[place], bottoms[place]
        return Glyph(text[place], *box, places[place], self.page, places[place] in self.spaced)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))
