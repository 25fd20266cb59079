"""Sentences of a paragraph in another order, where each stands for itself."""

from __future__ import annotations

from random import Random

import regex

from jixiao.document import Document
from jixiao.record import Record

from .texts import rewritten

_YEAR = regex.compile(r"20[0-9]{2}年|[上去今明前]年|年[初末底]|同比|同期|当年|本年|全年")
_LEANS = regex.compile(
    r"^(?:其中|其|该|此|上述|以上|这|另|同时|此外|并|但|而|与|比|较|同比|剩余|余|各|分别|据此|因此|合计|共|总|[一二三四五六七八九十]是"
    r"|增|减|下降|上升|占|主要|原因|[（(]?[一二三四五六七八九十0-9]+[)）.、．]|年末|年底|截至|目前|评价|满意|评分|扣|得|自评|本)"
)


def reordered(document: Document, record: Record, random: Random) -> Document:
    """The sentences after the first in any order; a paragraph whose sentences lean on one another stays.

    A sentence leans on another if it opens with a word that points back, if the paragraph speaks of several times, or of
    points (a score belongs to what was named before it).
    """
    texts = {}
    for block in document.blocks:
        if block.kind == "paragraph" and block.table is None:
            texts[block.id] = _reordered(block.text, random)
    return rewritten(document, texts)


def _reordered(text: str, random: Random) -> str:
    sentences = [sentence for sentence in regex.findall(r"[^。]*。?", text) if sentence]
    if len(sentences) < 3 or not all(sentence.endswith("。") for sentence in sentences):
        return text
    first, *rest = sentences
    if len(set(_YEAR.findall(text))) > 1 or any(_LEANS.match(sentence) for sentence in rest) or "分" in text:
        return text
    moved = rest[:]
    random.shuffle(moved)
    return first + "".join(moved if moved != rest else rest[::-1])
