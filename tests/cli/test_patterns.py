"""`jixiao patterns` as a person uses it who knows reports and no Python."""

from pathlib import Path
from typing import NamedTuple

import pytest

from jixiao.patterns import OWN_FOLDER, load_rules
from jixiao.proving import corpus_reports, expression, met_in, seen_in, siblings
from printed import Printed, Run

REPORT = """某县档案馆2023年度部门整体绩效自评报告
一、部门概况
2023年部门收入预算240.5万元，预算执行率98.5个百分数。
"""
OWN = """
[[pattern]]
name    = "percent_in_words"
finds   = "a rate that a county writes in its own way"
within  = "text"
regex   = '(?<number>(?&digits))个百分数'
gives   = { number = "number" }
matches = [{ text = "执行率98.5个百分数", number = "98.5" }]
misses  = ["提高1.8个百分点"]
"""


class Trial(NamedTuple):
    """Commands run beside a report and a folder of one's own patterns."""

    run: Run
    folder: Path

    def __call__(self, *arguments: str | Path) -> Printed:
        return self.run(*arguments)

    def report(self, text: str = REPORT) -> Path:
        path = self.folder / "报告.txt"
        path.write_text(text, encoding="utf-8")
        return path

    def own(self, text: str = OWN) -> Path:
        folder = self.folder / "我的规则"
        folder.mkdir(exist_ok=True)
        (folder / "ratios.toml").write_text(text, encoding="utf-8")
        return folder


@pytest.fixture
def trial(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Trial:
    monkeypatch.delenv(OWN_FOLDER, raising=False)
    return Trial(run, tmp_path)


def test_patterns_are_listed_with_an_example(trial: Trial) -> None:
    status, out, _ = trial("patterns", "list", "换算")
    assert status == 0
    assert "converted_score" in out
    assert "amount_range" not in out


def test_a_word_that_no_pattern_has_is_told(trial: Trial) -> None:
    status, out, err = trial("patterns", "list", "月球")
    assert (status, out) == (0, "")
    assert "月球" in err


def test_a_pattern_is_shown_with_its_examples_and_those_who_know_them_too(trial: Trial) -> None:
    status, out, _ = trial("patterns", "show", "points_as_scale")
    assert status == 0
    assert all(shown in out for shown in ("按10分折算", "points = 10分", "按规定得10分", "converted_score"))


def test_a_name_that_no_pattern_has_is_one_sentence(trial: Trial) -> None:
    for command in ("show", "test"):
        status, out, err = trial("patterns", command, "没有")
        assert (status, out) == (2, "")
        assert "没有叫 没有 的规则" in err


def test_the_examples_of_all_patterns_hold(trial: Trial) -> None:
    status, out, _ = trial("patterns", "test", "--quick")
    assert status == 0
    assert "都对" in out


def test_an_example_that_does_not_hold_is_status_1_and_named(trial: Trial) -> None:
    folder = trial.own(OWN.replace("98.5个百分数", "98.5个分数", 1))
    status, out, _ = trial("patterns", "test", "--quick", "--patterns", folder)
    assert status == 1
    assert "percent_in_words" in out
    assert "98.5个分数" in out


def test_a_pattern_is_tested_on_reports(trial: Trial) -> None:
    status, out, _ = trial(
        "patterns", "test", "percent_in_words", "--patterns", trial.own(), "--reports", trial.report()
    )
    assert status == 0
    assert "认出1处" in out.replace("\n", "").replace(" ", "")


def test_a_regex_is_tried_on_reports_and_tells_the_places(trial: Trial) -> None:
    status, out, _ = trial("patterns", "try", "执行率(?<rate>(?&digits))", trial.report())
    assert status == 0
    assert "报告.txt：1 处" in out
    assert "一、" in out
    assert "【执行率98.5】" in out
    assert "rate = 98.5" in out


def test_a_faulty_regex_is_one_sentence(trial: Trial) -> None:
    for regex, reason in (("执行率(", "写得不对"), ("(?&nummer)", "(?&nummer)"), ("(1|11)+个百分数", "还没有结果")):
        status, _, err = trial("patterns", "try", regex, trial.report(REPORT + "1" * 200 + "，个百分数。"))
        assert status == 2
        assert reason in err
        assert err.count("\n") == 1


def test_the_slowest_patterns_are_told(trial: Trial) -> None:
    status, out, _ = trial("patterns", "profile", trial.report(), "--top", "3", "--quick")
    assert status == 0
    assert "毫秒" in out
    assert "步数" not in out


def test_patterns_that_no_text_makes_slow_are_told_as_linear(trial: Trial) -> None:
    status, out, _ = trial("patterns", "profile", trial.report(), "--only", "amount", "--only", "percent")
    assert (status, out) == (2, "")
    status, out, _ = trial("patterns", "profile", trial.report(), "--only", "amount", "--only", "year")
    assert status == 0
    assert "2 条规则" in out
    assert "线性" in out


def test_a_pattern_of_one_s_own_that_a_text_makes_slow_is_told_with_that_text(trial: Trial) -> None:
    folder = trial.own(OWN.replace("(?&digits)", r"\s*[约近]?\s*\d{1,3}\.\d"))
    status, out, _ = trial("patterns", "profile", trial.report(), "--patterns", folder, "--only", "percent_in_words")
    assert status == 1
    assert "percent_in_words" in out
    assert "“␣”一再重复" in out
    assert "比文字长得快" in out


def test_own_patterns_are_named_before_or_after_the_command(trial: Trial) -> None:
    folder, report = trial.own(), trial.report()
    for arguments in (
        ("--patterns", folder, "extract", report),
        ("extract", report, "--patterns", folder),
        ("extract", f"--patterns={folder}", report),
    ):
        status, out, _ = trial(*arguments)
        assert status == 0
        assert '"kind": "ratio"' in out
    assert '"kind": "ratio"' not in trial("extract", report)[1]


def test_a_faulty_pattern_of_one_s_own_stops_every_command_in_one_sentence(trial: Trial) -> None:
    folder = trial.own(OWN.replace("(?&digits)", "(?&digit)"))
    for command in ("extract", "show", "check"):
        status, out, err = trial(command, trial.report(), "--patterns", folder)
        assert (status, out) == (2, "")
        assert err.startswith(f"{folder / 'ratios.toml'} 的 percent_in_words：")
        assert err.count("\n") == 1


def test_where_the_patterns_lie_is_told(trial: Trial) -> None:
    status, out, _ = trial("patterns", "folder", "--patterns", trial.own())
    assert status == 0
    assert "我的规则" in out


# --- what the commands stand on ------------------------------------------------------------------------------------------


def test_reports_of_the_corpus_show_which_patterns_are_met(trial: Trial) -> None:
    ledger = seen_in(corpus_reports()[:1] or [trial.report()], load_rules())
    assert ledger.matches["amount"] > 0
    assert ledger.searches["amount"] > 0
    assert ledger.seconds["amount"] > 0


def test_a_sibling_that_is_expected_is_not_told(trial: Trial) -> None:
    also = (
        OWN.replace("misses ", 'also    = ["ratio"]\nmisses ')
        .replace("98.5个百分数", "98.5%")
        .replace("个百分数'", "%'")
    )
    rules = load_rules(own=trial.own(also))
    assert "ratio" not in {each.pattern for each in siblings(rules.pattern("percent_in_words"), rules)}
    other = trial.own(also.replace('["ratio"]', "[]")).rename(trial.folder / "别的")  # rules are kept by their folder
    rules = load_rules(own=other)
    assert "ratio" in {each.pattern for each in siblings(rules.pattern("percent_in_words"), rules)}


def test_a_regex_sees_digits_of_one_width_and_tells_what_is_printed(trial: Trial) -> None:
    from jixiao import Document, extract

    record = extract(
        Document.of_lines("某县档案馆2023年度部门整体绩效自评报告", "一、部门概况", "支出决算２３０．２５万元。")
    )
    (met,) = met_in(record, expression("决算(?<n>(?&digits))", load_rules()))
    assert (met.found, met.groups) == ("决算２３０．２５", (("n", "２３０．２５"),))
