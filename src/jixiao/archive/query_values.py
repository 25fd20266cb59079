"""The values of conditions: years, numbers and ranges as people type them, to ranges of integers and bounds in the record's units."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import regex

from jixiao.errors import JixiaoError
from jixiao.normalise import normalise
from jixiao.numbers import money_in_wan, read_numeral

Unit = Literal["万元", "%", "分"]
_FIRST_YEAR, _LAST_YEAR = 1949, 2100


class UnreadableValueError(JixiaoError):
    """A value that is no year, number or range; its text is the reason, without a full stop."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """From `low` to `high`; None is open. Whether the ends belong to it is said beside."""

    low: Decimal | None = None
    high: Decimal | None = None
    low_included: bool = True
    high_included: bool = True

    def contain(self, value: Decimal) -> bool:
        """Whether a number lies within."""
        above = self.low is None or self.low < value or (self.low_included and self.low == value)
        below = self.high is None or value < self.high or (self.high_included and self.high == value)
        return above and below


@dataclass(frozen=True, slots=True)
class Quantity:
    """Bounds and what they are bounds of: money in 万元, a ratio in percent, or a count in `unit` (None is any)."""

    bounds: Bounds
    kind: Literal["amount", "ratio", "count"]
    unit: str | None = None


_DASH = r"\s*(?:-|~|～|—+|–|至|到|\.\.+)\s*"
_YEAR = regex.compile(r"(?<year>\d{4})\s*(?:年度?)?")
_YEARS = regex.compile(rf"(?:(?<from>\d{{4}})\s*(?:年度?)?)?{_DASH}(?:(?<to>\d{{4}})\s*(?:年度?)?)?")
_NUMBER = r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|-?\.\d+"
_UNIT = r"[^\d\s.,~-]*?"
_ONE = regex.compile(rf"(?<number>{_NUMBER})\s*(?<unit>{_UNIT})")
_RANGE = regex.compile(rf"(?<low>{_NUMBER})\s*(?<low_unit>{_UNIT}){_DASH}(?<high>{_NUMBER})\s*(?<unit>{_UNIT})")


def years_of(sign: str, value: str) -> tuple[tuple[int | None, int | None], ...]:
    """The ranges of years that are meant, ends included.

    >>> years_of(":", "2021-2023,2019年度"), years_of(">=", "2021"), years_of("<", "2021")
    (((2021, 2023), (2019, 2019)), ((2021, None),), ((None, 2020),))
    """
    if sign in (">", ">=", "<", "<="):
        year = _year(value)
        return ((year + (sign == ">"), None),) if sign.startswith(">") else ((None, year - (sign == "<")),)
    return tuple(_years(part.strip()) for part in regex.split(r"[,、;；]", value) if part.strip())


def _years(part: str) -> tuple[int | None, int | None]:
    found = _YEARS.fullmatch(part)
    if found is None:
        return (_year(part),) * 2
    first, last = (found[name] and _year(found[name]) for name in ("from", "to"))
    if not first and not last:
        raise UnreadableValueError(f"“{part}”里没有年份，例如 2021-2023")
    if first and last and first > last:
        raise UnreadableValueError(f"“{part}”前大后小，请写成 {last}-{first}")
    return first or None, last or None


def _year(part: str) -> int:
    found = _YEAR.fullmatch(part.strip())
    if found is None or not _FIRST_YEAR <= int(found["year"]) <= _LAST_YEAR:
        raise UnreadableValueError(f"“{part}”不是年份，请写四位数字，例如 2023 或 2021-2023")
    return int(found["year"])


def bounds_of(sign: str, value: str, default: Unit) -> Quantity:
    """The bounds that are meant, in 万元, percent or the unit counted; a number without a unit is in `default`.

    >>> bounds_of(">", "2亿元", "万元")
    Quantity(bounds=Bounds(low=Decimal('20000'), high=None, low_included=False, high_included=True), kind='amount', unit=None)
    >>> bounds_of(":", "80-90", "分").bounds.high
    Decimal('90')
    """
    value = normalise(value).strip()
    ranged = _RANGE.fullmatch(value)
    if ranged is not None:
        if sign not in ("=", ":", "!="):
            raise UnreadableValueError(f"“{sign}{value}”既比大小又是范围，请写成 ={value}")
        unit = ranged["unit"] or ranged["low_unit"] or default
        low, kind, counted = _in_unit(ranged["low"], ranged["low_unit"] or unit, default)
        high, other_kind, _ = _in_unit(ranged["high"], unit, default)
        if kind != other_kind:
            raise UnreadableValueError(f"“{value}”前后单位不同")
        if low > high:
            raise UnreadableValueError(f"“{value}”前大后小，请把小的写在前面")
        return Quantity(Bounds(low, high), kind, counted)
    single = _ONE.fullmatch(value)
    if single is None:
        raise UnreadableValueError(f"“{value}”不是数，例如 90、10万元、1.2亿元、53%、10-20")
    number, kind, counted = _in_unit(single["number"], single["unit"] or default, default)
    return Quantity(_bounds(sign, number), kind, counted)


def _bounds(sign: str, number: Decimal) -> Bounds:
    if sign in (">", ">="):
        return Bounds(low=number, low_included=sign == ">=")
    if sign in ("<", "<="):
        return Bounds(high=number, high_included=sign == "<=")
    return Bounds(number, number)


def _in_unit(number: str, unit: str, default: Unit) -> tuple[Decimal, Literal["amount", "ratio", "count"], str | None]:
    try:
        value = read_numeral(number).value
    except ValueError as error:
        raise UnreadableValueError(f"“{number}”不是一个数") from error
    if default == "分":
        if unit != "分":
            raise UnreadableValueError(f"得分的单位是分，不是“{unit}”")
        return value, "count", None
    if unit in ("%", "‰", "百分点"):
        return (value / 10 if unit == "‰" else value), "ratio", None
    if unit.endswith("元") or unit in ("万", "亿"):
        try:
            return value * money_in_wan(unit), "amount", None
        except KeyError:
            raise UnreadableValueError(f"不认得单位“{unit}”，可以写 元、万元、亿元、%") from None
    return value, "count", unit
