"""The places of reports in columns to the order that a person wants to see them in: by score, by failed checks, by department."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from jixiao.archive.column_conditions import NOT_STATED
from jixiao.archive.facet_columns import FacetColumns

Order = Literal["high", "low", "failed", "department"]
"""Highest score first, lowest score first, most failed checks first, departments by name; those that are alike newest first."""
_LAST = np.iinfo(np.int64).max


def ordered(columns: FacetColumns, places: NDArray[np.int64] | None, order: Order) -> NDArray[np.int64]:
    """The numbers of the reports at these places, or of all, in order; what states nothing to go by comes last."""
    chosen = np.arange(len(columns.ids)) if places is None else places
    asked = columns.conditions
    if order == "department":
        codes = columns.departments.codes[chosen].astype(np.int64)
        key = np.where(codes == columns.departments.absent, _LAST, codes)
    elif order == "failed":
        key = -asked.failed[chosen]
    else:
        scores = asked.scores["score"][chosen]
        key = np.where(scores == NOT_STATED, _LAST, scores if order == "low" else -scores)
    return columns.ids[chosen[np.lexsort((-columns.ids[chosen], -asked.years[chosen], key))]]
