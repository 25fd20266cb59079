"""The command line: files in, records out, as JSON for programs and as tables for people. One module a command.

Exit status: 0 clean, 1 a check failed (`show`, `check`), 2 something could not be read or the command is wrong.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence

import typer

from jixiao.cli import (  # isort: skip  # the order of the help
    extract, show, check, importing, search, series, exporting, serve, user, upkeep, correcting, indicators, patterns, eval, about,
)  # fmt: skip
from jixiao.cli.app import app, own_patterns_first
from jixiao.cli.output import CLEAN, UNREADABLE, say
from jixiao.errors import JixiaoError

__all__ = [
    "about", "check", "correcting", "eval", "exporting", "extract", "importing", "indicators", "main", "patterns", "search", "series",
    "serve", "show", "upkeep", "user",
]  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `jixiao` and return its exit status; what a person can mend is one sentence on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        given = sys.argv[1:] if arguments is None else list(arguments)
        status: int | None = app(args=own_patterns_first(given), prog_name="jixiao", standalone_mode=False)
        return status or CLEAN
    except JixiaoError as error:
        say(str(error))
    except typer.TyperException as error:
        if reason := error.format_message():
            say(f"命令有误：{reason.removesuffix('.')}。用 jixiao --help 查看用法。")
    return UNREADABLE
