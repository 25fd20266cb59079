"""`jixiao import`, `failures`, `recheck`, `reextract`, `watch` as a person uses them."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import openpyxl
import pytest

from jixiao.cli import main
from reports_of import report_text, write_reports, write_scan

Captured = pytest.CaptureFixture[str]


def test_an_import_says_what_came_in_what_did_not_and_what_does_not_add_up(tmp_path: Path, capsys: Captured) -> None:
    write_reports(tmp_path / "报告", 5)
    (tmp_path / "报告" / "空.docx").touch()
    (tmp_path / "报告" / "照片.jpg").touch()
    assert main(["import", str(tmp_path / "报告"), "--to", str(tmp_path / "归档.db"), "--workers", "1"]) == 2
    out = capsys.readouterr().out
    for words in ("新导入       5", "未能读取      1", "不是报告类文件  1", "是空文件", "某县第4中学"):
        assert words.replace(" ", "") in out.replace(" ", "")
    assert main(["failures", "--archive", str(tmp_path / "归档.db")]) == 2
    assert "空.docx" in capsys.readouterr().out


def test_scans_without_text_have_a_line_of_their_own_and_are_listed(tmp_path: Path, capsys: Captured) -> None:
    write_scan(tmp_path / "扫描件.pdf")
    to = str(tmp_path / "归档.db")
    assert main(["import", str(tmp_path / "扫描件.pdf"), "--to", to]) == 2
    assert main(["failures", "--archive", to]) == 2
    imported, listed = capsys.readouterr().out.split("做法：")[:2]
    assert "没有文字的扫描件1" in imported.replace(" ", "")
    for out in (imported, listed):
        assert "扫描件.pdf" in out
        assert "没有文字的扫描件（1 份）" in out


def test_failures_are_data_for_programs_and_none_is_good_news(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "空.txt").touch()
    to = ["--to", str(tmp_path / "归档" / "归档.db")]
    main(["import", str(tmp_path / "空.txt"), *to])
    capsys.readouterr()
    main(["failures", "--json", "--archive", to[1]])
    [failure] = json.loads(capsys.readouterr().out)
    assert (failure["path"], failure["attempts"]) == (str(tmp_path / "空.txt"), 1)
    main(["import", "--retry-failed", *to])
    capsys.readouterr()
    main(["failures", "--json", "--archive", to[1]])
    assert [failure["attempts"] for failure in json.loads(capsys.readouterr().out)] == [2]
    (tmp_path / "空.txt").write_text(report_text(), encoding="utf-8")
    assert main(["import", "--retry-failed", *to]) == 0
    assert main(["failures", "--archive", to[1]]) == 0
    assert capsys.readouterr().out.endswith("没有未能读取的文件。\n")


def test_the_report_is_a_workbook_with_one_row_a_file(tmp_path: Path) -> None:
    write_reports(tmp_path / "报告", 5)
    (tmp_path / "报告" / "空.docx").touch()
    book = tmp_path / "结果.xlsx"
    main(["import", str(tmp_path / "报告"), "--to", str(tmp_path / "归档.db"), "--report", str(book)])
    rows = list(openpyxl.load_workbook(book).active.values)
    assert rows[0][:3] == ("结果", "文件", "部门")
    assert [row[0] for row in rows[1:]] == ["未能读取", *["新导入"] * 5]
    assert rows[2][2:6] == ("某县第4中学", 2023, "某县第4中学2023年度部门整体绩效自评报告", 1)


def test_a_workbook_that_cannot_be_written_is_told_in_chinese(tmp_path: Path, capsys: Captured) -> None:
    [path] = write_reports(tmp_path / "报告", 1)
    (tmp_path / "结果.xlsx").mkdir()
    assert main(["import", str(path), "--to", str(tmp_path / "归档.db"), "--report", str(tmp_path / "结果.xlsx")]) == 2
    assert "写不进去（是文件夹）" in capsys.readouterr().err


def test_the_default_archive_lies_in_the_users_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platformdirs.user_data_dir", lambda *_, **__: str(tmp_path / "数据"))
    [path] = write_reports(tmp_path / "报告", 1)
    assert main(["import", str(path)]) == 0
    assert (tmp_path / "数据" / "archive.db").exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["import"], "请给出要导入的文件"),
        (["failures", "--archive", "没有.db"], "还没有归档。请先用 jixiao import 导入报告"),
        (["recheck", "--archive", "没有.db"], "还没有归档"),
        (["import", "x", "--to", "mysql://a/b"], "不支持这种数据库"),
        (["import", "x", "--to", "postgresql://a:geheim@127.0.0.1:1/b"], "服务器没有开着"),
        (["import", "x", "--to", "."], "是文件夹，不是归档文件"),
        (["import", "x", "--to", "文本.db"], "不是归档文件"),
        (["watch", "没有"], "不是文件夹"),
    ],
)
def test_what_a_person_can_mend_is_one_sentence(
    arguments: list[str], sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("platformdirs.user_data_dir", lambda *_, **__: str(tmp_path / "数据"))
    Path("文本.db").write_text("这不是归档" * 300, encoding="utf-8")
    assert main(arguments) == 2
    said = capsys.readouterr().err
    assert sentence in said
    assert "geheim" not in said


def test_reports_read_by_the_same_version_are_left_as_they_are(tmp_path: Path, capsys: Captured) -> None:
    to = ["--to", str(tmp_path / "归档.db")]
    main(["import", *map(str, write_reports(tmp_path / "报告", 2)), *to])
    for command in ("recheck", "reextract"):
        capsys.readouterr()
        assert main([command, "--archive", to[1]]) == 0
        assert "已在归档，未变2" in capsys.readouterr().out.replace(" ", "")


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT to another process")
def test_ctrl_c_ends_watching_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "报告").mkdir()
    command = [sys.executable, "-m", "jixiao", "watch", str(tmp_path / "报告"), "--to", str(tmp_path / "归档.db")]
    watching = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert watching.stderr is not None
    assert watching.stderr.readline().startswith("留意 ")
    time.sleep(0.5)
    watching.send_signal(signal.SIGINT)
    assert watching.communicate(timeout=30)[1].endswith("已停下。\n")
    assert watching.returncode == 0
