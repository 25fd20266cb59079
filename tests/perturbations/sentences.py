"""Sentences of a paragraph in another order, where each says the same when it stands alone."""

from __future__ import annotations

from collections import Counter
from random import Random

import regex
from msgspec.structs import replace

from jixiao import extract
from jixiao.document import Block, Document
from jixiao.record import Record

from .said import Said, of_fact
from .texts import rewritten

_SENTENCE = regex.compile(r"[^。]*。|[^。]+$")
_FIGURE = regex.compile(r"\d")
_YEAR = regex.compile(r"20\d\d")
_POINTS = regex.compile(r"\d\s*分")
_ALONE = "~"


def reordered(document: Document, record: Record, random: Random) -> Document:
    """The sentences in any order; a run-in heading stays in front, and so do all where one leans on those before it.

    Which lean is found by reading each as a paragraph of its own. A score belongs to what was named before it, and a year
    holds until the next is named, so that paragraphs with points or with several years stay as they are.
    """
    headed = {section.span.block for section in record.sections}
    alone = _by_paragraph(extract(_one_a_paragraph(document, headed)))
    together = _by_paragraph(record)
    years = {block.id: set(_YEAR.findall(block.text)) - {str(record.fiscal_year)} for block in document.blocks}
    for fact in record.facts:
        years[fact.span.block].add(str(fact.year))
    texts = {}
    for block in document.blocks:
        front, rest = _parts(block, headed)
        same_year = len(years[block.id]) < 2
        free = same_year and alone[block.id] == together[block.id] and not _POINTS.search(block.text)
        if len(rest) > 1 and free:
            moved = random.sample(rest, len(rest))
            texts[block.id] = "".join([*front, *(moved if moved != rest else rest[::-1])])
    return rewritten(document, texts)


def _parts(block: Block, headed: set[str]) -> tuple[list[str], list[str]]:
    """The sentences that stay in front, and those that may be moved, all closed by a stop."""
    if block.kind != "paragraph" or block.table or "\n" in block.text or not _FIGURE.search(block.text):
        return [block.text], []
    sentences = _SENTENCE.findall(block.text)
    count = int(block.id in headed)
    front, rest = sentences[:count], sentences[count:]
    return (front, rest) if all(sentence.endswith("。") for sentence in rest) else (sentences, [])


def _one_a_paragraph(document: Document, headed: set[str]) -> Document:
    """Every sentence a paragraph, a run-in heading with the first of its own."""
    blocks: list[Block] = []
    for block in document.blocks:
        front, rest = _parts(block, headed)
        first, *others = ["".join([*front, *rest[:1]]), *rest[1:]]
        blocks.append(replace(block, text=first, boxes=()))
        for number, sentence in enumerate(others):
            blocks.append(replace(block, id=f"{block.id}{_ALONE}{number}", text=sentence, numbering=None, boxes=()))
    return replace(document, blocks=tuple(blocks))


def _by_paragraph(record: Record) -> dict[str, Said]:
    found: dict[str, Said] = {block.id: Counter() for block in record.blocks}
    for fact in record.facts:
        found[fact.span.block.partition(_ALONE)[0]][of_fact(fact, record)] += 1
    return found
