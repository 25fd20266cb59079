"""What a site asks of an archive beside searching: accounts, the whole at a glance, facets in memory, spread of scores."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao import Document, Record, extract
from jixiao.archive import accounts, overview
from jixiao.archive.archive import Archive
from jixiao.archive.column_orders import Order, ordered
from jixiao.archive.corrections import Correction
from jixiao.archive.distribution import grade_counts, score_steps
from jixiao.archive.engine import reading
from jixiao.archive.facet_columns import count_matching, facet_columns, places_matching
from jixiao.archive.facets import divided
from jixiao.archive.query import parse_query
from jixiao.document import Span
from jixiao.record import Unread


def record_of(department: str, score: str, total: str = "801.2") -> Record:
    return extract(
        Document.of_lines(
            f"{department}2023年度部门整体支出绩效自评报告",
            f"支出合计{total}万元（教育支出400.5万元，卫生健康支出300.2万元，住房保障支出100.5万元）。",
            f"自评得分{score}分，等级为优。",
        )
    )


@pytest.fixture
def filled(archive: Archive) -> Archive:
    for department, score, total in (
        ("甲县教育局", "88", "810.2"),
        ("乙县水务局", "93", "801.2"),
        ("丙县财政局", "94.5", "801.2"),
    ):
        archive.add(record_of(department, score, total))
    return archive


def test_accounts_are_added_changed_and_removed_with_their_tokens(archive: Archive) -> None:
    database = archive.database
    accounts.prepare(database)
    accounts.prepare(database)
    assert not accounts.any_people(database)
    accounts.add_person(database, "李审", "reader", "hash")
    with pytest.raises(accounts.AccountError, match="已经有用户"):
        accounts.add_person(database, "李审", "reader", "hash")
    accounts.change_person(database, "李审", role="reviewer")
    accounts.add_token(database, "李审", "digest", "内控")
    owner = accounts.owner_of_token(database, "digest")
    assert owner is not None
    assert (owner.name, owner.role) == ("李审", "reviewer")
    accounts.remove_person(database, "李审")
    assert accounts.owner_of_token(database, "digest") is None
    with pytest.raises(accounts.AccountError, match="没有用户"):
        accounts.change_person(database, "李审", password="x")


def test_facets_counted_in_memory_are_those_that_sql_counts(filled: Archive) -> None:
    columns = facet_columns(filled.database)
    assert columns.overview().with_failures == 1
    for typed in (
        "", "教育支出", "得分>90", "得分:88-93", "得分<=88", "-得分>90", "换算得分>1", "检查:未通过", "-检查:未通过", "检查:通过", "检查:尾差",
        "检查:分项合计", "检查:通过,分项合计", "-检查:分项合计", "检查:占比", "年份:2023", "年份:-2022", "年份:2024-",
        "年份:2019,2021-2023", "-年份:2023",
        "教育支出 得分>90", "水务局 年份:2023 检查:通过", "部门:财政局 -年份:2020", "等级:优 得分<94", "教育支出>400万元 得分>90", "没有这个词",
    ):  # fmt: skip
        assert divided(count_matching(filled.database, columns, parse_query(typed))) == filled.facets(typed)


def test_scores_and_grades_are_spread(filled: Archive) -> None:
    with reading(filled.database) as connection:
        steps = [(step.low, step.high, step.reports) for step in score_steps(connection, "")]
        assert steps == [(Decimal(85), Decimal(90), 1), (Decimal(90), Decimal(95), 2)]
        assert grade_counts(connection, "") == [("优", 3)]


def test_a_report_waits_for_review_until_somebody_looked_at_it(filled: Archive) -> None:
    waiting = overview.to_review(filled.database, 10)
    assert [row["department"] for row in waiting] == ["甲县教育局"]
    before = overview.changes(filled.database)
    number = waiting[0]["id"]
    assert len(overview.failed_checks(filled.database, [number])[number]) == 1
    sha256 = filled.versions(number)[0]["sha256"]
    filled.correct(Correction(sha256, "c1", "dismissed", None, "无误", "李审"))
    assert overview.to_review(filled.database, 10) == []
    assert overview.changes(filled.database) != before
    assert [row["department"] for row in overview.latest(filled.database, 2)] == ["丙县财政局", "乙县水务局"]


def test_what_needs_a_look_most_comes_first_and_unread_numbers_count(archive: Archive) -> None:
    unread = tuple(
        Unread(text=str(number), span=Span("p1", number, number + 1), reason="unknown") for number in range(12)
    )
    clean = record_of("甲县教育局", "88")
    archive.add(clean)
    archive.add(record_of("乙县水务局", "88").model_copy(update={"unread": unread[:2]}))
    archive.add(record_of("丙县财政局", "88", "810.2"))
    archive.add(record_of("丁县审计局", "88", "810.2").model_copy(update={"unread": unread}))
    archive.add(
        record_of("戊县司法局", "88").model_copy(
            update={"unread": unread[:1], "score": clean.score.model_copy(update={"stated": None})}
        )
    )
    waiting = overview.to_review(archive.database, 10)
    assert [(row["department"], row["unread_numbers"]) for row in waiting] == [
        ("丁县审计局", 12), ("丙县财政局", 0), ("戊县司法局", 1), ("乙县水务局", 2),
    ]  # fmt: skip


def test_reports_are_put_in_order_by_score_failures_and_department_from_memory(filled: Archive) -> None:
    filled.add(extract(Document.of_lines("一份什么也没有写的文件")))
    columns = facet_columns(filled.database)
    names = {row["id"]: row["department"] for row in filled.reports()}

    def order(typed: str, by: Order) -> list[str | None]:
        places = places_matching(filled.database, columns, parse_query(typed))
        return [names[number] for number in ordered(columns, places, by).tolist()]

    assert order("", "high") == ["丙县财政局", "乙县水务局", "甲县教育局", None]
    assert order("得分>1", "low") == ["甲县教育局", "乙县水务局", "丙县财政局"]
    assert order("", "failed") == ["甲县教育局", "丙县财政局", "乙县水务局", None]
    assert order("教育支出", "department") == ["丙县财政局", "乙县水务局", "甲县教育局"]
    assert order("", "department")[-1] is None
    assert order("没有这个词", "high") == []
