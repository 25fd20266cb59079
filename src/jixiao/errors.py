"""What can go wrong outside a report: each error names the file, the place in it and what to do.

A fault of the report itself is never an exception: it is a failed Check or a Warning.
"""

from __future__ import annotations


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
    """A faulty entry in patterns/: names the file, the pattern and the reason.

    >>> str(PatternError("scores.toml", "section_score", "it has no misses"))
    'scores.toml: section_score: it has no misses'
    """

    def __init__(self, file: str, name: str, reason: str) -> None:
        super().__init__(f"{file}: {name}: {reason}")
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
