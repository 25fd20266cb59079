"""The first and last characters of a text to what they make of it: a heading, a list item, an entry of contents."""

from __future__ import annotations

import re

_NUMERALS = "一二三四五六七八九十百零〇"
_HEADING = re.compile(
    rf"第[{_NUMERALS}\d]{{1,4}}[章节部分编篇条款]|[{_NUMERALS}]{{1,4}}、|[(（][{_NUMERALS}]{{1,4}}[)）]"
    rf"|\d{{1,2}}\s?[.．、](?!\d(?!\d{{3}}年))|[(（]\d{{1,2}}[)）]|\d{{1,2}}[)）]|[①-⑳]|附件\d{{0,2}}[:：]?|附[:：表]"
)
_LEADERS = re.compile(
    r"(?:[.·•…﹒．⋯]\s?){3,}[-—(（]?\s*\d{1,4}\s*[-—)）]?$|(?:[.·•…﹒．⋯]\s?){8,}$|[-_－]{6,}\s*\d{1,4}$"
)
_LED = frozenset(".·•…﹒．⋯-—)）")  # what entries end with beside digits
NO_START = frozenset("，。、；：！？．）》〉】〕”’％%,.;:!?)]}…—·℃")
"""Signs that no line begins with."""
NO_END = frozenset("（《〈【〔“‘([{")
"""Signs that no line ends with."""
STOPS = "。！？；：!?;:…"
"""Signs that end a sentence, or announce a list."""
QUOTES = frozenset("“”‘’")
"""Signs that some programs part from nothing on either side."""
BULLETS = frozenset("●○■□◆◇★☆▲△▪•·➢➤✓✔√※-–—*")
"""Signs that begin the items of a list."""
PROSE = re.compile("[，。；,;]")
"""Signs that headings do without."""


def has_heading_mark(text: str) -> bool:
    """Whether a text begins as headings and list items do.

    >>> [has_heading_mark(text) for text in ("一、部门概况", "（二）收入", "1.人员", "1.5万元", "2.2015年", "2023年")]
    [True, True, True, False, True, False]
    """
    return bool(_HEADING.match(text))


def is_led(text: str) -> bool:
    """Whether a text is an entry of a table of contents with dotted leaders.

    >>> [is_led(text) for text in ("一、主要职能………………1", "二、收支 ..... 12", "（三）其他……", "共有项目等……5个")]
    [True, True, False, False]
    """
    bare = text.rstrip()
    return bool(bare) and (bare[-1] in _LED or bare[-1].isdecimal()) and bool(_LEADERS.search(bare))
