"""What an import did, for a person: how many of each, which could not be read and why, which do not add up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from jixiao.bulk.summary import IN_WORDS, FileResult, Summary
from jixiao.prose import Prose

_SHOWN = 30


def summary_view(summary: Summary, location: str, *, everything: bool = False) -> Iterator[RenderableType]:
    """Counts, failures with reasons, and reports with failed checks."""
    yield Text(f"归档 {location}", style="bold", overflow="fold")
    counts = Table(box=box.SIMPLE_HEAD)
    counts.add_column("结果")
    counts.add_column("份数", justify="right")
    for outcome, words in IN_WORDS.items():
        if count := summary.count(outcome):
            counts.add_row(words, str(count))
    counts.add_row("合计", str(len(summary.results)), style="bold")
    yield counts
    if summary.seconds >= 1:
        yield Text(f"用时 {summary.seconds:.0f} 秒，每秒 {len(summary.results) / summary.seconds:.1f} 份", style="dim")
    if summary.failures:
        failed = [(each.path, each.reason or "") for each in summary.failures]
        yield from failures_view(failed, everything=everything)
    if summary.scans:
        yield from scans_view([each.path for each in summary.scans], everything=everything)
    if bad := summary.with_failed_checks:
        yield _table(
            "核算不符的报告", ("编号", "不符", "年度", "部门", "标题"), [_bad_row(each) for each in bad], everything
        )
    if changed := [each for each in summary.results if each.changes]:
        rows = [
            (each.department or each.path, str(each.fiscal_year or ""), "\n".join(each.changes)) for each in changed
        ]
        yield _table("有变化的报告", ("部门", "年度", "变化"), rows, everything)


def summary_lines(summary: Summary) -> Iterator[str]:
    """One line a file, for an import that goes on."""
    for result in summary.results:
        wrong = f"，核算不符 {result.failed_checks} 处" if result.failed_checks else ""
        yield f"{IN_WORDS[result.outcome]}：{result.reason or result.path}{wrong}"


def failures_view(rows: Sequence[tuple[str, str]], *, everything: bool = False) -> Iterator[RenderableType]:
    """The files that imports could not read, each with its reason."""
    named = [(path, reason.removeprefix(f"{path}：").removeprefix(f"{PurePath(path).name}：")) for path, reason in rows]
    yield _table("未能读取", ("文件", "原因"), [(path, Prose(reason)) for path, reason in named], everything)


def scans_view(paths: Sequence[str], *, everything: bool = False) -> Iterator[RenderableType]:
    """The files in which there is no text, and what to do with them."""
    yield _table("没有文字的扫描件", ("文件",), [(path,) for path in paths], everything)
    yield Prose("做法：用 WPS 或扫描软件做文字识别（OCR），另存为带文字的 PDF，再导入一次。")


def _table(
    title: str, headings: Sequence[str], rows: Sequence[Sequence[str | Prose]], everything: bool
) -> RenderableType:
    table = Table(box=box.SIMPLE_HEAD, title=f"{title}（{len(rows)} 份）", title_justify="left", title_style="bold")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows if everything else rows[:_SHOWN]:
        table.add_row(*row)
    if not everything and len(rows) > _SHOWN:
        table.caption = f"还有 {len(rows) - _SHOWN} 份，用 --all 全部列出"
    return table


def _bad_row(result: FileResult) -> tuple[str, ...]:
    named = (result.department or "", result.title or PurePath(result.path).name)
    return str(result.report_id), str(result.failed_checks), str(result.fiscal_year or ""), *named
