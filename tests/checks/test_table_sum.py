from __future__ import annotations

from decimal import Decimal

from jixiao.checks import figures
from jixiao.checks.places import Places
from jixiao.document import Block, Cell, Document, Source, Table
from jixiao.patterns import load_rules
from jixiao.pipeline import extract
from jixiao.record import Check, Record


def record_of(*rows: str) -> Record:
    """The record of one table, a row a line, its cells parted by |."""
    cells = [
        Block(f"t1.r{r}.c{c}", "cell", text.strip(), table="t1", row=r, column=c)
        for r, row in enumerate(rows)
        for c, text in enumerate(row.split("|"))
    ]
    heads = [Block("p1", "paragraph", "某县水务局2023年度部门决算说明"), Block("p2", "paragraph", "单位：万元")]
    places = tuple(Cell(cell.id, cell.row or 0, cell.column or 0) for cell in cells)
    table = Table("t1", len(rows), rows[0].count("|") + 1, places)
    source = Source("表格", "", "text/plain", 0, "lines")
    return extract(Document(source, (*heads, *cells), (table,)), load_rules())


def sums(record: Record) -> list[Check]:
    return [check for check in figures.check(record, Places(record), load_rules()) if check.rule == "table_sum"]


def sums_of(*rows: str) -> list[Check]:
    return sums(record_of(*rows))


HEADER = "项目名称 | 全年预算数 | 全年执行数"


def test_the_columns_of_a_table_make_their_totals() -> None:
    found = sums_of(HEADER, "校舍维修 | 120.50 | 118.20", "设备购置 | 80.00 | 79.60", "合计 | 200.50 | 197.80")
    assert [(check.status, str(check.stated)) for check in found] == [("pass", "200.50"), ("pass", "197.80")]


def test_a_total_of_swapped_digits_is_told_with_the_table() -> None:
    found = sums_of(HEADER, "校舍维修 | 120.50 | 118.20", "设备购置 | 80.00 | 79.60", "合计 | 205.00 | 197.80")
    (failed,) = (check for check in found if check.status == "fail")
    assert (str(failed.stated), str(failed.computed)) == ("205.00", "200.50")
    assert "的表格：" in failed.message
    assert failed.hint is not None
    assert "200.5" in failed.hint


def repeating_the_total(*printed: str) -> list[Check]:
    """The sums of a table of 校舍维修 and 设备购置, with the total read in the place of some figures of 校舍维修."""
    record = record_of(HEADER, "校舍维修 | 120.50 | 118.20", "设备购置 | 80.00 | 79.60", "合计 | 200.50 | 197.80")
    totals = {"120.50": Decimal("200.50"), "118.20": Decimal("197.80")}
    repeated = [
        fact.model_copy(update={"value": totals[fact.text]}) if fact.text in printed else fact for fact in record.facts
    ]
    return sums(record.model_copy(update={"facts": tuple(repeated)}))


def test_a_row_that_repeats_the_total_is_taken_for_a_misreading() -> None:
    assert [check.status for check in repeating_the_total("120.50", "118.20")] == ["unverifiable", "unverifiable"]


def test_a_cell_that_repeats_the_total_is_wrong_where_the_next_column_adds_up() -> None:
    assert [check.status for check in repeating_the_total("120.50")] == ["fail", "pass"]


def test_a_total_far_off_is_wrong_where_another_year_of_the_same_rows_adds_up() -> None:
    found = sums_of(
        "项目 | 2021年决算数 | 2022年决算数 | 2023年决算数",
        "公务用车运行维护费 | 17.86 | 8.75 | 7.98",
        "公务接待费 | 2.40 | 1.42 | 1.15",
        "合计 | 20.26 | 10.17 | 30.46",
    )
    assert [(check.status, str(check.stated)) for check in found] == [
        ("pass", "20.26"),
        ("pass", "10.17"),
        ("fail", "30.46"),
    ]


def test_a_mean_in_the_row_of_totals_is_no_wrong_sum() -> None:
    found = sums_of(
        "单位 | 人数 | 公用经费（万元） | 人均公用经费（元）",
        "局机关 | 12 | 18.24 | 15200.00",
        "执法大队 | 8 | 11.20 | 14000.00",
        "检验所 | 5 | 6.50 | 13000.00",
        "合计 | 25 | 35.94 | 14376.00",
    )
    assert [check.message for check in found if check.status == "fail"] == []


def test_a_column_that_repeats_one_number_is_no_sum() -> None:
    header = "类别 | 支出数 | 人均支出 | 补助标准"
    rows = (
        "人员支出 | 300.00 | 3.00 | 100.00",
        "公用支出 | 120.00 | 1.20 | 100.00",
        "项目支出 | 80.00 | 0.80 | 100.00",
    )
    found = sums_of(header, *rows, "合计 | 500.00 | 5.00 | 100.00")
    assert [(str(check.stated), check.status) for check in found if check.status != "pass"] == [
        ("100.00", "unverifiable")
    ]


def test_a_rate_is_held_to_what_the_other_rows_of_its_column_are_met_by() -> None:
    def rates(third: str) -> list[str]:
        rows = ("2019年 | 4060.00 | 3986.40 | 98.19%", "2020年 | 4480.00 | 4345.60 | 97.00%")
        record = record_of("年度 | 到位资金 | 完成支出 | 支出率", *rows, f"2021年 | 3640.00 | 3521.60 | {third}")
        return [check.status for check in record.checks if check.rule == "ratio_definition"]

    assert rates("96.75%") == ["pass", "pass", "pass"]
    assert rates("96.57%") == ["pass", "pass", "fail"]
    assert rates("88.10%")[-1] == "unverifiable"


def test_a_column_of_means_does_not_hide_what_another_column_misses() -> None:
    found = sums_of(
        "单位名称 | 在职人数 | 公用经费（万元） | 人均公用经费（元）", "局机关 | 46 | 69.92 | 15,200.00", "大队 | 58 | 81.20 | 14,000.00",
        "检验所 | 211 | 27.30 | 13,000.00", "合计 | 125 | 178.42 | 14,273.60",
    )  # fmt: skip
    assert [str(check.stated) for check in found if check.status == "fail"] == ["125"]
