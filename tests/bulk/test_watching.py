"""A folder that is watched: what lies there and what arrives is imported, each file when its copying is over."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from jixiao.archive import open_archive
from jixiao.bulk.importing import Options
from jixiao.bulk.summary import Summary
from jixiao.bulk.watching import Arriving, watch
from jixiao.errors import JixiaoError
from reports_of import report_text


def test_a_file_is_finished_when_it_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_text("一半", encoding="utf-8")
    arriving = Arriving(quiet=2)
    arriving.add(path, 0)
    assert arriving.finished(1) == []
    path.write_text("一半和另一半", encoding="utf-8")
    assert arriving.finished(2.5) == []
    assert arriving.finished(4) == []
    assert arriving.finished(4.6) == [path]
    assert arriving.finished(9) == []


def test_an_empty_file_is_waited_for_longer_and_one_that_is_gone_not_at_all(tmp_path: Path) -> None:
    empty, gone = tmp_path / "空.txt", tmp_path / "没了.txt"
    empty.touch()
    gone.touch()
    arriving = Arriving(quiet=2)
    arriving.add(empty, 0)
    arriving.add(gone, 0)
    gone.unlink()
    assert arriving.finished(5) == []
    assert arriving.finished(20) == [empty]


@pytest.mark.parametrize("poll", [False, True])
def test_what_lies_there_and_what_arrives_is_imported_once_it_is_whole(tmp_path: Path, poll: bool) -> None:
    folder = tmp_path / "收件"
    folder.mkdir()
    (folder / "已有.txt").write_text(report_text("某县财政局"), encoding="utf-8")
    told: list[Summary] = []
    stop = threading.Event()
    with open_archive(tmp_path / "归档.db") as archive:
        watching = threading.Thread(
            target=watch,
            args=(archive, folder, Options(), told.append),
            kwargs={"stop": stop, "poll": poll, "quiet": 0.8},
        )
        watching.start()
        try:
            wait_until(lambda: len(archive.reports()) == 1)
            whole = report_text("某县教育局").encode()
            with (folder / "新来.txt").open("wb") as copying:
                copying.write(whole[:200])
                copying.flush()
                time.sleep(0.4)
                copying.write(whole[200:])
            wait_until(lambda: len(archive.reports()) == 2)
        finally:
            stop.set()
            watching.join()
        assert [result.outcome for summary in told for result in summary.results] == ["new", "new"]
        assert archive.failures() == []


def test_what_is_no_folder_cannot_be_watched(tmp_path: Path) -> None:
    with open_archive(tmp_path / "归档.db") as archive, pytest.raises(JixiaoError, match="不是文件夹"):
        watch(archive, tmp_path / "没有", Options(), print)


def wait_until(holds: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)
