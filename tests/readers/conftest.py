"""Word documents for the readers' tests, built from their raw XML, so that each construct stands as Word writes it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from jixiao.document import Document
from jixiao.readers import read_bytes

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
ROOTS = {
    "styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes",
    "header": "hdr", "footer": "ftr", "settings": "settings",
}  # fmt: skip

MakeDocx = Callable[..., bytes]
ReadBody = Callable[..., Document]


def make_docx(body: str, *, prolog: str = "", absent: tuple[str, ...] = (), **parts: str) -> bytes:
    """A package with this body and, by relation ("styles", "header", ...), the inside of the other parts.

    The relation's id is its name; a relation named in `absent` points to a part that is not there.
    """
    relations = "".join(
        f'<Relationship Id="{kind}" Type="{OFFICE}/{kind}" Target="{kind}.xml"/>' for kind in (*parts, *absent)
    )
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{MAIN_TYPE}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE_RELATIONS}">'
        f'<Relationship Id="d" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE_RELATIONS}">{relations}</Relationships>',
        "word/document.xml": f"{prolog}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
    }
    for kind, inside in parts.items():
        files[f"word/{kind}.xml"] = f"<w:{ROOTS[kind]} {NAMESPACES}>{inside}</w:{ROOTS[kind]}>"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in files.items():
            package.writestr(name, text)
    return packed.getvalue()


@pytest.fixture(name="make_docx")
def _make_docx() -> MakeDocx:
    return make_docx


@pytest.fixture
def read_body() -> ReadBody:
    """Reads the document that has this body and these other parts."""
    return lambda body, **parts: read_bytes(make_docx(body, **parts), "报告.docx")
