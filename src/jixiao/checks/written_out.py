"""Calculations that a report writes out to checks: "在职人员控制率=79/86×100%=91.86%" is calculated again as it stands.

The numbers before the last = are no figures of their own; what they come to is compared with the figure behind it.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from jixiao.checks.arithmetic import Calculated, calculate, printed_before
from jixiao.checks.lookup import Lookup
from jixiao.checks.quoting import quoted
from jixiao.checks.rounding import Interval
from jixiao.checks.tellings import name_of
from jixiao.normalise import normalise
from jixiao.numbers import money_in_wan
from jixiao.record import Check, Fact, Rule

_EQUALS = ("=", "＝", "≈")
_OF_HUNDRED = ("%", "百分点")
_HUNDRED, _ONE = Decimal(100), Decimal(1)
_TWO_PLACES = Decimal("0.01")
_FAR = 2
"""A result so many times what is printed is rather misread than wrong."""
_FAR_APART = "两数相差过大，算式可能没有读全"


def written_checks(lookup: Lookup) -> Iterator[Check]:
    """One check for each figure with a calculation before it, in the order of the text."""
    for fact in lookup.figures:
        before = lookup.places.text(fact.span.block)[: fact.span.start].rstrip()
        if before.endswith(_EQUALS) and (found := _calculation(normalise(before[:-1]), fact)) is not None:
            yield _check(fact, *found, lookup)


def _calculation(text: str, fact: Fact) -> tuple[str, Calculated] | None:
    """The arithmetic at the end of a text, whose result a figure is; a bracket that opens before it is no part of it."""
    printed = printed_before(text)
    for arithmetic in (printed, printed.removeprefix("(")):
        calculated = calculate(arithmetic)
        if calculated is not None and _in_unit_of(fact, calculated):
            return arithmetic, calculated
    return None


def _in_unit_of(fact: Fact, calculated: Calculated) -> bool:
    """Whether the result is in the unit of the figure: a ratio of anything, else numbers of that unit or of none."""
    return fact.kind == "ratio" or calculated.unit in (None, fact.stated_unit or fact.unit)


def _times(fact: Fact, calculated: Calculated) -> tuple[Decimal, ...]:
    """What the result may have to be taken times to be in the figure's unit: ×100% may be written as ×100."""
    if fact.kind == "amount":
        return (money_in_wan(fact.stated_unit or "万元"),)
    if fact.unit not in _OF_HUNDRED:
        return (_ONE,)
    return (_HUNDRED,) if calculated.has_percent else (_HUNDRED, _ONE)


def _check(fact: Fact, arithmetic: str, calculated: Calculated, lookup: Lookup) -> Check:
    stated, value = lookup.figures.stands_for(fact.id), fact.value or Decimal(0)
    tried = [(abs(calculated.middle * times - value), times) for times in _times(fact, calculated)]
    times = min(tried)[1]
    middle = calculated.middle * times
    reach = Interval(calculated.reach.low * times, calculated.reach.high * times)
    last = fact.resolution or Decimal(0)
    holds, nearly = stated.meets(reach), stated.widened(last).meets(reach)
    is_far = not nearly and not value / _FAR <= middle <= value * _FAR
    places = min(_TWO_PLACES, fact.resolution or _TWO_PLACES)
    computed = middle.quantize(places, rounding=ROUND_HALF_UP) if middle % places else middle.normalize()
    told = f"算式{arithmetic}={computed:f}{fact.unit or ''}"
    apart = f"{abs(value - computed):f}{fact.unit or ''}"
    if holds:
        said = f"{name_of(fact)}与{told}相符"
    elif is_far:
        said = f"{name_of(fact)}与{told}相差{apart}，{_FAR_APART}，不能判断"
    else:
        said = f"{name_of(fact)}，而{told}，相差{apart}" + ("（末位尾差）" if nearly else "")
    rule: Rule = "ratio_definition" if fact.kind == "ratio" else "breakdown_sum"
    return Check(
        id=f"{rule}:{fact.id}:written", rule=rule,
        status="pass" if holds else "unverifiable" if is_far else "fail",
        severity=None if holds or is_far else "minor" if nearly else "error",
        stated=value, computed=None if is_far else computed, difference=None if is_far else value - computed,
        hint=None if holds or is_far else f"{quoted(fact.label)}应为{computed:f}{fact.unit or ''}，或者算式里有数写错",
        unit=fact.unit, operands=(fact.id,), message=f"{lookup.places.of_span(fact.span)}：{said}", spans=(fact.span,),
    )  # fmt: skip
