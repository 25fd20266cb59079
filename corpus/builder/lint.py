"""A Gold and its report to complaints: every digit of the text has to be accounted for by what the gold says.

What a rule of form can tell is taken as accounted for: dates, document numbers that the gold lists, ordinals at the start
of a line, serial numbers of table rows, and numbers of points whose value the gold's scores know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from .gold import Gold, points_of
from .source import Line

_WIDTH = {0xFF10 + i: str(i) for i in range(10)} | {ord("．"): "."}
_YEAR = r"(?:19|20)\d\d"
_DATES = (
    rf"{_YEAR}年?[-—至~]{{1,2}}{_YEAR}年度?",
    rf"{_YEAR}年度?",
    rf"{_YEAR}(?=[级届版])",
    rf"{_YEAR}[.-]\d{{1,2}}[.-]\d{{1,2}}",
    r"\d{1,2}(?:[-—至]\d{1,2})?月(?:\d{1,2}日)?",
)
_DATE = re.compile("|".join(_DATES))
_ORDINAL = re.compile(r"^\s*(?:第\d+[章节]|[（(]?\d{1,2}[)）.．、])|[（(]\d{1,2}[)）]")
_POINTS = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)\s*分")
_SERIAL = re.compile(r"\d{1,3}")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def lint(gold: Gold, lines: tuple[Line, ...]) -> Iterator[str]:
    """Digits that nothing accounts for, and score totals of the gold that the gold's own items contradict."""
    lines = tuple(line for line in lines if line.kind != "contents")
    points = set(points_of(gold))
    for number, line in enumerate(lines):
        text = line.text.translate(_WIDTH)
        known = {i for place in gold.places if place.line == number for i in range(place.start, place.end)}
        known |= set(_formal(text, gold.record["document_numbers"], points, line))
        for run in re.finditer(r"\d[\d.,，]*", text):
            if not known.issuperset(i for i in range(*run.span()) if text[i].isdecimal()):
                yield f"{run[0]!r} in {text[max(0, run.start() - 12) : run.end() + 8]!r} is in no entry of the gold"
    kinds = {"amount", "ratio", "count", "other", "none", "skip"}
    yield from (f"unknown kind {fact['kind']}" for fact in gold.facts if fact["kind"] not in kinds)
    yield from (f"{fact['text']} has no label" for fact in gold.facts if not fact["labels"] and fact["kind"] != "skip")


def _formal(text: str, document_numbers: list[str], points: set[Decimal], line: Line) -> Iterator[int]:
    for match in (*_DATE.finditer(text), *_ORDINAL.finditer(text)):
        yield from range(*match.span())
    for match in _POINTS.finditer(text):
        if Decimal(match[1]) in points:
            yield from range(*match.span(1))
    for number in document_numbers:
        pattern = re.sub(r"[〔〕]", r"[〔〕()（）\\[\\]［］]", re.escape(number))
        for match in re.finditer(pattern, text):
            yield from range(*match.span())
    if line.kind == "cell" and _NUMBER.fullmatch(text):
        if Decimal(text) in points or (line.cell and line.cell[1] == 0 and _SERIAL.fullmatch(text)):
            yield from range(len(text))
