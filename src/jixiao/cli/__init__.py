"""The command line: files in, records out, as JSON for programs and as tables for people. One module a command.

Exit status: 0 clean, 1 a check failed (`show`, `check`), 2 something could not be read or the command is wrong.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from pathlib import Path

from jixiao.cli.output import INTERRUPTED, PIPE_CLOSED, UNREADABLE, PipeClosedError, each, say, written_as_json
from jixiao.errors import JixiaoError

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `jixiao` and return its exit status; what a person can mend is one sentence on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        return _run(sys.argv[1:] if arguments is None else arguments)
    except JixiaoError as error:
        say(str(error))
        return UNREADABLE
    except PipeClosedError:
        return PIPE_CLOSED
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(arguments: Sequence[str]) -> int:
    match arguments:  # the commonest needs no parsing, and importing typer is a tenth of it
        case ["extract", file] if not file.startswith("-"):
            return each([Path(file)], None, lambda _, record: written_as_json(record))
    from jixiao.cli import commands

    return commands.run(arguments)
