"""A query to a page of reports: newest first, or the most fitting first; each with the sentences and figures that were looked for.

Everything here reads one connection, which sees one state of the archive, and returns frozen values.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, RowMapping, Select, func, or_, select

from jixiao.archive.conditions import figure_clause
from jixiao.archive.folding import fold
from jixiao.archive.matching import Matching, match
from jixiao.archive.passages import Passage, marked, passages
from jixiao.archive.query import HasFigure, HasName, Query, parse_query
from jixiao.archive.ranking import ranked
from jixiao.archive.search_index import report_text
from jixiao.archive.suggestions import suggest
from jixiao.archive.tables import facts, reports

if TYPE_CHECKING:
    from jixiao.patterns import Rules

COUNTED = 10_000
"""Matches are counted so far and no further."""
_FIGURES = 5


@dataclass(frozen=True, slots=True)
class Count:
    """How many reports match: exactly, `more` than that, or `about` so many (of long phrases in PostgreSQL).

    >>> str(Count(328)), str(Count(10000, more=True)), str(Count(8523, about=True))
    ('328', '1万+', '约8500')
    """

    number: int
    more: bool = False
    about: bool = False

    def __str__(self) -> str:
        if self.more:
            return "1万+"
        return f"约{round(self.number, 2 - len(str(self.number)))}" if self.about else str(self.number)


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A figure that met a condition of the query; amounts are in 万元, ratios in percent; `text` is as printed.

    `corrected` says that a person put it right: its value need not be what the text says.
    """

    fact_id: str
    label: str
    value: Decimal
    unit: str | None
    year: int | None
    measure: str | None
    text: str
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """One report found. `title` has its words marked; `passages` are sentences that hold them.

    `score_corrected` says that the score is what a person put in place of the extracted one.
    """

    report_id: int
    title: Passage
    department: str | None
    region: str
    fiscal_year: int | None
    kind: str
    project: str | None
    score: Decimal | None
    converted: Decimal | None
    grade: str | None
    failed_checks: int
    passages: tuple[Passage, ...]
    figures: tuple[FoundFigure, ...]
    score_corrected: bool = False


@dataclass(frozen=True, slots=True)
class Results:
    """A page of hits, from `offset` on; `suggestions` are queries that find something where this one finds nothing."""

    query: Query
    total: Count
    hits: tuple[Hit, ...]
    offset: int
    limit: int
    ranked: bool
    suggestions: tuple[str, ...] = ()


def search(
    connection: Connection,
    query: Query | str,
    *,
    rank: bool = False,
    limit: int = 20,
    offset: int = 0,
    rules: Rules | None = None,
    total: Count | None = None,
) -> Results:
    """The reports that match a query, a page of them: newest first, or with `rank` the most fitting first.

    `rules` bring the lexicon that suggestions and the ranking of whole words need; without them there are neither. `total` is how
    many match, where the caller has counted them.
    QueryError says what in the query cannot be understood.
    """
    query = parse_query(query) if isinstance(query, str) else query
    matching = match(connection, query)
    is_ranked = rank and any(not word.negated for word in query.words)
    if is_ranked:
        ids = ranked(connection, matching, limit, offset, rules)
    else:
        page = matching.newest().limit(limit).offset(offset)
        ids = [row.report_id for row in connection.execute(page)]
    total = _exact(ids, limit, offset) or total or count(connection, matching)
    suggestions: tuple[str, ...] = ()
    if rules is not None and not total.number:
        suggestions = suggest(query, rules, lambda typed: _finds(connection, typed))
    return Results(query, total, hits(connection, query, ids), offset, limit, is_ranked, suggestions)


def _finds(connection: Connection, typed: str) -> bool:
    found = match(connection, parse_query(typed)).newest().limit(1)
    return connection.execute(found).first() is not None


def _exact(ids: Sequence[int], limit: int, offset: int) -> Count | None:
    """How many match, where the page itself says so: it is not full."""
    return (
        Count(offset + len(ids)) if len(ids) < limit and (ids or not offset) and offset + len(ids) <= COUNTED else None
    )


def count(connection: Connection, matching: Matching | Query | str) -> Count:
    """How many reports match, counted up to 10,000.

    Of what an index of grams finds for a long phrase, the newest are compared with their texts; how many of the others hold it,
    too, is told by these.
    """
    if not isinstance(matching, Matching):
        query = parse_query(matching) if isinstance(matching, str) else matching
        matching = match(connection, query)
    share = matching.share_in_texts(connection)
    if share and share.is_all:
        return _so_far(share.right)
    if share and share.right * 2 >= share.found:
        held = _number_of(connection, matching.select(by_sets=True, in_texts=False), COUNTED * 2)
        return _so_far(held * share.right // share.found, about=True)
    return _so_far(_number_of(connection, matching.select(by_sets=True), COUNTED))


def _so_far(number: int, *, about: bool = False) -> Count:
    more = number > COUNTED
    return Count(min(number, COUNTED), more, about and not more)


def _number_of(connection: Connection, found: Select[Any], most: int) -> int:
    """How many rows there are, counted up to one more than `most`."""
    some = found.limit(most + 1).subquery()
    return int(connection.execute(select(func.count()).select_from(some)).scalar_one())


def hits(connection: Connection, query: Query, ids: Sequence[int]) -> tuple[Hit, ...]:
    """The reports of these numbers as hits of a query, in their order."""
    words = [word.folded for word in query.words if not word.negated]
    names = [
        fold(value)
        for each in query.conditions
        if isinstance(each, HasName) and each.field == "title"
        for value in each.values
    ]
    columns = [reports, report_text.c.body, report_text.c.folded] if words else [reports]
    rows = select(*columns).where(reports.c.id.in_(ids))
    if words:
        rows = rows.join(report_text, report_text.c.report_id == reports.c.id)
    found = {row["id"]: row for row in connection.execute(rows).mappings()}
    met = _figures(connection, query, ids)
    return tuple(_hit(found[number], words, names, met.get(number, ())) for number in ids if number in found)


def _hit(row: RowMapping, words: Sequence[str], names: Sequence[str], met: Sequence[FoundFigure]) -> Hit:
    return Hit(
        report_id=row["id"],
        title=marked(row["title"] or "", [*words, *names]),
        department=row["department"],
        region="".join(filter(None, (row["province"], row["city"], row["county"]))),
        fiscal_year=row["fiscal_year"],
        kind=row["kind"],
        project=row["project"],
        score=_number(row["score"]),
        converted=_number(row["converted"]),
        grade=row["grade"],
        failed_checks=row["failed_checks"],
        passages=passages(row["body"], row["folded"], words) if words else (),
        figures=tuple(met),
        score_corrected=row["score_corrected"],
    )


def _figures(connection: Connection, query: Query, ids: Sequence[int]) -> dict[int, list[FoundFigure]]:
    """The figures of each report that met the query's conditions on figures."""
    asked = [figure_clause(each) for each in query.conditions if isinstance(each, HasFigure) and not each.negated]
    if not asked or not ids:
        return {}
    own = or_(facts.c.year.is_(None), facts.c.year == reports.c.fiscal_year)
    rows = (
        select(facts)
        .join(reports, reports.c.id == facts.c.report_id)
        .where(facts.c.report_id.in_(ids), own, or_(*asked))
        .order_by(facts.c.report_id, facts.c.position)
    )
    met: dict[int, list[FoundFigure]] = {}
    for row in connection.execute(rows).mappings():
        each = met.setdefault(row["report_id"], [])
        if len(each) < _FIGURES:
            value = Decimal(row["value"])
            each.append(
                FoundFigure(
                    row["id"], row["label"], value, row["unit"], row["year"], row["measure"], row["text"], row["corrected"]
                )
            )  # fmt: skip
    return met


def _number(kept: str | None) -> Decimal | None:
    return None if kept is None else Decimal(kept)
