"""A file's bytes to what each peer makes of them: the tasks that jixiao's speed is compared with.

Every task takes the bytes of one file and returns what it found, so that no work is left undone. Peers that are not
installed are named with how to install them; none of them is needed by jixiao.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec

Task = Callable[[bytes], object]


@dataclass(frozen=True, slots=True)
class Peer:
    """One task of another library: the format it reads, its name in the table, the package it needs, and who runs it.

    `make` imports the package and returns the task, so that a table without the peer costs nothing.
    """

    suffix: str
    name: str
    package: str
    install: str
    make: Callable[[], Task]

    @property
    def missing(self) -> bool:
        """Whether its package is not installed."""
        try:
            return find_spec(self.package) is None
        except ModuleNotFoundError:
            return True


def _jixiao(suffix: str) -> Task:
    from pathlib import PurePath

    from unread import forget_phrases

    from jixiao.pipeline import extract
    from jixiao.readers import read_bytes

    name = PurePath(f"report{suffix}").name

    def read_and_check(content: bytes) -> object:
        forget_phrases()
        return extract(read_bytes(content, name))

    return read_and_check


def _jixiao_read(suffix: str) -> Task:
    from jixiao.readers import read_bytes

    return lambda content: read_bytes(content, f"report{suffix}")


def _python_docx() -> Task:
    import docx

    def walk(content: bytes) -> list[str]:
        document = docx.Document(io.BytesIO(content))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return [paragraph.text for paragraph in document.paragraphs] + cells

    return walk


def _lxml() -> Task:
    import zipfile

    from lxml import etree

    def walk(content: bytes) -> list[str]:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            root = etree.fromstring(package.read("word/document.xml"))
        return [each.text or "" for each in root.iter("{*}t")]

    return walk


def _pdfium() -> Task:
    import pypdfium2

    def text_and_boxes(content: bytes) -> int:
        characters = 0
        with pypdfium2.PdfDocument(content) as pdf:
            for page in pdf:
                text_page = page.get_textpage()
                text_page.get_text_range()
                for i in range(text_page.count_chars()):
                    text_page.get_charbox(i)
                characters += text_page.count_chars()
        return characters

    return text_and_boxes


def _pdfplumber() -> Task:
    import pdfplumber

    def words_and_tables(content: bytes) -> int:
        found = 0
        with pdfplumber.open(io.BytesIO(content)) as pdf:
            for page in pdf.pages:
                found += len(page.extract_words()) + len(page.extract_tables())
                page.close()
        return found

    return words_and_tables


def _kreuzberg(media_type: str) -> Task:
    import kreuzberg

    settings = kreuzberg.ExtractionConfig(use_cache=False)
    return lambda content: kreuzberg.extract_bytes_sync(content, media_type, settings).content


def _markitdown(suffix: str) -> Task:
    from markitdown import MarkItDown

    converter = MarkItDown()
    return lambda content: converter.convert_stream(io.BytesIO(content), file_extension=suffix).text_content


def _docling() -> Task:
    from docling.backend.msword_backend import MsWordDocumentBackend
    from docling.datamodel.base_models import InputFormat
    from docling.datamodel.document import InputDocument

    def convert(content: bytes) -> object:
        source = io.BytesIO(content)
        given = InputDocument(
            path_or_stream=source, format=InputFormat.DOCX, backend=MsWordDocumentBackend, filename="report.docx"
        )
        return MsWordDocumentBackend(in_doc=given, path_or_stream=source).convert()

    return convert


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

OURS = (
    Peer(".docx", "jixiao, whole record with checks", "jixiao", ".", lambda: _jixiao(".docx")),
    Peer(".pdf", "jixiao, whole record with checks", "jixiao", ".", lambda: _jixiao(".pdf")),
)
PEERS = (
    Peer(".docx", "jixiao, reading alone", "jixiao", ".", lambda: _jixiao_read(".docx")),
    Peer(".docx", "lxml, text of document.xml", "lxml", "lxml", _lxml),
    Peer(".docx", "python-docx, bare walk", "docx", "python-docx", _python_docx),
    Peer(".docx", "kreuzberg, bare text", "kreuzberg", "kreuzberg", lambda: _kreuzberg(_WORD)),
    Peer(".docx", "docling, its DOCX back end", "docling.backend.msword_backend", "docling", _docling),
    Peer(".docx", "markitdown, Markdown", "markitdown", "markitdown[docx]", lambda: _markitdown(".docx")),
    Peer(".pdf", "jixiao, reading alone", "jixiao", ".", lambda: _jixiao_read(".pdf")),
    Peer(".pdf", "pypdfium2, text and boxes", "pypdfium2", "pypdfium2", _pdfium),
    Peer(".pdf", "kreuzberg, bare text", "kreuzberg", "kreuzberg", lambda: _kreuzberg("application/pdf")),
    Peer(".pdf", "markitdown, Markdown", "markitdown", "markitdown[pdf]", lambda: _markitdown(".pdf")),
    Peer(".pdf", "pdfplumber, words and tables", "pdfplumber", "pdfplumber", _pdfplumber),
)
