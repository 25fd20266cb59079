"""`jixiao correct` and `jixiao corrections`: what people put right in the reports of an archive, added, taken back, listed, as gold."""

from __future__ import annotations

import getpass
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from jixiao.cli.app import Place, argument, command, option
from jixiao.cli.output import CLEAN, as_csv_text, print_view, say, write
from jixiao.errors import JixiaoError, writing
from jixiao.files import save

if TYPE_CHECKING:
    from rich.console import RenderableType

    from jixiao.archive.archive import Archive
    from jixiao.journal import Line

Number = Annotated[int, argument("报告编号，jixiao search 列在最前面。", "编号")]
Element = Annotated[
    str, argument("哪个数：名称（只有一个时），或 jixiao export 导出的“出处”；总分写“总分”。", "名称或出处")
]
_COLUMNS = ("编号", "部门", "年度", "名称", "改什么", "改前", "改后", "谁", "何时", "说明", "现状", "出处")


@command()
def correct(
    report: Number,
    element: Element,
    value: Annotated[
        str | None, option("--value", "改成多少，金额以万元计，比率以百分之几计。", "数", allow_dash=True)
    ] = None,
    label: Annotated[str | None, option("--label", "名称改成什么。", "名称")] = None,
    year: Annotated[str | None, option("--year", "年度改成哪一年。", "年")] = None,
    measure: Annotated[str | None, option("--measure", "口径改成什么：预算、决算等。", "口径")] = None,
    wrong: Annotated[bool, option("--wrong", "标为误读：报告里没有这个数。")] = False,
    dismiss: Annotated[str | None, option("--dismiss", "这一处核算不符不算错，写明理由。", "理由")] = None,
    undo: Annotated[bool, option("--undo", "撤销对它的更正。")] = False,
    note: Annotated[str | None, option("--note", "说明。", "说明")] = None,
    author: Annotated[str | None, option("--author", "谁更正的，默认本机用户名。", "姓名")] = None,
    place: Place = None,
) -> int:
    """更正归档里的一个数，原来读出的值不会被覆盖，可以撤销。"""
    from jixiao import journal
    from jixiao.archive import open_archive
    from jixiao.corrected import corrected

    said = {"label": label, "value": value, "year": year, "measure": measure}
    filled = {field: text for field, text in said.items() if text is not None}
    if bool(filled) + wrong + undo + (dismiss is not None) != 1:
        raise JixiaoError("请写明改什么：--value、--label、--year、--measure，或 --wrong、--dismiss、--undo 之一。")
    who = author or getpass.getuser()
    with open_archive(place, create=False) as archive:
        extracted = archive.record(report)
        kept = [one for one in archive.corrections(report) if one.sha256 == extracted.source.sha256]
        if undo and element in {one.element for one in kept}:
            entries = journal.taken_back(kept, element, who)
        elif undo:
            entries = journal.taken_back(kept, journal.element_named(extracted, element), who)
        elif dismiss is not None:
            entries = [journal.dismissal(corrected(extracted, kept), element, dismiss, who)]
        elif wrong:
            entries = [journal.marked_wrong(extracted, journal.element_named(extracted, element), who, note)]
        else:
            entries = journal.changes(extracted, journal.element_named(extracted, element), filled, who, note)
        for entry in entries:
            archive.correct(entry)
    say(f"已{'撤销' if undo else '更正'} {len(entries)} 处。")
    return CLEAN


@command()
def corrections(
    report: Annotated[int | None, argument("只看一份报告；不写则列出全部。", "编号")] = None,
    place: Place = None,
    as_json: Annotated[bool, option("--json", "写成 JSON。")] = False,
    as_csv: Annotated[bool, option("--csv", "写成 CSV。")] = False,
    gold: Annotated[
        Path | None, option("--gold", "把更正过的报告连同原文件存成标准答案，供 jixiao eval 对照。", "文件夹")
    ] = None,
) -> int:
    """列出人工更正：谁、何时、改前、改后、现状。"""
    from jixiao.archive import open_archive

    if as_json and as_csv:
        raise JixiaoError("--json 与 --csv 只能用一个。")
    with open_archive(place, create=False) as archive:
        reports = archive.corrected_reports() if report is None else [report]
        if gold is not None:
            say(f"已存成 {_save_gold(archive, reports, gold)} 份标准答案：{gold}")
            return CLEAN
        found = [(row, line) for number in reports for row, line in _lines(archive, number)]
    if as_json:
        write(json.dumps([_plain(*each) for each in found], ensure_ascii=False, indent=1))
    elif as_csv:
        write(as_csv_text(_COLUMNS, (_cells(*each) for each in found)))
    elif found:
        print_view(_view(found))
    else:
        write("没有人工更正。")
    return CLEAN


def _lines(archive: Archive, number: int) -> Iterator[tuple[Mapping[str, object], Line]]:
    from jixiao import journal
    from jixiao.corrected import corrected

    extracted = archive.record(number)
    row = archive.report(number) or {}
    kept = [one for one in archive.corrections(number) if one.sha256 == extracted.source.sha256]
    for line in journal.lines(corrected(extracted, kept), extracted, kept):
        yield row, line


def _save_gold(archive: Archive, reports: Sequence[int], folder: Path) -> int:
    """Each report's file with its corrected record beside it, as `jixiao eval` reads them; those without a kept file are named."""
    from jixiao.corrected import corrected

    saved = 0
    for number in reports:
        extracted = archive.record(number)
        original = archive.original(extracted.source.sha256)
        if original is None:
            say(f"{extracted.source.name}：归档里没有存原文件，不能作标准答案。")
            continue
        name = f"{number:06}-{Path(extracted.source.name).name}"
        with writing(folder / name):
            (folder / name).write_bytes(original)
        save(corrected(extracted, archive.corrections(number)).record, folder / f"{Path(name).stem}.json")
        saved += 1
    return saved


def _cells(row: Mapping[str, object], line: Line) -> tuple[str, ...]:
    return (
        str(row["id"]), str(row["department"] or ""), str(row["fiscal_year"] or ""), line.name, line.field, line.before,
        line.after, line.author, line.made, line.note, line.state, line.element,
    )  # fmt: skip


def _plain(row: Mapping[str, object], line: Line) -> dict[str, object]:
    from dataclasses import asdict

    return {"report": row["id"], "department": row["department"], "fiscal_year": row["fiscal_year"]} | asdict(line)


def _view(found: Sequence[tuple[Mapping[str, object], Line]]) -> Iterator[RenderableType]:
    from rich import box
    from rich.table import Table

    table = Table(box=box.ROUNDED)
    for heading in _COLUMNS[:-1]:
        table.add_column(heading, overflow="fold")
    for row, line in found:
        table.add_row(*_cells(row, line)[:-1], style=None if line.counts else "dim")
    yield table
