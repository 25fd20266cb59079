from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.checks.slips import slips
from jixiao.record import Check

FigureChecks = Callable[..., list[Check]]


@pytest.mark.parametrize(
    ("printed", "meant", "kind"),
    [
        ("367.71", "376.71", "swapped"),
        ("367.71", "3367.71", "dropped"),
        ("3667.71", "367.71", "doubled"),
        ("36.77", "3677", "shifted"),
        ("367.71", "368.71", "mistyped"),
    ],
)
def test_a_slip_of_one_kind_leads_back_to_what_was_meant(printed: str, meant: str, kind: str) -> None:
    found = {slip.meant: slip.kind for slip in slips(Decimal(printed), Decimal("0.01"))}
    assert found[Decimal(meant)] == kind


@pytest.mark.parametrize(
    ("printed", "resolution", "meant", "kind"),
    [("42.6", "0.1", "42.36", "shortened"), ("558.550", "0.001", "558.50", "lengthened")],
)
def test_a_decimal_more_or_fewer_leaves_the_point_in_its_place(
    printed: str, resolution: str, meant: str, kind: str
) -> None:
    found = {slip.meant: slip.kind for slip in slips(Decimal(printed), Decimal(resolution))}
    assert found[Decimal(meant)] == kind


def test_a_figure_whose_point_moved_keeps_more_than_its_last_digit() -> None:
    assert Decimal("0.0113") not in {slip.meant for slip in slips(Decimal("1.13"), Decimal("0.01"))}


@given(st.integers(min_value=10, max_value=10_000_000))
def test_slips_give_each_other_value_once(cents: int) -> None:
    meant = [slip.meant for slip in slips(Decimal(cents).scaleb(-2), Decimal("0.01"))]
    assert len(meant) == len(set(meant))
    assert Decimal(cents).scaleb(-2) not in meant


LIST = "支出合计{}万元（教育支出{}万元，卫生健康支出{}万元，住房保障支出{}万元）。"


@pytest.mark.parametrize(
    ("figures", "hint"),
    [
        (("1038.56", "685.21", "298.74", "54.61"), None),
        (("1038.56", "658.21", "298.74", "54.61"), "658.21万元疑为685.21万元"),
        (("103856", "685.21", "298.74", "54.61"), "103856万元疑为1038.56万元"),
        (("1038.56", "685.21", "98.74", "54.61"), "98.74万元疑为298.74万元"),
    ],
)
def test_the_figure_that_one_slip_puts_right_is_named(
    figures: tuple[str, ...], hint: str | None, figure_checks: FigureChecks
) -> None:
    (found,) = figure_checks(LIST.format(*figures), rule="breakdown_sum")
    assert (found.hint is None) == (hint is None)
    assert hint is None or hint in (found.hint or "")


def test_a_rate_copied_from_the_thing_above_is_told(figure_checks: FigureChecks) -> None:
    found = figure_checks(
        "基本支出15844.04万元，与上年相比增加1849.73万元，增长13.22%。",
        "项目支出4335.30万元，与上年相比减少1237.70万元，减少13.22%。",
        rule="change_rate",
    )
    assert found[1].status == "fail"
    assert found[1].hint is not None
    assert "误抄" in found[1].hint


def test_a_part_counted_twice_is_told(figure_checks: FigureChecks) -> None:
    (found,) = figure_checks(LIST.format("743.82", "685.21", "298.74", "58.61"), rule="breakdown_sum")
    assert found.hint is not None
    assert "298.74万元可能重复计算" in found.hint
