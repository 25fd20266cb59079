"""Blocks to sections and passages. A heading begins a block; （一） inside a sentence is prose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from jixiao.document import Span
from jixiao.record import Section

Role = Literal["title", "heading", "text", "cell", "note", "aside"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one block that plays one role under one section.

    A paragraph "2.政府采购。全年采购10万元。" is two passages: the heading "2.政府采购。" and the text after it. "aside" is what
    is no part of the report's own text: entries of a table of contents, headers and footers, a covering letter's address.
    """

    block: str
    start: int
    end: int
    role: Role
    section: str | None


@dataclass(frozen=True)
class Outline:
    """The sections of a report and what every stretch of its text belongs to; passages cover all text, in order.

    `ordinals` are the places of the marks themselves ("（一）", "1."); `title` is the report's own title, which may run
    over several blocks.
    """

    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    ordinals: tuple[Span, ...]
    title: tuple[Span, ...]
