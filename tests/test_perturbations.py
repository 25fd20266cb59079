"""A report changed in form and not in what it says gives the same facts and scores: every case of the corpus, every change.

What a change is known to alter stands in perturbations/known.toml, with the reason.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao import extract, read
from jixiao.document import Document
from jixiao.record import Record
from perturbations import columns, ordinals, printing, sentences, synonyms, units, widths
from perturbations.said import Said, plain, said

CASES = sorted(path.parent for path in printing.CORPUS.glob("*/case.toml"))
KNOWN = tomllib.loads((Path(__file__).parent / "perturbations" / "known.toml").read_text(encoding="utf-8"))["known"]
KEPT = 0.995
"""How much of what is said must be said again by a case that is new here; of the others, all that is not known."""

Change = Callable[[Document, Record, Random], Document]
Word = Callable[[str], str]
FORMS: dict[str, tuple[Change, Word]] = {
    "other signs round ordinals": (ordinals.other_signs, plain),
    "ordinals one level up": (ordinals.one_level_up, plain),
    "decimal ordinals": (ordinals.decimal, plain),
    "full-width figures": (widths.wide, plain),
    "half-width signs": (widths.narrow, plain),
    "spaces round figures": (widths.spaced, plain),
    "yuan": (units.yuan, units.word),
    "sentences in another order": (sentences.reordered, plain),
    "columns in another order": (columns.permuted, plain),
}
SYNONYMS = {f"{old} → {new}": (old, new) for old, new in synonyms.PAIRS}


@cache
def document_of(case: Path) -> Document:
    return read(case / "report.docx")


@cache
def record_of(case: Path) -> Record:
    return extract(document_of(case))


@cache
def printed(case: Path) -> Record:
    return extract(printing.printed(case))


PRINTED: dict[str, tuple[Callable[[Path], Record], Callable[[Path, Random], Document]]] = {
    "pages broken elsewhere under a running head": (printed, printing.broken_elsewhere),
    "a head and a foot in Word": (record_of, printing.headed),
}


class Outcome:
    """How much of what the cases say is said again, and what is not."""

    def __init__(self, of: str) -> None:
        self.of, self.kept, self.total, self.changed = of, 0, 0, 0
        self.lost: dict[str, list[str]] = {}
        self.found: dict[str, list[str]] = {}
        self.told: list[str] = []

    def add(self, case: Path, before: Said, after: Said) -> None:
        self.changed += 1
        self.kept += (before & after).total()
        self.total += max(before.total(), after.total())
        for side, rest, sign in ((self.lost, before - after, "-"), (self.found, after - before, "+")):
            if rest:
                side[case.name] = sorted(" ".join(each[1:3]) for each in rest.elements())
                self.told += [f"{case.name} {sign} {' '.join(each)}" for each in rest.elements()]

    def judge(self) -> None:
        known = [each for each in KNOWN if each["of"] == self.of and (printing.CORPUS / each["case"]).is_dir()]
        for each in known:
            assert self.lost.pop(each["case"], []) == each["lost"], "\n".join([str(each), *self.told])
            assert self.found.pop(each["case"], []) == each["found"], "\n".join([str(each), *self.told])
            self.kept += max(len(each["lost"]), len(each["found"]))
        assert self.kept >= KEPT * self.total, "\n".join([f"{self.kept} of {self.total}", *self.told])


def compared(of: str, change: Change, word: Word) -> Outcome:
    outcome = Outcome(of)
    for case in CASES:
        document, record = document_of(case), record_of(case)
        changed = change(document, record, Random(case.name))
        if changed != document:
            outcome.add(case, said(record, word), said(extract(changed), word))
    return outcome


@pytest.mark.parametrize("of", FORMS)
def test_the_form_of_a_report_does_not_matter(of: str) -> None:
    outcome = compared(of, *FORMS[of])
    assert 3 * outcome.changed >= len(CASES), "too few cases have what this changes"
    outcome.judge()


@pytest.mark.parametrize("of", SYNONYMS)
def test_cue_words_of_one_meaning_are_read_alike(of: str) -> None:
    pair = SYNONYMS[of]
    compared(of, partial(synonyms.exchanged, pair), partial(synonyms.without_choice, pair)).judge()


@pytest.mark.parametrize("of", PRINTED)
def test_pages_do_not_matter(of: str) -> None:
    before, after = PRINTED[of]
    outcome = Outcome(of)
    for case in filter(printing.can_be_set, CASES):
        outcome.add(case, said(before(case)), said(extract(after(case, Random(case.name)))))
    outcome.judge()


def test_every_known_difference_is_of_a_change_that_there_is() -> None:
    assert {each["of"] for each in KNOWN} <= {*FORMS, *SYNONYMS, *PRINTED}


REPORT = """某县教育局2023年度部门整体支出绩效自评报告
一、收支情况（得分12分）
2023年收入合计1,204.50万元，比2022年的1,100.50万元增加104.00万元，增长9.45%；其中：财政拨款1,150.00万元（占95.48%）。
二、项目情况
实施项目12个，自评优秀的有9个。"""
WIDE = str.maketrans("0123456789%(),.", "０１２３４５６７８９％（），．")


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_any_mixture_of_widths_says_the_same(data: st.DataObject) -> None:
    at = [place for place, sign in enumerate(REPORT) if ord(sign) in WIDE]
    wide = data.draw(st.sets(st.sampled_from(at)))
    mixed = "".join(sign.translate(WIDE) if place in wide else sign for place, sign in enumerate(REPORT))
    assert said(extract(Document.of_lines(*mixed.split("\n")))) == said(extract(Document.of_lines(*REPORT.split("\n"))))
