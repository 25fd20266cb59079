"""Reports of an archive to a file: a workbook, CSV, Parquet or lines of JSON, row by row, so that a million do not fill memory.

There are two tables, one row a report and one row a figure. A workbook has them as sheets; elsewhere the figures go to a file
beside: 结果.csv and 结果-数字.csv.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.errors import JixiaoError, writing

if TYPE_CHECKING:
    from jixiao.archive.query import Query
    from jixiao.archive.questions import Questions
    from jixiao.export.tables import Table

__all__ = ["FORMATS", "Exported", "export"]

FORMATS = (".xlsx", ".csv", ".parquet", ".jsonl")


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: how many rows of each table, and the files."""

    reports: int
    facts: int
    files: tuple[Path, ...]


def export(archive: Questions, target: Path, query: Query | str = "") -> Exported:
    """The reports that match a query and their figures, newest first, in the format that the file's suffix says.

    Both tables are of one moment of the archive.
    JixiaoError says what is wrong with the suffix, which package is missing, or why the file cannot be written.
    """
    from jixiao.export.tables import tables

    if target.suffix.lower() not in FORMATS:
        raise JixiaoError(f"{target}：不支持“{target.suffix}”格式。请用 {'、'.join(FORMATS)} 之一作后缀。")
    write = _writer(target.suffix.lower())
    with writing(target), archive.at_one_moment() as moment:  # so that the tables agree, also while an import runs
        written = write(target, tables(moment, query))
    return Exported(written[0], written[1], tuple(files_of(target)))


def files_of(target: Path) -> list[Path]:
    """The files that an export to `target` writes.

    >>> [file.name for file in files_of(Path("结果.csv"))]
    ['结果.csv', '结果-数字.csv']
    """
    beside = [] if target.suffix.lower() == ".xlsx" else [target.with_name(f"{target.stem}-数字{target.suffix}")]
    return [target, *beside]


def _writer(suffix: str) -> Callable[[Path, Sequence[Table]], list[int]]:
    try:
        if suffix == ".xlsx":
            from jixiao.export.workbook import write_workbook

            return write_workbook
        if suffix == ".parquet":
            from jixiao.export.parquet import write_parquet

            return write_parquet
    except ModuleNotFoundError as error:
        extra = "parquet" if suffix == ".parquet" else "archive"
        raise JixiaoError(
            f"写 {suffix} 需要 {error.name}，还没有安装。请运行 pip install 'jixiao[{extra}]'。"
        ) from error
    from jixiao.export.lines import write_csv, write_jsonl

    return write_csv if suffix == ".csv" else write_jsonl
