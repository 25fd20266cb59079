"""A query to what the search page shows: a page of hits and how all that matches divides; and what the first page tells.

Pages of one query follow one another, so what is found is kept for a minute, and only while no report or correction comes. Facets
are counted over columns in memory, which are made anew when the archive has changed.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from jixiao.archive import overview
from jixiao.archive.archive import Archive
from jixiao.archive.column_orders import Order, ordered
from jixiao.archive.facet_columns import FacetColumns, Look, Places, facet_columns, places_matching
from jixiao.archive.facets import Counted, Facet, divided
from jixiao.archive.overview import Overview, Rows
from jixiao.archive.query import Query, parse_query
from jixiao.archive.search import COUNTED, Count, Results
from jixiao.patterns import load_rules
from jixiao.web.at_hand import AtHand

Sort = Literal["new", "rank"] | Order
"""Newest first, the most fitting first, or what is sorted by columns."""
_SECONDS, _QUICK, _REST, _LISTED = 60.0, 0.5, 19, 8


@dataclass(frozen=True, slots=True)
class Found:
    """A page of hits, and how all that matches divides."""

    results: Results
    facets: tuple[Facet, ...]


@dataclass(frozen=True, slots=True)
class Front:
    """What the first page tells: how much there is, what came last, what needs a look."""

    counts: Overview
    latest: Rows
    waiting: Rows


class Finder:
    """Answers the queries of one site."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._pages: AtHand[Results] = AtHand(500, _SECONDS)
        self._counted: AtHand[Counted] = AtHand(500, _SECONDS)
        self._places: AtHand[Places] = AtHand(30, _SECONDS)
        self._columns: tuple[float, object, FacetColumns] | None = None
        self._lock = threading.Lock()
        self._review: AtHand[tuple[Rows, Mapping[int, list[str]]]] = AtHand(50, _SECONDS)
        self._front: AtHand[Front] = AtHand(1, _SECONDS)

    def find(self, typed: str, *, sort: Sort, limit: int, offset: int) -> Found:
        """What a query finds, in an order; QueryError says what in it cannot be understood."""
        state = overview.changes(self._archive.database)
        query = parse_query(typed)
        asked = state, query.words, query.conditions
        columns = self._columns_of(state)
        counted = self._counted.get(asked, lambda: columns.count(self._places_of(columns, query)))
        total = Count(min(counted.reports, COUNTED), counted.reports > COUNTED)

        def page() -> Results:
            if sort == "new" or sort == "rank":  # told so, the type checker knows what is left
                return self._archive.search(
                    query, rank=sort == "rank", limit=limit, offset=offset, rules=load_rules(), total=total
                )
            ids = ordered(columns, self._places_of(columns, query), sort)[offset : offset + limit]
            return Results(query, total, self._archive.hits(query, ids.tolist()), offset, limit, ranked=False)

        return Found(self._pages.get((state, typed, sort, limit, offset), page), divided(counted))

    def front(self) -> Front:
        """What the first page tells, counted anew after a minute, or when a report or a correction came."""
        database = self._archive.database
        state = overview.changes(database)

        def tell() -> Front:
            counts = self._columns_of(state).overview()
            return Front(counts, overview.latest(database, _LISTED), overview.to_review(database, _LISTED))

        return self._front.get(state, tell)

    def to_review(self, limit: int, start: int) -> tuple[Rows, Mapping[int, list[str]]]:
        """Some of the reports that need a look, and what fails in each."""
        database = self._archive.database

        def ask() -> tuple[Rows, Mapping[int, list[str]]]:
            rows = overview.to_review(database, limit, start)
            return rows, overview.failed_checks(database, [row["id"] for row in rows])

        return self._review.get((overview.changes(database), limit, start), ask)

    def warm(self) -> None:
        """Make the columns before anybody asks."""
        self._columns_of(overview.changes(self._archive.database))

    def _places_of(self, columns: FacetColumns, query: Query) -> Places | None:
        """Where the reports that match are; what is looked up for a word serves every query with it."""

        def kept(rest: Query, look: Look) -> Places:
            return self._places.get((columns, rest.words, rest.conditions), look)

        return places_matching(self._archive.database, columns, query, kept)

    def _columns_of(self, state: object) -> FacetColumns:
        """The columns of this state; during an import of one a little older: making them takes a twentieth of the time."""
        with self._lock:
            if self._columns is not None:
                until, known, columns = self._columns
                if known == state or time.monotonic() < until:
                    return columns
            began = time.monotonic()
            columns = facet_columns(self._archive.database)
            taken = time.monotonic() - began
            rest = _REST * taken if taken > _QUICK else 0.0
            self._columns = time.monotonic() + rest, state, columns
            return columns
