"""Plain text to a Document: one paragraph a line, and a table where consecutive lines are parted by tabs.

Text pasted from web pages keeps a table's rows as lines and its cells parted by tabs. Blank lines are dropped.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from msgspec import Struct, field

from jixiao.document import Block, Cell, Document, Source, Table, Warning
from jixiao.errors import UnreadableFileError
from jixiao.readers.look_alikes import with_characters
from jixiao.readers.txt_encoding import decode

_LINE_END = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
_BLANKS = " \u3000\u00a0\ufeff\x00\x1a"


def recognises(data: bytes) -> bool:
    """Whether the bytes decode to text."""
    return decode(data) is not None


def read(data: bytes, name: str, password: str | None = None) -> Document:
    """The lines of a text file in UTF-8, UTF-16 or GB18030.

    >>> document = read("项目\\t金额\\n绿化\\t12.5\\n以上单位为万元。".encode("utf-16"), "表.txt")
    >>> [(block.id, block.text) for block in document.blocks][2:]
    [('t1.r2.c1', '绿化'), ('t1.r2.c2', '12.5'), ('p1', '以上单位为万元。')]
    """
    decoded = decode(data)
    if decoded is None:
        raise UnreadableFileError(name, "不是文本，或编码无法识别", "请另存为 UTF-8 编码的 .txt 再试")
    pages = _Pages()
    for rows in _runs(_LINE_END.split(with_characters(decoded.text))):
        if len(rows) > 1:
            pages.add_table(rows)
        else:
            pages.add_paragraph("\t".join(rows[0]))
    if not pages.blocks:
        raise UnreadableFileError(name, "文件里没有文字", "请检查文件是否保存完整，再重新提供")
    warnings: tuple[Warning, ...] = ()
    if decoded.damaged:
        message = f"有{decoded.damaged}处字符的编码已损坏，显示为“\ufffd”，请对照原文。"
        warnings = (Warning("encoding", message),)
    source = Source(name, hashlib.sha256(data).hexdigest(), "text/plain", len(data), "txt")
    return Document(source, tuple(pages.blocks), tuple(pages.tables), warnings)


class _Pages(Struct):
    """The blocks and tables so far, with the numbers of their ids."""

    blocks: list[Block] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    paragraphs: int = 0

    def add_paragraph(self, line: str) -> None:
        text = line.strip(_BLANKS + "\t")
        if text:
            self.paragraphs += 1
            self.blocks.append(Block(f"p{self.paragraphs}", "paragraph", text))

    def add_table(self, rows: list[list[str]]) -> None:
        table = f"t{len(self.tables) + 1}"
        cells = []
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                cell = f"{table}.r{row + 1}.c{column + 1}"
                self.blocks.append(Block(cell, "cell", text.strip(_BLANKS), table=table, row=row, column=column))
                cells.append(Cell(cell, row, column))
        self.tables.append(Table(table, len(rows), max(map(len, rows)), tuple(cells)))


def _runs(lines: list[str]) -> Iterator[list[list[str]]]:
    """The lines that are not blank, each cut at its tabs; lines that form one table together, others alone."""
    run: list[list[str]] = []
    for line in lines:
        if not line.strip(_BLANKS):
            continue
        cells = line.strip(_BLANKS).split("\t")
        if run and not _same_table(run[-1], cells):
            yield from _checked(run)
            run = []
        run.append(cells)
    yield from _checked(run)


def _same_table(above: list[str], below: list[str]) -> bool:
    """Whether two lines can be rows of one table: as many cells, or ragged as merged cells leave them.

    A line of two cells does not join a wider table: it is a caption with its unit, or prose with a tab in it. Nor is
    it a row where the tab only indents it.
    """
    if min(len(above), len(below)) == 2:
        return len(above) == len(below) and all(cells[0].strip(_BLANKS) for cells in (above, below))
    if len(above) == len(below):
        return len(below) > 2
    return min(len(above), len(below)) > 2 and _is_row(below)


def _is_row(cells: list[str]) -> bool:
    """Whether a tab stands between two texts."""
    return sum(1 for cell in cells if cell.strip(_BLANKS)) > 1


def _checked(run: list[list[str]]) -> Iterator[list[list[str]]]:
    if sum(map(_is_row, run)) > 1:
        yield run
    else:
        for cells in run:
            yield [cells]
