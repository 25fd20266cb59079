"""Corrections laid over a record: what counts, what is calculated anew, and where a new reading disagrees."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao import Document, extract
from jixiao.archive.corrections import Correction
from jixiao.corrected import TAKEN_BACK, corrected, current_value, in_force
from jixiao.record import Record

LIST = "全年支出合计{}万元（教育支出400.5万元，卫生健康支出300.2万元，住房保障支出100.5万元）。"


def record_of(total: str) -> Record:
    title = "某县教育局2023年度部门整体支出绩效自评报告"
    return extract(
        Document.of_lines(title, "一、收支情况", LIST.format(total), "二、得分", "自评得分91分。", "另购设备若干。")
    )


def entry(element: str, field: str, before: Any, after: Any) -> Correction:
    return Correction("", element, field, before, after, "李审")


def total_of(record: Record) -> str:
    return next(fact.id for fact in record.facts if "合计" in fact.label)


def test_a_corrected_value_is_checked_anew_and_the_extraction_stays() -> None:
    record = record_of("810.2")
    assert [check.status for check in record.checks].count("fail") == 1
    done = corrected(record, [entry(total_of(record), "value", "810.2", "801.2")])
    assert not [check for check in done.record.checks if check.status == "fail"]
    assert current_value(record, total_of(record), "value") == "810.2"
    assert [one.state for one in done.standing] == ["holds"]


def test_the_last_correction_counts_and_one_that_is_taken_back_does_not() -> None:
    record = record_of("810.2")
    element = total_of(record)
    journal = [entry(element, "value", "810.2", "1"), entry(element, "value", "810.2", "801.2")]
    assert current_value(corrected(record, journal).record, element, "value") == "801.2"
    journal.append(entry(element, "value", "801.2", TAKEN_BACK))
    assert corrected(record, journal).record == record
    journal.append(entry(element, "value", "810.2", "5"))
    assert current_value(corrected(record, journal).record, element, "value") == "5"


def test_a_new_reading_that_reads_a_third_thing_is_named() -> None:
    record = record_of("810.2")
    element = total_of(record)
    journal = [entry(element, "value", "810.2", "801.2")]
    for read, state in (("810.2", "holds"), ("801.2", "agreed"), ("888.8", "differs")):
        again = corrected(record_of(read), journal)
        assert [one.state for one in again.standing] == [state]
        assert current_value(again.record, element, "value") == "801.2"
        assert bool(again.disagreements) == (state == "differs")


def test_a_figure_that_a_new_reading_no_longer_finds_is_named() -> None:
    done = corrected(record_of("810.2"), [entry("p99@1", "value", "1", "2")])
    assert [one.state for one in done.disagreements] == ["gone"]


def test_a_figure_marked_as_wrong_is_gone_with_what_rests_on_it() -> None:
    record = record_of("810.2")
    element = total_of(record)
    done = corrected(record, [entry(element, "wrong", None, True)]).record
    assert element not in {fact.id for fact in done.facts}
    assert not [check for check in done.checks if element in check.operands]


def test_an_added_figure_stands_where_it_was_selected_and_takes_the_place_of_a_later_reading() -> None:
    record = record_of("801.2")
    block = next(block for block in record.blocks if "若干" in block.text)
    element = f"added:{block.id}:{block.text.index('若干')}:{block.text.index('若干') + 2}"
    said = {
        "label": "购置设备",
        "value": "3",
        "unit": "台",
        "kind": "count",
        "year": 2023,
        "measure": None,
        "section": None,
    }
    done = corrected(record, [entry(element, "added", None, said)]).record
    fact = next(fact for fact in done.facts if fact.id == element)
    assert (fact.text, fact.value, fact.unit) == ("若干", Decimal(3), "台")
    assert [other.span.block for other in done.facts][-1] == block.id


def test_a_dismissed_check_no_longer_fails_and_its_reason_is_kept() -> None:
    record = record_of("810.2")
    check = next(check for check in record.checks if check.status == "fail")
    done = corrected(record, [entry(check.id, "dismissed", None, "另含基金支出")])
    assert not [one for one in done.record.checks if one.status == "fail"]
    assert [(one.id, why.after) for one, why in done.dismissed] == [(check.id, "另含基金支出")]


def test_the_score_and_the_label_of_a_figure_can_be_corrected() -> None:
    record = record_of("801.2")
    element = total_of(record)
    done = corrected(
        record, [entry("score", "value", "91", "92"), entry(element, "label", "全年支出合计", "支出总额")]
    ).record
    assert done.score.stated == 92
    assert current_value(done, element, "label") == "支出总额"


def test_corrections_of_another_file_are_none_of_this_one() -> None:
    record = record_of("801.2")
    other = Correction("another", total_of(record), "value", "801.2", "1", "李审")
    assert corrected(record, [other]).record is record


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["a", "b"]), st.sampled_from(["value", "label"]), st.sampled_from(["1", "2", None]))
    )
)
def test_what_counts_is_the_last_entry_of_each_field(told: list[tuple[str, str, str | None]]) -> None:
    journal = [entry(element, field, None, TAKEN_BACK if value is None else value) for element, field, value in told]
    last = {(element, field): value for element, field, value in told}
    found = {key: one.after for key, one in in_force(journal).items()}
    assert found == {key: value for key, value in last.items() if value is not None}
