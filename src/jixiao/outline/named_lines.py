"""Lines to the name that a line above gives to what they tell: 实事三：口袋公园, 指标名称：资金到位率.

A report that goes through many things of one kind may head each with such a line instead of a heading, and say below it only
"计划140.00万元，完成138.60万元" or "评价得分：6分". One such line alone names nothing: it is a label like any other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct

from jixiao.document import Document
from jixiao.outline.passages import Passage
from jixiao.patterns import Rules

_LONGEST = 50
_FEWEST = 2
_COLON = ":"


class Named(Struct, frozen=True):
    """What the lines below are about; `is_indicator` where that is scored, not spent on."""

    name: str
    is_indicator: bool


def named_lines(document: Document, passages: Sequence[Passage], rules: Rules) -> Mapping[str, Named]:
    """The blocks below such lines, each with what it is about.

    >>> from jixiao.outline.outline import read_outline
    >>> from jixiao.patterns import load_rules
    >>> lines = ("一、完成情况", "实事一：长者食堂", "计划86万元。", "实事二：口袋公园", "计划140万元。", "二、打算", "计划办十件实事。")
    >>> outline = read_outline(Document.of_lines("某街道2024年自评报告", *lines), load_rules())
    >>> [each.name for each in outline.named.values()]
    ['长者食堂', '口袋公园']
    """
    found = {passage.block: said for passage in passages if (said := _named_by(document, passage, rules))}
    kinds = Counter(kind for kind, _ in found.values())
    out: dict[str, Named] = {}
    current: Named | None = None
    section: str | None = None
    for passage in passages:
        if passage.role != "text" or passage.section != section:
            current, section = None, passage.section
        if passage.block in found:
            kind, named = found[passage.block]
            current = named if kinds[kind] >= _FEWEST else None
        elif current is not None:
            out[passage.block] = current
    return out


def _named_by(document: Document, passage: Passage, rules: Rules) -> tuple[str, Named] | None:
    """The kind of thing that a line names, and its name; None of any other line."""
    text = document.block(passage.block).normalised
    if passage.role != "text" or passage.start or len(text) > _LONGEST or _COLON not in text:
        return None
    line = rules.pattern("naming_line").search(text)
    if line is None:
        return None
    indicator = line["indicator"]
    return indicator or line["thing"], Named(line["name"].strip(), bool(indicator))
