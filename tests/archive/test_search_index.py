"""The law of the index, on both databases: a search finds what a scan of the texts finds, nothing less and nothing more."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select, text

from jixiao.archive.archive import Archive
from jixiao.archive.engine import reading, writing
from jixiao.archive.folding import fold
from jixiao.archive.matching import match
from jixiao.archive.query import Query, Word
from jixiao.archive.search_index import (
    SearchFields,
    index_report,
    index_reports,
    label_name,
    labels,
    report_text,
    unindex,
)

# few characters, so that phrases come again, overlap and stand on both sides of a line's end
LINES = st.text(st.sampled_from("公务接待费9.2%万a－“” \n(，'\"*\0-"), min_size=1, max_size=12)
REPORTS = st.lists(st.lists(LINES, min_size=1, max_size=3), min_size=1, max_size=4)
lawful = settings(
    max_examples=30,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def found(connection: Connection, *words: Word) -> set[int]:
    query = Query("", words)
    newest = {row.report_id for row in connection.execute(match(connection, query).newest())}
    assert newest == {row.report_id for row in connection.execute(match(connection, query).select(by_sets=True))}
    return newest


def scanned(reports: Sequence[Sequence[str]], word: str) -> set[int]:
    return {number for number, lines in enumerate(reports, 1) if any(fold(word) in fold(line) for line in lines)}


@lawful
@given(REPORTS, st.data())
def test_any_part_of_a_text_is_found_and_only_where_it_stands(
    archive: Archive, reports: list[list[str]], data: st.DataObject
) -> None:
    line = data.draw(st.sampled_from([line for lines in reports for line in lines]))
    start = data.draw(st.integers(0, len(line) - 1))
    part = line[start : data.draw(st.integers(start + 1, len(line)))]
    words = [word for word in (part, data.draw(LINES)) if fold(word)]
    with archive.database.engine.connect() as connection:  # never committed: the next example begins anew
        index_reports(
            connection, [(number, SearchFields(lines=tuple(lines))) for number, lines in enumerate(reports, 1)]
        )
        for word in words:
            assert found(connection, Word(word)) == scanned(reports, word)
            assert found(connection, Word(word, negated=True)) == set(range(1, len(reports) + 1)) - scanned(
                reports, word
            )
        if len(words) == 2:
            both = scanned(reports, words[0]) & scanned(reports, words[1])
            assert found(connection, *map(Word, words)) == both
            without = scanned(reports, words[0]) - scanned(reports, words[1])
            assert found(connection, Word(words[0]), Word(words[1], negated=True)) == without


@pytest.mark.parametrize("common", [0, 3000])
def test_a_long_phrase_is_told_from_its_pieces(archive: Archive, common: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jixiao.archive.matching.COMMON", common)  # PostgreSQL walks along, or looks up and compares
    lines = {1: "公务接待费支出", 2: "公务接待费，接待费支出，务接待费支", 3: "公务接待\n费支出"}
    with writing(archive.database) as connection:
        index_reports(connection, [(number, SearchFields(lines=(line,))) for number, line in lines.items()])
    with reading(archive.database) as connection:
        assert found(connection, Word("公务接待费支出")) == {1, 3}
        assert found(connection, Word("接待费支")) == {1, 2, 3}


def test_no_phrase_reaches_over_two_blocks(archive: Archive) -> None:
    with writing(archive.database) as connection:
        index_report(connection, 1, SearchFields(lines=("全年收入", "入不敷出")))
    with reading(archive.database) as connection:
        assert found(connection, Word("收入不敷")) == set()


def test_a_report_indexed_again_is_found_by_its_new_text_alone(archive: Archive) -> None:
    with writing(archive.database) as connection:
        index_report(connection, 1, SearchFields(2022, lines=("旧的会议费",), department="某县教育局"))
        index_report(connection, 1, SearchFields(2023, lines=("新的培训费",), department="某县体育局"))
    with reading(archive.database) as connection:
        assert found(connection, Word("会议费")) == set()
        assert found(connection, Word("培训费")) == {1}


def test_a_report_taken_out_leaves_nothing_in_the_index(archive: Archive) -> None:
    with writing(archive.database) as connection:
        index_reports(connection, [(1, SearchFields(lines=("会议费",))), (2, SearchFields(lines=("会议费与培训费",)))])
        unindex(connection, 1)
        unindex(connection, 7)  # never was in it
        if connection.dialect.name == "sqlite":
            left = connection.execute(text("SELECT count(*) FROM report_index_docsize")).scalar_one()
        else:
            left = connection.execute(text("SELECT count(*) FROM report_index")).scalar_one()
        assert left == 1
        assert found(connection, Word("会议费")) == {2}
        assert connection.execute(select(report_text.c.report_id)).scalars().all() == [2]


def test_a_tidied_index_finds_the_same(archive: Archive) -> None:
    for number in range(1, 8):  # seven transactions, seven parts
        with writing(archive.database) as connection:
            index_report(connection, number, SearchFields(2030 - number, lines=(f"第{number}中学公务接待费",)))
    archive.tidy()
    with reading(archive.database) as connection:
        assert found(connection, Word("公务接待费")) == set(range(1, 8))
        assert found(connection, Word("第3中学")) == {3}
        if connection.dialect.name == "sqlite":
            parts = connection.execute(text("SELECT count(DISTINCT segid) FROM report_index_idx")).scalar_one()
            assert parts == 1


def test_labels_are_known_by_their_beginning_whatever_the_time_before_it(archive: Archive) -> None:
    named = (("本年“三公”经费支出", None), ("三公经费", "expense.three_public"))
    with writing(archive.database) as connection:
        index_report(connection, 1, SearchFields(labels=named))
        index_report(connection, 2, SearchFields(labels=named))
        kept = connection.execute(select(labels).order_by(labels.c.name)).all()
    assert [(row.label, row.indicator, row.name) for row in kept] == [
        ("三公经费", "expense.three_public", "三公经费"),
        ("本年“三公”经费支出", "", "三公经费支出"),
    ]
    assert label_name("年末人数") == "人数"
