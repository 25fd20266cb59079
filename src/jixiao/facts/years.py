"""The statements of one passage to the years they speak of: clause, sentence, paragraph, heading, report, in that order.

A year that is only compared with (较2022年) belongs to the figure compared with; a change belongs to its own year.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, takewhile

from jixiao.facts.clauses import CLAUSE, Quantity
from jixiao.facts.unsaid import Labelled
from jixiao.patterns import Rules


def years_of(
    labelled: Sequence[Labelled], heading_year: int | None, report_year: int | None, rules: Rules
) -> list[int | None]:
    """One year a statement, or None where nothing tells it."""
    stated = {year for each in labelled for year in (*each.statement.quantity.years, *each.statement.quantity.compared)}
    default = heading_year if heading_year and (not stated or heading_year in stated) else report_year
    paragraph: int | None = None
    current: int | None = None
    sentence = -1
    waiting: list[int] = []
    known: dict[str, int] = {}
    came_from: int | None = None
    out: list[int | None] = []
    for at, each in enumerate(labelled):
        quantity = each.statement.quantity
        if quantity.sentence != sentence:
            sentence, current, came_from = quantity.sentence, paragraph, None
        waiting = _in_turn(labelled, at, waiting, rules)
        named = waiting[0] if waiting else quantity.years[-1] if quantity.years else None
        earlier = named is not None and not quantity.opens_sentence and named < _latest_known(each.label, known, named)
        if named is not None and not earlier:
            pair = known.get(each.label, named) != named
            current = named
            if paragraph is None or (quantity.opens_sentence and not pair):
                paragraph = current
        year = named if earlier else current or default
        if named is None and each.statement.form in ("figure", "count", "share", "completion"):
            year = _relative(each, year, default, rules)
        if each.statement.form == "base":
            year = _base_year(each, year if each.statement.base or named else came_from or year, rules)
            came_from = year
        elif each.statement.form == "change" and each.of in known and year:
            year = max(year, known[each.of])
        elif each.statement.form == "figure" and year:
            known[each.label] = max(year, known.get(each.label, year))
        out.append(year)
    return out


def _relative(each: Labelled, year: int | None, default: int | None, rules: Rules) -> int | None:
    """去年执行率为91.4%，今年为96.9%: a word of time in the clause itself; 上年结转 belongs to the year it came into."""
    quantity = each.statement.quantity
    if default is None:
        return year
    said = quantity.before[-8:] + quantity.lead
    for words, shift in (("time_before", -1), ("time_after", 1), ("time_now", 0)):
        if rules.find(words, said):
            return default + shift
    return year


def _latest_known(label: str, known: dict[str, int], default: int) -> int:
    """The latest year of which the passage has told this figure: 全年支出…，2020年支出… are the same of two years."""
    return max([default, *(year for name, year in known.items() if name.endswith(label) or label.endswith(name))])


def _in_turn(labelled: Sequence[Labelled], at: int, waiting: list[int], rules: Rules) -> list[int]:
    """2021年、2022年支出分别为A和B: the years still to be given out, the first of them to this statement.

    Those of a period (2021—2023年执行率分别为A、B和C) only where as many figures follow.
    """
    quantity = labelled[at].statement.quantity
    if len(quantity.years) > 1 and rules.find("in_turn", quantity.lead):
        return list(quantity.years)
    if quantity.period and rules.find("in_turn", quantity.lead):
        rest = takewhile(lambda each: _goes_on(each.statement.quantity), islice(labelled, at + 1, None))
        return list(quantity.period) if 1 + sum(1 for _ in rest) == len(quantity.period) else []
    return waiting[1:] if _goes_on(quantity) else []


def _goes_on(quantity: Quantity) -> bool:
    """Whether a list of figures goes on: nothing but a mark since the number before."""
    return not quantity.years and quantity.stop <= CLAUSE and not quantity.lead.strip(" 、和与及")


def _base_year(each: Labelled, year: int | None, rules: Rules) -> int | None:
    """较2021年的 names it; 上年 is the year before; 年初预算 is the same year."""
    if each.statement.quantity.compared:
        return each.statement.quantity.compared[-1]
    if year and rules.any_of("year_before").search(each.statement.base):
        return year - 1
    return year
