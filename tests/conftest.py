"""Archives for tests: each test that asks for one runs twice, on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from jixiao.archive import open_archive
from jixiao.archive.archive import Archive
from postgresql_cluster import cluster, new_database, programs

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """A running server: the URL of a database, with `{}` for its name. Never missing in CI."""
    if programs() is None:
        subprocess.run([ROOT / "scripts" / "install-test-parts", "postgresql"], capture_output=True, check=False)
    if (folder := programs()) is None:
        reason = "the archive on PostgreSQL is not tested: it is not installed (scripts/install-test-parts says how)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with cluster(folder) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an archive may be made; there is none yet."""
    if request.param == "sqlite":
        return str(tmp_path / "归档.db")
    url: str = request.getfixturevalue("postgresql")
    return new_database(url)


@pytest.fixture
def archive(location: str) -> Iterator[Archive]:
    """An empty archive."""
    with open_archive(location) as archive:
        yield archive
