"""PDF files for the PDF reader's tests, drawn with reportlab so that each thing stands on the page where a test wants it.

The font is STSong-Light, one of Adobe's Asian fonts, which is not embedded: readers have to know its characters.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from jixiao.document import Document
from jixiao.readers.pdf import read

FONT = "STSong-Light"
WIDTH, HEIGHT = 595.0, 842.0
LEFT, RIGHT, TOP = 90.0, 506.0, 80.0  # the text area: 26 characters of 16 points
pdfmetrics.registerFont(UnicodeCIDFont(FONT))

_NO_START = "，。、；：！？）》”％%"


class Sheet:
    """A PDF as it is drawn; distances are in points from the top left."""

    def __init__(self, size: tuple[float, float] = (WIDTH, HEIGHT), encrypt: StandardEncryption | None = None) -> None:
        self.height = size[1]
        self._file = io.BytesIO()
        self.canvas = Canvas(self._file, pagesize=size, encrypt=encrypt)

    def text(self, words: str, x: float = LEFT, top: float = TOP, size: float = 16, font: str = FONT) -> None:
        """Words on one line, `top` being the upper edge of a character."""
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.height - top - 0.88 * size, words)

    def centred(self, words: str, top: float, size: float = 16, middle: float = (LEFT + RIGHT) / 2) -> None:
        """Words in the middle of the text area."""
        self.canvas.setFont(FONT, size)
        self.canvas.drawCentredString(middle, self.height - top - 0.88 * size, words)

    def lines(
        self, words: Sequence[str], top: float = TOP, pitch: float = 26, x: float = LEFT, size: float = 16
    ) -> float:
        """Lines one below the other; a line that begins with two full-width spaces is set in. Gives where they end."""
        for i, line in enumerate(words):
            indent = 2 * size if line.startswith("　　") else 0
            self.text(line.removeprefix("　　"), x + indent, top + i * pitch, size)
        return top + len(words) * pitch

    def rule(self, x0: float, top: float, x1: float, bottom: float) -> None:
        """A straight line."""
        self.canvas.setLineWidth(0.5)
        self.canvas.line(x0, self.height - top, x1, self.height - bottom)

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> None:
        """All lines of a table."""
        for y in ys:
            self.rule(xs[0], y, xs[-1], y)
        for x in xs:
            self.rule(x, ys[0], x, ys[-1])

    def cells(self, xs: Sequence[float], ys: Sequence[float], rows: Sequence[Sequence[str]], size: float = 10) -> None:
        """Words in the fields of a table, one line each or several parted by a line break."""
        for row, y in zip(rows, ys, strict=False):
            for words, x in zip(row, xs, strict=False):
                for i, line in enumerate(words.split("\n")):
                    self.text(line, x + 4, y + 4 + i * 1.3 * size, size)

    def next_page(self) -> None:
        """Go on with a new page."""
        self.canvas.showPage()

    def content(self) -> bytes:
        """The file."""
        self.canvas.save()
        return self._file.getvalue()

    def read(self, password: str | None = None) -> Document:
        """The file, read."""
        return read(self.content(), "报告.pdf", password)


def wrapped(paragraph: str, width: int = 26) -> list[str]:
    """A paragraph as lines of so many characters, the first set in by two; figures are not parted, nor stops begun with."""
    lines, line, used = [], "　　", 2.0
    for word in _words(paragraph):
        length = pdfmetrics.stringWidth(word, FONT, 1)
        if used + length > width:
            lines.append(line)
            line, used = "", 0.0
        line += word
        used += length
    return [*lines, line]


def _words(text: str) -> list[str]:
    words: list[str] = []
    for character in text:
        figures = words and character.isascii() and words[-1][-1].isascii()
        if figures or (words and character in _NO_START):
            words[-1] += character
        else:
            words.append(character)
    return words


@pytest.fixture
def sheet() -> Sheet:
    """A sheet of A4."""
    return Sheet()


@pytest.fixture
def make_sheet() -> Callable[..., Sheet]:
    """Makes sheets of other sizes, and encrypted ones."""
    return Sheet


@pytest.fixture
def wrap() -> Callable[..., list[str]]:
    """Wraps a paragraph into lines."""
    return wrapped


@pytest.fixture(scope="session")
def make_wrapped_sheet() -> Callable[[Sequence[str]], Sheet]:
    """Makes a sheet with paragraphs set in lines, from page to page, with page numbers."""

    def make(paragraphs: Sequence[str]) -> Sheet:
        sheet = Sheet()
        lines = [line for paragraph in paragraphs for line in wrapped(paragraph)]
        for number, start in enumerate(range(0, len(lines), 12), 1):
            sheet.lines(lines[start : start + 12])
            sheet.text(f"— {number} —", 280, 790, 9)
            sheet.next_page()
        return sheet

    return make


@pytest.fixture(scope="session")
def make_ruled_sheet() -> Callable[[Sequence[Sequence[str]], Sequence[int]], Sheet]:
    """Makes a sheet with one ruled table, so many of its rows on each page."""

    def make(rows: Sequence[Sequence[str]], breaks: Sequence[int]) -> Sheet:
        sheet, xs, start = Sheet(), (90, 150, 300, 400, 500), 0
        for number, count in enumerate(breaks, 1):
            ys = [100 + 22 * i for i in range(count + 1)]
            sheet.grid(xs, ys)
            sheet.cells(xs, ys, rows[start : start + count])
            sheet.text(f"- {number} -", 280, 790, 9)
            sheet.next_page()
            start += count
        return sheet

    return make
