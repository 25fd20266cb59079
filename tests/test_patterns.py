"""The knowledge of wording: every pattern keeps its own examples, and a faulty entry is refused by name."""

from __future__ import annotations

import time
from importlib import resources
from pathlib import Path

import pytest
import regex

from jixiao.errors import PatternError
from jixiao.expressions import expand
from jixiao.normalise import normalise
from jixiao.patterns import Pattern, Rules, faults, load_rules, patterns_folder

RULES = load_rules()

GOOD = """
[[pattern]]
name    = "spent"
finds   = "money spent"
within  = "text"
regex   = '支出(?P<number>\\d+)万元'
gives   = { number = "amount" }
matches = [{ text = "全年支出12万元", number = "12" }]
misses  = ["收入12万元"]
"""


def rules_of(folder: Path, **files: str) -> Rules:
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return load_rules(folder)


def refusal(folder: Path, **files: str) -> PatternError:
    with pytest.raises(PatternError) as refused:
        rules_of(folder, **files)
    return refused.value


@pytest.mark.parametrize("pattern", RULES.patterns, ids=lambda pattern: pattern.name)
def test_a_pattern_finds_its_matches_and_leaves_its_misses(pattern: Pattern) -> None:
    assert list(faults(pattern)) == []


def test_the_rules_lie_in_the_installed_package_or_beside_it() -> None:
    folder = patterns_folder()
    packaged = Path(str(resources.files("jixiao"))) / "patterns"
    assert folder in (packaged, Path(__file__).resolve().parents[1] / "patterns")
    assert {"vocabulary.toml", "amounts.toml", "scores.toml"} <= {path.name for path in folder.glob("*.toml")}


# --- what a good file gives ------------------------------------------------------------------------------------------


def test_a_pattern_finds_its_number_in_a_sentence(tmp_path: Path) -> None:
    found = rules_of(tmp_path, spending=GOOD).pattern("spent").search("上年支出9万元，本年支出12万元", 7)
    assert found is not None
    assert found["number"] == "12"


def test_a_pattern_knows_the_file_it_stands_in_and_the_places_it_reads(tmp_path: Path) -> None:
    rules = rules_of(tmp_path, spending=GOOD, income=GOOD.replace("spent", "received").replace("支出", "收入", 2))
    assert [pattern.name for pattern in rules.group("spending")] == ["spent"]
    assert [pattern.name for pattern in rules.group("income", "text")] == ["received"]
    assert rules.group("income", "heading") == ()


def test_a_fragment_is_expanded_wherever_it_is_named(tmp_path: Path) -> None:
    vocabulary = "[fragments]\ndigit = '\\d'\nnumber = '(?&digit)+(?:\\.(?&digit)+)?'\n"
    text = (
        GOOD.replace("\\d+", "(?&number)").replace('12万元"', '12.5万元"').replace('number = "12"', 'number = "12.5"')
    )
    pattern = rules_of(tmp_path, vocabulary=vocabulary, spending=text).pattern("spent")
    assert list(faults(pattern)) == []


def test_of_a_list_of_words_the_longest_is_found(tmp_path: Path) -> None:
    words = '[[words]]\nname = "measures"\nfinds = "names of a budget"\nwords = ["预算", "年初预算", "（调整）预算"]\n'
    rules = rules_of(tmp_path, words=words)
    assert rules.any_of("measures").findall("年初预算，（调整）预算".replace("（", "(").replace("）", ")")) == [
        "年初预算",
        "(调整)预算",
    ]
    assert rules.starting("measures").sub("", "预算年初预算数") == "数"
    assert rules.ending("measures").sub("", "支出年初预算") == "支出"


def test_the_digest_names_the_state_of_the_knowledge(tmp_path: Path) -> None:
    before, same, after = (tmp_path / name for name in ("before", "same", "after"))
    for folder in (before, same, after):
        folder.mkdir()
    changed = GOOD.replace('["收入12万元"]', '["收入12万元", "支出"]')
    assert rules_of(before, spending=GOOD).digest == rules_of(same, spending=GOOD).digest
    assert rules_of(after, spending=changed).digest != rules_of(same, spending=GOOD).digest


# --- examples that do not hold ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("was", "becomes", "fault"),
    [
        ("全年支出12万元", "全年收入12万元", "没有认出例句“全年收入12万元”"),
        ('number = "12"', 'number = "2"', "number 是“12”，不是“2”"),
        ('["收入12万元"]', '["支出1万元"]', "认出了不该认的例句“支出1万元”"),
        ("(?P<number>\\d+)", "(?P<number>\\d+)?\\d*", None),
    ],
)
def test_an_example_that_does_not_hold_is_told(tmp_path: Path, was: str, becomes: str, fault: str | None) -> None:
    assert was in GOOD
    told = list(faults(rules_of(tmp_path, spending=GOOD.replace(was, becomes)).pattern("spent")))
    assert len(told) == (fault is not None)
    assert not fault or fault in told[0]


def test_a_group_that_finds_nothing_in_its_example_is_told(tmp_path: Path) -> None:
    text = GOOD.replace("万元'", "万元(?P<more>余)?'").replace('"amount" }', '"amount", more = "qualifier" }')
    told = list(faults(rules_of(tmp_path, spending=text.replace('number = "12"', 'more = "余"')).pattern("spent")))
    assert told == ["在例句“全年支出12万元”里没有找到 more"]


# --- what the loader refuses -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("was", "becomes", "place", "reason"),
    [
        ('matches = [{ text = "全年支出12万元", number = "12" }]', "matches = []", "spent", "至少要有一句例句"),
        ('misses  = ["收入12万元"]', "misses = []", "spent", "至少要有一句例句"),
        ('misses  = ["收入12万元"]', "", "spent", "misses 没有写"),
        ('finds   = "money spent"', "", "spent", "finds 没有写"),
        ('{ text = "全年支出12万元", number', "{ number", "spent", "没有写 text"),
        ("\\d+", "(?&numbre)", "spent", "(?&numbre)"),
        ("\\d+", "{digits}", "spent", "{digits}"),
        ("\\d+", "\\d{2", "spent", "永远配不上"),
        ("\\d+", "\\d+(", "spent", "写得不对"),
        ('{ number = "amount" }', "{}", "spent", "不一致：number"),
        ('{ number = "amount" }', '{ number = "amount", year = "year" }', "spent", "不一致：year"),
        ('number = "12" }', 'number = "12", year = "2023" }', "spent", "写了 year"),
        ('within  = "text"', 'within = "table"', "spent", "heading"),
        ('within  = "text"', 'within = "text"\nwritten = "2024"', "spent", "written 没有这一项"),
        ("[[pattern]]", "[[patern]]", None, "patern"),
        ("[[pattern]]", "[[pattern]", None, "不合 TOML"),
    ],
)
def test_a_faulty_entry_is_refused_with_its_file_its_name_and_the_reason(
    tmp_path: Path, was: str, becomes: str, place: str | None, reason: str
) -> None:
    assert was in GOOD
    refused = refusal(tmp_path, spending=GOOD.replace(was, becomes, 1))
    assert (refused.file, refused.pattern) == ("spending.toml", place)
    assert reason in refused.reason
    assert str(refused) == f"spending.toml{f' 的 {place}' if place else ''}：{refused.reason}。"


def test_a_name_used_twice_is_refused_also_over_two_files(tmp_path: Path) -> None:
    refused = refusal(tmp_path, income=GOOD, spending=GOOD)
    assert (refused.file, refused.pattern) == ("spending.toml", "spent")
    assert "income.toml 里已经用过" in refused.reason


def test_a_list_of_words_named_twice_is_refused(tmp_path: Path) -> None:
    words = '[[words]]\nname = "verbs"\nfinds = "verbs"\nwords = ["安排"]\n'
    assert refusal(tmp_path, a=words, b=words).pattern == "verbs"


def test_a_fragment_named_twice_is_refused(tmp_path: Path) -> None:
    fragments = "[fragments]\nyear = '\\d{4}'\n"
    assert refusal(tmp_path, a=fragments, b=fragments).pattern == "year"


def test_fragments_that_use_one_another_are_refused(tmp_path: Path) -> None:
    assert "成了圈" in refusal(tmp_path, a="[fragments]\none = '(?&two)'\ntwo = '(?&one)'\n").reason


def test_a_file_that_is_no_utf8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "old.toml").write_bytes('finds = "支出"'.encode("gb18030"))
    with pytest.raises(PatternError, match=r"^old\.toml：不是 UTF-8"):
        load_rules(tmp_path)


# --- a nasty text takes no pattern long ------------------------------------------------------------------------------

LONG, PARTS = 8_000, 4
NASTY = ("1", "a", "(", "其中", "，", "、A", "一", " ", "得分")
SLOW = 0.03


def seconds(pattern: Pattern, text: str) -> float:
    """The time of this process that one search of a whole text takes; TimeoutError after half a second."""
    began = time.process_time()
    pattern.compiled.findall(text, timeout=0.5)
    return time.process_time() - began


def superlinear(pattern: Pattern, piece: str) -> bool:
    """Whether four times the text takes far more than four times as long, and long enough to be told from chance."""
    text = piece * (LONG // len(piece))

    def grows() -> bool:
        try:
            if seconds(pattern, text) < SLOW:
                return False
            whole, quarter = (min(seconds(pattern, text[:size]) for _ in range(2)) for size in (LONG, LONG // PARTS))
            return whole > 1.75 * PARTS * quarter
        except TimeoutError:
            return True

    return all(grows() for _ in range(5))  # a busy machine is slow now and then, a quadratic regex always


@pytest.mark.parametrize("pattern", [pytest.param(each, id=each.name) for each in RULES.patterns])
def test_a_long_run_of_one_sign_takes_a_pattern_no_more_than_its_share_of_time(pattern: Pattern) -> None:
    assert next((piece for piece in NASTY if superlinear(pattern, piece)), None) is None


def test_a_quadratic_pattern_would_be_told(tmp_path: Path) -> None:
    spent = rules_of(tmp_path, spending=GOOD).pattern("spent")
    slow = Pattern("spending", spent.entry, regex.compile(r"\d+万元$|[,，]*1"))
    assert superlinear(slow, "1") or superlinear(slow, "，")
    assert not superlinear(spent, "1")


def test_a_pattern_asked_for_by_name_finds_in_its_examples_what_it_finds_without_a_look_at_their_characters() -> None:
    rules = load_rules()
    for pattern in rules.patterns:
        for text in (*(each["text"] for each in pattern.entry.matches), *pattern.entry.misses):
            found, plain = rules.find(pattern.name, normalise(text)), pattern.compiled.search(normalise(text))
            assert (found and found.span()) == (plain and plain.span()), (pattern.name, text)


def test_what_follows_a_fragment_of_many_words_holds_for_the_whole_of_it() -> None:
    """The look at the next character belongs to the words: where they may be missing, so may what it looks for."""
    words = {"unit": "公里|千米|亩|吨|人|户|项|家"}
    written = regex.compile(expand("own.toml", None, "共(?&unit)?有", words))
    assert "(?=" in written.pattern
    assert [bool(written.search(text)) for text in ("共有", "共千米有", "共个有")] == [True, True, False]
