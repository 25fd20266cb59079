"""What an import makes of folders: versions, files known before, the same file twice, a full disk, a lost connection."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text, update

from jixiao.archive import open_archive
from jixiao.archive.archive import Archive
from jixiao.archive.engine import writing
from jixiao.archive.tables import properties
from jixiao.bulk.choosing import Choice
from jixiao.bulk.importing import Options, run_import
from jixiao.bulk.summary import FileResult
from jixiao.errors import ArchiveError
from reports_of import report_text, write_reports, write_scan


class Told:
    """A listener that remembers."""

    def __init__(self) -> None:
        self.expected = 0
        self.results: list[FileResult] = []

    def expect(self, files: int) -> None:
        self.expected += files

    def advance(self, result: FileResult) -> None:
        self.results.append(result)


def test_a_folder_becomes_an_archive_and_the_second_time_is_no_work(archive: Archive, tmp_path: Path) -> None:
    paths = write_reports(tmp_path / "报告", 5)
    told = Told()
    summary = run_import(archive, [tmp_path / "报告"], listener=told)
    assert summary.count("new") == 5
    assert [result.path for result in told.results] == [str(path) for path in paths]
    assert told.expected == 5
    assert [(result.department, result.failed_checks) for result in summary.with_failed_checks] == [("某县第4中学", 1)]
    assert archive.original(archive.versions(1)[0]["sha256"]) == paths[0].read_bytes()
    again = run_import(archive, [tmp_path / "报告"])
    assert again.count("unchanged") == 5


def test_names_in_gbk_come_in_like_any_other(archive: Archive, tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode("教育局".encode("gbk"))
    folder.mkdir()
    (folder / os.fsdecode("报告.txt".encode("gbk"))).write_text(report_text(), encoding="utf-8")
    run_import(archive, [folder])
    assert archive.versions(archive.reports()[0]["id"])[0]["path"] == str(tmp_path / "教育局" / "报告.txt")


def test_newer_and_older_files_and_the_same_file_twice(archive: Archive, tmp_path: Path) -> None:
    for name, score, changed in (
        ("1初稿", "92", 2000),
        ("2定稿", "91", 3000),
        ("3旧稿", "90", 1000),
        ("4另存", "91", 3000),
    ):
        path = tmp_path / "报告" / f"{name}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(report_text(score=score), encoding="utf-8")
        os.utime(path, (changed, changed))
    summary = run_import(archive, [tmp_path / "报告"])
    assert [(Path(result.path).stem, result.outcome) for result in summary.results] == [
        ("1初稿", "new"), ("2定稿", "version"), ("3旧稿", "older"), ("4另存", "unchanged"),
    ]  # fmt: skip
    [report] = archive.reports()
    assert report["score"] == "91"
    assert [row["file_name"] for row in archive.versions(report["id"])] == ["1初稿.txt", "2定稿.txt", "3旧稿.txt"]


def test_originals_are_left_out_when_told_to(tmp_path: Path) -> None:
    [path] = write_reports(tmp_path / "报告", 1)
    with open_archive(tmp_path / "归档.db") as archive:
        run_import(archive, [path], Options(originals=False))
        assert archive.original(archive.versions(1)[0]["sha256"]) is None


def test_a_file_that_could_not_be_read_and_was_mended_is_no_failure_any_more(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.touch()
    with open_archive(tmp_path / "归档.db") as archive:
        assert (
            run_import(archive, [path]).failures[0].reason == "报告.txt：是空文件。请检查文件是否保存完整，再重新提供。"
        )
        path.write_text(report_text(), encoding="utf-8")
        assert run_import(archive, [path]).count("new") == 1
        assert archive.failures() == []


def test_every_empty_file_is_listed_though_they_are_all_the_same(tmp_path: Path) -> None:
    for name in ("甲.txt", "乙.txt"):
        (tmp_path / name).touch()
    with open_archive(tmp_path / "归档" / "归档.db") as archive:
        failures = run_import(archive, [tmp_path]).failures
        assert sorted(Path(result.path).name for result in failures) == ["乙.txt", "甲.txt"]
        again = run_import(archive, [tmp_path], Options(choice=Choice(retry_failed=False))).failures
        assert {result.outcome for result in again} == {"failed_before"}
        listed = [(Path(file.path).name, (file.reason or "").partition("：")[0]) for file in archive.failures()]
        assert sorted(listed) == [("乙.txt", "乙.txt"), ("甲.txt", "甲.txt")]


def test_a_copy_that_comes_later_is_listed_and_leaves_the_list_when_it_is_mended(tmp_path: Path) -> None:
    first, copy = tmp_path / "报告" / "甲.txt", tmp_path / "副本" / "乙.txt"
    for path in (first, copy):
        path.parent.mkdir()
        path.touch()
    with open_archive(tmp_path / "归档.db") as archive:
        run_import(archive, [first])
        run_import(archive, [copy])
        assert [file.path for file in archive.failures()] == [str(copy), str(first)]
        copy.write_text(report_text(), encoding="utf-8")
        run_import(archive, [copy])
        assert [file.path for file in archive.failures()] == [str(first)]


def test_a_scan_without_text_is_told_apart_and_gives_no_report(archive: Archive, tmp_path: Path) -> None:
    write_scan(tmp_path / "扫描件.pdf")
    for _ in range(2):
        summary = run_import(archive, [tmp_path])
        [scan] = summary.scans
        assert Path(scan.path).name == "扫描件.pdf"
        assert "没有文字的扫描件" in (scan.reason or "")
        assert summary.failures == []
    assert [file.outcome for file in archive.failures()] == ["scanned"]
    assert archive.count_reports() == 0


def test_an_archive_of_before_copies_were_kept_learns_of_them(tmp_path: Path) -> None:
    (tmp_path / "甲.txt").touch()
    with open_archive(tmp_path / "归档.db") as archive:
        run_import(archive, [tmp_path / "甲.txt"])
        with writing(archive.database) as connection:
            connection.execute(text("DROP TABLE import_copies"))
            connection.execute(update(properties).values(value="3"))
    (tmp_path / "乙.txt").touch()
    with open_archive(tmp_path / "归档.db") as archive:
        run_import(archive, [tmp_path / "乙.txt"])
        assert len(archive.failures()) == 2


def test_a_full_disk_ends_the_import_with_a_sentence_and_the_next_run_goes_on(tmp_path: Path) -> None:
    write_reports(tmp_path / "报告", 80)
    with open_archive(tmp_path / "归档.db") as archive:
        full = False

        def limit(connection: Any, _: object) -> None:
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count={pages + 120 if full else 2**30}")

        event.listen(archive.database.engine, "connect", limit)
        full = True
        archive.database.engine.dispose()
        with pytest.raises(ArchiveError, match="磁盘已满。已写入的都还在；请腾出空间，再运行一次就从停下的地方继续"):
            run_import(archive, [tmp_path / "报告"])
        kept = len(archive.reports())
        assert 0 < kept < 80
        full = False
        archive.database.engine.dispose()
        summary = run_import(archive, [tmp_path / "报告"])
        assert (summary.count("unchanged"), summary.count("new")) == (kept, 80 - kept)


def test_a_lost_server_ends_the_import_with_a_sentence_and_the_next_run_goes_on(
    postgresql: str, tmp_path: Path
) -> None:
    from postgresql_cluster import new_database

    write_reports(tmp_path / "报告", 80)
    location = new_database(postgresql)
    admin = open_archive(new_database(postgresql))
    name = location.partition("@/")[2].partition("?")[0]

    def server(opened: bool) -> None:
        with admin.database.engine.connect() as connection:
            connection.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS {opened}"))
            connection.execute(text(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"))
            connection.commit()

    class Cut(Told):
        def advance(self, result: FileResult) -> None:
            super().advance(result)
            if len(self.results) == 1:
                server(opened=False)

    with open_archive(location) as archive, admin:
        with pytest.raises(ArchiveError, match="连接断了。已写入的都还在") as caught:
            run_import(archive, [tmp_path / "报告"], listener=Cut())
        assert "Traceback" not in str(caught.value)
        server(opened=True)
        kept = len(archive.reports())
        assert 0 < kept < 80
        assert run_import(archive, [tmp_path / "报告"]).count("new") == 80 - kept


def test_a_place_that_is_nowhere_is_named_and_is_no_file_to_try_again(tmp_path: Path) -> None:
    with open_archive(tmp_path / "归档.db") as archive:
        (result,) = run_import(archive, [tmp_path / "错的路径"]).failures
        assert str(result.reason).endswith("找不到。请检查路径。")
        assert archive.failures() == []


def test_a_failure_names_the_file_itself_and_not_another_of_the_same_content(tmp_path: Path) -> None:
    for name in ("甲.doc", "乙.wps"):
        (tmp_path / name).write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(3000))
    places = [tmp_path / "甲.doc", tmp_path / "乙.wps"]
    with open_archive(tmp_path / "归档.db") as archive:
        for _first_and_again in range(2):
            failures = run_import(archive, places, Options(choice=Choice(retry_failed=False))).failures
            told = {(Path(each.path).name, (each.reason or "").partition("：")[0]) for each in failures}
            assert told == {("甲.doc", "甲.doc"), ("乙.wps", "乙.wps")}
