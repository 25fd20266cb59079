"""The parts of a list to those of its top level, where it goes one level deeper without a word that says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate

from jixiao.checks.claims import Claim, Way, judged
from jixiao.checks.operands import Figures


def top_level(parts: Sequence[str], total: str, figures: Figures) -> tuple[str, ...]:
    """The parts without those that a part before them is made of, where only so the whole is met.

    A list that goes one level deeper without a cue, "基本支出100万元，人员经费80万元，公用经费20万元，项目支出50万元".
    """
    whole = _sum(total, parts)
    found = judged(whole, figures)
    if found is None or found.agreement in ("pass", "minor"):
        return tuple(parts)
    for at, end in _inner(whole, parts, figures):
        rest = (*parts[: at + 1], *parts[end:])
        inner, outer = _sum(parts[at], parts[at + 1 : end]), _sum(total, rest)
        if all((each := judged(claim, figures)) and each.agreement == "pass" for claim in (inner, outer)):
            return rest
    return tuple(parts)


def _sum(whole: str, parts: Sequence[str]) -> Claim:
    return Claim("breakdown_sum", whole, (Way(tuple((1, part) for part in parts)),))


def _inner(whole: Claim, parts: Sequence[str], figures: Figures) -> Iterator[tuple[int, int]]:
    """Where a part and the two or more after it may be one figure: it is what all parts are too much by, as are those.

    Each give or take what the digits of all figures leave open, so that few stretches of a long list are looked at.
    """
    too_much = figures.sum(whole.ways[0].over) - figures.value(whole.stated or "")
    open_by = figures.open_by(whole.facts)
    before = [Decimal(0), *accumulate(map(figures.value, parts))]
    for at, part in enumerate(parts):
        if abs(figures.value(part) - too_much) <= 2 * open_by:
            for end in range(at + 3, len(parts) + 1):
                if abs(before[end] - before[at + 1] - too_much) <= open_by:
                    yield at, end
