"""Printed arithmetic is calculated as it stands, or not at all."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.checks.arithmetic import calculate

NUMBERS = st.integers(1, 9_999)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("79/86×100%", "0.9186"),
        ("(29.64-32.84)/32.84*100", "-9.7442"),
        ("3,467.88万元÷3,582.41万元", "0.9680"),
        ("120+35.5+8", "163.5"),
        ("2×(3+4)-1", "13"),
        ("10-2-3", "5"),
        ("48÷4÷2", "6"),
    ],
)
def test_arithmetic_comes_to_what_a_person_calculates(text: str, value: str) -> None:
    found = calculate(text)
    assert found is not None
    assert found.middle.quantize(Decimal("0.0001")) == Decimal(value)
    assert found.reach.low <= found.middle <= found.reach.high


@pytest.mark.parametrize(
    "text", ["", "86", "(86)", "79/", "(79/86", "79/86)", "5/0", "12万元+3人", "支出/预算", "1.2.3/4", "+"]
)
def test_what_is_no_arithmetic_throughout_is_not_calculated(text: str) -> None:
    assert calculate(text) is None


@given(NUMBERS, NUMBERS, NUMBERS)
def test_it_is_pythons_own_arithmetic(one: int, two: int, three: int) -> None:
    found = calculate(f"({one}+{two})×{three}-{two}/{one}")
    assert found is not None
    assert abs(found.middle - ((one + two) * three - Decimal(two) / one)) < Decimal("1e-15")


def test_counts_are_exact_and_money_is_rounded() -> None:
    count, money = calculate("79人/86人"), calculate("79万元/86万元")
    assert count is not None
    assert money is not None
    assert count.reach.low == count.reach.high
    assert money.reach.low < money.middle < money.reach.high
