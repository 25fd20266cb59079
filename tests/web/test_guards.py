"""What stands before every request: headers, hosts, origins."""

from __future__ import annotations

import re
from importlib import resources

import pytest
from starlette.testclient import TestClient

from jixiao.web.guards import security_headers

SITES = {"cross-site": 403, "same-site": 403, "same-origin": 200, "none": 200}


@pytest.mark.parametrize("address", ["/", "/upload", "/nothing", "/static/jixiao.css", "/api/openapi.json"])
def test_every_answer_forbids_what_is_inline_or_elsewhere(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize(("site", "status"), SITES.items())
def test_what_another_site_sends_is_refused(client: TestClient, site: str, status: int) -> None:
    assert client.post("/upload", headers={"sec-fetch-site": site}).status_code == status
    assert client.get("/upload", headers={"sec-fetch-site": site}).status_code == 200


def test_an_old_browser_is_told_by_its_origin(client: TestClient) -> None:
    assert client.post("/upload", headers={"origin": "https://evil.example"}).status_code == 403
    assert client.post("/upload", headers={"origin": "http://127.0.0.1"}).status_code == 200


def test_a_browser_that_says_neither_must_come_from_a_page_of_ours(client: TestClient) -> None:
    old = {"user-agent": "Mozilla/5.0 (Windows NT 6.1; Trident/7.0; rv:11.0) like Gecko"}
    assert client.post("/upload", headers=old).status_code == 403
    assert client.post("/upload", headers=old | {"referer": "https://evil.example/127.0.0.1/"}).status_code == 403
    assert client.post("/upload", headers=old | {"referer": "http://127.0.0.1/upload"}).status_code == 200
    assert client.post("/upload", headers={"user-agent": "curl/8.5.0"}).status_code == 200


def test_only_a_site_behind_https_asks_for_https() -> None:
    assert "Strict-Transport-Security" in security_headers(https=True).headers
    assert "Strict-Transport-Security" not in security_headers(https=False).headers


def test_a_name_that_is_not_ours_is_refused(client: TestClient) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


def test_nothing_of_the_site_is_inline_or_comes_from_elsewhere() -> None:
    package = resources.files("jixiao.web")
    files = [file for part in ("templates", "static") for file in (package / part).iterdir()]
    assert len(files) > 10
    for file in files:
        text = (
            file.read_text(encoding="utf-8")
            .replace("http://www.w3.org/2000/svg", "")
            .replace("http://127.0.0.1:8000/", "")
        )
        assert "//" not in re.sub(r"^\s*//.*$|(?<=\s)//\s.*$", "", text, flags=re.M).replace("replace(/^\\//,", ""), (
            file.name
        )
        if file.name.endswith(".html"):
            assert not re.search(
                r"\sstyle=|\son\w+=|<style|<script(?! type=\"module\" src=\"/static/)|javascript:|\|\s*safe", text
            ), file.name


def test_a_fault_of_ours_is_a_page_too(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("jixiao.web.finding.Finder.to_review", broken)
    answer = TestClient(client.app, base_url="http://127.0.0.1", raise_server_exceptions=False).get("/review")
    assert answer.status_code == 500
    assert "程序出错（ZeroDivisionError）" in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_a_page_that_is_not_there_says_so_in_chinese(client: TestClient) -> None:
    answer = client.get("/nothing")
    assert answer.status_code == 404
    assert "没有这一页" in answer.text
