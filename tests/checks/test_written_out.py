"""A calculation that a report writes out is calculated again, and told to be wrong only where it is."""

from __future__ import annotations

import pytest

from jixiao.pipeline import extract
from jixiao.readers import read_bytes
from jixiao.record import Check


def written(sentence: str) -> list[Check]:
    report = f"某县某局2023年度部门整体支出绩效自评报告\n一、基本情况\n{sentence}\n"
    record = extract(read_bytes(report.encode(), "report.txt"))
    return [each for each in record.checks if each.rule in ("ratio_definition", "breakdown_sum")]


@pytest.mark.parametrize(
    "sentence",
    [
        "在职人员控制率=（在职人员数/编制数）×100%=79/86×100%=91.86%，得5分。",
        "预算完成率=3467.88/3582.41×100%=96.8%。",
        "预算完成率=3,467.88万元÷3,582.41万元×100=96.80%。",
        "“三公”经费变动率=（29.64-32.84）/32.84×100%=-9.74%。",
        "支出合计=120+35.5+8=163.5万元。",
        "群众满意度提高=96.8%-92.1%=4.7个百分点。",
        "编制数80人，实有在职人员79人，在职人员控制率=79/86×100%=91.86%。",
    ],
)
def test_what_is_calculated_right_passes(sentence: str) -> None:
    assert [each.status for each in written(sentence)] == ["pass"]


@pytest.mark.parametrize(
    ("sentence", "computed"),
    [
        ("在职人员控制率=79/86×100%=91.68%，得5分。", "91.86"),
        ("预算完成率=3467.88/3582.41×100%=98.6%。", "96.80"),
        ("支出合计=120+35.5+8=165.3万元。", "163.5"),
    ],
)
def test_what_is_calculated_wrong_fails_with_what_it_should_be(sentence: str, computed: str) -> None:
    (check,) = written(sentence)
    assert (check.status, check.severity, str(check.computed)) == ("fail", "error", computed)
    assert "算式" in check.message


def test_a_result_far_from_its_arithmetic_is_left_open() -> None:
    (check,) = written("预算完成率=35/3582.41×100%=96.8%。")
    assert (check.status, check.computed) == ("unverifiable", None)


def test_what_the_report_itself_writes_out_is_told_once() -> None:
    (check,) = written("编制数86人，实有在职人员79人，在职人员控制率=79/86×100%=91.68%。")
    assert check.status == "fail"
    assert check.hint == "“在职人员控制率”应为91.86%，或者算式里有数写错"


def test_a_sum_of_many_is_calculated_from_its_begin() -> None:
    numbers = "+".join(f"{number}.50" for number in range(100, 140))
    assert [each.status for each in written(f"支出合计={numbers}=4800万元。")] == ["pass"]


@pytest.mark.parametrize("sentence", ["支出合计为基本支出50+税金35+80=165万元。", "支出合计为5万+30+80=165万元。"])
def test_arithmetic_amid_words_is_left_alone(sentence: str) -> None:
    assert not any("算式" in each.message for each in written(sentence))


@pytest.mark.parametrize("sentence", ["预算完成率=（支出数/预算数）×100%=96.8%。", "办结率96.8%。", "办结率：96.8%。"])
def test_words_and_results_without_numbers_are_no_calculation(sentence: str) -> None:
    assert not any("算式" in each.message for each in written(sentence))
