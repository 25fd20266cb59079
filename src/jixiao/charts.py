"""Values to a chart, as SVG or PNG: lines over years, bars, columns. Lines differ by their marks too, to be told apart without colour.

The one door to matplotlib: the site shows these charts, `jixiao series` writes them to files.
"""

from __future__ import annotations

import threading
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from jixiao.errors import JixiaoError, writing

if TYPE_CHECKING:
    from jixiao.archive.series import Series

Form = Literal["svg", "png"]
_INK, _SOFT, _GRID, _BAR, _WARN = "#1c2733", "#566473", "#d5dce3", "#2d6a8f", "#b00020"
_COLOURS = ("#1d4e6b", "#b5591c", "#2c7a4b", "#7a3b8f", "#a6192e", "#4a6fa5", "#6b6b00", "#00776f")
_MARKS = ("o", "s", "^", "D", "v", "P", "X", "*")
_FONTS = (
    "Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "Microsoft YaHei", "PingFang SC", "SimHei", "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei", "Noto Sans CJK JP", "AR PL UMing CN", "SimSun",
)  # fmt: skip
"""Fonts with Chinese characters; those that are installed are taken in this order."""
WIDE, NARROW = 8.6, 4.3
"""Widths in inches: of a page, of a telephone."""
_NAME = 2.8
"""So much of it takes the name of a line in a legend."""
_DOTS = 150
_turn = threading.Lock()


def draw(series: Sequence[Series], target: Path) -> None:
    """Write series of one quantity, a line a department; the suffix, .svg or .png, says how. JixiaoError says what is missing."""
    forms: dict[str, Form] = {".svg": "svg", ".png": "png"}
    form = forms.get(target.suffix.lower())
    if form is None:
        raise JixiaoError(f"{target}：图只能存为 .svg 或 .png。")
    years = sorted({point.year for one in series for point in one.points})
    span = range(years[0], years[-1] + 1)
    named = [(one.department, [_value(one, year) for year in span]) for one in series]
    title = series[0].name if len(series) > 1 else f"{series[0].department}{series[0].name}"
    drawn = lines(span, named, series[0].unit, title=title, form=form)
    with writing(target):
        target.write_bytes(drawn)


def lines(
    years: Sequence[int], named: Sequence[tuple[str, Sequence[Decimal | None]]], unit: str,
    *, title: str | None = None, form: Form = "svg", width: float = WIDE,
) -> bytes:  # fmt: skip
    """One line a name over the years; a year without a value is a gap. A `title` is for a chart that stands by itself."""
    beside = min(int(width / _NAME), len(named))
    above = -(-len(named) // beside) if len(named) > 1 else 0
    height = 4.0 + 0.2 * max(0, above - 3)
    with _chart((width, height), form) as (axes, out):
        for number, (name, values) in enumerate(named):
            look = {"color": _COLOURS[number % len(_COLOURS)], "marker": _MARKS[number % len(_MARKS)], "linewidth": 1.8}
            axes.plot(years, [float("nan") if value is None else float(value) for value in values], label=name, **look)
        axes.set_xticks(list(years), [str(year) for year in years])
        axes.set_ylabel(unit)
        axes.grid(axis="y", color=_GRID, linewidth=0.8)
        if title:
            axes.set_title(title, pad=12 + 18 * above)
        if len(named) > 1:
            axes.legend(frameon=False, ncols=beside, loc="lower center", bbox_to_anchor=(0.5, 1.0))
        elif len(years) <= 15:
            for year, value in zip(years, named[0][1], strict=True):
                if value is not None:
                    axes.annotate(
                        f"{value:,f}",
                        (year, float(value)),
                        (0, 7),
                        textcoords="offset points",
                        ha="center",
                        color=_SOFT,
                    )
    return out.getvalue()


def bars(named: Sequence[tuple[str, Decimal]], unit: str, *, width: float = WIDE) -> bytes:
    """One bar a name, longest names readable, from top to bottom, its value at its end."""
    with _chart((width, 0.7 + 0.34 * max(len(named), 1))) as (axes, out):
        names, values = [name for name, _ in named], [float(value) for _, value in named]
        drawn = axes.barh(
            range(len(named)), values, color=[_BAR if value >= 0 else _WARN for value in values], height=0.66
        )
        axes.set_yticks(range(len(named)), names)
        axes.invert_yaxis()
        axes.bar_label(drawn, [f"{value:,f}{unit}" for _, value in named], padding=4, color=_INK, fontsize=9)
        axes.margins(x=0.16)
        axes.tick_params(axis="y", length=0)
        axes.xaxis.set_visible(False)
        axes.spines[["bottom"]].set_visible(False)
    return out.getvalue()


def columns(named: Sequence[tuple[str, int]], unit: str, *, width: float = WIDE) -> bytes:
    """One column a step, its number on top."""
    with _chart((width, 3.2)) as (axes, out):
        drawn = axes.bar(range(len(named)), [number for _, number in named], color=_BAR, width=0.86)
        axes.set_xticks(range(len(named)), [name for name, _ in named], rotation=0 if len(named) * 0.7 <= width else 60)
        axes.bar_label(drawn, [str(number) if number else "" for _, number in named], padding=2, color=_INK, fontsize=9)
        axes.set_ylabel(unit)
        axes.yaxis.get_major_locator().set_params(integer=True)
        axes.grid(axis="y", color=_GRID, linewidth=0.8)
    return out.getvalue()


def _value(one: Series, year: int) -> Decimal | None:
    return next((point.value for point in one.points if point.year == year), None)


@contextmanager
def _chart(size: tuple[float, float], form: Form = "svg") -> Iterator[tuple[Any, BytesIO]]:
    """Axes to draw on, and where the chart is when that is done. In an SVG text is text, and the same chart gives the same bytes."""
    try:
        import matplotlib
        from matplotlib.figure import Figure
    except ModuleNotFoundError as error:
        raise JixiaoError(f"画图需要 {error.name}，还没有安装。请运行 pip install 'jixiao[charts]'。") from error
    if form == "png" and not _fonts():
        raise JixiaoError("没有中文字体，画不了 PNG。请安装一种，例如 apt-get install fonts-noto-cjk；或用 --svg。")
    style: Any = {
        "svg.fonttype": "none", "svg.hashsalt": "jixiao", "font.family": [*(_fonts() or _FONTS[:1]), "sans-serif"],
        "axes.unicode_minus": False, "text.parse_math": False,
    }  # fmt: skip
    out = BytesIO()
    with _turn, warnings.catch_warnings(), matplotlib.rc_context(style):
        warnings.simplefilter("ignore")  # a font without Chinese measures a little wrong; the browser has its own
        figure = Figure(figsize=size, layout="constrained")
        axes = figure.add_subplot()
        axes.spines[["top", "right", "left"]].set_visible(False)
        axes.spines[["bottom"]].set_color(_SOFT)
        axes.tick_params(colors=_INK, length=3)
        axes.yaxis.label.set_color(_SOFT)
        axes.set_axisbelow(True)
        yield axes, out
        if form == "png":
            figure.savefig(out, format="png", dpi=_DOTS)
        else:
            figure.savefig(out, format="svg", metadata={"Date": None, "Creator": "jixiao"}, transparent=True)


@cache
def _fonts() -> tuple[str, ...]:
    from matplotlib import font_manager

    known = {font.name for font in font_manager.fontManager.ttflist}
    return tuple(name for name in _FONTS if name in known)
