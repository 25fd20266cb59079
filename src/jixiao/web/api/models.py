"""What the API answers with, beside the record itself; amounts are in 万元, ratios in percent, decimals are strings."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from jixiao.record import Check, Fact, Measure, Number


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True)


class Report(_Model):
    """One report of the archive, as lists show it."""

    id: int
    version: int
    kind: str
    title: str | None
    department: str | None
    region: str
    fiscal_year: int | None
    score: Number | None
    grade: str | None
    facts: int
    failed_checks: int
    minor_checks: int
    unread_numbers: int


class Figure(_Model):
    """A figure that met a condition of a search."""

    fact: str
    label: str
    value: Number
    unit: str | None
    year: int | None
    measure: str | None


class Hit(_Model):
    """A report found; the words looked for stand between 【 and 】."""

    report: int
    title: str
    department: str | None
    region: str
    fiscal_year: int | None
    score: Number | None
    grade: str | None
    failed_checks: int
    passages: list[str]
    figures: list[Figure]


class FacetValue(_Model):
    """One value of a facet; `condition`, added to the query, narrows to it."""

    name: str
    count: int
    more: bool
    condition: str


class Facet(_Model):
    """One way in which what was found divides."""

    name: str
    values: list[FacetValue]


class Found(_Model):
    """A page of what was found. `total` is counted up to 10,000; `more` says that there are more."""

    query: str
    total: int
    more: bool
    offset: int
    hits: list[Hit]
    facets: list[Facet]


class Facts(_Model):
    """The facts of a report, with its corrections."""

    report: int
    facts: list[Fact]


class ArchivedFact(_Model):
    """A figure of the archive as it was extracted, with the report that it is of."""

    report: int
    department: str | None
    fiscal_year: int | None
    fact: str
    kind: str
    label: str
    indicator: str | None
    value: Number | None
    unit: str | None
    year: int | None
    measure: str | None
    text: str


class Checks(_Model):
    """The re-calculations of a report, with its corrections; those that a person set aside are left out."""

    report: int
    checks: list[Check]


class Point(_Model):
    """One year of a series and the report that states it; `rate` is the change in percent."""

    year: int
    value: Number
    report: int
    label: str
    measure: str | None
    change: Number | None
    rate: Number | None


class Series(_Model):
    """One quantity of one department over the years."""

    name: str
    department: str
    region: str
    unit: str
    points: list[Point]


class Correction(_Model):
    """One entry of the journal of a report: who put which field of what right, when, what stood there and what should."""

    element: str
    field: str
    before: Any
    after: Any
    author: str
    note: str | None
    made: datetime


class NewCorrection(BaseModel):
    """What is to be put right: a fact or score by its id; fields that are left out stay. `wrong` marks it as misread."""

    model_config = ConfigDict(extra="forbid")

    element: str = Field(min_length=1, max_length=200)
    label: str | None = Field(default=None, min_length=1, max_length=200)
    value: str | None = Field(default=None, pattern=r"^-?[0-9]{1,15}(\.[0-9]{1,8})?$")
    year: int | None = Field(default=None, ge=1949, le=2100)
    measure: Measure | None = None
    section: str | None = Field(default=None, max_length=100)
    wrong: Literal[True] | None = None
    note: str | None = Field(default=None, max_length=500)
