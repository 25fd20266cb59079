"""Bytes to why no reader takes them: what kind of file it really is, and what its owner can do about it.

Only kinds that people do hand in for a report are named: old Word files, locked files, scans, pictures, spreadsheets,
web pages and archives. A kind is told by what the bytes hold, never by the suffix.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable

Refusal = tuple[str, str]
"""Why not, and what to do: two clauses of Chinese without a closing stop."""

_SAVE_AS_DOCX = "请用 Word 或 WPS 打开，另存为“Word 文档（*.docx）”再试"
_IMAGE_ADVICE = "请提供 Word 或文字版 PDF，或先做文字识别（OCR）"
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF87a", b"GIF89a")
_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08")

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS: tuple[tuple[str, Refusal], ...] = (
    ("EncryptedPackage", ("设有打开密码，内容已加密", "请用 Word 或 WPS 输入密码打开，去掉密码后另存再试")),
    ("WordDocument", ("是旧版 Word 文档（.doc）", _SAVE_AS_DOCX)),
    ("Workbook", ("是 Excel 工作簿，不是报告文档", "请提供 Word 或 PDF 格式的报告")),
    ("PowerPoint Document", ("是演示文稿，不是报告文档", "请提供 Word 或 PDF 格式的报告")),
)

_STRICT = b"http://purl.oclc.org/ooxml/"
_OFFICE_KINDS: tuple[tuple[bytes, Refusal], ...] = (
    (b"spreadsheetml", ("是 Excel 工作簿，不是报告文档", "请提供 Word 或 PDF 格式的报告")),
    (b"presentationml", ("是演示文稿，不是报告文档", "请提供 Word 或 PDF 格式的报告")),
)
DAMAGED_ZIP = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError,
)  # fmt: skip
"""What Python raises when it unpacks a damaged package; RuntimeError where a part is locked or oddly packed."""

_SAYING = re.compile(rb"[^\x00 \t\r\n]")
_LARGEST_DIRECTORY_PART = 1024 * 1024


def foreign_kind(data: bytes) -> Refusal | None:
    """Why these bytes cannot be read as a report, or None where a reader may try.

    >>> foreign_kind(b"\\x89PNG\\r\\n\\x1a\\n...")[0]
    '是图片，没有可读的文字'
    >>> foreign_kind("部门整体绩效自评报告".encode())
    """
    for look in _LOOKS:
        if refusal := look(data):
            return refusal
    return None


def _empty(data: bytes) -> Refusal | None:
    if _SAYING.search(data):
        return None
    return "是空文件", "请检查文件是否保存完整，再重新提供"


def _image(data: bytes) -> Refusal | None:
    bitmap = data[:2] == b"BM" and data[6:10] == b"\x00\x00\x00\x00"
    webp = data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    heif = data[4:8] == b"ftyp" and data[8:12] in (b"heic", b"heix", b"mif1", b"avif")
    if data.startswith(_IMAGES) or bitmap or webp or heif:
        return "是图片，没有可读的文字", _IMAGE_ADVICE
    return None


def _ole(data: bytes) -> Refusal | None:
    if not data.startswith(_OLE):
        return None
    for stream, refusal in _OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            return refusal
    return "是旧版 Office 或 WPS 文件", _SAVE_AS_DOCX


def _rich_text(data: bytes) -> Refusal | None:
    return ("是 RTF 文档", _SAVE_AS_DOCX) if data.startswith(b"{\\rtf") else None


def _web_page(data: bytes) -> Refusal | None:
    head = data[:2048].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if re.match(rb"<!doctype html|<html|<head|<\?xml[^>]*>\s*<(!doctype )?html", head):
        return "是网页（HTML）", "请用浏览器打开，复制正文存为 .txt，或用 Word 打开后另存为 .docx 再试"
    if re.match(rb"mime-version:|from: <saved by", head):
        return "是网页存档（MHT）", "请用 Word 打开，另存为“Word 文档（*.docx）”再试"
    if re.match(rb"<\?xml[^>]*>\s*(<\?mso-application[^>]*>\s*)?<(pkg:package|w:worddocument)", head):
        return "是 XML 格式的 Word 文档", _SAVE_AS_DOCX
    return None


def _archive(data: bytes) -> Refusal | None:
    return ("是压缩包", "请先解压，再给出其中的报告文件") if data.startswith(_ARCHIVES) else None


def _zip(data: bytes) -> Refusal | None:
    if not data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
            types = _part(package, "[Content_Types].xml")
            relations = _part(package, "_rels/.rels")
            mimetype = _part(package, "mimetype")
    except DAMAGED_ZIP:
        return "文件不完整或已损坏，可能没有下载完", "请重新下载或向提供者再要一份"
    if _STRICT in relations or _STRICT in types:
        return "是“严格 Open XML”格式的文档", "请用 Word 打开，另存为“Word 文档（*.docx）”（不选“Strict Open XML”）再试"
    if b"wordprocessingml" in types or "word/document.xml" in names:
        return None
    if "OFD.xml" in names:
        return "是 OFD 版式文件", "请用 OFD 阅读器导出为 PDF，或提供 Word 文档"
    if mimetype.startswith(b"application/vnd.oasis.opendocument"):
        return "是 OpenDocument 文档", _SAVE_AS_DOCX
    for mark, refusal in _OFFICE_KINDS:
        if mark in types:
            return refusal
    return "是压缩包", "请先解压，再给出其中的报告文件"


def _part(package: zipfile.ZipFile, name: str) -> bytes:
    """The start of one small part of the package; b"" where there is no such part."""
    if name not in package.NameToInfo:
        return b""
    with package.open(name) as part:
        return part.read(_LARGEST_DIRECTORY_PART)


_LOOKS: tuple[Callable[[bytes], Refusal | None], ...] = (
    _empty, _image, _ole, _rich_text, _web_page, _archive, _zip,
)  # fmt: skip
