"""Patterns to what a person reads of them: lists, one with its examples, what is wrong, where they match, how long they take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from jixiao.linearity import LENGTHS, NEVER, Growth
from jixiao.patterns import Pattern, Rules, faults
from jixiao.proving import Grown, Met, never_met, siblings
from jixiao.watching import Ledger

_WITHIN = {"heading": "标题", "text": "正文", "cell": "表格", "title": "报告标题", "name": "名称"}
_MILLISECONDS = 1000
_CUBIC = 6


def listing(patterns: Sequence[Pattern]) -> Iterator[RenderableType]:
    """Patterns, a line each."""
    yield Text(f"规则 {len(patterns)} 条", style="bold")
    table = _table("名字", "文件", "用在", "例句")
    for each in patterns:
        table.add_row(each.name, each.file, _WITHIN[each.entry.within], each.entry.matches[0]["text"])
    yield table


def one(pattern: Pattern, rules: Rules) -> Iterator[RenderableType]:
    """A pattern with its examples, and who else knows them."""
    entry = pattern.entry
    yield Text(entry.name, style="bold")
    yield Text(f"文件 {pattern.file}，用在{_WITHIN[entry.within]}；找的是：{entry.finds}")
    yield Text(entry.regex, style="cyan")
    table = _table("该认的例句", "认出什么")
    for match in entry.matches:
        groups = "，".join(f"{name} = {text}" for name, text in match.items() if name != "text")
        table.add_row(match["text"], groups)
    yield table
    misses = _table("不该认的例句")
    for text in entry.misses:
        misses.add_row(text)
    yield misses
    yield from _collisions([pattern], rules)


def faults_of(patterns: Iterable[Pattern]) -> dict[str, list[str]]:
    """What is wrong with the examples of patterns, by their names; those that hold are left out."""
    found = {each.name: list(faults(each)) for each in patterns}
    return {name: told for name, told in found.items() if told}


def proof(
    patterns: Sequence[Pattern], faulty: dict[str, list[str]], rules: Rules, *, one_by_one: bool
) -> Iterator[RenderableType]:
    """Whether the examples hold; for single ones and a user's own also who else knows them."""
    examples = sum(len(each.entry.matches) + len(each.entry.misses) for each in patterns)
    if not faulty:
        yield Text(f"规则 {len(patterns)} 条、例句 {examples} 句，都对", style="bold green")
    else:
        wrong = sum(map(len, faulty.values()))
        yield Text(f"规则 {len(patterns)} 条、例句 {examples} 句，{wrong} 句不对", style="bold red")
        table = _table("规则", "文件", "不对之处")
        for each in patterns:
            for told in faulty.get(each.name, ()):
                table.add_row(each.name, each.file, told)
        yield table
    yield from _collisions([each for each in patterns if one_by_one or each.limit is not None], rules)


def _collisions(patterns: Iterable[Pattern], rules: Rules) -> Iterator[RenderableType]:
    table = _table("规则", "例句", "也认得这句的", "先后")
    for each in patterns:
        for other in siblings(each, rules):
            table.add_row(each.name, other.text, other.pattern, "它先试" if other.first else "它后试")
    if table.row_count:
        yield Text(
            "同一文件里的别的规则也认得这些例句（先试的先得）；本该如此的，在 also 里写上它的名字", style="yellow"
        )
        yield table


def met(patterns: Sequence[Pattern], ledger: Ledger, reports: int, *, one_by_one: bool) -> Iterator[RenderableType]:
    """In how many places of some reports the patterns matched."""
    never = never_met(patterns, ledger)
    told = f"读了 {reports} 份报告：{len(patterns) - len(never)} 条认出过字或写明了为什么没有（unseen）"
    yield Text(f"{told}，{len(never)} 条没有认出过" if never else told, style="dim")
    if one_by_one:
        for each in patterns:
            yield Text(f"  {each.name}（{each.file}）：认出 {ledger.matches[each.name]} 处")
        return
    for file in dict.fromkeys(each.file for each in never):
        yield Text(f"  {file}：" + "、".join(each.name for each in never if each.file == file))


def places(file: str, found: Sequence[Met]) -> Iterator[RenderableType]:
    """Where a regex matches in one report."""
    yield Text(f"{file}：{len(found)} 处", style="bold")
    table = _table("位置", "原文", "命名组")
    for each in found:
        text = Text.assemble(each.before, (f"【{each.found}】", "bold red"), each.after)
        table.add_row(each.place, text, "，".join(f"{name} = {text}" for name, text in each.groups))
    yield table


def slowest(rules: Rules, ledger: Ledger, reports: int, top: int) -> Iterator[RenderableType]:
    """The patterns that took the most time."""
    total = sum(ledger.seconds.values())
    yield Text(f"读了 {reports} 份报告，规则共用 {total * _MILLISECONDS:.0f} 毫秒；最慢的 {top} 条：", style="bold")
    table = _table("规则", "文件", "毫秒", "占比", "找的次数", "认出")
    for name, seconds in ledger.seconds.most_common(top):
        share = f"{100 * seconds / total:.1f}%" if total else ""
        figures = (f"{seconds * _MILLISECONDS:.1f}", share, str(ledger.searches[name]), str(ledger.matches[name]))
        table.add_row(name, rules.pattern(name).file, *figures)
    yield table


def growing(asked: int, found: Sequence[Grown]) -> Iterator[RenderableType]:
    """The patterns that some text makes slow: which text, and how the steps of a search grow with it."""
    slow = [(each, each.growth) for each in found if each.growth]
    if not slow:
        yield Text(f"数了 {asked} 条规则的步数：文字加倍，步数最多也只加倍（线性）", style="bold green")
    else:
        yield Text(f"数了 {asked} 条规则的步数，{len(slow)} 条比文字长得快：", style="bold red")
        table = _table("规则", "文件", "使它变慢的文字", "步数", "文字加倍，步数变成")
        for each, growth in slow:
            steps = "，".join(f"{length} 字 {count}" for length, count in zip(LENGTHS, growth.steps, strict=False))
            table.add_row(each.name, each.file, _pumped(growth), steps or "数不完", _times(growth))
        yield table
        yield Text(
            r"改法：相邻的两个 \s* 前一个写成 \s*+；(…+)+ 不要重复套重复；.* 写成有上限的 .{0,60}", style="yellow"
        )
    if unread := [each.name for each in found if each.growth is None]:
        yield Text(f"{len(unread)} 条用了数不了步数的写法（如引用前面的组），没有数：{'、'.join(unread)}", style="dim")


def _pumped(growth: Growth) -> str:
    lead, piece = (_visible(text) for text in (growth.lead, growth.piece))
    return f"“{piece}”一再重复" if not lead else f"“{lead}”后面“{piece}”一再重复"


def _visible(text: str) -> str:
    return text.replace(" ", "␣").replace("\n", "⏎").replace(NEVER, "␀")


def _times(growth: Growth) -> str:
    if growth.factor is None:
        return "10 倍以上（或数不完）"
    return f"{growth.factor:.1f} 倍（{'平方' if growth.factor < _CUBIC else '立方或更快'}）"


def _table(*columns: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table
