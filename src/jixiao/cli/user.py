"""`jixiao user`: the accounts of an archive that others may use over the network."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from jixiao.cli.app import Place, argument, command_group, option
from jixiao.cli.output import CLEAN, say, write
from jixiao.errors import JixiaoError

if TYPE_CHECKING:
    from jixiao.archive import accounts
    from jixiao.archive.engine import Database

_ROLE_NAMES = {"reader": "读者", "reviewer": "审核", "admin": "管理员"}
Name = Annotated[str, argument("用户名。", "用户名")]
Role = Annotated[str, option("--role", "角色：reader 读者，reviewer 审核，admin 管理员。", "角色")]

subcommand = command_group("user", "管理归档的账号：别的机器访问网页时用。")


@subcommand("add")
def add(name: Name, role: Role = "reader", place: Place = None) -> int:
    """新建账号；密码从键盘输入，或从标准输入读一行。"""
    from jixiao.archive import accounts

    with _accounts(place) as database:
        from jixiao.web.passwords import hashed

        accounts.add_person(database, name.strip(), _role(role), hashed(_password()))
    say(f"已建账号“{name}”（{_ROLE_NAMES[role]}）。")
    return CLEAN


@subcommand("list")
def show(place: Place = None) -> int:
    """列出账号。"""
    from jixiao.archive import accounts

    with _accounts(place) as database:
        everyone = accounts.all_people(database)
    for one in everyone:
        write(f"{one.name}\t{_ROLE_NAMES[one.role]}\t{one.added.astimezone():%Y-%m-%d}")
    return CLEAN


@subcommand("remove")
def remove(name: Name, place: Place = None) -> int:
    """删除账号和它的令牌；更正记录仍留名。"""
    from jixiao.archive import accounts

    with _accounts(place) as database:
        accounts.remove_person(database, name)
    return CLEAN


@subcommand("password")
def password(name: Name, place: Place = None) -> int:
    """改密码。"""
    from jixiao.archive import accounts

    with _accounts(place) as database:
        from jixiao.web.passwords import hashed

        accounts.change_person(database, name, password=hashed(_password()))
    return CLEAN


@contextmanager
def _accounts(place: str | None) -> Iterator[Database]:
    from jixiao.archive import open_archive

    with open_archive(place) as opened:
        try:
            from jixiao.archive import accounts
            from jixiao.web import passwords  # noqa: F401
        except ModuleNotFoundError as error:
            raise JixiaoError(f"账号需要 {error.name}，还没有安装。请运行 pip install 'jixiao[web]'。") from error
        accounts.prepare(opened.database)
        yield opened.database


def _role(role: str) -> accounts.Role:
    from jixiao.archive.accounts import ROLES

    for known in ROLES:
        if role == known:
            return known
    raise JixiaoError(f"没有角色“{role}”，可以写：{'、'.join(ROLES)}。")


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    return str(typer.prompt("密码", hide_input=True, confirmation_prompt="再输一遍"))
