"""An import killed with kill -9 again and again ends, when it is run to its end, in the archive that one quiet run makes."""

from __future__ import annotations

import importlib
import random
import signal
import subprocess
import sys
import time
import zipfile
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

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))
generate = importlib.import_module("generate")

PROGRAM = Path(__file__).parents[1] / "import_in_small_batches.py"
COUNT, PACKED, REVISED = 24, 6, 2
FILES = COUNT + PACKED + REVISED + 2
PARTS = ("一、", "二、", "四、")
"""What is left of a generated report, so that reading one takes a tenth of a second."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Word files, a ZIP archive of more, two newer files of reports that are there, and two that cannot be read."""
    folder = tmp_path_factory.mktemp("报告")
    for made in generate.reports(COUNT):
        generate.write_docx(shortened(made), folder / f"{made.number:03}-{made.title}.docx")
    for made in generate.reports(REVISED):
        made.lines.append("附：经复核，以上情况属实。")
        generate.write_docx(shortened(made), folder / f"修订{made.number:03}.docx")
    with zipfile.ZipFile(folder / "往年.zip", "w") as packed:
        for made in generate.reports(PACKED, first=COUNT):
            packed.writestr(f"往年/{made.title}.txt", shortened(made).text)
    (folder / "空的.docx").touch()
    (folder / "坏的.txt").write_bytes(b"PK\x03\x04")
    return folder


def shortened(made: Any) -> Any:
    """A generated report without what it tells of its projects."""
    kept, inside = [], True
    for line in made.lines:
        if line[:2] in ("一、", "二、", "三、", "四、", "五、", "六、"):
            inside = line.startswith(PARTS)
        if inside or line.startswith("附："):
            kept.append(line)
    made.lines = kept
    return made


@pytest.fixture(scope="module")
def undisturbed(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    location = str(tmp_path_factory.mktemp("archive") / "归档.db")
    assert start(folder, location).wait() == 0
    with open_archive(location) as archive:
        return content(archive)


@pytest.mark.parametrize(("kind", "kills"), [("sqlite", 10), ("postgresql", 10)])
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
            wait_for_files(archive, (FILES - 4) * kill // kills + moments.randrange(1, 3), running)
            time.sleep(moments.uniform(0, 0.2))
            running.kill()
            killed += running.wait() == -signal.SIGKILL
        assert killed > kills / 2  # the others had come to their end before
        assert start(folder, location).wait() == 0
        assert content(archive) == undisturbed


def test_the_quiet_run_has_all_that_can_be_read(undisturbed: dict[str, list[Any]]) -> None:
    assert len(undisturbed["reports"]) == COUNT + PACKED
    assert len(undisturbed["versions"]) == COUNT + PACKED + REVISED
    outcomes = [dict(row)["outcome"] for row in undisturbed["import_files"]]
    assert (outcomes.count("imported"), outcomes.count("failed")) == (FILES - 2, 2)


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
