"""The archive in a real Chromium: sample, search, correct and take back, add by selecting, chart, log in; and the five pictures.

`JIXIAO_PICTURES=docs/images pytest tests/web/test_browser_archive.py` writes the pictures of the manual; else none is kept.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from jixiao import extract
from jixiao.archive import accounts, open_archive
from jixiao.web import create_app
from jixiao.web.passwords import hashed
from jixiao.web.serving import settings_for
from jixiao.web.settings import Settings

from .conftest import ROOT, served

CASES = (
    "139901-2023-xuhe-zhengfuban/report.pdf",
    "379914-2024-qingwen-weijianju/report.docx",
    "459913-2022-liuquan-sifaju/report.docx",
    "319907-2018-songpu-tiyuju/report.docx",
)
PASSWORD = "一个很长的密码-2024"


def fill(place: str) -> None:
    with open_archive(place) as archive:
        for case in CASES:
            file = ROOT / "corpus" / case
            archive.add(extract(file), original=file.read_bytes(), path=case)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> str:
    place = str(tmp_path_factory.mktemp("browser") / "archive.db")
    fill(place)
    return place


@pytest.fixture(scope="module")
def site(place: str) -> Iterator[str]:
    with served(create_app(Settings(place, workers=1))) as address:
        yield address


def opened(page: Page, site: str, department: str) -> Page:
    """The page of a report, found by searching."""
    page.goto(f"{site}/search")
    page.get_by_label("检索").last.fill(f"部门:{department}")
    page.keyboard.press("Enter")
    page.locator(".hit h2 a").first.click()
    expect(page.locator("#document")).to_be_visible()
    return page


def test_a_search_leads_to_a_report_and_its_facets_narrow_it(page: Page, site: str) -> None:
    page.goto(f"{site}/search")
    page.get_by_label("检索").last.fill("公务接待费")
    page.keyboard.press("Enter")
    expect(page.locator(".hit mark").first).to_have_text("公务接待费")
    before = page.locator(".hit").count()
    page.locator(".facets a", has_text="柳泉县司法局").click()
    expect(page.locator(".hit")).to_have_count(1)
    assert before > 1
    page.locator(".hit h2 a").click()
    expect(page.locator("h1")).to_contain_text("柳泉县司法局")


def test_a_figure_is_corrected_and_the_correction_taken_back(page: Page, site: str) -> None:
    opened(page, site, "上海市淞浦区体育局")
    row = page.locator("#facts tbody tr:has(.edit)").nth(3)
    before = row.locator(".figure").inner_text()
    row.locator(".edit").click()
    page.get_by_label("数值").fill("123.45")
    page.get_by_label("说明").fill("据决算表")
    page.get_by_role("button", name="保存更正").click()
    changed = page.locator("#facts tr:target")
    expect(changed.locator(".figure")).to_contain_text("123.45")
    expect(changed).to_contain_text("已更正")
    page.get_by_role("link", name=re.compile("更正记录")).click()
    page.get_by_role("button", name="撤销").first.click()
    expect(page.get_by_text("已被替代或撤销").first).to_be_visible()
    page.go_back()
    opened(page, site, "上海市淞浦区体育局")
    expect(page.locator("#facts tbody tr:has(.edit)").nth(3).locator(".figure")).to_have_text(before)


def test_what_is_selected_in_the_text_becomes_a_figure(page: Page, site: str) -> None:
    opened(page, site, "柳泉")
    block = page.locator("#document p.block").nth(4)
    block.scroll_into_view_if_needed()
    chosen = block.evaluate(
        """block => { const text = document.createTreeWalker(block, NodeFilter.SHOW_TEXT).nextNode();
        getSelection().setBaseAndExtent(text, 1, text, 5); return getSelection().toString() }"""
    )
    page.locator("[data-add-figure]").click()
    expect(page.get_by_label("原文")).to_have_value(chosen)


def test_an_indicator_over_the_years_is_drawn_with_its_table(page: Page, site: str) -> None:
    page.goto(f"{site}/charts")
    page.get_by_label("指标").fill("公务接待费")
    page.get_by_role("button", name="比较").click()
    expect(page.locator("table.rows tbody tr").first).to_be_visible()
    picture = page.locator(".chart img")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.complete && image.naturalWidth") > 300
    with page.expect_download() as saved:
        page.get_by_role("link", name="导出 Excel").click()
    assert saved.value.suggested_filename.endswith(".xlsx")


def test_the_keyboard_is_enough(page: Page, site: str) -> None:
    page.goto(f"{site}/search?q=公务接待费")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.hit h2') !== null"):
            break
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    expect(page.locator("#document")).to_be_visible()


def test_one_logs_in_and_is_refused_what_one_may_not(page: Page, tmp_path: Path) -> None:
    place = str(tmp_path / "archive.db")
    with open_archive(place) as archive:
        accounts.prepare(archive.database)
        accounts.add_person(archive.database, "张读", "reader", hashed(PASSWORD))
    settings = replace(settings_for(place, "127.0.0.1", login=True), workers=1)
    with served(create_app(settings)) as address:
        page.goto(f"{address}/review")
        page.get_by_label("用户名").fill("张读")
        page.get_by_label("密码").fill("不是这个密码")
        page.get_by_role("button", name="登录").click()
        expect(page.get_by_role("alert")).to_have_text("用户名或密码不对。")
        page.get_by_label("用户名").fill("张读")
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        expect(page.locator("h1")).to_have_text("待审")
        page.goto(f"{address}/people")
        expect(page.locator("h1")).to_have_text("没有权限")
        page.get_by_role("button", name="退出").click()
        expect(page.locator("h1")).to_have_text("登录")


PICTURES = {
    "home": "/",
    "search": "/search?q=公务接待费",
    "report-pdf": "/reports/1#f-p16@12",
    "report-docx": "/reports/3#c-1",
    "charts": "/charts/shares?report=3",
}


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", PICTURES)
def test_every_main_page_fits_and_shows_no_mojibake(
    page: Page, site: str, name: str, width: int, tmp_path: Path
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(site + PICTURES[name])
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    text = page.locator("main").inner_text()
    assert "\ufffd" not in text
    assert len(text) > 100
    cut = """[...document.querySelectorAll('button, .button, nav a, h1:not(.visually-hidden)')]
      .filter(e => e.offsetParent && e.scrollWidth > e.clientWidth + 2 && getComputedStyle(e).display !== 'inline')
      .map(e => e.textContent)"""
    assert page.evaluate(cut) == []
    if "#" in PICTURES[name]:
        expect(page.locator(":target")).to_be_in_viewport()
        page.wait_for_timeout(500)  # until it has come to rest
    wanted = os.environ.get("JIXIAO_PICTURES")
    folder = Path(wanted) if wanted and width == 1280 else tmp_path
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / f"{name}.png")
