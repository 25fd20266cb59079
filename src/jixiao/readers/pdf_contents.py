"""Paragraphs to those that are entries of a table of contents.

An entry has dotted leaders before its page number, or is one of several headings below the words 目录, or of several
that come again further on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from jixiao.readers.pdf_marks import has_heading_mark, is_led

_PAGE = re.compile(r"[\s.·…]*\d{1,4}$")
_CAPTIONS = ("目录", "目次")
_LONGEST = 60
_FEWEST = 4


def contents_entries(texts: Sequence[str]) -> set[int]:
    """Which of a document's paragraphs are entries of its table of contents, by their place."""
    bare = [text.replace(" ", "") for text in texts]
    left = Counter(bare)
    entries = {i for i, text in enumerate(texts) if is_led(text)}
    run: list[int] = []
    again = 0
    for i, text in enumerate((*bare, "")):
        if i < len(bare):
            left[text] -= 1
        goes_on = i < len(bare) and i not in entries and _is_heading(text)
        if goes_on and all(text != bare[earlier] for earlier in run):
            run.append(i)
            again += left[text] > 0 or left[_PAGE.sub("", text)] > 0
            continue
        captioned = bool(run) and run[0] > 0 and bare[run[0] - 1] in _CAPTIONS
        if len(run) >= _FEWEST and (captioned or again >= 0.5 * len(run)):
            entries.update(run)
        run, again = ([i], 0) if goes_on else ([], 0)
    return entries


def _is_heading(text: str) -> bool:
    """Whether a text may be a heading: short, marked as one, no sentence."""
    return 0 < len(text) <= _LONGEST and has_heading_mark(text) and text[-1] not in "。；："
