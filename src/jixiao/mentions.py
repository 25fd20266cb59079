"""Passages to mentions: every number of the text with its unit, its kind and its place, and no meaning yet."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from jixiao.document import Span
from jixiao.outline import Role

MentionKind = Literal["amount", "ratio", "count", "points", "bare", "year", "date", "ordinal", "document_number", "name"]


@dataclass(frozen=True, slots=True)
class Mention:
    """One number as found: `value` is in `unit` (万元 for amounts, % for ratios, 分 for points, else the counter).

    "points" are numbers of 分 (a score, a deduction, a bound of a grade: the scores stage decides). "bare" is a number
    without a unit. "year" and "date" have the year in `year` where one is printed. `value` is None for what is no
    quantity ("ordinal", "document_number", "name", "date").
    """

    kind: MentionKind
    span: Span
    text: str
    role: Role
    section: str | None
    value: Decimal | None = None
    value_to: Decimal | None = None
    unit: str | None = None
    stated_unit: str | None = None
    unit_span: Span | None = None
    resolution: Decimal | None = None
    qualifier: str | None = None
    year: int | None = None
