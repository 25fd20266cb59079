"""The lexicon of indicators: one key for a quantity, whatever a report calls it; the label stays as written."""

import re
from pathlib import Path

import pytest

from jixiao import Document, extract
from jixiao.entries import IndicatorEntry
from jixiao.errors import PatternError
from jixiao.indicators import indicator_of
from jixiao.normalise import signless
from jixiao.patterns import load_rules

RULES = load_rules()
BY_ID = {each.id: each for each in RULES.indicators}


def key(label: str) -> str | None:
    found = indicator_of(label, RULES)
    return found.id if found else None


def test_the_lexicon_covers_what_budgets_and_accounts_speak_of() -> None:
    groups = {each.group for each in RULES.indicators}
    assert len(RULES.indicators) >= 250
    assert groups == set(RULES.maps["indicator_groups"])
    assert {
        "sangong",
        "sanbao",
        "assets",
        "liabilities",
        "procurement",
        "performance",
        "personnel",
        "vehicles",
    } <= groups


@pytest.mark.parametrize("indicator", RULES.indicators, ids=lambda each: each.id)
def test_every_name_of_an_indicator_leads_to_it(indicator: IndicatorEntry) -> None:
    assert [key(name) for name in indicator.names] == [indicator.id] * len(indicator.names)


def test_a_name_is_listed_once() -> None:
    repeated = [name for each in RULES.indicators for name in each.aliases if signless(name) == signless(each.name)]
    assert repeated == []


def test_what_is_measured_has_a_definition() -> None:
    assert [each.id for each in RULES.indicators if not each.definition] == []


def test_documents_are_cited_by_their_numbers_in_one_form() -> None:
    """〔2013〕53号 and 令第108号, never (2013)53号."""
    cited = " ".join(each.source or "" for each in RULES.indicators)
    assert re.findall(r"[(\[（](?:19|20)\d\d[)\]）]\s*\d+号", cited) == []


@pytest.mark.parametrize(
    ("label", "indicator"),
    [
        ("资产总额", "assets.total"),
        ("年末资产总计", "assets.total"),
        ("总资产", "assets.total"),
        ("“三公”经费", "sangong.total"),
        ("三公经费年初预算数", "sangong.total"),
        ("公务接待费支出决算数", "sangong.reception"),
        ("因公出国（境）费用", "sangong.abroad"),
        ("教育支出决算数", "function.education"),
        ("合计在职人数", "personnel.employed"),
        ("收、支总计", "revenue.income_and_expenditure"),
        ("其他收入（含利息）", "revenue.other"),
        ("等级为“优”的项目", "performance.excellent_projects"),
    ],
)
def test_a_label_is_known_without_its_time_its_measure_and_its_signs(label: str, indicator: str) -> None:
    assert key(label) == indicator


@pytest.mark.parametrize(
    "label",
    [
        "三公经费减少",
        "一般公共服务支出占比",
        "校舍维修项目年初预算数",
        "货币资金期初数",
        "合计",
        "支出",
        "决算数",
        "下属学校公用经费",
        "",
    ],
)
def test_another_quantity_than_the_lexicon_s_has_no_indicator(label: str) -> None:
    assert key(label) is None


def test_a_fact_carries_the_key_and_keeps_its_label() -> None:
    report = Document.of_lines(
        "某县档案馆2023年度部门整体绩效自评报告",
        "一、部门概况",
        "年末总资产400万元，“三公”经费支出12.5万元，比上年减少1.5万元，预算执行率98.2%，补助标准为每人每月500元。",
    )
    known = {fact.label: fact.indicator for fact in extract(report).facts}
    assert known["“三公”经费支出"] == "sangong.total"
    assert known["预算执行率"] == "ratio.budget_execution"
    assert known["年末总资产" if "年末总资产" in known else "总资产"] == "assets.total"
    assert sorted(key for key in known.values() if key) == ["assets.total", "ratio.budget_execution", "sangong.total"]


def test_a_fact_of_another_kind_than_the_indicator_has_none() -> None:
    report = Document.of_lines("某县档案馆2023年度部门整体绩效自评报告", "一、部门概况", "受理事业收入12个。")
    assert [fact.indicator for fact in extract(report).facts] == [None]


# --- what the loader refuses -----------------------------------------------------------------------------------------

ENTRY = '[[indicator]]\nid = "assets.total"\nname = "资产总额"\naliases = ["总资产"]\n'


@pytest.mark.parametrize(
    ("second", "reason"),
    [
        (ENTRY, "已经用过"),
        (ENTRY.replace("assets.total", "assets.sum").replace("资产总额", "资产"), "总资产"),
        (
            ENTRY.replace("assets.total", "assets.sum")
            .replace('["总资产"]', '["“资产”总额"]')
            .replace('"资产总额"', '"甲"'),
            "总额",
        ),
        ('[[indicator]]\nid = "assets.sum"\n', "没有写 name"),
        ('[[indicator]]\nid = "Assets"\nname = "甲"\n', "小写英文字母"),
    ],
)
def test_two_indicators_share_no_key_and_no_name(tmp_path: Path, second: str, reason: str) -> None:
    (tmp_path / "indicators.toml").write_text(ENTRY + second, encoding="utf-8")
    with pytest.raises(PatternError) as refused:
        load_rules(tmp_path)
    assert refused.value.file == "indicators.toml"
    assert reason in refused.value.reason
