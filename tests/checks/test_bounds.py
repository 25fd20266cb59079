"""No slip that makes a claim hold lies outside the bounds that its equation sets."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from jixiao.checks.bounds import bounds
from jixiao.checks.claims import Claim, Way, holds, judged
from jixiao.checks.figures import _KINDS
from jixiao.checks.lookup import Lookup
from jixiao.checks.operands import Figures
from jixiao.checks.places import Places
from jixiao.checks.slips import slips, swaps
from jixiao.patterns import load_rules
from jixiao.pipeline import extract
from jixiao.readers import read

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
RULES = load_rules()


@pytest.mark.parametrize("report", sorted(CORPUS.glob("*/report.txt"))[::3], ids=lambda report: report.parent.name)
def test_every_slip_that_mends_a_claim_of_the_corpus_is_within_them(report: Path) -> None:
    record = extract(read(report))
    figures = Figures.of(record, RULES)
    lookup = Lookup(figures, Places(record), RULES)
    for claim in (claim for kind in _KINDS for claim in kind(record, lookup)):
        for fact in claim.facts:
            value, resolution = figures.value(fact), figures.fact(fact).resolution or Decimal(1)
            mended = [slip for slip in slips(value, resolution) if holds(claim, figures.instead(fact, slip.meant))]
            assert set(mended) <= set(slips(value, resolution, bounds(claim, fact, figures)))
            exact = [slip for slip in mended if is_exact(claim, figures.instead(fact, slip.meant))]
            assert set(exact) <= set(slips(value, resolution, bounds(claim, fact, figures, to_the_digit=True)))


def is_exact(claim: Claim, figures: Figures) -> bool:
    found = judged(claim, figures)
    return found is not None and claim.stated is not None and found.computed == figures.value(claim.stated)


def test_a_part_lies_by_what_the_others_leave_of_the_whole() -> None:
    record = extract(read(sorted(CORPUS.glob("*/report.txt"))[0]))
    facts = [replace_value(fact, value) for fact, value in zip(record.facts, ("12", "2", "5", "9"), strict=False)]
    figures = Figures({fact.id: fact for fact in facts}, RULES)
    whole, *parts = (fact.id for fact in facts)
    claim = Claim("breakdown_sum", whole, (Way(tuple((1, part) for part in parts)),))
    ((low, high),) = bounds(claim, parts[-1], figures, to_the_digit=True)
    assert (round(low, 6), round(high, 6)) == (5, 5)
    ((low, high),) = bounds(claim, parts[-1], figures)
    assert (round(low, 6), round(high, 6)) == (2, 8)  # half of each last digit, and one of the whole's


def replace_value(fact, value):  # type: ignore[no-untyped-def]
    return fact.model_copy(
        update={
            "value": Decimal(value),
            "resolution": Decimal(1),
            "kind": "amount",
            "qualifier": None,
            "value_to": None,
        }
    )


@settings(deadline=None)
@given(st.integers(1, 10**9), st.integers(0, 4), st.floats(0, 2e9), st.floats(0, 2e9))
@example(1, 1, 1.1, 2.0)
def test_slips_within_bounds_are_those_of_all_that_lie_there(
    number: int, decimals: int, one: float, other: float
) -> None:
    value, resolution = Decimal(number).scaleb(-decimals), Decimal(1).scaleb(-decimals)
    low, high = sorted((one, other))
    found, every = list(slips(value, resolution, [(low, high)])), list(slips(value, resolution))
    inside = [slip for slip in every if low * (1 + 1e-9) < slip.meant < high * (1 - 1e-9)]
    assert [slip for slip in found if slip in inside] == inside
    assert all(low * (1 - 1e-9) <= slip.meant <= high * (1 + 1e-9) for slip in found)  # on an end, either will do
    assert found == [slip for slip in every if slip in found]


@settings(deadline=None)
@given(st.integers(1, 10**9), st.integers(0, 4))
def test_swaps_are_the_slips_of_two_neighbouring_digits(number: int, decimals: int) -> None:
    value, resolution = Decimal(number).scaleb(-decimals), Decimal(1).scaleb(-decimals)
    assert {slip.meant for slip in slips(value, resolution) if slip.kind == "swapped"} <= set(swaps(value, resolution))
    assert value not in set(swaps(value, resolution))
