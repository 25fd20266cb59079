"""Small reports for tests of the archive: a text or a record, with what a test wants to be different."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from msgspec import structs
from PIL import Image

from jixiao import Document, Record, extract


def report_text(department: str = "某县档案馆", year: int = 2023, score: str = "91", spent: str = "230.25") -> str:
    """A report that adds up when the score is 91."""
    return f"""{department}{year}年度部门整体绩效自评报告
一、部门概况
{year}年部门收入预算240.5万元。
二、自评情况
自评总分{score}分，各部分得分如下。
（一）预算编制情况，得分21分
预算编制完整。
（二）预算执行情况，得分30分
支出决算{spent}万元。
（三）绩效管理情况，得分25分
绩效目标全部公开。
（四）资产管理情况，得分15分
资产账实相符。
"""


def record_of(department: str = "某县档案馆", year: int = 2023, score: str = "91", spent: str = "230.25") -> Record:
    """The record of such a report, as if it had been read from a file."""
    text = report_text(department, year, score, spent)
    document = Document.of_lines(*text.splitlines(), name="报告.txt")
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    source = replace(document.source, sha256=sha256, bytes=len(text.encode()))
    return extract(structs.replace(document, source=source))


def write_reports(folder: Path, count: int, year: int = 2023) -> list[Path]:
    """As many files, each of a department of its own; every fifth does not add up."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"报告{number:03}.txt" for number in range(count)]
    for number, path in enumerate(paths):
        score = "92" if number % 5 == 4 else "91"
        path.write_text(report_text(f"某县第{number}中学", year, score), encoding="utf-8")
    return paths


def write_scan(path: Path, pages: int = 2) -> Path:
    """A PDF whose pages are pictures, as a scanner makes it."""
    pictures = [Image.new("L", (400, 560), 128) for _ in range(pages)]
    pictures[0].save(path, save_all=True, append_images=pictures[1:])
    return path
