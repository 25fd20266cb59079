"""What can go wrong outside a report: each error names the file, the place in it and what to do.

A fault of the report itself is never an exception: it is a failed Check or a Warning.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_REASONS = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已满",
    errno.EROFS: "磁盘是只读的",
    errno.EISDIR: "是文件夹",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.ENAMETOOLONG: "名称太长",
    errno.EIO: "磁盘读写出错",
    errno.EADDRINUSE: "已被占用",
    errno.EADDRNOTAVAIL: "本机没有这个地址",
    errno.EMFILE: "打开的文件太多",
    errno.EEXIST: "已经有同名的文件",
    errno.EBUSY: "正被别的程序使用",
    errno.ELOOP: "链接绕成了圈",
}


def system_reason(error: OSError) -> str:
    """Why the system refused something, in Chinese where it is one of the usual reasons.

    >>> system_reason(PermissionError(13, "Permission denied"))
    '没有权限'
    """
    return _REASONS.get(error.errno or 0) or error.strerror or type(error).__name__


class JixiaoError(Exception):
    """The base of every error raised on purpose; its text is one sentence for the person at the keyboard."""


class UnreadableFileError(JixiaoError):
    """A file that cannot be read as a report.

    >>> str(UnreadableFileError("报告.doc", "是旧版 Word 文档", "请另存为 .docx 再试"))
    '报告.doc：是旧版 Word 文档。请另存为 .docx 再试。'
    """

    def __init__(self, name: str, reason: str, advice: str) -> None:
        super().__init__(f"{name}：{reason}。{advice}。")
        self.name = name
        self.reason = reason
        self.advice = advice


class PatternError(JixiaoError):
    """A faulty entry of patterns/ or of a user's own folder: the file, the name of the entry, what is wrong.

    >>> str(PatternError("scores.toml", "section_score", "matches 和 misses 都至少要有一句例句"))
    'scores.toml 的 section_score：matches 和 misses 都至少要有一句例句。'
    """

    def __init__(self, file: str, name: str | None, reason: str) -> None:
        super().__init__(f"{file}{f' 的 {name}' if name else ''}：{reason}。")
        self.file = file
        self.pattern = name
        self.reason = reason


class ArchiveError(JixiaoError):
    """An archive that cannot be opened, read or written: names it, the reason and what to do.

    >>> str(ArchiveError("归档.db", "磁盘已满", "请腾出空间再试"))
    '归档.db：磁盘已满。请腾出空间再试。'
    """

    def __init__(self, location: str, reason: str, advice: str) -> None:
        super().__init__(f"{location}：{reason}。{advice}。")
        self.location = location
        self.reason = reason
        self.advice = advice


@contextmanager
def writing(target: Path) -> Iterator[None]:
    """What is done inside writes a file, whose folder is made; JixiaoError where the system refuses."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        raise JixiaoError(
            f"{target}：写不进去（{system_reason(error)}）。请关闭已打开的同名文件，或另选一处。"
        ) from error
