"""A document to the same without stray spaces beside its digits, and a record of that back to what is printed.

"共 12 个项目，支出 1,210.74 万元" is how word processors and PDF printers set 共12个项目，支出1,210.74万元. No later stage has to
allow for it: it reads the closed-up text, and every place and quotation of the record is then put back to the printed one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import regex
from msgspec.structs import replace

from jixiao.document import Block, Document, Span
from jixiao.record import Record, RecordBlock

_BESIDE = "\u0020\u00a0\u2002-\u200a\u202f\u3000"
_STRAY = regex.compile(
    rf"(?<=[\p{{Han}}，。；：、（“])[{_BESIDE}]{{1,5}}(?=[\d０-９])(?![\d０-９.．]+[{_BESIDE}]*分(?:[，。；)）]|$))|(?<=[\d０-９％%])[{_BESIDE}]{{1,5}}(?=[\p{{Han}}％%‰，。；：、）”])"
)
"""Points stay apart from a name before them: 1.预算编制质量 9分."""

_ORDINAL = regex.compile(
    r"(?:(?!(?:19|20)\d\d\s*年)[\d０-９]{1,7}|[\s\p{P}⒈-⒛㈠-㈩①-⑳一二三四五六七八九十第部分章节编篇附件表图])*"
)
"""What may open a heading, where a space parts ordinal and title: 第一部分 2023年决算, 1.1 资金到位."""

_ASIDE = ("contents", "header", "footer")
_AS_READ = ("source", "extractor", "blocks", "tables", "warnings")


def closed_up(document: Document) -> Document:
    """The document as if no space stood between digits and the words or units beside them; tables of contents stay."""
    blocks = tuple(_closed(block) for block in document.blocks)
    changed = any(new is not old for new, old in zip(blocks, document.blocks, strict=True))
    return replace(document, blocks=blocks) if changed else document


def as_printed(record: Record, closed: Document, printed: Document) -> Record:
    """A record of the closed-up document as one of the printed: its blocks, places and quotations."""
    if closed is printed:
        return record
    pairs = zip(closed.blocks, printed.blocks, strict=True)
    places = {new.id: _places(old.text) for new, old in pairs if new is not old}
    texts = {block.id: block.text for block in printed.blocks}
    return record.model_copy(
        update={name: _placed(value, places, texts) for name, value in record if name not in _AS_READ and value}
        | {"blocks": tuple(_reprinted(block, texts) for block in record.blocks)}
    )


def _closed(block: Block) -> Block:
    if block.kind in _ASIDE or not _STRAY.search(block.text):
        return block
    kept = _places(block.text)[:-1]
    if len(kept) == len(block.text):
        return block
    boxes = tuple(block.boxes[place] for place in kept) if block.boxes else ()
    return replace(block, text="".join(block.text[place] for place in kept), boxes=boxes)


def _places(text: str) -> list[int]:
    """Where each character of the closed-up text stands in the printed one, and where that ends.

    >>> _places("共 12 个")
    [0, 2, 3, 5, 6]
    """
    opening = _ORDINAL.match(text)
    after = opening.end() if opening else 0
    stray = {place for found in _STRAY.finditer(text, after) for place in range(*found.span())}
    return [place for place in range(len(text) + 1) if place not in stray]


def _reprinted(block: RecordBlock, texts: Mapping[str, str]) -> RecordBlock:
    return block if block.text == texts[block.id] else block.model_copy(update={"text": texts[block.id]})


def _placed(value: Any, places: Mapping[str, list[int]], texts: Mapping[str, str]) -> Any:
    """A value of the record with every span, and every quotation of one, as printed."""
    if isinstance(value, Span):
        return _moved(value, places[value.block]) if value.block in places else value
    if isinstance(value, tuple):
        return tuple(_placed(each, places, texts) for each in value)
    if not hasattr(value, "model_copy"):
        return value
    inside = {
        name: _placed(each, places, texts)
        for name, each in value
        if isinstance(each, Span | tuple) or hasattr(each, "model_copy")
    }
    span = inside.get("span")
    if isinstance(span, Span) and span.block in places and hasattr(value, "text"):
        inside["text"] = texts[span.block][span.start : span.end]
    return value.model_copy(update=inside)


def _moved(span: Span, places: list[int]) -> Span:
    """Where a stretch of the closed-up text is printed; an empty one stays before what it stood before."""
    end = places[span.end - 1] + 1 if span.end > span.start else places[span.start]
    return Span(span.block, places[span.start], end, span.boxes)
