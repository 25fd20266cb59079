"""A record's checks to what they say of each of its figures: right, wrong, off in the last digit, or not checked."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from jixiao.record import Record

Verdict = Literal["right", "minor", "wrong", "unchecked"]

_MEASURED = ("amount", "ratio")


class Coverage(Struct, frozen=True):
    """How many figures stand in at least one check that passed or failed, of how many."""

    covered: int
    figures: int

    @property
    def percent(self) -> Decimal:
        """The share covered, in percent with one decimal; 0 of none."""
        if not self.figures:
            return Decimal("0.0")
        return (Decimal(100 * self.covered) / self.figures).quantize(Decimal("0.1"))


def coverage(record: Record) -> Coverage:
    """How many of a record's amounts and ratios are covered by a check."""
    said = verdicts(record)
    figures = [fact.id for fact in record.facts if fact.kind in _MEASURED]
    return Coverage(sum(said.get(fact, "unchecked") != "unchecked" for fact in figures), len(figures))


def verdicts(record: Record) -> Mapping[str, Verdict]:
    """What the checks say of each fact and score that they rest on, by its id; what is not named was not checked.

    The figure that a failed check states is wrong. Of the others that it takes those are, which no check that passed
    bears out: of five parts that miss their total, the one without a share of its own.
    """
    said: dict[str, Verdict] = {}
    for check in record.checks:
        if check.status == "pass":
            said |= dict.fromkeys(check.operands, "right")
    borne_out = frozenset(said)
    for severity, verdict in _SEVERITIES:
        for check in record.checks:
            if check.status == "fail" and check.severity == severity:
                said |= {each: verdict for each in check.operands if each not in borne_out or each == check.operands[0]}
    return said


_SEVERITIES: tuple[tuple[str, Verdict], ...] = (("minor", "minor"), ("error", "wrong"))
