"""An import killed with kill -9 again and again ends, when it is run to its end, in the archive that one quiet run makes."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from jixiao.archive import open_archive
from jixiao.archive.archive import Archive
from jixiao.archive.columns import UtcTime
from jixiao.archive.search_index import report_text as words
from jixiao.archive.tables import import_files, metadata, reports
from postgresql_cluster import new_database
from reports_of import record_of

COUNT = 130
PROGRAM = Path(__file__).parents[1] / "import_of_records.py"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Records as documents, some reports in two of them, and two that cannot be read."""
    folder = tmp_path_factory.mktemp("报告")
    for number in range(COUNT):
        (folder / f"报告{number:03}.txt").write_text(record_of(f"某县第{number}中学").to_json(), encoding="utf-8")
        if number % 20 == 0:
            revised = record_of(f"某县第{number}中学", score="90").to_json()
            (folder / f"修订{number:03}.txt").write_text(revised, encoding="utf-8")
    (folder / "空的.docx").touch()
    (folder / "坏的.txt").write_text("{", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def undisturbed(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    location = str(tmp_path_factory.mktemp("archive") / "归档.db")
    assert start(folder, location).wait() == 0
    with open_archive(location) as archive:
        return content(archive)


@pytest.mark.parametrize(("kind", "kills"), [("sqlite", 10), ("postgresql", 2)])
def test_killed_at_random_moments_and_run_again_nothing_is_lost_and_nothing_is_there_twice(
    kind: str,
    kills: int,
    folder: Path,
    undisturbed: dict[str, list[Any]],
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    location = str(tmp_path / "归档.db") if kind == "sqlite" else new_database(request.getfixturevalue("postgresql"))
    moments = random.Random(kind)
    killed = 0
    with open_archive(location) as archive:
        for kill in range(kills):
            running = start(folder, location)
            wait_for_files(archive, COUNT * kill // (kills + 1) + moments.randrange(1, COUNT // (kills + 1)), running)
            time.sleep(moments.uniform(0, 0.03))
            running.kill()
            killed += running.wait() == -signal.SIGKILL
        assert killed > kills / 2  # the others had come to their end before
        assert start(folder, location).wait() == 0
        assert content(archive) == undisturbed


def start(folder: Path, location: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, PROGRAM, folder, location]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL)


def wait_for_files(archive: Archive, wanted: int, running: subprocess.Popen[bytes]) -> None:
    """Until so many files are written, if the import gets there."""
    done = select(func.count().label("files")).select_from(import_files)
    while archive.rows(done)[0]["files"] < wanted and running.poll() is None:
        time.sleep(0.005)


def content(archive: Archive) -> dict[str, list[Any]]:
    """All rows of all tables but runs, without times and numbers that depend on when what was imported."""
    identities = {row["id"]: row["identity"] for row in archive.rows(select(reports))}
    found: dict[str, list[Any]] = {}
    for table in (*metadata.sorted_tables, words):
        if table.name in ("import_runs", "properties"):
            continue
        kept = [column for column in table.c if not isinstance(column.type, UtcTime)]
        kept = [column for column in kept if column.name not in ("run_id", "recency", "grams")]
        rows = []
        for row in archive.rows(select(*kept)):
            numbered = "id" if table is reports else "report_id"
            if numbered in row:
                row = dict(row) | {numbered: identities[row[numbered]]}
            rows.append(tuple(row.items()))
        found[table.name] = sorted(rows, key=repr)
    return found
