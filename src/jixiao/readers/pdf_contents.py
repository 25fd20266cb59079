"""Lines and paragraphs to those that are entries of a table of contents.

An entry has dotted leaders, or its page number stands apart at the right edge; or it is one of several headings below
the words 目录, or of several that come again further on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from jixiao.readers.pdf_lines import Line
from jixiao.readers.pdf_margins import Column
from jixiao.readers.pdf_marks import has_heading_mark, is_led

_NUMBER = re.compile(r"[-—(（]?\s?\d{1,4}\s?[-—)）]?")
_PAGE = re.compile(rf"[\s.·…]*{_NUMBER.pattern}$")
_CLOSING = frozenset("-—)）")
_CAPTIONS = ("目录", "目次")
_LONGEST = 60
_FEWEST = 4
_APART = 1.0  # ems between an entry and its page number, the narrowest


def ends_entry(line: Line, column: Column) -> bool:
    """Whether a line ends an entry: with leaders, or with a page number set apart at the right edge."""
    if is_led(line.text):
        return True
    paged = " " in line.text and _ends_with_number(line.text) and _PAGE.search(line.text)
    parts = line.split(_APART) if paged else []
    return len(parts) == 2 and column.right - line.x1 < 0.6 * line.size and bool(_NUMBER.fullmatch(parts[1].text))


def _ends_with_number(text: str) -> bool:
    """Whether a text may end with the number of a page, by its last character."""
    last = text.rstrip()[-1:]
    return last.isdecimal() or last in _CLOSING


def contents_entries(paragraphs: Sequence[tuple[str, bool]]) -> set[int]:
    """Which of a document's paragraphs are entries of its table of contents, by their place.

    Each paragraph comes as its text and whether its last line ends an entry.

    >>> told = [("目录", False), ("一、概况 1", True), ("二、收支 2", True), ("三、问题 4", True), ("四、建议 5", True)]
    >>> sorted(contents_entries([*told, ("一、概况", False), ("（一）职能", False), ("二、收支", False)]))
    [1, 2, 3, 4]
    """
    names = [text.replace(" ", "") for text, _ in paragraphs]
    bare = [_PAGE.sub("", name) if _ends_with_number(name) else name for name in names]
    paged = [ends for _, ends in paragraphs]
    last = {name: i for i, name in enumerate(names)}
    entries = {i for i, (text, _) in enumerate(paragraphs) if is_led(text)}
    start = 0
    while start < len(names):
        run = range(start, _run_end(names, bare, paged, start))
        captioned = start > 0 and names[start - 1] in _CAPTIONS
        again = sum(max(last[names[i]], last.get(bare[i], 0)) >= run.stop for i in run)
        led = sum(i in entries for i in run)
        if led > 1 or (len(run) >= _FEWEST and (captioned or again >= 0.5 * len(run))):
            entries.update(run)
        start = max(run.stop, start + 1)
    return entries


def _run_end(names: Sequence[str], bare: Sequence[str], paged: Sequence[bool], start: int) -> int:
    """Where the headings and numbered entries end that begin at a place.

    The report itself begins where an entry is met again without its page number, and where most entries have one, after
    the last that has.
    """
    seen: set[str] = set()
    end = start
    while end < len(names) and (paged[end] or (_is_heading(names[end]) and names[end] not in seen)):
        seen.update((names[end], bare[end]))
        end += 1
    if 2 * sum(paged[start:end]) >= end - start:
        while end > start and not paged[end - 1]:
            end -= 1
    return end


def _is_heading(text: str) -> bool:
    """Whether a text may be a heading: short, marked as one, no sentence."""
    return 0 < len(text) <= _LONGEST and has_heading_mark(text) and text[-1] not in "。；："
