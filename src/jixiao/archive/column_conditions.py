"""Conditions of a query to the reports that meet them, asked of columns in memory: the twin of `conditions`, which asks SQL.

What a query asks of 150,000 reports that a word finds takes SQL a second, and a comparison of columns a millisecond. Names, words
and figures are not in columns: `rest_of` leaves them to the database.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from jixiao.archive.columns import scaled
from jixiao.archive.query import Condition, HasChecks, HasScore, InYears, Query
from jixiao.archive.query_values import Bounds
from jixiao.record import Rule

Mask = NDArray[np.bool_]
NOT_STATED = np.iinfo(np.int64).min
"""Stands for a score that a report does not state."""

NO_LATER = 9999
"""A year that no report is on."""


@dataclass(frozen=True, slots=True)
class ConditionColumns:
    """What conditions ask of each report: its year (0 is none), scores as millionfolds, numbers of checks, the rules that fail."""

    years: NDArray[np.int64]
    scores: Mapping[str, NDArray[np.int64]]
    failed: NDArray[np.int64]
    minor: NDArray[np.int64]
    checked: NDArray[np.int64]
    rules: Mapping[Rule, Mask]

    def meeting(self, query: Query) -> Mask | None:
        """The reports that meet the conditions that columns answer; None where the query has none of these."""
        masks = [self._meeting(condition) for condition in query.conditions if _is_answered(condition)]
        return np.logical_and.reduce(masks) if masks else None

    def _meeting(self, condition: Condition) -> Mask:
        met = np.zeros(len(self.years), dtype=np.bool_)
        match condition:
            case InYears(ranges):
                for first, last in ranges:
                    met |= (self.years >= (first or 1)) & (self.years <= (last or NO_LATER))
            case HasScore(field, bounds):
                met = _within(self.scores[field], bounds)
            case HasChecks(results, rules):
                if "failed" in results:
                    met |= self.failed > 0
                if "minor" in results:
                    met |= self.minor > 0
                if "clean" in results:
                    met |= (self.failed == 0) & (self.checked > 0)
                for rule in rules:
                    met |= self.rules.get(rule, False)
        return ~met if condition.negated else met


def rest_of(query: Query) -> Query:
    """A query without the conditions that columns answer."""
    left = tuple(condition for condition in query.conditions if not _is_answered(condition))
    return replace(query, text="", conditions=left)


def _is_answered(condition: Condition) -> bool:
    return isinstance(condition, (InYears, HasScore, HasChecks))


def _within(values: NDArray[np.int64], bounds: Bounds) -> Mask:
    met: Mask = values != NOT_STATED
    if bounds.low is not None:
        low = scaled(bounds.low) or 0
        met &= values >= low if bounds.low_included else values > low
    if bounds.high is not None:
        high = scaled(bounds.high) or 0
        met &= values <= high if bounds.high_included else values < high
    return met
