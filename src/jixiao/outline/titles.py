"""The lines before the first section to those of them that are the report's title.

A title may run over two or three lines, stand on a cover, or follow a covering letter; the department above it, the date
and the year in a bracket below it are no part of it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from jixiao.outline.lines import CLOSING, Line
from jixiao.outline.ordinals import leading_label
from jixiao.patterns import Rules

_STOP = re.compile(r"[。;；:]")
_LONGEST_LINE = 60
_LONGEST_PIECE = 34
_MOST_PIECES = 3


def title_lines(lines: Sequence[Line], skipped: Collection[int], headings: Sequence[int], rules: Rules) -> range:
    """Which lines (by index) are the title; an empty range if none is.

    `skipped` are the lines of a table of contents, `headings` those that a numbered heading opens. Where the first title
    is that of a letter (关于报送…的函), the title of what is attached to it counts.
    """
    limit = min(headings, default=len(lines))

    def ends(index: int) -> bool:
        return index < len(lines) and index not in skipped and _ends_a_title(lines, index, rules)

    def is_letter(index: int) -> bool:
        return bool(rules.pattern("title_letter").search(_whole(lines, index, rules)))

    front = [index for index in range(limit) if ends(index)]
    if front and is_letter(front[0]):
        attached = (index for index in range(limit, len(lines)) if _is_attached(lines, index, headings, rules))
        behind = [index for index in attached if ends(index)]
        front = [index for index in front if not is_letter(index)] or behind or front
    chosen = front[0] if front else _first_display_line(lines, limit, skipped)
    if chosen is None:
        return range(0)
    while ends(chosen + 1) and chosen in _pieces(lines, chosen + 1, rules):
        chosen += 1
    return _pieces(lines, chosen, rules)


def titles_behind(lines: Sequence[Line], title: range, rules: Rules) -> Iterator[range]:
    """The lines (by index) of each title of a report that stands on lines of its own behind the document's `title`."""
    report = rules.pattern("report_title")
    for index in range(title.stop, len(lines)):
        line = lines[index]
        if len(line.squashed) > _LONGEST_LINE or not line.opens_block or line.block.kind != "paragraph":
            continue
        if report.search(line.squashed) and _ends_a_title(lines, index, rules):
            yield _pieces(lines, index, rules)


def is_no_heading(line: Line, rules: Rules) -> bool:
    """Whether looks alone do not make a line a heading: it is a numbered point, a label, a date or a name."""
    if line.mark or leading_label(line.text, rules):
        return True
    return is_front_line(line, rules) or is_department_line(line, rules)


def is_front_line(line: Line, rules: Rules) -> bool:
    """Whether a line of the front is a date, a document number, a bracket or 附件1, but no name and no title."""
    return rules.pattern("front_line").search(line.squashed) is not None


def is_department_line(line: Line, rules: Rules) -> bool:
    """Whether a line is nothing but the name of a department: 某市水务局."""
    return rules.pattern("department_line").search(line.squashed) is not None


def _is_attached(lines: Sequence[Line], index: int, headings: Sequence[int], rules: Rules) -> bool:
    """Whether 附件 stands right above a title and sections of its own come behind it."""
    above = lines[max(0, index - _MOST_PIECES) : index]
    label = any(rules.pattern("attachment_line").search(line.text) for line in above)
    return label and any(heading > index for heading in headings)


def _ends_a_title(lines: Sequence[Line], index: int, rules: Rules) -> bool:
    line = lines[index]
    text = line.squashed
    if len(text) > _LONGEST_LINE or text[-1] in CLOSING or _STOP.search(text):
        return False
    if line.mark or rules.pattern("attachment_list").opens(line.text):
        return False
    letter = rules.pattern("title_letter").search(text)
    if not rules.pattern("title_tail").search(text) and not letter:
        return False
    return rules.pattern("title_subject").search(_whole(lines, index, rules)) is not None


def _whole(lines: Sequence[Line], end: int, rules: Rules) -> str:
    return "".join(lines[index].squashed for index in _pieces(lines, end, rules))


def _pieces(lines: Sequence[Line], end: int, rules: Rules) -> range:
    """The title that ends with this line, with the lines above that it runs on from."""
    start = end
    while start > 0 and end - start + 1 < _MOST_PIECES:
        text = "".join(line.squashed for line in lines[start : end + 1])
        if not _runs_on(lines[start - 1], text, rules):
            break
        start -= 1
    return range(start, end + 1)


def _runs_on(above: Line, text: str, rules: Rules) -> bool:
    """Whether a title's text continues the line above: 2022年度部门整体支出 ⏎ 绩效自评报告."""
    words = above.squashed
    if len(words) > _LONGEST_PIECE or words[-1] in CLOSING or is_front_line(above, rules):
        return False
    if rules.pattern("contents_heading").search(above.text):
        return False
    if rules.pattern("title_tail").search(words):
        return rules.pattern("title_subject").search(text) is None
    fragment = rules.pattern("title_fragment").search(words) is not None
    year = rules.pattern("title_year").search(text)
    if year is None:
        return fragment
    opening = text[: year.start()]
    if fragment and not rules.pattern("title_year").search(words):
        return True
    named = rules.pattern("department_in_title").search(text)
    if named is None or named["name"] in words or rules.pattern("region_of_name").search(opening):
        return False  # 某县某街道办事处 ⏎ 某街道2024年…报告 names again what stands above
    return is_department_line(above, rules)


def _first_display_line(lines: Sequence[Line], limit: int, skipped: Collection[int]) -> int | None:
    """A title that uses none of the usual words: a short line at the very top that closes with no stop.

    A line whose style comes again further down is a heading like those.
    """
    for index, line in enumerate(lines[: min(limit, len(lines) - 1, 2)]):
        heading = line.block.level is not None and any(
            line.block.level == below.block.level for below in lines[index + 1 :]
        )
        if index not in skipped and len(line.text) <= _LONGEST_PIECE and line.text[-1] not in CLOSING and not heading:
            return index
    return None
