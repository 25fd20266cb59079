"""A line to the heading that it is or carries: its mark, its title without points, and where the heading ends.

"(二)预算执行,得分14分" is a heading as a whole; "2.政府采购。全年采购…" carries a run-in heading up to the first stop;
"(1)保工资安排资金623万元;" and "(二)依据实际情况完善制度,将责任落实到人。" are prose that happens to be numbered.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import regex

from jixiao.anchors import Sieve
from jixiao.outline.lines import CLOSING, Line
from jixiao.outline.ordinals import Mark, marks_of_lists
from jixiao.outline.titles import is_no_heading
from jixiao.patterns import Pattern, Rules

_LONGEST_LINE = 45
_LONGEST_STYLED = 60
_LONGEST_RUN_IN = 40
_LONGEST_WITH_COMMA = 20
_LONGEST_COLON = 15
_SHORTEST_AFTER_COLON = 15

_STOP = re.compile(r"[。;；!！?？]")
_MARK = re.compile(r"[。;；,，:!?]")
_HAN = regex.compile(r"\p{Han}")
_COMMA = re.compile(r"[,，]")


class Heading(NamedTuple):
    """A heading found on a line, with offsets in that line's text.

    `kind` is that of its mark, or "style2" and "look" for headings without one. `end` is where the heading's own words
    end; for a `run_in` heading text follows on the same line.
    """

    line: Line
    kind: str
    mark: Mark | None
    title_start: int
    title_end: int
    end: int
    run_in: bool = False

    @property
    def value(self) -> int | None:
        """The number its mark counts, None without a mark."""
        return self.mark.value if self.mark else None

    @property
    def ordinal(self) -> str:
        """The mark as printed."""
        return self.line.printed[self.mark.start : self.mark.end].strip() if self.mark else ""

    @property
    def title(self) -> str:
        """The title as printed."""
        return self.line.printed[self.title_start : self.title_end]


_BRIEF = regex.compile(r"[\p{Han}“”、和与()]{2,20}")
_FEWEST_BRIEF = 3


def heading_of(line: Line, rules: Rules) -> Heading | None:
    """The heading that a numbered or styled line is or carries, None for prose."""
    mark = line.mark
    styled = line.block.level is not None and line.opens_block
    if mark is None and not styled:
        return None
    after = mark.after if mark else 0
    kind = mark.kind if mark else f"style{line.block.level}"
    stop = _STOP.search(line.text, after)
    if stop is None or not line.text[stop.end() :].strip(". 。"):
        found = _whole(line, after, styled, rules)
    elif stop[0] == "。":
        found = _run_in(line, after, stop.start(), rules)
    else:
        found = None
    if found is None and mark is not None and mark.kind.startswith("han"):
        found = _up_to_colon(line, after, rules)
    if found is None or (line.runs and any(listed.start < found[0] for listed in marks_of_lists(line.runs))):
        return None  # nothing that names a thing, or the first words of a list that runs on: (一)负责…。(二)组织…
    title_end, end = found
    run_in = bool(line.text[end:].strip(". 。"))
    return Heading(line, kind, mark, after, title_end, end if run_in else len(line.text), run_in)


def without_points(text: str, start: int, end: int, rules: Rules) -> int:
    """Where the title ends when the points stated behind it are cut off.

    >>> from jixiao.patterns import load_rules
    >>> text = "目标管理(15分),扣1分"
    >>> text[:without_points(text, 0, len(text), load_rules())]
    '目标管理'
    """
    points = rules.once(_points)
    title = text[start:end].rstrip()
    cut = True
    while cut:
        cut = False
        for pattern in points.passing(title):
            if (found := pattern.search(title)) and found.start() > 0:
                title, cut = title[: found.start()].rstrip(" " + CLOSING), True
                break
    return start + len(title.rstrip(" " + CLOSING))


def _points(rules: Rules) -> Sieve[Pattern]:
    patterns = (pattern for pattern in rules.group("headings") if pattern.name.startswith("heading_points_"))
    return Sieve((pattern, pattern.anchors) for pattern in patterns)


def _whole(line: Line, after: int, styled: bool, rules: Rules) -> tuple[int, int] | None:
    """A heading that fills its line: (end of title, end of heading)."""
    text = line.text
    if text[-1] in ";；,，、":
        return None
    title_end = without_points(text, after, len(text), rules)
    core, guidance = text[after:title_end], rules.pattern("heading_guidance")
    core = guidance.sub("", core) if guidance.may_be_in(core) else core
    longest = _LONGEST_STYLED if styled else _LONGEST_LINE
    if len(core) > longest or not _names_something(core, rules):
        return None
    if styled:
        return title_end, len(text)
    closed = text[-1] == "。"
    if _COMMA.search(core) and (len(core) > _LONGEST_WITH_COMMA or closed):
        return None
    scored = title_end < len(text.rstrip(" " + CLOSING))
    if closed and (":" in core or (not scored and not rules.pattern("heading_noun").search(core))):
        return None
    return title_end, len(text)


def _run_in(line: Line, after: int, stop: int, rules: Rules) -> tuple[int, int] | None:
    """A heading that ends at the first stop of a paragraph."""
    title_end = without_points(line.text, after, stop, rules)
    title = line.text[after:title_end]
    commas = len(_COMMA.findall(title))
    if len(title) > _LONGEST_RUN_IN or ":" in title or commas > 1 or (commas and len(title) > _LONGEST_WITH_COMMA):
        return None
    if not _names_something(title, rules):
        return None
    return title_end, stop + 1


def _up_to_colon(line: Line, after: int, rules: Rules) -> tuple[int, int] | None:
    """A heading that ends at a colon with sentences behind it: "(一)主要职责:负责…"."""
    colon = line.text.find(":", after)
    if colon < 0:
        return None
    title_end = without_points(line.text, after, colon, rules)
    title, rest = line.text[after:title_end], line.text[colon + 1 :]
    if not _names_something(title, rules) or len(title) > _LONGEST_COLON or _COMMA.search(title) or _STOP.search(title):
        return None
    if len(rest) < _SHORTEST_AFTER_COLON or rules.pattern("heading_colon_stays").search(rest):
        return None
    return title_end, colon + 1


def _names_something(title: str, rules: Rules) -> bool:
    """Whether these words can be a title at all: no figure, no sentence of the department about itself, no bare 无."""
    if not _HAN.search(title):
        return False
    if rules.pattern("heading_speaker").opens(title) or rules.pattern("heading_none").opens(title):
        return False
    return not rules.pattern("heading_amount").is_in(title)


def unnumbered_headings(lines: Sequence[Line], taken: set[int], rules: Rules) -> dict[int, Heading]:
    """Short lines that only their looks make headings, by index: bold or centred among text that is neither.

    Left out are lines with a stop, captions right above a table (`taken` holds them, with title and contents), names and dates.
    Where most of a report is bold or centred, looks say nothing, and one such line alone is none.
    """
    plain = sum(1 for line in lines if not line.block.bold and not line.block.centred)
    if plain * 2 < len(lines):
        return {}
    found: dict[int, Heading] = {}
    for index, line in enumerate(lines):
        if index in taken or not (line.block.bold or line.block.centred) or "\n" in line.block.text.strip():
            continue
        text = line.text
        title_end = without_points(text, 0, len(text), rules)
        if 2 <= title_end <= _LONGEST_WITH_COMMA + 10 and not _MARK.search(text[:title_end]):
            if _names_something(text[:title_end], rules) and not is_no_heading(line, rules):
                found[index] = Heading(line, "look", None, 0, title_end, len(text))
    return found if len(found) > 1 else {}


def brief_headings(lines: Sequence[Line], taken: set[int], rules: Rules) -> dict[int, Heading]:
    """Short lines between paragraphs of sentences, by index: for a report whose headings have neither mark nor look.

    Each stands alone, without any stop or figure, and right above a paragraph; fewer than three are no headings.
    """
    found: dict[int, Heading] = {}
    for index, line in enumerate(lines[:-1]):
        if index in taken or line.text != line.block.normalised.strip():
            continue
        if not _is_paragraph(lines[index + 1]) or not _BRIEF.fullmatch(line.text):
            continue
        if _names_something(line.text, rules) and not is_no_heading(line, rules):
            found[index] = Heading(line, "look", None, 0, len(line.text), len(line.text))
    return found if len(found) >= _FEWEST_BRIEF else {}


def _is_paragraph(line: Line) -> bool:
    return len(line.text) > _LONGEST_LINE and "。" in line.text
