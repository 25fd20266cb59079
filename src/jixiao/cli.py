"""The command line: files in, records out, as JSON for programs and as tables for people.

Exit status: 0 clean, 1 a check failed (`show`, `check`), 2 something could not be read or the command is wrong.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from jixiao.errors import JixiaoError
from jixiao.files import extract_file, load, output_names, save, save_text
from jixiao.version import VERSION

if TYPE_CHECKING:
    from rich.console import RenderableType

    from jixiao.record import Check, Record

CLEAN, FAILED, UNREADABLE, PIPE_CLOSED = 0, 1, 2, 141
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


def _option(name: str, help: str, metavar: str = "", **more: Any) -> Any:
    return typer.Option(name, help=help, metavar=metavar, rich_help_panel=_OPTIONS, show_default=False, **more)


def _argument(help: str) -> Any:
    return typer.Argument(help=help, metavar="文件", rich_help_panel=_ARGUMENTS)


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
_command = partial(app.command, cls=_Command, options_metavar="[选项]", rich_help_panel=_COMMANDS)

ReportOrRecord = Annotated[Path, _argument("报告，或 extract 写出的 JSON。")]
Password = Annotated[str | None, _option("--password", "加密文件的密码。", "密码")]
Everything = Annotated[bool, _option("--all", "全部列出，不只列主要的。")]


def _print_version(wanted: bool) -> None:
    if wanted:
        version()
        raise typer.Exit


@app.callback()
def _root(
    _: Annotated[bool, _option("--version", "显示版本。", callback=_print_version, is_eager=True)] = False,
) -> None:
    """The options of `jixiao` itself."""


@_command()
def extract(
    files: Annotated[list[Path], _argument("一份或多份报告。")],
    out: Annotated[Path | None, _option("--out", "每份报告写一个 JSON 到此文件夹。", "文件夹")] = None,
    jsonl: Annotated[bool, _option("--jsonl", "每份报告在标准输出写一行 JSON。")] = False,
    indent: Annotated[int, _option("--indent", "JSON 每层缩进几格，默认 1。", "格数", min=0)] = 1,
    compact: Annotated[bool, _option("--compact", "JSON 写在一行里。")] = False,
    password: Password = None,
) -> int:
    """把报告读成 JSON。一份写到标准输出；多份用 --out 或 --jsonl。"""
    files = list(dict.fromkeys(files))
    if len(files) > 1 and out is None and not jsonl:
        raise JixiaoError("多份报告请用 --out 指定文件夹，或用 --jsonl 每份一行写到标准输出。")
    if out is not None and jsonl:
        raise JixiaoError("--out 与 --jsonl 只能用一个。")
    spaces = None if compact or jsonl else indent
    if out is None:
        return _each(files, password, lambda _, record: _write(record.to_json(spaces)))
    folder, names = out, output_names(files)
    return _each(files, password, lambda file, record: save(record, folder / names[file], spaces))


@_command()
def show(file: ReportOrRecord, everything: Everything = False, password: Password = None) -> int:
    """给人看：得分与合计、主要数字、核算不符之处。"""
    from jixiao.show import record_view

    record = load(file, password)
    _print(record_view(record, everything=everything))
    return _status(record.checks)


@_command()
def check(
    files: Annotated[list[Path], _argument("一份或多份报告，或 extract 写出的 JSON。")],
    everything: Everything = False,
    as_json: Annotated[bool, _option("--json", "把核算结果写成 JSON，每项写明是哪份文件的。")] = False,
    html: Annotated[Path | None, _option("--html", "写成网页，可打印退给填报单位；多份写到此文件夹。", "文件")] = None,
    password: Password = None,
) -> int:
    """只核算：报告里的数彼此对不对得上。以前写出的 JSON 按现在的规则重算。"""
    import jixiao
    from jixiao.show import checks_view, file_heading

    files = list(dict.fromkeys(files))
    pages = _pages(files, html) if html else {}
    results: list[str] = []
    failed = False

    def tell(file: Path, record: Record) -> None:
        nonlocal failed
        record = record.model_copy(update={"checks": jixiao.check(record)})
        failed = failed or _status(record.checks) == FAILED
        if file in pages:
            _write_page(record, pages[file])
        if as_json:
            results.extend(_named_check(file, one) for one in record.checks)
        else:
            _print([*file_heading(str(file), several=len(files) > 1), *checks_view(record, everything=everything)])

    unreadable = _each(files, password, tell, load)
    if as_json and (results or not unreadable):
        _write("[" + ",\n".join(results) + "]")
    return unreadable or (FAILED if failed else CLEAN)


@_command()
def schema() -> int:
    """写出 JSON 的格式说明（JSON Schema）。"""
    import json

    from jixiao.record import Record

    described = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    described |= Record.model_json_schema(mode="serialization")
    _write(json.dumps(described, ensure_ascii=False, indent=1))
    return CLEAN


@_command()
def version() -> int:
    """显示版本。"""
    _write(f"jixiao {VERSION}")
    return CLEAN


def _pages(files: Sequence[Path], out: Path) -> dict[Path, Path]:
    """The page of each file: `out` itself for one, in the folder `out` for several."""
    if len(files) == 1:
        return {files[0]: out / f"{files[0].stem}.html" if out.is_dir() else out}
    return {file: out / name for file, name in output_names(files, ".html").items()}


def _write_page(record: Record, page: Path) -> None:
    from jixiao.check_page import check_page

    save_text(check_page(record), page)


def _named_check(file: Path, one: Check) -> str:
    """A check as JSON with the file that it is of."""
    import json

    return json.dumps({"file": str(file), **one.model_dump(mode="json")}, ensure_ascii=False)


def _each(
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
    for failure in failures:
        _say(str(failure))
    return UNREADABLE if failures else CLEAN


def _with_progress(files: Sequence[Path]) -> Iterable[Path]:
    if len(files) == 1 or not sys.stderr.isatty():
        return files
    from rich.console import Console
    from rich.progress import track

    return track(files, description="读取报告", console=Console(stderr=True))


def _status(checks: Iterable[Check]) -> int:
    return FAILED if any(one.status == "fail" for one in checks) else CLEAN


def _write(text: str) -> None:
    """Text to standard output; when the reader of our output is gone (`| head`), end without a word."""
    try:
        sys.stdout.write(text.rstrip("\n") + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(PIPE_CLOSED) from None


def _print(view: Iterable[RenderableType]) -> None:
    from rich.console import Console

    width = None if sys.stdout.isatty() else 110
    console = Console(file=sys.stdout, width=width, highlight=False, markup=False, emoji=False)
    with console.capture() as printed:
        for part in view:
            console.print(part)
    _write(printed.get())


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `jixiao` and return its exit status; what a person can mend is one sentence on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        status: int | None = app(args=arguments, prog_name="jixiao", standalone_mode=False)
        return status or CLEAN
    except JixiaoError as error:
        _say(str(error))
    except typer.TyperException as error:
        if reason := error.format_message():
            _say(f"命令有误：{reason.removesuffix('.')}。用 jixiao --help 查看用法。")
    return UNREADABLE
