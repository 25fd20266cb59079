"""Two records of one report to what they say differently: head, scores, figures and failed checks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jixiao import terms
from jixiao.record import Record


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that the two say differently; None is that one does not say it at all."""

    part: str
    name: str
    left: str | None
    right: str | None


def differences(left: Record, right: Record) -> tuple[Difference, ...]:
    """What two records say differently, in the order of the second."""
    return tuple(
        Difference(part, name, one.get(name), other.get(name))
        for part, one, other in zip(("报告", "得分", "数字", "不符之处"), _parts(left), _parts(right), strict=True)
        for name in dict.fromkeys((*other, *one))
        if one.get(name) != other.get(name)
    )


def _parts(record: Record) -> Iterator[Mapping[str, str]]:
    head = {
        "标题": record.title, "部门": record.department, "地区": terms.region_name(record), "总分": terms.points(record.score.stated),
        "年度": str(record.fiscal_year or ""), "等级": record.score.grade, "换算得分": terms.points(record.score.converted),
    }  # fmt: skip
    yield {name: said for name, said in head.items() if said}
    yield _joined((item.title, terms.awarded(item)) for item in record.scores)
    yield _joined(
        ("，".join(filter(None, (fact.label, fact.subject, str(fact.year or ""), terms.MEASURES.get(fact.measure or "")))), terms.figure(fact))
        for fact in record.facts
    )  # fmt: skip
    yield {check.message: terms.verdict(check) for check in record.checks if check.status == "fail"}


def _joined(said: Iterator[tuple[str, str]]) -> Mapping[str, str]:
    """What is said of each name, several times where it is said several times."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, value in said:
        found[name].append(value)
    return {name: "、".join(dict.fromkeys(values)) for name, values in found.items()}
