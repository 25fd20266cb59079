"""What the commands print: results to standard output, sentences for the person at the keyboard to standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.errors import JixiaoError
from jixiao.files import extract_file

if TYPE_CHECKING:
    from rich.console import RenderableType

    from jixiao.record import Check, Record

CLEAN, FAILED, UNREADABLE, INTERRUPTED, PIPE_CLOSED = 0, 1, 2, 130, 141


class PipeClosedError(Exception):
    """Nobody reads our output any more (`| head`)."""


def each(
    files: Sequence[Path],
    password: str | None,
    keep: Callable[[Path, Record], None],
    record_of: Callable[[Path, str | None], Record] | None = None,
) -> int:
    """Every file read and kept; those that cannot be read are named at the end, and the others are done all the same."""
    failures: list[JixiaoError] = []
    for file in _with_progress(files):
        try:
            keep(file, (record_of or extract_file)(file, password))
        except JixiaoError as error:
            failures.append(error)
    for sentence in dict.fromkeys(map(str, failures)):  # a faulty pattern is told once, not for every report
        say(sentence)
    return UNREADABLE if failures else CLEAN


def written_as_json(record: Record, indent: int | None = 1) -> None:
    """A record to standard output; where nothing was read of the report, why not, to standard error."""
    write(record.to_json(indent))
    say_if_empty(record)


def say_if_empty(record: Record) -> None:
    """Why nothing was read of a report, for who sees nothing but its JSON."""
    if not record.blocks:
        for warning in record.warnings:
            say(f"{record.source.name}：{warning.message}。")


def _with_progress(files: Sequence[Path]) -> Iterable[Path]:
    if len(files) == 1 or not sys.stderr.isatty():
        return files
    from rich.console import Console
    from rich.progress import track

    return track(files, description="读取报告", console=Console(stderr=True))


def status(checks: Iterable[Check]) -> int:
    """The exit status that some checks ask for."""
    return FAILED if any(one.status == "fail" for one in checks) else CLEAN


def write(text: str) -> None:
    """Text to standard output; PipeClosedError when its reader is gone, so that the command ends without a word."""
    try:
        sys.stdout.write(text.rstrip("\n") + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise PipeClosedError from None


def print_view(view: Iterable[RenderableType]) -> None:
    """A view as text to standard output; as wide as the terminal, or 110 columns where there is none."""
    from rich.console import Console

    width = None if sys.stdout.isatty() else 110
    console = Console(file=sys.stdout, width=width, highlight=False, markup=False, emoji=False)
    with console.capture() as printed:
        for part in view:
            console.print(part)
    write(printed.get())


def as_csv_text(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Rows under their headings as CSV."""
    import csv
    import io

    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(columns)
    table.writerows(rows)
    return out.getvalue()


def say(text: str) -> None:
    """A sentence to standard error."""
    sys.stderr.write(text + "\n")
