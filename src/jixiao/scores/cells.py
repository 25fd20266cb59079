"""Phrases in cells to those that state the total of the report: forms put a sentence, or 自评得分：97.5分, into one cell.

Everything else that a cell says of points is a criterion or a reason; scoring tables are read by their columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from jixiao.mentions import Mention
from jixiao.patterns import Rules
from jixiao.scores.phrases import Phrase

_LEAST = Decimal(40)
"""A smaller number is rather the score of one indicator, told in the reason for it."""


def told_in_cells(phrases: Sequence[Phrase], rules: Rules) -> tuple[Phrase, ...]:
    """The phrases of the cells that state the total; none where cells state different ones, as in a table of projects."""
    totals = {phrase.passage.block: total for phrase in phrases if (total := _total(phrase, rules)) is not None}
    if len({mention.value for mention in totals.values()}) != 1:
        return ()
    return tuple(phrase for phrase in phrases if phrase.passage.block in totals)


def _total(phrase: Phrase, rules: Rules) -> Mention | None:
    mention = phrase.of("total") or phrase.of("score")
    if mention is None or mention.value is None or mention.value < _LEAST or phrase.listed or phrase.each:
        return None
    general = phrase.subject.kind == "none" and rules.pattern("score_of_all").search(phrase.cue) is not None
    return mention if (general or phrase.subject.kind == "report") and not phrase.subject.part else None
