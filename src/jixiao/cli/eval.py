"""`jixiao eval`: how well reports are read, against what a person read in them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from jixiao.cli.app import Everything, argument, command, option
from jixiao.cli.output import CLEAN, UNREADABLE, print_view, say, write
from jixiao.errors import JixiaoError
from jixiao.files import save_text

if TYPE_CHECKING:
    from jixiao.evaluate.folders import Graded
    from jixiao.evaluate.readings import Run


@command("eval")
def evaluate(
    folders: Annotated[list[Path], argument("放着报告和人工读数的文件夹。", "文件夹")],
    everything: Everything = False,
    as_json: Annotated[bool, option("--json", "把结果写成 JSON，每份报告的差异都在内。")] = False,
    formats: Annotated[list[str] | None, option("--format", "只读这种格式：docx、pdf 或 txt。", "格式")] = None,
    compare: Annotated[
        str | None, option("--compare", "与 git 的这个修订相比：多读对了什么，读错了什么。", "修订")
    ] = None,
    unseen: Annotated[bool, option("--unseen", "每族报告都撇开只从它认识的写法来读，看没见过的报告读得怎样。")] = False,
    page: Annotated[Path | None, option("--page", "把各族的准确率写成 Markdown（含 --unseen）。", "文件")] = None,
) -> int:
    """评测：对照人工读数，看读得准不准。"""
    from jixiao.evaluate.folders import find_graded
    from jixiao.evaluate.readings import run

    if compare and (unseen or page):
        raise JixiaoError("--compare 不能与 --unseen、--page 同用。")
    reports = [each for each in find_graded(folders) if not formats or each.format in formats]
    if not reports:
        raise JixiaoError(f"没有 {'、'.join(formats or ())} 格式的报告。--format 可用 docx、pdf、txt。")
    if page:
        return _write_page(reports, page)
    now = _unseen(reports) if unseen else run(reports)
    _tell(now, compare, reports, as_json=as_json, everything=everything)
    for sentence in now.unreadable:
        say(sentence)
    return CLEAN if now.readings else UNREADABLE


def _tell(now: Run, compare: str | None, reports: list[Graded], *, as_json: bool, everything: bool) -> None:
    from jixiao.cli import eval_view
    from jixiao.evaluate.readings import judged
    from jixiao.evaluate.revisions import changes, records_by
    from jixiao.evaluate.summary import of_changes, summary

    before = judged(reports, records_by(compare, reports)) if compare else None
    made = changes(before, now) if before else None
    if as_json:
        compared = {"before": summary(before), **of_changes(made)} if before and made else {}
        write(json.dumps(summary(now) | compared, ensure_ascii=False, indent=1))
    elif before and made:
        print_view(eval_view.compared(before, now, made, everything=everything))
    else:
        print_view(eval_view.evaluated(now, everything=everything))


def _unseen(reports: list[Graded]) -> Run:
    from jixiao.evaluate.families import rules_unseen
    from jixiao.evaluate.readings import run

    return run(reports, rules_unseen(reports))


def _write_page(reports: list[Graded], page: Path) -> int:
    from jixiao.evaluate.accuracy_page import accuracy_page
    from jixiao.evaluate.readings import run
    from jixiao.patterns import load_rules

    save_text(accuracy_page(run(reports), _unseen(reports), load_rules().maps["families"]), page)
    return CLEAN
