"""Documents to their readings, in the order they came, as far ahead as memory allows; the suspicious ones alone, at the end."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass

from jixiao.bulk.found import Found
from jixiao.bulk.reading import Failure, Reading, Task
from jixiao.bulk.workers import PATIENCE, Workers, wait_for

_AHEAD_OF_A_WORKER = 16
_BYTES_AHEAD = 256 << 20
_SLOW = 10.0
"""Seconds after which a document no longer holds up those behind it."""


@dataclass(frozen=True, slots=True)
class Job:
    """A file, its hash, and how to read it."""

    found: Found
    sha256: str
    task: Task


@dataclass(frozen=True, slots=True)
class Finished:
    """A job with its reading."""

    job: Job
    reading: Reading
    attempts: int = 1


@dataclass(frozen=True, slots=True)
class _Pending:
    job: Job
    future: Future[Reading]


def read_in_order(workers: Workers, jobs: Iterator[Job]) -> Iterator[Finished]:
    """Each job with its reading. Those whose worker ended in it are read again, one at a time, when all others are done."""
    queue = _Queue(workers)
    for job in jobs:
        queue.submit(job)
        while queue.is_full:
            yield from queue.next()
    while queue.pending:
        yield from queue.next()
    for job in queue.suspects:
        yield Finished(job, workers.read_alone(job.task), attempts=2)


class _Queue:
    def __init__(self, workers: Workers) -> None:
        self.workers = workers
        self.pending: deque[_Pending] = deque()
        self.suspects: list[Job] = []
        self.bytes = 0
        self.answered = time.monotonic()

    @property
    def is_full(self) -> bool:
        return len(self.pending) >= _AHEAD_OF_A_WORKER * self.workers.count or self.bytes > _BYTES_AHEAD

    def submit(self, job: Job) -> None:
        if not self.pending:
            self.answered = time.monotonic()
        self.pending.append(_Pending(job, self.workers.submit(job.task)))
        self.bytes += len(job.found.content)

    def next(self) -> Iterator[Finished]:
        """What the first of the queue has become, if it is done or soon done."""
        first = self.pending[0]
        if not wait_for([first.future], _SLOW):
            self._pass_by()
            return
        self.answered = time.monotonic()
        self._leave()
        reading, suspicious = self.workers.outcome(first.job.task, first.future)
        if isinstance(reading, Failure) and reading.ended_by == "pool":
            self._give_up_pool()
        if suspicious:
            self.suspects.append(first.job)
        else:
            yield Finished(first.job, reading)

    def _leave(self) -> None:
        self.bytes -= len(self.pending.popleft().job.found.content)

    def _pass_by(self) -> None:
        """Those behind a slow first one come before it, if any is done; a pool that lets every limit pass without a word is lost."""
        longest = max(pending.job.task.limits.seconds for pending in self.pending)
        if any(pending.future.done() for pending in self.pending):
            self.pending.rotate(-1)
        elif time.monotonic() - self.answered > longest + PATIENCE:
            self._give_up_pool()

    def _give_up_pool(self) -> None:
        """All that was in it becomes suspect; what had been read already is read again."""
        while self.pending:
            self.suspects.append(self.pending[0].job)
            self._leave()
        self.workers.renew()
