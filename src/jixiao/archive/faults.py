"""A database's errors to one sentence for the person at the keyboard: a full disk, a lost connection, a locked or foreign file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError

from jixiao.errors import ArchiveError

_SQLITE = (
    ("disk is full", "磁盘已满", "已写入的都还在；请腾出空间，再运行一次就从停下的地方继续"),
    ("disk i/o error", "磁盘读写出错", "已写入的都还在；请检查磁盘后再运行一次"),
    ("database is locked", "有别的程序一直占着归档", "请等它结束，再运行一次"),
    ("readonly database", "归档是只读的", "请检查文件权限，或用 --to 另选一处"),
    ("unable to open", "打不开归档文件", "请检查文件夹和权限，或用 --to 另选一处"),
    ("not a database", "不是归档文件", "请检查文件名，或用 --to 另选一处"),
    ("malformed", "归档文件已损坏", "请用备份恢复，或用 --to 另建一个归档重新导入"),
)
_POSTGRESQL = (
    ("no space left", "服务器磁盘已满", "已写入的都还在；请腾出空间，再运行一次就从停下的地方继续"),
    ("password authentication", "用户名或密码不对", "请检查地址里的用户和密码"),
    ("no password supplied", "没有给出密码", "请写成 postgresql://用户:密码@主机/库名"),
    ("does not exist", "服务器上没有这个库、用户或表", "请先建库，或检查地址"),
    ("permission denied", "没有写入的权限", "请让管理员授权"),
    ("could not translate host", "找不到服务器", "请检查地址和网络"),
    ("failed to resolve", "找不到服务器", "请检查地址和网络"),
    ("connection refused", "服务器没有开着", "请检查地址，或先启动 PostgreSQL"),
    ("timeout expired", "服务器没有回应", "请检查地址和网络"),
)
_LOST = ("与数据库的连接断了", "已写入的都还在；连上以后再运行一次就从停下的地方继续")


@contextmanager
def told(location: str) -> Iterator[None]:
    """Whatever the database refuses inside becomes an ArchiveError that names the archive."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise _in_words(location, error) from error


def _in_words(location: str, error: Exception) -> ArchiveError:
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    message = str(cause).lower()
    known = _SQLITE if isinstance(cause, sqlite3.Error) else _POSTGRESQL
    for sign, reason, advice in known:
        if sign in message:
            return ArchiveError(location, reason, advice)
    if known is _POSTGRESQL and (_is_lost(error) or isinstance(error, OperationalError)):
        return ArchiveError(location, *_LOST)
    first_line = str(cause).partition("\n")[0]
    return ArchiveError(location, f"数据库出错（{first_line}）", "请把这句话报告给开发者")


def _is_lost(error: Exception) -> bool:
    return isinstance(error, DBAPIError) and error.connection_invalidated
