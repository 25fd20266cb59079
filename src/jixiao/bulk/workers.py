"""Documents to readings in worker processes that may hang, crash or eat memory: each such document is named, and no other lost.

Built on pebble: of the pools that were tried it alone kills a worker by the clock, replaces one that died, and says which task
that had. What it leaves is done here: a pool that breaks as a whole is replaced, and a document in whose reading a worker ended
is read once more by itself, when nothing else can have been the cause.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import Future, TimeoutError
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.context import BaseContext
from types import TracebackType
from typing import Self, TypeVar

from pebble import ProcessExpired, ProcessPool

from jixiao.bulk.guard import live_with
from jixiao.bulk.reading import Failure, Reading, ReadTask, Task, out_of_memory, read_report

T = TypeVar("T")
_TASKS_OF_A_WORKER = 1000
"""After so many documents a worker makes place for a fresh one, whatever its libraries have kept."""
_PRELOADED = ["jixiao.bulk.warm"]


class Workers:
    """Some processes that read documents; all of them are gone when the `with` ends."""

    def __init__(self, count: int, read: ReadTask = read_report) -> None:
        self.count = max(count, 1)
        self._read = read
        self._context = _context()
        # the end that is kept open here, and never written to, is what the workers live with
        self._held_by_workers, self._alive = self._context.Pipe(duplex=False)
        self._pool = self._new_pool()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end_pool()
        self._alive.close()
        self._held_by_workers.close()

    def submit(self, task: Task) -> Future[Reading]:
        """The reading to come of a document; `outcome` says what it was."""
        future: Future[Reading] = self._pool.schedule(self._read, args=(task,), timeout=task.limits.seconds)
        return future

    def outcome(self, task: Task, future: Future[Reading]) -> tuple[Reading, bool]:
        """What a finished reading gave, and whether the document should have a second chance alone."""
        try:
            reading = future.result(timeout=0)
        except ProcessExpired as error:
            return _ended(task, error.exitcode), True
        except BrokenProcessPool:
            return Failure(f"{task.name}：读取程序整个中断了。请加 --retry-failed 再试。", "pool"), True
        except TimeoutError:
            return _timed_out(task), True
        except MemoryError:
            return out_of_memory(task), True
        except Exception as error:  # noqa: BLE001  # whatever the reading raised is this document's reason
            first_line = str(error).partition("\n")[0]
            return Failure(f"{task.name}：程序出错（{type(error).__name__}: {first_line}）。请报告给开发者。"), False
        return reading, isinstance(reading, Failure) and reading.ended_by is not None

    def run(self, work: Callable[..., T], *arguments: object, seconds: float) -> Future[T]:
        """Anything else that is better done apart, such as drawing a page: the result to come of a function."""
        future: Future[T] = self._pool.schedule(work, args=arguments, timeout=seconds)
        return future

    def renew(self) -> None:
        """Fresh processes in place of a pool that broke or no longer answers; what it was reading is lost."""
        self._end_pool()
        self._pool = self._new_pool()

    def read_alone(self, task: Task) -> Reading:
        """One document by itself, while no other is being read."""
        if not self._pool.active:
            self.renew()
        future = self.submit(task)
        wait_for([future], task.limits.seconds + PATIENCE)
        if not future.done():
            self.renew()
            return _timed_out(task)
        return self.outcome(task, future)[0]

    def _new_pool(self) -> ProcessPool:
        return ProcessPool(
            max_workers=self.count,
            max_tasks=_TASKS_OF_A_WORKER,
            initializer=live_with,
            initargs=(self._held_by_workers,),
            context=self._context,
        )

    def _end_pool(self) -> None:
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()


PATIENCE = 30.0
"""Seconds beyond its limit after which a document that nobody ended counts as lost with its pool."""


def wait_for(futures: Sequence[Future[Reading]], seconds: float) -> bool:
    """Wait until one of them is done; False when none is by then."""
    from concurrent.futures import FIRST_COMPLETED, wait

    return bool(wait(futures, timeout=seconds, return_when=FIRST_COMPLETED).done)


def _context() -> BaseContext:
    """A forkserver, whose children are clean and quick to start; Windows has only the slower spawn."""
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    return context


def _timed_out(task: Task) -> Failure:
    advice = "请拆分文件，或用 --time-limit 放宽后加 --retry-failed 再试"
    return Failure(f"{task.name}：{task.limits.seconds:g} 秒还没有读完，已停止。{advice}。", "time")


def _ended(task: Task, exitcode: int) -> Failure:
    if exitcode >= 0:
        return Failure(
            f"{task.name}：读取程序自行退出（退出码 {exitcode}）。请把文件报告给开发者。", f"exit {exitcode}"
        )
    try:
        name = signal.Signals(-exitcode).name
    except ValueError:
        name = f"signal {-exitcode}"
    meaning = _SIGNALS.get(name, "意外中断")
    return Failure(f"{task.name}：读取程序{meaning}（{name}）。请用 Word 或 WPS 打开后另存再试。", name)


_SIGNALS = {
    "SIGSEGV": "遇到这份文件就崩溃",
    "SIGABRT": "遇到这份文件就崩溃",
    "SIGBUS": "遇到这份文件就崩溃",
    "SIGFPE": "遇到这份文件就崩溃",
    "SIGKILL": "被系统强行结束，多半是内存不够",
}
