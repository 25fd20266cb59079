"""Lines and headings to what their neighbours say of them: a caption above its table, a lone "A", an item of a list.

The shape of one line is settled in headings.py; here a heading stands or falls by what is around it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from jixiao.document import Document
from jixiao.outline.headings import Heading
from jixiao.outline.lines import Line
from jixiao.outline.ordinals import leading_mark, nesting_order
from jixiao.patterns import Rules

_CAPTION_LINES = 3
_LONGEST_CAPTION = 45


def attachment_lists(lines: Sequence[Line], rules: Rules) -> set[int]:
    """The lines of 附件：1.… ⏎ 2.…: a list of what is attached, no headings."""
    found: set[int] = set()
    expected = 0
    begins, alone = rules.pattern("attachment_list"), rules.pattern("attachment_line")
    for index, line in enumerate(lines):
        if opening := begins.opens(line.text):
            mark = leading_mark(line.text[opening.end() :], rules)
            expected = (mark.value if mark else 0) + 1
            found.add(index)
        elif expected and line.mark and line.mark.value == expected:
            expected += 1
            found.add(index)
        else:
            expected = 0
        if alone.opens(line.text):
            found.add(index)
    return found


def in_sequence(shaped: dict[int, Heading], rules: Rules) -> dict[int, Heading]:
    """Without the headings whose mark counts only beside its neighbours: a lone "A" or "1.2" is no ordinal.

    One that text runs on behind ("2.3.1 收入情况。全年…") must also stand under its own: there is a 2.3.
    """
    weak = set(rules.words["marks_in_sequence"])
    values: dict[str, set[int]] = {}
    printed: set[str] = set()
    for heading in shaped.values():
        if heading.mark:
            values.setdefault(heading.kind, set()).add(heading.mark.value)
            printed.add(heading.ordinal.rstrip(".．、"))

    def stands(heading: Heading) -> bool:
        if heading.mark is None or heading.kind not in weak or heading.line.block.level is not None:
            return True
        near = values[heading.kind]
        company = rules.maps["marks_beside"].get(heading.kind, heading.kind)
        beside = {heading.mark.value - 1, heading.mark.value + 1} & near
        under_its_own = heading.ordinal.rpartition(".")[0] in printed
        return bool(beside) and company in values and (under_its_own or not heading.run_in)

    return {index: heading for index, heading in shaped.items() if stands(heading)}


def above_tables(document: Document, lines: Sequence[Line]) -> set[int]:
    """The short lines right above a table, its caption and unit, which may look like headings."""
    index_of = {line.block.id: index for index, line in enumerate(lines)}
    found: set[int] = set()
    for block, after in pairwise(document.blocks):
        if after.kind != "cell" or block.kind != "paragraph" or block.id not in index_of:
            continue
        last = index_of[block.id]
        for index in range(last, max(-1, last - _CAPTION_LINES), -1):
            if len(lines[index].text) > _LONGEST_CAPTION or lines[index].text.endswith("。"):
                break
            found.add(index)
    return found


def without_listed_points(headings: dict[int, Heading], rules: Rules) -> dict[int, Heading]:
    """Without the run-in headings under 问题, 措施, 职责: there "1.进度偏慢。…" is a point of the argument."""
    place_of = {kind: place for place, kind in enumerate(nesting_order(rules))}
    of_points = rules.pattern("heading_of_points")
    kept: dict[int, Heading] = {}
    above: list[tuple[str, bool]] = []
    for index, heading in headings.items():
        if heading.kind in place_of:
            place = place_of[heading.kind]
            above = [outer for outer in above if place_of.get(outer[0], -1) < place]
        if heading.run_in and any(is_of_points for _, is_of_points in above):
            continue
        above.append((heading.kind, of_points.is_in(heading.title)))
        kept[index] = heading
    return kept
