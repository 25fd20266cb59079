"""Places that a person names to the files there: folders walked, patterns expanded, ZIP archives opened, contents read."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from jixiao.bulk import zips
from jixiao.bulk.found import Found, Item, PassedOver, Unreachable, is_litter, may_be_report
from jixiao.errors import JixiaoError, system_reason
from jixiao.readers import LARGEST_FILE, printable_name


def list_files(places: Sequence[str | Path]) -> tuple[list[Path | PassedOver], list[Unreachable]]:
    """The files of all places, each once, a folder's in the order of their names; and the places where there is nothing."""
    files: dict[str, Path | PassedOver] = {}
    nowhere: list[Unreachable] = []
    for place in places:
        paths = _expanded(place)
        if not paths:
            name = printable(Path(place))
            nowhere.append(Unreachable(name, f"{name}：找不到。请检查路径。", there=False))
        for each in (each for path in paths for each in _walked(path)):
            if isinstance(each, Unreachable):
                nowhere.append(each)
            elif isinstance(each, Path):
                files[str(each)] = each
            else:
                files.setdefault(each.path, each)
    return list(files.values()), nowhere


def contents(file: Path, password: str | None = None) -> Iterator[Item]:
    """What a file holds: itself, or the files of a ZIP archive."""
    path = printable(file)
    try:
        state = file.stat()
        if not stat.S_ISREG(state.st_mode):
            yield Unreachable(path, f"{path}：不是普通文件。请给出磁盘上的报告文件。")
            return
        modified = datetime.fromtimestamp(max(state.st_mtime, 0), UTC)
        with file.open("rb") as opened:
            if zips.is_archive(opened, path):
                yield from zips.members(opened, path, modified, password)
                return
            opened.seek(0)
            if state.st_size > LARGEST_FILE:
                yield Unreachable(
                    path, f"{path}：超过 {LARGEST_FILE >> 20} MB，不像一份报告。请压缩其中的图片或拆分后再试。"
                )
                return
            yield Found(path, printable_name(file), modified, opened.read())
    except OSError as error:
        reason = system_reason(error)
        yield Unreachable(path, f"{path}：打不开文件（{reason}）。请检查文件权限或磁盘后再试。")
    except JixiaoError as error:
        yield Unreachable(path, str(error))


def printable(file: Path) -> str:
    """A whole path as text, also where a name in it is in another encoding than the system's."""
    parts = file.absolute().parts
    return str(Path(parts[0], *(printable_name(Path(part)) for part in parts[1:])))


def _expanded(place: str | Path) -> list[Path]:
    """A place itself where it is there, else what its pattern (教育局/**/*.docx) finds."""
    path = Path(place).expanduser()
    if os.path.lexists(path):
        return [path]
    return [Path(each) for each in sorted(glob.glob(str(path), recursive=True))]  # noqa: PTH207  # Path.glob wants a folder


def _walked(path: Path) -> Iterator[Path | PassedOver | Unreachable]:
    path = path.absolute()
    if not path.is_dir():
        yield path
        return
    closed: list[OSError] = []
    for folder, folders, names in os.walk(path, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not is_litter(name))
        for name in sorted(names):
            if is_litter(name):
                continue
            file = Path(folder, name)
            yield file if may_be_report(name) else PassedOver(printable(file))
    for error in closed:
        name = printable(Path(os.fsdecode(error.filename)))
        yield Unreachable(name, f"{name}：打不开文件夹（{system_reason(error)}）。请检查权限后再试。")
