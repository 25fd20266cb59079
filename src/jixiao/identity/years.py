"""A title to the year that it reports on."""

from __future__ import annotations

import unicodedata

from jixiao.normalise import normalise
from jixiao.outline.lines import squash
from jixiao.patterns import Rules


def year_of_title(title: str, rules: Rules) -> int | None:
    """The year that a title reports on, which is not the year it plans; of a span (2021-2023年) the last."""
    written = normalise(title)
    if closed := rules.pattern("title_year_closed").search(written):
        return _number(closed["year"])
    years = [_number(found["year"]) for found in rules.pattern("title_year").finditer(written)]
    return years[-1] if years else None


def _number(year: str) -> int:
    """A year in digits or Chinese numerals; the round signs ○ and Ｏ are zeros.

    >>> _number("二○二二")
    2022
    """
    digits = [
        str(int(unicodedata.numeric(sign))) if unicodedata.numeric(sign, None) is not None else "0"
        for sign in squash(year)
    ]
    return int("".join(digits))
