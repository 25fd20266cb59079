"""`jixiao indicators`: the lexicon as a table and as JSON."""

import json

from printed import Run


def test_all_indicators_are_listed_with_their_units(run: Run) -> None:
    status, out, _ = run("indicators")
    assert status == 0
    assert "sangong.total" in out
    assert "vehicles.owned" in out


def test_a_word_finds_names_aliases_and_keys(run: Run) -> None:
    status, out, _ = run("indicators", "接待费")
    assert status == 0
    assert "sangong.reception" in out
    assert "外宾" in out
    assert "assets.total" not in out


def test_a_label_finds_its_indicator_first(run: Run) -> None:
    status, out, _ = run("indicators", "三公经费支出决算数", "--json")
    assert status == 0
    found = json.loads(out)
    assert found[0]["id"] == "sangong.total"
    assert (found[0]["unit"], found[0]["kind"], found[0]["group"]) == ("万元", "amount", "sangong")


def test_a_group_is_found_by_its_name(run: Run) -> None:
    status, out, _ = run("indicators", "“三保”", "--json")
    assert status == 0
    assert {each["group"] for each in json.loads(out)} >= {"sanbao"}


def test_a_word_that_no_indicator_has_is_told(run: Run) -> None:
    status, out, err = run("indicators", "月球")
    assert status == 0
    assert out == ""
    assert "月球" in err
