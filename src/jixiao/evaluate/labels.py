"""Two labels to a verdict: does the one read name the same quantity as one of those a person accepts."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from jixiao.normalise import normalise
from jixiao.patterns import Rules

_NO_WORD = regex.compile(r"[\s\p{P}\p{S}]+")
_LONGER = 5
_AT_LEAST = 3
_RELATIONS = ("same_label_share", "same_label_rise", "same_label_fall")


def same_label(read: str | None, accepted: Sequence[str], rules: Rules) -> bool:
    """Whether a label will do: equal to one of those accepted, or nearly so.

    Nearly is: one holds the other and little more, nothing in that is a negation, and both end in a share, a rise or a
    fall ("三公经费下降") or neither does. What names only a relation or a column counts where it is the best label.
    """
    mine = tidy(read or "", rules)
    if not mine:
        return False
    for rank, label in enumerate(accepted):
        wanted = tidy(label, rules)
        if mine == wanted and not (rank and not _split(wanted, rules)[0]):
            return True
        columns = {mine, wanted} if rank else {mine}
        if columns.isdisjoint(rules.words["same_label_column"]) and _nearly(mine, wanted, rules):
            return True
    return False


def tidy(label: str, rules: Rules) -> str:
    """A label without punctuation and without opening words that change nothing ("其中：“三公”经费" is 三公经费)."""
    text = _NO_WORD.sub("", normalise(label))
    opening = rules.any_of("same_label_opening")
    while (found := opening.match(text)) and len(text) - found.end() >= _AT_LEAST:
        text = text[found.end() :]
    return text


def _nearly(mine: str, wanted: str, rules: Rules) -> bool:
    (mine, relation), (wanted, other) = _split(mine, rules), _split(wanted, rules)
    long, short = (mine, wanted) if len(mine) > len(wanted) else (wanted, mine)
    if relation != other or len(short) < _AT_LEAST or short not in long:
        return False
    if rules.any_of("same_label_negation").search(long.replace(short, "", 1)):
        return False
    return len(mine) <= len(wanted) + _LONGER and 5 * len(mine) >= 3 * len(wanted)


def _split(label: str, rules: Rules) -> tuple[str, str]:
    """The thing and which relation of it is meant: 三公经费下降 is the fall of 三公经费."""
    for relation in _RELATIONS:
        ending = max((word for word in rules.words[relation] if label.endswith(word)), key=len, default="")
        if ending:
            return label.removesuffix(ending), relation
    return label, ""
