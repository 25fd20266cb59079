"""The `jixiao` command itself: its help in Chinese, and how its commands are declared."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from typer.core import TyperCommand, TyperGroup

from jixiao.cli.output import write
from jixiao.version import VERSION

F = TypeVar("F", bound=Callable[..., Any])
_ARGUMENTS, _OPTIONS, _COMMANDS = "参数", "选项", "命令"


class _ChineseHelp:
    """Typer's help with its own few words in Chinese."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="用法：")  # type: ignore[attr-defined]

    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help, option.metavar, option.rich_help_panel = "显示这段说明。", "", _OPTIONS
        return option


class _Command(_ChineseHelp, TyperCommand):
    pass


class _Group(_ChineseHelp, TyperGroup):
    pass


def option(name: str, help: str, metavar: str = "", **more: Any) -> Any:
    """An option of a command, with its help and the name of its value in Chinese."""
    return typer.Option(name, help=help, metavar=metavar, rich_help_panel=_OPTIONS, show_default=False, **more)


def argument(help: str, metavar: str = "文件", **more: Any) -> Any:
    """A positional argument of a command."""
    return typer.Argument(help=help, metavar=metavar, rich_help_panel=_ARGUMENTS, **more)


app = typer.Typer(
    cls=_Group,
    help="把部门绩效自评报告（DOCX、PDF、TXT）读成数据，并把每一个数重新核算一遍。",
    epilog="退出码：0 正常；1 有核算不符（show、check）；2 有文件读不了或命令有误。",
    options_metavar="[选项]",
    subcommand_metavar="命令 [参数]...",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
command = partial(app.command, cls=_Command, options_metavar="[选项]", rich_help_panel=_COMMANDS)


def command_group(name: str, help: str) -> Callable[[str], Callable[[F], F]]:
    """A command that has commands of its own: `jixiao user add`. What it gives declares them as `command` does."""
    group = typer.Typer(
        cls=_Group, help=help, no_args_is_help=True, options_metavar="[选项]", subcommand_metavar="命令 [参数]..."
    )
    app.add_typer(group, name=name, rich_help_panel=_COMMANDS)

    def subcommand(called: str) -> Callable[[F], F]:
        return group.command(called, cls=_Command, options_metavar="[选项]", rich_help_panel=_COMMANDS)

    return subcommand


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


@app.callback()
def _root(
    _: Annotated[bool, option("--version", "显示版本。", callback=_print_version, is_eager=True)] = False,
) -> None:
    """The options of `jixiao` itself."""
