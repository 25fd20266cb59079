"""One page of a PDF to what a person sees on it: characters with their boxes, set upright, and ruling lines.

Left out is text drawn invisibly or outside its clip, and text that runs aslant, as a watermark does.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium
from msgspec import Struct

from jixiao.readers.pdf_calls import Rows
from jixiao.readers.pdf_characters import bold_ends, read_glyphs
from jixiao.readers.pdf_drawing import Drawing, owners_of, read_drawing
from jixiao.readers.pdf_geometry import Area, Matrix, upright
from jixiao.readers.pdf_glyphs import Glyph, Glyphs


class Stroke(NamedTuple):
    """A ruling line: level if x1 > x0, else upright."""

    x0: float
    top: float
    x1: float
    bottom: float


class Page(Struct, frozen=True):
    """What stands on one page.

    `pictured` is the part of the page that its largest picture covers, `invisible` says that the text is a layer under a
    picture, `bold` has the places of bold characters at the ends of lines, `shades` are the upper and lower edges of tinted fields, and `turned` is
    how many quarter turns more than the page is shown with set its text upright.
    """

    number: int
    width: float
    height: float
    glyphs: Glyphs
    strokes: tuple[Stroke, ...]
    pictured: float
    invisible: bool
    bold: frozenset[int] = frozenset()
    shades: tuple[Stroke, ...] = ()
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


def read_pages(document: pypdfium2.PdfDocument, numbers: Iterable[int]) -> list[Page]:
    """The pages of these numbers, counted from 1."""
    boxes, corners = Rows(4), Rows(8)
    return [_read_page(document, number, boxes, corners) for number in numbers]


def _read_page(document: pypdfium2.PdfDocument, number: int, boxes: Rows, corners: Rows) -> Page:
    page = _with_marks(document, number)
    drawing = read_drawing(page.raw, corners)  # before the text: it sees to it that no character is lost
    text_page = page.get_textpage()
    try:
        bounds = Area(*page.get_bbox())
        shown = page.get_rotation() // 90
        turns = drawing.turns.most_common(1)[0][0] if drawing.turns else shown
        matrix = upright(turns, bounds)
        area = matrix.area(bounds)
        glyphs = read_glyphs(text_page, number, matrix, (area.right, area.top), boxes)
        glyphs, invisible = _visible(glyphs, text_page.raw, drawing, matrix)
        return Page(
            number=number,
            width=area.right,
            height=area.top,
            glyphs=glyphs,
            strokes=tuple(Stroke(*matrix.area(line)) for line in drawing.lines),
            pictured=max((picture.part_of(bounds) for picture in drawing.pictures), default=0.0),
            invisible=invisible,
            bold=bold_ends(text_page.raw, glyphs, drawing.stroked),
            shades=tuple(edge for shade in drawing.shades for edge in _edges(matrix.area(shade))),
            turned=(turns - shown) % 4,
        )
    finally:
        text_page.close()
        page.close()


def _edges(shade: Area) -> tuple[Stroke, Stroke]:
    """The upper and the lower edge of a tinted field, in points from the top left."""
    left, top, right, bottom = shade
    return Stroke(left, top, right, top), Stroke(left, bottom, right, bottom)


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


def _visible(glyphs: Glyphs, text_page: Any, drawing: Drawing, matrix: Matrix) -> tuple[Glyphs, bool]:
    """The characters that a reader sees; of a scan with a text layer, that layer, and that it is one."""
    if not (drawing.invisible or drawing.clipped or drawing.turned):
        return glyphs, False
    owners = owners_of(text_page, glyphs.places)
    unseen = sum(owner in drawing.invisible for owner in owners)
    layer = bool(drawing.pictures) and unseen > 0.9 * len(owners)
    clips = {owner: matrix.area(clip) for owner, clip in drawing.clipped.items()}

    def is_seen(owner: int, glyph: Glyph) -> bool:
        if (owner in drawing.invisible and not layer) or drawing.turned.get(owner, 0) is None:
            return False
        clip = clips.get(owner)
        return clip is None or clip.has((glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2)

    return glyphs.chosen(list(map(is_seen, owners, glyphs))), layer
