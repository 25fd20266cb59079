"""A PDF to pictures of its pages, as a person sees them: the size of each in points, and one page as PNG."""

from __future__ import annotations

from io import BytesIO

import pypdfium2

from jixiao.readers.pdf_file import open_pdf

SCALE = 1.6
MOST_PIXELS = 12_000_000


def page_sizes(content: bytes, name: str, password: str | None = None) -> tuple[tuple[float, float], ...]:
    """Width and height of each page in points, turned as it is shown; UnreadableFileError as for reading."""
    with open_pdf(content, name, password) as document:
        return tuple(_size(document, index) for index in range(len(document)))


def page_png(content: bytes, name: str, number: int, password: str | None = None, scale: float = SCALE) -> bytes:
    """One page, counted from 1, as PNG with `scale` pixels a point; a poster is drawn smaller than asked.

    IndexError where there is no such page.
    """
    with open_pdf(content, name, password) as document:
        if not 1 <= number <= len(document):
            raise IndexError(number)
        width, height = _size(document, number - 1)
        scale = min(scale, (MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
        picture = document[number - 1].render(scale=scale, may_draw_forms=False).to_pil()
        out = BytesIO()
        picture.convert("RGB").quantize(64).save(out, "PNG")
        return out.getvalue()


def _size(document: pypdfium2.PdfDocument, index: int) -> tuple[float, float]:
    width, height = document.get_page_size(index)
    return round(width, 2), round(height, 2)
