"""A query to what the search page shows: a page of hits and the facets of all that matches, from one state of the archive."""

from __future__ import annotations

from dataclasses import dataclass

from jixiao.archive.archive import Archive
from jixiao.archive.engine import reading
from jixiao.archive.facets import Facet, facets
from jixiao.archive.search import Results, search
from jixiao.patterns import load_rules


@dataclass(frozen=True, slots=True)
class Found:
    """A page of hits, and how all that matches divides."""

    results: Results
    facets: tuple[Facet, ...]


def find(archive: Archive, typed: str, *, rank: bool, limit: int, offset: int) -> Found:
    """What a query finds; QueryError says what in it cannot be understood."""
    with reading(archive.database) as connection:
        found = search(connection, typed, rank=rank, limit=limit, offset=offset, rules=load_rules())
        return Found(found, facets(connection, typed))
