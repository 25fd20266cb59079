"""A document with some of its texts rewritten."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec.structs import replace

from jixiao.document import Block, Document

ASIDE = ("header", "footer", "contents")


def rewritten(document: Document, texts: Mapping[str, str]) -> Document:
    """The same document with other texts for some blocks, by id."""
    return replace(document, blocks=tuple(_with(block, texts.get(block.id, block.text)) for block in document.blocks))


def everywhere(document: Document, change: Callable[[str], str]) -> Document:
    """The same document with every text changed alike."""
    return rewritten(document, {block.id: change(block.text) for block in document.blocks})


def _with(block: Block, text: str) -> Block:
    """An automatic ordinal stands at the start of the text; where that changed it counts as typed."""
    kept = block.numbering if block.numbering and text.startswith(block.numbering) else None
    return replace(block, text=text, numbering=kept, boxes=())
