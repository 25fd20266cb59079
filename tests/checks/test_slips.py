"""A figure and what was meant: the slips tried one by one, and the one slip between two figures."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from jixiao.checks.slips import slip_from, slips

RESOLUTIONS = [Decimal("0.001"), Decimal("0.01"), Decimal("0.1"), Decimal(1), Decimal(100)]


@given(st.integers(1, 99_999_999), st.sampled_from(RESOLUTIONS))
def test_every_slip_is_known_again_by_what_was_meant(number: int, resolution: Decimal) -> None:
    value = number * resolution
    assert all(slip_from(value, slip.meant, resolution) == slip.kind for slip in slips(value, resolution))


@given(st.integers(1, 9999), st.integers(1, 9999), st.sampled_from(RESOLUTIONS))
def test_what_no_slip_makes_is_none(number: int, other: int, resolution: Decimal) -> None:
    kinds = {slip.meant: slip.kind for slip in slips(number * resolution, resolution)}
    assert slip_from(number * resolution, other * resolution, resolution) == kinds.get(other * resolution)
