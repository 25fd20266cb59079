from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from jixiao.record import Check, ScoreItem

Results = Callable[..., list[Check]]
Row = Callable[..., ScoreItem]


@pytest.fixture
def projects(row: Row) -> tuple[ScoreItem, ...]:
    return (row("校舍维修", "93.5"), row("设备购置", "99"), row("教师培训", "92"))


def test_a_mean_over_as_many_projects_as_are_listed(results: Results, projects: tuple[ScoreItem, ...]) -> None:
    (right,) = results("score_average", "3个项目平均得分94.83分。", rows=projects)
    (wrong,) = results("score_average", "3个项目平均得分95.83分。", rows=projects)
    assert right.status == "pass"
    assert (wrong.status, wrong.computed) == ("fail", Decimal("94.83"))


def test_a_mean_cut_off_instead_of_rounded_is_minor(results: Results, row: Row) -> None:
    rows = (row("甲", "90"), row("乙", "91"), row("丙", "91"))
    (found,) = results("score_average", "3个项目平均得分90.66分。", rows=rows)
    assert (found.status, found.severity) == ("fail", "minor")


def test_a_weighted_mean_cannot_be_told(results: Results, projects: tuple[ScoreItem, ...]) -> None:
    (found,) = results("score_average", "3个项目加权平均得分95.1分。", rows=projects)
    assert found.status == "unverifiable"


def test_a_mean_over_other_projects_than_those_listed_is_left_alone(
    results: Results, projects: tuple[ScoreItem, ...]
) -> None:
    assert results("score_average", "8个项目平均得分95.56分。", rows=projects) == []


def test_a_mean_of_forms_is_that_of_their_wholes(results: Results, row: Row) -> None:
    first, second = row("甲项目", "96"), row("乙项目", "88")
    below = [row("数量", "56").model_copy(update={"id": "a", "parent": first.id})]
    below.append(row("质量", "48").model_copy(update={"id": "b", "parent": second.id}))
    (found,) = results("score_average", "2个项目平均得分92分。", rows=(first, *below[:1], second, *below[1:]))
    assert found.status == "pass"
