"""The grammar of numerals: printed digits and Chinese numerals to exact decimals with the size of their last digit.

Everything here sees text that went through `normalise`. Units are turned into 万元 and percent here and nowhere else.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from msgspec import Struct

_DIGITS = dict(zip("零〇○Ｏ一二两三四五六七八九壹贰叁肆伍陆柒捌玖", "00001223456789123456789", strict=True))
_PLACES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}
_ZEROS = str.maketrans("○零Oo0", "〇〇〇〇〇")
_AROUND_UNIT = re.compile(r"[\s()余多]")
_UNIT_SIGNS = str.maketrans("圆萬億", "元万亿")
_NOISE = re.compile(r"[\s,，]")

# What one of a unit is worth in 万元 (money) and in percent (ratios); a shift of the decimal point, so exact.
_MONEY = {
    "元": "0.0001",
    "千元": "0.1",
    "百万元": "100",
    "千万元": "1000",
    "万元": "1",
    "亿元": "10000",
    "万亿元": "100000000",
}
_MONEY_IN_WAN = {unit: Decimal(worth) for unit, worth in _MONEY.items()}
_RATIOS = {
    sign: (unit, Decimal(worth))
    for sign, unit, worth in (
        ("%", "%", "1"), ("百分之", "%", "1"), ("‰", "%", "0.1"), ("千分之", "%", "0.1"), ("成", "%", "10"),
        ("/10万", "%", "0.001"), ("/十万", "%", "0.001"), ("倍", "倍", "1"), ("百分点", "百分点", "1"),
    )
}  # fmt: skip
_MULTIPLES = {"": Decimal(1), "万": Decimal(10_000), "亿": Decimal(100_000_000)}


class Numeral(Struct, frozen=True):
    """An exact value and the worth of the last digit printed (12.50 -> 0.01, 一千二百 -> 100)."""

    value: Decimal
    resolution: Decimal

    def times(self, factor: Decimal) -> Numeral:
        """The same number in another unit; trailing zeros that only the shift made are dropped."""
        return self if factor == 1 else Numeral(_plain(self.value * factor), _plain(self.resolution * factor))


def read_numeral(normalised: str) -> Numeral:
    """The value of a printed numeral.

    >>> read_numeral("12,107,417.00").value, read_numeral("8 315.60").resolution
    (Decimal('12107417.00'), Decimal('0.01'))
    >>> read_numeral("(1.13)").value, read_numeral("九十七点五").value, read_numeral("叁拾陆").value
    (Decimal('-1.13'), Decimal('97.5'), Decimal('36'))

    ValueError for what is no numeral.
    """
    text = _NOISE.sub("", normalised)
    if text.startswith("(") and text.endswith(")"):
        inner = read_numeral(text[1:-1])
        return Numeral(-inner.value, inner.resolution)
    if text[-1:] in _MYRIADS and text[:1].isdigit():
        return read_numeral(text[:-1]).times(Decimal(_MYRIADS[text[-1]]))
    if text[:1].isdigit() or text[:1] in "+-":
        try:
            value = Decimal(text)
        except InvalidOperation as error:
            raise ValueError(f"{normalised!r} is no numeral") from error
        exponent = value.as_tuple().exponent
        return Numeral(value, Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0))
    return _chinese(text)


def _chinese(text: str) -> Numeral:
    whole, _, fraction = text.partition("点")
    if fraction:
        value = Decimal(f"{_integer(whole)}.{''.join(_digit(c) for c in fraction)}")
        return Numeral(value, Decimal(1).scaleb(-len(fraction)))
    value = Decimal(_integer(whole))
    return Numeral(value, Decimal(_last_place(whole)))


def _digit(character: str) -> str:
    if character not in _DIGITS:
        raise ValueError(f"{character!r} is no Chinese digit")
    return _DIGITS[character]


def _integer(text: str) -> int:
    """三十五 -> 35, 一千二百 -> 1200, 一百二十万七千 -> 1207000, 二〇二三 -> 2023."""
    if not text:
        raise ValueError("no numeral")
    if all(character in _DIGITS for character in text):
        return int("".join(_DIGITS[character] for character in text))
    for myriad in (100_000_000, 10_000):
        at = max((i for i, c in enumerate(text) if _MYRIADS.get(c) == myriad), default=-1)
        if at >= 0:
            head = _integer(text[:at]) if at else 1
            return head * myriad + (_integer(text[at + 1 :]) if text[at + 1 :] else 0)
    total, pending = 0, 0
    for character in text:
        if character in _PLACES:
            total += (pending or 1) * _PLACES[character]
            pending = 0
        else:
            pending = int(_digit(character))
    return total + pending


def _last_place(text: str) -> int:
    """The worth of the last digit written: 一千二百 -> 100, 三十五万 -> 10000."""
    worth = 1
    for character in reversed(text):
        if character in _MYRIADS:
            worth *= _MYRIADS[character]
        elif character in _PLACES:
            return worth * _PLACES[character]
        else:
            return worth
    return worth


def read_year(printed: str) -> int:
    """A year in digits or Chinese numerals, also with spaces between; its zero is printed in many ways.

    >>> read_year("2 0 2 3"), read_year("二○二三"), read_year("二O二〇")
    (2023, 2023, 2020)
    """
    year = "".join(printed.split())
    return int(year) if year.isdigit() else int(read_numeral(year.translate(_ZEROS)).value)


@lru_cache(maxsize=256)  # of units there are few
def money_in_wan(unit: str) -> Decimal:
    """What one of a unit of money is worth in 万元; a bare 万 or 亿 is meant as money.

    >>> money_in_wan("亿元"), money_in_wan("万"), money_in_wan("元")
    (Decimal('10000'), Decimal('1'), Decimal('0.0001'))
    """
    name = plain_unit(unit)
    return _MONEY_IN_WAN[name if name.endswith("元") else name + "元"]


def ratio_unit(sign: str) -> tuple[str, Decimal]:
    """The unit that a ratio is kept in, and what one of its sign is worth in that.

    >>> ratio_unit("‰"), ratio_unit("倍"), ratio_unit("/10万")
    (('%', Decimal('0.1')), ('倍', Decimal('1')), ('%', Decimal('0.001')))
    """
    return _RATIOS[sign]


def multiple(written: str) -> Decimal:
    """How many a 万 or 亿 before a counter makes of one; "" is none.

    >>> multiple("万"), multiple("")
    (Decimal('10000'), Decimal('1'))
    """
    return _MULTIPLES[written]


@lru_cache(maxsize=256)
def plain_unit(unit: str) -> str:
    """A printed unit without brackets, spaces and line breaks: "(万 元)" is 万元, 圆 is 元.

    >>> plain_unit("(万 元)")
    '万元'
    """
    return _AROUND_UNIT.sub("", unit).translate(_UNIT_SIGNS)


def _plain(value: Decimal) -> Decimal:
    """Without trailing zeros and without an exponent: 1E+3 is 1000."""
    short = value.normalize()
    exponent = short.as_tuple().exponent
    return short.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else short
