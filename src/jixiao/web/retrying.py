"""The files that could not be read, read once more while the site goes on; one such run at a time."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from pathlib import Path

from jixiao.archive.archive import Archive
from jixiao.bulk.choosing import Choice
from jixiao.bulk.importing import Options, run_import
from jixiao.errors import JixiaoError


class Retrying:
    """The run of one site; `last` says what came of the one before."""

    def __init__(self, archive: Archive, workers: int) -> None:
        self._archive = archive
        self._workers = workers
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()
        self.last: str | None = None

    @property
    def running(self) -> bool:
        """Whether files are being read now."""
        return self._thread is not None and self._thread.is_alive()

    def start(self) -> None:
        """Read what failed once more, unless that is under way."""
        with self._lock:
            if not self.running:
                self._thread = threading.Thread(target=self._run, name="retry", daemon=True)
                self._thread.start()

    def wait(self) -> None:
        """Until the run under way has ended."""
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        places = _holders(file.path for file in self._archive.failures())
        if not places:
            self.last = "读不了的文件都已不在原处，没有重试。"
            return
        try:
            summary = run_import(self._archive, places, Options(self._workers, choice=Choice(retry_failed=True)))
        except JixiaoError as error:
            self.last = str(error)
            return
        still = summary.count("failed")
        self.last = f"重试了 {len(places)} 份：读出 {len(places) - still} 份，仍读不了 {still} 份。"


def _holders(paths: Iterable[str]) -> list[Path]:
    """The files that hold these, as far as they are still there: of a path into a ZIP archive, the archive."""
    holders = (next((each for each in (Path(path), *Path(path).parents) if each.is_file()), None) for path in paths)
    return list(dict.fromkeys(filter(None, holders)))
