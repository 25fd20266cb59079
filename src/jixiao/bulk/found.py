"""What a search for reports comes upon: a file with its content, one that cannot be had, one that is no report."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePath


@dataclass(frozen=True, slots=True)
class Found:
    """A file that may be a report. `path` says where it lies, also inside an archive: 旧报告.zip/教育局/报告.docx."""

    path: str
    name: str
    modified: datetime
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Unreachable:
    """A file or place that gives no content, with why and what to do in one sentence; `there` is false where nothing is."""

    path: str
    reason: str
    there: bool = True


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A file in a folder that by its suffix is no report: a picture, a spreadsheet."""

    path: str


Item = Found | Unreachable | PassedOver

_DOCUMENTS = frozenset(
    (".docx", ".docm", ".dotx", ".dotm", ".doc", ".wps", ".wpt", ".pdf", ".txt", ".text", ".md", ".rtf", ".odt", ".ofd")
    + (".xps", ".htm", ".html", ".mht", ".mhtml", ".zip", ".rar", ".7z", ".gz")
)
_LITTER = ("~$", ".", "__MACOSX", "Thumbs.db", "desktop.ini")


def is_litter(name: str) -> bool:
    """What Word, Windows and macOS leave behind in folders; not worth a word.

    >>> is_litter("~$报告.docx"), is_litter("报告.docx")
    (True, False)
    """
    return name.startswith(_LITTER)


def may_be_report(name: str) -> bool:
    """Whether a file that nobody named, only its folder, is looked into: by its suffix, or because it has none.

    >>> may_be_report("自评报告.PDF"), may_be_report("照片.jpg"), may_be_report("2023年自评报告")
    (True, False, True)
    """
    suffix = PurePath(name).suffix.lower()
    return not suffix.isascii() or len(suffix) <= 1 or suffix in _DOCUMENTS
