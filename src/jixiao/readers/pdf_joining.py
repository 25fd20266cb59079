"""Lines that run on to one text, and any part of that text to the glyph of each character."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from jixiao.readers.pdf_glyphs import Glyph
from jixiao.readers.pdf_lines import Line, Pieces, is_wide
from jixiao.readers.pdf_marks import NO_END, NO_START, QUOTES

_CLINGING = NO_START | QUOTES  # to what stands before them
_HOLDING = NO_END | QUOTES  # what stands after them


def join_texts(lines: Iterable[Line]) -> tuple[str, tuple[int, ...]]:
    """The text of lines that run on, and where in it each of them begins.

    A space comes between two words of letters only; figures broken at the end of a line are one again.
    """
    text = ""
    starts: list[int] = []
    for line in lines:
        if text and _needs_space(text[-1], line.text[0]):
            text += " "
        starts.append(len(text))
        text += line.text
    return text, tuple(starts)


def pieces_between(lines: Sequence[Line], starts: Sequence[int], start: int, end: int) -> Pieces:
    """The glyph of each character from `start` to `end` of a text whose lines begin at such places."""
    found: list[Glyph | None] = []
    for i in range(max(bisect_right(starts, start) - 1, 0), bisect_left(starts, end)):
        found.extend([None] * (starts[i] - start - len(found)))
        found.extend(lines[i].pieces(max(start - starts[i], 0), max(end - starts[i], 0)))
    return (*found, *[None] * (end - start - len(found)))


def join_lines(lines: Sequence[Line]) -> tuple[str, Pieces]:
    """The text of lines that run on, with the glyph of each character."""
    text, starts = join_texts(lines)
    pieces: list[Glyph | None] = []
    for line, start in zip(lines, starts, strict=True):
        if start > len(pieces):
            pieces.append(None)
        pieces.extend(line.pieces())
    return text, tuple(pieces)


def _needs_space(before: str, after: str) -> bool:
    return before.isascii() and after.isascii() and before.isalpha() and after.isalpha()


def first_word(line: Line) -> float:
    """How wide the beginning of a line is that cannot be parted: a figure, a character and the comma after it."""
    text, end = line.glyphs.text, 1
    while end < len(text) and _are_glued(text[end - 1], text[end]):
        end += 1
    return line.glyphs.x1s[end - 1] - line.glyphs.x0s[0]


def _are_glued(before: str, after: str) -> bool:
    """Whether no line ends between two characters."""
    return (
        after in _CLINGING
        or before in _HOLDING
        or not (is_wide(before) or is_wide(after))
        or (before in NO_START and not is_wide(after))
    )
