"""Chinese text to words: the one door to jieba, which cuts with the project's own lexicon only.

jieba's full dictionary is never loaded (1.9 s, 85 MB): a label needs the terms of budgets kept whole and the words around
them told apart, and every such word stands in patterns/.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import jieba

from jixiao.normalise import normalise
from jixiao.patterns import Rules

_LISTS = (
    "fiscal_terms", "common_words", "label_generic", "label_kept_whole", "label_opening", "label_closing",
    "label_cut", "label_verbs", "topic_tail", "not_a_measure", "budget_changes", "label_time", "label_connectives",
)  # fmt: skip


def cut(text: str, rules: Rules) -> tuple[str, ...]:
    """The words of a normalised text; what the lexicon does not know comes out as single characters.

    >>> from jixiao.patterns import load_rules
    >>> cut("我部门其他收入为", load_rules())
    ('我部门', '其他收入', '为')
    """
    cutter = _cutter(tuple(rules.words[name] for name in _LISTS))
    route: dict[int, tuple[float, int]] = {}
    # get_DAG and calc are what jieba.cut runs on each block of Chinese; run on the whole, they keep “三公”经费 in one
    cutter.calc(text, cutter.get_DAG(text), route)
    return tuple(_along(text, route))


def _along(text: str, route: dict[int, tuple[float, int]]) -> Iterator[str]:
    at = 0
    while at < len(text):
        end = route[at][1] + 1
        yield text[at:end]
        at = end


@lru_cache(maxsize=4)
def _cutter(lists: tuple[tuple[str, ...], ...]) -> jieba.Tokenizer:
    """A tokenizer over these words alone: fewer words win, which with one weight for all means longer ones."""
    cutter = jieba.Tokenizer()
    words = {normalise(word) for words in lists for word in words}
    frequencies = {word[:end]: 0 for word in words for end in range(1, len(word))}
    frequencies.update(dict.fromkeys(words, 10))
    cutter.FREQ = frequencies
    cutter.total = sum(frequencies.values())
    cutter.initialized = True
    return cutter
