"""A stretch of text and the role it plays: what an outline cuts every block into."""

from __future__ import annotations

from typing import Literal, NamedTuple

Role = Literal["title", "heading", "text", "cell", "note", "aside"]


class Passage(NamedTuple):
    """A stretch of one block that plays one role under one section.

    A paragraph "2.政府采购。全年采购10万元。" is two passages: the heading "2.政府采购。" and the text after it. "aside" is what
    is no part of the report's own text: entries of a table of contents, headers and footers.
    """

    block: str
    start: int
    end: int
    role: Role
    section: str | None
