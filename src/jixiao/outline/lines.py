"""A document to its printed lines: every paragraph cut at its soft line breaks, with its words and marks ready for use.

Headings, titles and entries of a table of contents are lines; cells, notes, headers and footers have none here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from jixiao.document import Block, Document, Span
from jixiao.outline.ordinals import Mark, Run, inline_runs, leading_mark
from jixiao.patterns import Rules

CLOSING = "。.；;：:，,、！!？?"
"""Stops that end a sentence, a clause or an announcement."""


@dataclass(frozen=True)
class Line:
    """One line of a paragraph: `text` is normalised and without indent, `start` and `end` are its place in the block.

    `mark` is the ordinal that opens it, `runs` are the lists that run on inside it.
    """

    block: Block
    start: int
    end: int
    text: str
    mark: Mark | None
    runs: tuple[Run, ...]

    @cached_property
    def squashed(self) -> str:
        """Its text without any space: letter-spaced "报　告" is 报告."""
        return squash(self.text)

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


def squash(text: str) -> str:
    """The text without any white space.

    >>> squash("自 评 报　告")
    '自评报告'
    """
    return "".join(text.split())


def printed_lines(document: Document, rules: Rules) -> tuple[Line, ...]:
    """The lines of all paragraphs and contents entries, in order; empty ones are left out."""
    lines: list[Line] = []
    for block in document.blocks:
        if block.kind in ("paragraph", "contents"):
            lines += _lines_of(block, rules)
    return tuple(lines)


def _lines_of(block: Block, rules: Rules) -> list[Line]:
    lines: list[Line] = []
    offset = 0
    for piece in block.text.split("\n"):
        bare = piece.strip()
        if bare:
            start = offset + piece.index(bare)
            end = start + len(bare)
            text = block.normalised[start:end]
            lines.append(Line(block, start, end, text, leading_mark(text, rules), inline_runs(text, rules)))
        offset += len(piece) + 1
    return lines
