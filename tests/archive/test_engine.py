"""Opening archives, and what is said when they cannot be opened, read or written."""

from __future__ import annotations

import sqlite3
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text, update

from jixiao import open_archive as public_open_archive
from jixiao.archive import engine, open_archive
from jixiao.archive.columns import scaled
from jixiao.archive.engine import writing
from jixiao.archive.tables import SCHEMA, properties
from jixiao.document import Span
from jixiao.errors import ArchiveError, JixiaoError
from jixiao.record import Unread
from reports_of import record_of


def test_what_is_kept_is_there_when_the_archive_is_opened_again(location: str) -> None:
    with public_open_archive(location) as archive:
        archive.add(record_of())
    with open_archive(location, create=False) as archive:
        assert [row["department"] for row in archive.reports()] == ["某县档案馆"]


def test_the_password_of_a_server_is_never_shown() -> None:
    with pytest.raises(ArchiveError) as caught:
        open_archive("postgresql://name:geheim@127.0.0.1:1/archive")
    assert "geheim" not in str(caught.value)
    assert str(caught.value).startswith("postgresql+psycopg://name:***@127.0.0.1:1/archive：服务器没有开着。")


def test_a_database_without_an_archive_is_none_when_none_is_to_be_made(location: str) -> None:
    with pytest.raises(ArchiveError, match="归档。请先用 jixiao import 导入报告"):
        open_archive(location, create=False)


def test_an_archive_of_a_later_version_is_refused(location: str) -> None:
    with open_archive(location) as archive, writing(archive.database) as connection:
        connection.execute(update(properties).values(value=str(SCHEMA + 1)))
    with pytest.raises(ArchiveError, match="归档由更新的版本建立"):
        open_archive(location)


def test_an_archive_of_the_second_version_gets_its_unread_numbers_counted(location: str) -> None:
    unread = tuple(
        Unread(text="12", span=Span("p1", 0, 2), reason=reason) for reason in ("unknown", "target", "unknown")
    )
    with open_archive(location) as archive:
        archive.add(record_of().model_copy(update={"unread": unread}))
    with open_archive(location) as archive, writing(archive.database) as connection:
        connection.execute(text("ALTER TABLE reports DROP COLUMN unread_numbers"))
        connection.execute(update(properties).values(value="2"))
    for _ in range(2):
        with open_archive(location) as archive:
            assert [row["unread_numbers"] for row in archive.reports()] == [2]


def test_an_archive_that_another_program_holds_is_waited_for_and_then_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "_PATIENCE", 0.1)
    with open_archive(tmp_path / "归档.db") as archive:
        other = sqlite3.connect(tmp_path / "归档.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ArchiveError, match="有别的程序一直占着归档。请等它结束，再运行一次"):
            archive.add(record_of())
        assert archive.reports() == []  # reading goes on meanwhile
        other.execute("ROLLBACK")
        other.close()
        assert archive.add(record_of()).outcome == "new"


def test_a_damaged_archive_is_named(tmp_path: Path) -> None:
    file = tmp_path / "归档.db"
    with open_archive(file) as archive:
        archive.add(record_of())
    data = bytearray(file.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    file.write_bytes(data)
    with pytest.raises(ArchiveError, match="归档文件已损坏"), open_archive(file) as archive:
        archive.reports()


@pytest.mark.parametrize("missing", ["sqlalchemy", "psycopg"])
def test_a_missing_package_is_told_with_how_to_install_it(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    for name in [name for name in sys.modules if name.startswith("jixiao.archive.") and missing == "sqlalchemy"]:
        monkeypatch.delitem(sys.modules, name)
    with pytest.raises(JixiaoError, match="还没有安装。请运行 pip install"):
        open_archive("postgresql://127.0.0.1:1/archive")


@given(
    st.decimals(allow_nan=False, allow_infinity=False, places=6),
    st.decimals(allow_nan=False, allow_infinity=False, places=6),
)
def test_the_integers_of_two_numbers_are_in_the_order_of_the_numbers(one: Decimal, other: Decimal) -> None:
    first, second = scaled(one), scaled(other)
    assert first is not None
    assert second is not None
    assert (first <= second) if one <= other else (first >= second)


@given(st.decimals(min_value="-9e9", max_value="9e9", places=6))
def test_six_places_are_kept_exactly(value: Decimal) -> None:
    assert Decimal(scaled(value) or 0).scaleb(-6) == value
