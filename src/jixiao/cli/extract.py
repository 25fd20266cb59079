"""`jixiao extract`: reports in, JSON out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from jixiao.cli.app import Password, argument, command, option
from jixiao.cli.output import each, say_if_empty, written_as_json
from jixiao.errors import JixiaoError
from jixiao.files import output_names, save

if TYPE_CHECKING:
    from jixiao.record import Record


@command()
def extract(
    files: Annotated[list[Path], argument("一份或多份报告。")],
    out: Annotated[Path | None, option("--out", "每份报告写一个 JSON 到此文件夹。", "文件夹")] = None,
    jsonl: Annotated[bool, option("--jsonl", "每份报告在标准输出写一行 JSON。")] = False,
    indent: Annotated[int, option("--indent", "JSON 每层缩进几格，默认 1。", "格数", min=0)] = 1,
    compact: Annotated[bool, option("--compact", "JSON 写在一行里。")] = False,
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
        return each(files, password, lambda _, record: written_as_json(record, spaces))
    folder, names = out, output_names(files)

    def keep(file: Path, record: Record) -> None:
        save(record, folder / names[file], spaces)
        say_if_empty(record)

    return each(files, password, keep)
