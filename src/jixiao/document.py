"""A report as read: blocks in order, the tables that some of them form, and where it all came from.

Nothing here knows of budgets. Readers make documents; every later stage points into one with spans.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from msgspec import Struct

from jixiao.normalise import normalise

BlockKind = Literal["paragraph", "cell", "note", "contents", "header", "footer"]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page: `page` counts from 1, `bbox` is (x0, top, x1, bottom) in points from the top left."""

    page: int
    bbox: tuple[float, float, float, float]


Bbox = tuple[float, float, float, float]
"""A rectangle as x0, top, x1, bottom."""


Edges = Sequence[float]


class Boxes(Sequence[Box | None]):
    """The box of each character of a text (None for a joined-in space), made when it is asked for: most never are."""

    @abstractmethod
    def columns(self, start: int, end: int) -> Sequence[tuple[int, Edges, Edges, Edges, Edges]]:
        """The boxes of the characters from `start` to `end`, without making one: a page, their x0, top, x1 and bottom.

        There is one entry for each line of print, or each page; none is without characters.
        """


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a document: characters `start` to `end` of the text of one block."""

    block: str
    start: int
    end: int
    boxes: tuple[Box, ...] = ()

    def covers(self, other: Span) -> bool:
        """Whether the other place lies within this one."""
        return self.block == other.block and self.start <= other.start and other.end <= self.end


class Block(Struct, frozen=True, dict=True):
    """One paragraph or one table cell.

    `text` is what a person sees on the page: an ordinal that Word numbers by itself stands at its start and is repeated
    in `numbering`. A soft line break is a "\\n" in the text. `level` is the outline level of its style (1 = Heading 1).
    `kind` "contents" is an entry of a table of contents, "note" a footnote or endnote, "header" and "footer" what stands
    outside the body on the page. Cells name their `table`, `row` and `column` (counted from 0).
    """

    id: str
    kind: BlockKind
    text: str
    numbering: str | None = None
    level: int | None = None
    centred: bool = False
    bold: bool = False
    size: float | None = None
    table: str | None = None
    row: int | None = None
    column: int | None = None
    page: int | None = None
    boxes: Sequence[Box | None] = ()
    """For PDF: one box a character of `text` (None for a joined-in space), else empty."""

    @cached_property
    def normalised(self) -> str:
        """The text with one width of digits and signs, character for character: what every pattern sees."""
        return normalise(self.text)


class Cell(Struct, frozen=True):
    """Where a cell block stands in its table, and how many rows and columns it covers when it is merged."""

    block: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1


class Table(Struct, frozen=True):
    """The form of one table: its size and its cells; `continued` counts the page breaks it crossed."""

    id: str
    rows: int
    columns: int
    cells: tuple[Cell, ...]
    continued: int = 0


@dataclass(frozen=True, slots=True)
class Warning:
    """What a reader could not do: an unreadable page, a lost picture. The report is read on without it."""

    code: str
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """The file a document was read from. `pages` is None where the format has none."""

    name: str
    sha256: str
    media_type: str
    bytes: int
    reader: str
    pages: int | None = None


class Document(Struct, frozen=True, dict=True):
    """A report as read: its blocks in reading order (cells of a table row by row, where the table stands)."""

    source: Source
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...] = ()
    warnings: tuple[Warning, ...] = ()

    @cached_property
    def _by_id(self) -> dict[str, Block]:
        return {block.id: block for block in self.blocks}

    @cached_property
    def order(self) -> dict[str, int]:
        """The place of each block, by its id, in reading order."""
        return {block.id: place for place, block in enumerate(self.blocks)}

    def block(self, block_id: str) -> Block:
        """The block of this id; KeyError if there is none."""
        return self._by_id[block_id]

    def quote(self, span: Span) -> str:
        """The text at a place, exactly as printed."""
        return self._by_id[span.block].text[span.start : span.end]

    @classmethod
    def of_lines(cls, *lines: str, name: str = "lines") -> Document:
        """A document of plain paragraphs, one a line: six lines of text are enough for a test.

        >>> [block.id for block in Document.of_lines("一、部门概况", "共有12个项目。").blocks]
        ['p1', 'p2']
        """
        source = Source(name=name, sha256="", media_type="text/plain", bytes=0, reader="lines")
        blocks = tuple(Block(f"p{i}", "paragraph", line) for i, line in enumerate(lines, 1))
        return cls(source, blocks)
