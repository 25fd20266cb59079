"""The text of one page of a PDF to its characters with their boxes, set upright.

Characters come from pypdfium2 in one sweep. Spaces are left out: gaps are measured, not believed.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Collection, Iterator, Sequence
from itertools import chain, repeat
from operator import add, gt
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from jixiao.readers.look_alikes import with_characters
from jixiao.readers.pdf_calls import Rows, address_of, done, handle, loose_box
from jixiao.readers.pdf_drawing import fonts_of, owners_of
from jixiao.readers.pdf_geometry import Area, Matrix
from jixiao.readers.pdf_glyphs import Glyphs

_UNSEEN = re.compile("[ \t\r\n\x00\xa0\u3000\u200b\ufeff\u00ad\ufffe\uffff\x02]+")


def read_glyphs(
    text_page: pypdfium2.PdfTextPage, page: int, matrix: Matrix, size: tuple[float, float], rows: Rows
) -> Glyphs:
    """The characters of a page, those beyond its edge left out; `matrix` sets them upright on a page of this size.

    Their boxes are written to `rows`.
    The whole text comes in one call where it has one character for each box; a call for each is the fallback.
    """
    count = max(text_page.count_chars(), 0)
    text = text_page.get_text_range() if count else ""
    if len(text) != count:
        text = "".join(_character(pdfium.FPDFText_GetUnicode(text_page.raw, i)) for i in range(count))
    text = with_characters(text)  # lines and paragraphs are told by their words too
    blanks = [found.span() for found in _UNSEEN.finditer(text)]
    starts, ends = [0, *(end for _, end in blanks)], [*(start for start, _ in blanks), count]
    places = list(chain.from_iterable(map(range, starts, ends)))
    spaced = _spaced(text_page, text, blanks, rows)
    lefts, tops, rights, bottoms = _boxes(text_page, places, rows)
    glyphs = Glyphs(_UNSEEN.sub("", text), lefts, tops, rights, bottoms, places, page, spaced)
    glyphs = glyphs.chosen(list(map(gt, glyphs.x1s, glyphs.x0s)))
    return _on_page(_upright(glyphs, matrix), *size)


def _spaced(
    text_page: pypdfium2.PdfTextPage, text: str, blanks: Sequence[tuple[int, int]], rows: Rows
) -> frozenset[int]:
    """The ends of those unseen stretches in which a space is printed; one that pdfium puts in itself has no breadth."""
    spaces = [(place, end) for start, end in blanks for place in range(start, end) if text[place] == " "]
    lefts, _, rights, _ = _boxes(text_page, [place for place, _ in spaces], rows)
    return frozenset(end for (_, end), left, right in zip(spaces, lefts, rights, strict=True) if left < right)


def _upright(glyphs: Glyphs, matrix: Matrix) -> Glyphs:
    """Characters in page coordinates set upright."""
    x0s, tops, x1s, bottoms = glyphs.x0s, glyphs.tops, glyphs.x1s, glyphs.bottoms
    if matrix.a == 1:
        dx, dy = matrix.e, matrix.f
        if dx:
            x0s, x1s = [x + dx for x in x0s], [x + dx for x in x1s]
        tops, bottoms = [dy - y for y in tops], [dy - y for y in bottoms]
    elif glyphs:
        areas = map(matrix.area, map(Area, x0s, bottoms, x1s, tops))
        x0s, tops, x1s, bottoms = map(list, zip(*areas, strict=True))
    return Glyphs(glyphs.text, x0s, tops, x1s, bottoms, glyphs.places, glyphs.page, glyphs.spaced)


def _on_page(glyphs: Glyphs, width: float, height: float) -> Glyphs:
    """The characters whose middle is on a page of this size."""
    inside = not glyphs or min(glyphs.x0s) >= 0 <= min(glyphs.tops)
    if inside and (not glyphs or (max(glyphs.x1s) <= width and max(glyphs.bottoms) <= height)):
        return glyphs
    middles = zip(map(add, glyphs.x0s, glyphs.x1s), map(add, glyphs.tops, glyphs.bottoms), strict=True)
    return glyphs.chosen([0 <= x <= 2 * width and 0 <= y <= 2 * height for x, y in middles])


def _boxes(text_page: pypdfium2.PdfTextPage, places: Sequence[int], rows: Rows) -> list[list[float]]:
    """The left, top, right and bottom of the characters at some places in page coordinates, a list each."""
    done(map(loose_box, repeat(handle(address_of(text_page.raw))), places, rows.handles(len(places))))
    return rows.columns(len(places), 4)


def _character(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\x00"


def bold_ends(text_page: Any, glyphs: Glyphs, stroked: Collection[int]) -> frozenset[int]:
    """The places of bold characters, looked for where lines begin and end: there tells whether all of a line is bold.

    Text objects that are `stroked` are bold in any font.
    """
    places = sorted(set(_ends(glyphs)))
    owners = owners_of(text_page, places)
    bold: dict[int, bool] = {0: False}
    for place, font in zip(places, fonts := fonts_of(owners), strict=True):
        if font not in bold:
            bold[font] = b"bold" in _font_name(text_page, place).lower()
    return frozenset(
        place for place, owner, font in zip(places, owners, fonts, strict=True) if bold[font] or owner in stroked
    )


def _ends(glyphs: Glyphs) -> Iterator[int]:
    """The places of the first and the last character, and of those between which the height changes."""
    if glyphs:
        yield from (glyphs.places[0], glyphs.places[-1])
    tops, bottoms = glyphs.tops, glyphs.bottoms
    for start in (run.start for run in glyphs.runs[1:]):
        if abs(bottoms[start] - bottoms[start - 1]) > 0.5 * (bottoms[start - 1] - tops[start - 1]):
            yield from glyphs.places[start - 1 : start + 1]


def _font_name(text_page: Any, place: int) -> bytes:
    name, flags = ctypes.create_string_buffer(96), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text_page, place, name, len(name), flags)
    return name.value
