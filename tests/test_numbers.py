"""Printed numerals to exact decimals: what they are worth, and what their last digit is worth."""

from decimal import Decimal, InvalidOperation

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.normalise import normalise
from jixiao.numbers import Numeral, money_in_wan, plain_unit, read_numeral

PRINTED = [
    ("1210.74", "1210.74", "0.01"),
    ("12,107,417.00", "12107417.00", "0.01"),
    ("1，103．6", "1103.6", "0.1"),
    ("8 315.60", "8315.60", "0.01"),
    ("21, 877.04", "21877.04", "0.01"),
    ("1210.\n74", "1210.74", "0.01"),
    ("１２３．４５", "123.45", "0.01"),
    ("0", "0", "1"),
    ("0.00", "0.00", "0.01"),
    ("0.0017", "0.0017", "0.0001"),
    ("28861.938591", "28861.938591", "0.000001"),
    ("-13.27", "-13.27", "0.01"),
    ("－6957", "-6957", "1"),
    ("+5.8", "5.8", "0.1"),
    ("（1.13）", "-1.13", "0.01"),
    ("(2,040)", "-2040", "1"),
    ("3.5万", "35000", "1000"),
    ("2亿", "200000000", "100000000"),
    ("十", "10", "10"),
    ("十二", "12", "1"),
    ("二十", "20", "10"),
    ("三十五", "35", "1"),
    ("一百零八", "108", "1"),
    ("一千二百", "1200", "100"),
    ("两千", "2000", "1000"),
    ("三十五万", "350000", "10000"),
    ("一百二十万七千", "1207000", "1000"),
    ("一亿零五十万", "100500000", "100000"),
    ("叁拾陆", "36", "1"),
    ("壹仟贰佰壹拾万柒仟肆佰", "12107400", "100"),
    ("九十七点五", "97.5", "0.1"),
    ("零点八", "0.8", "0.1"),
    ("二〇二三", "2023", "1"),
    ("〇", "0", "1"),
]


@pytest.mark.parametrize(("printed", "value", "resolution"), PRINTED)
def test_a_printed_numeral_is_read_to_its_last_digit(printed: str, value: str, resolution: str) -> None:
    found = read_numeral(normalise(printed))
    assert (str(found.value), found.resolution) == (value, Decimal(resolution))


@pytest.mark.parametrize("printed", ["", "元", "十X", "九十七点X", "1.2.3", "--5", "项目", "万元1"])
def test_what_is_no_numeral_is_refused(printed: str) -> None:
    with pytest.raises((ValueError, InvalidOperation)):
        read_numeral(printed)


@pytest.mark.parametrize("printed", ["1.2.3", "--5", "3X"])
def test_a_broken_row_of_digits_is_a_value_error(printed: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_numeral(printed)


# --- any number, in any writing, reads back --------------------------------------------------------------------------

FULL_WIDTH = str.maketrans("0123456789.-", "０１２３４５６７８９．－")
money = st.decimals(min_value=0, max_value=10**9, places=2)


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4))
def test_a_number_reads_back_in_digits_of_either_width(value: Decimal) -> None:
    assert read_numeral(str(value)).value == value
    assert read_numeral(normalise(str(value).translate(FULL_WIDTH))).value == value


@given(money, st.sampled_from([",", "，", ", ", " "]))
def test_a_number_reads_back_with_its_thousands_parted(value: Decimal, comma: str) -> None:
    assert read_numeral(f"{value:,}".replace(",", comma)).value == value


@given(money)
def test_brackets_of_bookkeeping_mean_less_than_nothing(value: Decimal) -> None:
    assert read_numeral(f"({value})").value == -value


@given(st.integers(min_value=0, max_value=10))
def test_each_decimal_printed_makes_the_last_digit_worth_a_tenth(places: int) -> None:
    assert read_numeral("12." + "5" * places if places else "12").resolution == Decimal(1).scaleb(-places)


def chinese(number: int, digits: str, places: tuple[str, ...]) -> str:
    """An integer below 100,000,000 as a clerk writes it: 1207000 is 一百二十万七千."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        gap = digits[0] if low and low < 1000 else ""
        return chinese(high, digits, places) + "万" + gap + (chinese(low, digits, places) if low else "")
    text = ""
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit:
            text += digits[digit] + places[power]
        elif text and number % 10**power and not text.endswith(digits[0]):
            text += digits[0]
    return text or digits[0]


@given(st.integers(min_value=0, max_value=10**8 - 1))
def test_a_whole_number_reads_back_in_chinese_and_in_the_numerals_of_cheques(number: int) -> None:
    assert read_numeral(chinese(number, "零一二三四五六七八九", ("", "十", "百", "千"))).value == number
    assert read_numeral(chinese(number, "零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟"))).value == number


# --- units -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "unit", "worth"),
    [
        ("元", "元", "0.0001"),
        ("千元", "千元", "0.1"),
        ("万", "万", "1"),
        ("万 元", "万元", "1"),
        ("万\n元", "万元", "1"),
        ("(万元)", "万元", "1"),
        ("萬圆", "万元", "1"),
        ("百万元", "百万元", "100"),
        ("亿", "亿", "10000"),
        ("亿元", "亿元", "10000"),
        ("万亿元", "万亿元", "100000000"),
    ],
)
def test_a_unit_of_money_is_worth_so_many_ten_thousands(printed: str, unit: str, worth: str) -> None:
    assert plain_unit(printed) == unit
    assert money_in_wan(printed) == Decimal(worth)


def test_a_unit_that_is_no_money_is_refused() -> None:
    with pytest.raises(KeyError):
        money_in_wan("美元")


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=3), st.sampled_from(["元", "千元", "万元", "亿元"]))
def test_another_unit_never_costs_a_digit(value: Decimal, unit: str) -> None:
    worth = money_in_wan(unit)
    turned = read_numeral(str(value)).times(worth)
    assert turned.value == value * worth
    assert turned.resolution == Decimal("0.001") * worth
    assert "E" not in str(turned.value) or abs(turned.value) < Decimal("0.000001")


def test_a_sum_in_its_own_unit_keeps_the_zeros_that_are_printed() -> None:
    assert str(read_numeral("1202.00").times(Decimal(1)).value) == "1202.00"


def test_a_sum_in_hundred_millions_keeps_its_coarse_last_digit() -> None:
    assert read_numeral("1.2").times(money_in_wan("亿元")) == Numeral(Decimal(12000), Decimal(1000))
