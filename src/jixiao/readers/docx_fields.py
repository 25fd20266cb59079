"""Field marks to what of the text between them is printed: a field's result is, its instruction is not.

Word writes a field as begin, instruction, separate, result, end; fields nest, and a table of contents is one field over
many paragraphs.
"""

from __future__ import annotations

import re

from msgspec import Struct, field

from jixiao.readers.docx_numerals import numeral

_CONTENTS = ("TOC",)
_PAGE_COUNTS = ("PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION")
_ENCLOSED = re.compile(r"\\o\s*(?:\\a[clr]\s*)?\((?P<frame>[^,;)]*)[,;](?P<inside>[^)]*)\)", re.IGNORECASE)


class _Field(Struct):
    instruction: str = ""
    in_result: bool = False

    @property
    def name(self) -> str:
        words = self.instruction.split(maxsplit=1)
        return words[0].upper() if words else ""


class Fields(Struct):
    """The fields open at this point of a story; `on_every_page` drops page numbers, which differ from page to page."""

    on_every_page: bool = False
    _open: list[_Field] = field(default_factory=list)

    @property
    def prints(self) -> bool:
        """Whether text at this point is printed."""
        if not self._open:
            return True
        return all(each.in_result and not (self.on_every_page and each.name in _PAGE_COUNTS) for each in self._open)

    @property
    def in_contents(self) -> bool:
        """Whether this point lies in a table of contents."""
        return bool(self._open) and any(each.name in _CONTENTS for each in self._open)

    def begin(self, instruction: str = "") -> None:
        """A field opens; a simple field brings its instruction along and has only a result."""
        self._open.append(_Field(instruction, in_result=bool(instruction)))

    def instruct(self, text: str) -> None:
        """A piece of the instruction of the innermost field."""
        if self._open and not self._open[-1].in_result:
            self._open[-1].instruction += text

    def separate(self) -> None:
        """The instruction is over, the result begins."""
        if self._open:
            self._open[-1].in_result = True

    def end(self) -> str:
        """The innermost field closes; what it prints without having a result: the figure of an enclosed character."""
        if not self._open:
            return ""
        closed = self._open.pop()
        return "" if closed.in_result else _drawn(closed.instruction)


def _drawn(instruction: str) -> str:
    r"""What an EQ field that lays a frame over characters shows; Word writes ① in this way.

    >>> _drawn(r"eq \o\ac(○,3)")
    '③'
    """
    if not instruction.lstrip().upper().startswith("EQ"):
        return ""
    laid_over = _ENCLOSED.search(instruction)
    if laid_over is None:
        return ""
    inside = laid_over["inside"].strip()
    circled = laid_over["frame"].strip() in ("○", "〇", "◯") and inside.isascii() and inside.isdecimal()
    return numeral(int(inside), "decimalEnclosedCircle") if circled else inside
