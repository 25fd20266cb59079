"""A text with Chinese characters written as radicals to the same with the characters themselves, of equal length.

One glyph of a font often stands for both: 一 and ⼀, 长 and ⻓. Programs that print PDF then name the radical, and who
copies out of such a file brings it into Word. A reader sees the character; no search and no pattern finds the radical.
"""

from __future__ import annotations

import re
import unicodedata

_PARTS = re.compile("[\u2e80-\u2fdf\uf900-\ufaff]")
_SIMPLIFIED = dict(
    zip(
        "⺒⺓⺝⺟⺠⺩⺫⺶⺷⺼⻁⻄⻅⻆⻉⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
        "巳幺月母民王目羊羊肉虎西见角贝车長长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
        strict=True,
    )
)


def with_characters(text: str) -> str:
    """A text in which radicals and compatibility ideographs are the characters that they look like.

    >>> with_characters("⼀、⻓效机制：⼈员⽀出")
    '一、长效机制：人员支出'
    """
    return _PARTS.sub(_character, text) if _PARTS.search(text) else text


def _character(found: re.Match[str]) -> str:
    """The character for a radical that is a word of its own; another stays."""
    sign = found[0]
    return _SIMPLIFIED.get(sign) or unicodedata.normalize("NFKC", sign)
