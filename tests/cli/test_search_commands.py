"""`jixiao search`, `series` and `export` at the command line, over a small archive in a file."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from jixiao.archive import open_archive
from printed import Run
from reports_of import record_of


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("archive") / "归档.db"
    with open_archive(file) as archive:
        for department, year, spent in (
            ("某县档案馆", 2022, "200.5"),
            ("某县档案馆", 2023, "230.25"),
            ("某县教育局", 2023, "88"),
        ):
            archive.add(record_of(department, year, spent=spent))
    return str(file)


def test_a_search_prints_reports_with_their_sentences(place: str, run: Run) -> None:
    status, out, _ = run("search", "--archive", place, "支出决算", "部门:档案馆", "--facets")
    assert status == 0
    assert "共 2 份，第 1–2 份，新的在前" in out
    assert "【支出决算】230.25万元。" in out
    assert out.index("2023年度") < out.index("2022年度")
    assert "年份：2023 1，2022 1" in out


def test_a_word_that_is_not_wanted_begins_with_a_dash(place: str, run: Run) -> None:
    status, out, _ = run("search", "自评", "-档案馆", "--archive", place)
    assert status == 0
    assert "共 1 份" in out
    assert "教育局" in out


def test_a_search_as_json_is_one_object(place: str, run: Run) -> None:
    _, out, _ = run("search", "--json", "--archive", place, "支出决算>100", "--limit", "1", "--page", "2")
    told = json.loads(out)
    assert (told["total"]["number"], told["offset"], len(told["hits"])) == (2, 1, 1)
    assert told["hits"][0]["figures"][0]["value"] == "200.5"


def test_a_search_as_csv_is_a_row_a_report(place: str, run: Run) -> None:
    _, out, _ = run("search", "--csv", "--rank", "--archive", place, "档案馆")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["年度"] for row in rows] == ["2023", "2022"]
    assert rows[0]["得分"] == "91"


def test_nothing_found_is_said_with_what_could_be_tried(place: str, run: Run) -> None:
    status, out, _ = run("search", "--archive", place, "支出决算绩效目标")
    assert status == 0
    assert "没有找到符合的报告。" in out
    assert "jixiao search 支出决算" in out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("search", "部们:教育局"), "是不是要写“部门”"),
        (("search", "--rnak", "绩效"), "没有 --rnak 这个选项"),
        (("search", "--json", "--csv"), "只能用一个"),
        (("series", "支出决算", "--measure", "不知道"), "没有“不知道”这个口径"),
        (("series", "支出决算", "--svg", "图.gif"), "只能存为 .svg 或 .png"),
        (("export", "--to", "结果.doc"), "不支持“.doc”格式"),
    ],
)
def test_what_is_wrong_is_one_sentence(place: str, run: Run, arguments: tuple[str, ...], told: str) -> None:
    status, _, err = run(*arguments, "--archive", place)
    assert status == 2
    assert told in err
    assert "Traceback" not in err


def test_an_archive_that_is_not_there_is_told(tmp_path: Path, run: Run) -> None:
    status, _, err = run("search", "绩效", "--archive", str(tmp_path / "没有.db"))
    assert status == 2
    assert "还没有归档" in err
    assert not (tmp_path / "没有.db").exists()


def test_a_series_is_a_table_with_bars(place: str, run: Run) -> None:
    status, out, _ = run("series", "支出决算", "--department", "档案馆", "--archive", place)
    assert status == 0
    (line,) = (line for line in out.splitlines() if "2023" in line)
    assert [cell.strip() for cell in line.strip("│").split("│")][:4] == ["2023", "230.25", "+29.75", "+14.84"]
    assert "█" in line


def test_a_series_as_csv_has_every_department(place: str, run: Run) -> None:
    _, out, _ = run("series", "支出决算", "--csv", "--archive", place)
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [(row["部门"], row["年度"], row["比上年增减"]) for row in rows] == [
        ("某县教育局", "2023", ""), ("某县档案馆", "2022", ""), ("某县档案馆", "2023", "29.75"),
    ]  # fmt: skip


def test_a_series_is_drawn_with_its_chinese_as_text(place: str, tmp_path: Path, run: Run) -> None:
    svg, png = tmp_path / "图.svg", tmp_path / "图.png"
    status, _, err = run("series", "支出决算", "--archive", place, "--svg", str(svg), "--png", str(png))
    assert status == 0, err
    assert "某县档案馆" in svg.read_text(encoding="utf-8")
    assert png.read_bytes().startswith(b"\x89PNG")


def test_many_departments_are_asked_to_be_fewer(place: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jixiao.cli.series._MOST", 1)
    status, _, err = run("series", "支出决算", "--archive", place)
    assert status == 2
    assert "符合的部门有 2 个" in err


def test_an_export_says_what_was_written(place: str, tmp_path: Path, run: Run) -> None:
    target = tmp_path / "结果.csv"
    status, _, err = run("export", "--to", str(target), "部门:教育局", "--archive", place)
    assert status == 0
    assert err.startswith("已导出 1 份报告、2 个数：")
    assert target.exists()
    assert (tmp_path / "结果-数字.csv").exists()
