"""A record to what a person reads of it: its scores beside their sum, its main figures, and what does not agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from jixiao.checks.coverage import coverage
from jixiao.prose import Prose
from jixiao.record import Check, Fact, Record
from jixiao.terms import (
    COMPARED_AS,
    KINDS,
    MEASURES,
    REASONS,
    awarded,
    figure,
    number,
    points,
    region_name,
    section_path,
    section_trail,
    verdict,
)  # fmt: skip

FACTS_A_CHAPTER = 4
CHAPTER_DEPTH = 2
_STYLES = {"相符": "green", "不符": "bold red", "尾差": "yellow", "无从核算": "dim"}


def record_view(record: Record, *, everything: bool = False) -> Iterator[RenderableType]:
    """The whole record for a person: title, scores, main figures, failed checks, and what was left unread."""
    yield Text(record.title or "（无标题）", style="bold")
    yield _identity(record)
    yield _scores(record, everything)
    if record.facts:
        yield _facts(record, everything)
    yield from checks_view(record, everything=everything)
    yield from _left_over(record)


def checks_view(record: Record, *, everything: bool = False) -> Iterator[RenderableType]:
    """How many figures agree, and each failed check with its place and the repair that would mend it."""
    if not record.checks:
        yield Text("没有可以核算的数。", style="bold yellow")
        return
    counts = Counter(one.status for one in record.checks)
    summary = (
        f"核算 {len(record.checks)} 处：相符 {counts['pass']}，不符 {counts['fail']}，无从核算 {counts['unverifiable']}"
    )
    yield Text(summary, style="bold red" if counts["fail"] else "bold green")
    if (covered := coverage(record)).figures:
        yield Text(
            f"金额和比率 {covered.figures} 个，其中 {covered.covered} 个（{covered.percent}%）经过核算", style="dim"
        )
    shown = [one for one in record.checks if everything or one.status == "fail"]
    if not shown:
        return
    table = _table("核算结果" if everything else "不符之处", "结果", "位置", "数", "说明", "改法")
    table.columns[2].no_wrap = True
    for one in sorted(shown, key=lambda one: ("fail", "unverifiable", "pass").index(one.status)):
        cells = (_check_place(record, one), _check_figures(one), Prose(one.message), Prose(one.hint or ""))
        table.add_row(Text(*_verdict(one)), *cells, end_section=True)
    yield table


def file_heading(name: str, *, several: bool) -> Iterator[RenderableType]:
    """The name of a file above what is told of it, where there are several."""
    if several:
        yield Text(name, style="bold underline")


def main_facts(record: Record, limit: int = FACTS_A_CHAPTER) -> tuple[Fact, ...]:
    """The figures worth a first look: of each chapter the few that others are measured against, then money, then the rest."""
    bases = {end for relation in record.relations for end in (relation.whole, relation.base)}
    weights = {"amount": 1, "ratio": 2, "count": 3, "absence": 4}

    def weight(fact: Fact) -> tuple[bool, int, bool]:
        return fact.id not in bases, weights[fact.kind], fact.indicator is None

    chosen: set[str] = set()
    for facts in _by_section(record, record.facts, CHAPTER_DEPTH).values():
        chosen |= {fact.id for fact in sorted(facts, key=weight)[:limit]}
    return tuple(fact for fact in record.facts if fact.id in chosen)


def _by_section(record: Record, facts: Iterable[Fact], depth: int | None) -> dict[str, list[Fact]]:
    """Facts under the heading of their section, or of the one around it at this depth, in the order of the report."""
    groups: dict[str, list[Fact]] = {}
    for fact in facts:
        path = section_trail(record, fact.section)[:depth]
        heading = "".join(section.ordinal for section in path) + (path[-1].title if path else "正文")
        groups.setdefault(heading, []).append(fact)
    return groups


def _identity(record: Record) -> RenderableType:
    pages = f"，{record.source.pages} 页" if record.source.pages else ""
    rows = {
        "部门": record.department,
        "地区": region_name(record),
        "年度": str(record.fiscal_year) if record.fiscal_year else "",
        "项目": record.project,
        "文号": "、".join(record.document_numbers),
        "类别": KINDS[record.kind],
        "来源": record.source.name + pages,
    }
    table = Table(box=None, show_header=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column()
    for name, text in rows.items():
        if text:
            table.add_row(name, text)
    return table


def _scores(record: Record, everything: bool) -> RenderableType:
    table = _table("得分", "项目", "满分", "得分")
    for item in record.scores:
        if everything or item.parent is None:
            indent = "  " if item.parent else ""
            table.add_row(
                indent + section_path(record, item.section) + item.title, points(item.full_marks), awarded(item)
            )
    if table.rows:
        table.add_section()
    total = next((one for one in record.checks if one.rule == "score_total"), None)
    if total is not None:
        word, style = _verdict(total)
        table.add_row("各项合计", "", Text(f"{points(total.computed)} {word}".strip(), style=style))
    table.add_row(
        "报告所述总分", points(record.score.full_marks), Text(points(record.score.stated) or "未写明", style="bold")
    )
    if record.score.converted is not None:
        table.add_row("换算得分", "", points(record.score.converted))
    if record.score.grade:
        table.add_row("等级", "", record.score.grade)
    return table


def _facts(record: Record, everything: bool) -> RenderableType:
    shown = record.facts if everything else main_facts(record)
    hidden = len(record.facts) - len(shown)
    table = _table("主要数字" if hidden else "数字", "名称", "数值", "年度", "口径", "原文")
    table.columns[1].justify = "right"
    if hidden:
        table.caption = Text(f"另有 {hidden} 项未列出，用 --all 全部列出")
    for heading, facts in _by_section(record, shown, None if everything else CHAPTER_DEPTH).items():
        table.add_section()
        table.add_row(Text(heading, style="bold"))
        for fact in facts:
            subject = f"（{fact.subject}）" if fact.subject else ""
            measure = MEASURES[fact.measure] if fact.measure else ""
            table.add_row("  " + fact.label + subject, figure(fact), str(fact.year or ""), measure, fact.text)
    return table


def _left_over(record: Record) -> Iterator[RenderableType]:
    if record.unread:
        counts = Counter(REASONS[one.reason] for one in record.unread)
        reasons = "，".join(f"{reason} {count}" for reason, count in counts.most_common())
        yield Text(f"未作为事实的数 {len(record.unread)} 处：{reasons}", style="dim")
    yield from warnings_view(record)


def warnings_view(record: Record) -> Iterator[RenderableType]:
    """What was not read, or not surely, and so is not in the checks either."""
    for warning in record.warnings:
        yield Prose(f"注意：{warning.message}", "yellow")


def _table(title: str, *columns: str) -> Table:
    table = Table(title=Text(title, style="bold"), box=box.ROUNDED, title_justify="left", caption_justify="left")
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _check_place(record: Record, one: Check) -> str:
    sections = {block.id: block.section for block in record.blocks}
    paths = (section_path(record, sections.get(span.block)) for span in one.spans)
    places = tuple(dict.fromkeys(path for path in paths if path))
    return places[0] + (f" 等{len(places)}处" if len(places) > 1 else "") if places else ""


def _check_figures(one: Check) -> str:
    """What is printed, what it should be and how far they are apart, a line each."""
    unit = one.unit or ""
    figures = {"写为": one.stated, COMPARED_AS.get(one.rule, "应为"): one.computed, "相差": one.difference}
    if one.status != "fail":
        return "" if one.stated is None else f"{number(one.stated)}{unit}"
    return "\n".join(f"{word} {number(value)}{unit}" for word, value in figures.items() if value is not None)


def _verdict(one: Check) -> tuple[str, str]:
    word = verdict(one)
    return word, _STYLES[word]
