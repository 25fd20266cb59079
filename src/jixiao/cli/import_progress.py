"""The progress of an import on the terminal: how many of how many, how fast, how long still."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, ProgressColumn, TaskID

    from jixiao.bulk.summary import FileResult


class ImportProgress:
    """A bar that counts files; nothing where standard error is no terminal."""

    def __init__(self, bar: Progress | None, task: TaskID | None) -> None:
        self._bar = bar
        self._task = task
        self._total = 0
        self._failed = 0

    def expect(self, files: int) -> None:
        """So many files more."""
        self._total += files
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, total=self._total)

    def advance(self, result: FileResult) -> None:
        """One file is done."""
        self._failed += result.reason is not None
        if self._bar is not None and self._task is not None:
            failed = f"，未能读取 {self._failed}" if self._failed else ""
            self._bar.update(self._task, advance=1, failed=failed)

    def reach(self, done: int) -> None:
        """So many are done by now."""
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=done)


@contextmanager
def import_progress(description: str) -> Iterator[ImportProgress]:
    """The bar while it is needed."""
    if not sys.stderr.isatty():
        yield ImportProgress(None, None)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("份{task.fields[failed]}"), _rate(),
        TextColumn("还需"), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield ImportProgress(bar, bar.add_task(description, total=None, failed=""))


def _rate() -> ProgressColumn:
    from rich.progress import ProgressColumn, Task
    from rich.text import Text

    class Rate(ProgressColumn):
        """Files a second."""

        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:.1f} 份/秒" if task.speed else "")

    return Rate()
