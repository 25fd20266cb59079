"""The bytes of a PDF file to a Document: the door to the PDF reader, which is loaded when the first PDF is read."""

from __future__ import annotations

from jixiao.document import Document


def recognises(data: bytes) -> bool:
    """Whether these bytes are a PDF, also with something in front of it, as mail gateways leave.

    >>> recognises(b"%PDF-1.7"), recognises(b"PK")
    (True, False)
    """
    return b"%PDF-" in data[:1024]


def read(data: bytes, name: str, password: str | None = None) -> Document:
    """The report in a PDF; UnreadableFileError if it is damaged, locked, empty or far too large."""
    from jixiao.readers.pdf_reading import read_pdf

    return read_pdf(data, name, password)
