"""Lines to those of them that are a table of contents: no sections, no text of the report, only its index."""

from __future__ import annotations

from collections.abc import Sequence

from jixiao.normalise import squash
from jixiao.outline.lines import CLOSING, Line
from jixiao.patterns import Rules

_MARKS = str.maketrans("", "", "、.:,，")
_LONGEST_ENTRY = 50
_FEWEST_ENTRIES = 2


def contents_lines(lines: Sequence[Line], rules: Rules) -> frozenset[int]:
    """Which lines (by index) are a table of contents.

    The reader may know it (Word's field), dotted leaders show it, and below a line 目录 the entries are followed up to
    where the report itself begins: at a line that repeats an earlier entry, at a restart of the outermost numbering, or
    at the first sentence.
    """
    heading, leader = rules.pattern("contents_heading"), rules.pattern("contents_leader")
    found = {at for at, line in enumerate(lines) if line.block.kind == "contents" or leader.is_in(line.text)}
    for index, line in enumerate(lines):
        if heading.opens(line.text):
            found |= {index, *_entries_below(lines, index + 1, rules)}
    return frozenset(found)


def _entries_below(lines: Sequence[Line], first: int, rules: Rules) -> set[int]:
    """The entries that follow a line 目录; unnumbered lines count as an entry's second line when more entries follow."""
    entries: list[int] = []
    seen: set[str] = set()
    outermost: tuple[str, int] | None = None
    index = first
    for index in range(first, len(lines)):
        line = lines[index]
        paged = (
            rules.pattern("contents_leader").is_in(line.text)
            or rules.pattern("contents_page").search(line.text) is not None
        )
        mark = line.mark
        name = _entry_name(line, rules)
        if name in seen or (not paged and (len(line.text) > _LONGEST_ENTRY or line.text[-1] in CLOSING)):
            break
        if mark:
            if outermost is None:
                outermost = (mark.kind, mark.value)
            elif mark.kind == outermost[0]:
                if mark.value == 1 and outermost[1] > 1 and not paged:
                    break
                outermost = (mark.kind, mark.value)
        if mark or paged:
            entries.append(index)
        seen.add(name)
    if len(entries) < _FEWEST_ENTRIES:
        return set()
    return set(range(first, entries[-1] + 1))


def _entry_name(line: Line, rules: Rules) -> str:
    """The words of an entry without leaders and page number, so that it can be met again in the report."""
    text = line.text
    for name in ("contents_leader", "contents_page"):
        if found := rules.pattern(name).search(text):
            text = text[: found.start()]
    return squash(text).translate(_MARKS)
