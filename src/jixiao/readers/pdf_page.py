"""One page of a PDF to its visible characters, set upright, with their boxes, and its ruling lines.

Characters come from pypdfium2 in one sweep. Left out are spaces (gaps are measured, not believed), text drawn
invisibly or outside its clip, and text that runs aslant, as a watermark does.
"""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from jixiao.readers.pdf_drawing import Drawing, is_stroked, read_drawing, text_object
from jixiao.readers.pdf_geometry import Area, Matrix, upright

_UNSEEN = frozenset(" \t\r\n\x00\xa0\u3000\u200b\ufeff\u00ad\ufffe\uffff\x02")


class Glyph(NamedTuple):
    """One character and its box, in points from the top left of the page as one reads it."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    place: int
    page: int


class Stroke(NamedTuple):
    """A ruling line: level if x1 > x0, else upright."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on one page.

    `pictured` is the part of the page that its largest picture covers, `invisible` says that the text is a layer under a
    picture, `bold` has the places of bold characters at the ends of lines, `shades` counts tinted fields, and `turned` is
    how many quarter turns more than the page is shown with set its text upright.
    """

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    strokes: tuple[Stroke, ...]
    pictured: float
    invisible: bool
    bold: frozenset[int] = frozenset()
    shades: int = 0
    turned: int = 0

    def shown(self, glyph: Glyph) -> tuple[float, float, float, float]:
        """The box of a character on the page as it is shown: x0, top, x1, bottom."""
        if not self.turned:
            return glyph[1:5]
        x0, top, x1, bottom = glyph[1:5]
        if self.turned == 1:
            return top, self.width - x1, bottom, self.width - x0
        if self.turned == 2:
            return self.width - x1, self.height - bottom, self.width - x0, self.height - top
        return self.height - bottom, x0, self.height - top, x1


def read_page(document: pypdfium2.PdfDocument, number: int) -> Page:
    """The page of this number, counted from 1."""
    page = _with_marks(document, number)
    drawing = read_drawing(page.raw)  # before the text: it sees to it that no character is lost
    text_page = page.get_textpage()
    try:
        bounds = Area(*page.get_bbox())
        shown = page.get_rotation() // 90
        turns = drawing.turns.most_common(1)[0][0] if drawing.turns else shown
        matrix = upright(turns, bounds)
        area = matrix.area(bounds)
        characters = _characters(text_page)
        characters, invisible = _visible(characters, text_page.raw, drawing, turns)
        return Page(
            number,
            area.right,
            area.top,
            tuple(_glyphs(number, characters, matrix, bounds)),
            tuple(Stroke(*matrix.area(line)) for line in drawing.lines),
            max((picture.part_of(bounds) for picture in drawing.pictures), default=0.0),
            invisible,
            _bold(text_page.raw, characters),
            drawing.shades,
            (turns - shown) % 4,
        )
    finally:
        text_page.close()
        page.close()


def _with_marks(document: pypdfium2.PdfDocument, number: int) -> pypdfium2.PdfPage:
    """The page with what is filled into forms, typed or stamped onto it, which pdfium keeps apart from its text."""
    page = document[number - 1]
    if any(_is_printed(page.raw, i) for i in range(pdfium.FPDFPage_GetAnnotCount(page.raw))):
        pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_PRINT)
        page.close()
        page = document[number - 1]
    return page


def _is_printed(page: Any, index: int) -> bool:
    """Whether an annotation puts words on the page: not a link or a comment."""
    annotation = pdfium.FPDFPage_GetAnnot(page, index)
    kind = pdfium.FPDFAnnot_GetSubtype(annotation)
    pdfium.FPDFPage_CloseAnnot(annotation)
    return kind in (pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_STAMP)


_Character = tuple[int, str, tuple[float, float, float, float]]  # index, text, (left, top, right, bottom)


def _characters(text_page: pypdfium2.PdfTextPage) -> list[_Character]:
    """All characters of a page with their loose boxes, white space left out.

    The whole text comes in one call where it has one character for each box; a call for each is the fallback.
    """
    handle = text_page.raw
    count = max(text_page.count_chars(), 0)
    text = text_page.get_text_range() if count else ""
    if len(text) != count:
        text = "".join(_character(pdfium.FPDFText_GetUnicode(handle, i)) for i in range(count))
    rectangles = (pdfium.FS_RECTF * count)()
    loose_box = pdfium.FPDFText_GetLooseCharBox
    for i, (character, rectangle) in enumerate(zip(text, rectangles, strict=True)):
        if character not in _UNSEEN:
            loose_box(handle, i, rectangle)
    boxes = struct.iter_unpack("4f", rectangles)
    return [
        (i, character, (left, top, right, bottom))
        for i, (character, (left, top, right, bottom)) in enumerate(zip(text, boxes, strict=True))
        if character not in _UNSEEN and right > left
    ]


def _bold(text_page: Any, characters: Sequence[_Character]) -> frozenset[int]:
    """The places of bold characters, looked for where lines begin and end: there tells whether all of a line is bold."""
    ends = {characters[0][0], characters[-1][0]} if characters else set()
    for (i, _, (_, top, _, bottom)), (j, _, (_, _, _, base)) in pairwise(characters):
        if abs(base - bottom) > 0.5 * (top - bottom):
            ends.update((i, j))
    name, flags = ctypes.create_string_buffer(96), ctypes.c_int()
    found = set()
    for place in ends:
        pdfium.FPDFText_GetFontInfo(text_page, place, name, len(name), flags)
        if b"bold" in name.value.lower() or is_stroked(text_page, place):
            found.add(place)
    return frozenset(found)


def _character(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\x00"


def _visible(
    characters: list[_Character], text_page: Any, drawing: Drawing, turns: int
) -> tuple[list[_Character], bool]:
    """The characters that a reader sees; of a scan with a text layer, that layer, and that it is one."""
    if not (drawing.invisible or drawing.clipped or drawing.turned):
        return characters, False
    owners = [text_object(text_page, index) for index, _, _ in characters]
    unseen = sum(owner in drawing.invisible for owner in owners)
    layer = bool(drawing.pictures) and unseen > 0.9 * len(owners)

    def seen(owner: int, box: tuple[float, float, float, float]) -> bool:
        if owner in drawing.invisible and not layer:
            return False
        if drawing.turned.get(owner, 0) is None:
            return False
        clip = drawing.clipped.get(owner)
        return clip is None or clip.has((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)

    kept = [item for item, owner in zip(characters, owners, strict=True) if seen(owner, item[2])]
    return kept, layer


def _glyphs(number: int, characters: list[_Character], matrix: Matrix, bounds: Area) -> list[Glyph]:
    """Characters set upright; those beyond the edge of the page are left out."""
    inside = [
        (i, text, box)
        for i, text, box in characters
        if bounds.left <= (box[0] + box[2]) / 2 <= bounds.right and bounds.bottom <= (box[1] + box[3]) / 2 <= bounds.top
    ]
    if matrix.a == 1:
        dx, dy = matrix.e, matrix.f
        return [
            Glyph(text, x0 + dx, dy - top, x1 + dx, dy - bottom, i, number) for i, text, (x0, top, x1, bottom) in inside
        ]
    areas = ((i, text, matrix.area(Area(x0, bottom, x1, top))) for i, text, (x0, top, x1, bottom) in inside)
    return [Glyph(text, *area, i, number) for i, text, area in areas]
