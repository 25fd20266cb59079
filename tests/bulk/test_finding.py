"""What lies in folders, patterns and ZIP archives, and what is refused unopened."""

from __future__ import annotations

import io
import os
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from jixiao.bulk import zips
from jixiao.bulk.finding import contents, list_files
from jixiao.bulk.found import Found, PassedOver, Unreachable


def names(*places: Path | str) -> list[str]:
    return [Path(str(each)).name for each in list_files(places)[0] if isinstance(each, Path)]


def packed(files: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return written.getvalue()


def with_gbk_names(files: dict[str, bytes]) -> bytes:
    """As Windows packs it: names in GBK, not marked as anything else. The stand-ins have the length of the GBK names."""
    stand_ins = {f"{number:0>{len(name.encode('gbk'))}}": name for number, name in enumerate(files)}
    data = packed({stand_in: files[name] for stand_in, name in stand_ins.items()})
    for stand_in, name in stand_ins.items():
        data = data.replace(stand_in.encode(), name.encode("gbk"))
    return data


def found_in(tmp_path: Path, data: bytes, name: str = "旧报告.zip", password: str | None = None) -> list[object]:
    path = tmp_path / name
    path.write_bytes(data)
    return list(contents(path, password))


def test_a_folder_is_walked_in_the_order_of_names_without_what_programs_leave_behind(tmp_path: Path) -> None:
    for name in ("乙.pdf", "甲.docx", "~$甲.docx", ".隐藏.docx", "Thumbs.db", "照片.jpg", "表.xlsx", "没有后缀"):
        (tmp_path / name).touch()
    (tmp_path / "下级").mkdir()
    (tmp_path / "下级" / "丙.txt").touch()
    assert names(tmp_path) == sorted(["乙.pdf", "甲.docx", "没有后缀"]) + ["丙.txt"]
    passed = [each.path for each in list_files([tmp_path])[0] if isinstance(each, PassedOver)]
    assert sorted(Path(path).name for path in passed) == ["照片.jpg", "表.xlsx"]


def test_a_file_that_is_named_is_read_whatever_its_suffix_and_only_once(tmp_path: Path) -> None:
    odd = tmp_path / "报告.bak"
    odd.write_text("报告", encoding="utf-8")
    assert names(odd, tmp_path, odd) == ["报告.bak"]


def test_patterns_are_expanded_where_the_shell_does_not(tmp_path: Path) -> None:
    (tmp_path / "2023").mkdir()
    (tmp_path / "2023" / "甲.docx").touch()
    (tmp_path / "2023" / "乙.txt").touch()
    assert names(str(tmp_path / "**" / "*.docx")) == ["甲.docx"]


def test_a_place_where_nothing_is_is_named(tmp_path: Path) -> None:
    files, nowhere = list_files([tmp_path / "没有", tmp_path])
    assert files == []
    assert [each.reason for each in nowhere] == [f"{tmp_path / '没有'}：找不到。请检查路径。"]


def test_a_folder_that_cannot_be_opened_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("开", "锁"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "甲.txt").touch()
    scan = os.scandir

    def refuse(path: str) -> object:
        if Path(path).name == "锁":
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    files, nowhere = list_files([tmp_path])
    assert files == [tmp_path / "开" / "甲.txt"]
    assert [each.reason for each in nowhere] == [f"{tmp_path / '锁'}：打不开文件夹（没有权限）。请检查权限后再试。"]


def test_a_file_comes_with_its_content_and_when_it_was_changed(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_text("报告", encoding="utf-8")
    os.utime(path, (0, 1_700_000_000))
    assert list(contents(path)) == [
        Found(str(path), "报告.txt", datetime.fromtimestamp(1_700_000_000, UTC), "报告".encode())
    ]


def test_names_in_gbk_are_read_from_folders_and_archives(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode("教育局".encode("gbk"))
    folder.mkdir()
    (folder / os.fsdecode("报告.txt".encode("gbk"))).write_bytes(b"1")
    [file] = list_files([tmp_path])[0]
    assert isinstance(file, Path)
    assert [item.path for item in contents(file)] == [str(tmp_path / "教育局" / "报告.txt")]
    [item] = found_in(tmp_path, with_gbk_names({"财政局/自评报告.txt": b"2"}))
    assert isinstance(item, Found)
    assert (item.path, item.name) == (f"{tmp_path}/旧报告.zip/财政局/自评报告.txt", "自评报告.txt")


def test_an_archive_gives_its_files_also_of_archives_in_it(tmp_path: Path) -> None:
    inner = packed({"乙.txt": b"2"})
    items = found_in(
        tmp_path, packed({"甲.txt": b"1", "县.zip": inner, "照片.jpg": b"", "__MACOSX/._甲.txt": b"", "夹/": b""})
    )
    assert [(Path(item.path).name, getattr(item, "content", None)) for item in items] == [  # type: ignore[attr-defined]
        ("甲.txt", b"1"), ("乙.txt", b"2"), ("照片.jpg", None),
    ]  # fmt: skip


def test_a_word_file_is_no_archive_whatever_it_is_called(tmp_path: Path) -> None:
    data = packed({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"})
    [item] = found_in(tmp_path, data, "报告.zip")
    assert isinstance(item, Found)
    assert item.content == data


def test_a_bomb_is_not_opened(tmp_path: Path) -> None:
    items = found_in(tmp_path, packed({"炸弹.txt": bytes(64 << 20), "好.txt": b"1"}))
    assert [type(item) for item in items] == [Unreachable, Found]
    assert "大 200 倍以上" in items[0].reason  # type: ignore[attr-defined]


def test_an_archive_that_says_it_holds_more_than_it_can_is_not_opened(tmp_path: Path) -> None:
    data = bytearray(packed({f"{number}.txt": bytes(200) for number in range(3)}, zipfile.ZIP_STORED))
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:  # every entry is to be all of the archive: they overlap
        data[at + 20 : at + 24] = data[at + 24 : at + 28] = (len(data) - 60).to_bytes(4, "little")
        at += 4
    [item] = found_in(tmp_path, bytes(data))
    assert isinstance(item, Unreachable)
    assert "多得不合常理" in item.reason


def test_archives_within_archives_end_somewhere(tmp_path: Path) -> None:
    data = packed({"报告.txt": b"1"})
    for _ in range(5):
        data = packed({"内.zip": data})
    [item] = found_in(tmp_path, data)
    assert isinstance(item, Unreachable)
    assert "套得太深" in item.reason


def test_a_damaged_file_in_an_archive_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    data = packed({"甲.txt": b"AAAA", "乙.txt": b"BBBB"}, zipfile.ZIP_STORED).replace(b"AAAA", b"AXAA", 1)
    items = found_in(tmp_path, data)
    assert [type(item) for item in items] == [Unreachable, Found]
    assert "甲.txt：在压缩包里已损坏" in items[0].reason  # type: ignore[attr-defined]


def test_a_locked_file_in_an_archive_is_named_with_what_to_do(tmp_path: Path) -> None:
    data = bytearray(packed({"甲.txt": b"AAAA"}))
    data[data.find(b"PK\x03\x04") + 6] |= 1
    data[data.find(b"PK\x01\x02") + 8] |= 1
    [item] = found_in(tmp_path, bytes(data))
    assert isinstance(item, Unreachable)
    assert "设有密码" in item.reason
    assert "--password" in item.reason


@pytest.mark.parametrize("cut", [10, 60])
def test_a_truncated_archive_is_named(tmp_path: Path, cut: int) -> None:
    [item] = found_in(tmp_path, packed({"甲.txt": b"A" * 50}, zipfile.ZIP_STORED)[:-cut])
    assert isinstance(item, Unreachable)
    assert "压缩包已损坏" in item.reason


def test_too_many_files_are_a_trap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zips, "MOST_MEMBERS", 2)
    [item] = found_in(tmp_path, packed({f"{number}.txt": b"1" for number in range(3)}))
    assert isinstance(item, Unreachable)
