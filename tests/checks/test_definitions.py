from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from jixiao.entries import DefinitionEntry
from jixiao.patterns import load_rules
from jixiao.record import Check

FigureChecks = Callable[..., list[Check]]
DEFINITIONS = load_rules().definitions


@pytest.mark.parametrize("definition", DEFINITIONS, ids=lambda each: each.name)
def test_a_definition_holds_for_its_own_example(definition: DefinitionEntry, figure_checks: FigureChecks) -> None:
    found = figure_checks(definition.holds, rule=definition.rule)
    assert {check.status for check in found} == {"pass"}


@pytest.mark.parametrize("definition", DEFINITIONS, ids=lambda each: each.name)
def test_a_definition_breaks_for_its_own_example(definition: DefinitionEntry, figure_checks: FigureChecks) -> None:
    found = figure_checks(definition.breaks, rule=definition.rule)
    expected = "fail" if definition.firm or definition.rule == "balance" else "unverifiable"
    assert expected in {check.status for check in found}


def test_a_ratio_whose_operands_are_not_named_cannot_be_checked(figure_checks: FigureChecks) -> None:
    (found,) = figure_checks("年末资产负债率25%，偿债能力较强。")
    assert (found.rule, found.status, found.computed) == ("ratio_definition", "unverifiable", None)
    assert "没有写明" in found.message


def test_operands_of_another_year_are_none(figure_checks: FigureChecks) -> None:
    found = figure_checks(
        "2022年末资产总额400万元，负债总额100万元。", "2023年末资产负债率52%。", rule="ratio_definition"
    )
    assert [check.status for check in found] == ["unverifiable"]


def test_an_operand_stated_with_two_values_is_none(figure_checks: FigureChecks) -> None:
    found = figure_checks(
        "年末资产总额400万元，负债总额100万元，负债合计120万元，资产负债率52%。", rule="ratio_definition"
    )
    assert [check.status for check in found] == ["unverifiable"]


def test_operands_in_another_section_confirm_a_ratio_but_do_not_refute_it(figure_checks: FigureChecks) -> None:
    elsewhere = ("“三公”经费年初预算20万元。", "二、支出情况")
    right = figure_checks(*elsewhere, "“三公”经费实际支出15万元，“三公”经费控制率75%。", rule="ratio_definition")
    wrong = figure_checks(*elsewhere, "“三公”经费实际支出15万元，“三公”经费控制率57%。", rule="ratio_definition")
    assert ([check.status for check in right], [check.status for check in wrong]) == (["pass"], ["unverifiable"])


def test_a_ratio_may_be_given_as_times(figure_checks: FigureChecks) -> None:
    (found,) = figure_checks("年末流动资产300万元，流动负债125万元，流动比率为2.4倍。", rule="ratio_definition")
    assert (found.status, found.computed) == ("pass", Decimal("2.40"))


def test_a_budget_that_was_adjusted_otherwise_too_is_no_failure(figure_checks: FigureChecks) -> None:
    (found,) = figure_checks("年初预算512.4万元，年中追加100万元，调整后预算655.75万元。", rule="balance")
    assert found.status == "unverifiable"
