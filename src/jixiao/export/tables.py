"""An archive and a query to the two tables of an export: columns with Chinese headings and types, and rows as they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from jixiao.archive.query import KIND_NAMES, MEASURE_NAMES

if TYPE_CHECKING:
    from jixiao.archive.fact_rows import FactRow
    from jixiao.archive.query import Query
    from jixiao.archive.questions import Questions
    from jixiao.archive.report_rows import MainFigure

Kind = Literal["text", "integer", "number"]
Cell = str | int | Decimal | None
Row = Sequence[Cell]

_KINDS = {"amount": "金额", "ratio": "比率", "count": "个数", "absence": "无"}
_DIRECTIONS = {"increase": "增加", "decrease": "减少"}


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


_REPORT = (
    Column("编号", "report_id", "integer", 8), Column("标题", "title", width=44), Column("部门", "department", width=24),
    Column("省", "province"), Column("市", "city"), Column("县区", "county"), Column("年度", "fiscal_year", "integer", 8),
    Column("类型", "kind"), Column("项目", "project", width=20), Column("得分", "score", "number"),
    Column("满分", "full_marks", "number"), Column("换算得分", "converted", "number"), Column("等级", "grade", width=8),
    Column("数字", "fact_count", "integer", 8), Column("核算项", "check_count", "integer", 8),
    Column("不符", "failed_checks", "integer", 8), Column("尾差", "minor_checks", "integer", 8),
    Column("更正", "corrected", "integer", 8), Column("文件", "file_name", width=30),
)  # fmt: skip
_FACT = (
    Column("报告编号", "report_id", "integer", 10), Column("部门", "department", width=24),
    Column("报告年度", "fiscal_year", "integer", 10), Column("名称", "label", width=30), Column("指标", "indicator", width=20),
    Column("对象", "subject", width=20), Column("类别", "kind", width=8), Column("数值", "value", "number", 14),
    Column("至", "value_to", "number"), Column("单位", "unit", width=8), Column("每", "per", width=8),
    Column("增减", "direction", width=8), Column("限定", "qualifier", width=8), Column("年份", "year", "integer", 8),
    Column("口径", "measure", width=10), Column("原文", "text", width=20), Column("出处", "fact_id"),
    Column("已更正", "corrected", width=8),
)  # fmt: skip


def tables(archive: Questions, query: Query | str = "") -> tuple[Table, Table]:
    """The table of reports and that of figures, newest report first; the main figures are columns of the first."""
    figures = archive.main_figures(query)
    columns = tuple(Column(_heading(each), f"figure_{place}", "number", 16) for place, each in enumerate(figures, 1))
    return (
        Table("报告", _REPORT + columns, _report_rows(archive, query, figures)),
        Table("数字", _FACT, ([_fact_cell(row, column) for column in _FACT] for row in archive.iterate_facts(query))),
    )


def _heading(figure: MainFigure) -> str:
    planned = f" {MEASURE_NAMES[figure.measure]}" if figure.measure in ("budget", "adjusted") else ""
    return f"{figure.name}{planned}（{figure.unit}）"


def _report_rows(archive: Questions, query: Query | str, figures: Sequence[MainFigure]) -> Iterator[Row]:
    for one in archive.iterate_reports(query, figures=bool(figures)):
        yield [*_report_cells(one.row), *(one.figures.get(each) for each in figures)]


def _report_cells(row: Mapping[str, Any]) -> Iterator[Cell]:
    for column in _REPORT:
        value = row["id" if column.name == "report_id" else column.name]
        if column.name == "kind":
            value = KIND_NAMES[value]
        yield Decimal(value) if column.kind == "number" and value is not None else value


def _fact_cell(row: FactRow, column: Column) -> Cell:
    if column.name == "corrected":
        return "是" if row.corrected else None
    value: Cell = getattr(row, column.name)
    names: Mapping[Any, str] | None = _NAMES.get(column.name)
    return names[value] if names and value is not None else value


_NAMES: Mapping[str, Mapping[Any, str]] = {"kind": _KINDS, "direction": _DIRECTIONS, "measure": MEASURE_NAMES}
