"""What takes long is made once; nothing stale, damaged or unwritable ever stands in the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from jixiao import patterns
from jixiao.kept import kept
from jixiao.patterns import load_rules


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "cache"))


def files_of(tmp_path: Path) -> list[Path]:
    return sorted(tmp_path.rglob("*.pickle"))


def test_a_thing_is_made_once_for_each_key(tmp_path: Path) -> None:
    made = []

    def make() -> list[str]:
        made.append("made")
        return ["规则"]

    assert [kept("rules", key, make) for key in ("a", "a", "b")] == [["规则"]] * 3
    assert len(made) == 2
    assert not list(tmp_path.rglob("*.part"))


def test_a_damaged_file_is_made_anew(tmp_path: Path) -> None:
    kept("rules", "a", lambda: 1)
    (file,) = files_of(tmp_path)
    for damaged in (b"", b"no pickle", file.read_bytes()[:-1], b"\x80\x05cnone\nnothing\n."):
        file.write_bytes(damaged)
        assert kept("rules", "a", lambda: 2) == 2
    assert kept("rules", "a", lambda: 3) == 2


def test_the_oldest_go_when_there_are_many(tmp_path: Path) -> None:
    for number in range(9):
        kept("rules", str(number), lambda: 1)
    assert len(files_of(tmp_path)) == 4


def test_where_nothing_can_be_kept_it_is_made_each_time(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    assert [kept("rules", "a", lambda number=number: number) for number in (1, 2)] == [1, 2]


def test_what_cannot_be_pickled_is_made_each_time(tmp_path: Path) -> None:
    made = [kept("rules", "a", lambda number=number: lambda: number) for number in (1, 2)]  # as layouts are
    assert [each() for each in made] == [1, 2]
    assert files_of(tmp_path) == []


def test_rules_that_were_kept_are_the_rules_that_were_made() -> None:
    patterns._load.cache_clear()
    made = load_rules()
    patterns._load.cache_clear()
    again = load_rules()
    assert again is not made
    assert (again.words, again.maps, again.digest, again.definitions) == (
        made.words, made.maps, made.digest, made.definitions,
    )  # fmt: skip
    for one, other in zip(again.patterns, made.patterns, strict=True):
        assert (one.entry, one.anchors) == (other.entry, other.anchors)
        assert (one.openings, one.endings) == (other.openings, other.endings)
        assert one.compiled.pattern == other.compiled.pattern
