"""The figures of an archive as rows, each with the report that it is of: page by page, or together for a DataFrame."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from decimal import Decimal
from typing import Any, get_type_hints, overload

from sqlalchemy import Connection, select

from jixiao.archive.conditions import named
from jixiao.archive.matching import match
from jixiao.archive.query import Query, figure_named, parse_query
from jixiao.archive.tables import facts, reports
from jixiao.errors import JixiaoError
from jixiao.record import Measure

PAGE = 500
"""Reports whose rows are read at a time."""


@dataclass(frozen=True, slots=True)
class FactRow:
    """One figure; money is in 万元, ratios in percent. `fiscal_year` is the report's, `year` the one the figure speaks of.

    `corrected` says that a person put it right; `text` stays what is printed.
    """

    report_id: int
    department: str | None
    fiscal_year: int | None
    fact_id: str
    kind: str
    label: str
    indicator: str | None
    subject: str | None
    value: Decimal | None
    value_to: Decimal | None
    unit: str | None
    per: str | None
    direction: str | None
    qualifier: str | None
    year: int | None
    measure: str | None
    text: str
    corrected: bool


@dataclass(frozen=True, slots=True)
class Facts(Sequence[FactRow]):
    """Figures in the order of their reports, newest first, and of the text."""

    rows: tuple[FactRow, ...]

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, place: int) -> FactRow: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[FactRow, ...]: ...
    def __getitem__(self, place: int | slice) -> FactRow | tuple[FactRow, ...]:
        return self.rows[place]

    def to_dataframe(self) -> Any:
        """A pandas DataFrame, or one of polars where pandas is not there; values are binary fractions, years whole numbers.

        JixiaoError where neither is installed.
        """
        try:
            import pandas
        except ModuleNotFoundError:
            return self._to_polars()
        whole = {name: "Int64" for name, kind in get_type_hints(FactRow).items() if kind in (int, int | None)}
        numbers = dict.fromkeys(("value", "value_to"), "float64")
        table = pandas.DataFrame([_plain(row) for row in self.rows], columns=[each.name for each in fields(FactRow)])
        return table.astype(whole | numbers)

    def _to_polars(self) -> Any:
        try:
            import polars
        except ModuleNotFoundError as error:
            raise JixiaoError(
                "to_dataframe 需要 pandas 或 polars，都还没有安装。请运行 pip install pandas。"
            ) from error
        kinds = {bool: polars.Boolean, int: polars.Int64, int | None: polars.Int64, Decimal | None: polars.Float64}
        schema = {name: kinds.get(kind, polars.String) for name, kind in get_type_hints(FactRow).items()}
        return polars.DataFrame([_plain(row) for row in self.rows], schema=schema)


def _plain(row: FactRow) -> dict[str, Any]:
    return {name: float(value) if isinstance(value, Decimal) else value for name, value in asdict(row).items()}


def fact_rows(
    connection: Connection, query: Query | str = "", *, name: str | None = None, measure: Measure | None = None
) -> Iterator[FactRow]:
    """The figures of the reports that match a query, newest report first; those of a name and a measure where they are given."""
    asked = [] if name is None else [named(figure_named(name))]
    if measure is not None:
        asked.append(facts.c.measure == measure)
    own = [facts.c.id if each.name == "fact_id" else facts.c[each.name] for each in fields(FactRow)[3:]]
    for ids in report_pages(connection, query):
        rows = (
            select(facts.c.report_id, reports.c.department, reports.c.fiscal_year, *own)
            .join(reports, reports.c.id == facts.c.report_id)
            .where(facts.c.report_id.in_(ids), *asked)
            .order_by(facts.c.report_id, facts.c.position)
        )
        places = {report_id: place for place, report_id in enumerate(ids)}
        # sorted is stable: within a report the order of the text stays
        for row in sorted(connection.execute(rows), key=lambda row: places[row.report_id]):
            kept = dict(row._mapping) | {"fact_id": row.id}
            numbers = {name: Decimal(kept[name]) for name in ("value", "value_to") if kept[name] is not None}
            kept.pop("id")
            yield FactRow(**(kept | numbers))


def report_pages(connection: Connection, query: Query | str) -> Iterator[list[int]]:
    """The numbers of the reports that match a query, newest first, some hundred at a time."""
    query = parse_query(query) if isinstance(query, str) else query
    found = match(connection, query).select(by_sets=True).subquery()
    ids = list(connection.execute(select(found.c.report_id).order_by(found.c.recency.desc())).scalars())
    for start in range(0, len(ids), PAGE):
        yield ids[start : start + PAGE]
