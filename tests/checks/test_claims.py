"""Sums and quotients of printed figures: what rounding explains is no error, what it does not is one."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.checks.claims import Agreement, Claim, Way, _quotient, calculated, judged
from jixiao.checks.operands import Figures
from jixiao.document import Span
from jixiao.patterns import load_rules
from jixiao.record import Fact

RULES = load_rules()
HUNDRED = Decimal(100)


def figures(*values: str | Decimal, kind: str = "amount", qualifier: str | None = None) -> Figures:
    """Figures f0, f1, … as printed; the first may carry a qualifier."""
    facts = {}
    for number, value in enumerate(map(Decimal, values)):
        exponent = value.as_tuple().exponent
        facts[f"f{number}"] = Fact(
            id=f"f{number}", kind=kind, label=f"第{number}项", value=value, unit="万元", stated_unit="万元",
            resolution=Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0),
            qualifier=None if number else qualifier, text=str(value), span=Span("p1", number, number + 1), pattern="figure",
        )  # fmt: skip
    return Figures(facts, RULES)


def total(*values: str, **how: str) -> Agreement:
    """How a whole and its parts are judged."""
    way = Way(tuple((1, f"f{number}") for number in range(1, len(values))))
    found = judged(Claim("breakdown_sum", "f0", (way,)), figures(*values, **how))
    assert found is not None
    return found.agreement


@pytest.mark.parametrize(
    ("values", "agreement"),
    [
        (("1210.74", "1210.74", "0.0017"), "pass"),
        (("321.52", "203.67", "117.84"), "pass"),
        (("344.63", "1.58", "199", "144.05"), "pass"),
        (("344.93", "1.58", "199", "144.05"), "minor"),
        (("1210.74", "645.64", "143.80", "367.71", "44.59"), "error"),
        (("12", "2", "5", "3"), "minor"),
        (("0", "0.4"), "minor"),
        (("0", "1.4"), "error"),
    ],
)
def test_a_sum_is_judged_by_the_digits_printed(values: tuple[str, ...], agreement: Agreement) -> None:
    assert total(*values) == agreement


def test_counts_are_exact() -> None:
    assert (total("11", "6", "4", "1", kind="count"), total("12", "6", "4", "1", kind="count")) == ("pass", "error")


@pytest.mark.parametrize(
    ("qualifier", "whole", "agreement"), [("余", "600", "pass"), ("近", "700", "pass"), ("近", "600", "error")]
)
def test_a_qualifier_widens_to_its_side(qualifier: str, whole: str, agreement: Agreement) -> None:
    assert total(whole, "632.4", "20.1", qualifier=qualifier) == agreement


def test_a_truncated_quotient_is_minor_and_a_wrong_one_an_error() -> None:
    claim = Claim("share", "f0", (Way(((1, "f1"),), ((1, "f2"),), HUNDRED),))
    agreements = []
    for stated in ("9.56", "9.55", "9.65"):
        found = judged(claim, figures(stated, "29.42", "307.82"))
        agreements.append(found.agreement if found else None)
    assert agreements == ["pass", "minor", "error"]


def test_nothing_is_calculated_over_nothing() -> None:
    claim = Claim("change_rate", "f0", (Way(((1, "f1"), (-1, "f2")), ((1, "f2"),), HUNDRED),))
    assert judged(claim, figures("100", "307.82", "0")) is None


def rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


VALUES = st.decimals(min_value="0.0001", max_value="90000", places=6, allow_nan=False, allow_infinity=False)
PLACES = st.integers(min_value=0, max_value=4)


@given(st.lists(st.tuples(VALUES, PLACES), min_size=1, max_size=12), PLACES)
def test_parts_and_whole_each_rounded_to_any_digit_are_never_an_error(
    parts: list[tuple[Decimal, int]], places: int
) -> None:
    exact = sum((value for value, _ in parts), start=Decimal(0))
    printed = [rounded(exact, places), *(rounded(value, each) for value, each in parts)]
    if all(printed):
        assert total(*map(str, printed)) != "error"


@given(VALUES, VALUES, PLACES, PLACES, st.integers(min_value=0, max_value=3))
def test_a_rate_of_change_of_rounded_figures_is_never_an_error(
    new: Decimal, old: Decimal, new_places: int, old_places: int, places: int
) -> None:
    rate = rounded((new - old) / old * HUNDRED, places)
    printed = [rate, rounded(new, new_places), rounded(old, old_places)]
    claim = Claim("change_rate", "f0", (Way(((1, "f1"), (-1, "f2")), ((1, "f2"),), HUNDRED),))
    found = judged(claim, figures(*printed)) if all(printed) else None
    assert found is None or found.agreement != "error"


@given(
    st.lists(st.integers(min_value=1, max_value=10_000_000), min_size=2, max_size=12),
    st.integers(min_value=0, max_value=12),
    st.integers(min_value=0, max_value=10_000_000),
    st.booleans(),
)
def test_a_slip_beyond_rounding_always_is_an_error(cents: list[int], at: int, off: int, rises: bool) -> None:
    printed = [sum(cents), *cents]
    slack = len(printed) + 2  # half a cent for each figure, and one cent that may be cut off
    at %= len(printed)
    printed[at] += slack + off if rises else -min(printed[at] - 1, slack + off)
    if abs(printed[0] - sum(printed[1:])) >= slack:
        assert total(*(str(Decimal(each).scaleb(-2)) for each in printed)) == "error"


@given(VALUES, VALUES, PLACES)
def test_one_figure_over_another_reaches_as_far_as_the_way_of_any_quotient(
    over: Decimal, under: Decimal, places: int
) -> None:
    known = figures(rounded(over, places), rounded(under, places), kind="amount")
    way = Way(((1, "f0"),), ((1, "f1"),), HUNDRED)
    if (reached := calculated(way, known)) is not None:
        assert reached == _quotient(way, known)


@given(st.lists(VALUES, min_size=2, max_size=5), VALUES, PLACES)
def test_figures_with_one_tried_add_up_as_if_it_were_printed(
    values: list[Decimal], other: Decimal, places: int
) -> None:
    printed = [rounded(value, places) for value in values]
    tried = figures(*printed).instead("f1", rounded(other, places))
    stated = figures(printed[0], rounded(other, places), *printed[2:])
    terms = tuple((1 if number % 2 else -1, f"f{number}") for number in range(len(values)))
    assert (tried.sum(terms), tried.reach(terms)) == (stated.sum(terms), stated.reach(terms))
