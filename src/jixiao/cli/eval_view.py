"""A run, or two of them, as tables for a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from jixiao.evaluate.readings import MEASURES, Run, figures, grouped, in_order, together
from jixiao.evaluate.tally import Difference, Tally

if TYPE_CHECKING:
    from rich.console import RenderableType

    from jixiao.evaluate.judging import Evaluation
    from jixiao.evaluate.revisions import Changes

_NAMES = {
    "amount": "金额", "ratio": "比率", "count": "个数", "absence": "没有什么", "label": "名称", "year": "年度",
    "measure": "口径", "section": "所在章节", "complete": "全对的数", "score": "得分", "heading": "标题",
    "record": "报告信息", "finding": "不符之处", "text": "原文", "qualifier": "约、余等", "value_to": "区间上限",
}  # fmt: skip
_COLUMNS = ("figures", "label", "year", "measure", "complete", "score", "heading", "record", "finding")
_SHORT = 20
Named = tuple[str, Difference]


def evaluated(run: Run, *, everything: bool = False) -> Iterator[RenderableType]:
    """What was measured, by format and family, and what was read otherwise than by a person."""
    whole = together(run.readings)
    yield Text(f"{len(run.readings)} 份报告", style="bold")
    yield _measures(whole)
    yield _groups("格式", grouped(run.readings, lambda reading: reading.format))
    if any(reading.family for reading in run.readings):
        yield _groups("族", grouped(run.readings, lambda reading: reading.family or "未注明"))
    named = [(reading.name, each) for reading in run.readings for each in reading.evaluation.differences]
    yield from _listed("与人工读数不同", named, everything=everything)


def compared(before: Run, after: Run, made: Changes, *, everything: bool = False) -> Iterator[RenderableType]:
    """How the rates moved, and which numbers are read better or worse."""
    old, new = together(before.readings), together(after.readings)
    table = _table("", "原来", "现在", "差")
    for name in _measured(old, new):
        table.add_row(
            _NAMES[name], _rate(old.rate(name)), _rate(new.rate(name)), f"{new.rate(name) - old.rate(name):+.4f}"
        )
    yield table
    yield from _listed("多读对的", made.gains, everything=everything)
    yield from _listed("多读错的", made.losses, everything=everything)


def _measured(*evaluations: Evaluation) -> Iterator[str]:
    return (name for name in MEASURES if any(name in evaluation.tallies for evaluation in evaluations))


def _measures(evaluation: Evaluation) -> Table:
    table = _table("", "对", "多", "漏", "精确率", "召回率", "F1")
    for name in _measured(evaluation):
        tally = evaluation.tallies[name]
        table.add_row(_NAMES[name], *map(str, (tally.right, tally.extra, tally.missed)), *_rates(tally))
    return table


def _rates(tally: Tally) -> Iterator[str]:
    return map(_rate, (tally.precision, tally.recall, tally.f1))


def _groups(title: str, groups: Iterator[tuple[str, Evaluation]]) -> Table:
    table = _table(title, *("数" if name == "figures" else _NAMES[name] for name in _COLUMNS))
    for group, of in groups:
        rates = (figures(of).f1 if name == "figures" else of.rate(name) for name in _COLUMNS)
        table.add_row(group, *map(_rate, rates))
    return table


def _table(first: str, *others: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(first)
    for name in others:
        table.add_column(name, justify="right")
    return table


def _rate(rate: float) -> str:
    """Never rounded up: 1.0000 means that nothing is wrong."""
    return f"{int(rate * 10000) / 10000:.4f}"


def _listed(title: str, differences: Sequence[Named], *, everything: bool) -> Iterator[RenderableType]:
    yield Text(f"\n{title}：{len(differences)} 处", style="bold")
    ordered = sorted(differences, key=lambda each: in_order(each[0])[1])
    for report, each in ordered if everything else ordered[:_SHORT]:
        yield Text(f"{report} {_said(each)}", no_wrap=True, overflow="ignore")
    if len(ordered) > _SHORT and not everything:
        yield Text(f"……另有 {len(ordered) - _SHORT} 处，--all 全部列出。")


def _said(each: Difference) -> str:
    """One difference in words.

    >>> _said(Difference("record.city", "保宁市", None))
    '报告信息 city：应为 保宁市，读作 无'
    """
    kind, _, field = each.of.partition(".")
    at = f"（{each.text}）" if each.text else ""
    return f"{_NAMES[kind]}{field and ' ' + field}：应为 {each.wanted or '无'}，读作 {each.read or '无'}{at}"
