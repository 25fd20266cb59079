"""Exports of a small archive, read again with other programs: openpyxl, LibreOffice, csv, pyarrow."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from pyarrow import parquet

from jixiao.archive import open_archive
from jixiao.archive.archive import Archive
from jixiao.errors import JixiaoError
from jixiao.export import export
from jixiao.export.lines import write_csv
from jixiao.export.tables import Column, Table
from jixiao.export.workbook import write_workbook
from reports_of import record_of

_AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with open_archive(tmp_path_factory.mktemp("archive") / "归档.db") as archive:
        for department, year in (("某县档案馆", 2022), ("某县教育局", 2023), ("某县档案馆", 2023)):
            archive.add(record_of(department, year))
        yield archive


def rows_of_csv(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def test_a_workbook_has_a_row_a_report_and_a_row_a_figure(archive: Archive, tmp_path: Path) -> None:
    done = export(archive, tmp_path / "结果.xlsx")
    book = openpyxl.load_workbook(tmp_path / "结果.xlsx")
    assert book.sheetnames == ["报告", "数字"]
    assert (done.reports, done.facts) == (3, book["数字"].max_row - 1)
    heading, *rows = book["报告"].iter_rows(values_only=True)
    named = [dict(zip(heading, row, strict=True)) for row in rows]
    assert [(row["部门"], row["年度"], row["得分"]) for row in named] == [
        ("某县档案馆", 2023, 91), ("某县教育局", 2023, 91), ("某县档案馆", 2022, 91),
    ]  # fmt: skip
    assert named[0]["支出决算（万元）"] == 230.25
    assert named[0]["文件"] == "报告.txt"


def test_a_workbook_has_frozen_headings_filters_and_the_decimals_as_printed(archive: Archive, tmp_path: Path) -> None:
    export(archive, tmp_path / "结果.xlsx", "部门:教育局")
    for sheet in openpyxl.load_workbook(tmp_path / "结果.xlsx"):
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref
    figures = openpyxl.load_workbook(tmp_path / "结果.xlsx")["数字"]
    column = [cell.value for cell in figures[1]].index("数值")
    shown = {row[column].value: row[column].number_format for row in figures.iter_rows(min_row=2)}
    assert shown == {240.5: "#,##0.0", 230.25: "#,##0.00"}


def test_libreoffice_opens_the_workbook_as_it_was_meant(archive: Archive, tmp_path: Path) -> None:
    export(archive, tmp_path / "结果.xlsx")
    office = shutil.which("soffice") or shutil.which("libreoffice")
    assert office, "scripts/install-test-parts installs LibreOffice"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [office, profile, "--headless", "--convert-to", _AS_CSV, "--outdir", str(tmp_path), "结果.xlsx"]
    subprocess.run(command, cwd=tmp_path, check=True, timeout=180, capture_output=True)
    rows = rows_of_csv(tmp_path / "结果-报告.csv")
    assert [row["部门"] for row in rows] == ["某县档案馆", "某县教育局", "某县档案馆"]
    assert rows[0]["支出决算（万元）"] == "230.25"
    assert {row["数值"] for row in rows_of_csv(tmp_path / "结果-数字.csv")} == {"240.5", "230.25"}


def test_csv_keeps_every_digit_and_says_which_encoding(archive: Archive, tmp_path: Path) -> None:
    done = export(archive, tmp_path / "新" / "结果.csv", "年份:2022")
    assert [file.name for file in done.files] == ["结果.csv", "结果-数字.csv"]
    assert done.files[0].read_bytes().startswith(b"\xef\xbb\xbf")
    (row,) = rows_of_csv(done.files[0])
    assert (row["年度"], row["得分"], row["类型"]) == ("2022", "91", "部门整体")
    figure = rows_of_csv(done.files[1])[1]
    assert (figure["名称"], figure["数值"], figure["单位"], figure["口径"]) == ("支出决算", "230.25", "万元", "决算")


def test_parquet_has_types(archive: Archive, tmp_path: Path) -> None:
    done = export(archive, tmp_path / "结果.parquet")
    reports, figures = (parquet.read_table(str(file)) for file in done.files)
    assert str(figures.schema.field("数值").type) == "decimal128(38, 10)"
    assert str(figures.schema.field("年份").type) == "int64"
    assert figures.column("数值").to_pylist()[:2] == [Decimal("240.5"), Decimal("230.25")]
    assert reports.column("得分").to_pylist() == [Decimal(91)] * 3


def test_lines_of_json_have_the_names_of_the_record(archive: Archive, tmp_path: Path) -> None:
    done = export(archive, tmp_path / "结果.jsonl", "部门:教育局")
    (report,) = map(json.loads, done.files[0].read_text(encoding="utf-8").splitlines())
    assert (report["department"], report["fiscal_year"], report["score"]) == ("某县教育局", 2023, "91")
    figures = [json.loads(line) for line in done.files[1].read_text(encoding="utf-8").splitlines()]
    assert figures[0]["value"] == "240.5"


def test_an_export_of_nothing_has_headings_alone(archive: Archive, tmp_path: Path) -> None:
    for suffix in (".xlsx", ".csv", ".parquet", ".jsonl"):
        done = export(archive, tmp_path / f"空{suffix}", "没有这样的报告")
        assert (done.reports, done.facts) == (0, 0)
        assert all(file.exists() for file in done.files)


@pytest.mark.parametrize(("name", "told"), [("结果.pdf", "不支持“.pdf”格式"), ("结果", "不支持“”格式")])
def test_an_unknown_format_is_told(archive: Archive, tmp_path: Path, name: str, told: str) -> None:
    with pytest.raises(JixiaoError, match=told):
        export(archive, tmp_path / name)


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".parquet", ".jsonl"])
def test_a_place_that_cannot_be_written_is_told(archive: Archive, tmp_path: Path, suffix: str) -> None:
    target = tmp_path / f"结果{suffix}"
    target.mkdir()
    with pytest.raises(JixiaoError, match="写不进去"):
        export(archive, target)


def _texts(*texts: str) -> Table:
    return Table("报告", (Column("标题", "title"),), iter([[text] for text in texts]))


def test_no_text_becomes_a_formula(tmp_path: Path) -> None:
    write_csv(tmp_path / "表.csv", [_texts('=HYPERLINK("x")', "+1", "减少1.13"), _texts()])
    assert [row["标题"] for row in rows_of_csv(tmp_path / "表.csv")] == ['\'=HYPERLINK("x")', "'+1", "减少1.13"]
    write_workbook(tmp_path / "表.xlsx", [_texts("=1+1", "有\x07控制符")])
    cells = [row[0] for row in openpyxl.load_workbook(tmp_path / "表.xlsx")["报告"].iter_rows(min_row=2)]
    assert [(cell.value, cell.data_type) for cell in cells] == [("=1+1", "s"), ("有控制符", "s")]


def test_more_rows_than_a_sheet_holds_go_on_in_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jixiao.export.workbook.SHEET_ROWS", 3)
    assert write_workbook(tmp_path / "表.xlsx", [_texts(*"一二三四五")]) == [5]
    book = openpyxl.load_workbook(tmp_path / "表.xlsx")
    assert {sheet.title: [row[0] for row in sheet.iter_rows(values_only=True)] for sheet in book} == {
        "报告": ["标题", "一", "二"], "报告（2）": ["标题", "三", "四"], "报告（3）": ["标题", "五"],
    }  # fmt: skip
