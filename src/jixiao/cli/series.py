"""`jixiao series`: one quantity over the years, with its change, as a table, as CSV, or as a chart in the terminal or a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from jixiao.cli.app import Place, argument, command, option
from jixiao.cli.output import CLEAN, as_csv_text, print_view, say, write
from jixiao.cli.search import CONDITIONS, typed_query
from jixiao.errors import JixiaoError

if TYPE_CHECKING:
    from decimal import Decimal

    from rich.console import RenderableType

    from jixiao.archive.series import Series

_MOST = 12
"""Departments that a table or a chart shows."""
_BAR = 24
_COLUMNS = (
    "部门", "地区", "年度", "名称", "口径", "数值", "单位", "比上年增减", "增减%", "报告中的其他数", "报告编号", "已更正",
)  # fmt: skip

Name = Annotated[str, argument("指标或名称，可只写开头：三公经费、公务接待费预算、资产负债率。", "名称")]
Department = Annotated[str | None, option("--department", "哪个部门，可只写一部分。", "部门")]
Measured = Annotated[
    str | None, option("--measure", "哪个口径：预算、调整预算、到位、决算、时点数、结转结余。", "口径")
]
Svg = Annotated[Path | None, option("--svg", "画成 SVG 图。", "文件")]
Png = Annotated[Path | None, option("--png", "画成 PNG 图。", "文件")]


@command(context_settings={"ignore_unknown_options": True})
def series(
    name: Name,
    words: Annotated[list[str] | None, argument(CONDITIONS, "词或条件")] = None,
    department: Department = None,
    measure: Measured = None,
    place: Place = None,
    as_csv: Annotated[bool, option("--csv", "写成 CSV。")] = False,
    svg: Svg = None,
    png: Png = None,
) -> int:
    """一个数历年是多少，比上年增减多少。"""
    from jixiao.archive import open_archive
    from jixiao.archive.query import measure_named

    typed = typed_query(words)
    if department:
        typed += f' 部门:"{department}"'
    with open_archive(place, create=False) as archive:
        found = archive.series(name, typed, measure=measure_named(measure) if measure else None)
    if not found:
        say(f"归档里没有名为“{name}”的数。名称可以只写开头，例如 三公经费。")
        return CLEAN
    if as_csv:
        write(as_csv_text(_COLUMNS, _rows(found)))
        return CLEAN
    if len(found) > _MOST:
        some = "、".join(one.department for one in found[:5])
        raise JixiaoError(
            f"符合的部门有 {len(found)} 个（{some}等）。请用 --department 写明部门，或用 --csv 全部列出。"
        )
    print_view(_view(found))
    for file in filter(None, (svg, png)):
        from jixiao.charts import draw

        draw(found, file)
        say(f"已画成 {file}")
    return CLEAN


def _rows(found: Sequence[Series]) -> Iterator[tuple[object, ...]]:
    from jixiao.archive.query import MEASURE_NAMES

    for one in found:
        for point in one.points:
            yield (
                one.department, one.region, point.year, point.label,
                MEASURE_NAMES[point.measure] if point.measure else "", format(point.value, "f"), point.unit,
                _number(point.change), _number(point.rate), " ".join(map(_number, point.others)), point.report_id,
                "是" if point.corrected else "",
            )  # fmt: skip


def _view(found: Sequence[Series]) -> Iterator[RenderableType]:
    """A table a department; the bars in its last column are the chart."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    for one in found:
        largest = max(abs(point.value) for point in one.points)
        place = f"（{one.region}）" if one.region and one.region not in one.department else ""
        title = Text(f"{one.department}{place} {one.name}", style="bold")
        table = Table(title=title, box=box.ROUNDED, title_justify="left")
        for heading in ("年度", f"数值（{one.unit}）", "比上年增减", "增减%"):
            table.add_column(heading, justify="right")
        contested = any(point.others for point in one.points)
        for heading in ("", "原名称", "报告", *(("报告中的其他数",) if contested else ())):
            table.add_column(heading, overflow="fold")
        for point in one.points:
            length = round(_BAR * abs(point.value) / largest) if largest else 0
            others = ("、".join(map(_number, point.others)),) if contested else ()
            table.add_row(
                str(point.year), _number(point.value), _signed(point.change), _signed(point.rate), "█" * length,
                point.label + ("（已更正）" if point.corrected else ""), str(point.report_id), *others,
            )  # fmt: skip
        yield table


def _number(value: Decimal | None) -> str:
    return "" if value is None else format(value, "f")


def _signed(value: Decimal | None) -> str:
    return "" if value is None else format(value, "+,f")
