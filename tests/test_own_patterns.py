"""A user's own folder of patterns over the built-in ones, and layouts that hold for some reports alone."""

from pathlib import Path

import pytest

import jixiao
from jixiao import Document, extract
from jixiao.archive.corrections import Correction
from jixiao.bulk.limits import Limits
from jixiao.bulk.reading import Task, check_again
from jixiao.corrected import corrected
from jixiao.errors import JixiaoError, PatternError
from jixiao.layouts import rules_for
from jixiao.normalise import normalise
from jixiao.patterns import OWN_FOLDER, Rules, load_own_unproved, load_rules
from jixiao.record import Record

BUILT_IN = load_rules()
REPORT = ("某县档案馆2023年度部门整体绩效自评报告", "一、部门概况", "全年发放稻谷补助款三十五贯，支出决算230.25万元。")

STRINGS = """
[[pattern]]
name    = "strings_of_cash"
finds   = "money in strings of cash, which are 万元 here"
within  = "text"
regex   = '(?<number>(?&hanzi))(?<unit>贯)'
gives   = { number = "number", unit = "money" }
matches = [{ text = "补助款三十五贯", number = "三十五", unit = "贯" }]
misses  = ["贯彻落实", "支出35万元"]
"""
PERCENT = """
[[pattern]]
name    = "percent_in_words"
finds   = "a rate that a county writes in its own way"
within  = "text"
regex   = '(?<number>(?&digits))个百分数'
gives   = { number = "number" }
matches = [{ text = "执行率98.5个百分数", number = "98.5" }]
misses  = ["提高1.8个百分点"]
"""


def own(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / f"{name}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def read(folder: Path | None, *lines: str) -> Record:
    return extract(Document.of_lines(*lines), load_rules(own=folder))


def refusal(folder: Path) -> str:
    with pytest.raises(PatternError) as refused:
        load_rules(own=folder)
    return str(refused.value)


# --- what is added and what is replaced --------------------------------------------------------------------------------


def test_a_wording_of_one_s_own_is_read(tmp_path: Path) -> None:
    lines = (REPORT[0], REPORT[1], "预算执行率98.5个百分数。")
    assert [(fact.kind, fact.text) for fact in read(None, *lines).facts] == [("count", "98.5个")]
    facts = read(own(tmp_path, ratios=PERCENT), *lines).facts
    assert [(fact.kind, fact.label, str(fact.value)) for fact in facts] == [("ratio", "预算执行率", "98.5")]


def test_a_new_pattern_is_tried_before_the_built_in_ones_of_its_file(tmp_path: Path) -> None:
    names = [pattern.name for pattern in load_rules(own=own(tmp_path, ratios=PERCENT)).group("ratios")]
    assert names == ["percent_in_words", *(pattern.name for pattern in BUILT_IN.group("ratios"))]


def test_a_pattern_of_a_known_name_takes_its_place_whatever_its_file_is_called(tmp_path: Path) -> None:
    changed = PERCENT.replace("percent_in_words", "ratio_range")
    rules = load_rules(own=own(tmp_path, 我的=changed))
    assert [each.name for each in rules.group("ratios")] == [each.name for each in BUILT_IN.group("ratios")]
    assert rules.pattern("ratio_range").search("98.5个百分数")
    assert not BUILT_IN.pattern("ratio_range").search("98.5个百分数")


def test_a_list_of_words_is_replaced_or_added_to(tmp_path: Path) -> None:
    replaced = '[[words]]\nname = "names_the_rest"\nwords = ["余项"]\n'
    assert load_rules(own=own(tmp_path / "a", words=replaced)).words["names_the_rest"] == ("余项",)
    added = load_rules(own=own(tmp_path / "b", words=replaced + "adds = true\n")).words["names_the_rest"]
    assert added == (*BUILT_IN.words["names_the_rest"], "余项")


def test_an_indicator_gets_another_name(tmp_path: Path) -> None:
    entry = '[[indicator]]\nid = "sangong.reception"\naliases = ["待客费"]\nadds = true\n'
    fact = read(own(tmp_path, indicators=entry), REPORT[0], REPORT[1], "待客费支出3.2万元。").facts[0]
    assert (fact.label, fact.indicator) == ("待客费支出", "sangong.reception")


def test_a_fragment_is_replaced_in_every_pattern_that_uses_it(tmp_path: Path) -> None:
    rules = load_rules(own=own(tmp_path, vocabulary="[fragments]\nyear = '20\\d\\d'\n"))
    assert rules.fragments["year"] == "20\\d\\d"
    assert all(pattern.limit for pattern in rules.patterns)


def test_the_built_in_rules_stay_as_they_are(tmp_path: Path) -> None:
    load_rules(own=own(tmp_path, ratios=PERCENT))
    assert load_rules().digest == BUILT_IN.digest
    assert "percent_in_words" not in {pattern.name for pattern in load_rules().patterns}


def test_a_record_says_that_it_was_made_with_a_user_s_rules(tmp_path: Path) -> None:
    made_by = read(own(tmp_path, ratios=PERCENT), *REPORT).extractor.rules
    assert made_by.startswith(f"{BUILT_IN.digest}+")
    assert read(None, *REPORT).extractor.rules == BUILT_IN.digest


def test_the_environment_names_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(OWN_FOLDER, str(own(tmp_path, ratios=PERCENT)))
    assert "percent_in_words" in {pattern.name for pattern in load_rules().patterns}


# --- what is refused, in one sentence with the file, the name and the reason --------------------------------------------


@pytest.mark.parametrize(
    ("file", "text", "name", "reason"),
    [
        (
            "ratios",
            PERCENT.replace("98.5个百分数", "98.5个分数", 1),
            "percent_in_words",
            "没有认出例句“执行率98.5个分数”",
        ),
        ("ratios", PERCENT.replace("(?&digits)", "(?&digit)"), "percent_in_words", "(?&digit)"),
        ("ratios", PERCENT.replace("(?<number>", "(?<number>("), "percent_in_words", "regex 写得不对：少了右括号"),
        ("strings", STRINGS, "strings_of_cash", "没有哪一步会用到“strings”"),
        ("words", '[[words]]\nname = "names_the_rst"\nwords = ["余项"]\nadds = true\n', "names_the_rst", "检查拼写"),
        ("indicators", '[[indicator]]\nid = "my.own"\nname = "资产总额"\n', "assets.total", "只能归一个指标"),
        ("ratios", PERCENT.replace("[[pattern]]", "[[patern]]"), "patern", "没有这一项"),
        ("ratios", PERCENT.replace("misses", "mises"), "percent_in_words", "mises 没有这一项"),
        ("ratios", PERCENT.replace('within  = "text"', 'within  = "text'), "", "第 5 行第 16 个字符处不合 TOML"),
        ("ratios", PERCENT + PERCENT, "percent_in_words", "已经用过"),
    ],
)
def test_a_faulty_entry_is_refused(tmp_path: Path, file: str, text: str, name: str, reason: str) -> None:
    told = refusal(own(tmp_path, **{file: text}))
    assert told.startswith(str(tmp_path / f"{file}.toml")) or name == "assets.total"
    assert name in told
    assert reason in told
    assert told.count("\n") == 0


def test_a_folder_that_is_not_there_is_told() -> None:
    with pytest.raises(JixiaoError, match=r"没有的文件夹：没有这个文件夹"):
        load_rules(own=Path("没有的文件夹"))


def test_rules_whose_examples_fail_can_still_be_looked_at(tmp_path: Path) -> None:
    folder = own(tmp_path, ratios=PERCENT.replace("98.5个百分数", "98.5个分数", 1))
    assert load_own_unproved(folder).pattern("percent_in_words").limit is not None


def test_a_user_s_regex_that_takes_too_long_is_stopped_and_named(tmp_path: Path) -> None:
    slow = PERCENT.replace("(?<number>(?&digits))个百分数", "(?<number>(?:1|11)+)个百分数").replace("98.5", "11")
    rules = load_rules(own=own(tmp_path, ratios=slow))
    with pytest.raises(PatternError, match=r"ratios\.toml 的 percent_in_words：在一段文字上找了") as stopped:
        extract(Document.of_lines(*REPORT[:2], "1" * 200 + "，个百分数"), rules)
    assert "\n" not in str(stopped.value)


# --- layouts -------------------------------------------------------------------------------------------------------------

LAYOUT = """
[layout]
code    = "139901"
name    = "徐河区"
claims  = '徐河区.{0,20}绩效自评'
matches = ["徐河区水务局2023年度绩效自评报告"]
misses  = ["某县水务局2023年度绩效自评报告"]
""" + PERCENT.replace('within  = "text"', 'within  = "text"\ngroup   = "ratios"')


def test_a_layout_holds_for_the_reports_that_it_claims_alone(tmp_path: Path) -> None:
    folder = own(tmp_path, **{"layouts/139901-徐河": LAYOUT})
    sentence = "预算执行率98.5个百分数。"
    claimed = read(folder, "徐河区档案馆2023年度部门整体绩效自评报告", "一、部门概况", sentence)
    others = read(folder, "某县档案馆2023年度部门整体绩效自评报告", "一、部门概况", sentence)
    assert [str(fact.value) for fact in claimed.facts] == ["98.5"]
    assert [fact.kind for fact in others.facts] == ["count"]


def test_a_record_of_a_claimed_report_is_checked_with_its_layout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(OWN_FOLDER, str(own(tmp_path, **{"layouts/139901-徐河": LAYOUT})))
    record = extract(Document.of_lines("徐河区档案馆2023年度部门整体绩效自评报告", *REPORT[1:]))
    assert jixiao.check(record) == record.checks


def test_a_corrected_or_rechecked_record_of_a_claimed_report_is_checked_with_its_layout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(OWN_FOLDER, str(own(tmp_path, **{"layouts/139901-徐河": LAYOUT})))
    record = extract(Document.of_lines("徐河区档案馆2023年度部门整体绩效自评报告", *REPORT[1:]))
    used: list[Rules] = []
    for place in ("jixiao.corrected.check", "jixiao.checks.check"):
        monkeypatch.setattr(place, lambda _, rules: used.append(rules) or ())
    corrected(record, [Correction("", record.score.id, "value", None, "1", "李审")])
    check_again(Task("报告.txt", b"", Limits(60, 1024), before=record.to_json().encode()))
    of_layout = rules_for((block.text for block in record.blocks), load_rules())
    assert of_layout is not load_rules()
    assert [rules is of_layout for rules in used] == [True, True]


@pytest.mark.parametrize(
    ("was", "becomes", "reason"),
    [
        ('matches = ["徐河区', 'matches = ["徐山区', "没有认出例句“徐山区水务局2023年度绩效自评报告”"),
        ('misses  = ["某县', 'misses  = ["徐河区', "误认了例句“徐河区水务局2023年度绩效自评报告”"),
        ('group   = "ratios"', "", "没有哪一步会用到"),
        ("[layout]", "[[layout]]", "layout"),
    ],
)
def test_a_faulty_layout_is_refused(tmp_path: Path, was: str, becomes: str, reason: str) -> None:
    assert was in LAYOUT
    folder = own(tmp_path, **{"layouts/139901-徐河": LAYOUT.replace(was, becomes, 1)})
    with pytest.raises(PatternError) as refused:
        read(folder, "徐河区档案馆2023年度部门整体绩效自评报告", *REPORT[1:])
    assert "139901-徐河.toml" in str(refused.value)
    assert reason in str(refused.value)


def test_a_layout_stands_in_the_folder_of_layouts(tmp_path: Path) -> None:
    assert "layouts 文件夹" in refusal(own(tmp_path, ratios=LAYOUT))


def test_built_in_layouts_claim_no_report_twice() -> None:
    for layout in BUILT_IN.layouts:
        claimed = [
            other.file for other in BUILT_IN.layouts for text in layout.entry.matches if other.claims(normalise(text))
        ]
        assert set(claimed) == {layout.file}
