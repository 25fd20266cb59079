"""A Source to a PDF set line by line with reportlab, as an office system prints an official document.

The fonts are not embedded: STSong-Light is one of Adobe's Asian fonts, whose characters (Adobe-GB1) a reader has to know.
Figures are set in Times and may be broken over a line; a table goes on over pages under its repeated header; a short
centred line is spaced out; notes stand at the foot of the page, whose number stands outwards.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph as CellText
from reportlab.platypus import Table

from .source import Grid, Paragraph, Source, numbered

_SONG, _TIMES = "STSong-Light", "Times-Roman"
_WIDTH, _HEIGHT = 595.28, 841.89
_LEFT, _RIGHT, _TOP, _BOTTOM = 79.4, 521.4, 104.9, 742.7  # from the top left
_SIZE, _PITCH = 16.0, 28.0
_TITLE_SIZE, _NOTE_SIZE, _NOTE_PITCH, _CELL_SIZE = 22.0, 9.0, 14.0, 10.5
_SHORT = 6  # characters, at most, of a line that is spaced out
_NO_START = "，。、；：！？）》〕”％%,.;:!?)"
_NOTE_MARKS = "①②③④⑤⑥⑦⑧⑨⑩"
_CELL = ParagraphStyle("cell", fontName=_SONG, fontSize=_CELL_SIZE, leading=15, alignment=1, wordWrap="CJK")


class TooTallError(Exception):
    """What no page can hold: this report cannot be set so."""


@dataclass(frozen=True)
class _Sign:
    """One character as it is set; `note` is the footnote that it calls."""

    text: str
    size: float
    note: str = ""

    @property
    def font(self) -> str:
        return _TIMES if self.text.isascii() else _SONG

    @property
    def width(self) -> float:
        return pdfmetrics.stringWidth(self.text, self.font, self.size)


def write(source: Source, title: str, *, bottom: float = _BOTTOM) -> bytes:
    """The PDF of a report, the same bytes each time; `title` goes into its properties, lines end at `bottom`."""
    pdfmetrics.registerFont(UnicodeCIDFont(_SONG))
    file = io.BytesIO()
    sheets = _Sheets(file, source.header, title, bottom)
    for item, ordinal in numbered(source):
        if isinstance(item, Grid):
            sheets.table(item)
        elif item.role == "page":
            sheets.turn()
        elif item.role == "contents":
            sheets.entry(item.text)
        elif item.role == "box":
            sheets.framed(item.text)
        else:
            sheets.paragraph(item, ordinal)
    return sheets.close(file)


class _Sheets:
    """The pages as they are filled, from the top; `y` is where the next line goes, `notes` what the foot is kept for."""

    def __init__(self, file: io.BytesIO, header: str, title: str, bottom: float) -> None:
        self.canvas = Canvas(file, pagesize=(_WIDTH, _HEIGHT), invariant=1)
        self.canvas.setTitle(title)
        self.header = header
        self.bottom = bottom
        self.y = _TOP
        self.notes: list[str] = []
        self.called = 0

    def paragraph(self, item: Paragraph, ordinal: str) -> None:
        """A paragraph, line by line; a heading stays with a line of what follows."""
        size = _TITLE_SIZE if item.role == "title" else _SIZE
        indent = 0.0 if item.role in ("title", "centre", "right") else 2 * size
        pitch = _PITCH * size / _SIZE
        for number, line in enumerate(_broken(self._signs(item, ordinal, size), indent)):
            called = [sign.note for sign in line if sign.note]
            together = 2 if item.role == "heading" else 1
            self._make_room(together * pitch, called)
            self.notes += called
            spacing = _spacing(item, line)
            width = sum(sign.width + spacing for sign in line) - spacing
            x = _LEFT + (indent if number == 0 else 0)
            if item.role in ("title", "centre"):
                x = (_LEFT + _RIGHT - width) / 2
            elif item.role == "right":
                x = _RIGHT - width - 2 * size
            self._set(line, x, self.y, spacing)
            self.y += pitch

    def entry(self, text: str) -> None:
        """An entry of the table of contents, dots leading to its page."""
        words, _, page = text.rpartition(" ")
        self._make_room(_PITCH)
        signs = _plain(words, _SIZE)
        self._set(signs, _LEFT, self.y)
        number = _plain(page, _SIZE)
        end = _RIGHT - sum(sign.width for sign in number)
        start = _LEFT + sum(sign.width for sign in signs) + 4
        dots = int((end - start - 4) / _Sign(".", _SIZE).width)
        self._set(_plain("." * dots, _SIZE), start, self.y)
        self._set(number, end, self.y)
        self.y += _PITCH

    def framed(self, text: str) -> None:
        """A text box: one line in a frame."""
        signs = _plain(text, _SIZE)
        width = sum(sign.width for sign in signs)
        self._make_room(2 * _PITCH)
        left = (_LEFT + _RIGHT - width) / 2
        self.canvas.rect(left - 10, _HEIGHT - self.y - _PITCH - 10, width + 20, _PITCH + 6)
        self._set(signs, left, self.y + 8)
        self.y += 2 * _PITCH

    def table(self, grid: Grid) -> None:
        """A ruled table, cut between rows where the page ends, its header on every page."""
        self.y += 6
        parts = [_table(grid)]
        while parts:
            height = parts[0].wrapOn(self.canvas, _RIGHT - _LEFT, self.bottom)[1]
            if height > self._foot() - self.y:
                split = parts[0].split(_RIGHT - _LEFT, self._foot() - self.y)
                if len(split) < 2:
                    if self.y <= _TOP + 6:
                        raise TooTallError("a row of a table is taller than a page")
                    self.turn()
                    continue
                parts = split
                height = parts[0].wrapOn(self.canvas, _RIGHT - _LEFT, self.bottom)[1]
            parts.pop(0).drawOn(self.canvas, _LEFT, _HEIGHT - self.y - height)
            self.y += height + 6

    def turn(self) -> None:
        """Finish the page, with its head, notes and number, and go on with the next."""
        number = self.canvas.getPageNumber()
        if self.header:
            self._set(_plain(self.header, 10.5), _LEFT, 60)
            self.canvas.line(_LEFT, _HEIGHT - 76, _RIGHT, _HEIGHT - 76)
        if self.notes:
            self._write_notes()
        page = _plain(f"- {number} -", 14)
        self._set(page, _RIGHT - sum(sign.width for sign in page) - 14 if number % 2 else _LEFT + 14, 762)
        self.canvas.showPage()
        self.y, self.notes = _TOP, []

    def close(self, file: io.BytesIO) -> bytes:
        """The finished file."""
        if self.y > _TOP:
            self.turn()
        self.canvas.save()
        return file.getvalue()

    def _signs(self, item: Paragraph, ordinal: str, size: float) -> Iterator[_Sign]:
        yield from _plain(ordinal, size)
        for piece in item.pieces:
            if piece.kind == "note":
                mark = _NOTE_MARKS[self.called]
                self.called += 1
                yield _Sign(mark, size / 2, mark + piece.text)
            else:
                yield from _plain(piece.visible, size)

    def _make_room(self, height: float, called: Iterable[str] = ()) -> None:
        if self.y + height > self._foot(called):
            self.turn()

    def _foot(self, called: Iterable[str] = ()) -> float:
        """Where the text ends, above the notes that the page has and those that a next line calls."""
        lines = sum(len(_note_lines(note)) for note in (*self.notes, *called))
        return self.bottom - (lines * _NOTE_PITCH + 8 if lines else 0)

    def _write_notes(self) -> None:
        lines = [line for note in self.notes for line in _note_lines(note)]
        top = self.bottom - len(lines) * _NOTE_PITCH
        self.canvas.line(_LEFT, _HEIGHT - top + 3, _LEFT + 144, _HEIGHT - top + 3)
        for i, line in enumerate(lines):
            self._set(line, _LEFT, top + i * _NOTE_PITCH)

    def _set(self, line: list[_Sign], x: float, top: float, spacing: float = 0) -> None:
        """Draw a line, one call for signs of the same look; smaller signs are set higher."""
        largest = max((sign.size for sign in line), default=0)
        start = 0
        for end in range(1, len(line) + 1):
            sign = line[start]
            if end < len(line) and (line[end].font, line[end].size) == (sign.font, sign.size):
                continue
            self.canvas.setFont(sign.font, sign.size)
            rise = 0.4 * (largest - sign.size)
            text = "".join(each.text for each in line[start:end])
            self.canvas.drawString(x, _HEIGHT - top - 0.88 * largest + rise, text, charSpace=spacing)
            x += sum(each.width + spacing for each in line[start:end])
            start = end


def _plain(text: str, size: float) -> list[_Sign]:
    return [_Sign(character, size) for character in text]


def _note_lines(note: str) -> list[list[_Sign]]:
    return list(_broken(_plain(note, _NOTE_SIZE), 0))


def _broken(signs: Iterable[_Sign], indent: float) -> Iterator[list[_Sign]]:
    """Signs to lines: broken anywhere, also in a figure, but not before a closing mark."""
    line: list[_Sign] = []
    room = _RIGHT - _LEFT - indent
    for sign in signs:
        if sign.text == "\n" or (sign.width > room and sign.text not in _NO_START):
            yield line
            line, room = [], _RIGHT - _LEFT
        if sign.text != "\n":
            line.append(sign)
            room -= sign.width
    if line:
        yield line


def _spacing(item: Paragraph, line: list[_Sign]) -> float:
    """How far the signs of a line stand apart: short centred lines and headings are spaced out, as typists do."""
    short = len(item.text) <= _SHORT and item.role in ("title", "centre", "heading")
    return line[0].size if short else 0.0


def _table(grid: Grid) -> Table:
    cells: list[list[object]] = [[""] * len(row) for row in grid.rows]
    style: list[tuple[object, ...]] = [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ]
    for row, column, tall, wide, text in grid.spans():
        cells[row][column] = CellText(text, _CELL)
        if tall > 1 or wide > 1:
            style.append(("SPAN", (column, row), (column + wide - 1, row + tall - 1)))
    widths = [(_RIGHT - _LEFT) * part for part in grid.widths]
    return Table(cells, colWidths=widths, repeatRows=grid.header_rows, style=style)
