"""Printed arithmetic to the values it may come to: "(412.6-356.2)/356.2×100%", each number with half of its last digit.

Only what is arithmetic throughout is calculated; a word, a stray bracket or two units make it None.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from jixiao.checks.rounding import Interval, last_digit, printed

_NUMBER = r"\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_UNIT = r"%|[万亿千]?元|人|个|项|户|件|次"
_UNIT_CHARACTERS = "万亿千元人个项户件次"
_TIMES, _OVER, _SIGNS = frozenset("×xX*＊"), frozenset("÷/／"), "-+×xX*＊÷/／"
_TOKEN = re.compile(rf"\s*(?:(?P<number>{_NUMBER})\s?(?P<unit>{_UNIT})?|(?P<sign>[{_SIGNS}()]))")
_CHARACTERS = f"0123456789.,， %(){_SIGNS}{_UNIT_CHARACTERS}"
_BREAK = re.compile(r"[=＝≈:;；。\n]|[,，](?!\d{3}(?!\d))")
_HUNDRED = Decimal(100)


class Calculated(NamedTuple):
    """What printed arithmetic comes to by its numbers as printed (`middle`) and by all that they stand for (`reach`).

    `unit` is that of its numbers, None where they have none; `has_percent` says that a percent sign is among them.
    """

    middle: Decimal
    reach: Interval
    unit: str | None
    has_percent: bool


class _Value(NamedTuple):
    middle: Decimal
    reach: Interval


class _NoArithmeticError(ValueError):
    """Something that cannot be calculated."""


def calculate(text: str) -> Calculated | None:
    """The value of printed arithmetic, normalised; None where it is none, has no operator or divides by nothing.

    >>> calculate("79/86×100%").middle.quantize(Decimal("0.0001"))
    Decimal('0.9186')
    >>> calculate("120万元+43万元").unit, calculate("86"), calculate("79/"), calculate("12万元+3人")
    ('万元', None, None, None)
    """
    tokens, at = [], 0
    while at < len(text.rstrip()):
        found = _TOKEN.match(text, at)
        if not found:
            return None
        tokens.append(found)
        at = found.end()
    units = {found["unit"] for found in tokens if found["unit"]}
    if len(units - {"%"}) > 1 or not any(found["sign"] not in (None, "(", ")") for found in tokens):
        return None
    reading = _Reading(tokens)
    try:
        value = reading.whole()
    except _NoArithmeticError:
        return None
    return Calculated(value.middle, value.reach, next(iter(units - {"%"}), None), "%" in units)


def printed_before(text: str) -> str:
    """The arithmetic at the end of a normalised text; "" where words amid it say that it begins further back.

    >>> printed_before("控制率=79/86×100%"), printed_before("预算完成率为35/40"), printed_before("支出50+税金35+80")
    ('79/86×100%', '35/40', '')
    """
    clause = _BREAK.split(text)[-1]
    words = clause.rstrip(_CHARACTERS)
    if any(sign in words for sign in _SIGNS):
        return ""
    return clause[len(words) :].lstrip(_UNIT_CHARACTERS + " ").rstrip()


class _Reading:
    """Tokens read from left to right, once: sums of products of numbers and brackets."""

    def __init__(self, tokens: list[re.Match[str]]) -> None:
        self.tokens, self.at = tokens, 0

    def whole(self) -> _Value:
        value = self._sum()
        if self.at < len(self.tokens):
            raise _NoArithmeticError
        return value

    def _sum(self) -> _Value:
        value = self._product()
        while (sign := self._sign()) in ("+", "-"):
            self.at += 1
            other = self._product()
            if sign == "-":
                other = _Value(-other.middle, other.reach.turned())
            ends = value.reach.low + other.reach.low, value.reach.high + other.reach.high
            value = _Value(value.middle + other.middle, Interval(*ends))
        return value

    def _product(self) -> _Value:
        value = self._one()
        while (sign := self._sign()) in _TIMES or sign in _OVER:
            self.at += 1
            other = self._one()
            if sign in _OVER:
                if other.reach.low <= 0 <= other.reach.high:
                    raise _NoArithmeticError
                other = _Value(1 / other.middle, Interval(1 / other.reach.high, 1 / other.reach.low))
            ends = [one * another for one in value.reach for another in other.reach]
            value = _Value(value.middle * other.middle, Interval(min(ends), max(ends)))
        return value

    def _one(self) -> _Value:
        if self._sign() == "(":
            self.at += 1
            value = self._sum()
            if self._sign() != ")":
                raise _NoArithmeticError
            self.at += 1
            return value
        if self.at >= len(self.tokens) or self.tokens[self.at]["number"] is None:
            raise _NoArithmeticError
        found = self.tokens[self.at]
        self.at += 1
        return _number(found["number"], found["unit"])

    def _sign(self) -> str:
        return self.tokens[self.at]["sign"] or "" if self.at < len(self.tokens) else ""


def _number(text: str, unit: str | None) -> _Value:
    """A number with decimals or of money may be rounded; any other is exact."""
    value = Decimal(text.replace(",", "").replace("，", ""))
    if unit == "%":
        return _Value(value / _HUNDRED, Interval(value / _HUNDRED, value / _HUNDRED))
    is_exact = last_digit(value) == 1 and not (unit or "").endswith("元")
    return _Value(value, Interval(value, value) if is_exact else printed(value))
