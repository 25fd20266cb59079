"""Folders of reports to graded reports: which gold belongs to which file."""

import json
from pathlib import Path

import pytest

from jixiao import Document, extract
from jixiao.errors import JixiaoError
from jixiao.evaluate import evaluate
from jixiao.evaluate.folders import find_graded
from jixiao.evaluate.gold import gold_of
from jixiao.evaluate.readings import run
from jixiao.patterns import load_rules

GOLD = json.dumps({"record": {"fiscal_year": 2023}, "facts": []})
TEXT = "某县档案馆2023年度部门整体绩效自评报告\n一、部门概况\n2023年收入预算240.5万元，无专项资金。\n"


def folder_of(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / name.replace("__", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def names(folder: Path) -> list[str]:
    return [graded.name for graded in find_graded([folder])]


def test_record_json_is_about_the_report_of_its_folder_and_case_toml_names_the_family(tmp_path: Path) -> None:
    folder_of(
        tmp_path / "case",
        record__json=GOLD,
        report__docx="",
        report__pdf="",
        report__txt="",
        case__toml='family = "F3"',
    )
    graded = find_graded([tmp_path])
    assert [(each.name, each.format, each.family) for each in graded] == [
        ("case/report.docx", "docx", "F3"),
        ("case/report.pdf", "pdf", "F3"),
    ]


def test_gold_json_and_json_are_about_the_file_of_the_same_name(tmp_path: Path) -> None:
    assert names(folder_of(tmp_path, 甲__gold__json=GOLD, 甲__pdf="", 乙__json=GOLD, 乙__docx="", 丙__docx="")) == [
        "乙.docx",
        "甲.pdf",
    ]


def test_a_text_is_a_report_only_where_nothing_else_is(tmp_path: Path) -> None:
    assert names(folder_of(tmp_path, 甲__json=GOLD, 甲__txt="", 乙__json=GOLD, 乙__txt="", 乙__docx="")) == [
        "乙.docx",
        "甲.txt",
    ]


def test_other_json_beside_a_report_is_left_alone(tmp_path: Path) -> None:
    folder_of(tmp_path, 甲__json="[1]", 甲__docx="", 乙__json="no json", 乙__docx="", 丙__json=GOLD, 丙__docx="")
    assert names(tmp_path) == ["丙.docx"]


@pytest.mark.parametrize(("files", "reason"), [({}, "没有可对照的报告"), ({"case__toml": "family = ["}, "不是 TOML")])
def test_a_folder_without_gold_or_with_a_broken_case_is_told(
    tmp_path: Path, files: dict[str, str], reason: str
) -> None:
    if files:
        folder_of(tmp_path, record__json=GOLD, report__docx="")
    with pytest.raises(JixiaoError, match=reason):
        find_graded([folder_of(tmp_path, **files)])


def test_gold_of_another_shape_is_told_by_name(tmp_path: Path) -> None:
    folder_of(tmp_path, 甲__json=json.dumps({"record": {}, "facts": [{"kind": "sum"}]}), 甲__docx="")
    with pytest.raises(JixiaoError, match=r"甲\.json：不是人工读数"):
        find_graded([tmp_path])


def test_a_record_that_a_person_corrected_is_gold(tmp_path: Path) -> None:
    record = extract(Document.of_lines(*TEXT.splitlines()))
    corrected = record.model_copy(
        update={"facts": (record.facts[0].model_copy(update={"year": 2022}), *record.facts[1:])}
    )
    (reading,) = run(find_graded([folder_of(tmp_path, 甲__txt=TEXT, 甲__json=corrected.to_json())])).readings
    assert reading.evaluation.tallies["amount"].right == 1
    assert reading.evaluation.tallies["absence"].right == 1
    assert [(each.of, each.wanted, each.read) for each in reading.evaluation.differences] == [("year", "2022", "2023")]


def test_a_record_agrees_with_itself_as_gold() -> None:
    record = extract(
        Document.of_lines(
            *TEXT.splitlines(), "二、预算编制情况，得分12分", "支出10万元，其中甲支出6万元，乙支出5万元。"
        )
    )
    gold = gold_of(record)
    assert (len(gold.facts), len(gold.sections), len(gold.scores)) == (len(record.facts), 2, 1)
    evaluation = evaluate(record, gold, load_rules())
    assert evaluation.differences == ()
    assert evaluation.rate("complete") == 1.0
    assert gold.scores[0].title == "预算编制情况"
