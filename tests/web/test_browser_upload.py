"""Uploads and reports in a real Chromium: send files, open a Word file and a PDF, click from a figure to its place and back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from jixiao.web import create_app
from jixiao.web.settings import Settings

from .conftest import ROOT, served

CASE = ROOT / "corpus" / "139901-2023-xuhe-zhengfuban"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    archive = tmp_path_factory.mktemp("site") / "archive.db"
    with served(create_app(Settings(str(archive), workers=1))) as address:
        yield address


@pytest.fixture
def uploaded(page: Page, site: str) -> Page:
    """The page of a batch of a Word file and a PDF, read to the end."""
    page.goto(f"{site}/upload")
    page.set_input_files("#files", [CASE / "report.docx", CASE / "report.pdf"])
    expect(page.get_by_text("已全部读完")).to_be_visible()
    return page


@pytest.mark.parametrize("name", ["report.docx", "report.pdf"])
def test_a_figure_leads_to_its_place_and_its_place_to_the_figure(uploaded: Page, name: str) -> None:
    uploaded.get_by_role("link", name=name).click()
    row = uploaded.locator("#facts tr", has_text="保工资预算安排")
    row.get_by_role("link").click()
    place = uploaded.locator("#document .lit")
    expect(place).to_be_in_viewport()
    expect(row).to_have_class("lit")
    assert "#m-" in uploaded.url
    other = uploaded.locator("#document a.wrong").first
    other.click()
    assert "#f-" in uploaded.url
    expect(uploaded.locator("#beside .lit")).to_be_in_viewport()
    expect(uploaded.locator("#document .lit")).to_have_count(1)


def test_the_address_of_a_figure_opens_at_it(uploaded: Page, site: str) -> None:
    uploaded.get_by_role("link", name="report.pdf").click()
    uploaded.locator("#checks .where a").first.click()
    address = uploaded.url
    uploaded.goto("about:blank")
    uploaded.goto(address)
    expect(uploaded.locator("#document .lit")).to_be_in_viewport()
    picture = "() => { const i = document.querySelector('image'); return i.getBBox().width > 100 }"
    assert uploaded.evaluate(picture)


def test_without_scripts_the_same_links_work(site: str, uploaded: Page) -> None:
    address = uploaded.url
    context = uploaded.context.browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(f"{address}/1")
    plain.locator("#facts tbody td a").nth(9).click()
    expect(plain.locator("#document :target")).to_be_in_viewport()
    context.close()


def test_a_folder_that_is_chosen_becomes_one_table_and_one_workbook(page: Page, site: str, tmp_path: Path) -> None:
    folder = tmp_path / "2023年自评"
    (folder / "乡镇").mkdir(parents=True)
    shutil.copy(CASE / "report.docx", folder / "政府办.docx")
    (folder / "乡镇" / "坏.txt").write_bytes(b"")
    page.goto(f"{site}/folder")
    page.set_input_files("#folder", folder)
    expect(page.get_by_text("2 份报告：1 份有不符之处，1 份读不了")).to_be_visible()
    expect(page.locator(".findings li")).to_have_count(2)
    with page.expect_download() as saved:
        page.get_by_role("link", name="导出 Excel").click()
    assert saved.value.suggested_filename == "核算结果.xlsx"


def test_files_that_are_dropped_are_sent_with_their_progress(page: Page, site: str) -> None:
    page.goto(f"{site}/upload")
    page.evaluate(
        """() => {
          const files = new DataTransfer();
          files.items.add(new File(["某县档案馆2023年度自评报告\\\\n自评得分91分。"], "档案馆.txt"));
          document.getElementById("drop").dispatchEvent(new DragEvent("drop", { dataTransfer: files, bubbles: true, cancelable: true }));
        }"""
    )
    expect(page.get_by_role("link", name="档案馆.txt")).to_be_visible()


def test_a_report_fits_a_phone(uploaded: Page) -> None:
    address = uploaded.url
    uploaded.set_viewport_size({"width": 390, "height": 800})
    for path in ("/1", "/2", "", "/1?view=text"):
        uploaded.goto(address + path)
        wide = uploaded.evaluate("document.documentElement.scrollWidth")
        assert wide <= 390, path
