"""Text to the form it is searched in, and to the pairs of characters that the index keeps of it.

What the eye does not tell apart, or a person does not type, makes no difference to a search: width and case, white space (a
PDF has it inside "9.9 万元"), quotation marks ("三公经费" finds “三公”经费). Each character is folded by itself, so that a text
contains a word if, and only if, the folded text contains the folded word.

Words of Chinese are not told apart when a text is indexed: an index of a cutter's words misses what stands inside a longer
term. Every character begins a pair instead, and a phrase is its pairs in a row; trigrams would find no word of two characters.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from jixiao.normalise import normalise

LINE_END = "\uffff"
"""What follows the last character of a line in the index, so that no phrase reaches over two lines; no text contains it."""

_DROPPED = (
    " \n\r\t\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029\u200b\u200c\u200d\u2060\ufeff\u00ad\"'“”‘’„‟「」『』﹁﹂﹃﹄《》〈〉«»"
    + LINE_END
)
_ALIKE = dict(zip("，；！？．～", ",;!?.~", strict=True))
_TABLE = str.maketrans(_ALIKE) | dict.fromkeys((*range(32), *map(ord, _DROPPED), 127))
_ABOVE_ASCII = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
"""In the index ASCII stands in full width: SQLite's `ascii` tokenizer parts words at ASCII signs and nowhere else."""


def fold(text: str) -> str:
    """One line of text as it is searched.

    >>> fold("“三公”经费 ９.９ 万元（ＧＤＰ）")
    '三公经费9.9万元(gdp)'
    """
    return normalise(text).translate(_TABLE).casefold()


def fold_lines(text: str) -> str:
    """Each line folded by itself; as many lines as before."""
    return "\n".join(map(fold, text.split("\n")))


def folded_places(line: str) -> tuple[str, list[int]]:
    """A folded line, and for each of its characters the place in the line that it was made of.

    >>> folded_places("“三公”经费")
    ('三公经费', [1, 2, 4, 5])
    """
    folded, places = [], []
    for at, character in enumerate(line):
        for made in _fold_character(character):
            folded.append(made)
            places.append(at)
    return "".join(folded), places


@lru_cache(maxsize=8192)
def _fold_character(character: str) -> str:
    return fold(character)


def pairs(line: str) -> list[str]:
    """What the index keeps of a folded line: from every character on two, from the last on one and the end of the line.

    >>> [pair.replace(LINE_END, "|") for pair in pairs("接待费9")]
    ['接待', '待费', '费９', '９|']
    """
    wide = line.translate(_ABOVE_ASCII) + LINE_END
    return list(map("".join, pairwise(wide)))


def characters(text: str) -> list[str]:
    """The different characters of a folded text, for words of a single one."""
    return sorted(set(text.translate(_ABOVE_ASCII)) - {"\n"})


def phrase(word: str) -> list[str]:
    """A folded word as the index has it: its pairs, or the one character that it is.

    >>> phrase("接待费"), phrase("费")
    (['接待', '待费'], ['费'])
    """
    wide = word.translate(_ABOVE_ASCII)
    return list(map("".join, pairwise(wide))) or [wide]
