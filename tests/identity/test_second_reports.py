"""Two reports in one file are told; what merely looks like a second title is not."""

from __future__ import annotations

import pytest

from jixiao import Document, extract
from jixiao.record import Record

FIRST = (
    "某县水利局2022年度部门整体支出绩效自评报告", "一、部门概况", "全年支出110.5万元。", "二、自评情况", "自评得分92分。",
)  # fmt: skip
SECTIONS = ("一、部门概况", "全年支出220.5万元。", "二、自评情况", "自评得分95分。")


def told(*lines: str) -> list[str]:
    record: Record = extract(Document.of_lines(*lines))
    return [warning.message for warning in record.warnings if warning.code == "second_report"]


@pytest.mark.parametrize(
    "title",
    [
        ("某县林业局2022年度部门整体支出绩效自评报告",),
        ("某县水利局2023年度部门整体支出绩效自评报告",),
        ("某县林业局", "2022年度部门整体支出绩效自评报告"),
        ("2021年度部门整体支出", "绩效自评报告"),
    ],
)
def test_the_report_of_another_department_or_year_in_the_same_file_is_told(title: tuple[str, ...]) -> None:
    [message] = told(*FIRST, *title, *SECTIONS)
    assert title[-1] in message
    assert "请分成两个文件" in message


@pytest.mark.parametrize(
    "lines",
    [
        (),
        ("某县水利局2022年度部门整体支出绩效自评报告", *SECTIONS),
        ("2022年度水库除险项目支出绩效自评报告", *SECTIONS),
        ("2023年度项目支出绩效自评表", *SECTIONS),
        ("附件：某县林业局2021年度部门整体支出绩效自评报告",),
        ("三、其他说明", "详见某县林业局2021年度部门整体支出绩效自评报告。", "依据《2021年度绩效自评报告》评分。"),
        ("三、附件", "1.某县林业局2021年度部门整体支出绩效自评报告", "2.某县水利局2021年度绩效自评报告"),
    ],
)
def test_one_report_with_what_belongs_to_it_is_not_told(lines: tuple[str, ...]) -> None:
    assert told(*FIRST, *lines) == []
