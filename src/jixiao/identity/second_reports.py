"""A report and its outline to the titles of other reports that stand in the same file, each as a warning.

Two reports in one file become one record, and what they say is mixed up. A title in the body is another report's where it
names another department or year and the sections begin anew behind it; titles of forms and of cited reports are none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jixiao.document import Warning
from jixiao.identity.years import year_of_title
from jixiao.normalise import normalise
from jixiao.outline.lines import Line
from jixiao.outline.outline import Outline
from jixiao.outline.titles import is_department_line, titles_behind
from jixiao.patterns import Rules

_PLACES = 8
"""How many lines below a second title its first section begins at the latest; preface and department come between."""


def second_reports(
    outline: Outline, department: str | None, fiscal_year: int | None, rules: Rules
) -> Iterator[Warning]:
    """A warning for each report that the record mixes with its own."""
    lines = outline.lines
    anew = _beginnings(outline)
    for pieces in titles_behind(lines, outline.title, rules):
        first, behind = pieces.start, pieces.stop
        if not any(behind <= index < behind + _PLACES for index in anew) or min(anew) > first:
            continue
        title = "".join(line.squashed for line in lines[first:behind])
        other = _department(lines, first, title, rules)
        year = year_of_title(title, rules)
        differs = bool(other and department and not _same(other, normalise(department)))
        if differs or (year is not None and fiscal_year is not None and year != fiscal_year):
            told = f"文中另有一份报告，标题是“{title}”，部门或年度与前面的不同"
            yield Warning("second_report", f"{told}：两份报告的数会混在一起，请分成两个文件再读。")


def _beginnings(outline: Outline) -> list[int]:
    """The lines (by index) of the headings that begin a row of main sections: 一、 and 一、 again."""
    main = [section for section in outline.sections if section.level == 1 and section.ordinal]
    first = main[0].ordinal if main else None
    starts = {(section.span.block, section.span.start) for section in main if section.ordinal == first}
    return [index for index, line in enumerate(outline.lines) if (line.block.id, line.start) in starts]


def _department(lines: Sequence[Line], first: int, title: str, rules: Rules) -> str | None:
    """Whose report a title is of: named in it, or on the line above."""
    if found := rules.pattern("department_in_title").search(title):
        return found["name"]
    above = lines[first - 1] if first else None
    return above.squashed if above and is_department_line(above, rules) else None


def _same(one: str, other: str) -> bool:
    """Whether two names are of one department: 水利局 and 某县水利局 are."""
    return one in other or other in one
