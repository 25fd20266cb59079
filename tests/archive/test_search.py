"""A small archive and what is found in it: words, conditions, order, sentences, figures, counts and facets, on both databases."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from msgspec import structs

from jixiao import Document, Record, extract
from jixiao.archive import open_archive
from jixiao.archive.answers import answer
from jixiao.archive.archive import Archive
from jixiao.archive.query import QueryError, parse_query
from jixiao.archive.search import Count
from jixiao.archive.suggestions import suggest
from jixiao.patterns import load_rules


def report(department: str, year: int, *lines: str, place: str = "河北省保定市徐水区") -> Record:
    text = (f"{department}{year}年度部门整体绩效自评报告", f"{place}{department}按要求开展自评。", *lines)
    document = Document.of_lines(*text, name=f"{department}{year}.txt")
    sha256 = hashlib.sha256("\n".join(text).encode()).hexdigest()
    return extract(structs.replace(document, source=replace(document.source, sha256=sha256)))


REPORTS = {
    "education 2023": report(
        "教育局", 2023, "一、公务接待费管理情况", "2023年“三公”经费支出12.5万元，其中：公务接待费2.5万元，公务用车运行维护费10万元。",
        "二、自评得分", "自评得分88分，等级为良。",
    ),
    "education 2022": report(
        "教育局", 2022, "一、收支情况", "2022年“三公”经费支出9.8万元，比上年减少11万元。公务接待费严格控制，公务接待费逐年下降。",
        "二、自评得分", "自评得分92分，等级为优。",
    ),
    "water 2023": report(
        "水务局", 2023, "一、收支情况", "2023年支出决算100万元，其中：基本支出60万元，项目支出50万元。", "开展污水处理，控制公务接待费。",
        "二、自评得分", "自评得分95.5分，等级为优。", place="云南省保山市",
    ),
    "archives 2021": report("公务接待费清理办公室", 2021, "一、收支情况", "2021年资产负债率55.2%。会议费1万元。"),
}  # fmt: skip


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """The four reports, in their order: education 2023 is number 1."""
    if request.param == "sqlite":
        location = str(tmp_path_factory.mktemp("archive") / "归档.db")
    else:
        from conftest import new_database

        location = new_database(request.getfixturevalue("postgresql"))
    with open_archive(location) as archive:
        for record in REPORTS.values():
            archive.add(record)
        yield archive


def ids(archive: Archive, query: str, *, rank: bool = False) -> list[int]:
    return [hit.report_id for hit in archive.search(query, rank=rank).hits]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [3, 1, 2, 4]),  # newest year first, within a year what came last
        ("公务接待费", [3, 1, 2, 4]),
        ("三公经费支出", [1, 2]),
        ("污水", [3]),
        ("水", [3, 1, 2, 4]),
        ("污水处理厂", []),
        ("公务接待费 -三公", [3, 4]),
        ("-公务接待费", []),
        ("部门:教育局", [1, 2]),
        ("部门:教育局、水务局 年份:2023", [3, 1]),
        ("-部门:教育局", [3, 4]),
        ("地区:徐水区", [1, 2, 4]),
        ("地区:保山", [3]),
        ("标题:清理", [4]),
        ("年份:2021-2022", [2, 4]),
        ("年份:2021,2023", [3, 1, 4]),
        ("-年份:2023", [2, 4]),
        ("年份>2022 公务接待费", [3, 1]),
        ("得分<90", [1]),
        ("得分>=92", [3, 2]),
        ("得分:88-92", [1, 2]),
        ("-得分<90", [3, 2, 4]),
        ("等级:优", [3, 2]),
        ("-等级:优", [1, 4]),
        ("检查:未通过", [3]),
        ("检查:分项合计", [3]),
        ("-检查:分项合计", [1, 2, 4]),
        ("三公经费>10", [1]),
        ("三公经费>9万元", [1, 2]),
        ("三公经费>100000元", [1]),
        ("三公经费减少>10", [2]),
        ('"三公经费">1', []),
        ("公务接待费决算>2", [1]),
        ("资产负债率>50", [4]),
        ("资产负债率>60", []),
        ("-三公经费>10", [3, 2, 4]),
        ("公务接待费 三公经费>10 得分<90 地区:徐水区 年份:2023 部门:教育局", [1]),
        ("类型:部门", [3, 1, 2, 4]),
        ("类型:项目", []),
    ],
)
def test_a_query_finds(filled: Archive, query: str, found: list[int]) -> None:
    assert ids(filled, query) == found
    assert filled.search(query).total == Count(len(found))


@pytest.mark.parametrize("way", ["few", "index"])
@pytest.mark.parametrize(
    "query", ["公务接待费 得分>=92", "-三公经费>10 部门:教育局", "三公经费>9 -会议费", "得分<90 -公务"]
)
def test_every_way_leads_to_the_same_reports(
    filled: Archive, query: str, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = ids(filled, query)
    monkeypatch.setattr("jixiao.archive.matching._PROBED", 500 if way == "few" else 0)
    monkeypatch.setattr("jixiao.archive.matching.COMMON", 0)
    assert ids(filled, query) == usual


def test_many_alternatives_find_what_each_finds(filled: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    query = "部门:教育局、水务局、体育局 地区:徐水、保山、雄县 标题:2022、2023、2024 公务接待费"
    assert ids(filled, query) == [3, 1, 2]
    monkeypatch.setattr("jixiao.archive.text_terms._MOST_CHOICES", 4)
    assert ids(filled, query) == [3, 1, 2]


def test_pages_follow_one_another_and_make_the_whole(filled: Archive) -> None:
    pages = [filled.search("公务接待费", limit=1, offset=place) for place in range(5)]
    assert [[hit.report_id for hit in page.hits] for page in pages] == [[3], [1], [2], [4], []]
    assert {page.total for page in pages} == {Count(4)}
    ranked = [filled.search("公务接待费", rank=True, limit=1, offset=place) for place in range(4)]
    assert [page.hits[0].report_id for page in ranked] == ids(filled, "公务接待费", rank=True)


def test_by_rank_the_title_comes_first_then_headings_then_how_often(filled: Archive) -> None:
    assert ids(filled, "公务接待费", rank=True) == [4, 1, 2, 3]


def test_by_rank_all_that_match_come_also_where_few_are_weighed(
    filled: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jixiao.archive.ranking._WEIGHED", 1)
    assert ids(filled, "公务接待费", rank=True) == [4, 1, 3, 2]


def test_a_hit_shows_whose_it_is_its_score_and_the_sentence_with_the_words_marked(filled: Archive) -> None:
    (hit,) = filled.search("公务用车 接待费 三公经费>10").hits
    assert (hit.department, hit.fiscal_year, hit.score, hit.grade) == ("教育局", 2023, Decimal(88), "良")
    assert hit.region == "河北省保定市徐水区"
    (passage,) = hit.passages
    assert str(passage) == "2023年“三公”经费支出12.5万元，其中：公务【接待费】2.5万元，【公务用车】运行维护费10万元。"


def test_a_hit_shows_the_figures_that_met_the_conditions(filled: Archive) -> None:
    (hit,) = filled.search("三公经费>10 公务接待费>2").hits
    assert [(figure.label, figure.value, figure.unit) for figure in hit.figures] == [
        ("“三公”经费支出", Decimal("12.5"), "万元"),
        ("公务接待费", Decimal("2.5"), "万元"),
    ]


def test_words_are_marked_as_printed_also_across_quotation_marks(filled: Archive) -> None:
    hit = filled.search("三公经费支出 年份:2023").hits[0]
    assert "【三公”经费支出】12.5万元" in str(hit.passages[0])


def test_matches_are_counted_so_far_and_no_further(filled: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jixiao.archive.search.COUNTED", 2)
    total = filled.search("公务接待费", limit=1).total
    assert (total.number, total.more, str(total)) == (2, True, "1万+")


@pytest.mark.parametrize(
    ("query", "sqlite", "postgresql"),
    [
        ("公务接待费", "4", "约4"),  # the newest were right, so are the rest
        ("公务接待费 -污水处理", "3", "约3"),
        ("接待费", "4", "4"),  # no longer than the index answers for
        ("部门整体绩效自评报告 水务局开展污水", "0", "0"),
    ],
)
def test_what_an_index_of_grams_finds_is_compared_for_the_newest_and_believed_for_the_rest(
    filled: Archive, query: str, sqlite: str, postgresql: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jixiao.archive.matching.COMPARED", 2)
    told = sqlite if filled.database.engine.dialect.name == "sqlite" else postgresql
    assert str(filled.search(query, limit=1).total) == told
    years = [facet for facet in filled.facets(query) if facet.name == "年份"]
    assert sum(value.count.number for facet in years for value in facet.values) == int(sqlite)


def test_a_query_that_finds_nothing_suggests_its_words(filled: Archive) -> None:
    results = filled.search("公务接待费会议费", rules=load_rules())
    assert results.suggestions == ("公务接待费 会议费", "公务接待费", "会议费")
    assert filled.search("公务接待费会议费").suggestions == ()


def test_facets_count_what_their_conditions_find(filled: Archive) -> None:
    facets = {facet.name: facet for facet in filled.facets("公务接待费")}
    told = {name: [(value.name, value.count.number) for value in facet.values] for name, facet in facets.items()}
    assert told["年份"] == [("2023", 2), ("2022", 1), ("2021", 1)]
    assert told["地区"] == [("徐水区", 3), ("保山市", 1)]
    assert told["等级"] == [("优", 2), ("良", 1)]
    assert told["未通过的检查"] == [("分项合计", 1)]
    for facet in facets.values():
        for value in facet.values:
            assert filled.search(f"公务接待费 {value.condition}").total == value.count, value


def test_facets_of_nothing_are_none(filled: Archive) -> None:
    assert filled.facets("污水处理厂") == ()


def test_results_are_plain_values_for_json(filled: Archive) -> None:
    told = answer(filled.search("污水处理"), filled.facets("污水处理"))
    assert told["total"] == {"number": 1, "more": False, "about": False, "text": "1"}
    assert told["hits"][0]["score"] == "95.5"
    assert told["hits"][0]["passages"][0]["marks"] == ((2, 6),)
    assert told["facets"][0]["values"][0]["condition"] == "年份:2023"


def test_what_cannot_be_understood_is_said(filled: Archive) -> None:
    with pytest.raises(QueryError, match="没有“部们”这个条件"):
        filled.search("部们:教育局")


def test_facts_are_rows_with_their_report(filled: Archive) -> None:
    facts = filled.facts("部门:教育局", name="三公经费")
    assert [(row.report_id, row.fiscal_year, row.label, row.value) for row in facts if row.measure == "final"] == [
        (1, 2023, "“三公”经费支出", Decimal("12.5")),
        (2, 2022, "“三公”经费支出", Decimal("9.8")),
    ]
    assert {row.measure for row in filled.facts("部门:教育局", name="三公经费", measure="change")} == {"change"}
    assert len(filled.facts()) == len(list(filled.iterate_facts())) > len(facts)


def test_facts_become_a_dataframe(filled: Archive) -> None:
    table = filled.facts("部门:教育局", name="三公经费", measure="final").to_dataframe()
    assert table["value"].tolist() == [12.5, 9.8]
    assert str(table["year"].dtype) == "Int64"
    assert filled.facts("污水处理厂").to_dataframe().empty


def test_facts_become_a_polars_dataframe_where_pandas_is_not_there(
    filled: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pandas", None)
    table = filled.facts("部门:教育局", name="三公经费", measure="final").to_dataframe()
    assert type(table).__module__.startswith("polars")
    assert table["value"].to_list() == [12.5, 9.8]


def test_a_series_is_a_value_a_year_with_its_change(filled: Archive) -> None:
    (one,) = filled.series("三公经费", "部门:教育局")
    assert (one.department, one.unit) == ("教育局", "万元")
    assert [(point.year, point.value, point.change, point.rate) for point in one.points] == [
        (2022, Decimal("9.8"), None, None),
        (2023, Decimal("12.5"), Decimal("2.7"), Decimal("27.55")),
    ]


def test_a_series_of_a_ratio_changes_in_percentage_points_alone(filled: Archive) -> None:
    (one,) = filled.series("资产负债率")
    assert (one.unit, one.points[0].value, one.points[0].rate) == ("%", Decimal("55.2"), None)
    assert filled.series("没有这样的数") == ()


def test_a_query_of_words_outside_budgets_that_finds_nothing_is_cut_by_the_dictionary() -> None:

    found = suggest(parse_query("农村饮水安全维修"), load_rules(), lambda query: True)
    assert found[0].split()[:2] == ["农村", "饮水"]
