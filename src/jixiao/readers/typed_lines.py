"""A document typed as on a typewriter to one of paragraphs and tables: lines ended by hand run on, columns of blanks are cells.

Who types so ends each line with the return key, within a sentence too, and sets tables with runs of blanks or tabs. No
file format tells this; it shows in the lines: all are short, most are about as long as the longest, and many end in the
middle of a sentence. A document that has a single long paragraph is typed otherwise and stays as it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from jixiao.document import Block, Document
from jixiao.readers.typed_tables import with_typed_tables

_LONGEST = 60.0  # ems of a line that a hand ended
_FULL = 0.75  # of the longest line
_FEWEST = 8  # lines that break off within a sentence
_SHARE = 0.25  # of all lines
_ENDS = tuple("。！？：；.!?:;）)”〕")
_OPENED = re.compile(
    r"[（(]?(?:[一二三四五六七八九十]{1,3}|[0-9０-９]{1,2})(?:[)）、]|[.．](?![0-9０-９]))"
    r"|第[一二三四五六七八九十]+[章节部]|[①-⑳]|[一二三四五六七八九十]是|[-—]{2}|附[件表]"
)


def as_paragraphs(document: Document) -> Document:
    """The document with its typed tables as tables and, where lines were ended by hand, its sentences in one block."""
    document = with_typed_tables(document)
    return replace(document, blocks=tuple(_joined(document.blocks))) if _is_typed(document.blocks) else document


def _is_line(block: Block) -> bool:
    return block.kind == "paragraph" and block.level is None and block.numbering is None and not block.centred


def _is_typed(blocks: Sequence[Block]) -> bool:
    """Whether the lines of a document were ended by hand."""
    if any(len(block.text) > 2 * _LONGEST and _is_line(block) for block in blocks):
        return False
    lines = [block for block in blocks if _is_line(block)]
    if len(lines) < _FEWEST:
        return False
    longest = max(_width(line.text) for line in lines)
    if longest > _LONGEST:
        return False
    broken = sum(_runs_on(above, below, longest) for above, below in pairwise(blocks))
    return broken >= max(_FEWEST, _SHARE * len(lines))


def _runs_on(above: Block, below: Block, longest: float) -> bool:
    """Whether a line goes on in the next: it is as good as full, ends no sentence, and the next opens nothing."""
    return (
        _is_line(above)
        and _is_line(below)
        and not above.text.endswith(_ENDS)
        and not _OPENED.match(below.text)
        and _width(above.text) >= _FULL * longest
    )


def _joined(blocks: Sequence[Block]) -> Iterator[Block]:
    longest = max(_width(block.text) for block in blocks if _is_line(block))
    kept = blocks[0]
    for above, below in pairwise(blocks):
        if _runs_on(above, below, longest):
            boxes = (*kept.boxes, *below.boxes)
            kept = replace(kept, text=kept.text + below.text, boxes=boxes)
        else:
            yield kept
            kept = below
    yield kept


def _width(text: str) -> float:
    """How wide a line is in ems; a wide character is one, a letter or digit half."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)
