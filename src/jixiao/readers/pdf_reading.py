"""The bytes of a PDF to a Document: the reader, read from top to bottom.

Pages to characters and ruling lines, those to lines and tables in reading order, lines to paragraphs, all to blocks.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from jixiao.document import Document, Source, Warning
from jixiao.readers.pdf_blocks import Blocks
from jixiao.readers.pdf_contents import contents_entries
from jixiao.readers.pdf_file import open_pdf
from jixiao.readers.pdf_flow import Flow, read_flow
from jixiao.readers.pdf_page import Page, read_pages
from jixiao.readers.pdf_page_items import Item
from jixiao.readers.pdf_paragraphs import Paragraph, Placed, read_paragraphs
from jixiao.readers.pdf_plumber import is_worth_asking, plumb_grids
from jixiao.readers.pdf_tables import PageTable

_AT_ONCE = 32 * 1024 * 1024  # bytes of a file, about, between opening it and opening it anew
_COVERED = 0.5  # of a page covered by one picture makes it a scan,
_STRAY = 20  # if so few characters, such as a page number, stand beside it
_GARBLED = 0.1  # of the characters of a page unknown
_UNKNOWN = re.compile("[\ufffd\ue000-\uf8ff]")
MEDIA_TYPE = "application/pdf"


def read_pdf(data: bytes, name: str, password: str | None) -> Document:
    """The document in a PDF file; UnreadableFileError if it is damaged, locked, empty or far too large."""
    pages = _pages(data, name, password)
    flow = read_flow(pages, lambda page: plumb_grids(data, password, page.number) if is_worth_asking(page) else [])
    blocks = Blocks({page.number: page for page in pages})
    body = _in_order(flow.items)
    entries = contents_entries([(item.text, item.ends_entry) for item in body if isinstance(item, Paragraph)])
    place = 0
    for item in body:
        if isinstance(item, PageTable):
            blocks.add_table(item)
        else:
            blocks.add_paragraph(item, "contents" if place in entries else "paragraph")
            place += 1
    _add_apart(blocks, flow)
    source = Source(name, hashlib.sha256(data).hexdigest(), MEDIA_TYPE, len(data), "pdf", len(pages))
    return Document(source, tuple(blocks.blocks), tuple(blocks.tables), tuple(_warnings(pages)))


def _pages(data: bytes, name: str, password: str | None) -> list[Page]:
    """All pages; a large file is opened anew now and then, since pdfium keeps a copy of every picture that it has passed."""
    pages: list[Page] = []
    total = 1
    while len(pages) < total:
        with open_pdf(data, name, password) as opened:
            total = len(opened)
            end = len(pages) + max(1, total * _AT_ONCE // len(data))
            pages += read_pages(opened, range(len(pages) + 1, min(end, total) + 1))
    return pages


def _in_order(items: Sequence[Item]) -> list[Paragraph | PageTable]:
    """Lines made paragraphs, tables standing between them as before."""
    lines = [item for item in items if isinstance(item, Placed)]
    beginning = {id(paragraph.lines[0]): paragraph for paragraph in read_paragraphs(lines)}
    ordered: list[Paragraph | PageTable] = []
    for item in items:
        if isinstance(item, PageTable):
            ordered.append(item)
        elif id(item.line) in beginning:
            ordered.append(beginning[id(item.line)])
    return ordered


def _add_apart(blocks: Blocks, flow: Flow) -> None:
    """What stands outside the running text, after it."""
    for note in flow.notes:
        blocks.add_note(note.lines)
    for kind, lines in (("header", flow.headers), ("footer", flow.footers)):
        for line in lines:
            blocks.add_furniture(line, "header" if kind == "header" else "footer")


def _warnings(pages: Sequence[Page]) -> Iterator[Warning]:
    """What could not be read, or was read from a layer nobody sees; pages in a row of which the same holds are told at once."""
    for told, alike in groupby(pages, _told_of):
        if told:
            numbers = [page.number for page in alike]
            where = f"第{numbers[0]}页" if len(numbers) == 1 else f"第{numbers[0]}至{numbers[-1]}页"
            code, message = told
            yield Warning(code, where + message)


_SCANNED = "no_text", "是图片，没有可读取的文字：请先做文字识别（OCR），另存为带文字的 PDF 再读"
_EMPTY = "no_text", "没有可读取的文字：如原件此页有内容，请先做文字识别（OCR）再读"
_NO_CODES = "garbled_text", "的字体没有文字编码，读出的文字不可靠：请另行导出 PDF，或先做文字识别（OCR）再读"
_RECOGNISED = "ocr_layer", "的文字来自扫描件的识别层，可能有误认，请与页面图像核对"


def _told_of(page: Page) -> tuple[str, str] | None:
    """The code of a page's warning and what it says behind the page's number; None for a page that is read as it is."""
    if page.pictured > _COVERED and len(page.glyphs) <= _STRAY and not page.invisible:
        return _SCANNED
    if not page.glyphs:
        return _EMPTY
    if len(_UNKNOWN.findall(page.glyphs.text)) > _GARBLED * len(page.glyphs):
        return _NO_CODES
    return _RECOGNISED if page.invisible else None
