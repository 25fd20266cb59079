"""A Chinese sentence to lines that fit a column of the terminal, without cutting a figure in two.

Rich folds at blanks only, of which Chinese has none, and else wherever the column ends: 15230.66万元 became 15 and 230.66万元. Here a
line ends between two characters, but never inside a figure with its unit or a foreign word, nor before a closing mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len, chop_cells
from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.text import Text

_UNIT = re.compile(
    r"\s|[（“‘《【(]*(?:\d[\d,.]*(?:[%‰]|[万亿]?元)?|[A-Za-z_/\\:.?&=<>@-]+|\S)[，。、；：！？）”’》】),]*"
)
_NARROWEST = 16


class Prose:
    """A sentence in one style, as a cell of a table or for itself."""

    def __init__(self, text: str, style: str = "") -> None:
        self._text = text
        self._style = style

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for line in lines_of(self._text, options.max_width):
            yield Text(line, self._style, no_wrap=True)

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        widest = max(map(cell_len, self._text.split("\n")))
        return Measurement(min(widest, _NARROWEST, options.max_width), min(widest, options.max_width))


def lines_of(text: str, width: int) -> Iterator[str]:
    """The text in lines of so many columns at most; a Chinese character takes two.

    >>> list(lines_of("“资产总额”15230.66万元，相差27.00万元。", 24))
    ['“资产总额”15230.66万元，', '相差27.00万元。']
    """
    for paragraph in text.split("\n"):
        line = ""
        for unit in _UNIT.findall(paragraph):
            if cell_len(line + unit.rstrip()) > width and line.strip():
                yield line.rstrip()
                line = ""
            if cell_len(unit) > width:
                *whole, unit = chop_cells(unit, width)
                yield from whole
            line += unit if line or unit.strip() else ""
        yield line.rstrip()
