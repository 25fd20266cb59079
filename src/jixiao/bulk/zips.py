"""A ZIP archive to the files in it, also of archives within archives and with names in GBK; traps are refused unopened.

Nothing is written to disk. What unpacks to far more than it weighs is no report, and files that overlap in the archive or
add up to more than it could hold are a trap, so that the size of what is unpacked is known before.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import IO

from jixiao.bulk.found import Found, Item, PassedOver, Unreachable, is_litter, may_be_report
from jixiao.errors import JixiaoError
from jixiao.readers import LARGEST_FILE
from jixiao.readers.foreign_kinds import DAMAGED_ZIP

MOST_MEMBERS = 200_000
MOST_UNPACKED = 64 << 30
_HARMLESS = 32 << 20
_LARGEST_RATIO = 200
_DEEPEST = 3
_UTF8_NAME, _LOCKED = 0x800, 0x1


def is_archive(opened: IO[bytes], name: str) -> bool:
    """Whether an open file is a ZIP archive of files, and not a document that is packed as one (DOCX)."""
    if opened.read(4) not in (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"):
        return False
    try:
        with zipfile.ZipFile(opened) as archive:
            return "[Content_Types].xml" not in archive.namelist() and "mimetype" not in archive.namelist()[:1]
    except DAMAGED_ZIP:
        return name.lower().endswith(".zip")


def members(opened: IO[bytes], path: str, modified: datetime, password: str | None, depth: int = 1) -> Iterator[Item]:
    """The files of an archive that lies at `path`, one after the other; a damaged one is named and the others are read."""
    try:
        with zipfile.ZipFile(opened) as archive:
            refuse_trap(archive, path)
            for info in archive.infolist():
                yield from _member(archive, info, f"{path}/{name_of(info)}", modified, password, depth)
    except DAMAGED_ZIP:
        yield Unreachable(path, f"{path}：压缩包已损坏。请重新获取，或解压后导入文件夹。")


def refuse_trap(archive: zipfile.ZipFile, path: str) -> None:
    """JixiaoError where an archive has too many files or holds more than its own size can."""
    infos = archive.infolist()
    packed = sum(info.compress_size for info in infos)
    size = archive.fp.seek(0, 2) if archive.fp else 0
    if len(infos) > MOST_MEMBERS or sum(info.file_size for info in infos) > MOST_UNPACKED or packed > size:
        raise JixiaoError(f"{path}：压缩包里的内容多得不合常理，没有打开。请自行解压，确认后导入文件夹。")


def name_of(info: zipfile.ZipInfo) -> str:
    """The name of a file in an archive; what is not marked as UTF-8 is read as that if it can be, else as GBK.

    >>> packed = "教育局/报告.docx".encode("gbk").decode("cp437")
    >>> name_of(zipfile.ZipInfo(packed))
    '教育局/报告.docx'
    """
    name = info.filename
    if not info.flag_bits & _UTF8_NAME:
        try:
            written = name.encode("cp437")
        except UnicodeEncodeError:
            written = name.encode("utf-8", errors="replace")
        try:
            name = written.decode("utf-8")
        except UnicodeDecodeError:
            name = written.decode("gb18030", errors="replace")
    return name.replace("\\", "/").lstrip("/")


def _member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: str, modified: datetime, password: str | None, depth: int
) -> Iterator[Item]:
    name = path.rpartition("/")[2]
    if info.is_dir() or path.endswith("/") or any(is_litter(part) for part in name_of(info).split("/")):
        return
    if not may_be_report(name):
        yield PassedOver(path)
        return
    try:
        content = _unpacked(archive, info, path, password)
    except JixiaoError as error:
        yield Unreachable(path, str(error))
        return
    except (*DAMAGED_ZIP, NotImplementedError) as error:
        locked = info.flag_bits & _LOCKED
        reason = "在压缩包里，设有密码" if locked else f"在压缩包里已损坏（{error}）"
        yield Unreachable(
            path, f"{path}：{reason}。请{'用 --password 给出密码，或' if locked else ''}解压后导入文件夹。"
        )
        return
    changed = _changed(info) or modified
    inner = BytesIO(content)
    if not is_archive(inner, name):
        yield Found(path, name, changed, content)
    elif depth >= _DEEPEST:
        yield Unreachable(path, f"{path}：压缩包套得太深。请解压后导入文件夹。")
    else:
        yield from members(inner, path, changed, password, depth + 1)


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: str, password: str | None) -> bytes:
    if info.file_size > LARGEST_FILE:
        raise JixiaoError(f"{path}：超过 {LARGEST_FILE >> 20} MB，不像一份报告。请压缩其中的图片或拆分后再试。")
    if info.file_size > _HARMLESS and info.file_size > _LARGEST_RATIO * max(info.compress_size, 1):
        raise JixiaoError(
            f"{path}：解开后比压缩时大 {_LARGEST_RATIO} 倍以上，不像一份报告，没有打开。请解压确认后再试。"
        )
    with archive.open(info, pwd=password.encode() if password and info.flag_bits & _LOCKED else None) as opened:
        # more than it says is in it means that it lies; zipfile then reports a bad checksum
        return opened.read(info.file_size + 1)


def _changed(info: zipfile.ZipInfo) -> datetime | None:
    """When the file was changed: archives keep the local time, without its zone."""
    try:
        return datetime(*info.date_time).astimezone()
    except (ValueError, OSError, OverflowError):
        return None
