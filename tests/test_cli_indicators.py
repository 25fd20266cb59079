"""`jixiao indicators`: the lexicon as a table and as JSON."""

import json

import pytest

from jixiao.cli import main


def test_all_indicators_are_listed_with_their_units(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["indicators"]) == 0
    out = capsys.readouterr().out
    assert "sangong.total" in out
    assert "vehicles.owned" in out


def test_a_word_finds_names_aliases_and_keys(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["indicators", "接待费"]) == 0
    out = capsys.readouterr().out
    assert "sangong.reception" in out
    assert "外宾" in out
    assert "assets.total" not in out


def test_a_label_finds_its_indicator_first(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["indicators", "三公经费支出决算数", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found[0]["id"] == "sangong.total"
    assert (found[0]["unit"], found[0]["kind"], found[0]["group"]) == ("万元", "amount", "sangong")


def test_a_group_is_found_by_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["indicators", "“三保”", "--json"]) == 0
    assert {each["group"] for each in json.loads(capsys.readouterr().out)} >= {"sanbao"}


def test_a_word_that_no_indicator_has_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["indicators", "月球"]) == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "月球" in captured.err
