"""What belongs to one family of reports, and what is read without it."""

from pathlib import Path

import pytest

from jixiao import Document, extract
from jixiao.errors import PatternError
from jixiao.evaluate.families import belongings, rules_unseen
from jixiao.evaluate.folders import find_graded
from jixiao.evaluate.readings import figures, grouped, run
from jixiao.patterns import load_rules

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
REPORTS = [graded for graded in find_graded([CORPUS]) if graded.format == "docx"]

PATTERN = """
[[pattern]]
name    = "spent"
finds   = "money spent"
within  = "text"
regex   = '支出(?P<number>[0-9]+)万元'
gives   = { number = "amount" }
family  = {family}
matches = [{ text = "支出12万元", number = "12" }]
misses  = ["收入12万元"]

[[words]]
name   = "openings"
finds  = "how a speech opens"
words  = ["各位代表", "各位委员"]
family = {family}
"""


def rules_of(folder: Path, family: str, without: str = "") -> tuple[bool, tuple[str, ...]]:
    (folder / "families.toml").write_text('[map.families]\nF1 = "甲"\nF2 = "乙"\n', encoding="utf-8")
    (folder / "own.toml").write_text(PATTERN.replace("{family}", family), encoding="utf-8")
    rules = load_rules(folder, without_family=without)
    return bool(rules.pattern("spent").search("支出12万元")), rules.words["openings"]


def test_an_entry_known_from_one_family_alone_is_left_out_with_it(tmp_path: Path) -> None:
    both = ("各位代表", "各位委员")
    assert rules_of(tmp_path, '["F1"]') == (True, both)
    assert rules_of(tmp_path, '["F1"]', without="F2") == (True, both)
    assert rules_of(tmp_path, '["F1"]', without="F1") == (False, ())


def test_an_entry_known_from_two_families_stays_without_one(tmp_path: Path) -> None:
    assert rules_of(tmp_path, '["F1", "F2"]', without="F1")[0]


def test_a_family_that_is_not_listed_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PatternError, match="F9"):
        rules_of(tmp_path, '["F9"]')


def test_a_list_without_words_finds_nothing() -> None:
    rules = load_rules()
    empty = rules.without(words=[("projects", word) for word in rules.words["projects"]])
    assert empty.any_of("projects").search("项目") is None
    assert empty.ending("projects").search("项目") is None


def test_rules_without_a_pattern_still_know_its_name() -> None:
    rules = load_rules().without(patterns={"year"})
    assert rules.pattern("year").search("2023年") is None
    assert extract(Document.of_lines("2023年度自评报告", "支出5万元。"), rules).facts


def test_what_belongs_to_a_family_stands_in_its_reports_alone() -> None:
    owned = belongings(REPORTS)
    assert set(owned) == {graded.family for graded in REPORTS}
    words = [entry for each in owned.values() for entry in each.words]
    assert len(words) == len(set(words)) > 0
    assert not any("万元" in word for _, word in words)


def test_reports_of_no_family_are_read_with_everything() -> None:
    assert rules_unseen(REPORTS)("").words == load_rules().words


FLOOR = 0.95


def test_amounts_ratios_and_counts_of_a_family_that_nobody_has_seen_are_read() -> None:
    unseen = run(REPORTS, rules_unseen(REPORTS))
    read = {family: figures(of).f1 for family, of in grouped(unseen.readings, lambda reading: reading.family)}
    assert {family: rate for family, rate in read.items() if rate < FLOOR} == {}
