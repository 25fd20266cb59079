"""A place to an open database with the archive's tables: a SQLite file, or a PostgreSQL server by its URL.

All that differs between the two stands here: how a connection is set up, how writers take turns, and what their errors mean.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from os import PathLike, fspath
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import URL, Connection, Engine, create_engine, event, insert, inspect, make_url, select, text
from sqlalchemy.exc import ArgumentError

from jixiao.archive import search_index
from jixiao.archive.faults import told
from jixiao.archive.tables import SCHEMA, metadata, properties
from jixiao.errors import ArchiveError, system_reason

if TYPE_CHECKING:
    from jixiao.archive.corrected_rows import Lay

_PATIENCE = 60
"""Seconds that one writer waits for another."""
_LOOK_AGAIN = 0.01
"""Seconds between two looks at a file that another one holds."""
_TURN = 0x6A69786961
"""PostgreSQL's lock of the one writer at a time."""


class Database(NamedTuple):
    """An open database, and how to name it to a person (without its password)."""

    engine: Engine
    location: str


def default_location() -> Path:
    """The archive in the user's data folder."""
    import platformdirs

    return Path(platformdirs.user_data_dir("jixiao", appauthor=False)) / "archive.db"


def connect(location: str | PathLike[str] | None, lay: Lay, *, create: bool = True) -> Database:
    """The database at a place, its tables made where there are none and brought up to date; ArchiveError says why not."""
    place = fspath(location) if location is not None else str(default_location())
    url = _url(place)
    name = url.render_as_string(hide_password=True) if url.get_backend_name() != "sqlite" else str(url.database)
    if url.get_backend_name() == "sqlite":
        _prepare_file(url, name, create)
    engine = _sqlite_engine(url) if url.get_backend_name() == "sqlite" else _postgresql_engine(url)
    database = Database(engine, name)
    try:
        with told(name):
            _prepare_tables(database, create, lay)
    except ArchiveError:
        engine.dispose()
        raise
    return database


@contextmanager
def reading(database: Database) -> Iterator[Connection]:
    """A connection that sees one state of the archive, whatever is written meanwhile."""
    snapshot = {"isolation_level": "REPEATABLE READ"} if database.engine.dialect.name == "postgresql" else {}
    with told(database.location), database.engine.connect().execution_options(**snapshot) as connection:
        yield connection


@contextmanager
def writing(database: Database) -> Iterator[Connection]:
    """A transaction that is alone in writing: committed as a whole, or not at all."""
    writer = database.engine.execution_options(jixiao_writes=True)
    with told(database.location), writer.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": _TURN})
        yield connection


def log_ahead(connection: Any) -> None:
    """Turn a file to write-ahead logging: SQLite's timeout does not hold for this step, so several that open a new file wait here."""
    until = monotonic() + _PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or monotonic() > until:
                raise
            sleep(_LOOK_AGAIN)
        else:
            return


def _url(place: str) -> URL:
    if "://" not in place:
        return URL.create("sqlite", database=str(Path(place).expanduser().absolute()))
    try:
        url = make_url(place)
    except ArgumentError as error:
        raise ArchiveError(
            place, "不是数据库地址", "请写成 postgresql://用户:密码@主机/库名，或给出一个文件名"
        ) from error
    backend = url.get_backend_name()
    if backend in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    if backend == "sqlite" and url.database:
        return URL.create("sqlite", database=str(Path(url.database).absolute()))
    raise ArchiveError(backend, "不支持这种数据库", "请用 SQLite 文件或 postgresql:// 地址")


def _prepare_file(url: URL, name: str, create: bool) -> None:
    file = Path(str(url.database))
    if file.is_dir():
        raise ArchiveError(name, "是文件夹，不是归档文件", "请给出归档文件名，例如 归档.db")
    if file.exists():
        return
    if not create:
        raise ArchiveError(name, "还没有归档", "请先用 jixiao import 导入报告，或用 --archive 指定已有的归档")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ArchiveError(name, f"建不了文件夹（{system_reason(error)}）", "请用 --to 另选一处") from error


def _sqlite_engine(url: URL) -> Engine:
    engine = create_engine(url, connect_args={"timeout": _PATIENCE})

    @event.listens_for(engine, "connect")
    def _set_up(connection: Any, _: object) -> None:
        connection.isolation_level = None  # transactions begin where _begin says so
        log_ahead(connection)
        for pragma in ("synchronous=NORMAL", "foreign_keys=ON", "cache_size=-65536"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A writer takes its turn at once: one that began by reading could not wait for another without a deadlock.
        writes = connection.get_execution_options().get("jixiao_writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgresql_engine(url: URL) -> Engine:
    try:
        import psycopg  # noqa: F401
    except ModuleNotFoundError as error:
        advice = "请运行 pip install 'jixiao[postgresql]'"
        raise ArchiveError(url.render_as_string(), "连接 PostgreSQL 需要 psycopg，还没有安装", advice) from error
    return create_engine(url, connect_args={"connect_timeout": 15}, pool_pre_ping=True)


def _prepare_tables(database: Database, create: bool, lay: Lay) -> None:
    with database.engine.connect() as connection:
        exists = inspect(connection).has_table(properties.name)
    if not exists and not create:
        raise ArchiveError(database.location, "里面还没有归档", "请先用 jixiao import 导入报告")
    if not exists:
        with writing(database) as connection:  # all or nothing, and one of several that find none makes it
            metadata.create_all(connection)
            if connection.execute(select(properties.c.value)).first() is None:
                connection.execute(insert(properties).values(name="schema", value=str(SCHEMA)))
            search_index.create_index(connection)
    with reading(database) as connection:
        schema = connection.execute(
            select(properties.c.value).where(properties.c.name == "schema")
        ).scalar_one_or_none()
    if schema is None or int(schema) > SCHEMA:
        raise ArchiveError(database.location, f"归档由更新的版本建立（格式 {schema}）", "请先升级 jixiao")
    if int(schema) < SCHEMA:
        from jixiao.archive.migrations import migrate

        with writing(database) as connection:
            migrate(connection, lay)
