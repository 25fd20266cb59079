"""What answers to a name: one figure, where all that could be meant have one value."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from jixiao.checks.circles import Answers
from jixiao.document import Span
from jixiao.record import Fact


def fact(number: int, value: int, subject: str | None) -> Fact:
    return Fact(
        id=f"f{number}", kind="amount", label="全年支出", subject=subject, value=Decimal(value), unit="万元",
        text=f"{value}万元", span=Span("p1", number, number + 1), pattern="figure",
    )  # fmt: skip


def one_by_going_through(facts: Sequence[Fact], asking: Fact) -> Fact | None:
    others = [each for each in facts if each.id != asking.id]
    found = [each for each in others if each.subject == asking.subject] or others
    return found[0] if found and len({each.value for each in found}) == 1 else None


@given(
    st.lists(st.tuples(st.integers(1, 3), st.sampled_from([None, "项目甲"])), max_size=6),
    st.integers(0, 6),
    st.sampled_from([None, "项目甲"]),
)
def test_one_figure_answers_as_if_all_had_been_gone_through(
    stated: list[tuple[int, str | None]], asking: int, subject: str | None
) -> None:
    facts = [fact(number, value, of) for number, (value, of) in enumerate(stated)]
    asked_by = facts[asking] if asking < len(facts) else fact(99, 1, subject)
    answers = Answers(facts)
    assert answers.one_besides(asked_by) == one_by_going_through(facts, asked_by)
    assert answers.besides(asked_by) is any(each.id != asked_by.id for each in facts)
