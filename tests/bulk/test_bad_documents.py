"""A folder with documents that hang, spin, crash, exit, eat memory or cannot be read: all good ones come in, each bad one is named."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

import saboteur
from jixiao.archive.archive import Archive
from jixiao.bulk.importing import run_import
from reports_of import write_reports

GOOD = 12
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "报告"
    write_reports(folder, GOOD)
    for word in ("停住", "空转", "崩溃", "退出", "吃内存", "出错"):
        (folder / f"{word}.txt").write_text(word, encoding="utf-8")
    (folder / "空的.docx").touch()
    whole = next((ROOT / "corpus").glob("*/report.docx")).read_bytes()
    (folder / "半截.docx").write_bytes(whole[: len(whole) // 2])
    (folder / "加密.docx").write_bytes(_locked_docx())
    return folder


def test_all_good_ones_are_imported_and_each_bad_one_is_listed_with_its_reason(archive: Archive, folder: Path) -> None:
    summary = run_import(archive, [folder], saboteur.options(seconds=1.5))
    assert summary.count("new") == len(archive.reports()) == GOOD
    failed = {Path(file.path).stem: file for file in archive.failures()}
    assert {name: file.ended_by for name, file in failed.items()} == {
        "停住": "time", "空转": "time", "崩溃": "SIGSEGV", "退出": "exit 3", "吃内存": "memory",
        "出错": None, "空的": None, "半截": None, "加密": None,
    }  # fmt: skip
    assert all(file.reason and name in file.reason for name, file in failed.items())
    assert {name for name, file in failed.items() if file.attempts == 2} == {"停住", "空转", "崩溃", "退出", "吃内存"}
    assert sorted(result.path for result in summary.failures) == sorted(file.path for file in failed.values())


def test_what_failed_is_not_read_again_until_asked_for(archive: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "报告"
    folder.mkdir()
    (folder / "出错.txt").write_text("出错", encoding="utf-8")
    assert run_import(archive, [folder], saboteur.options(5)).count("failed") == 1
    again = run_import(archive, [folder], saboteur.options(5))
    assert [result.outcome for result in again.failures] == ["failed_before"]
    assert "除以零" in str(again.failures[0].reason)
    assert run_import(archive, [folder], saboteur.options(5, retry_failed=True)).count("failed") == 1


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a thread watches, which C code can hold up")
def test_no_worker_outlives_an_import_that_was_killed(tmp_path: Path) -> None:
    folder = tmp_path / "报告"
    folder.mkdir()
    for word in ("停住", "空转"):
        (folder / f"{word}.txt").write_text(word, encoding="utf-8")
    arguments = [sys.executable, ROOT / "tests" / "saboteur.py", folder, tmp_path / "归档.db", "600"]
    import_ = subprocess.Popen(arguments, env=os.environ | {"JIXIAO_TEST_MARK": str(tmp_path)})
    _wait_until(lambda: sum(_is_busy(pid) for pid in _marked(str(tmp_path))) >= 1 and len(_marked(str(tmp_path))) >= 4)
    time.sleep(0.5)  # both are in their documents now
    import_.kill()
    import_.wait()
    _wait_until(lambda: not _marked(str(tmp_path)), seconds=5)


def _locked_docx() -> bytes:
    """What Word writes with a password is no ZIP package; one whose parts are locked is refused alike."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", "<w/>")
    data = bytearray(packed.getvalue())
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(sign)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(sign, at + 1)
    return bytes(data)


def _marked(mark: str) -> list[int]:
    """The processes whose environment carries a mark: an import, its forkserver and its workers."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and mark.encode() in (entry / "environ").read_bytes():
                if (entry / "stat").read_text().rpartition(")")[2].split()[0] != "Z":
                    found.append(int(entry.name))
        except OSError:  # gone meanwhile
            continue
    return found


def _is_busy(pid: int) -> bool:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11]) > 50
    except OSError:
        return False


def _wait_until(holds: object, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not holds():  # type: ignore[operator]
        assert time.monotonic() < deadline
        time.sleep(0.05)
