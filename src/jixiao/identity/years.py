"""A title to the year that it reports on."""

from __future__ import annotations

from jixiao.normalise import normalise
from jixiao.numbers import read_year
from jixiao.patterns import Rules


def year_of_title(title: str, rules: Rules) -> int | None:
    """The year that a title reports on, which is not the year it plans; of a span (2021-2023年) the last."""
    written = normalise(title)
    if closed := rules.pattern("title_year_closed").search(written):
        return read_year(closed["year"])
    years = [read_year(found["year"]) for found in rules.pattern("title_year").finditer(written)]
    return years[-1] if years else None
