"""Where records are kept and found again: SQLite by default, PostgreSQL by URL, one code over both.

It keeps records and gives them back; it neither makes nor judges them. `open_archive` is the door, and the one place that hands the
archive what it does not know: how corrections are laid over a record and checked (`jixiao.corrected`).

    with open_archive() as archive:
        archive.add(record)
        archive.record(1)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.errors import JixiaoError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from os import PathLike

    from jixiao.archive.archive import Archive
    from jixiao.archive.corrections import Correction
    from jixiao.record import Record

__all__ = ["open_archive"]


def open_archive(location: str | PathLike[str] | None = None, *, create: bool = True) -> Archive:
    """The archive at a place: a file (SQLite), a URL (`postgresql://…`), or by default the one in the user's data folder.

    ArchiveError says why it cannot be opened; with `create=False` also when there is none yet.
    """
    try:
        from jixiao.archive.archive import Archive
        from jixiao.archive.engine import connect
    except ModuleNotFoundError as error:
        raise JixiaoError(f"归档需要 {error.name}，还没有安装。请运行 pip install 'jixiao[archive]'。") from error
    return Archive(connect(location, _lay, create=create), _lay)


def _lay(record: Record, corrections: Sequence[Correction]) -> tuple[Record, frozenset[str]]:
    from jixiao.corrected import lay

    return lay(record, corrections)
