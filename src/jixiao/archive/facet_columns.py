"""The reports of an archive as columns in memory, to count the facets of any number of them in milliseconds.

SQL takes a second to divide 200,000 reports six ways; a site that answers many people holds what facets need of each report as
one small integer (30 MB for 200,000) and counts those of the reports that match.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Select, String, func, select

from jixiao.archive.column_conditions import NOT_STATED, ConditionColumns, rest_of
from jixiao.archive.engine import Database, reading
from jixiao.archive.facets import LISTED, Counted, Tally, result_name, tally
from jixiao.archive.matching import match
from jixiao.archive.overview import Overview
from jixiao.archive.query import RULE_NAMES, Query
from jixiao.archive.tables import checks, reports
from jixiao.record import Rule

_AT_ONCE = 20_000

Places = NDArray[np.int64]
Look = Callable[[], Places]


@dataclass(frozen=True, slots=True)
class _Column:
    """One facet: the names of its values in their order, and which of them each report has."""

    names: tuple[str, ...]
    codes: NDArray[np.int32]

    def numbers(self, places: NDArray[np.int64] | None) -> NDArray[np.int64]:
        """How many of the reports have each value; none has the empty one, which is that nothing is stated."""
        codes = self.codes if places is None else self.codes[places]
        counted = np.bincount(codes, minlength=len(self.names))
        if self.absent >= 0:
            counted[self.absent] = 0
        return counted

    @property
    def absent(self) -> int:
        """The code of what is not stated; -1 where every report states it."""
        return 0 if self.names and not self.names[0] else -1

    def count(self, places: NDArray[np.int64] | None) -> Tally:
        """The most frequent values; codes are in the order of names, so that a stable sort leaves equals by name."""
        counted = self.numbers(places)
        ranked = np.argsort(-counted, kind="stable")[:LISTED]
        most = tuple((self.names[code], int(counted[code])) for code in ranked if counted[code])
        return Tally(most, int(np.count_nonzero(counted)) - len(most))

    def stated(self) -> list[str]:
        """The values that reports have."""
        return [name for name, number in zip(self.names, self.numbers(None), strict=True) if number]


@dataclass(frozen=True, slots=True, eq=False)
class FacetColumns:
    """The columns of one state of an archive; `ids` are the reports in order. Two of them are equal only where they are the same."""

    ids: NDArray[np.int64]
    years: _Column
    regions: _Column
    departments: _Column
    grades: _Column
    results: _Column
    conditions: ConditionColumns
    facts: int

    def overview(self) -> Overview:
        """How much there is of everything."""
        years = sorted(map(int, self.years.stated()))
        return Overview(
            reports=len(self.ids),
            facts=self.facts,
            departments=len(self.departments.stated()),
            with_failures=dict(self.results.count(None).most).get(result_name(True, True), 0),
            first_year=years[0] if years else None,
            last_year=years[-1] if years else None,
        )

    def count(self, places: NDArray[np.int64] | None) -> Counted:
        """The reports at these places, or all of them, counted."""
        failing = {
            RULE_NAMES[rule]: int(np.count_nonzero(failed if places is None else failed[places]))
            for rule, failed in self.conditions.rules.items()
        }
        return Counted(
            reports=len(self.ids if places is None else places),
            years=self.years.count(places),
            regions=self.regions.count(places),
            departments=self.departments.count(places),
            grades=self.grades.count(places),
            results=self.results.count(places),
            rules=tally({name: number for name, number in failing.items() if number}),
        )

    def places(self, wanted: NDArray[np.int64]) -> NDArray[np.int64]:
        """Where the reports of these numbers are; one that came after the columns were made is left out."""
        places = np.searchsorted(self.ids, wanted)
        known = places < len(self.ids)
        known[known] = self.ids[places[known]] == wanted[known]
        return places[known]


def facet_columns(database: Database) -> FacetColumns:
    """The columns of the archive as it is now."""
    with reading(database) as connection:
        return _columns(connection)


def count_matching(database: Database, columns: FacetColumns, query: Query) -> Counted:
    """The reports that match a query, counted."""
    return columns.count(places_matching(database, columns, query))


def places_matching(
    database: Database, columns: FacetColumns, query: Query, kept: Callable[[Query, Look], Places] | None = None
) -> Places | None:
    """Where the reports that match a query are, None for all of them.

    What columns do not answer is looked up in the database; `kept` may know the places of these queries from before.
    """
    rest = rest_of(query)
    met = columns.conditions.meeting(query)
    if not rest.words and not rest.conditions:
        return None if met is None else np.flatnonzero(met)

    def look() -> Places:
        with reading(database) as connection:
            return columns.places(_numbers(connection, match(connection, rest).everything(connection)))

    places = kept(rest, look) if kept else look()
    return places if met is None else places[met[places]]


def _numbers(connection: Connection, matching: Select[Any]) -> NDArray[np.int64]:
    """The numbers of all reports that match, in one row of the database.

    A hundred thousand rows would be as many objects; and Python's lock is given up and waited for at each row of SQLite, so that
    a few busy threads make seconds of it.
    """
    found = matching.subquery()
    listed = func.aggregate_strings(found.c.report_id.cast(String), ",")
    said = connection.execute(select(listed)).scalar_one()
    return np.fromstring(said or "", dtype=np.int64, sep=",")


_STATED = (
    "id", "fiscal_year", "county", "city", "province", "department", "grade", "failed_checks", "minor_checks", "check_count",
    "score_scaled", "converted_scaled", "fact_count",
)  # fmt: skip


def _columns(connection: Connection) -> FacetColumns:
    asked = select(*(reports.c[name] for name in _STATED)).order_by(reports.c.id)
    said: dict[str, list[Any]] = {name: [] for name in _STATED}
    for some in connection.execution_options(yield_per=_AT_ONCE).execute(asked).partitions():
        for column, values in zip(said.values(), zip(*some, strict=True), strict=True):
            column.extend(values)
    ids = _integers(said["id"])
    failed, minor, checked = (_integers(said[name]) for name in ("failed_checks", "minor_checks", "check_count"))
    places = zip(said["county"], said["city"], said["province"], strict=True)
    scores = {name: _integers(said[f"{name}_scaled"], NOT_STATED) for name in ("score", "converted")}
    years = _integers(said["fiscal_year"])
    return FacetColumns(
        ids=ids,
        years=_column([str(year or "") for year in said["fiscal_year"]]),
        regions=_column([county or city or province or "" for county, city, province in places]),
        departments=_column([name or "" for name in said["department"]]),
        grades=_column([name or "" for name in said["grade"]]),
        results=_column(list(map(result_name, failed > 0, checked > 0))),
        conditions=ConditionColumns(years, scores, failed, minor, checked, _rules(connection, ids)),
        facts=sum(said["fact_count"]),
    )


def _integers(values: Sequence[int | None], absent: int = 0) -> NDArray[np.int64]:
    stated = (absent if value is None else value for value in values)
    return np.fromiter(stated, dtype=np.int64, count=len(values))


def _column(values: Sequence[str]) -> _Column:
    """Values to codes in their order."""
    codes = {name: code for code, name in enumerate(sorted(set(values)))}
    return _Column(tuple(codes), np.fromiter(map(codes.__getitem__, values), dtype=np.int32, count=len(values)))


def _rules(connection: Connection, ids: NDArray[np.int64]) -> dict[Rule, NDArray[np.bool_]]:
    """For each rule, whether it fails in each report."""
    asked = select(checks.c.rule, checks.c.report_id).where(checks.c.status == "fail", checks.c.severity == "error")
    failing: dict[Rule, list[int]] = {}
    for rule, report_id in connection.execute(asked):
        failing.setdefault(rule, []).append(report_id)
    return {rule: np.isin(ids, np.asarray(found)) for rule, found in failing.items()}
