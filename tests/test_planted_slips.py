"""A small sample of `make metamorphic`: slips planted in the reports of the corpus, and reports rescaled without any."""

from __future__ import annotations

import importlib
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from jixiao import Document, extract
from jixiao.record import Fact, Record

BENCHMARKS = Path(__file__).resolve().parents[1] / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))
planted_slips = importlib.import_module("planted_slips")

SAMPLE = 90  # of a few dozen the share found swings by more than five in a hundred with every report added


def record_of(sentence: str) -> Record:
    return extract(Document.of_lines("某县教育局2023年度部门决算说明", "一、收入支出情况", sentence))


def fact_of(record: Record, label: str) -> Fact:
    return next(fact for fact in record.facts if fact.label == label)


def expected(sentence: str, label: str, shown: str) -> str:
    record = record_of(sentence)
    fact = fact_of(record, label)
    slip = planted_slips.Slip("swapped", fact, shown)
    return str(planted_slips.expectation(slip, planted_slips.plantable(record)[fact.id], record))


def test_planted_slips_are_named_and_mostly_put_right() -> None:
    found = [planted_slips.planted(planted_slips.reports(), seed) for seed in range(7_000, 7_000 + 2 * SAMPLE)]
    counted = planted_slips.checkable(found)[:SAMPLE]
    assert len(counted) == SAMPLE
    told = "\n".join(map(str, counted))
    assert sum(each.result != "missed" for each in counted) >= 0.9 * SAMPLE, told
    assert sum(each.result == "restored" for each in counted) >= 0.7 * SAMPLE, told


def test_reports_rescaled_as_a_whole_have_no_error() -> None:
    found = [planted_slips.clean(planted_slips.reports(), seed) for seed in range(SAMPLE)]
    assert [each for each in found if each.result != "clean"] == []


def test_a_slip_is_printed_in_the_unit_and_grouping_of_its_figure() -> None:
    document = Document.of_lines("某县教育局2023年度部门决算说明", "一、收入", "2023年收入合计1,204.50万元。")
    fact = fact_of(extract(document), "收入合计")
    assert planted_slips.printed_anew(document, [(fact, "1240.50")]).blocks[2].text == "2023年收入合计1240.50万元。"
    assert planted_slips.value_of(fact, "1240.50") == Decimal("1240.50")


LIST = "支出合计801.20万元，其中教育支出400.50万元，卫生健康支出300.20万元，住房保障支出100.50万元。"


@pytest.mark.parametrize(
    ("label", "shown", "result"),
    [
        ("教育支出", "450.00", "checkable"),
        ("教育支出", "40.50", "not checkable"),
        ("支出合计", "810.20", "not checkable"),
        ("支出合计", "701.20", "checkable"),
    ],
)
def test_a_list_that_need_not_be_complete_shows_only_what_exceeds_its_whole(
    label: str, shown: str, result: str
) -> None:
    assert expected(LIST, label, shown) == result


def test_a_slip_that_a_coarse_share_cannot_show_is_within_rounding() -> None:
    sentence = "支出合计800万元，其中教育支出400.15万元，占支出合计的50%。"
    assert expected(sentence, "教育支出占比", "55") == "checkable"
    assert expected(sentence, "教育支出", "401.15") in ("within rounding", "checkable")
