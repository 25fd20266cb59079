"""The command line as a person uses it: small reports in, JSON, tables, sentences and exit statuses out."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from rich.cells import cell_len

import jixiao.readers
from jixiao import Document, Record
from jixiao.cli.commands import app
from printed import Run
from reports_of import write_scan

AGREES = """某县档案馆2023年度部门整体绩效自评报告
一、部门概况
2023年部门收入预算240.5万元。
二、自评情况
自评总分91分，各部分得分如下。
（一）预算编制情况，得分21分
预算编制完整。
（二）预算执行情况，得分30分
支出决算230.25万元。
（三）绩效管理情况，得分25分
绩效目标全部公开。
（四）资产管理情况，得分15分
资产账实相符。
"""
DISAGREES = AGREES.replace("得分15分", "得分14分")


def report(folder: Path, text: str = AGREES, name: str = "报告.txt") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def shell(*arguments: str | Path, **environment: str) -> "subprocess.CompletedProcess[bytes]":
    command = [sys.executable, "-m", "jixiao", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, env=os.environ | environment, check=False)


def test_one_report_is_one_json_object_on_standard_output(run: Run, tmp_path: Path) -> None:
    status, out, err = run("extract", report(tmp_path))
    assert (status, err) == (0, "")
    record = Record.from_json(out)
    assert record.fiscal_year == 2023
    assert "240.5万元" in out


def test_extracting_a_report_that_does_not_add_up_is_no_failure_of_reading(run: Run, tmp_path: Path) -> None:
    assert run("extract", report(tmp_path, DISAGREES)).status == 0


def test_compact_json_is_one_line_and_indent_sets_the_width(run: Run, tmp_path: Path) -> None:
    path = report(tmp_path)
    assert run("extract", "--compact", path).out.count("\n") == 1
    assert '\n    "schema_version"' in run("extract", "--indent", "4", path).out


def test_several_reports_are_a_file_each_in_the_folder(run: Run, tmp_path: Path) -> None:
    first, second = report(tmp_path / "甲县"), report(tmp_path / "乙县")
    third = report(tmp_path, name="简报.txt")
    status, out, err = run("extract", first, second, third, "--out", tmp_path / "结果")
    assert (status, out, err) == (0, "", "")
    written = sorted(path.name for path in (tmp_path / "结果").iterdir())
    assert written == ["乙县-报告.txt.json", "甲县-报告.txt.json", "简报.json"]
    assert Record.from_json((tmp_path / "结果" / "简报.json").read_bytes()).source.name == "简报.txt"


def test_several_reports_are_a_line_each_as_jsonl(run: Run, tmp_path: Path) -> None:
    files = [report(tmp_path, name=f"{name}.txt") for name in "甲乙丙"]
    status, out, _ = run("extract", "--jsonl", *files)
    assert status == 0
    assert [json.loads(line)["source"]["name"] for line in out.splitlines()] == ["甲.txt", "乙.txt", "丙.txt"]


def test_a_file_named_twice_is_read_once(run: Run, tmp_path: Path) -> None:
    path = report(tmp_path)
    assert run("extract", "--jsonl", path, path).out.count("\n") == 1


def test_several_reports_need_a_place_to_go(run: Run, tmp_path: Path) -> None:
    status, out, err = run("extract", report(tmp_path, name="甲.txt"), report(tmp_path, name="乙.txt"))
    assert (status, out) == (2, "")
    assert "--out" in err
    assert "--jsonl" in err


def test_of_several_reports_the_unreadable_are_named_and_the_others_done(run: Run, tmp_path: Path) -> None:
    empty, missing, good = report(tmp_path, "", "空.txt"), tmp_path / "没有.docx", report(tmp_path)
    status, _, err = run("extract", "--out", tmp_path / "结果", empty, missing, good)
    assert status == 2
    assert [path.name for path in (tmp_path / "结果").iterdir()] == ["报告.json"]
    assert len(err.splitlines()) == 2
    assert "空.txt" in err
    assert "没有.docx" in err


@pytest.mark.parametrize("command", ["extract", "show", "check"])
def test_what_cannot_be_read_ends_in_one_sentence_and_status_2(run: Run, tmp_path: Path, command: str) -> None:
    scan = tmp_path / "扫描.docx"
    scan.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    for path in (scan, tmp_path / "没有.docx", tmp_path):
        status, out, err = run(command, path)
        assert (status, out) == (2, ""), path
        assert err.count("\n") == 1, err
        assert path.name in err
        assert "Traceback" not in err


def test_a_json_that_is_no_record_says_what_to_do(run: Run, tmp_path: Path) -> None:
    status, _, err = run("show", report(tmp_path, '{"a": 1}', "其他.json"))
    assert status == 2
    assert "jixiao extract" in err


def test_results_that_cannot_be_written_are_an_error(run: Run, tmp_path: Path) -> None:
    path = report(tmp_path)
    status, _, err = run("extract", path, "--out", path)
    assert status == 2
    assert "写不进去" in err


def test_a_report_whose_figures_agree_is_shown_with_status_0(run: Run, tmp_path: Path) -> None:
    status, out, err = run("show", report(tmp_path))
    assert (status, err) == (0, "")
    assert "2023年度部门整体绩效自评报告" in out
    assert "报告所述总分" in out
    assert "91" in out


def test_a_total_that_is_not_the_sum_of_its_sections_is_status_1(run: Run, tmp_path: Path) -> None:
    path = report(tmp_path, DISAGREES)
    for command in ("show", "check"):
        status, out, _ = run(command, path)
        assert status == 1
        assert "不符" in out
    assert run("check", report(tmp_path)).status == 0


def test_a_record_kept_as_json_is_shown_and_checked_without_its_report(run: Run, tmp_path: Path) -> None:
    path = report(tmp_path, DISAGREES)
    assert run("extract", path, "--out", tmp_path).status == 0
    path.unlink()
    assert run("show", tmp_path / "报告.json").status == 1
    assert run("check", tmp_path / "报告.json").status == 1


def test_a_record_saved_with_a_byte_order_mark_is_still_one(run: Run, tmp_path: Path) -> None:
    written = tmp_path / "记录.json"
    written.write_text(run("extract", report(tmp_path)).out, encoding="utf-8-sig")
    assert run("check", written).status == 0


def test_several_reports_are_checked_one_after_the_other(run: Run, tmp_path: Path) -> None:
    good, bad = report(tmp_path, name="相符.txt"), report(tmp_path, DISAGREES, "不符.txt")
    status, out, err = run("check", good, bad)
    assert (status, err) == (1, "")
    assert out.index("相符.txt") < out.index("不符.txt") < out.index("应为 90分")
    assert run("check", good, report(tmp_path, name="另一份.txt")).status == 0


def test_of_several_checked_reports_the_unreadable_one_decides_the_status(run: Run, tmp_path: Path) -> None:
    status, out, err = run("check", report(tmp_path, DISAGREES), tmp_path / "没有.docx")
    assert status == 2
    assert "不符 1" in out
    assert "没有.docx" in err


def test_a_failed_check_shows_both_figures_and_their_difference(run: Run, tmp_path: Path) -> None:
    out = run("check", report(tmp_path, DISAGREES)).out
    assert all(shown in out for shown in ("写为 91分", "应为 90分", "相差 1分"))


def test_extract_says_why_nothing_was_read_of_a_scan(run: Run, tmp_path: Path) -> None:
    scan = write_scan(tmp_path / "扫描件.pdf")
    for arguments in (("extract", scan), ("extract", scan, "--out", tmp_path / "出")):
        status, _, err = run(*arguments)
        assert status == 0
        assert err.startswith("扫描件.pdf：第1至2页是图片")


def test_a_report_without_figures_is_not_told_as_agreeing(run: Run, tmp_path: Path) -> None:
    out = run("check", report(tmp_path, "某县档案馆工作简报\n一、学习情况\n组织集中学习。\n")).out
    assert "没有可以核算的数" in out
    assert "不符 0" not in out


def test_checks_as_json_name_the_file_that_each_is_of(run: Run, tmp_path: Path) -> None:
    files = [report(tmp_path, name="甲.txt"), report(tmp_path, DISAGREES, "乙.txt")]
    status, out, _ = run("check", "--json", *files)
    assert status == 1
    assert [one["file"] for one in json.loads(out) if one["rule"] == "score_total"] == [str(file) for file in files]


def test_a_page_is_written_for_one_report(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "退回" / "核算.html"
    assert run("check", report(tmp_path, DISAGREES), "--html", page).status == 1
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_pages_of_several_reports_go_to_a_folder(run: Run, tmp_path: Path) -> None:
    files = [report(tmp_path, name=f"{name}.txt") for name in "甲乙"]
    assert run("check", *files, "--html", tmp_path / "退回").status == 0
    assert sorted(page.name for page in (tmp_path / "退回").iterdir()) == ["乙.html", "甲.html"]


def test_a_page_is_made_of_a_record_without_its_report(run: Run, tmp_path: Path) -> None:
    path = report(tmp_path, DISAGREES)
    run("extract", path, "--out", tmp_path)
    path.unlink()
    assert run("check", tmp_path / "报告.json", "--html", tmp_path / "核算.html").status == 1
    assert "资产账实相符" in (tmp_path / "核算.html").read_text(encoding="utf-8")


def test_checks_as_json_name_their_rule_and_operands(run: Run, tmp_path: Path) -> None:
    status, out, _ = run("check", "--json", report(tmp_path, DISAGREES))
    assert status == 1
    total = next(one for one in json.loads(out) if one["rule"] == "score_total")
    assert (total["status"], total["stated"], total["computed"]) == ("fail", "91", "90")


def test_the_schema_describes_every_field_of_a_record(run: Run) -> None:
    schema = json.loads(run("schema").out)
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert set(schema["properties"]) == set(Record.model_fields)


def test_the_version_is_told_by_a_command_and_by_an_option(run: Run) -> None:
    assert run("version").out == run("--version").out
    assert run("version").out.startswith("jixiao 0.")


def test_a_wrong_command_is_one_sentence_and_status_2(run: Run) -> None:
    for arguments in (("extrct",), ("extract",), ("extract", "--nosuch"), ("extract", "a", "--indent", "x")):
        status, out, err = run(*arguments)
        assert (status, out) == (2, ""), arguments
        assert err.startswith("命令有误：")
        assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("library",), "没有“library”这个命令"),
        (("impor",), "没有“impor”这个命令，是不是 import"),
        (("import", "--worker", "2"), "没有“--worker”这个选项，是不是 --workers"),
        (("import", "--workers", "0", "报告"), "“--workers”的值不对：不能小于 1"),
        (("correct", "甲", "总分"), "“编号”的值不对：应是整数"),
        (("extract",), "没有写“文件”"),
        (("show", "甲", "乙"), "多写了“乙”"),
        (("import", "--report"), "“--report”后面要写值"),
    ],
)
def test_what_is_wrong_with_a_command_is_said_in_chinese(run: Run, arguments: tuple[str, ...], sentence: str) -> None:
    assert sentence in run(*arguments).err


def test_a_group_without_a_command_shows_its_help(run: Run) -> None:
    for words in ((), ("patterns",)):
        status, _, err = run(*words)
        assert status == 2
        assert "用法：jixiao" in err
        assert not err.startswith("命令有误")


def commands_of(group: Any, *names: str) -> Iterator[tuple[str, ...]]:
    """The words of every command, also of those in groups."""
    yield names
    for name, command in getattr(group, "commands", {}).items():
        yield from commands_of(command, *names, name)


def test_the_help_of_every_command_is_chinese_and_cut_nowhere(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    for words in commands_of(typer.main.get_command(app)):
        status, out, _ = run(*words, "--help")
        assert status == 0
        assert "用法：" in out
        assert "…" not in out, words
        english = re.findall(r"\b(?:required|default|Show|Options|Arguments|Commands)\b|<[a-z]\w+", out)
        assert not english, (words, english)
        assert max(cell_len(line) for line in out.splitlines()) <= 60


def test_output_is_utf_8_whatever_the_locale(tmp_path: Path) -> None:
    path = report(tmp_path)
    for command in ("extract", "show"):
        done = shell(command, path, LANG="C", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
        assert done.returncode == 0, done.stderr.decode()
        assert "档案馆" in done.stdout.decode("utf-8")


@pytest.mark.skipif(os.name == "nt", reason="pipes end otherwise on Windows")
def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    files = [report(tmp_path, name=f"{n}.txt") for n in range(30)]
    quoted = " ".join(f"'{path}'" for path in files)
    script = f"set -o pipefail; '{sys.executable}' -m jixiao extract --jsonl {quoted} | head -c 10"
    done = subprocess.run(["bash", "-c", script], capture_output=True, check=False)
    assert done.stderr == b""
    assert done.returncode in (0, 141)


def test_interrupting_ends_without_a_traceback(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> Record:
        raise KeyboardInterrupt

    monkeypatch.setattr("jixiao.cli.output.extract_file", interrupted)
    assert run("extract", report(tmp_path)) == (130, "", "")


def test_a_bug_met_in_one_report_is_told_and_the_others_done(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = report(tmp_path, name="甲.txt"), report(tmp_path, name="乙.txt")
    real = jixiao.readers.read

    def read(path: Path, *, password: str | None = None) -> Document:
        if path == first:
            raise ZeroDivisionError("a bug\nwith details")
        return real(path, password=password)

    monkeypatch.setattr("jixiao.readers.read", read)
    status, out, err = run("extract", "--jsonl", first, second)
    assert (status, out.count("\n"), err.count("\n")) == (2, 1, 1)
    assert "甲.txt" in err
    assert "ZeroDivisionError: a bug" in err
    monkeypatch.setenv("JIXIAO_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        run("extract", first)


def test_help_and_import_load_nothing_heavy() -> None:
    code = "import sys, jixiao, jixiao.cli.commands; sys.exit(any(m in sys.modules for m in {}))"
    heavy = ("docx", "lxml", "pdfplumber", "pypdfium2", "pydantic", "rich", "regex")
    done = subprocess.run([sys.executable, "-c", code.format(heavy)], check=False)
    assert done.returncode == 0


def test_extracting_one_report_does_not_import_the_parser_of_arguments(tmp_path: Path) -> None:
    script = "import sys; from jixiao.cli import main; main(sys.argv[1:]); sys.exit('typer' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script, "extract", report(tmp_path)], check=False, capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_process_tells_its_status_and_leaves_nothing_unwritten(tmp_path: Path) -> None:
    missing = shell("extract", tmp_path / "没有.docx")
    assert (missing.returncode, missing.stdout) == (2, b"")
    assert "没有.docx" in missing.stderr.decode()
    assert shell("check", report(tmp_path, DISAGREES)).returncode == 1
    with (tmp_path / "结果.json").open("wb") as out:
        subprocess.run([sys.executable, "-m", "jixiao", "extract", report(tmp_path)], stdout=out, check=True)
    assert Record.from_json((tmp_path / "结果.json").read_bytes()).fiscal_year == 2023


def test_python_m_jixiao_is_the_same_command() -> None:
    done = shell("--version")
    assert done.returncode == 0
    assert done.stdout.decode().startswith("jixiao 0.")
