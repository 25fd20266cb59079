"""A folder to imports of what arrives in it, each file once its copying has come to an end."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

from jixiao.archive.archive import Archive
from jixiao.bulk.finding import list_files
from jixiao.bulk.found import is_litter, may_be_report
from jixiao.bulk.importing import Options, run_import
from jixiao.bulk.summary import Summary
from jixiao.errors import JixiaoError

QUIET = 2.0
"""Seconds for which a file must stay as it is to count as finished; ten times as long while it is empty."""
_LOOK = 0.5


class Arriving:
    """Files on their way: each is looked at until it no longer changes."""

    def __init__(self, quiet: float = QUIET) -> None:
        self._quiet = quiet
        self._seen: dict[Path, tuple[tuple[int, int], float]] = {}

    def add(self, path: Path, now: float) -> None:
        """A file that appeared or changed."""
        if (state := _state(path)) is not None:
            self._seen[path] = (state, now)

    def finished(self, now: float) -> list[Path]:
        """Those that have stayed as they are long enough; they are looked at no more."""
        done = []
        for path, (state, since) in list(self._seen.items()):
            present = _state(path)
            if present is None:
                del self._seen[path]
            elif present != state:
                self._seen[path] = (present, now)
            elif now - since >= (self._quiet if present[0] else 10 * self._quiet):
                del self._seen[path]
                done.append(path)
        return sorted(done)


def watch(
    archive: Archive,
    folder: Path,
    options: Options,
    tell: Callable[[Summary], None],
    *,
    stop: Event | None = None,
    poll: bool = False,
    quiet: float = QUIET,
) -> None:
    """Import what lies in a folder, then what arrives, until `stop`; `poll` for network drives that report no changes."""
    if not folder.is_dir():
        raise JixiaoError(f"{folder}：不是文件夹。请给出要留意的文件夹。")
    arriving = Arriving(quiet)
    for path in list_files([folder])[0]:
        if isinstance(path, Path):
            arriving.add(path, time.monotonic())
    for changed in _changes(folder, stop or Event(), poll):
        now = time.monotonic()
        for path in changed:
            if not is_litter(path.name) and may_be_report(path.name):
                arriving.add(path, now)
        if finished := arriving.finished(now):
            tell(run_import(archive, finished, options))


def _changes(folder: Path, stop: Event, poll: bool) -> Iterator[list[Path]]:
    """The files that changed, twice a second; nothing when none did."""
    from watchfiles import Change, watch

    milliseconds = int(_LOOK * 1000)
    looks = watch(
        folder.absolute(),
        watch_filter=None,
        stop_event=stop,
        rust_timeout=milliseconds,
        yield_on_timeout=True,
        step=50,
        debounce=milliseconds,
        raise_interrupt=True,
        force_polling=poll or None,
    )
    for changes in looks:
        yield sorted(Path(path) for change, path in changes if change != Change.deleted)


def _state(path: Path) -> tuple[int, int] | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return (stat.st_size, stat.st_mtime_ns) if path.is_file() else None
