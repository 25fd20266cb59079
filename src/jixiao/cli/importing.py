"""`jixiao import` and `jixiao watch`: folders of reports into the archive."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from jixiao.cli.app import Password, argument, command, option
from jixiao.cli.output import CLEAN, UNREADABLE, print_view, say

if TYPE_CHECKING:
    from jixiao.bulk.importing import Options
    from jixiao.bulk.summary import Summary

To = Annotated[
    str | None, option("--to", "归档：一个文件名，或 postgresql:// 地址。默认是用户数据文件夹里的归档。", "归档")
]
WorkerCount = Annotated[int | None, option("--workers", "同时读几份，默认与处理器核数相同。", "个数", min=1, max=256)]
Report = Annotated[Path | None, option("--report", "把逐份结果写成 Excel 表。", "文件.xlsx")]
NoOriginals = Annotated[bool, option("--no-originals", "不存原文件，只存读出的数据。")]
RetryFailed = Annotated[bool, option("--retry-failed", "以前未能读取的再读一次；不给路径就只读这些。")]
Seconds = Annotated[float | None, option("--time-limit", "每份最多读多少秒。", "秒", min=1)]
Megabytes = Annotated[int | None, option("--memory-limit", "每份最多用多少内存。", "MB", min=64)]
All = Annotated[bool, option("--all", "全部列出，不只列前几十份。")]
STOPPED = 130


@command("import")
def import_reports(
    places: Annotated[list[str] | None, argument("文件、文件夹、通配符或 ZIP 压缩包。", "路径")] = None,
    to: To = None,
    workers: WorkerCount = None,
    no_originals: NoOriginals = False,
    report: Report = None,
    retry_failed: RetryFailed = False,
    time_limit: Seconds = None,
    memory_limit: Megabytes = None,
    password: Password = None,
    everything: All = False,
) -> int:
    """把整个文件夹的报告导入归档。随时可以中断，再运行一次就接着做。"""
    from jixiao.archive import open_archive
    from jixiao.bulk.importing import run_import
    from jixiao.cli.import_progress import import_progress
    from jixiao.errors import JixiaoError

    options = _options(workers, not no_originals, retry_failed, time_limit, memory_limit, password)
    with open_archive(to) as archive, import_progress("导入报告") as progress:
        if not places and not retry_failed:
            raise JixiaoError("请给出要导入的文件、文件夹或压缩包；只重读以前失败的请加 --retry-failed。")
        wanted = places or _existing([file.path for file in archive.failures()])
        try:
            summary = run_import(archive, wanted, options, progress)
        except KeyboardInterrupt:
            say("已停下。已导入的都在归档里，再运行一次就接着做。")
            return STOPPED
    return told(summary, archive.location, report, everything=everything)


def told(summary: Summary, location: str, report: Path | None, *, everything: bool) -> int:
    """What became of the files, to the person and to a workbook; the exit status that it asks for."""
    from jixiao.bulk.import_report import save_report
    from jixiao.cli.import_view import summary_view

    print_view(summary_view(summary, location, everything=everything))
    if report:
        save_report(summary, report)
    return UNREADABLE if summary.failures or summary.scans else CLEAN


@command()
def watch(
    folder: Annotated[Path, argument("要留意的文件夹。", "文件夹")],
    to: To = None,
    workers: WorkerCount = None,
    no_originals: NoOriginals = False,
    poll: Annotated[bool, option("--poll", "定时查看；网络驱动器不通知变化时用。")] = False,
    password: Password = None,
) -> int:
    """留意一个文件夹，新放进来的报告复制完就导入。按 Ctrl+C 停下。"""
    from jixiao.archive import open_archive
    from jixiao.bulk import watching
    from jixiao.cli.import_view import summary_lines

    def tell(summary: Summary) -> None:
        for line in summary_lines(summary):
            say(line)

    options = _options(workers, not no_originals, False, None, None, password)
    with open_archive(to) as archive:
        say(f"留意 {folder}，导入 {archive.location}。按 Ctrl+C 停下。")
        try:
            watching.watch(archive, folder, options, tell, poll=poll)
        except KeyboardInterrupt:
            say("已停下。")
    return CLEAN


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _options(
    workers: int | None,
    originals: bool,
    retry_failed: bool,
    seconds: float | None,
    megabytes: int | None,
    password: str | None,
) -> Options:
    from jixiao.bulk.choosing import Choice
    from jixiao.bulk.importing import Options
    from jixiao.bulk.limits import LimitsByFormat, memory_can_be_limited

    if not memory_can_be_limited():
        say("本系统不能限制每份文档所用的内存，只限制时间；占用内存过大的文档可能影响整个导入。")
    choice = Choice(retry_failed, password, LimitsByFormat(seconds, megabytes))
    return Options(workers or cores(), originals, choice)


def _existing(paths: list[str]) -> list[str]:
    """The files that hold these: of a path into a ZIP archive, the archive. Those that are gone stay, to be named."""
    holders = (
        next((str(each) for each in (Path(path), *Path(path).parents) if each.is_file()), path) for path in paths
    )
    return list(dict.fromkeys(holders))
