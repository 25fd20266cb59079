"""What people correct is what searches, series and exports go by; what was extracted stays; an archive of before is brought along."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from msgspec import structs
from sqlalchemy import select, text, update

from jixiao import Document, Record, extract
from jixiao.archive import open_archive
from jixiao.archive.archive import Archive
from jixiao.archive.corrections import Correction
from jixiao.archive.engine import writing
from jixiao.archive.rows import rows_of
from jixiao.archive.storing import Arrival
from jixiao.archive.tables import checks, facts, properties, reports, score_items
from jixiao.corrected import ADDED, DISMISSED, TAKEN_BACK, WRONG

LINES = (
    "某县教育局2023年度部门整体绩效自评报告",
    "一、收支情况",
    "2023年“三公”经费支出5.5万元。全年支出合计810.2万元（教育支出400.5万元，卫生健康支出300.2万元，住房保障支出100.5万元）。",
    "另购设备3万元若干。",
    "二、自评得分",
    "自评得分91分。",
)


def read(*lines: str, sha256: str = "a" * 64) -> Record:
    document = Document.of_lines(*lines, name="报告.txt")
    return extract(structs.replace(document, source=replace(document.source, sha256=sha256)))


def figure(record: Record, label: str) -> str:
    return next(fact.id for fact in record.facts if label in fact.label)


@pytest.fixture
def kept(archive: Archive) -> Archive:
    archive.add(read(*LINES))
    return archive


def correct(archive: Archive, element: str, field: str, after: object, before: object = None) -> None:
    archive.correct(Correction("a" * 64, element, field, before, after, "李审"))


def found(archive: Archive, query: str) -> bool:
    return bool(archive.search(query).hits)


def test_conditions_hold_on_the_corrected_value_and_the_extraction_stays(kept: Archive) -> None:
    record = kept.record(1)
    element = figure(record, "三公")
    assert not found(kept, "三公经费>10")
    correct(kept, element, "value", "55", "5.5")
    (hit,) = kept.search("三公经费>10").hits
    assert [(each.value, each.text, each.corrected) for each in hit.figures] == [(Decimal(55), "5.5万元", True)]
    assert not found(kept, "三公经费<10")
    assert kept.record(1) == record
    (row,) = kept.facts(name="三公经费")
    assert (row.value, row.corrected) == (Decimal(55), True)
    (series,) = kept.series("三公经费")
    assert [(point.value, point.corrected) for point in series.points] == [(Decimal(55), True)]


def test_a_correction_taken_back_leaves_what_was_extracted(kept: Archive) -> None:
    before = kept.rows(select(facts))
    element = figure(kept.record(1), "三公")
    correct(kept, element, "value", "55", "5.5")
    assert kept.rows(select(facts)) != before
    correct(kept, element, "value", TAKEN_BACK, "55")
    assert kept.rows(select(facts)) == before
    assert kept.report(1)["corrected"] == 0  # type: ignore[index]


def test_the_score_and_its_items_are_searched_by_as_corrected(kept: Archive) -> None:
    assert not found(kept, "得分<90")
    correct(kept, kept.record(1).score.id, "value", "89", "91")
    (hit,) = kept.search("得分<90").hits
    assert (hit.score, hit.score_corrected) == (Decimal(89), True)
    for item in kept.rows(select(score_items)):
        assert not item["corrected"]


def test_checks_are_those_of_the_corrected_figures(kept: Archive) -> None:
    assert found(kept, "检查:未通过")
    correct(kept, figure(kept.record(1), "合计"), "value", "801.2", "810.2")
    assert found(kept, "检查:通过")
    assert not found(kept, "检查:未通过")


def test_a_dismissed_check_fails_no_more(kept: Archive) -> None:
    (failed,) = kept.rows(select(checks).where(checks.c.status == "fail"))
    correct(kept, failed["id"], DISMISSED, "原表如此")
    assert not found(kept, "检查:未通过")


def test_a_figure_marked_as_wrong_is_not_found_and_an_added_one_is(kept: Archive) -> None:
    element = figure(kept.record(1), "三公")
    correct(kept, element, WRONG, True)
    assert not found(kept, "三公经费>1")
    said = {"kind": "amount", "label": "公务接待费", "value": "12", "unit": "万元", "year": 2023, "measure": "final"}
    block = kept.record(1).blocks[3].id
    correct(kept, f"added:{block}:4:7", ADDED, said)
    assert found(kept, "公务接待费>10")


def test_corrections_hold_for_a_file_that_is_read_anew(kept: Archive) -> None:
    element = figure(kept.record(1), "三公")
    correct(kept, element, "value", "55", "5.5")
    again = read(*LINES[:-1], "自评得分92分。")
    assert kept.add(again).outcome == "reread"
    assert found(kept, "三公经费>10 得分:92")
    assert kept.add(again).outcome == "unchanged"
    assert found(kept, "三公经费>10")


def test_a_newer_file_of_a_report_has_no_corrections_until_it_is_taken_out_again(kept: Archive) -> None:
    correct(kept, figure(kept.record(1), "三公"), "value", "55", "5.5")
    newer = read(*LINES, "附件略。", sha256="b" * 64)
    assert kept.add(newer).outcome == "version"
    assert not found(kept, "三公经费>10")
    other = Arrival(rows_of(newer.model_copy(update={"title": "另一份报告"})))
    kept.keep_import(None, [other], {}, ())  # the newer file turns out to be another report
    assert found(kept, "三公经费>10")


def test_an_archive_of_the_first_version_is_brought_up_to_date_with_its_corrections(location: str) -> None:
    with open_archive(location) as archive:
        archive.add(read(*LINES))
        plain = archive.rows(select(facts))
        correct(archive, figure(archive.record(1), "三公"), "value", "55", "5.5")
        corrected = archive.rows(select(facts))
        with writing(archive.database) as connection:
            for row in plain:
                values = {name: value for name, value in row.items() if name not in ("report_id", "position")}
                place = (facts.c.report_id == row["report_id"]) & (facts.c.position == row["position"])
                connection.execute(update(facts).where(place).values(values))
            added = (facts.c.corrected, score_items.c.corrected, reports.c.corrected, reports.c.score_corrected)
            for column in (*added, reports.c.unread_numbers):
                connection.execute(text(f"ALTER TABLE {column.table.name} DROP COLUMN {column.name}"))
            connection.execute(update(properties).values(value="1"))
    with open_archive(location) as archive:
        assert archive.rows(select(facts)) == corrected
        assert found(archive, "三公经费>10")
        assert archive.report(1)["corrected"] == 1  # type: ignore[index]
    with open_archive(location, create=False) as archive:
        assert found(archive, "三公经费>10")
