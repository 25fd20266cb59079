"""Records in, records out: versions, files read anew, rows beside the record, on SQLite and PostgreSQL alike."""

from __future__ import annotations

import sqlite3
import threading
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from jixiao.archive import open_archive
from jixiao.archive.archive import Archive
from jixiao.archive.columns import number, scaled
from jixiao.archive.corrections import Correction
from jixiao.archive.engine import log_ahead
from jixiao.archive.tables import checks, facts, originals, score_items
from jixiao.errors import ArchiveError
from jixiao.record import Record
from reports_of import record_of

MARCH, MAY = datetime(2024, 3, 1, tzinfo=UTC), datetime(2024, 5, 1, tzinfo=UTC)


def count(archive: Archive, table: object) -> int:
    return int(archive.rows(select(func.count().label("n")).select_from(table))[0]["n"])  # type: ignore[arg-type]


def test_a_record_comes_back_as_it_was(archive: Archive) -> None:
    record = record_of()
    stored = archive.add(record)
    assert stored.outcome == "new"
    assert archive.record(stored.report_id) == record


def test_rows_beside_the_record_say_what_it_says(archive: Archive) -> None:
    record = record_of(score="92")
    stored = archive.add(record)
    report = archive.report(stored.report_id)
    assert report is not None
    assert (report["department"], report["fiscal_year"], report["score"]) == ("某县档案馆", 2023, "92")
    assert report["failed_checks"] == 1
    kept = archive.rows(select(facts).order_by(facts.c.position))
    assert [(row["id"], row["label"], row["value"]) for row in kept] == [
        (fact.id, fact.label, str(fact.value)) for fact in record.facts
    ]
    assert count(archive, score_items) == len(record.scores)
    assert count(archive, checks) == len(record.checks)


def test_amounts_are_kept_to_the_last_digit_and_compare_as_numbers(archive: Archive) -> None:
    stored = archive.add(record_of(spent="9.100001"))
    archive.add(record_of("某县教育局", spent="10.1"))
    spent = select(facts.c.report_id, facts.c.value).where(facts.c.label == "支出决算")
    assert archive.rows(spent.where(facts.c.value_scaled < scaled(Decimal("10")))) == [
        {"report_id": stored.report_id, "value": "9.100001"}
    ]


def test_the_same_record_again_changes_nothing(archive: Archive) -> None:
    first = archive.add(record_of())
    again = archive.add(record_of())
    assert (again.outcome, again.report_id) == ("unchanged", first.report_id)
    assert count(archive, facts) == len(record_of().facts)


def test_a_row_has_no_columns_that_nothing_ever_fills(archive: Archive) -> None:
    archive.add(record_of())
    assert not [name for name in archive.reports()[0] if name.endswith("_code")]


def test_a_newer_file_of_a_report_is_its_current_version_and_the_old_one_stays_readable(archive: Archive) -> None:
    old, new = record_of(score="92"), record_of(score="91")
    first = archive.add(old, modified=MARCH)
    second = archive.add(new, modified=MAY)
    assert (second.outcome, second.report_id, second.version) == ("version", first.report_id, 2)
    assert archive.record(first.report_id) == new
    assert archive.record(first.report_id, 1) == old
    assert [row["score"] for row in archive.reports()] == ["91"]
    assert count(archive, facts) == len(new.facts)


def test_an_older_file_that_comes_later_is_kept_as_a_version_but_is_not_the_current_one(archive: Archive) -> None:
    old, new = record_of(score="92"), record_of(score="91")
    first = archive.add(new, modified=MAY)
    second = archive.add(old, modified=MARCH)
    assert second.outcome == "older"
    assert archive.record(first.report_id) == new
    assert archive.record(first.report_id, 2) == old
    assert archive.reports()[0]["score"] == "91"


def test_width_and_spaces_in_a_name_make_no_other_report(archive: Archive) -> None:
    record = record_of()
    archive.add(record)
    wide = record_of(score="92").model_copy(
        update={"department": "某县 档案馆", "title": "２０２３年度部门整体绩效自评报告"}
    )
    plain = record.model_copy(update={"title": "2023年度部门整体绩效自评报告", "source": wide.source})
    first = archive.add(plain)
    assert first.outcome in ("version", "reread", "new")
    assert archive.add(wide).report_id == first.report_id


def test_two_files_that_do_not_say_whose_they_are_stay_two_reports(archive: Archive) -> None:
    unnamed = {"department": None}
    first = archive.add(record_of(score="91").model_copy(update=unnamed))
    second = archive.add(record_of(score="92").model_copy(update=unnamed))
    assert first.report_id != second.report_id


def test_forms_of_projects_without_a_name_stay_apart(archive: Archive) -> None:
    form = {"kind": "project", "project": None}
    first = archive.add(record_of(score="91").model_copy(update=form))
    second = archive.add(record_of(score="92").model_copy(update=form))
    assert first.report_id != second.report_id


def test_a_file_read_otherwise_replaces_its_record_in_place(archive: Archive) -> None:
    record = record_of()
    first = archive.add(record)
    better = record.model_copy(update={"facts": record.facts[:1], "region": record.region})
    again = archive.add(better)
    assert (again.outcome, again.report_id, again.version) == ("reread", first.report_id, 1)
    assert archive.record(first.report_id) == better
    assert count(archive, facts) == 1


def test_a_report_whose_department_is_now_read_rightly_keeps_its_number(archive: Archive) -> None:
    record = record_of()
    first = archive.add(record.model_copy(update={"department": "某县档案"}))
    again = archive.add(record)
    assert again.report_id == first.report_id
    assert [row["department"] for row in archive.reports()] == ["某县档案馆"]


def test_a_file_found_to_be_of_another_report_moves_there(archive: Archive) -> None:
    there = archive.add(record_of("某县教育局"), modified=MARCH)
    strayed = record_of()
    archive.add(strayed, modified=MAY)
    moved = archive.add(strayed.model_copy(update={"department": "某县教育局", "title": record_of("某县教育局").title}))
    assert moved.report_id == there.report_id
    assert [row["id"] for row in archive.reports()] == [there.report_id]
    assert len(archive.versions(there.report_id)) == 2
    assert count(archive, facts) == len(strayed.facts)


def test_the_report_it_leaves_shows_its_other_file_again(archive: Archive) -> None:
    old, new = record_of(score="92"), record_of(score="91")
    first = archive.add(old, modified=MARCH)
    archive.add(new, modified=MAY)
    moved = archive.add(new.model_copy(update={"department": "某县教育局"}))
    assert moved.report_id != first.report_id
    assert archive.record(first.report_id) == old
    assert [(row["department"], row["score"]) for row in archive.reports()] == [
        ("某县档案馆", "92"),
        ("某县教育局", "91"),
    ]


def test_originals_are_kept_once_and_given_back(archive: Archive) -> None:
    record = record_of()
    archive.add(record, original=b"the file")
    archive.add(record, original=b"the file")
    assert archive.original(record.source.sha256) == b"the file"
    assert count(archive, originals) == 1


def test_a_removed_report_leaves_nothing(archive: Archive) -> None:
    stored = archive.add(record_of(), original=b"the file")
    archive.remove(stored.report_id)
    assert (archive.reports(), count(archive, facts), count(archive, originals)) == ([], 0, 0)
    with pytest.raises(ArchiveError, match=f"没有编号为 {stored.report_id} 的报告"):
        archive.record(stored.report_id)
    assert archive.add(record_of()).outcome == "new"


def test_corrections_lie_over_the_extraction_and_survive_a_new_reading(archive: Archive) -> None:
    record = record_of()
    stored = archive.add(record)
    fact = record.facts[0]
    correction = Correction(record.source.sha256, fact.id, "value", "240.5", "240.6", "张三", "原件如此")
    archive.correct(correction)
    archive.add(record.model_copy(update={"department": "某县档案局"}))
    assert archive.corrections(stored.report_id) == [correction]
    assert archive.record(stored.report_id).facts[0].value == Decimal("240.5")


def test_all_records_are_walked_through_page_by_page(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jixiao.archive.archive._PAGE", 2)
    wanted = {archive.add(record_of(f"某县第{number}中学")).report_id for number in range(5)}
    assert {report_id for report_id, _ in archive.records()} == wanted
    assert len(list(archive.all_versions())) == archive.count_versions() == 5


def test_text_with_nul_characters_is_kept(archive: Archive) -> None:
    record = record_of()
    odd = record.model_copy(update={"title": "自评\0报告"})
    stored = archive.add(odd)
    assert archive.record(stored.report_id) == odd


def test_threads_that_write_at_once_take_turns(archive: Archive) -> None:
    records = [record_of(f"某县第{number}中学") for number in range(12)]
    threads = [threading.Thread(target=archive.add, args=(record,)) for record in records]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(archive.reports()) == 12


def test_opened_by_several_at_once_where_there_is_none_yet(location: str) -> None:
    failures: list[Exception] = []

    def use(number: int) -> None:
        try:
            with open_archive(location) as archive:
                archive.add(record_of(f"某县第{number}中学"))
        except Exception as error:  # noqa: BLE001
            failures.append(error)

    threads = [threading.Thread(target=use, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with open_archive(location) as archive:
        assert len(archive.reports()) == 4


class Refusing:
    """A connection that SQLite refuses at once, as it may where two turn a new file to write-ahead logging together."""

    def __init__(self, code: int, times: int) -> None:
        self.refusal = sqlite3.OperationalError("database is locked")
        self.refusal.sqlite_errorcode = code
        self.times = times

    def execute(self, _: str) -> None:
        self.times -= 1
        if self.times >= 0:
            raise self.refusal


def test_a_file_that_another_one_turns_to_write_ahead_logging_is_waited_for() -> None:
    connection = Refusing(sqlite3.SQLITE_BUSY, times=3)
    log_ahead(connection)
    assert connection.times == -1


def test_a_file_that_cannot_be_turned_to_write_ahead_logging_is_told_at_once() -> None:
    with pytest.raises(sqlite3.OperationalError):
        log_ahead(Refusing(sqlite3.SQLITE_READONLY, times=1))


def test_a_record_written_by_json_and_back_is_the_same_reading(archive: Archive) -> None:
    record = record_of()
    archive.add(record)
    assert archive.add(Record.from_json(record.to_json())).outcome == "unchanged"


@pytest.mark.parametrize("value", ["0", "-7.42", "1210.74", "0.000001", "9999999999999.999999", "1" + "0" * 30])
def test_numbers_are_kept_as_exact_text_beside_an_integer_of_64_bits(value: str) -> None:
    kept = number("score", Decimal(value))
    assert Decimal(str(kept["score"])) == Decimal(value)
    assert -(2**63) <= int(str(kept["score_scaled"])) < 2**63


def test_several_questions_are_answered_from_one_moment(archive: Archive) -> None:
    archive.add(record_of("某县档案馆"))
    with archive.at_one_moment() as moment:
        assert len(list(moment.iterate_reports())) == 1
        archive.add(record_of("某县教育局"))
        assert {row.department for row in moment.facts()} == {"某县档案馆"}
        assert len(moment.search().hits) == 1
    assert len(archive.search().hits) == 2
