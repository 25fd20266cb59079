from __future__ import annotations

from jixiao.document import Document
from jixiao.patterns import load_rules
from jixiao.pipeline import extract
from jixiao.record import Check


def rates(*lines: str) -> list[Check]:
    record = extract(Document.of_lines("某市2022年度养老服务项目绩效评价报告", "一、评价结论", *lines), load_rules())
    return [check for check in record.checks if check.id.endswith(":points")]


def test_the_rate_of_a_score_is_the_score_over_its_full_marks() -> None:
    (found,) = rates("产出指标满分30分，得26.4分，得分率88%。")
    assert (found.status, found.rule) == ("pass", "ratio_definition")


def test_a_rate_with_two_digits_swapped_fails_and_says_so() -> None:
    (found,) = rates("产出指标满分30分，得26.4分，得分率88%；效益指标满分25分，得21.6分，得分率84.6%。")[1:]
    assert (found.status, str(found.stated), str(found.computed)) == ("fail", "84.6", "86.40")
    assert found.hint == "84.6%疑为86.4%之误，两位数字颠倒"


def test_a_rate_of_a_score_without_full_marks_is_left_alone() -> None:
    assert rates("产出指标得26.4分，得分率88%。") == []


def test_a_rate_in_another_sentence_is_left_alone() -> None:
    assert rates("产出指标满分30分，得26.4分。总体得分率95%。") == []
