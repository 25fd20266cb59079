"""A report's beginning to the rules for it: the general ones, or those with the layout that claims it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from jixiao.normalise import normalise
from jixiao.patterns import Rules

_OPENING = 40
"""How many paragraphs from the start show whose report it is."""


def rules_for(paragraphs: Iterable[str], rules: Rules) -> Rules:
    """The rules of the first layout that claims a report of these paragraphs, a user's own before the built-in ones."""
    if not rules.layouts:
        return rules
    opening = normalise("\n".join(islice(paragraphs, _OPENING)))
    return next((layout.rules for layout in rules.layouts if layout.claims(opening)), rules)
