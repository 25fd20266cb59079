"""`jixiao failures`, `recheck`, `reextract` and `reindex`: what could not be read, and the archive through the rules of today."""

from __future__ import annotations

import json
from typing import Annotated

from jixiao.cli.app import Password, Place, command, option
from jixiao.cli.importing import All, Report, WorkerCount, cores, told
from jixiao.cli.output import CLEAN, UNREADABLE, print_view, write


@command()
def failures(
    place: Place = None,
    as_json: Annotated[bool, option("--json", "写成 JSON。")] = False,
    everything: All = False,
) -> int:
    """列出导入时未能读取的文件和原因。"""
    from dataclasses import asdict

    from jixiao.archive import open_archive
    from jixiao.cli.import_view import failures_view, scans_view

    with open_archive(place, create=False) as archive:
        failed = archive.failures()
    if as_json:
        write(json.dumps([asdict(file) for file in failed], ensure_ascii=False, indent=1))
    elif failed:
        faulty = [(file.path, file.reason or "") for file in failed if file.outcome == "failed"]
        if faulty:
            print_view(failures_view(faulty, everything=everything))
        if scans := [file.path for file in failed if file.outcome == "scanned"]:
            print_view(scans_view(scans, everything=everything))
    else:
        write("没有未能读取的文件。")
    return UNREADABLE if failed else CLEAN


@command()
def recheck(place: Place = None, workers: WorkerCount = None, report: Report = None, everything: All = False) -> int:
    """程序或规则更新后，把归档里的报告全部重新核算一遍，列出变化。"""
    from jixiao.archive import open_archive
    from jixiao.bulk import rereading
    from jixiao.cli.import_progress import import_progress

    with open_archive(place, create=False) as archive, import_progress("重新核算") as progress:
        summary = rereading.recheck(archive, workers or cores(), progress)
    return told(summary, archive.location, report, everything=everything)


@command()
def reextract(
    place: Place = None,
    workers: WorkerCount = None,
    report: Report = None,
    password: Password = None,
    everything: All = False,
) -> int:
    """程序或规则更新后，把归档里的原文件全部重新读一遍，列出变化。"""
    from jixiao.archive import open_archive
    from jixiao.bulk import rereading
    from jixiao.bulk.choosing import Choice
    from jixiao.bulk.importing import Options
    from jixiao.cli.import_progress import import_progress

    options = Options(workers or cores(), choice=Choice(password=password))
    with open_archive(place, create=False) as archive, import_progress("重新读取") as progress:
        summary = rereading.reextract(archive, options, progress)
    return told(summary, archive.location, report, everything=everything)


@command()
def reindex(place: Place = None) -> int:
    """检索结果不对、索引损坏时，由归档里的记录和人工更正重建检索索引。"""
    from jixiao.archive import open_archive
    from jixiao.cli.import_progress import import_progress

    with open_archive(place, create=False) as archive, import_progress("重建索引") as progress:
        progress.expect(archive.count_reports())
        done = archive.reindex(progress.reach)
    write(f"已重建 {done} 份报告的检索索引。")
    return CLEAN
