"""Lines of a scoring table to the titles of their items: the innermost name, of a sum what it sums up, or the criterion."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import regex

from jixiao.document import Document
from jixiao.normalise import squash
from jixiao.patterns import Rules
from jixiao.tables.labels import plain_name
from jixiao.tables.lines import Line
from jixiao.tables.tables import TableReading

_CLAUSE_END = re.compile(r"[,，;；。\n]")
_NAME = regex.compile(r"[\p{Han}、“”]{2,20}")
"""A criterion that is a name: no clause, no number, nothing in brackets."""
_LONGEST = 30
"""Characters: a longer criterion is a rule of scoring and no name."""


def title_of(line: Line, rules: Rules) -> str:
    """The innermost name; for a sum, what it sums up: 产出指标 for its 小计, 基础得分 for 基础得分小计."""
    name = plain_name(line.names[-1].squashed, rules)
    if line.kind != "subtotal":
        return name
    own = rules.pattern("sum_word").sub("", name).strip()
    if own:
        return own
    if len(line.names) > 1:
        return plain_name(line.names[-2].squashed, rules)
    return plain_name(line.title.squashed, rules) if line.title is not None else ""


def titles_by_criteria(
    document: Document, reading: TableReading, lines: Sequence[int], rules: Rules
) -> Iterator[tuple[int, str]]:
    """The titles of lines that share one name, where their criteria tell them apart.

    预算编制（15分） over 目标合理, 指标明确 and 编制细化 is three items, called by what is asked of each; and so is 资产管理 over
    账实相符 alone in a table whose criteria are all such names.
    """
    shared: dict[str, list[int]] = {}
    for index in lines:
        shared.setdefault(reading.lines[index].names[-1].block, []).append(index)
    criteria = {cell.line: cell.block for cell in reversed(reading.cells) if cell.role == "rule"}
    told_apart = False
    for alike in shared.values():
        texts = [_first_clause(document.block(criteria[i]).normalised) for i in alike if i in criteria]
        tell_apart = len(alike) > 1 and len(alike) == len(texts) == len(set(texts))
        if tell_apart and all(0 < len(text) <= _LONGEST for text in texts):
            told_apart = True
            yield from ((i, plain_name(text, rules)) for i, text in zip(alike, texts, strict=True))

    texts_of = {i: document.block(criteria[i]).normalised for alike in shared.values() for i in alike if i in criteria}
    if told_apart and all(_NAME.fullmatch(squash(text)) for text in texts_of.values()):
        alone = (alike[0] for alike in shared.values() if len(alike) == 1 and alike[0] in texts_of)
        yield from ((i, plain_name(texts_of[i], rules)) for i in alone)


def _first_clause(text: str) -> str:
    """目标设定合理，依据充分的得5分 is called 目标设定合理."""
    return squash(_CLAUSE_END.split(text.strip(), maxsplit=1)[0])
