"""Files sent to the site: read by workers, shown, thrown away; a folder becomes one table and one workbook."""

from __future__ import annotations

import re
import time
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook
from starlette.testclient import TestClient

from jixiao.web.reading import ReadingRoom
from jixiao.web.settings import Settings
from jixiao.web.tray import Tray

from .conftest import ROOT, client_of

HOSTILE = """<script>alert(1)</script>县教育局2023年度部门整体支出绩效自评报告
一、<img src=x onerror=alert(2)>收支情况
<b onclick="x">支出合计</b>810.2万元（教育支出400.5万元，卫生健康支出300.2万元，住房保障支出100.5万元）。
=1+1 自评得分“><svg onload=alert(3)>91分。
"""
GOOD = """某县教育局2023年度部门整体支出绩效自评报告
一、收支情况
支出合计810.2万元（教育支出400.5万元，卫生健康支出300.2万元，住房保障支出100.5万元）。
自评得分91分。
"""


def sent(client: TestClient, address: str, *files: tuple[str, bytes]) -> str:
    """The address of a batch that has been read."""
    answer = client.post(address, files=[("files", file) for file in files])
    assert answer.status_code == 200
    until = time.monotonic() + 60
    while "正在读取" in answer.text:
        assert time.monotonic() < until
        time.sleep(0.1)
        answer = client.get(answer.url)
    return str(answer.url).removeprefix("http://127.0.0.1")


@pytest.fixture(scope="module")
def batch(client: TestClient) -> str:
    case = ROOT / "corpus" / "139901-2023-xuhe-zhengfuban"
    return sent(
        client, "/upload", ("报告.docx", (case / "report.docx").read_bytes()), ("报告.pdf", (case / "report.pdf").read_bytes()),
        ("敌意.txt", HOSTILE.encode()), ("坏.pdf", b"%PDF-1.7 nothing"),
    )  # fmt: skip


def test_each_file_is_read_and_a_bad_one_is_named_with_its_reason(client: TestClient, batch: str) -> None:
    text = client.get(batch).text
    assert "保宁市徐河区人民政府办公室" in text
    assert "坏.pdf：PDF 文件已损坏，无法修复" in text


def test_a_report_shows_its_total_beside_the_sum(client: TestClient, batch: str) -> None:
    text = client.get(f"{batch}/1").text
    shown = re.findall(r"(报告总分|各项合计|换算得分)</dt><dd>(?:<a[^>]*>)?([\d.]+)", text)
    assert shown == [("报告总分", "71"), ("各项合计", "71"), ("换算得分", "92.81")]


class Anchors(HTMLParser):
    """The ids of a page, and the places within it that its links lead to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attributes}
        if "id" in named:
            self.ids.append(named["id"])
        if named.get("href", "").startswith("#"):
            self.links.append(unquote(named["href"][1:]))
        if named.get("data-pair"):
            self.links.append(named["data-pair"])


@pytest.mark.parametrize("view", ["", "?view=text"])
@pytest.mark.parametrize("number", [1, 2, 3])
def test_every_link_within_a_report_leads_to_a_place_of_the_page(
    client: TestClient, batch: str, number: int, view: str
) -> None:
    page = Anchors(client.get(f"{batch}/{number}{view}").text)
    assert len(page.ids) == len(set(page.ids))
    assert len(page.links) > 5
    assert set(page.links) <= set(page.ids)


def test_what_a_report_writes_is_never_markup(client: TestClient, batch: str) -> None:
    for address in (batch, f"{batch}/3", "/search?q=<script>alert(1)</script>"):
        text = client.get(address).text
        for markup in ("<script>alert", "<img src=x", "<b onclick", "<svg onload"):
            assert markup not in text
    assert "&lt;script&gt;alert(1)" in client.get(f"{batch}/3").text


def test_facts_are_filtered_by_the_address(client: TestClient, batch: str) -> None:
    everything = client.get(f"{batch}/1").text
    some = client.get(f"{batch}/1?kind=ratio&year=2023&label=率").text
    assert everything.count('<tr id="f-') > some.count('<tr id="f-') > 0
    assert client.get(f"{batch}/1?year=abc&kind=x").status_code == 200


def test_a_page_of_a_pdf_is_a_picture_and_there_are_no_more_than_it_has(client: TestClient, batch: str) -> None:
    picture = client.get(f"{batch}/2/pages/1.png")
    assert picture.content.startswith(b"\x89PNG")
    assert client.get(f"{batch}/2/pages/99.png").status_code == 404
    assert client.get(f"{batch}/1/pages/1.png").status_code == 404


def test_a_batch_is_gone_when_it_is_discarded(client: TestClient) -> None:
    address = sent(client, "/upload", ("一.txt", GOOD.encode()))
    assert client.post(f"{address}/discard").status_code == 200
    assert client.get(address).status_code == 404


def test_a_folder_becomes_one_workbook_in_which_texts_are_no_formulas(client: TestClient) -> None:
    address = sent(client, "/folder", ("甲局/一.txt", GOOD.encode()), ("=2+3.txt", b""), ("~$一.docx", b"x"))
    text = client.get(address).text
    assert "801.2" in text
    assert "是空文件" in text
    book = load_workbook(BytesIO(client.get(f"{address}/核算结果.xlsx").content))
    rows = list(book["报告"].iter_rows(values_only=True))
    assert [row[0] for row in rows[1:]] == ["=2+3.txt", "甲局/一.txt"]
    assert book["报告"]["A2"].data_type == "s"
    assert rows[2][4] == 91
    assert list(book["不符之处"].iter_rows(values_only=True))[1][5:8] == (810.2, 801.2, 9)


def test_a_file_that_is_too_large_is_refused_alone_and_a_request_as_a_whole(tmp_path: Path) -> None:
    with client_of(Settings(str(tmp_path / "archive.db"), workers=1, largest_file=2000, largest_request=8000)) as small:
        address = sent(small, "/upload", ("大.txt", b"x" * 3000), ("小.txt", GOOD.encode()))
        assert "大.txt：超过" in small.get(address).text
        assert small.post("/upload", files=[("files", ("大.txt", b"x" * 9000))]).status_code == 413
        pieces = (b"x" * 1000 for _ in range(20))
        kind = {"content-type": "multipart/form-data; boundary=b"}
        assert small.post("/upload", content=pieces, headers=kind).status_code == 413


def test_what_was_not_kept_is_gone_after_its_time(tmp_path: Path) -> None:
    with client_of(Settings(str(tmp_path / "archive.db"), workers=1, uploads_kept=0)) as forgetful:
        address = sent(forgetful, "/upload", ("一.txt", GOOD.encode()))
        assert forgetful.get(address).status_code == 200
        forgetful.post("/upload")
        assert forgetful.get(address).status_code == 404


def test_a_report_that_was_looked_at_is_kept_with_its_file(tmp_path: Path) -> None:
    with client_of(Settings(str(tmp_path / "archive.db"), workers=1)) as client:
        address = sent(client, "/upload", ("一.txt", GOOD.encode()), ("二.txt", GOOD.replace("2023", "2022").encode()))
        kept = client.post(f"{address}/1/keep")
        assert str(kept.url).endswith("/reports/1")
        assert "已存入归档" in client.get(address).text
        client.post(f"{address}/keep")
        assert client.get("/api/search").json()["total"] == 2
        assert client.get("/reports/1/original").content == GOOD.encode()


def test_nobody_waits_for_a_file_that_could_not_be_given_to_a_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("no worker")

    room = ReadingRoom(1)
    monkeypatch.setattr(room, "read", broken)
    tray = Tray(room, 60)
    batch = tray.open("upload", "本机")
    with pytest.raises(RuntimeError):
        tray.add(batch, "报告.txt", BytesIO("正文".encode()))
    assert tray.batch(batch.key, "本机").waiting == 0
    assert "没能开始读取" in str(tray.batch(batch.key, "本机").items[0].failure)
    tray.close()
    room.close()
