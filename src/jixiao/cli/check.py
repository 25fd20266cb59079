"""`jixiao check`: the re-calculations alone, as a table, as JSON or as a page to hand back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from jixiao.cli.app import Everything, Password, argument, command, option
from jixiao.cli.output import CLEAN, FAILED, each, print_view, status, write
from jixiao.files import load, output_names, save_text

if TYPE_CHECKING:
    from jixiao.record import Check, Record


@command()
def check(
    files: Annotated[list[Path], argument("一份或多份报告，或 extract 写出的 JSON。")],
    everything: Everything = False,
    as_json: Annotated[bool, option("--json", "把核算结果写成 JSON，每项写明是哪份文件的。")] = False,
    html: Annotated[Path | None, option("--html", "写成网页，可打印退给填报单位；多份写到此文件夹。", "文件")] = None,
    password: Password = None,
) -> int:
    """只核算：报告里的数彼此对不对得上。以前写出的 JSON 按现在的规则重算。"""
    import jixiao
    from jixiao.show import checks_view, file_heading, warnings_view

    files = list(dict.fromkeys(files))
    pages = _pages(files, html) if html else {}
    results: list[str] = []
    failed = False

    def tell(file: Path, record: Record) -> None:
        nonlocal failed
        record = record.model_copy(update={"checks": jixiao.check(record)})
        failed = failed or status(record.checks) == FAILED
        if file in pages:
            _write_page(record, pages[file])
        if as_json:
            results.extend(_named_check(file, one) for one in record.checks)
        else:
            heading = file_heading(str(file), several=len(files) > 1)
            print_view([*heading, *checks_view(record, everything=everything), *warnings_view(record)])

    unreadable = each(files, password, tell, load)
    if as_json and (results or not unreadable):
        write("[" + ",\n".join(results) + "]")
    return unreadable or (FAILED if failed else CLEAN)


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
