"""Arguments to the command they name, parsed by typer: every command of `jixiao`, in the order of its help."""

from __future__ import annotations

from collections.abc import Sequence

import typer

from jixiao.cli import (  # isort: skip  # the order of the help
    extract, show, check, importing, search, series, exporting, serve, user, upkeep, correcting, indicators, patterns, eval, about,
)  # fmt: skip
from jixiao.cli.app import app, own_patterns_first
from jixiao.cli.output import CLEAN, UNREADABLE, say
from jixiao.cli.wrong_usage import wrong_usage
from jixiao.errors import JixiaoError

__all__ = [
    "about", "app", "check", "correcting", "eval", "exporting", "extract", "importing", "indicators", "patterns", "run", "search",
    "series", "serve", "show", "upkeep", "user",
]  # fmt: skip


def run(arguments: Sequence[str]) -> int:
    """Run the command that the arguments name and return its exit status; JixiaoError where they are wrong."""
    try:
        status: int | None = app(args=own_patterns_first(list(arguments)), prog_name="jixiao", standalone_mode=False)
        return status or CLEAN
    except typer.TyperException as error:
        reason = error.format_message()
        if "\n" in reason:  # only `jixiao patterns` was written: the page of its help
            say(reason)
        elif reason:
            raise JixiaoError(wrong_usage(error)) from error
        return UNREADABLE
