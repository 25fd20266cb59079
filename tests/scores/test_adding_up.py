from __future__ import annotations

import pytest

from jixiao.document import Document
from jixiao.patterns import load_rules
from jixiao.pipeline import extract
from jixiao.record import Record


def record_of(*lines: str) -> Record:
    return extract(Document.of_lines(*lines), load_rules())


def parents(record: Record) -> dict[str, str | None]:
    titles = {item.id: item.title for item in record.scores}
    return {item.title: titles.get(item.parent or "") for item in record.scores}


@pytest.mark.parametrize("cue", ["。其中", "，其中：", "。主要包括"])
def test_what_a_cue_breaks_down_and_makes_up_hangs_below_it(cue: str) -> None:
    found = record_of(
        "一、过程（30分）", f"预算执行20分，得18.5分{cue}预算完成率得9.5分；支付进度率得9分。预算管理10分，得10分。"
    )
    assert parents(found) == {
        "过程": None, "预算执行": "过程", "预算完成率": "预算执行", "支付进度率": "预算执行", "预算管理": "过程",
    }  # fmt: skip


def test_what_does_not_make_it_up_is_no_part_for_certain() -> None:
    found = record_of("一、过程（30分）", "预算执行20分，得18.5分。其中预算完成率得9.5分；支付进度率得8分。")
    assert parents(found)["支付进度率"] == "过程"


def test_items_told_before_the_total_of_their_project_hang_below_it() -> None:
    found = record_of(
        "（一）康复服务项目", "产出指标60分，得58分；效益指标40分，得39分。综合得分97分。",
        "（二）就业培训项目", "产出指标60分，得60分；效益指标40分，得38分。综合得分98分。",
    )  # fmt: skip
    assert found.score.stated is None
    assert [(item.title, str(item.score)) for item in found.scores if item.parent is None] == [
        ("康复服务项目", "97"), ("就业培训项目", "98"),
    ]  # fmt: skip


def test_a_group_without_a_score_counts_with_those_of_all_its_parts() -> None:
    lines = [
        "（一）投入（10分）",
        "得9分。",
        "（二）产出（90分）",
        "1．数量（50分）：得48分。",
        "2．质量（40分）：得39分。",
        "（三）自评总分",
    ]
    checks = {total: record_of(*lines, f"综合得分{total}分。").checks for total in ("96", "95")}
    found = {total: [c.status for c in each if c.rule == "score_total"] for total, each in checks.items()}
    assert found == {"96": ["pass"], "95": ["fail"]}


def test_deductions_that_make_up_what_an_item_lost_hang_below_it() -> None:
    found = record_of(
        "一、自评得分情况",
        "预算执行类指标（分值25分）得23分，扣2分，其中预算调整率扣1分、支付进度扣1分；产出类指标（分值75分）得75分。",
    )
    assert parents(found)["支付进度"] == "预算执行类指标"
    assert parents(found)["产出类指标"] is None
