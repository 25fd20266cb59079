"""`jixiao search`: reports of the archive by words and conditions, with the sentences and figures that were looked for."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

from jixiao.cli.app import Place, argument, command, option
from jixiao.cli.output import CLEAN, as_csv_text, print_view, write
from jixiao.errors import JixiaoError

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

    from jixiao.archive.facets import Facet
    from jixiao.archive.passages import Passage
    from jixiao.archive.search import Hit, Results

CONDITIONS = """词和条件，空格隔开，同时满足。词：公务接待费、"含 空格 的"、-不要的词。条件：年份:2021-2023 部门:教育局 地区:徐水区
等级:优 检查:未通过 类型:项目 标题:自评 得分<90 三公经费>10（万元）资产负债率>50%。不写则列出全部。"""
_COLUMNS = ("编号", "标题", "部门", "地区", "年度", "得分", "换算得分", "等级", "不符", "原文", "数字", "得分已更正")


@command(context_settings={"ignore_unknown_options": True})  # -会议费 is a word that is not wanted
def search(
    words: Annotated[list[str] | None, argument(CONDITIONS, "词或条件")] = None,
    place: Place = None,
    rank: Annotated[bool, option("--rank", "按相关程度排列；默认新的在前。")] = False,
    facets: Annotated[bool, option("--facets", "列出按年份、地区、部门、等级、检查各有多少份。")] = False,
    limit: Annotated[int, option("--limit", "每页几份，默认 20。", "份数", min=1, max=1000)] = 20,
    page: Annotated[int, option("--page", "第几页。", "页", min=1)] = 1,
    as_json: Annotated[bool, option("--json", "写成 JSON。")] = False,
    as_csv: Annotated[bool, option("--csv", "写成 CSV。")] = False,
) -> int:
    """在归档中查找报告。"""
    from jixiao.archive import open_archive
    from jixiao.patterns import load_rules

    if as_json and as_csv:
        raise JixiaoError("--json 与 --csv 只能用一个。")
    typed = typed_query(words)
    with open_archive(place, create=False) as archive:
        found = archive.search(typed, rank=rank, limit=limit, offset=(page - 1) * limit, rules=load_rules())
        divided = archive.facets(typed) if facets else None
    if as_json:
        import json

        from jixiao.archive.answers import answer

        write(json.dumps(answer(found, divided), ensure_ascii=False, indent=1))
    elif as_csv:
        write(as_csv_text(_COLUMNS, map(_row, found.hits)))
    else:
        print_view(_view(found, divided))
    return CLEAN


def typed_query(words: Sequence[str] | None) -> str:
    """The words of the command line as one query; what begins with two dashes is an option that there is not."""
    for word in words or ():
        if word.startswith("--"):
            raise JixiaoError(f"没有 {word} 这个选项。用 --help 查看用法。")
    return " ".join(words or ())


def _row(hit: Hit) -> tuple[object, ...]:
    return (
        hit.report_id, hit.title.text, hit.department, hit.region, hit.fiscal_year, hit.score, hit.converted, hit.grade,
        hit.failed_checks, " / ".join(map(str, hit.passages)), " / ".join(_figures(hit)),
        "是" if hit.score_corrected else "",
    )  # fmt: skip


def _view(found: Results, facets: Sequence[Facet] | None) -> Iterator[RenderableType]:
    from rich.text import Text

    if not found.hits:
        yield Text("没有更多了。" if found.total.number else "没有找到符合的报告。")
        if found.suggestions:
            yield Text("可以试试：")
            yield from (Text(f"  jixiao search {suggestion}") for suggestion in found.suggestions)
        return
    first, last = found.offset + 1, found.offset + len(found.hits)
    order = "最相关的在前" if found.ranked else "新的在前"
    yield Text(f"共 {found.total} 份，第 {first}–{last} 份，{order}", style="dim")
    for hit in found.hits:
        yield Text()
        yield from _hit_view(hit)
    if facets is not None:
        yield Text()
        yield from (_facet_view(facet) for facet in facets)


def _hit_view(hit: Hit) -> Iterator[RenderableType]:
    from rich.padding import Padding
    from rich.text import Text

    score = f"  {hit.score:f}分" if hit.score is not None else ""
    score += "（已更正）" if hit.score_corrected else ""
    converted = f"（换算 {hit.converted:f}分）" if hit.converted is not None else ""
    failed = Text(f"  不符 {hit.failed_checks} 处", style="red") if hit.failed_checks else Text()
    heading = _marked(hit.title, "bold") if hit.title.text else Text("（无标题）", style="bold")
    yield Text.assemble((f"{hit.report_id:>6}  ", "dim"), heading, score, converted, f" {hit.grade or ''}", failed)
    told = " · ".join(filter(None, (hit.department, hit.region, str(hit.fiscal_year or ""), hit.project)))
    below = (
        Text(told, style="dim"),
        *(_marked(passage) for passage in hit.passages),
        *(Text(figure, style="cyan") for figure in _figures(hit)),
    )
    yield from (Padding(line, (0, 0, 0, 8)) for line in below)


def _marked(passage: Passage, style: str = "") -> Text:
    """The words in colour, or in 【】 where there is none."""
    from rich.text import Text

    if not sys.stdout.isatty():
        return Text(str(passage), style=style)
    text = Text(passage.text, style=style)
    for start, end in passage.marks:
        text.stylize("bold yellow", start, end)
    return text


def _figures(hit: Hit) -> list[str]:
    return [
        f"{figure.label} {figure.value:f}{figure.unit or ''}（{figure.text}{'，已更正' if figure.corrected else ''}）"
        for figure in hit.figures
    ]


def _facet_view(facet: Facet) -> Text:
    from rich.text import Text

    values = "，".join(f"{value.name} {value.count}" for value in facet.values)
    others = f"，另有 {facet.others} 个" if facet.others else ""
    return Text.assemble((f"{facet.name}：", "bold"), values, others)
