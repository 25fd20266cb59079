"""The `jixiao` command itself: its help in Chinese, and how its commands are declared."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from typer.core import TyperCommand, TyperGroup

from jixiao.cli.output import write
from jixiao.version import VERSION

Function = TypeVar("Function", bound=Callable[..., Any])
_OWN_PATTERNS = "JIXIAO_PATTERNS"  # patterns.OWN_FOLDER, which is not imported for the sake of --help


class _ChineseHelp:
    """A command with a page of help in Chinese."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        from jixiao.cli.help_page import help_page

        formatter.write(help_page(self, ctx))

    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help, option.metavar = "显示这段说明。", ""
        return option


class _Command(_ChineseHelp, TyperCommand):
    pass


class _Group(_ChineseHelp, TyperGroup):
    pass


def option(name: str, help: str, metavar: str = "", **more: Any) -> Any:
    """An option of a command, with its help and the name of its value in Chinese; bounds are told with the help."""
    bounds = f"可写 {more['min']} 到 {more['max']}。" if {"min", "max"} <= more.keys() else ""
    return typer.Option(name, help=help + bounds, metavar=metavar, show_default=False, **more)


def argument(help: str, metavar: str = "文件", **more: Any) -> Any:
    """A positional argument of a command."""
    return typer.Argument(help=help, metavar=metavar, **more)


app = typer.Typer(
    cls=_Group,
    help="把部门绩效自评报告（DOCX、PDF、TXT）读成数据，并把每一个数重新核算一遍。",
    epilog="退出码：0 正常；1 有核算不符（show、check）；2 有文件读不了或命令有误。",
    options_metavar="[选项]",
    subcommand_metavar="命令 [参数]...",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
command = partial(app.command, cls=_Command, options_metavar="[选项]")


def command_group(name: str, help: str) -> Callable[[str], Callable[[Function], Function]]:
    """What declares the commands of a group: `jixiao patterns list`."""
    group = typer.Typer(
        cls=_Group, help=help, options_metavar="[选项]", subcommand_metavar="命令 [参数]...", no_args_is_help=True
    )
    app.add_typer(group, name=name)
    return partial(group.command, cls=_Command, options_metavar="[选项]")


ReportOrRecord = Annotated[Path, argument("报告，或 extract 写出的 JSON。")]
Password = Annotated[str | None, option("--password", "加密文件的密码。", "密码")]
Place = Annotated[
    str | None, option("--archive", "哪个归档：文件，或 postgresql:// 地址；默认用户数据文件夹中的。", "归档")
]
Everything = Annotated[bool, option("--all", "全部列出，不只列主要的。")]


def _print_version(wanted: bool) -> None:
    if wanted:
        write(f"jixiao {VERSION}")
        raise typer.Exit


def own_patterns_first(arguments: list[str]) -> list[str]:
    """The arguments with `--patterns 文件夹` in front, wherever a person wrote it.

    >>> own_patterns_first(["check", "报告.docx", "--patterns", "我的规则"])
    ['--patterns', '我的规则', 'check', '报告.docx']
    """
    for at, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == "--patterns" or argument.startswith("--patterns="):
            end = at + (1 if "=" in argument else 2)
            return [*arguments[at:end], *arguments[:at], *arguments[end:]]
    return arguments


def _use_patterns(context: Any, folder: Path | None) -> None:
    """The user's own patterns, for this run and the processes that it starts."""
    if folder is None:
        return
    before = os.environ.get(_OWN_PATTERNS)
    os.environ[_OWN_PATTERNS] = str(folder)
    context.call_on_close(partial(_restore, before))


def _restore(before: str | None) -> None:
    if before is None:
        os.environ.pop(_OWN_PATTERNS, None)
    else:
        os.environ[_OWN_PATTERNS] = before


@app.callback()
def _root(
    context: typer.Context,
    patterns: Annotated[
        Path | None,
        option("--patterns", f"自己的规则文件夹，加在内置规则上；也可设环境变量 {_OWN_PATTERNS}。", "文件夹"),
    ] = None,
    _: Annotated[bool, option("--version", "显示版本。", callback=_print_version, is_eager=True)] = False,
) -> None:
    """The options of `jixiao` itself."""
    _use_patterns(context, patterns)
