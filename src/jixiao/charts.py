"""Series of the archive to a chart in a file: a line a department over the years, as SVG or PNG."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jixiao.errors import JixiaoError

if TYPE_CHECKING:
    from jixiao.archive.series import Series

_FONTS = (
    "Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "Microsoft YaHei", "PingFang SC", "SimHei", "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei", "Noto Sans CJK JP", "AR PL UMing CN", "SimSun",
)  # fmt: skip
"""Fonts with Chinese characters, the first that is installed is taken."""
_SIZE = (8.0, 4.5)
_DOTS = 150


def draw(series: Sequence[Series], target: Path) -> None:
    """Write the chart; the suffix, .svg or .png, says which. JixiaoError says what is missing."""
    if target.suffix.lower() not in (".svg", ".png"):
        raise JixiaoError(f"{target}：图只能存为 .svg 或 .png。")
    try:
        from matplotlib import rc_context
        from matplotlib.figure import Figure
        from matplotlib.ticker import MaxNLocator
    except ModuleNotFoundError as error:
        raise JixiaoError(f"画图需要 {error.name}，还没有安装。请运行 pip install 'jixiao[charts]'。") from error
    # text stays text in an SVG, in whatever font the reader has
    settings: Any = {"font.family": [_font(target), "sans-serif"], "axes.unicode_minus": False, "svg.fonttype": "none"}
    with rc_context(settings):
        figure = Figure(figsize=_SIZE, layout="constrained")
        axes = figure.subplots()
        for one in series:
            axes.plot(
                [point.year for point in one.points],
                [float(point.value) for point in one.points],
                "o-",
                label=one.department,
            )
            if len(series) == 1:
                for point in one.points:
                    axes.annotate(
                        f"{point.value:f}",
                        (point.year, float(point.value)),
                        (0, 6),
                        textcoords="offset points",
                        ha="center",
                    )
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        axes.margins(y=0.15)
        axes.set_ylim(bottom=min(0.0, axes.get_ylim()[0]))
        axes.set_ylabel(series[0].unit)
        axes.set_title(series[0].name if len(series) > 1 else f"{series[0].department}{series[0].name}")
        axes.grid(axis="y", alpha=0.3)
        if len(series) > 1:
            axes.legend()
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            figure.savefig(target, dpi=_DOTS)
        except OSError as error:
            raise JixiaoError(f"{target}：写不进去（{error.strerror}）。请另选一处。") from error


def _font(target: Path) -> str:
    """The font to draw with; a PNG needs one that is installed."""
    from matplotlib import font_manager

    installed = {font.name for font in font_manager.fontManager.ttflist}
    found = next((name for name in _FONTS if name in installed), None)
    if found is None and target.suffix.lower() == ".png":
        raise JixiaoError("没有中文字体，画不了 PNG。请安装一种，例如 apt-get install fonts-noto-cjk；或用 --svg。")
    return found or _FONTS[0]
