"""A figure's headers to its year, its measure and its direction: 2018年决算数 is of 2018 and final."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from jixiao.patterns import Rules
from jixiao.record import Direction, Measure

_MEASURES: tuple[tuple[Measure, str], ...] = (
    ("change", "column_measure_change"),
    ("received", "column_measure_received"),
    ("adjusted", "column_measure_adjusted"),
    ("final", "column_measure_final"),
    ("budget", "column_measure_budget"),
    ("balance", "column_measure_balance"),
    ("carryover", "column_measure_carryover"),
)
_HEADS = 4096
"""Headers whose meaning is remembered: each is asked for by every figure under it."""


def year_named(text: str, report_year: int | None, rules: Rules) -> int | None:
    """The year that a header names, also as 上年; the year that a change is measured against is not meant.

    >>> from jixiao.patterns import load_rules
    >>> [year_named(text, 2023, load_rules()) for text in ("2018年决算数", "上年决算数", "较2022年增减", "上年结转", "执行率")]
    [2018, 2022, None, 2023, None]
    """
    year, years_off = rules.once(_years)(text)
    return report_year + years_off if years_off is not None and report_year is not None else year


def _years(rules: Rules) -> Callable[[str], tuple[int | None, int | None]]:
    return lru_cache(_HEADS)(lambda text: _year_told(text, rules))


def _year_told(text: str, rules: Rules) -> tuple[int | None, int | None]:
    """The year that a header names, or how far the one it speaks of is from the report's (上年: -1)."""
    own = rules.pattern("comparison_base").sub("", text)
    if found := rules.pattern("header_year").search(own):
        return int(found["year"]), None
    relative = rules.maps["relative_years"]
    word = max((word for word in relative if word in own), key=len, default=None)
    return None, int(relative[word]) if word is not None else None


def year_of(paths: Iterable[str], report_year: int | None, rules: Rules) -> int | None:
    """The year that the first of some headers names, else that of the report."""
    named = (year_named(text, report_year, rules) for text in paths)
    return next((year for year in named if year is not None), report_year)


def measure_of(
    columns: Sequence[str], rows: Sequence[str], caption: str | None, is_budget: bool, rules: Rules
) -> Measure | None:
    """Which figure of a thing stands in a cell, by its columns from the inside out, then its rows, then the caption.

    >>> from jixiao.patterns import load_rules
    >>> measure_of(["全年预算数"], ["上年结转资金"], None, False, load_rules())
    'adjusted'
    >>> measure_of(["2021年支出"], ["危桥改造"], None, False, load_rules())
    'final'

    In a budget what is neither spent nor received yet is planned.
    """
    if any(rules.any_of("column_no_measure").search(text) for text in columns):
        return None
    no_measure, strong_in = rules.any_of("not_a_measure"), rules.once(_strong)
    heads = frozenset(rules.words["column_measure_final"])
    # 预算执行 over a column, though 预算执行 in a name is no measure
    words = [own for text in (*columns, *rows) if (own := no_measure.sub("", text) or text * (text in heads))]
    strong = next((found for text in words if (found := strong_in(text))), None)
    if strong is None and caption:
        own = no_measure.sub("", caption)
        strong = strong_in(own)
        comes_or_goes = any(rules.any_of("column_measure_final_weak").search(text) for text in words)
        if strong == "carryover" and comes_or_goes:
            strong = None  # 收支结余表: the income in its rows is not what was left
        else:
            words.append(own)
    if strong in ("final", None) and any(rules.any_of("row_is_balance").search(text) for text in rows):
        return "balance"
    if strong is not None:
        return strong
    if any(rules.any_of("column_measure_carryover_weak").search(text) for text in words):
        return "carryover"
    if any(rules.any_of("column_measure_final_weak").search(text) for text in words):
        return "budget" if is_budget else "final"
    return "budget" if is_budget else None


def direction_of(columns: Sequence[str], rows: Sequence[str], rules: Rules) -> Direction | None:
    """Up or down where a header says one of them; 增减 leaves it to the sign."""
    for text in (*columns[:1], *rows[:1]):
        if rules.any_of("either_direction").search(text):
            return None
        if rules.any_of("column_increase").search(text):
            return "increase"
        if rules.any_of("column_decrease").search(text):
            return "decrease"
    return None


def _strong(rules: Rules) -> Callable[[str], Measure | None]:
    """The measure that the words of a header name, whatever stands beside it."""
    searches = [(measure, rules.any_of(words).search) for measure, words in _MEASURES]
    return lru_cache(_HEADS)(lambda text: next((measure for measure, search in searches if search(text)), None))
