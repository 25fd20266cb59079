"""A command to its help as a page of text in Chinese: usage, what it does, arguments, options, commands.

Typer's own page has words of English that cannot be changed, and cuts a Chinese sentence short where it should fold it, for
it folds at blanks only. So the page is made here; what stands on it typer knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from jixiao.prose import Prose

Row = tuple[str | Prose, ...]


def help_page(command: Any, context: Any) -> str:
    """The page for a command of typer, as wide as the terminal."""
    console = Console(highlight=False, markup=False, emoji=False)
    with console.capture() as printed:
        for part in _parts(command, context):
            console.print(part)
    return printed.get()


def _parts(command: Any, context: Any) -> Iterator[RenderableType]:
    pieces = " ".join(command.collect_usage_pieces(context))
    yield _set_in(Text.assemble("用法：", (f"{context.command_path} {pieces}", "bold"), overflow="fold"))
    yield _set_in(Prose(_first_paragraph(command.help)))
    parameters = [each for each in command.get_params(context) if not getattr(each, "hidden", False)]
    arguments = [each for each in parameters if each.param_type_name == "argument"]
    options = [each for each in parameters if each.param_type_name == "option"]
    yield from _panel("参数", [(each.metavar, Prose(_told(each))) for each in arguments])
    yield from _panel("选项", [("、".join(each.opts), each.metavar or "", Prose(_told(each))) for each in options])
    commands = [command.get_command(context, name) for name in _names(command, context)]
    yield from _panel("命令", [(each.name, Prose(_first_paragraph(each.help))) for each in commands if not each.hidden])
    if command.epilog:
        yield _set_in(Prose(command.epilog))


def _names(command: Any, context: Any) -> Sequence[str]:
    return command.list_commands(context) if hasattr(command, "list_commands") else ()


def _told(parameter: Any) -> str:
    return f"{parameter.help or ''}{'必须写。' if parameter.required else ''}"


def _first_paragraph(help: str | None) -> str:
    return "".join(line.strip() for line in (help or "").strip().split("\n\n")[0].splitlines())


def _panel(title: str, rows: Iterable[Row]) -> Iterator[RenderableType]:
    """A frame with a title and a row for each; a column in which nothing stands is left out. Nothing for no rows."""
    columns = [column for column in zip(*rows, strict=True) if any(column)]
    if not columns:
        return
    table = Table(box=None, show_header=False, expand=True, padding=(0, 2, 0, 0))
    for number in range(len(columns)):
        last = number == len(columns) - 1
        table.add_column(overflow="fold", no_wrap=not last, ratio=1 if last else None, style="" if last else "cyan")
    for row in zip(*columns, strict=True):
        table.add_row(*row)
    yield Panel(Group(table), title=title, title_align="left", border_style="dim", box=box.ROUNDED)


def _set_in(text: RenderableType) -> RenderableType:
    return Padding(text, (1, 1, 0, 1))
