"""A query to what the search page shows: a page of hits and how all that matches divides.

Dividing is dear where much matches, and pages of one query follow one another, so facets are of the newest ten thousand at most
and are kept for half a minute. What is found is never older than the archive.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jixiao.archive import overview
from jixiao.archive.archive import Archive
from jixiao.archive.engine import reading
from jixiao.archive.facets import Facet, facets
from jixiao.archive.overview import Overview
from jixiao.archive.search import COUNTED, Results, search
from jixiao.patterns import load_rules

_SECONDS, _QUERIES, _LISTED = 30.0, 500, 8


@dataclass(frozen=True, slots=True)
class Found:
    """A page of hits, and how all that matches divides: where that is more than `COUNTED`, the newest of it."""

    results: Results
    facets: tuple[Facet, ...]


@dataclass(frozen=True, slots=True)
class Front:
    """What the first page tells: how much there is, what came last, what needs a look."""

    counts: Overview
    latest: Sequence[Mapping[str, Any]]
    waiting: Sequence[Mapping[str, Any]]


class Finder:
    """Answers the queries of one site."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._kept: OrderedDict[str, tuple[float, tuple[Facet, ...]]] = OrderedDict()
        self._front: tuple[float, object, Front] | None = None
        self._lock = threading.Lock()

    def find(self, typed: str, *, rank: bool, limit: int, offset: int) -> Found:
        """What a query finds; QueryError says what in it cannot be understood."""
        with reading(self._archive.database) as connection:
            found = search(connection, typed, rank=rank, limit=limit, offset=offset, rules=load_rules())
            divided = self._at_hand(typed)
            if divided is None:
                divided = facets(connection, found.query, newest=COUNTED)
                self._keep(typed, divided)
        return Found(found, divided)

    def front(self) -> Front:
        """What the first page tells, counted anew after half a minute, or when a report or a correction came."""
        database = self._archive.database
        state = overview.changes(database)
        if self._front is not None:
            made, known, front = self._front
            if known == state and time.monotonic() - made < _SECONDS:
                return front
        front = Front(
            overview.overview(database), overview.latest(database, _LISTED), overview.to_review(database, _LISTED)
        )
        self._front = time.monotonic(), state, front
        return front

    def _at_hand(self, typed: str) -> tuple[Facet, ...] | None:
        with self._lock:
            made, divided = self._kept.get(typed, (0.0, None))
            return divided if time.monotonic() - made < _SECONDS else None

    def _keep(self, typed: str, divided: tuple[Facet, ...]) -> None:
        with self._lock:
            self._kept[typed] = time.monotonic(), divided
            self._kept.move_to_end(typed)
            if len(self._kept) > _QUERIES:
                self._kept.popitem(last=False)
