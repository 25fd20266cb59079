"""`jixiao correct`, `corrections` and `reindex` at the command line: what people put right, added, taken back, listed, as gold."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from jixiao.archive import open_archive
from printed import Run
from reports_of import record_of, report_text


@pytest.fixture
def place(tmp_path: Path) -> str:
    file = tmp_path / "归档.db"
    with open_archive(file) as archive:
        archive.add(record_of("某县档案馆"), original=report_text("某县档案馆").encode())
        archive.add(record_of("某县教育局"))
    return str(file)


def test_a_value_is_corrected_found_and_taken_back(place: str, run: Run) -> None:
    in_it = ("--archive", place)
    told = ("--value", "23,025", "--note", "笔误", "--author", "李审")
    assert run("correct", "1", "支出决算", *told, *in_it)[::2] == (0, "已更正 1 处。\n")
    out = run("search", "支出决算>10000", *in_it)[1]
    assert "支出决算 23025万元（230.25万元，已更正）" in out
    assert "（已更正）" in run("series", "支出决算", "部门:档案馆", *in_it)[1]
    assert run("correct", "1", "支出决算", "--undo", *in_it)[::2] == (0, "已撤销 1 处。\n")
    assert "没有找到" in run("search", "支出决算>10000", *in_it)[1]


def test_the_overall_score_a_label_and_a_figure_that_is_none(place: str, run: Run) -> None:
    in_it = ("--archive", place)
    run("correct", "1", "总分", "--value", "89", *in_it)
    assert "89分（已更正）" in run("search", "得分<90", *in_it)[1]
    run("correct", "1", "支出决算", "--label", "项目支出", "--measure", "预算", *in_it)
    assert "项目支出 230.25万元" in run("search", "项目支出预算>1", *in_it)[1]
    run("correct", "2", "支出决算", "--wrong", *in_it)
    assert "没有找到" in run("search", "支出决算>1", *in_it)[1]


def test_the_journal_says_who_and_what_before_and_after(place: str, run: Run) -> None:
    in_it = ("--archive", place)
    assert run("corrections", *in_it)[1] == "没有人工更正。\n"
    run("correct", "1", "总分", "--value", "89", "--author", "李审", *in_it)
    run("correct", "1", "总分", "--value", "90", "--author", "王审", *in_it)
    rows = list(csv.DictReader(io.StringIO(run("corrections", "--csv", *in_it)[1])))
    told = [(row["谁"], row["名称"], row["改前"], row["改后"], row["现状"]) for row in rows]
    assert told == [("李审", "总分", "91", "89", "已撤销或另有更正"), ("王审", "总分", "91", "90", "有效")]
    assert [one["counts"] for one in json.loads(run("corrections", "1", "--json", *in_it)[1])] == [False, True]
    assert "王审" in run("corrections", *in_it)[1]
    assert run("corrections", "2", *in_it)[1] == "没有人工更正。\n"


def test_corrected_reports_become_gold_for_eval(place: str, tmp_path: Path, run: Run) -> None:
    in_it = ("--archive", place)
    run("correct", "1", "支出决算", "--value", "230.26", *in_it)
    run("correct", "2", "支出决算", "--value", "230.26", *in_it)
    status, _, said = run("corrections", "--gold", str(tmp_path / "标准"), *in_it)
    assert (status, said.splitlines()[-1]) == (0, f"已存成 1 份标准答案：{tmp_path / '标准'}")
    assert "归档里没有存原文件" in said  # of the other
    counted = run("eval", str(tmp_path / "标准"))[1].split()
    assert "所在章节" in counted
    assert counted[counted.index("全对的数") + 1] == "1"  # of two: the corrected one is read as it was


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("1", "没有"), "请写明改什么"),
        (("1", "没有", "--value", "1"), "没有名为“没有”的数"),
        (("1", "决算", "--value", "1"), "相近的有：支出决算"),
        (("1", "总分", "--value", "甲"), "数值“甲”不是数字"),
        (("1", "总分", "--value", "1", "--wrong"), "请写明改什么"),
        (("1", "总分", "--year", "2020"), "得分没有年度可改，只能改数值"),
        (("1", "支出决算", "--year", "20"), "年度“20”不对"),
        (("1", "支出决算", "--measure", "花费"), "没有“花费”这个口径"),
        (("1", "支出决算", "--undo"), "没有更正，或已经撤销"),
        (("1", "没有", "--dismiss", "原表如此"), "没有“没有”这一处核算"),
        (("9", "总分", "--value", "1"), "没有编号为 9 的报告"),
    ],
)
def test_what_cannot_be_meant_is_told(place: str, run: Run, arguments: tuple[str, ...], told: str) -> None:
    status, _, said = run("correct", *arguments, "--archive", place)
    assert status == 2
    assert told in said


def test_an_index_is_made_anew(place: str, run: Run) -> None:
    assert run("reindex", "--archive", place)[:2] == (0, "已重建 2 份报告的检索索引。\n")
    assert "共 2 份" in run("search", "支出决算", "--archive", place)[1]
