"""The report printed anew: page breaks at other places, a running head and a foot that it did not have."""

from __future__ import annotations

import importlib
import sys
import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from jixiao import read
from jixiao.document import Document

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
sys.path.insert(0, str(CORPUS))
build_corpus = importlib.import_module("build_corpus")
typeset = importlib.import_module("builder.typeset")
docx = importlib.import_module("builder.docx")

_LINES_HIGH = (600.0, 720.0)
"""Where a page may end: from 16 lines to 21."""

_HEAD = "{year}年度绩效自评材料汇编（第 3 册）"
_FOOT = "某市财政局 2031 年 5 月 编印"


@cache
def can_be_set(case: Path) -> bool:
    """Whether every row of its tables fits on a page of this producer."""
    try:
        typeset.write(_source(case), "", bottom=_LINES_HIGH[0])
    except typeset.TooTallError:
        return False
    return True


def printed(case: Path) -> Document:
    """The report as it was set, read from the PDF."""
    return _read(typeset.write(_source(case), ""), ".pdf")


def broken_elsewhere(case: Path, random: Random) -> Document:
    """The report on shorter pages: every break is at another place, in paragraphs, figures and tables.

    Every page has a running head that holds years and numbers.
    """
    return _read(typeset.write(_with_head(case, random), "", bottom=random.uniform(*_LINES_HIGH)), ".pdf")


def headed(case: Path, random: Random) -> Document:
    """The Word file with a running head and a foot that hold years and numbers."""
    return _read(docx.write(_with_head(case, random), ""), ".docx")


@cache
def _source(case: Path) -> Any:
    return build_corpus.build(case).source


def _with_head(case: Path, random: Random) -> Any:
    return replace(_source(case), header=_HEAD.format(year=random.randint(2011, 2030)), footer=_FOOT)


def _read(content: bytes, suffix: str) -> Document:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"report{suffix}"
        path.write_bytes(content)
        return read(path)
