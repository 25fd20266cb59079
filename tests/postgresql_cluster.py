"""A PostgreSQL server of the tests' own: a cluster in a temporary folder, reached by a socket in it, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from urllib.parse import quote

_NUMBERS = count(1)
_DEBIAN = Path("/usr/lib/postgresql")


def programs() -> Path | None:
    """The folder of initdb and pg_ctl, the newest there is; None where PostgreSQL is not installed."""
    folders = sorted(_DEBIAN.glob("*/bin"), key=lambda folder: int(folder.parent.name), reverse=True)
    if found := shutil.which("initdb"):
        folders.append(Path(found).resolve().parent)
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "pg_ctl").exists()), None)


@contextmanager
def cluster(bin_folder: Path) -> Iterator[str]:
    """A running server; what is given is its URL up to the name of a database, with `{}` where that goes."""
    # the path of a socket is at most 107 bytes long, so the folder is not pytest's
    folder = Path(tempfile.mkdtemp(prefix="jixiao-pg-"))
    user = _other_user(folder)
    options = f"-k {folder} -c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    run = {"user": user, "cwd": folder, "stdout": subprocess.DEVNULL, "check": True}
    try:
        initdb = [
            bin_folder / "initdb",
            "-D",
            folder / "data",
            "-U",
            "jixiao",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
        ]
        subprocess.run([*initdb, "--no-sync"], **run)
        pg_ctl = [bin_folder / "pg_ctl", "-D", folder / "data", "-w", "-l", folder / "log"]
        subprocess.run([*pg_ctl, "-o", options, "start"], **run)
        try:
            yield f"postgresql://jixiao@/{{}}?host={quote(str(folder))}"
        finally:
            subprocess.run([*pg_ctl, "-m", "immediate", "stop"], **run)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def new_database(url: str) -> str:
    """The URL of a fresh database on a server."""
    import psycopg

    name = f"test_{next(_NUMBERS)}"
    with psycopg.connect(url.format("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} STRATEGY file_copy")  # type: ignore[call-overload]
    return url.format(name)


def _other_user(folder: Path) -> str | None:
    """Whom the server runs as: PostgreSQL refuses to be root. The folder is given to them."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = next(name for name in ("postgres", "nobody") if name in names)
    shutil.chown(folder, user)
    folder.chmod(0o755)
    return user
