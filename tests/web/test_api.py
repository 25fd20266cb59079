"""The HTTP API: what it answers, its errors as problem details, and that it keeps to its own description."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance
from starlette.testclient import TestClient

from jixiao.web import create_app
from jixiao.web.api.app import create_api
from jixiao.web.settings import Settings

from .conftest import LOCAL, ROOT
from .test_archive_pages import record_of


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    app = create_app(Settings(str(tmp_path_factory.mktemp("api") / "archive.db"), workers=1, hosts=("*",)))
    with TestClient(app, base_url=LOCAL) as client:
        app.state.site.archive.add(record_of("临川县水务局", 2023, "810.2", "7.4", "88"))
        yield client


def test_a_report_that_is_sent_comes_back_as_its_record(api: TestClient) -> None:
    file = (ROOT / "corpus" / "519903-2021-qingping-nongyeju" / "report.docx").read_bytes()
    answer = api.post("/api/extract", files={"file": ("自评报告.docx", file)})
    assert answer.status_code == 200
    assert answer.json()["source"]["name"] == "自评报告.docx"
    assert api.get("/api/search").json()["total"] == 1


def test_errors_are_problem_details(api: TestClient) -> None:
    for answer, status in (
        (api.get("/api/reports/99"), 404),
        (api.get("/api/reports/x"), 422),
        (api.get("/api/nothing"), 404),
        (api.get("/api/search", params={"q": "部们:教育局"}), 422),
        (api.post("/api/extract", files={"file": ("坏.pdf", b"%PDF-1.7")}), 422),
        (api.post("/api/reports/1/corrections", json={"element": "none", "value": "1"}), 404),
    ):
        assert answer.status_code == status
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["status"] == status
        assert any(ord(letter) > 0x2E80 for letter in answer.json()["title"])


@pytest.mark.parametrize(
    ("address", "parameters", "field", "message"),
    [
        ("/api/reports/x", {}, "path.id", "应是整数。"),
        ("/api/search", {"limit": "0"}, "query.limit", "不能小于 1。"),
        ("/api/search", {"limit": "多"}, "query.limit", "应是整数。"),
        ("/api/series", {}, "query.name", "没有写。"),
    ],
)
def test_what_a_request_has_wrong_is_said_in_chinese(
    api: TestClient, address: str, parameters: dict[str, str], field: str, message: str
) -> None:
    [error] = api.get(address, params=parameters).json()["errors"]
    assert error == {"field": field, "message": message}


def test_the_examples_of_the_help_page_are_answered(api: TestClient) -> None:
    assert "--data-urlencode" in api.get("/help/api").text  # curl sends what stands in an address as it is
    assert api.get("/api/search", params={"q": "公务接待费 年份:2023"}).json()["total"] == 1


def test_a_figure_is_corrected_and_what_is_not_said_stays(api: TestClient) -> None:
    element = api.get("/api/reports/1/facts", params={"label": "公务接待费"}).json()["facts"][0]["id"]
    made = api.post("/api/reports/1/corrections", json={"element": element, "value": "7.5", "note": "笔误"})
    assert made.status_code == 201
    assert [(one["field"], one["before"], one["after"]) for one in made.json()] == [("value", "7.4", "7.5")]
    fact = api.get("/api/reports/1/facts", params={"label": "公务接待费"}).json()["facts"][0]
    assert (fact["value"], fact["label"]) == ("7.5", "公务接待费")


def test_facts_of_the_archive_are_found_by_name(api: TestClient) -> None:
    found = api.get("/api/facts", params={"name": "公务接待费", "q": "年份:2023"}).json()
    shown = api.get("/api/reports/1/facts", params={"label": "公务接待费"}).json()["facts"][0]  # corrected or not
    told = [(one["department"], one["value"], one["unit"]) for one in found]
    assert told == [("临川县水务局", shown["value"], "万元")]
    assert len(api.get("/api/facts", params={"limit": 2}).json()) == 2


def test_a_series_has_a_point_a_year(api: TestClient) -> None:
    found = api.get("/api/series", params={"name": "公务接待费"}).json()
    assert [(one["department"], [point["year"] for point in one["points"]]) for one in found] == [
        ("临川县水务局", [2023])
    ]


UNSAID = {
    "/extract": [positive_data_acceptance, negative_data_rejection],
    "/search": [positive_data_acceptance],
    "/series": [positive_data_acceptance],
    "/facts": [positive_data_acceptance],
}
"""No schema says which bytes are a report, nor which texts are queries."""
READING = (
    "/reports/{id}",
    "/reports/{id}/record",
    "/reports/{id}/facts",
    "/reports/{id}/checks",
    "/reports/{id}/corrections",
)


@pytest.mark.parametrize("path", READING)
def test_what_is_said_of_a_report_fits_the_description(api: TestClient, path: str) -> None:
    operation = schemathesis.openapi.from_asgi("/api/openapi.json", api.app)[path]["get"]
    answer = operation.Case(path_parameters={"id": 1}).call_and_validate()
    assert answer.status_code == 200


OPERATIONS = [(path, method) for path, methods in create_api().openapi()["paths"].items() for method in methods]


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=lambda mode: mode.value)
@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_the_api_keeps_to_its_description(api: TestClient, path: str, method: str, mode: GenerationMode) -> None:
    operation = schemathesis.openapi.from_asgi("/api/openapi.json", api.app)[path][method]

    @settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
    @given(case=operation.as_strategy(generation_mode=mode))
    def check(case: schemathesis.Case) -> None:
        case.call_and_validate(excluded_checks=UNSAID.get(path, []))

    check()
