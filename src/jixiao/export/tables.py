"""An archive and a query to the two tables of an export: columns with Chinese headings and types, and rows as they are asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import Connection, func, or_, select

from jixiao.archive.engine import reading
from jixiao.archive.fact_rows import FactRow, fact_rows, report_pages
from jixiao.archive.query import KIND_NAMES
from jixiao.archive.search_index import label_name
from jixiao.archive.tables import facts, reports, versions

if TYPE_CHECKING:
    from jixiao.archive.archive import Archive
    from jixiao.archive.query import Query

Kind = Literal["text", "integer", "number"]
Cell = str | int | Decimal | None
Row = Sequence[Cell]

MEASURES = {
    "budget": "预算", "adjusted": "调整预算", "received": "到位", "final": "决算", "balance": "时点数",
    "carryover": "结转结余", "change": "增减额",
}  # fmt: skip
_KINDS = {"amount": "金额", "ratio": "比率", "count": "个数", "absence": "无"}
_DIRECTIONS = {"increase": "增加", "decrease": "减少"}
_SAMPLE = 2000
"""The reports whose figures say which indicators are the main ones."""
_MAIN = 12
_SHARE = 0.2
"""A main indicator is in this part of the reports at least."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, the name it has for programs, and what its cells hold."""

    heading: str
    name: str
    kind: Kind = "text"
    width: int = 12


@dataclass(frozen=True)
class Table:
    """One table: its name and columns; `rows` is read once, while it is written."""

    name: str
    columns: tuple[Column, ...]
    rows: Iterator[Row]


@dataclass(frozen=True, slots=True)
class _Indicator:
    """A figure that most reports state: its label without the time before it, its unit and measure."""

    name: str
    unit: str
    measure: str | None

    @property
    def heading(self) -> str:
        measure = f" {MEASURES[self.measure]}" if self.measure in ("budget", "adjusted") else ""
        return f"{self.name}{measure}（{self.unit}）"


_REPORT = (
    Column("编号", "report_id", "integer", 8), Column("标题", "title", width=44), Column("部门", "department", width=24),
    Column("省", "province"), Column("市", "city"), Column("县区", "county"), Column("年度", "fiscal_year", "integer", 8),
    Column("类型", "kind"), Column("项目", "project", width=20), Column("得分", "score", "number"),
    Column("满分", "full_marks", "number"), Column("换算得分", "converted", "number"), Column("等级", "grade", width=8),
    Column("数字", "fact_count", "integer", 8), Column("核算项", "check_count", "integer", 8),
    Column("不符", "failed_checks", "integer", 8), Column("尾差", "minor_checks", "integer", 8),
    Column("文件", "file_name", width=30),
)  # fmt: skip
_FACT = (
    Column("报告编号", "report_id", "integer", 10), Column("部门", "department", width=24),
    Column("报告年度", "fiscal_year", "integer", 10), Column("名称", "label", width=30), Column("指标", "indicator", width=20),
    Column("对象", "subject", width=20), Column("类别", "kind", width=8), Column("数值", "value", "number", 14),
    Column("至", "value_to", "number"), Column("单位", "unit", width=8), Column("每", "per", width=8),
    Column("增减", "direction", width=8), Column("限定", "qualifier", width=8), Column("年份", "year", "integer", 8),
    Column("口径", "measure", width=10), Column("原文", "text", width=20), Column("出处", "fact_id"),
)  # fmt: skip


def tables(archive: Archive, query: Query | str = "") -> tuple[Table, Table]:
    """The table of reports and that of figures, newest report first; the main indicators are columns of the first."""
    with reading(archive.database) as connection:
        indicators = _main_indicators(connection, query)
    columns = tuple(
        Column(each.heading, f"indicator_{place}", "number", 16) for place, each in enumerate(indicators, 1)
    )
    return (
        Table("报告", _REPORT + columns, _report_rows(archive, query, indicators)),
        Table("数字", _FACT, _fact_rows(archive, query)),
    )


def _main_indicators(connection: Connection, query: Query | str) -> list[_Indicator]:
    """The figures that most of the newest reports state for their own year, the most frequent first."""
    stated: Counter[_Indicator] = Counter()
    sampled = 0
    for ids in report_pages(connection, query):
        sampled += len(ids)
        for _, found in _own_figures(connection, ids):
            stated.update(found.keys())
        if sampled >= _SAMPLE:
            break
    return [each for each, times in stated.most_common(_MAIN) if times >= max(1, sampled * _SHARE)]


def _own_figures(connection: Connection, ids: Sequence[int]) -> Iterator[tuple[int, dict[_Indicator, Decimal]]]:
    """Amounts and ratios of each report's own year and the whole department, the first of each kind."""
    rows = (
        select(facts.c.report_id, facts.c.label, facts.c.unit, facts.c.measure, facts.c.value)
        .join(reports, reports.c.id == facts.c.report_id)
        .where(
            facts.c.report_id.in_(ids), facts.c.kind.in_(("amount", "ratio")), facts.c.subject.is_(None), facts.c.per.is_(None),
            facts.c.value.is_not(None), func.coalesce(facts.c.measure, "") != "change",
            or_(facts.c.year.is_(None), facts.c.year == reports.c.fiscal_year),
        )
        .order_by(facts.c.report_id, facts.c.position)
    )  # fmt: skip
    found: dict[int, dict[_Indicator, Decimal]] = {}
    for report_id, label, unit, measure, value in connection.execute(rows):
        one = _Indicator(label_name(label), unit or "", measure)
        found.setdefault(report_id, {}).setdefault(one, Decimal(value))
    yield from found.items()


def _report_rows(archive: Archive, query: Query | str, indicators: Sequence[_Indicator]) -> Iterator[Row]:
    with reading(archive.database) as connection:
        for ids in report_pages(connection, query):
            figures = dict(_own_figures(connection, ids)) if indicators else {}
            current = (versions.c.report_id == reports.c.id) & (versions.c.number == reports.c.version)
            rows = select(reports, versions.c.file_name).join(versions, current).where(reports.c.id.in_(ids))
            found = {row["id"]: row for row in connection.execute(rows).mappings()}
            for report_id in ids:
                own = figures.get(report_id, {})
                yield [*_report_cells(found[report_id]), *(own.get(each) for each in indicators)]


def _report_cells(row: Mapping[Any, Any]) -> Iterator[Cell]:
    for column in _REPORT:
        value = row["id" if column.name == "report_id" else column.name]
        if column.name == "kind":
            value = KIND_NAMES[value]
        yield Decimal(value) if column.kind == "number" and value is not None else value


def _fact_rows(archive: Archive, query: Query | str) -> Iterator[Row]:
    with reading(archive.database) as connection:
        for row in fact_rows(connection, query):
            yield [_fact_cell(row, column) for column in _FACT]


def _fact_cell(row: FactRow, column: Column) -> Cell:
    value: Cell = getattr(row, column.name)
    names = {"kind": _KINDS, "direction": _DIRECTIONS, "measure": MEASURES}.get(column.name)
    return names[value] if names and isinstance(value, str) else value
