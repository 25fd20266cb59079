"""What an archive is asked: search, facets, facts and series, each over one state of it, or several over the same."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from jixiao.archive.engine import Database, reading
from jixiao.record import Measure

if TYPE_CHECKING:
    from jixiao.archive.facets import Facet
    from jixiao.archive.fact_rows import FactRow, Facts
    from jixiao.archive.query import Query
    from jixiao.archive.report_rows import MainFigure, ReportRow
    from jixiao.archive.search import Count, Hit, Results
    from jixiao.archive.series import Series
    from jixiao.patterns import Rules


class Questions:
    """The part of an Archive that answers; a query is what `jixiao search` understands, or one parsed before."""

    database: Database

    @contextmanager
    def at_one_moment(self) -> Iterator[Questions]:
        """Several questions to one state of the archive, whatever is written meanwhile."""
        with reading(self.database) as connection:
            yield _Moment(self.database, connection)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with reading(self.database) as connection:
            yield connection

    def search(
        self,
        query: Query | str = "",
        *,
        rank: bool = False,
        limit: int = 20,
        offset: int = 0,
        rules: Rules | None = None,
        total: Count | None = None,
    ) -> Results:
        """A page of the reports that match, newest first or, with `rank`, the most fitting first: see `search.search`."""
        from jixiao.archive.search import search

        with self._reading() as connection:
            return search(connection, query, rank=rank, limit=limit, offset=offset, rules=rules, total=total)

    def hits(self, query: Query, ids: Sequence[int]) -> tuple[Hit, ...]:
        """The reports of these numbers as hits of a query, in their order."""
        from jixiao.archive.search import hits

        with self._reading() as connection:
            return hits(connection, query, ids)

    def facets(self, query: Query | str = "") -> tuple[Facet, ...]:
        """How the reports that match divide by year, region, department, grade and failed checks."""
        from jixiao.archive.facets import facets

        with self._reading() as connection:
            return facets(connection, query)

    def facts(self, query: Query | str = "", *, name: str | None = None, measure: Measure | None = None) -> Facts:
        """The figures of the reports that match, all or those of a name (indicator or label) and a measure.

        archive.facts("部门:教育局 年份:2021-2023", name="三公经费").to_dataframe()
        """
        from jixiao.archive.fact_rows import Facts

        return Facts(tuple(self.iterate_facts(query, name=name, measure=measure)))

    def iterate_facts(
        self, query: Query | str = "", *, name: str | None = None, measure: Measure | None = None
    ) -> Generator[FactRow, None, None]:
        """The same one after the other, page by page, so that a million do not fill memory."""
        from jixiao.archive.fact_rows import fact_rows

        with self._reading() as connection:
            yield from fact_rows(connection, query, name=name, measure=measure)

    def iterate_reports(self, query: Query | str = "", *, figures: bool = False) -> Iterator[ReportRow]:
        """The reports that match, newest first, page by page; with `figures` what they state for their own year."""
        from jixiao.archive.report_rows import report_rows

        with self._reading() as connection:
            yield from report_rows(connection, query, figures=figures)

    def main_figures(self, query: Query | str = "") -> tuple[MainFigure, ...]:
        """The figures that most of the newest reports state: what a table of reports has columns for."""
        from jixiao.archive.report_rows import main_figures

        with self._reading() as connection:
            return main_figures(connection, query)

    def series(self, name: str, query: Query | str = "", *, measure: Measure | None = None) -> tuple[Series, ...]:
        """One quantity over the years for each department whose reports match: see `series.series`."""
        from jixiao.archive.series import series

        with self._reading() as connection:
            return series(connection, name, query, measure=measure)


class _Moment(Questions):
    """An archive as it was when the first question was asked."""

    def __init__(self, database: Database, connection: Connection) -> None:
        self.database = database
        self._connection = connection

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        yield self._connection
