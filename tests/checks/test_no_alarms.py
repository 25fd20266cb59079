"""What a hasty reader would call wrong and a person does not: no check of no_alarms.toml fails."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from jixiao.record import Check

FigureChecks = Callable[..., list[Check]]
ReportChecks = Callable[[str], list[Check]]
SENTENCES = tomllib.loads((Path(__file__).parent / "no_alarms.toml").read_text(encoding="utf-8"))["sentence"]


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda each: each["why"])
def test_a_sentence_that_is_right_raises_no_alarm(sentence: dict[str, str], report_checks: ReportChecks) -> None:
    assert [found.message for found in report_checks(sentence["text"]) if found.status == "fail"] == []


def test_what_is_off_grossly_by_no_slip_is_open(figure_checks: FigureChecks) -> None:
    found = figure_checks("支出6,426.78万元，较上年的92.00万元下降1.91%。")
    assert {each.status for each in found if each.rule in ("change_rate", "wording")} == {"unverifiable"}


def test_a_rate_over_the_current_year_is_told_however_far_off(figure_checks: FigureChecks) -> None:
    (found,) = figure_checks("支出40.00万元，比上年的10.00万元增长75.00%。", rule="change_rate")
    assert (found.status, found.severity) == ("fail", "error")


def test_shares_that_all_miss_one_whole_are_no_alarm(figure_checks: FigureChecks) -> None:
    found = figure_checks(
        "年初预算2795.00万元，其中人员经费1012.64万元，占35.64%；药品费802.63万元，占28.25%；材料费341.87万元，占12.03%。",
        rule="share",
    )
    assert [each.status for each in found] == ["unverifiable"] * 3


def test_a_slip_that_spoils_what_was_right_explains_nothing(figure_checks: FigureChecks) -> None:
    text = "公务接待费6.18万元。与上年的52.46万元相比减少4.28万元，下降8.16%。"  # 46.28 would not be 8.16% of 52.46
    assert [each.message for each in figure_checks(text) if each.status == "fail"] == []
