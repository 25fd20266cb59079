"""The text of one page of a PDF to its characters with their boxes, set upright.

Characters come from pypdfium2 in one sweep. Spaces are left out: gaps are measured, not believed.
"""

from __future__ import annotations

import ctypes
from array import array
from collections.abc import Callable, Sequence
from functools import partial
from itertools import compress, pairwise, repeat
from typing import Any, NamedTuple, cast

import pypdfium2
import pypdfium2.raw as pdfium

from jixiao.readers.pdf_calls import address_of, done, loose_box
from jixiao.readers.pdf_drawing import fonts_of, is_stroked, owners_of
from jixiao.readers.pdf_geometry import Area, Matrix

_UNSEEN = frozenset(" \t\r\n\x00\xa0\u3000\u200b\ufeff\u00ad\ufffe\uffff\x02")


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


def read_glyphs(text_page: pypdfium2.PdfTextPage, page: int, matrix: Matrix, size: tuple[float, float]) -> list[Glyph]:
    """The characters of a page, those beyond its edge left out; `matrix` sets them upright on a page of this size.

    The whole text comes in one call where it has one character for each box; a call for each is the fallback.
    """
    handle = text_page.raw
    count = max(text_page.count_chars(), 0)
    text = text_page.get_text_range() if count else ""
    if len(text) != count:
        text = "".join(_character(pdfium.FPDFText_GetUnicode(handle, i)) for i in range(count))
    lefts, tops, rights, bottoms = _boxes(address_of(handle), count)
    seen = [b > a and character not in _UNSEEN for character, a, b in zip(text, lefts, rights, strict=True)]
    spaced = _after_spaces(text, lefts, rights)
    if matrix.a == 1:
        dx, dy = matrix.e, matrix.f
        if dx:
            lefts, rights = [x + dx for x in lefts], [x + dx for x in rights]
        tops, bottoms = [dy - y for y in tops], [dy - y for y in bottoms]
    elif count:
        areas = map(matrix.area, map(Area, lefts, bottoms, rights, tops))
        lefts, tops, rights, bottoms = map(list, zip(*areas, strict=True))
    columns = zip(text, lefts, tops, rights, bottoms, range(count), repeat(page), spaced, strict=False)
    glyphs = list(map(_glyph, compress(columns, seen)))
    width, height = 2 * size[0], 2 * size[1]
    return [g for g in glyphs if 0 <= g[1] + g[3] <= width and 0 <= g[2] + g[4] <= height]


def _boxes(text_page: int, count: int) -> tuple[list[float], list[float], list[float], list[float]]:
    """The left, top, right and bottom of each character in page coordinates, a list each."""
    rectangles = (pdfium.FS_RECTF * count)()
    first, step = ctypes.addressof(rectangles), ctypes.sizeof(pdfium.FS_RECTF)
    done(map(loose_box, repeat(text_page), range(count), range(first, first + step * count, step)))
    edges = array("f", bytes(rectangles))
    return edges[0::4].tolist(), edges[1::4].tolist(), edges[2::4].tolist(), edges[3::4].tolist()


def _after_spaces(text: str, lefts: Sequence[float], rights: Sequence[float]) -> list[bool]:
    """For each character whether a space is printed before it; those that pdfium puts in itself have no breadth."""
    after = [False] * (len(text) + 1)
    start = text.find(" ")
    while start >= 0:
        end = start
        while end < len(text) and text[end] in _UNSEEN:
            end += 1
        after[end] = any(rights[i] > lefts[i] for i in range(start, end) if text[i] == " ")
        start = text.find(" ", end)
    return after


def _character(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\x00"


def bold_ends(text_page: Any, glyphs: Sequence[Glyph]) -> frozenset[int]:
    """The places of bold characters, looked for where lines begin and end: there tells whether all of a line is bold."""
    ends = {glyphs[0].place, glyphs[-1].place} if glyphs else set()
    for last, glyph in pairwise(glyphs):
        if abs(glyph.bottom - last.bottom) > 0.5 * (last.bottom - last.top):
            ends.update((last.place, glyph.place))
    places = sorted(ends)
    owners = owners_of(text_page, places)
    bold: dict[int, bool] = {0: False}
    for place, font in zip(places, fonts := fonts_of(owners), strict=True):
        if font not in bold:
            bold[font] = b"bold" in _font_name(text_page, place).lower()
    return frozenset(
        place for place, owner, font in zip(places, owners, fonts, strict=True) if bold[font] or is_stroked(owner)
    )


def _font_name(text_page: Any, place: int) -> bytes:
    name, flags = ctypes.create_string_buffer(96), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text_page, place, name, len(name), flags)
    return name.value
