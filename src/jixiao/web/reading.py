"""The bytes of an upload to a record, in a worker process with a time limit and a memory limit: a bad file costs itself only."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TypeVar

from jixiao.archive.columns import unpack
from jixiao.bulk.limits import Limits, LimitsByFormat, limited_memory
from jixiao.bulk.reading import Reading, Success, Task
from jixiao.bulk.workers import Workers

T = TypeVar("T")
_DRAWING = Limits(seconds=60, megabytes=1024)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of reading one file: its record as JSON, or the sentence that says why there is none."""

    record: str | None = None
    failure: str | None = None


class ReadingRoom:
    """Worker processes that read uploads and draw pages; they start with the first file and end with the site."""

    def __init__(self, workers: int) -> None:
        self._workers = Workers(workers)
        self._lock = threading.Lock()

    def read(self, content: bytes, name: str, then: Callable[[Outcome], None]) -> None:
        """Read a file in its turn; `then` is told what came of it."""
        task = Task(name, content, LimitsByFormat().of(content))
        future = self._given(lambda: self._workers.submit(task))
        future.add_done_callback(lambda done: then(self._outcome(task, done)))

    def read_now(self, content: bytes, name: str) -> Outcome:
        """Read a file and wait for it."""
        waiting: Future[Outcome] = Future()
        self.read(content, name, waiting.set_result)
        return waiting.result()

    def sizes(self, content: bytes) -> tuple[tuple[float, float], ...]:
        """The sizes of the pages of a PDF in points."""
        return self._given(lambda: self._workers.run(_sizes, content, seconds=_DRAWING.seconds)).result()

    def page(self, content: bytes, number: int) -> bytes:
        """One page of a PDF as PNG; IndexError where there is none."""
        return self._given(lambda: self._workers.run(_page, content, number, seconds=_DRAWING.seconds)).result()

    def close(self) -> None:
        """End the workers, whatever they are at."""
        self._workers.__exit__(None, None, None)

    def _given(self, work: Callable[[], Future[T]]) -> Future[T]:
        """What is given to the workers; to fresh ones where a document broke them all."""
        with self._lock:
            try:
                return work()
            except RuntimeError:
                self._workers.renew()
                return work()

    def _outcome(self, task: Task, done: Future[Reading]) -> Outcome:
        if done.cancelled():
            return Outcome(failure=f"{task.name}：没有读完，服务已停止。请重新上传。")
        reading, _ = self._workers.outcome(task, done)
        if isinstance(reading, Success):
            return Outcome(record=unpack(reading.rows.version["record"]))
        return Outcome(failure=reading.reason)


def _sizes(content: bytes) -> tuple[tuple[float, float], ...]:
    from jixiao.readers.pdf_images import page_sizes

    with limited_memory(_DRAWING.megabytes):
        return page_sizes(content, "")


def _page(content: bytes, number: int) -> bytes:
    from jixiao.readers.pdf_images import page_png

    with limited_memory(_DRAWING.megabytes):
        return page_png(content, "", number)
