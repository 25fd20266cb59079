"""A checked record to one page of HTML that goes back to whoever wrote the report: what disagrees, beside the text itself.

Every figure of the text shows whether it was checked and agrees, by its colour and, for print and for the colour-blind, by
the kind of its underline. The page needs nothing but itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from importlib import resources

from jixiao.checks.coverage import coverage
from jixiao.checks.places import Places
from jixiao.checks.rounding import plain
from jixiao.document import Span
from jixiao.marks import LEGEND, Mark, failures_of, marks_of
from jixiao.record import Check, Record, RecordBlock, RecordTable
from jixiao.terms import COMPARED_AS
from jixiao.version import VERSION

_BESIDE_THE_TEXT = ("note", "contents", "header", "footer")


def check_page(record: Record) -> str:
    """The page of a record with its checks, as one HTML document."""
    failures = failures_of(record)
    marks = marks_of(record, failures)
    name = escape(record.title or record.source.name)
    parts = (
        '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{name}：核算结果</title>",
        f"<style>\n{_style()}</style>\n</head>\n<body>",
        _header(record, name, marks),
        '<div class="columns">',
        _aside(record, failures, marks),
        "<article>",
        *_text(record, marks),
        "</article>\n</div>",
        f"<footer>jixiao {escape(VERSION)} 按报告自身的数重新核算，没有改动报告。改法只供参考，以原始账表为准。</footer>",
        "</body>\n</html>\n",
    )
    return "\n".join(parts)


def _style() -> str:
    return (resources.files("jixiao") / "check_page.css").read_text(encoding="utf-8")


def _header(record: Record, name: str, marks: Mapping[str, Sequence[Mark]]) -> str:
    counts = Counter(check.status for check in record.checks)
    seen = Counter(mark.verdict for block in marks.values() for mark in block)
    year = f"{record.fiscal_year}年度" if record.fiscal_year else ""
    about = "，".join(filter(None, (record.department, year, record.source.name)))
    legend = "".join(
        f'<span title="{escape(meaning)}"><mark class="{verdict}">{word} 123.45</mark> {seen[verdict]} 个</span>'
        for verdict, word, meaning in LEGEND
    )
    covered = coverage(record)
    return (
        f"<header>\n<h1>{name}</h1>\n<p>{escape(about)}</p>\n"
        f"<p>核算 {len(record.checks)} 处：相符 {counts['pass']}，不符 {counts['fail']}，无从核算 {counts['unverifiable']}。"
        f"金额和比率 {covered.figures} 个，其中 {covered.covered} 个（{covered.percent}%）经过核算。</p>\n"
        f'<p class="legend">{legend}</p>\n</header>'
    )


def _aside(record: Record, failures: Sequence[Check], marks: Mapping[str, Sequence[Mark]]) -> str:
    """What disagrees, each with its figures, its hint and links to its places; then what could not be checked."""
    places = Places(record)
    told = "\n".join(_failure(number, each, places, marks) for number, each in enumerate(failures, 1))
    listed = f"<ol>\n{told}\n</ol>" if failures else "<p>没有不符之处。</p>"
    unknown = [each.message for each in record.checks if each.status == "unverifiable"]
    rest = "".join(f"<li>{escape(message)}</li>" for message in unknown)
    more = f"<details>\n<summary>无从核算 {len(unknown)} 处</summary>\n<ul>{rest}</ul>\n</details>" if unknown else ""
    return f"<aside>\n<h2>不符之处</h2>\n{listed}\n{more}\n</aside>"


def _failure(number: int, check: Check, places: Places, marks: Mapping[str, Sequence[Mark]]) -> str:
    kind = '<span class="kind">不符</span>'
    if check.severity == "minor":
        kind = '<span class="kind minor-kind">尾差</span>'
    links = "、".join(
        f'<a href="#{_anchor(span, marks)}">{escape(quoted or "此处")}</a>'
        for span in check.spans
        if (quoted := places.text(span.block)[span.start : span.end]) is not None
    )
    unit = check.unit or ""
    figures = {"报告所写": check.stated, COMPARED_AS.get(check.rule, "应为"): check.computed, "相差": check.difference}
    rows = [(word, escape(f"{plain(value)}{unit}")) for word, value in figures.items() if value is not None]
    rows += [("可能的改法", escape(check.hint))] if check.hint else []
    rows += [("位置", f"{escape(places.of_span(check.spans[0]))}：{links}")] if check.spans else []
    listed = "".join(f"<dt>{word}</dt><dd>{shown}</dd>" for word, shown in rows)
    return f'<li id="failure-{number}">{kind} {escape(check.message)}<dl>{listed}</dl></li>'


def _anchor(span: Span, marks: Mapping[str, Sequence[Mark]]) -> str:
    """The figure at a place, or the block where no figure begins there."""
    if any(mark.start == span.start for mark in marks.get(span.block, ())):
        return _figure_id(span.block, span.start)
    return _block_id(span.block)


def _block_id(block: str) -> str:
    return escape(f"block-{block}")


def _figure_id(block: str, start: int) -> str:
    return escape(f"figure-{block}-{start}")


def _text(record: Record, marks: Mapping[str, Sequence[Mark]]) -> Iterator[str]:
    """The blocks in order; a table where its first cell stands."""
    tables = {table.id: table for table in record.tables}
    blocks = {block.id: block for block in record.blocks}
    done: set[str] = set()
    for block in record.blocks:
        table = tables.get(block.table or "")
        if table is None:
            yield _paragraph(block, marks)
        elif table.id not in done:
            done.add(table.id)
            yield _table(table, blocks, marks)


def _paragraph(block: RecordBlock, marks: Mapping[str, Sequence[Mark]]) -> str:
    tag = {"title": "h2", "heading": "h3"}.get(block.kind, "p")
    kind = "aside-text" if block.kind in _BESIDE_THE_TEXT else block.kind
    return f'<{tag} class="block {kind}" id="{_block_id(block.id)}">{_marked(block, marks)}</{tag}>'


def _table(table: RecordTable, blocks: Mapping[str, RecordBlock], marks: Mapping[str, Sequence[Mark]]) -> str:
    rows: dict[int, list[str]] = {row: [] for row in range(table.rows)}
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
        block = blocks.get(cell.block)
        spans = "".join(
            f' {name}="{count}"' for name, count in (("rowspan", cell.rowspan), ("colspan", cell.colspan)) if count > 1
        )
        text = _marked(block, marks) if block is not None else ""
        rows.setdefault(cell.row, []).append(f'<td id="{_block_id(cell.block)}"{spans}>{text}</td>')
    return "<table>\n" + "\n".join(f"<tr>{''.join(cells)}</tr>" for cells in rows.values()) + "\n</table>"


def _marked(block: RecordBlock, marks: Mapping[str, Sequence[Mark]]) -> str:
    """The text of a block with its figures marked, and behind each the numbers of the failures that it has a part in."""
    parts: list[str] = []
    at = 0
    for mark in marks.get(block.id, ()):
        links = "、".join(f'<a href="#failure-{number}">{number}</a>' for number in mark.failures)
        parts.append(escape(block.text[at : mark.start]))
        parts.append(f'<mark class="{mark.verdict}" id="{_figure_id(block.id, mark.start)}">')
        parts.append(f"{escape(block.text[mark.start : mark.end])}</mark>")
        parts.append(f"<sup>{links}</sup>" if links else "")
        at = mark.end
    return "".join(parts) + escape(block.text[at:])
