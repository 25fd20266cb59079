"""Records of a two-line report against its gold."""

from decimal import Decimal
from typing import Any

from jixiao.document import Source, Span
from jixiao.evaluate import Gold, evaluate
from jixiao.evaluate.laws import broken_digits, broken_spans
from jixiao.patterns import load_rules
from jixiao.record import Check, Extractor, Fact, Points, Record, RecordBlock, Reference, Region, ScoreItem, Section

TEXT = "2023年基本支出12.50万元，占5%，自评9分。"
GOLD = Gold.model_validate(
    {
        "record": {
            "title": "自评报告",
            "department": "某局",
            "fiscal_year": 2023,
            "region": {},
            "score": {"stated": "9"},
        },
        "sections": [{"level": 1, "ordinal": "一、", "title": "支出"}],
        "scores": [{"title": "投入", "score": "9", "full": "10"}],
        "facts": [
            {
                "kind": "amount",
                "labels": ["基本支出"],
                "text": "12.50万元",
                "value": "12.50",
                "year": 2023,
                "measure": "final",
            },
            {"kind": "ratio", "labels": ["基本支出占比"], "text": "5%", "value": "5", "year": 2023},
        ],
        "findings": [{"rule": "share", "stated": "5", "computed": "6"}],
    }
)


def fact(kind: Any = "amount", text: str = "12.50万元", **changed: Any) -> Fact:
    start = TEXT.index(text)
    given: dict[str, Any] = {
        "id": f"f{start}", "kind": kind, "label": "基本支出", "value": Decimal("12.5"), "year": 2023, "measure": "final",
        "text": text, "span": Span("p1", start, start + len(text)), "pattern": "p",
    }  # fmt: skip
    return Fact(**(given | changed))


def share(**changed: Any) -> Fact:
    return fact("ratio", "5%", **({"label": "基本支出占比", "value": Decimal(5), "measure": None} | changed))


def record(*facts: Fact, **changed: Any) -> Record:
    given: dict[str, Any] = {
        "source": Source("a.txt", "", "text/plain", 1, "txt"), "extractor": Extractor(version="1", rules="x"),
        "kind": "department", "title": "自评报告", "department": "某局", "region": Region(), "fiscal_year": 2023,
        "facts": facts, "blocks": (RecordBlock(id="p1", kind="paragraph", text=TEXT),),
    }  # fmt: skip
    return Record(**(given | changed))


def test_facts_that_agree_are_wholly_right() -> None:
    evaluation = evaluate(record(fact(), share()), GOLD, load_rules())
    assert [evaluation.rate(of) for of in ("amount", "ratio", "label", "year", "measure", "complete")] == [1.0] * 6


def test_a_wrong_year_costs_the_year_and_the_whole_but_not_the_amount() -> None:
    evaluation = evaluate(record(fact(year=2022), share()), GOLD, load_rules())
    assert (evaluation.rate("amount"), evaluation.rate("year")) == (1.0, 0.5)
    assert evaluation.tallies["complete"].missed == 1


def test_a_number_read_twice_and_a_number_not_read_are_both_told() -> None:
    evaluation = evaluate(record(fact(), fact(id="again")), GOLD, load_rules())
    said = {(difference.of, difference.wanted, difference.read) for difference in evaluation.differences}
    assert ("amount", None, "基本支出 = 12.5") in said
    assert ("ratio", "基本支出占比 = 5", None) in said


def test_a_skipped_number_may_be_read_or_not() -> None:
    gold = GOLD.model_copy(
        update={"facts": (*GOLD.facts, GOLD.facts[0].model_copy(update={"kind": "skip", "value": None}))}
    )
    assert evaluate(record(fact(), fact(id="again"), share()), gold, load_rules()).rate("amount") == 1.0


def test_what_follows_from_printed_points_is_no_extra_score() -> None:
    span = Span("p1", 0, 1)
    item = ScoreItem(
        id="s", title="投入", score=Decimal(9), full_marks=Decimal(10), deduction=Decimal(1), source="prose", span=span
    )
    evaluation = evaluate(record(scores=(item,)), GOLD, load_rules())
    assert evaluation.tallies["score"].right == 2
    assert evaluation.rate("score") == 1.0


def test_a_heading_that_nobody_printed_is_extra() -> None:
    sections = tuple(
        Section(id=title, parent=None, level=1, ordinal="一、", title=title, span=Span("p1", 0, 1))
        for title in ("支出", "结论")
    )
    tally = evaluate(record(sections=sections), GOLD, load_rules()).tallies["heading"]
    assert (tally.right, tally.extra, tally.missed) == (1, 1, 0)


def test_a_slip_is_found_by_its_figures_and_a_false_alarm_is_told() -> None:
    found = Check(
        id="c1", rule="share", status="fail", severity="error", stated=Decimal(5), computed=Decimal("6.004"), message=""
    )
    alarm = Check(
        id="c2", rule="balance", status="fail", severity="error", stated=Decimal(1), computed=Decimal(2), message=""
    )
    tally = evaluate(record(checks=(found, alarm)), GOLD, load_rules()).tallies["finding"]
    assert (tally.right, tally.extra, tally.missed) == (1, 1, 0)


def test_evaluations_of_two_reports_add_up() -> None:
    one = evaluate(record(fact(), share()), GOLD, load_rules())
    assert (one + one).tallies["amount"].right == 2


def test_a_digit_in_nothing_or_in_two_things_breaks_the_digit_law() -> None:
    year = Reference(kind="date", text="2023年", span=Span("p1", 0, 5))
    nine = Points(role="score", value=Decimal(9), text="9", span=Span("p1", TEXT.index("9"), TEXT.index("9") + 1))
    item = ScoreItem(id="s", title="投入", score=Decimal(9), source="prose", span=nine.span, points=(nine,))
    whole = record(fact(), share(), references=(year,), scores=(item,))
    assert list(broken_digits(whole)) == []
    assert len(list(broken_digits(whole.model_copy(update={"references": ()})))) == 1
    doubled = whole.model_copy(update={"references": (year, Reference(kind="name", text="5%", span=share().span))})
    assert [line for line in broken_digits(doubled) if "fact and name" in line]


def test_facts_may_share_a_span() -> None:
    year = Reference(kind="date", text="2023年", span=Span("p1", 0, 5))
    shared = record(fact(), fact(id="other", label="其他"), share(), references=(year,))
    assert len(list(broken_digits(shared))) == 1  # the 9 of the score


def test_a_quote_that_stands_elsewhere_or_means_another_value_breaks_the_span_law() -> None:
    assert list(broken_spans(record(fact(), share()), load_rules())) == []
    assert list(broken_spans(record(fact(span=Span("p1", 0, 7))), load_rules()))
    assert list(broken_spans(record(fact(value=Decimal("1.25"))), load_rules()))
