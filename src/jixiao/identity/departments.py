"""A report to the name of the department that reports: as printed, nothing put in front."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jixiao.document import Block, Document
from jixiao.normalise import normalise, squash
from jixiao.outline.lines import Line
from jixiao.outline.outline import Outline
from jixiao.outline.titles import is_department_line, is_front_line
from jixiao.patterns import Rules

YEAR_INSIDE = re.compile(r"(?:19|20)\d\d\s?年度?")  # 某县2023年度教育局部门整体支出…
_FARTHEST_ABOVE = 4
_SIGNATURE_LINES = 6
_OPENING_LINES = 40


def department_of(document: Document, outline: Outline, title: str | None, rules: Rules) -> str | None:
    """The reporting department: the line above the title, else 填报单位, else the name in the title, else a signature.

    >>> from jixiao.outline.outline import read_outline
    >>> from jixiao.patterns import load_rules
    >>> report = Document.of_lines("某县水利局", "2022年度部门整体支出绩效自评报告", "一、概况")
    >>> department_of(report, read_outline(report, load_rules()), "2022年度部门整体支出绩效自评报告", load_rules())
    '某县水利局'
    """
    lines = outline.lines
    return (
        _above_title(lines, outline, rules)
        or _labelled(document, rules)
        or _in_title(title, rules)
        or _on_cover(lines, outline, rules)
        or _signed(lines, rules)
        or _subject(lines, rules)
        or _in_charge(lines, rules)
    )


def names_of_front(outline: Outline) -> tuple[str, ...]:
    """The short lines above the title, as 湖南省永州市 on a line of its own."""
    lines = outline.lines
    return tuple(squash(line.printed) for line in lines[: outline.title.start] if len(line.text) <= 30)


def _above_title(lines: Sequence[Line], outline: Outline, rules: Rules) -> str | None:
    """The nearest name above the title; behind a covering letter the letter's own head or signature."""
    start = outline.title.start
    nearest = list(reversed(lines[max(0, start - _FARTHEST_ABOVE) : start]))
    for line in [*nearest, *lines[: min(start, 2)]]:
        if name := _name(line.printed, rules):
            return name
        if line in nearest and not is_front_line(line, rules) and len(line.text) > 30:
            break
    return next((name for line in lines[: min(start, 2)] if (name := _name(line.printed, rules))), None)


def _name(printed: str, rules: Rules) -> str | None:
    """The name that a line consists of: 某市水务局 of 某市水务局文件 and 某市水务局（盖章）."""
    text = squash(printed)
    if found := rules.pattern("department_masthead").search(normalise(text)):
        text = text[: found.start()]
    return text if rules.pattern("department_line").search(normalise(text)) else None


def _labelled(document: Document, rules: Rules) -> str | None:
    """The name behind 填报单位 or 部门名称, in the same paragraph, the same cell or the next cell of the row."""
    pattern = rules.pattern("department_label")
    for block, following in _with_next_cell(document):
        text = block.normalised
        if not (found := pattern.search(text)):
            continue
        if found["name"]:
            candidate = block.text[found.start("name") : found.end("name")]
        elif following and found.start() == len(text) - len(text.lstrip()):
            candidate = following.text
        else:
            continue
        if name := _name(candidate, rules):
            return name
    return None


def _with_next_cell(document: Document) -> Iterator[tuple[Block, Block | None]]:
    """Each paragraph and cell, a cell with the next one of its row that has any text."""
    blocks = [block for block in document.blocks if block.kind in ("paragraph", "cell") and block.text.strip()]
    for place, block in enumerate(blocks):
        following = blocks[place + 1] if place + 1 < len(blocks) else None
        same_row = block.kind == "cell" and following and (following.table, following.row) == (block.table, block.row)
        yield block, following if same_row else None


def _in_title(title: str | None, rules: Rules) -> str | None:
    found = rules.pattern("department_in_title").search(normalise(title)) if title else None
    return YEAR_INSIDE.sub("", title[found.start("name") : found.end("name")]) if title and found else None


def _on_cover(lines: Sequence[Line], outline: Outline, rules: Rules) -> str | None:
    """A name on a line of its own below the title, before the first sentence."""
    start = outline.title.stop
    for line in lines[start : start + _SIGNATURE_LINES]:
        if name := _name(line.printed, rules):
            return name
        if line.text.endswith("。"):
            return None
    return None


def _signed(lines: Sequence[Line], rules: Rules) -> str | None:
    """The name above the date at the end of the report."""
    for above, below in zip(lines[-_SIGNATURE_LINES:], lines[-_SIGNATURE_LINES:][1:], strict=False):
        if is_department_line(above, rules) and is_front_line(below, rules):
            return squash(above.printed)
    return None


def _subject(lines: Sequence[Line], rules: Rules) -> str | None:
    """The department that a sentence says to be something: 某县水利局是县人民政府工作部门."""
    for line in lines:
        if found := rules.pattern("department_subject").search(line.text):
            return line.printed[found.start("name") : found.end("name")]
    return None


def _in_charge(lines: Sequence[Line], rules: Rules) -> str | None:
    """The department whose project another evaluates: 对某市水务局主管的专项资金开展评价."""
    for line in lines[:_OPENING_LINES]:
        if found := rules.pattern("department_in_charge").search(line.text):
            return line.printed[found.start("name") : found.end("name")]
    return None
