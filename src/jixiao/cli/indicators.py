"""`jixiao indicators`: what quantities the lexicon knows, what else they are called and where they are laid down."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from jixiao.cli.app import argument, command, option
from jixiao.cli.output import CLEAN, print_view, say, write

if TYPE_CHECKING:
    from rich.console import RenderableType

    from jixiao.entries import IndicatorEntry
    from jixiao.patterns import Rules


@command()
def indicators(
    word: Annotated[str | None, argument("名称、别名或键里的几个字；不写则全部列出。", "词")] = None,
    as_json: Annotated[bool, option("--json", "写成 JSON，给程序用。")] = False,
) -> int:
    """查指标词典：一个指标有哪些叫法、什么单位、怎么定义、出处在哪里。"""
    from jixiao.patterns import load_rules

    rules = load_rules()
    found = _found(word, rules) if word else rules.indicators
    if as_json:
        import json

        write(json.dumps([_as_data(each) for each in found], ensure_ascii=False, indent=1))
    elif found:
        print_view(_view(found, rules, in_full=word is not None))
    else:
        say(f"词典里没有“{word}”。换一个短些的词再试，或用 jixiao indicators 列出全部。")
    return CLEAN


def _found(word: str, rules: Rules) -> tuple[IndicatorEntry, ...]:
    """The indicator that a label names first, then those with the word in a name, their key or their group."""
    from jixiao.indicators import indicator_of
    from jixiao.normalise import signless

    exact = indicator_of(word, rules)
    sought = signless(word)
    groups = rules.maps["indicator_groups"]
    holding = (
        each
        for each in rules.indicators
        if sought in each.id
        or sought == signless(groups.get(each.group, ""))
        or any(sought in signless(name) for name in each.names)
    )
    return tuple(dict.fromkeys([*([exact] if exact else []), *holding]))


def _view(found: tuple[IndicatorEntry, ...], rules: Rules, *, in_full: bool) -> Iterator[RenderableType]:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    yield Text(f"指标 {len(found)} 个", style="bold")
    table = Table(box=box.SIMPLE_HEAD)
    for heading in ("键", "名称", "单位", *(("别名", "定义和出处") if in_full else ("类别",))):
        table.add_column(heading, overflow="fold", no_wrap=heading == "键")
    for each in found:
        cells = (each.id, each.name, each.measured_in)
        if in_full:
            source = f"（{each.source}）" if each.source else ""
            table.add_row(*cells, "、".join(each.aliases), f"{each.definition or ''}{source}", end_section=True)
        else:
            table.add_row(*cells, rules.maps["indicator_groups"].get(each.group, each.group))
    yield table


def _as_data(each: IndicatorEntry) -> dict[str, object]:
    return each.model_dump(mode="json") | {"unit": each.measured_in, "group": each.group}
