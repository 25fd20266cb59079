"""Readings of graded reports: told by group, as plain data, as a page, and compared with another revision's."""

from collections.abc import Callable
from pathlib import Path

import pytest

from jixiao import Document, extract
from jixiao.errors import JixiaoError
from jixiao.evaluate import Difference, Evaluation, Gold, Tally
from jixiao.evaluate.accuracy_page import accuracy_page
from jixiao.evaluate.folders import Graded
from jixiao.evaluate.readings import Reading, Run, figures, grouped, judged
from jixiao.evaluate.revisions import changes, records_by
from jixiao.evaluate.summary import of_changes, summary
from jixiao.record import Record

WRONG = Difference("year", "2022", "2023", "收入 5万元")
EXTRA = Difference("amount", None, "收入 = 5", "5万元")


def reading(name: str, family: str, right: int, missed: int, *differences: Difference) -> Reading:
    return Reading(name, "docx", family, Evaluation({"amount": Tally(right, 0, missed)}, differences))


def test_groups_come_in_the_order_of_their_numbers() -> None:
    readings = [reading("a", "F10", 1, 0), reading("b", "F2", 1, 1), reading("c", "F10", 1, 2)]
    groups = [(name, of.tallies["amount"]) for name, of in grouped(readings, lambda each: each.family)]
    assert groups == [("F2", Tally(1, 0, 1)), ("F10", Tally(2, 0, 2))]


def test_figures_are_amounts_ratios_and_counts() -> None:
    tallies = {"amount": Tally(1), "ratio": Tally(2), "count": Tally(0, 3), "label": Tally(9)}
    assert figures(Evaluation(tallies)) == Tally(3, 3, 0)


def test_the_summary_tells_rates_and_differences_of_every_report() -> None:
    told = summary(Run((reading("a", "F1", 3, 1, WRONG), reading("b", "", 1, 0)), ("c：读不了。",)))
    assert told["all"]["amount"] == {"right": 4, "extra": 0, "missed": 1, "precision": 1.0, "recall": 0.8, "f1": 0.8889}
    assert list(told["families"]) == ["F1"]
    assert told["reports"][0]["differences"] == [{"of": "year", "wanted": "2022", "read": "2023", "text": "收入 5万元"}]
    assert told["unreadable"] == ["c：读不了。"]


def test_gains_and_losses_are_told_difference_by_difference() -> None:
    before = Run((reading("a", "F1", 1, 0, WRONG, WRONG), reading("b", "F1", 1, 0)))
    after = Run((reading("a", "F1", 1, 0, WRONG), reading("b", "F1", 1, 0, EXTRA)))
    made = changes(before, after)
    assert made.gains == (("a", WRONG),)
    assert made.losses == (("b", EXTRA),)
    assert of_changes(made)["losses"][0]["report"] == "b"


def test_the_page_has_the_worst_unseen_family_first_and_never_rounds_up() -> None:
    seen = Run((reading("a", "F1", 9999, 1), reading("b", "F2", 10, 0)))
    unseen = Run((reading("a", "F1", 9, 1), reading("b", "F2", 10, 10)))
    lines = accuracy_page(seen, unseen, {"F1": "甲", "F2": "乙", "F3": "丙"}).splitlines()
    assert [line[:12] for line in lines if line.startswith("| F")] == ["| F2 乙 (1) |", "| F1 甲 (1) |"] * 2
    assert any(line.startswith("| F1 甲 (1) | 0.999 | 0.999 |") for line in lines)
    assert lines[-1] == "Without a report in the corpus: 丙."


GRADED = Graded("甲.txt", Path("甲.txt"), Gold.model_validate({"record": {}}))


@pytest.mark.parametrize(("line", "count"), [("共12个项目。", 1), ("", 0)])
def test_a_report_without_text_is_told_and_not_counted(line: str, count: int) -> None:
    run = judged([GRADED], lambda _: extract(Document.of_lines(line)))
    assert (len(run.readings), len(run.unreadable)) == (count, 1 - count)


def test_a_report_that_cannot_be_read_does_not_stop_the_others() -> None:
    def refuse(_: Graded) -> Record:
        raise JixiaoError("读不了。")

    assert judged([GRADED], refuse) == Run((), ("读不了。",))


def test_a_revision_reads_the_same_reports_from_its_own_checkout(tmp_path: Path) -> None:
    path = tmp_path / "甲.txt"
    path.write_text("某县档案馆2023年度部门整体绩效自评报告\n2023年收入预算240.5万元。\n", encoding="utf-8")
    graded = Graded("甲.txt", path, GRADED.gold)
    record_of: Callable[[Graded], Record] = records_by("HEAD", [graded])
    assert record_of(graded).facts[0].text == "240.5万元"
    path.write_text("另一份报告", encoding="utf-8")
    with pytest.raises(JixiaoError, match="修订 HEAD 读不了"):
        record_of(graded)


def test_a_revision_that_does_not_exist_is_told() -> None:
    with pytest.raises(JixiaoError, match="修订 no-such-revision：取不出来"):
        records_by("no-such-revision", [GRADED])
