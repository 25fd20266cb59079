"""A document to its printed lines: every paragraph cut at its soft line breaks, with the words ready for patterns.

Headings, titles and entries of a table of contents are lines; cells, notes, headers and footers have none here.
"""

from __future__ import annotations

from dataclasses import dataclass

from jixiao.document import Block, Document, Span

CLOSING = "。.；;：:，,、！!？?"
"""Stops that end a sentence, a clause or an announcement."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a paragraph: `text` is normalised and without indent, `start` and `end` are its place in the block."""

    block: Block
    start: int
    end: int
    text: str

    @property
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


def printed_lines(document: Document) -> tuple[Line, ...]:
    """The lines of all paragraphs and contents entries, in order; empty ones are left out."""
    return tuple(
        line for block in document.blocks if block.kind in ("paragraph", "contents") for line in _lines_of(block)
    )


def _lines_of(block: Block) -> list[Line]:
    lines: list[Line] = []
    offset = 0
    for piece in block.text.split("\n"):
        bare = piece.strip()
        if bare:
            start = offset + piece.index(bare)
            end = start + len(bare)
            lines.append(Line(block, start, end, block.normalised[start:end]))
        offset += len(piece) + 1
    return lines
