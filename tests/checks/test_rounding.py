from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from jixiao.checks.rounding import Interval, last_digit, plain, printed, verdict

NUMBERS = st.decimals("0.01", "9999", places=4)


@given(NUMBERS, st.sampled_from(["1", "0.1", "0.01"]))
def test_a_rounded_number_agrees_with_what_it_was_rounded_from(value: Decimal, digit: str) -> None:
    rounded = value.quantize(Decimal(digit))
    assert rounded == 0 or verdict(rounded, Interval(value, value)) == "pass"


@given(NUMBERS)
def test_a_printed_number_stands_for_itself(value: Decimal) -> None:
    assert printed(value).meets(Interval(value, value))


def test_a_number_cut_off_in_its_last_digit_is_minor_and_two_digits_off_is_an_error() -> None:
    exactly = Interval(Decimal("90.667"), Decimal("90.667"))
    assert [verdict(Decimal(each), exactly) for each in ("90.67", "90.66", "90.65")] == ["pass", "minor", "error"]


def test_a_zero_is_exact() -> None:
    assert printed(Decimal("0.00")) == Interval(Decimal(0), Decimal(0))


def test_messages_show_numbers_without_trailing_zeros() -> None:
    assert [plain(Decimal(each)) for each in ("94.50", "100", "0.0", "1E+2")] == ["94.5", "100", "0", "100"]


def test_the_last_digit_of_a_whole_number_is_one() -> None:
    assert [last_digit(Decimal(each)) for each in ("93", "92.81")] == [Decimal(1), Decimal("0.01")]
