"""Uploads as they lie on the tray: read, looked at, then kept in the archive or thrown away after a while.

A batch is what was dropped at once. It has an address that cannot be guessed, and belongs to whoever sent it.
"""

from __future__ import annotations

import secrets
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp
from typing import BinaryIO, Literal

from jixiao.record import Record
from jixiao.web.reading import Outcome, ReadingRoom

Purpose = Literal["upload", "folder"]
_RECORDS_AT_HAND = 32


@dataclass(frozen=True, slots=True)
class Item:
    """One file of a batch. It is being read as long as it has neither a record nor a failure."""

    number: int
    name: str
    file: Path
    size: int
    record_file: Path | None = None
    failure: str | None = None
    kept: str | None = None

    @property
    def state(self) -> Literal["reading", "read", "failed", "kept"]:
        """How far it is."""
        if self.failure is not None:
            return "failed"
        if self.kept is not None:
            return "kept"
        return "reading" if self.record_file is None else "read"

    @property
    def record(self) -> Record:
        """Its record; only one that was read has one."""
        if self.record_file is None:
            raise KeyError(self.number)
        return _record(self.record_file)


@dataclass(frozen=True, slots=True)
class Batch:
    """What was dropped at once: its key in addresses, who dropped it and what for."""

    key: str
    purpose: Purpose
    owner: str
    opened: float
    items: tuple[Item, ...] = ()

    @property
    def waiting(self) -> int:
        """How many files are not read yet."""
        return sum(item.state == "reading" for item in self.items)

    def item(self, number: int) -> Item:
        """The file of this number, counted from 1; KeyError where there is none."""
        for item in self.items:
            if item.number == number:
                return item
        raise KeyError(number)


class Tray:
    """The batches of one site, in a folder of its own that goes with it."""

    def __init__(self, reading: ReadingRoom, seconds_kept: int) -> None:
        self._reading = reading
        self._seconds_kept = seconds_kept
        self._folder = Path(mkdtemp(prefix="jixiao-tray-"))
        self._batches: dict[str, Batch] = {}
        self._lock = threading.Lock()

    def open(self, purpose: Purpose, owner: str) -> Batch:
        """A new batch; what has lain too long goes."""
        self._clear_old()
        batch = Batch(secrets.token_urlsafe(12), purpose, owner, time.monotonic())
        (self._folder / batch.key).mkdir()
        with self._lock:
            self._batches[batch.key] = batch
        return batch

    def batch(self, key: str, owner: str) -> Batch:
        """The batch with this key, if it is this person's; else KeyError."""
        batch = self._batches[key]
        if batch.owner != owner:
            raise KeyError(key)
        return batch

    def add(self, batch: Batch, name: str, content: BinaryIO) -> Item:
        """One more file of a batch, which is read in its turn."""
        with self._changed(batch.key) as now:
            number = len(now.items) + 1
            item = Item(number, name, self._folder / batch.key / str(number), 0)
            self._batches[batch.key] = replace(now, items=(*now.items, item))
        with item.file.open("wb") as out:
            shutil.copyfileobj(content, out)
        item = self._update(batch.key, replace(item, size=item.file.stat().st_size))
        try:
            self._reading.read(item.file.read_bytes(), name, lambda outcome: self._read(batch.key, number, outcome))
        except BaseException:  # whatever it was, nobody shall wait for this file
            self._update(batch.key, replace(item, failure=f"{name}：没能开始读取。请重新上传；仍不行请告诉管理员。"))
            raise
        return item

    def refuse(self, batch: Batch, name: str, why: str) -> Item:
        """A file of a batch that is not even read."""
        with self._changed(batch.key) as now:
            number = len(now.items) + 1
            item = Item(number, name, self._folder / batch.key / str(number), 0, failure=why)
            self._batches[batch.key] = replace(now, items=(*now.items, item))
        return item

    def keep(self, batch: Batch, number: int, kept: str) -> Item:
        """The file is in the archive now, under this address."""
        return self._update(batch.key, replace(self._batches[batch.key].item(number), kept=kept))

    def discard(self, batch: Batch) -> None:
        """Throw a batch away."""
        with self._lock:
            self._batches.pop(batch.key, None)
        shutil.rmtree(self._folder / batch.key, ignore_errors=True)

    def close(self) -> None:
        """Throw everything away."""
        with self._lock:
            self._batches.clear()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _read(self, key: str, number: int, outcome: Outcome) -> None:
        batch = self._batches.get(key)
        if batch is None:
            return
        item = batch.item(number)
        if outcome.record is None:
            self._update(key, replace(item, failure=outcome.failure))
            return
        record_file = item.file.with_suffix(".json")
        record_file.write_text(outcome.record, encoding="utf-8")
        self._update(key, replace(item, record_file=record_file))

    def _update(self, key: str, item: Item) -> Item:
        with self._changed(key) as now:
            items = tuple(item if each.number == item.number else each for each in now.items)
            self._batches[key] = replace(now, items=items)
        return item

    @contextmanager
    def _changed(self, key: str) -> Iterator[Batch]:
        with self._lock:
            yield self._batches[key]

    def _clear_old(self) -> None:
        oldest = time.monotonic() - self._seconds_kept
        for batch in tuple(self._batches.values()):
            if batch.opened < oldest:
                self.discard(batch)


@lru_cache(_RECORDS_AT_HAND)
def _record(file: Path) -> Record:
    return Record.from_json(file.read_text(encoding="utf-8"))
