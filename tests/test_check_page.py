"""The page that goes back to whoever wrote a report: made of small reports, read as HTML."""

from __future__ import annotations

from html.parser import HTMLParser

from jixiao import Document, check, extract
from jixiao.check_page import check_page
from jixiao.document import Block, Cell, Source, Table
from jixiao.record import Record

LIST = "支出合计{}万元（教育支出400.5万元，卫生健康支出300.2万元，住房保障支出100.5万元）。"


class Page(HTMLParser):
    """What a page holds: its tags with their attributes, and the text of each marked figure."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.marked: list[tuple[str, str]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)
        if tag == "mark":
            self.marked.append((dict(attrs)["class"] or "", ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, text: str) -> None:
        self.text += text
        if self.open[-1:] == ["mark"]:
            kind, before = self.marked[-1]
            self.marked[-1] = kind, before + text

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for found, attributes in self.tags if found == tag]


def record_of(*lines: str) -> Record:
    return extract(Document.of_lines("某县教育局2023年度部门决算说明", "一、收入支出情况", *lines))


def page_of(*lines: str) -> Page:
    return Page(check_page(record_of(*lines)))


def test_every_figure_shows_whether_it_was_checked() -> None:
    marked = page_of(
        LIST.format("810.2"), "另有存货12.7万元。", "资产总额200万元，负债总额50万元，资产负债率25%。"
    ).marked
    assert ("wrong", "810.2万元") in marked
    assert ("unchecked", "12.7万元") in marked
    assert ("right", "25%") in marked


def test_colours_are_told_apart_without_colour() -> None:
    html = check_page(record_of(LIST.format("801.2")))
    rules = {
        kind: html.split(f"mark.{kind} {{", 1)[1].split("}", 1)[0] for kind in ("right", "wrong", "minor", "unchecked")
    }
    lines = {
        kind: next(word for word in ("solid", "double", "wavy", "dotted") if word in rule)
        for kind, rule in rules.items()
    }
    assert len(set(lines.values())) == 4


def test_a_failure_tells_both_figures_the_difference_and_the_repair() -> None:
    text = page_of(LIST.format("810.2")).text
    for shown in ("810.2万元", "801.2万元", "9万元", "可能的改法", "一收入支出情况"):
        assert shown in text


def test_every_link_leads_to_a_place_of_the_page() -> None:
    page = page_of("自评总分92分。", LIST.format("810.2"))
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = [attributes["href"] or "" for attributes in page.of("a")]
    assert links
    assert {link.removeprefix("#") for link in links} <= set(ids)


def test_the_page_needs_nothing_but_itself() -> None:
    page = page_of(LIST.format("810.2"))
    assert not page.of("script") + page.of("link") + page.of("img")
    assert all((attributes["href"] or "").startswith("#") for attributes in page.of("a"))
    assert page.of("html") == [{"lang": "zh-CN"}]


def test_what_a_report_writes_is_never_markup() -> None:
    record = record_of('<script>alert("1")</script>支出12万元 & 收入。', LIST.format("810.2"))
    html = check_page(record.model_copy(update={"title": "</title><b>标题</b>", "department": '<i title="x">'}))
    page = Page(html)
    assert not page.of("script") + page.of("b") + page.of("i")
    assert '<script>alert("1")</script>' in page.text


def test_a_table_stays_one_with_its_merged_cells() -> None:
    rows = (("项目", "决算数"), ("教育支出", "400.50"), ("合计", "400.50"))
    cells = [
        Block(f"t1.r{r}.c{c}", "cell", text, table="t1", row=r, column=c)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    ]
    title = Block("t1.r3.c0", "cell", "单位：万元", table="t1", row=3, column=0)
    places = tuple(Cell(cell.id, cell.row or 0, cell.column or 0) for cell in cells)
    table = Table("t1", 4, 2, (*places, Cell(title.id, 3, 0, colspan=2)))
    source = Source("表格.docx", "", "text/plain", 0, "lines")
    heading = Block("p1", "paragraph", "某县教育局2023年度部门决算说明")
    page = Page(check_page(extract(Document(source, (heading, *cells, title), (table,)))))
    assert len(page.of("table")) == 1
    assert [len(page.of("tr")), len(page.of("td"))] == [4, 7]
    assert page.of("td")[-1]["colspan"] == "2"


def test_a_record_kept_as_json_gives_the_same_page_when_checked_again() -> None:
    record = record_of(LIST.format("810.2"))
    kept = Record.from_json(record.to_json())
    assert check_page(kept.model_copy(update={"checks": check(kept)})) == check_page(record)


def test_a_report_in_which_all_agrees_says_so() -> None:
    assert "没有不符之处。" in page_of(LIST.format("801.2")).text
