"""A regex whose code was kept finds what the same regex compiled anew finds; nothing damaged stands in the way."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao import plain_regexes
from jixiao.plain_regexes import keep_plain, plain

WORDS = ("专项资金|基本支出|项目支出", "[分元％%]", r"\s*(?:(?:其中|包括)\s*)+$", "[0-9٠-٩〇一二三]")


def forget() -> None:
    """As in a process that has just begun."""
    for cached in (plain_regexes.plain, plain_regexes._kept, plain_regexes._compiled_here):
        cached.cache_clear()


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "cache"))
    forget()


def kept_file(tmp_path: Path) -> Path:
    (file,) = tmp_path.rglob("*.pickle")
    return file


def test_what_one_process_compiled_the_next_finds_compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = [plain(words) for words in WORDS]
    keep_plain()
    forget()
    monkeypatch.setattr(re, "compile", lambda *_: pytest.fail("compiled again"))
    assert [plain(words) for words in WORDS] == made
    assert [plain(words).flags for words in WORDS] == [words.flags for words in made]


def test_what_is_new_is_added_to_what_was_kept(tmp_path: Path) -> None:
    for words in WORDS:
        plain(words)
        keep_plain()
        forget()
    assert set(plain_regexes._kept()) == set(WORDS)


def test_nothing_is_written_where_nothing_was_compiled(tmp_path: Path) -> None:
    plain(WORDS[0])
    keep_plain()
    forget()
    written = kept_file(tmp_path).stat().st_mtime_ns
    plain(WORDS[0])
    keep_plain()
    assert kept_file(tmp_path).stat().st_mtime_ns == written


@pytest.mark.parametrize("damaged", [b"", b"no pickle"])
def test_a_damaged_file_is_passed_over(tmp_path: Path, damaged: bytes) -> None:
    plain(WORDS[0])
    keep_plain()
    kept_file(tmp_path).write_bytes(damaged)
    forget()
    assert plain(WORDS[0]).search("基本支出12万元")


def test_code_that_python_refuses_is_compiled_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = plain_regexes._code(WORDS[0])
    monkeypatch.setattr(plain_regexes, "_kept", lambda: {WORDS[0]: code._replace(steps=code.steps[:-4])})
    assert plain(WORDS[0]).search("基本支出12万元")


@given(st.lists(st.text(min_size=1, max_size=6), min_size=1, max_size=8), st.text())
def test_kept_code_finds_what_the_regex_finds(words: list[str], text: str) -> None:
    expression = "|".join(map(re.escape, words))
    plain_regexes._compiled_here().append(expression)
    keep_plain()
    forget()
    inside = f"{text}{words[-1]}{text}"
    assert [found.span() for found in plain(expression).finditer(inside)] == [
        found.span() for found in re.finditer(expression, inside)
    ]


def test_a_process_keeps_what_it_compiled_when_it_ends(tmp_path: Path) -> None:
    command = f"from jixiao.plain_regexes import plain; plain({WORDS[0]!r})"
    subprocess.run([sys.executable, "-c", command], check=True)
    assert list(plain_regexes._kept()) == [WORDS[0]]
