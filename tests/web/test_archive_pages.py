"""The pages of an archive: search, reports, versions, corrections, charts, exports; asked over HTTP."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from urllib.parse import quote
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from starlette.testclient import TestClient

from jixiao import Document, Record, extract
from jixiao.archive.facet_columns import count_matching, facet_columns
from jixiao.archive.facets import divided
from jixiao.archive.query import parse_query
from jixiao.bulk.importing import Options, run_import
from jixiao.document import Source
from jixiao.evaluate.gold import Gold
from jixiao.web.comparisons import of_scores
from jixiao.web.settings import Settings

from .conftest import client_of

LINES = (
    "{department}{year}年度部门整体支出绩效自评报告",
    "一、收支情况",
    "全年支出合计{total}万元（教育支出400.5万元，卫生健康支出300.2万元，住房保障支出100.5万元）。公务接待费{hosting}万元。",
    "二、自评得分",
    "自评得分{score}分，等级为优。另购置设备若干。",
)


def record_of(department: str, year: int, total: str, hosting: str, score: str, note: str = "") -> Record:
    lines = [line.format(department=department, year=year, total=total, hosting=hosting, score=score) for line in LINES]
    document = Document.of_lines(*lines, *([note] if note else []))
    text = "\n".join(lines) + note
    import hashlib

    digest = hashlib.sha256(text.encode()).hexdigest()
    source = Source(f"{department}{year}.txt", digest, "text/plain", len(text), "txt")
    return extract(Document(source, document.blocks))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with client_of(Settings(str(tmp_path_factory.mktemp("kept") / "archive.db"), workers=1)) as client:
        archive = client.app.state.site.archive
        for year, hosting in ((2021, "14.5"), (2022, "12.5"), (2023, "9.1")):
            archive.add(record_of("临川县教育局", year, "801.2", hosting, "93"))
        archive.add(record_of("临川县水务局", 2023, "810.2", "7.4", "88"), original="水务".encode())
        yield client


def id_of(site: TestClient, department: str, year: int) -> int:
    return site.get("/api/search", params={"q": f"部门:{department} 年份:{year}"}).json()["hits"][0]["report"]


def fact_of(site: TestClient, report: int, label: str) -> str:
    facts = site.get(f"/api/reports/{report}/facts", params={"label": label}).json()["facts"]
    return facts[0]["id"]


def test_the_first_page_says_what_the_archive_holds(site: TestClient) -> None:
    text = site.get("/").text
    assert "2021–2023" in text
    assert "临川县水务局" in text


def test_an_empty_archive_offers_a_sample(client: TestClient) -> None:
    assert "份示例报告看看" in client.get("/").text


def test_a_search_is_sorted_as_one_likes(site: TestClient) -> None:
    def departments(sort: str) -> list[str]:
        hits = site.get("/api/search", params={"q": "年份:2023", "sort": sort}).json()["hits"]
        return [hit["department"] for hit in hits]

    assert departments("high") == ["临川县教育局", "临川县水务局"]
    assert departments("low") == departments("failed") == ["临川县水务局", "临川县教育局"]
    text = site.get("/search", params={"q": "年份:2023", "sort": "low"}).text
    assert text.index("临川县水务局2023年度") < text.index("临川县教育局2023年度")
    assert '?q=%E5%B9%B4%E4%BB%BD%3A2023&amp;sort=low" aria-current="true"' in text
    assert "最相关在前" not in text
    assert site.get("/search", params={"q": "年份:2023", "sort": "nonsense"}).status_code == 200


def test_a_search_marks_the_words_and_narrows_by_facets(site: TestClient) -> None:
    text = site.get("/search", params={"q": "公务接待费 年份:2023"}).text
    assert "<mark>公务接待费</mark>" in text
    assert "<b>2</b> 份报告" in text
    narrowed = site.get("/search", params={"q": "公务接待费 年份:2023 部门:临川县水务局"}).text
    assert "<b>1</b> 份报告" in narrowed


def test_a_query_that_is_not_understood_says_why_and_how_to_write_it(site: TestClient) -> None:
    answer = site.get("/search", params={"q": "部们:教育局"})
    assert answer.status_code == 400
    assert "是不是要写“部门”" in answer.text
    assert "公务接待费 -会议费" in site.get("/help/search").text


def test_what_is_found_goes_into_a_workbook_and_csv(site: TestClient) -> None:
    book = load_workbook(BytesIO(site.get("/search/检索结果.xlsx?q=部门:教育局").content))
    assert len(list(book.worksheets[0].iter_rows())) == 4
    rows = list(csv.reader(StringIO(site.get("/search/检索结果.csv?q=").content.decode("utf-8-sig"))))
    assert len(rows) == 5
    assert len(list(csv.reader(StringIO(site.get("/search/检索结果-数字.csv?q=").content.decode("utf-8-sig"))))) > 15


def test_a_corrected_figure_is_checked_anew_and_taking_it_back_restores_it(site: TestClient) -> None:
    report = id_of(site, "水务局", 2023)
    element = fact_of(site, report, "支出合计")
    form = site.get(f"/reports/{report}/correct/{element}").text
    assert 'value="810.2"' in form
    filled = {
        "label": "全年支出合计",
        "value": "801.2",
        "year": "2023",
        "measure": "final",
        "section": "s1",
        "note": "见决算表",
    }
    page = site.post(f"/reports/{report}/correct/{element}", data=filled).text
    assert "没有不符之处" in page
    assert "已更正" in page
    record = site.get(f"/api/reports/{report}/record").json()
    assert {fact["value"] for fact in record["facts"] if fact["id"] == element} == {"801.2"}
    extracted = site.get(f"/api/reports/{report}/record", params={"corrected": False}).json()
    assert {fact["value"] for fact in extracted["facts"] if fact["id"] == element} == {"810.2"}
    journal = site.get(f"/reports/{report}/corrections").text
    assert "810.2" in journal
    assert "见决算表" in journal
    site.post(f"/reports/{report}/take-back", data={"element": element, "field": "value"})
    assert "没有不符之处" not in site.get(f"/reports/{report}").text
    entries = site.get(f"/api/reports/{report}/corrections").json()
    assert [one["field"] for one in entries][-2:] == ["value", "value"]
    assert {one["author"] for one in entries} == {"本机"}


def test_a_value_that_is_no_number_is_refused_with_the_form_as_filled_in(site: TestClient) -> None:
    report = id_of(site, "水务局", 2023)
    element = fact_of(site, report, "公务接待费")
    answer = site.post(f"/reports/{report}/correct/{element}", data={"label": "接待", "value": "七万", "year": "20"})
    assert answer.status_code == 400
    assert "七万" in answer.text


def test_a_failed_check_is_set_aside_with_a_reason(site: TestClient) -> None:
    report = id_of(site, "水务局", 2023)
    check = next(one for one in site.get(f"/api/reports/{report}/checks?failed=true").json()["checks"])
    assert "请写明理由" in site.post(f"/reports/{report}/dismiss", data={"check": check["id"], "reason": " "}).text
    page = site.post(f"/reports/{report}/dismiss", data={"check": check["id"], "reason": "另含基金支出"}).text
    assert "另含基金支出" in page
    assert site.get(f"/api/reports/{report}/checks?failed=true").json()["checks"] == []
    assert "临川县水务局" not in site.get("/review").text
    site.post(f"/reports/{report}/take-back", data={"element": check["id"], "field": "dismissed"})


def test_a_figure_that_was_not_read_is_added_at_its_place(site: TestClient) -> None:
    report = id_of(site, "教育局", 2023)
    blocks = site.get(f"/api/reports/{report}/record").json()["blocks"]
    block = next(one for one in blocks if "设备若干" in one["text"])
    start = block["text"].index("若干")
    address = f"/reports/{report}/add"
    place = {"block": block["id"], "start": start, "end": start + 2}
    assert 'value="若干"' in site.get(address, params=place).text
    filled = {**place, "printed": "若干", "label": "购置设备", "value": "3", "unit": "台", "year": "2023"}
    assert "请填写名称" in site.post(address, data={**filled, "label": ""}).text
    page = site.post(address, data=filled).text
    assert "购置设备" in page
    facts = site.get(f"/api/reports/{report}/facts", params={"label": "购置设备"}).json()["facts"]
    assert [(fact["text"], fact["value"], fact["kind"]) for fact in facts] == [("若干", "3", "count")]


def test_a_corrected_report_is_gold_and_a_case_of_a_corpus(site: TestClient) -> None:
    report = id_of(site, "水务局", 2023)
    gold = Gold.model_validate_json(site.get(f"/reports/{report}/gold.json").content)
    assert gold.record.department == "临川县水务局"
    assert gold.facts
    with ZipFile(BytesIO(site.get(f"/reports/{report}/case.zip").content)) as case:
        assert set(case.namelist()) == {"record.json", "case.toml", "report.txt"}


def test_versions_stand_side_by_side(site: TestClient) -> None:
    archive = site.app.state.site.archive
    archive.add(record_of("临川县教育局", 2022, "801.2", "11.9", "94"))
    report = id_of(site, "教育局", 2022)
    text = site.get(f"/reports/{report}/compare").text
    assert "12.5" in text
    assert "11.9" in text
    assert "这是第 1 版" in site.get(f"/reports/{report}/versions/1").text
    assert site.get(f"/reports/{report}/versions/9").status_code == 404


def test_an_indicator_is_compared_over_years_and_departments(site: TestClient) -> None:
    years = site.get("/charts/years", params={"name": "公务接待费", "q": "部门:教育局"}).text
    assert "14.5" in years
    svg = site.get("/charts/years.svg", params={"name": "公务接待费"})
    assert svg.headers["content-type"].startswith("image/svg+xml")
    assert "临川县教育局" in svg.text
    departments = site.get("/charts/departments.csv", params={"name": "公务接待费", "year": "2023"}).content.decode(
        "utf-8-sig"
    )
    assert [row[0] for row in csv.reader(StringIO(departments))] == ["部门", "临川县教育局", "临川县水务局"]
    book = load_workbook(BytesIO(site.get("/charts/scores.xlsx").content))
    assert list(book.active.iter_rows(min_row=2, values_only=True)) == [("85–90", 1), ("90–95", 3)]
    assert "优" in site.get("/charts/grades").text


def test_departments_are_compared_in_the_last_year_where_none_is_chosen(site: TestClient) -> None:
    assert "公务接待费：2023年度各部门" in site.get("/charts/departments", params={"name": "公务接待费"}).text
    assert "归档里没有这样的数" in site.get("/charts/departments", params={"name": "没有的数"}).text


def test_the_first_account_is_meant_to_be_an_admins(site: TestClient) -> None:
    assert '<option value="admin" selected>' in site.get("/people").text


def test_the_parts_of_a_whole_are_shares(site: TestClient) -> None:
    report = id_of(site, "教育局", 2023)
    text = site.get("/charts/shares", params={"report": report}).text
    assert "49.99" in text
    assert site.get("/charts/shares.svg", params={"report": report}).status_code == 200


def test_the_original_is_given_back_as_a_file_and_never_shown_as_a_page(site: TestClient) -> None:
    report = id_of(site, "水务局", 2023)
    answer = site.get(f"/reports/{report}/original")
    assert answer.content.decode() == "水务"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert site.get(f"/reports/{id_of(site, '教育局', 2021)}/original").status_code == 404


def test_files_that_could_not_be_read_are_listed_and_tried_again(site: TestClient, tmp_path: Path) -> None:
    inside = site.app.state.site
    file = tmp_path / "坏.txt"
    file.write_bytes(b"")
    run_import(inside.archive, [tmp_path], Options())
    assert "是空文件" in site.get("/imports").text
    file.write_text("临川县林业局2023年度部门整体支出绩效自评报告\n自评得分90分。", encoding="utf-8")
    site.post("/imports/retry")
    inside.retrying.wait()
    text = site.get("/imports").text
    assert "读出 1 份" in text
    assert "是空文件" not in text


def test_every_page_of_the_archive_is_there(site: TestClient) -> None:
    report = id_of(site, "教育局", 2021)
    for address in (
        "/review",
        "/imports",
        "/charts",
        "/help/api",
        f"/reports/{report}/check.html",
        f"/reports/{report}/record.json",
    ):
        assert site.get(address).status_code == 200, address
    for address in (
        "/reports/999",
        "/reports/999/compare",
        "/reports/x",
        "/charts/nothing",
        f"/reports/{report}/correct/none",
    ):
        assert site.get(address).status_code in (400, 404), address


def test_facets_counted_in_memory_are_those_that_sql_counts(site: TestClient) -> None:
    archive = site.app.state.site.archive
    columns = facet_columns(archive.database)
    for typed in ("", "公务接待费", "年份:2023", "检查:未通过", "得分<90", "没有这个词"):
        counted = count_matching(archive.database, columns, parse_query(typed))
        assert divided(counted) == archive.facets(typed)


def test_scores_far_from_all_others_stand_in_one_step_and_every_step_leads_to_its_reports(tmp_path: Path) -> None:
    with client_of(Settings(str(tmp_path / "archive.db"), workers=1)) as client:
        archive = client.app.state.site.archive
        for number, score in enumerate(("88", "92", "100", "985")):
            archive.add(record_of(f"第{number}县教育局", 2023, "801.2", "7.4", score))
        comparison = of_scores(archive, "")
        assert comparison.rows == (("85–90", 1), ("90–95", 1), ("95–100", 1), ("100以上", 1))
        for (_, number), address in zip(comparison.rows, comparison.links, strict=True):
            assert f"<b>{number}</b> 份报告" in client.get(address or "").text
        wide, narrow = (client.get(f"/charts/scores.svg{query}").text for query in ("", "?narrow=1"))
        assert wide.startswith("<?xml")
        assert wide != narrow


def test_a_page_that_is_not_there_still_has_the_menu(site: TestClient) -> None:
    answer = site.get("/nichts")
    assert answer.status_code == 404
    assert 'href="/review"' in answer.text


def test_a_new_reading_that_disagrees_with_a_correction_is_told_in_words(tmp_path: Path) -> None:
    with client_of(Settings(str(tmp_path / "archive.db"), workers=1)) as client:
        archive = client.app.state.site.archive
        record = record_of("丙县财政局", 2023, "801.2", "7.4", "93")
        archive.add(record)
        fact = fact_of(client, 1, "公务接待费")
        filled = {"label": "公务接待费", "value": "7.14", "year": "2023"}
        assert client.post(f"/reports/1/correct/{quote(fact)}", data=filled, follow_redirects=False).status_code == 303
        assert "人工更正不一致" not in client.get("/reports/1").text
        read_anew = tuple(
            one.model_copy(update={"value": Decimal("74")}) if one.id == fact else one for one in record.facts
        )
        archive.add(record.model_copy(update={"facts": read_anew}))
        assert "公务接待费：由“7.4”更正为“7.14”，现在读为“74”" in client.get("/reports/1").text
        assert "重读后不一致" in client.get("/reports/1/corrections").text


def test_a_correction_needs_a_name_and_a_section_that_there_is(site: TestClient) -> None:
    report = id_of(site, "教育局", 2022)
    fact = fact_of(site, report, "公务接待费")
    address = f"/reports/{report}/correct/{quote(fact)}"
    assert "请填写名称" in site.post(address, data={"label": " ", "value": "12.5"}).text
    assert "没有这一章节" in site.post(address, data={"label": "公务接待费", "value": "12.5", "section": "第九章"}).text
    marked = site.post(address, data={"wrong": "1"}, follow_redirects=False)
    assert marked.headers["location"] == f"/reports/{report}/corrections"
    site.post(f"/reports/{report}/take-back", data={"element": fact, "field": "wrong"})
