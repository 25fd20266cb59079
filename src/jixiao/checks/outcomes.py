"""A check that has passed to one that failed or cannot be done, with the sentence that says so."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from jixiao.record import Check


def failed(
    check: Check,
    message: str,
    *,
    computed: Decimal | None = None,
    severity: Literal["error", "minor"] = "error",
    hint: str | None = None,
) -> Check:
    """The check as failed; `computed` is what the stated figure should be."""
    computed = computed if computed is not None else check.computed
    difference = check.stated - computed if check.stated is not None and computed is not None else check.difference
    return check.model_copy(
        update={
            "status": "fail",
            "severity": severity,
            "computed": computed,
            "difference": difference,
            "message": message,
            "hint": hint,
        }
    )


def unverifiable(check: Check, message: str) -> Check:
    """The check as not possible: nothing is computed."""
    return check.model_copy(update={"status": "unverifiable", "computed": None, "difference": None, "message": message})
