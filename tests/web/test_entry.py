"""Who may: accounts, sessions, tokens, roles, and that a site for others does not start without accounts."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from jixiao.archive import accounts, open_archive
from jixiao.cli import main
from jixiao.errors import JixiaoError
from jixiao.web import create_app
from jixiao.web.passwords import hashed
from jixiao.web.serving import settings_for

from .conftest import LOCAL
from .test_archive_pages import record_of

PASSWORD = "一个很长的密码-2024"
PEOPLE: dict[str, accounts.Role] = {"张读": "reader", "李审": "reviewer", "王管": "admin"}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> str:
    place = str(tmp_path_factory.mktemp("people") / "archive.db")
    with open_archive(place) as archive:
        accounts.prepare(archive.database)
        for name, role in PEOPLE.items():
            accounts.add_person(archive.database, name, role, hashed(PASSWORD))
        archive.add(record_of("临川县水务局", 2023, "810.2", "7.4", "88"))
    return place


@pytest.fixture
def site(place: str) -> Iterator[TestClient]:
    settings = replace(settings_for(place, "0.0.0.0"), workers=1, hosts=("*",))
    with TestClient(create_app(settings), base_url=LOCAL) as client:
        yield client


def enter(site: TestClient, name: str, password: str = PASSWORD) -> int:
    return site.post("/login", data={"name": name, "password": password}, follow_redirects=False).status_code


def test_a_site_for_others_does_not_start_without_accounts(tmp_path: Path) -> None:
    with pytest.raises(JixiaoError, match="须先建账号"):
        settings_for(str(tmp_path / "archive.db"), "0.0.0.0")
    assert settings_for(str(tmp_path / "archive.db"), "127.0.0.1").login is False


def test_nobody_sees_anything_before_logging_in(site: TestClient) -> None:
    for address in ("/", "/search?q=1", "/reports/1", "/upload", "/people"):
        answer = site.get(address, follow_redirects=False)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/login?next=")
    assert site.get("/api/search").status_code == 401
    assert site.post("/upload").status_code == 401


def test_one_goes_on_to_where_one_wanted_to_and_never_elsewhere(site: TestClient) -> None:
    form = {"name": "张读", "password": PASSWORD}
    answer = site.post("/login", data={**form, "next": "/reports/1"}, follow_redirects=False)
    assert answer.headers["location"] == "/reports/1"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    elsewhere = site.post("/login", data={**form, "next": "//evil.example"}, follow_redirects=False)
    assert elsewhere.headers["location"] == "/"


def test_a_wrong_password_and_an_unknown_name_are_refused_alike(site: TestClient) -> None:
    wrong = site.post("/login", data={"name": "张读", "password": "不是这个"})
    unknown = site.post("/login", data={"name": "没有此人", "password": "不是这个"})
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.text == unknown.text


def test_who_tries_too_often_has_to_wait(site: TestClient) -> None:
    tried = [enter(site, "李审", f"猜的密码{number}") for number in range(9)]
    assert tried[0] == 401
    assert tried[-1] == 429
    assert enter(site, "张读") == 303


def test_roles_open_what_they_should(site: TestClient) -> None:
    enter(site, "张读")
    assert site.get("/reports/1").status_code == 200
    assert "更正</a>" not in site.get("/reports/1").text
    assert site.post("/reports/1/dismiss", data={"check": "x", "reason": "y"}).status_code == 403
    assert site.get("/people").status_code == 403
    site.post("/logout")
    enter(site, "李审")
    assert 'class="edit"' in site.get("/reports/1").text
    assert site.get("/people").status_code == 403
    site.post("/logout")
    enter(site, "王管")
    assert "李审" in site.get("/people").text


def test_uploads_are_seen_by_whoever_sent_them_alone(site: TestClient) -> None:
    enter(site, "张读")
    address = site.post("/upload", files=[("files", ("一.txt", "某局2023年度自评报告".encode()))]).url
    assert site.get(address).status_code == 200
    site.post("/logout")
    enter(site, "王管")
    assert site.get(address).status_code == 404


def test_a_token_opens_the_api_until_it_is_removed(site: TestClient) -> None:
    enter(site, "张读")
    page = site.post("/account/tokens", data={"purpose": "内控系统"}).text
    token = page.split("<code>jx_", 1)[1].split("<", 1)[0]
    site.post("/logout")
    key = {"Authorization": f"Bearer jx_{token}"}
    assert site.get("/api/search", headers=key).status_code == 200
    assert site.post("/api/reports/1/corrections", headers=key, json={"element": "score"}).status_code == 403
    assert site.get("/api/search", headers={"Authorization": "Bearer jx_none"}).status_code == 401
    enter(site, "张读")
    site.post("/account/tokens/1/remove")
    site.post("/logout")
    assert site.get("/api/search", headers=key).status_code == 401


def test_a_new_password_ends_every_other_session(site: TestClient, place: str) -> None:
    enter(site, "王管")
    site.post("/people", data={"name": "赵新", "password": PASSWORD, "role": "reader"})
    site.post("/logout")
    enter(site, "赵新")
    old = dict(site.cookies)
    assert "原密码不对" in site.post("/account/password", data={"old": "x", "new": "另一个很长的密码"}).text
    assert "太短" in site.post("/account/password", data={"old": PASSWORD, "new": "短"}).text
    site.post("/account/password", data={"old": PASSWORD, "new": "另一个很长的密码-1"})
    assert site.get("/account").status_code == 200
    site.cookies.clear()
    site.cookies.update(old)
    assert site.get("/account", follow_redirects=False).status_code == 303


def test_a_cookie_that_was_changed_is_no_session(site: TestClient) -> None:
    enter(site, "王管")
    name, value = next(iter(site.cookies.items()))
    site.cookies.clear()
    site.cookies.set(name, value[:-2] + ("aa" if value[-2:] != "aa" else "bb"))
    assert site.get("/", follow_redirects=False).status_code == 303


def test_an_address_that_is_taken_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["serve", "--port", str(port), "--archive", str(tmp_path / "archive.db")]) == 2
    assert f"{port} 端口打不开" in capsys.readouterr().err


def test_accounts_are_made_and_removed_at_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = str(tmp_path / "archive.db")
    command = [sys.executable, "-m", "jixiao", "user", "add", "周管", "--role", "admin", "--archive", place]
    made = subprocess.run(command, input=f"{PASSWORD}\n", capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    again = subprocess.run(command, input=f"{PASSWORD}\n", capture_output=True, text=True, check=False)
    assert "已经有用户“周管”" in again.stderr
    assert main(["user", "list", "--archive", place]) == 0
    assert "周管\t管理员" in capsys.readouterr().out
    assert settings_for(place, "0.0.0.0").login
    assert main(["user", "remove", "周管", "--archive", place]) == 0
    assert main(["user", "remove", "周管", "--archive", place]) == 2
    assert main(["serve", "--host", "0.0.0.0", "--archive", place]) == 2
    assert "须先建账号" in capsys.readouterr().err
