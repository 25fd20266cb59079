"""Chinese text to words, by the project's own lexicon: of all ways to cut a text, the one into the fewest words.

It is what jieba's word graph does with a lexicon in which all words weigh the same; with these few lines its import
(0.15 s, most of it pkg_resources) and its dictionary (1.9 s, 85 MB), of which nothing is wanted here, are spared.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import log
from typing import NamedTuple, TypeAlias

from jixiao.normalise import normalise
from jixiao.patterns import Rules

_LISTS = (
    "fiscal_terms", "common_words", "label_generic", "label_kept_whole", "label_opening", "label_closing",
    "label_cut", "label_verbs", "topic_tail", "not_a_measure", "budget_changes", "label_time", "label_connectives",
)  # fmt: skip
_PHRASES = 2048
"""Phrases whose words are remembered."""
_WEIGHT = 10
"""How many times likelier a word of the lexicon is than a character of none."""
_SCALE = 1_000_000  # logarithms are whole numbers of millionths: ways that are worth the same are told to be, exactly
_WORD = ""  # the branch of a tree that says that a word ends here
_Tree: TypeAlias = dict[str, "_Tree"]


def cut(text: str, rules: Rules) -> tuple[str, ...]:
    """The words of a normalised text; what the lexicon does not know comes out as single characters.

    >>> from jixiao.patterns import load_rules
    >>> cut("我部门其他收入为", load_rules())
    ('我部门', '其他收入', '为')
    """
    return rules.once(_cutting)(text)


def _cutting(rules: Rules) -> Callable[[str], tuple[str, ...]]:
    """Texts to words by one lexicon; a stage asks about the same phrase several times, and so do the next pages."""
    lexicon = _lexicon(rules)
    return lru_cache(_PHRASES)(lambda text: (text,) if text in lexicon.words else _along(text, _ends(text, lexicon)))


class _Lexicon(NamedTuple):
    """The words, also as a tree of characters; what a word counts for, and a character that is in none."""

    words: frozenset[str]
    tree: _Tree
    known: int
    unknown: int


def _lexicon(rules: Rules) -> _Lexicon:
    words = frozenset(normalise(word) for name in _LISTS for word in rules.words[name])
    tree: _Tree = {}
    for word in words:
        node = tree
        for character in word:
            node = node.setdefault(character, {})
        node[_WORD] = {}
    return _Lexicon(words, tree, round(-_SCALE * log(len(words))), round(-_SCALE * log(_WEIGHT * len(words))))


def _ends(text: str, lexicon: _Lexicon) -> list[int]:
    """For each character, where a word that begins there had best end, told from the end of the text backwards."""
    _, tree, known, unknown = lexicon
    length = len(text)
    characters = tuple(text)
    ends = list(range(1, length + 1))
    worth = [0] * (length + 1)
    for start in range(length - 1, -1, -1):
        best, end = None, start
        node = tree.get(characters[start])
        while node:
            end += 1
            if _WORD in node and (best is None or worth[end] >= best):
                best, ends[start] = worth[end], end
            if end == length:
                break
            node = node.get(characters[end])
        worth[start] = unknown + worth[start + 1] if best is None else known + best
    return ends


def _along(text: str, ends: list[int]) -> tuple[str, ...]:
    words: list[str] = []
    at = 0
    while at < len(text):
        words.append(text[at : ends[at]])
        at = ends[at]
    return tuple(words)
