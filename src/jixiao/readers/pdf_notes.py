"""The lines of one page to running text and footnotes, and the raised marks that refer to them left out.

A footnote stands at the foot of a page and begins with a mark. Either a short rule parts it from the text, or it is in
small print and the same mark stands raised in the text. "注：…" below a table is neither and stays where it is, as does ① printed as text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from jixiao.readers.pdf_glyphs import Glyph
from jixiao.readers.pdf_lines import Line, line_of
from jixiao.readers.pdf_page import Page, Stroke

_MARK = re.compile(r"[①-⑳]|\[\d{1,3}\]|〔\d{1,3}〕|\d{1,3}(?![\d.．、,，)）%])|[*†‡※]{1,3}")
_SMALL = 0.93  # of the size of the text
_HIGHEST = 0.4  # of a page's height: no footnote stands above
_RAISED = 0.75  # a mark is no higher than this part of the characters beside it


class Note(Struct, frozen=True):
    """A footnote: its lines, the mark at its beginning left out."""

    lines: tuple[Line, ...]


def part_notes(page: Page, lines: Sequence[Line], body_size: float) -> tuple[list[Line], list[Note]]:
    """The running text of a page without reference marks, and its footnotes."""
    start = _first_note(page, lines, body_size)
    text, small = list(lines[:start]), lines[start:]
    if not small:
        return text, []
    marks = {mark for line in small if (mark := _mark(line))}
    return [line for line in (_unmarked(line, marks) for line in text) if line], _notes(small)


def _first_note(page: Page, lines: Sequence[Line], body_size: float) -> int:
    """Where the footnotes begin; the number of lines if there are none."""
    for rule in sorted(_short_rules(page), key=lambda stroke: stroke.top):
        start = next((i for i, line in enumerate(lines) if line.top > rule.top - 2), len(lines))
        if start < len(lines) and _mark(lines[start]) and lines[start].top - rule.top < 2 * body_size:
            return start
    start = len(lines)
    while start and lines[start - 1].size <= _SMALL * body_size and lines[start - 1].top > _HIGHEST * page.height:
        start -= 1
    while start < len(lines) and not _mark(lines[start]):
        start += 1
    if start == len(lines):
        return start
    mark = _mark(lines[start])
    referred = any(_text(marked) == mark for line in lines[:start] for marked in _raised(line))
    return start if referred else len(lines)


def _short_rules(page: Page) -> list[Stroke]:
    """Level rules in the lower part of a page, at the left and shorter than a line of text."""
    return [
        stroke
        for stroke in page.strokes
        if 20 < stroke.x1 - stroke.x0 < 0.45 * page.width
        and stroke.x0 < 0.3 * page.width
        and stroke.top > _HIGHEST * page.height
    ]


def _mark(line: Line) -> str:
    """The mark a note begins with, bare; "" if there is none."""
    found = _MARK.match(line.text)
    return found[0].strip("[]〔〕") if found else ""


def _text(glyphs: Sequence[Glyph]) -> str:
    return "".join(glyph.text for glyph in glyphs).strip("[]〔〕()（）")


def _raised(line: Line) -> list[list[Glyph]]:
    """Runs of small characters that stand higher than the rest of a line."""
    height = line.bottom - line.top
    runs: list[list[Glyph]] = []
    last = False
    for glyph in line.glyphs:
        small = glyph.bottom - glyph.top <= _RAISED * height and glyph.bottom < line.bottom - 0.2 * height
        if small and last:
            runs[-1].append(glyph)
        elif small:
            runs.append([glyph])
        last = small
    return runs


def _unmarked(line: Line, marks: set[str]) -> Line | None:
    """A line without the raised marks that refer to a note of its page."""
    away = [glyph for run in _raised(line) if _text(run) in marks for glyph in run]
    return line.without(away) if away else line


def _notes(lines: Sequence[Line]) -> list[Note]:
    """Footnotes from their lines; each begins with a mark, which is left out as Word leaves it to the layout."""
    groups: list[list[Line]] = []
    for line in lines:
        found = _MARK.match(line.text)
        rest = line.glyphs[len(found[0].replace(" ", "")) :] if found else line.glyphs
        if found or not groups:
            groups.append([])
        if rest:
            groups[-1].append(line_of(rest))
    return [Note(tuple(group)) for group in groups if group]
