"""A report and a number to the same report so many times over, as one file: what growth is measured on."""

from __future__ import annotations

import io
import zipfile
from copy import deepcopy

import pypdfium2
from lxml import etree

_BODY = "word/document.xml"


def grown(content: bytes, suffix: str, times: int) -> bytes:
    """The report `times` times over; its pages or its paragraphs and tables stand one after another."""
    return _pages(content, times) if suffix == ".pdf" else _blocks(content, times)


def _pages(content: bytes, times: int) -> bytes:
    out = io.BytesIO()
    with pypdfium2.PdfDocument.new() as many, pypdfium2.PdfDocument(content) as one:
        for _ in range(times):
            many.import_pages(one)
        many.save(out)
    return out.getvalue()


def _blocks(content: bytes, times: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as one, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as many:
        for name in one.namelist():
            many.writestr(name, _repeated(one.read(name), times) if name == _BODY else one.read(name))
    return out.getvalue()


def _repeated(document: bytes, times: int) -> bytes:
    root = etree.fromstring(document)
    body = root[0]
    blocks = [each for each in body if not each.tag.endswith("}sectPr")]
    at = len(blocks)
    for _ in range(times - 1):
        for block in blocks:
            body.insert(at, deepcopy(block))
            at += 1
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
