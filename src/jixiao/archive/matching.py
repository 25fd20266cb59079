"""A query to the reports that match it, as SQL: by the index of words, or by reading the texts of the few that are left.

Three ways lead to the same reports, and what is asked decides which is taken:

    index    words and names are looked up; what else is asked is asked of each report found, newest first
    few      a condition on a score, a figure or a rule leaves so few reports that their texts are read
    walk     no words; or, in PostgreSQL, words that nearly every report has: all reports are walked along, newest first

FTS5 gives reports newest first and phrases exactly. GIN gives all at once and knows no order of grams, so that what it finds for
phrases of more than three characters is compared with the text. Reading every text that has a common phrase, only to count them,
takes a hundred times as long as finding them; so where all are counted the newest are compared, and the rest believed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, FromClause, Select, and_, case, func, literal, select, text

from jixiao.archive.conditions import clause, failing, figures
from jixiao.archive.query import Condition, HasChecks, HasFigure, HasName, HasScore, InYears, Query
from jixiao.archive.search_index import YEAR_STEP, gram_index, report_index, report_text
from jixiao.archive.tables import reports
from jixiao.archive.text_terms import (
    TextTerm,
    absent,
    found_by_index,
    fts5_match,
    gin_match,
    read,
    text_terms,
    to_compare,
)

Way = Literal["index", "few", "walk"]
_Asked = list[ColumnElement[bool]]
FEW = 500
"""So many texts are read in the time that a page takes."""
_PROBED = 4 * FEW
"""Facts and checks that are looked up to see how many reports they are of."""
COMPARED = 1000
"""So many texts are compared with a phrase before the index of grams is believed as far as it was right about these."""
COMMON = 3000
"""What GIN finds more of is met sooner walking along the reports than sorting all that it finds."""


@dataclass(frozen=True, slots=True)
class Share:
    """Of `found` reports, the newest that the index of grams finds, the texts of `right` hold all words."""

    found: int
    right: int

    @property
    def is_all(self) -> bool:
        """Whether these were all that the index finds."""
        return self.found < COMPARED


@dataclass(frozen=True, slots=True)
class Matching:
    """How the reports that match a query are found in this archive, as it is now."""

    query: Query
    dialect: str
    way: Way
    terms: tuple[TextTerm, ...]
    few: tuple[int, ...] = ()

    def select(self, *, by_sets: bool = False, in_texts: bool = True) -> Select[Any]:
        """`recency` and `report_id` of all that match, in no order; `by_sets` where all of them are wanted, not a page.

        Without `in_texts`, which goes with `by_sets`, what the index finds is not compared with the texts: see `share_in_texts`.
        """
        source, recency, report_id, asked = self._source(by_sets, in_texts)
        rest = [clause(condition, by_sets=by_sets) for condition in self._of_reports()]
        if self.way == "few":
            asked.append(report_id.in_(self.few))
        if (years := _years(self.query)) is not None:
            asked.append(recency.between(literal(years[0] * YEAR_STEP), literal((years[1] + 1) * YEAR_STEP - 1)))
        if rest:
            source = source.join(reports, reports.c.id == report_id)
        return select(recency.label("recency"), report_id.label("report_id")).select_from(source).where(*asked, *rest)

    def newest(self) -> Select[Any]:
        """The same, newest first, to take a page of."""
        query = self.select()
        return query.order_by(query.selected_columns[0].desc())

    def share_in_texts(self, connection: Connection) -> Share | None:
        """How far the index of grams is right, by the newest that it finds; None where it answers for all by itself."""
        compared = to_compare(self.terms, self.dialect) if self.way != "few" else []
        if not compared:
            return None
        found = self.select(by_sets=True, in_texts=False)
        found = found.order_by(found.selected_columns[0].desc()).limit(COMPARED)
        newest = found.subquery()
        holds = case((and_(*(read(term, self.dialect) for term in compared)), 1), else_=0)
        asked = select(func.count(), func.coalesce(func.sum(holds), 0)).select_from(
            newest.join(report_text, report_text.c.recency == newest.c.recency)
        )
        return Share(*connection.execute(asked).one())

    def everything(self, connection: Connection) -> Select[Any]:
        """The same as `select`, to be divided or counted as a whole: the index is believed where it was right so far."""
        share = self.share_in_texts(connection)
        believed = share is not None and not share.is_all and share.right == share.found
        return self.select(by_sets=True, in_texts=not believed)

    def _source(
        self, by_sets: bool, in_texts: bool
    ) -> tuple[FromClause, ColumnElement[Any], ColumnElement[Any], _Asked]:
        """Where reports are taken from, the columns of their recency and id, and what is asked of their texts."""
        wanted = [term for term in self.terms if not term.negated]
        unwanted = [term for term in self.terms if term.negated]
        if self.way == "index" and self.dialect == "sqlite":  # FTS5 knows of what is unwanted, too
            return report_index, report_index.c.rowid, _report_id(report_index.c.rowid), [fts5_match(self.terms)]
        if self.way == "index" or (self.way == "walk" and by_sets and wanted):
            found = found_by_index(wanted, self.dialect, in_texts=in_texts).subquery()
            without = [absent(term, found.c.recency, self.dialect) for term in unwanted]
            return found, found.c.recency, _report_id(found.c.recency), without
        asked = [read(term, self.dialect) for term in (self.terms if self.way == "few" else wanted)]
        if self.way == "walk":
            asked += (absent(term, report_text.c.recency, self.dialect) for term in unwanted)
        return report_text, report_text.c.recency, report_text.c.report_id, asked

    def _of_reports(self) -> list[Condition]:
        """The conditions that are asked of the rows of `reports`: not those that texts or the recency answer."""
        return [
            condition
            for condition in self.query.conditions
            if not (isinstance(condition, HasName) and condition.field != "grade") and not _is_span(condition)
        ]


def _report_id(recency: ColumnElement[Any]) -> ColumnElement[Any]:
    return recency.op("&")(literal(YEAR_STEP - 1))


def match(connection: Connection, query: Query, *more: TextTerm) -> Matching:
    """The way to the reports that match a query, and whose texts contain `more`."""
    dialect, terms = connection.dialect.name, (*text_terms(query), *more)
    if dialect != "sqlite":
        # its planner takes a look at all grams or all words of a report for as cheap as one at a number
        # ... and then plans that seem dear are compiled, which takes longer than they do
        connection.execute(text("SET LOCAL cpu_operator_cost = 1; SET LOCAL jit = off"))
    few = _few(connection, query.conditions)
    if few is not None:
        return Matching(query, dialect, "few", terms, few)
    wanted = [term for term in terms if not term.negated]
    if not wanted or (dialect != "sqlite" and _is_common(connection, wanted)):
        return Matching(query, dialect, "walk", terms)
    return Matching(query, dialect, "index", terms)


def _few(connection: Connection, conditions: Sequence[Condition]) -> tuple[int, ...] | None:
    """The reports that the selective ones of some conditions leave, where they are few; None where no condition is so."""
    left: set[int] | None = None
    for condition in conditions:
        found = _found(condition)
        if found is None:
            continue
        met = connection.execute(found.limit(_PROBED + 1)).scalars().all()
        if len(met) <= _PROBED and len(ids := set(met)) <= FEW:
            left = ids if left is None else left & ids
    return None if left is None else tuple(sorted(left))


def _found(condition: Condition) -> Select[Any] | None:
    """The reports that meet a condition that may be selective, looked up by itself."""
    if condition.negated:
        return None
    match condition:
        case HasScore():
            return select(reports.c.id).where(clause(condition, by_sets=True))
        case HasFigure():
            return figures(condition)
        case HasChecks(results=()):
            return failing(condition)
    return None


def _is_common(connection: Connection, wanted: Sequence[TextTerm]) -> bool:
    found = select(literal(1)).select_from(gram_index).where(gin_match(wanted)).limit(COMMON + 1).subquery()
    return connection.execute(select(func.count()).select_from(found)).scalar_one() > COMMON


def _is_span(condition: Condition) -> bool:
    """Whether it is one range of years, which the order of the reports answers."""
    return isinstance(condition, InYears) and len(condition.ranges) == 1 and not condition.negated


def _years(query: Query) -> tuple[int, int] | None:
    """The years that all ranges allow, first and last; None where any year will do. Reports without a year are in none."""
    spans = [
        condition.ranges[0] for condition in query.conditions if isinstance(condition, InYears) and _is_span(condition)
    ]
    if not spans:
        return None
    first = max(span[0] or 1 for span in spans)
    return first, min(span[1] or 9999 for span in spans)
