"""What jixiao remembers of the phrases of one report for the next, forgotten: a report measured again and again is new each time."""

from __future__ import annotations

from jixiao.patterns import load_rules


def forget_phrases() -> None:
    """Forget labels and words of phrases, and what texts hold; what is made of the rules once and for all stays."""
    rules = load_rules()
    for made in (*rules._made.values(), rules._missing):
        if clear := getattr(made, "cache_clear", None):
            clear()
