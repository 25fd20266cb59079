"""Files that a person names to records; whatever goes wrong with one of them becomes a sentence that names it."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.errors import JixiaoError, UnreadableFileError, system_reason, writing

if TYPE_CHECKING:
    from jixiao.patterns import Rules
    from jixiao.record import Record

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def extract_file(file: Path, password: str | None = None, rules: Rules | None = None) -> Record:
    """The record of a report."""
    from jixiao import pipeline, readers

    with named_errors(file):
        return pipeline.extract(readers.read(file, password=password), rules)


def load(file: Path, password: str | None = None) -> Record:
    """The record of a report, or one that was written as JSON before."""
    from pydantic import ValidationError

    from jixiao.record import Record

    with named_errors(file):
        if not _begins_as_json(file):
            return extract_file(file, password)
        try:
            return Record.from_json(file.read_text(encoding="utf-8-sig"))
        except (ValidationError, UnicodeDecodeError) as error:
            advice = "请用 jixiao extract 从报告重新生成"
            raise UnreadableFileError(str(file), "不是本程序写出的 JSON", advice) from error


def save(record: Record, target: Path, indent: int | None = 1) -> None:
    """Write a record as JSON, making the folder where it is missing."""
    save_text(record.to_json(indent) + "\n", target)


def save_text(text: str, target: Path) -> None:
    """Write a text, making the folder where it is missing."""
    with writing(target):
        target.write_text(text, encoding="utf-8")


def output_names(files: Sequence[Path], suffix: str = ".json") -> dict[Path, str]:
    """A file name for what is written of each report, as short as keeps them apart: its stem, its name, folder and name, …

    >>> sorted(output_names([Path("甲县/报告.docx"), Path("乙县/报告.docx"), Path("简报.pdf")]).values())
    ['乙县-报告.docx.json', '甲县-报告.docx.json', '简报.json']
    """
    names: dict[Path, str] = {}
    waiting, depth = list(files), 0
    while waiting:
        tried = {file: _name(file, depth, position) + suffix for position, file in enumerate(waiting, 1)}
        taken = Counter(name.casefold() for name in (*names.values(), *tried.values()))
        names |= {file: name for file, name in tried.items() if taken[name.casefold()] == 1}
        waiting, depth = [file for file in waiting if file not in names], depth + 1
    return names


def _name(file: Path, depth: int, position: int) -> str:
    """At depth 0 the stem, then ever more folders in front; at last a number, where joining them made two alike."""
    if depth == 0:
        return file.stem
    parts = file.absolute().parts[1:]
    number = "" if depth <= len(parts) else f"-{position}"
    return "-".join(parts[-depth:]) + number


def _begins_as_json(file: Path) -> bool:
    if not file.is_file():
        return False
    with file.open("rb") as opened:
        return opened.read(64).removeprefix(_BYTE_ORDER_MARK).lstrip().startswith(b"{")


@contextmanager
def named_errors(file: Path | str) -> Iterator[None]:
    """Whatever goes wrong with a file inside becomes one sentence that names it."""
    try:
        yield
    except JixiaoError:
        raise
    except Exception as error:  # a bug met in one file must not lose the others
        if os.environ.get("JIXIAO_DEBUG"):
            raise
        if isinstance(error, OSError) and error.strerror:
            raise UnreadableFileError(str(file), f"打不开（{system_reason(error)}）", "请检查路径和权限") from error
        first_line = str(error).partition("\n")[0]
        reason = f"程序出错（{type(error).__name__}: {first_line}）"
        advice = "请把这句话连同文件报告给开发者；设 JIXIAO_DEBUG=1 可看详情"
        raise UnreadableFileError(str(file), reason, advice) from error
