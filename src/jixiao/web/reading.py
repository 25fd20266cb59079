"""The bytes of an upload to a record, in a worker process with a time limit and a memory limit: a bad file costs itself only."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from concurrent.futures import Future, TimeoutError
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pebble import ProcessExpired, ProcessPool

from jixiao.errors import JixiaoError

MOST_SECONDS = 180
MOST_MEMORY = 3 * 1024**3


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of reading one file: its record as JSON, or the sentence that says why there is none."""

    record: str | None = None
    failure: str | None = None


class ReadingRoom:
    """Worker processes that read uploads and draw pages; they start with the first file and end with the site."""

    def __init__(self, workers: int) -> None:
        self._pool = ProcessPool(
            max_workers=workers, max_tasks=200, context=_context(), initializer=_limit_memory, initargs=(MOST_MEMORY,)
        )

    def read(self, file: Path, name: str, then: Callable[[Outcome], None]) -> None:
        """Read a file in its turn; `then` is told what came of it."""
        future = self._pool.schedule(read_file, (file, name), timeout=MOST_SECONDS)
        future.add_done_callback(lambda done: then(_outcome(name, done)))

    def sizes(self, content: bytes) -> tuple[tuple[float, float], ...]:
        """The sizes of the pages of a PDF in points."""
        return tuple(self._pool.schedule(_sizes, (content,), timeout=MOST_SECONDS).result())

    def page(self, content: bytes, number: int) -> bytes:
        """One page of a PDF as PNG; IndexError where there is none."""
        return bytes(self._pool.schedule(_page, (content, number), timeout=MOST_SECONDS).result())

    def close(self) -> None:
        """End the workers, whatever they are at."""
        self._pool.stop()  # type: ignore[no-untyped-call]  # pebble has types, but not for these
        self._pool.join()


def read_file(file: Path, name: str) -> Outcome:
    """What comes of reading a file under the name it was sent with."""
    from jixiao.files import extract_bytes

    try:
        return Outcome(record=extract_bytes(file.read_bytes(), name).to_json(None))
    except JixiaoError as error:
        return Outcome(failure=str(error))


def _sizes(content: bytes) -> tuple[tuple[float, float], ...]:
    from jixiao.readers.pdf_images import page_sizes

    return page_sizes(content, "")


def _page(content: bytes, number: int) -> bytes:
    from jixiao.readers.pdf_images import page_png

    return page_png(content, "", number)


def _outcome(name: str, done: Future[Outcome]) -> Outcome:
    """What a worker gave back, or what became of the worker."""
    if done.cancelled():
        return Outcome(failure=f"{name}：没有读完，服务已停止。请重新上传。")
    error = done.exception()
    if error is None:
        return done.result()
    if isinstance(error, TimeoutError):
        return Outcome(failure=f"{name}：{MOST_SECONDS} 秒没有读完。请拆分后再试。")
    if isinstance(error, MemoryError):
        return Outcome(failure=f"{name}：读取时内存超过 {MOST_MEMORY // 1024**3} GB。请拆分或压缩图片后再试。")
    if isinstance(error, ProcessExpired):
        return Outcome(failure=f"{name}：读取进程意外退出（{error.exitcode}）。文件可能已损坏，请重新导出后再试。")
    return Outcome(failure=f"{name}：程序出错（{type(error).__name__}）。请把文件报告给开发者。")


def _context() -> Any:
    """Forkserver where there is one: workers that neither copy this process nor start as slowly as new ones."""
    methods = multiprocessing.get_all_start_methods()
    return multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")


def _limit_memory(most: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
