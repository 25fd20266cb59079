"""Folders to graded reports: files beside which lies what a person read in them.

record.json       beside report.docx and report.pdf, as in corpus/*; case.toml names the family
某报告.gold.json   beside 某报告.docx, 某报告.pdf
某报告.json        the same, or a record of jixiao that a person corrected
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from jixiao.errors import JixiaoError, UnreadableFileError
from jixiao.evaluate.gold import Gold, is_gold, load_gold

_FORMATS = ("docx", "pdf", "txt")
_CASE = "record.json"


@dataclass(frozen=True)
class Graded:
    """One report and its gold. `name` says which it is to a person; `family` is "" where nobody said."""

    name: str
    report: Path
    gold: Gold
    family: str = ""

    @property
    def format(self) -> str:
        """docx, pdf or txt."""
        return self.report.suffix.lower().removeprefix(".")


def find_graded(folders: Sequence[Path]) -> tuple[Graded, ...]:
    """Every report with gold in some folders and the folders in them; JixiaoError where there is none."""
    found = []
    for folder in folders:
        if not folder.is_dir():
            raise UnreadableFileError(str(folder), "不是文件夹", "请给出放着报告和人工读数（gold）的文件夹")
        found += [graded for path in sorted(folder.rglob("*.json")) for graded in _beside(path, folder)]
    if not found:
        named = "、".join(map(str, folders))
        raise JixiaoError(
            f"{named}：没有可对照的报告。报告旁边要有 record.json、同名的 .gold.json 或改正过的同名 .json。"
        )
    return tuple(found)


def _beside(path: Path, folder: Path) -> Iterator[Graded]:
    """The reports that a gold file is about; a text beside other formats is their source, not one more report."""
    stem = "report" if path.name == _CASE else path.name.removesuffix(".json").removesuffix(".gold")
    reports = [report for suffix in _FORMATS if (report := path.parent / f"{stem}.{suffix}").is_file()]
    reports = [report for report in reports if report.suffix != ".txt"] or reports
    if reports and is_gold(path):
        gold, family = load_gold(path), _family(path)
        for report in reports:
            yield Graded(report.relative_to(folder).as_posix(), report, gold, family)


def _family(path: Path) -> str:
    about = path.parent / "case.toml"
    if path.name != _CASE or not about.exists():
        return ""
    try:
        return str(tomllib.loads(about.read_text(encoding="utf-8")).get("family", ""))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnreadableFileError(str(about), f"不是 TOML（{error}）", "请改正") from error
