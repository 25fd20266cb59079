"""`jixiao export`: reports and figures of the archive to a workbook, CSV, Parquet or JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from jixiao.cli.app import Place, argument, command, option
from jixiao.cli.output import CLEAN, say
from jixiao.cli.search import CONDITIONS, typed_query

Target = Annotated[Path, option("--to", "写到哪个文件，格式看后缀：.xlsx、.csv、.parquet、.jsonl。", "文件")]


@command("export", context_settings={"ignore_unknown_options": True})
def export_(
    to: Target,
    words: Annotated[list[str] | None, argument(CONDITIONS, "词或条件")] = None,
    place: Place = None,
) -> int:
    """把报告和其中的数字导出成表格：一行一份报告，一行一个数。"""
    from jixiao.archive import open_archive
    from jixiao.export import export

    with open_archive(place, create=False) as archive:
        done = export(archive, to, typed_query(words))
    say(f"已导出 {done.reports} 份报告、{done.facts} 个数：{'、'.join(map(str, done.files))}")
    return CLEAN
