"""What a person sees of a record that was made by hand here."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import pytest
from rich.console import Console, RenderableType

from jixiao.document import Source, Span, Warning
from jixiao.record import (
    Check,
    Extractor,
    Fact,
    OverallScore,
    Record,
    RecordBlock,
    Region,
    Relation,
    ScoreItem,
    Section,
    Unread,
)
from jixiao.show import checks_view, main_facts, record_view
from jixiao.terms import figure, section_path


def printed(view: Iterable[RenderableType]) -> str:
    console = Console(width=120, markup=False, emoji=False, highlight=False)
    with console.capture() as captured:
        for part in view:
            console.print(part)
    return captured.get()


def span(block: str = "p3") -> Span:
    return Span(block, 0, 4)


def fact(id: str, label: str, value: str | None, **more: Any) -> Fact:
    given: dict[str, Any] = {"kind": "amount", "unit": "万元", "section": "s2", "year": 2023, "measure": "final"} | more
    number = None if value is None else Decimal(value)
    return Fact(id=id, label=label, value=number, text=f"{value}万元", span=span(), pattern="amount", **given)


def score_check(status: str, computed: str) -> Check:
    return Check(
        id="c1",
        rule="score_total",
        status=status,  # type: ignore[arg-type]
        severity="error" if status == "fail" else None,
        stated=Decimal(91),
        computed=Decimal(computed),
        message=f"各部分得分合计{computed}分，报告写91分。",
        hint="总分应为92分" if status == "fail" else None,
        spans=(span("p4"),),
    )


def record(**more: Any) -> Record:
    whole: dict[str, Any] = {
        "source": Source("某县档案馆.docx", "0" * 64, "text/plain", 10, "txt"),
        "extractor": Extractor(version="0", rules="0"),
        "kind": "department",
        "title": "2023年度部门整体绩效自评报告",
        "department": "某县档案馆",
        "region": Region(county="某县"),
        "fiscal_year": 2023,
        "score": OverallScore(stated=Decimal(91), grade="优"),
        "scores": (
            ScoreItem(id="i1", title="预算编制", score=Decimal(41), section="s2", source="heading", span=span("p3")),
            ScoreItem(id="i2", title="预算执行", score=Decimal(50), section="s3", source="heading", span=span("p4")),
            ScoreItem(id="i3", title="支出进度", score=Decimal(20), parent="i2", source="prose", span=span("p4")),
        ),
        "sections": (
            Section(id="s1", parent=None, level=1, ordinal="二、", title="自评情况", span=span("p2")),
            Section(id="s2", parent="s1", level=2, ordinal="（一）", title="预算编制", span=span("p3")),
            Section(id="s3", parent="s1", level=2, ordinal="（二）", title="预算执行", span=span("p4")),
        ),
        "blocks": (RecordBlock(id="p4", kind="heading", text="（二）预算执行，得分50分", section="s3"),),
        "checks": (score_check("pass", "91"),),
    }
    return Record(**(whole | more))


def test_the_sum_of_the_sections_stands_beside_the_stated_total() -> None:
    text = printed(record_view(record()))
    assert "二、（一）预算编制" in text
    sums = [line for line in text.splitlines() if "各项合计" in line]
    assert len(sums) == 1
    assert "91 相符" in sums[0]
    assert any("报告所述总分" in line and "91" in line for line in text.splitlines())


def test_an_item_within_another_is_shown_only_when_all_are_asked_for() -> None:
    assert "支出进度" not in printed(record_view(record()))
    assert "支出进度" in printed(record_view(record(), everything=True))


def test_a_failed_check_shows_its_place_its_sentence_and_the_repair() -> None:
    text = printed(checks_view(record(checks=(score_check("fail", "92"),))))
    assert "不符 1" in text
    assert "二、（二）" in text
    assert "各部分得分合计92分，报告写91分。" in text
    assert "总分应为92分" in text


def test_passed_checks_are_counted_and_listed_only_when_all_are_asked_for() -> None:
    assert "各部分得分合计" not in printed(checks_view(record()))
    assert "各部分得分合计91分" in printed(checks_view(record(), everything=True))


def test_how_many_figures_were_checked_is_told() -> None:
    facts = (
        fact("f1", "收入", "12"),
        fact("f2", "支出", "11"),
        fact("f3", "收入", "12"),
        fact("f4", "人数", "4", kind="count"),
    )
    checked = score_check("pass", "91").model_copy(update={"operands": ("f1", "f3")})
    assert "金额和比率 3 个，其中 2 个（66.7%）经过核算" in printed(record_view(record(facts=facts, checks=(checked,))))


def test_brackets_and_colons_of_a_report_are_printed_as_they_stand() -> None:
    text = printed(record_view(record(title="[red]某局:100:号[/red]报告")))
    assert "[red]某局:100:号[/red]报告" in text


def test_unread_numbers_and_warnings_are_not_kept_silent() -> None:
    unread = Unread(text="95分", span=span(), reason="threshold")
    text = printed(record_view(record(unread=(unread,), warnings=(Warning("page", "第3页没有文字层"),))))
    assert "未作为事实的数 1 处：界限 1" in text
    assert "第3页没有文字层" in text


def test_a_record_of_nothing_is_shown_without_figures() -> None:
    bare = record(title=None, department=None, score=OverallScore(), scores=(), sections=(), blocks=(), checks=())
    text = printed(record_view(bare))
    assert "（无标题）" in text
    assert "未写明" in text


def test_of_a_long_section_the_figures_that_others_rest_on_come_first() -> None:
    facts = tuple(fact(f"f{i}", f"第{i}项", f"{i}.5") for i in range(1, 9))
    share = Relation(id="r1", kind="breakdown", whole="f8", parts=("f1",), evidence="其中", span=span())
    chosen = main_facts(record(facts=facts, relations=(share,)), limit=3)
    assert [one.id for one in chosen] == ["f1", "f2", "f8"]
    text = printed(record_view(record(facts=facts, relations=(share,))))
    assert "另有 4 项未列出" in text


@pytest.mark.parametrize(
    ("shown", "one"),
    [
        ("1,210.74万元", fact("f", "收入", "1210.74")),
        ("减 1.13万元", fact("f", "三公经费减少", "1.13", direction="decrease")),
        ("约 600人", fact("f", "受益人数", "600", kind="count", unit="人", qualifier="约")),
        ("10–20万元", fact("f", "补助", "10", value_to=Decimal(20))),
        ("0.057万元/人", fact("f", "标准", "0.057", per="人")),
        ("无", fact("f", "专项资金", None, kind="absence", unit=None)),
    ],
)
def test_a_figure_is_written_as_a_person_would(shown: str, one: Fact) -> None:
    assert figure(one) == shown


def test_a_section_is_named_by_its_whole_path() -> None:
    assert section_path(record(), "s3") == "二、（二）"
    assert section_path(record(), None) == ""
