"""A whole archive through the rules of today: its checks calculated again, or its files read again; with what changed."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from jixiao.archive.archive import Archive
from jixiao.archive.originals import sha256_of
from jixiao.bulk.found import Found
from jixiao.bulk.importing import Options
from jixiao.bulk.reading import Task, check_again, extractor
from jixiao.bulk.reading_in_order import Job, read_in_order
from jixiao.bulk.summary import FileResult, Summary
from jixiao.bulk.workers import Workers
from jixiao.bulk.writing import Listener, Writer


def recheck(archive: Archive, workers: int = 1, listener: Listener | None = None) -> Summary:
    """The checks of every report, of older versions too, by the rules of today; the files are not needed."""
    began = time.monotonic()
    summary = Summary()
    writer = Writer(archive, None, summary, listener, originals=False)
    limits = Options().choice.limits
    if listener:
        listener.expect(archive.count_versions())

    def jobs() -> Iterator[Job]:
        for version in archive.all_versions():
            if version["checked_with"] == extractor():
                writer.tell(_unchanged(version))
                continue
            task = Task(version["file_name"], b"", limits.of(b""), before=version["record"])
            yield Job(_found(version, b""), version["sha256"], task)

    with Workers(workers, check_again) as pool:
        for finished in read_in_order(pool, jobs()):
            writer.put(finished)
        writer.flush()
    summary.seconds = time.monotonic() - began
    return summary


def reextract(archive: Archive, options: Options | None = None, listener: Listener | None = None) -> Summary:
    """Every file that was read by an earlier version or other rules, read again; a file is taken from the archive or its path.

    One that cannot be read now keeps its record. Corrections stay: they are kept by the ids of places in the file.
    """
    began = time.monotonic()
    options = options or Options()
    summary = Summary()
    run = archive.begin_import(extractor(), ["归档里的全部原文件"])
    writer = Writer(archive, run, summary, listener, originals=False)
    if listener:
        listener.expect(archive.count_versions())

    def jobs() -> Iterator[Job]:
        for version in archive.all_versions():
            if f"{version['extractor']}+{version['rules']}" == extractor():
                writer.tell(_unchanged(version))
            elif (content := _content(archive, version)) is None:
                path = version["path"] or version["file_name"]
                writer.tell(FileResult(path, "failed", version["report_id"], reason=_GONE.format(path=path)))
            else:
                limits = options.choice.limits.of(content)
                task = Task(version["file_name"], content, limits, options.choice.password, version["record"])
                yield Job(_found(version, content), version["sha256"], task)

    with Workers(options.workers, options.read) as pool:
        for finished in read_in_order(pool, jobs()):
            writer.put(finished)
        writer.flush()
    archive.end_import(run)
    summary.seconds = time.monotonic() - began
    return summary


_GONE = "{path}：归档里没有存原文件，原处也找不到。请把文件放回原处再试，或重新导入。"


def _content(archive: Archive, version: Mapping[str, Any]) -> bytes | None:
    """The file of a version, from the archive or, when it is still the same, from where it lay."""
    if (kept := archive.original(version["sha256"])) is not None:
        return kept
    path = Path(version["path"] or "")
    try:
        content = path.read_bytes() if path.is_file() else b""
    except OSError:
        return None
    return content if sha256_of(content) == version["sha256"] else None


def _found(version: Mapping[str, Any], content: bytes) -> Found:
    return Found(version["path"] or version["file_name"], version["file_name"], version["modified"], content)


def _unchanged(version: Mapping[str, Any]) -> FileResult:
    return FileResult(version["path"] or version["file_name"], "unchanged", version["report_id"])
