"""A file to a Document, by the reader that recognises what the file holds, whatever its suffix says.

This folder is the registry: every module here without an underscore in its name is the reader of one format and has
`recognises(data)` and `read(data, name, password)`. It imports its package only inside `read`, so that reading a text
file does not pay for PDF. Readers do not import one another.
"""

from __future__ import annotations

import os
import pkgutil
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from jixiao.document import Document
from jixiao.errors import UnreadableFileError, system_reason
from jixiao.readers.foreign_kinds import foreign_kind
from jixiao.readers.typed_lines import as_paragraphs

__all__ = ["Reader", "formats", "read", "read_bytes"]

LARGEST_FILE = 256 * 1024 * 1024
_ASKED_LAST = "txt"  # markup and other formats can be plain text too, so text is what nobody else claims


class Reader(Protocol):
    """What each format's module offers."""

    def recognises(self, data: bytes) -> bool:
        """Whether these bytes are of this format."""
        ...

    def read(self, data: bytes, name: str, password: str | None) -> Document:
        """The document in these bytes; UnreadableFileError if it is damaged, locked or empty."""
        ...


@cache
def formats() -> tuple[str, ...]:
    """The formats that can be read, plain text last.

    >>> formats()[-1]
    'txt'
    """
    names = sorted(module.name for module in pkgutil.iter_modules(__path__) if "_" not in module.name)
    return tuple(sorted(names, key=lambda name: name == _ASKED_LAST))


def read(path: Path | str, *, password: str | None = None) -> Document:
    """The report in a file, as blocks and tables; UnreadableFileError says in one sentence why not and what to do."""
    path = Path(path)
    return read_bytes(_bytes_of(path), printable_name(path), password=password)


def read_bytes(data: bytes, name: str, *, password: str | None = None) -> Document:
    """The report in the bytes of a file called `name`.

    >>> document = read_bytes("一、部门概况\\n共有12个项目。".encode("gb18030"), "报告.txt")
    >>> [block.text for block in document.blocks]
    ['一、部门概况', '共有12个项目。']
    """
    if foreign := foreign_kind(data):
        raise UnreadableFileError(name, *foreign)
    for reader in _readers():
        if reader.recognises(data):
            return as_paragraphs(reader.read(data, name, password))
    raise UnreadableFileError(
        name, "认不出文件的格式，可能已损坏或被加密软件锁定", "请用原来的程序打开，另存为 .docx、.pdf 或 .txt 再试"
    )


def printable_name(path: Path) -> str:
    """The name of a file as text, also where it is in another encoding than the system's (GBK, out of an old archive).

    >>> printable_name(Path(os.fsdecode("自评报告.docx".encode("gb18030"))))
    '自评报告.docx'
    """
    name = path.name or str(path)
    try:
        name.encode()
    except UnicodeEncodeError:
        written = os.fsencode(name)
        encoding = next((each for each in ("utf-8", "gb18030") if _decodes(written, each)), "utf-8")
        return written.decode(encoding, errors="replace")
    return name


def _decodes(written: bytes, encoding: str) -> bool:
    try:
        written.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _readers() -> Iterator[Reader]:
    for name in formats():
        yield cast(Reader, import_module(f"{__name__}.{name}"))


def _bytes_of(path: Path) -> bytes:
    name = printable_name(path)
    try:
        if path.is_dir():
            raise UnreadableFileError(name, "是文件夹，不是文件", "请给出其中的报告文件")
        if not path.exists():
            raise UnreadableFileError(name, "找不到这个文件", "请检查文件名和所在的文件夹")
        if not path.is_file():
            raise UnreadableFileError(name, "不是普通文件", "请给出磁盘上的报告文件")
        if path.stat().st_size > LARGEST_FILE:
            raise UnreadableFileError(
                name, f"超过 {LARGEST_FILE // 1024 // 1024} MB，不像一份报告", "请压缩其中的图片或拆分后再试"
            )
        return path.read_bytes()
    except OSError as error:
        reason = system_reason(error)
        raise UnreadableFileError(name, f"打不开文件（{reason}）", "请检查文件权限或磁盘后再试") from error
