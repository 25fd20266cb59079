"""A document to its printed lines: every paragraph cut at its soft line breaks, with its words and marks ready for use.

Headings, titles and entries of a table of contents are lines; cells, notes, headers and footers have none here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from jixiao.document import Block, Document, Span
from jixiao.normalise import squash
from jixiao.outline.ordinals import Inline, Mark, Opening, Run
from jixiao.patterns import Rules

CLOSING = "。.；;：:，,、！!？?"
"""Stops that end a sentence, a clause or an announcement."""


class Line(NamedTuple):
    """One line of a paragraph: `text` is normalised and without indent, `start` and `end` are its place in the block.

    `squashed` is its text without any space: letter-spaced "报　告" is 报告. `mark` is the ordinal that opens it, `runs` are
    the lists that run on inside it.
    """

    block: Block
    start: int
    end: int
    text: str
    squashed: str
    mark: Mark | None
    runs: tuple[Run, ...]

    @property
    def span(self) -> Span:
        """Its place in the document."""
        return Span(self.block.id, self.start, self.end)

    @property
    def printed(self) -> str:
        """Its text as printed."""
        return self.block.text[self.start : self.end]

    @property
    def opens_block(self) -> bool:
        """Whether nothing but indent stands before it in its paragraph."""
        return not self.block.text[: self.start].strip()


def printed_lines(document: Document, rules: Rules) -> tuple[Line, ...]:
    """The lines of all paragraphs and contents entries, in order; empty ones are left out."""
    mark_of, runs_in = rules.once(Opening).mark, rules.once(Inline).runs
    lines: list[Line] = []
    for block in document.blocks:
        if block.kind in ("paragraph", "contents"):
            for start, end in _places(block.text):
                text = block.normalised[start:end]
                lines.append(Line(block, start, end, text, squash(text), mark_of(text), runs_in(text)))
    return tuple(lines)


def _places(text: str) -> Iterator[tuple[int, int]]:
    """Where each line of a paragraph begins and ends, without the white space around it."""
    offset = 0
    for piece in text.split("\n"):
        if bare := piece.strip():
            start = offset + piece.index(bare)
            yield start, start + len(bare)
        offset += len(piece) + 1
