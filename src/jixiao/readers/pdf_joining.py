"""Lines that run on to one text, with the glyph of each character."""

from __future__ import annotations

from collections.abc import Iterable

from jixiao.readers.pdf_glyphs import Glyph
from jixiao.readers.pdf_lines import Line, Pieces, is_wide
from jixiao.readers.pdf_marks import NO_END, NO_START, QUOTES


def join_lines(lines: Iterable[Line]) -> tuple[str, Pieces]:
    """The text of lines that run on, with the glyph of each character.

    A space comes between two words of letters only; figures broken at the end of a line are one again.
    """
    text = ""
    pieces: list[Glyph | None] = []
    for line in lines:
        if text and _needs_space(text[-1], line.text[0]):
            text += " "
            pieces.append(None)
        text += line.text
        pieces.extend(line.pieces)
    return text, tuple(pieces)


def _needs_space(before: str, after: str) -> bool:
    return before.isascii() and after.isascii() and before.isalpha() and after.isalpha()


def first_word(line: Line) -> float:
    """How wide the beginning of a line is that cannot be parted: a figure, a character and the comma after it."""
    glyphs = line.glyphs
    end = 1
    while end < len(glyphs):
        before, after = glyphs[end - 1].text, glyphs[end].text
        glued = (
            after in NO_START
            or before in NO_END
            or before in QUOTES
            or after in QUOTES
            or not (is_wide(before) or is_wide(after))
            or (before in NO_START and not is_wide(after))
        )
        if not glued:
            break
        end += 1
    return glyphs[end - 1].x1 - glyphs[0].x0
