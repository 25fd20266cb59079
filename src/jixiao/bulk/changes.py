"""Two records of one file to what is not as before, in the words of a person: 总分：91 → 92；数字：新增 2 个."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from jixiao.record import Check, Record


def changes_between(before: Record, after: Record) -> tuple[str, ...]:
    """What a newer reading or checking changed, the most telling first; none when it is all the same."""
    return tuple(_changes(before, after))


def _changes(before: Record, after: Record) -> Iterator[str]:
    yield from _told("标题", before.title, after.title)
    yield from _told("部门", before.department, after.department)
    yield from _told("年度", before.fiscal_year, after.fiscal_year)
    yield from _told("总分", before.score.stated, after.score.stated)
    yield from _told("折算得分", before.score.converted, after.score.converted)
    yield from _told("等级", before.score.grade, after.score.grade)
    yield from _counted("得分项", {item.id: item for item in before.scores}, {item.id: item for item in after.scores})
    yield from _counted("数字", {fact.id: fact for fact in before.facts}, {fact.id: fact for fact in after.facts})
    then, now = _failures(before), _failures(after)
    if found := [now[key] for key in now.keys() - then.keys()]:
        yield "新发现不符：" + "；".join(sorted(check.message for check in found))
    if gone := then.keys() - now.keys():
        yield f"不再算作不符 {len(gone)} 处"


def _told(name: str, before: object, after: object) -> Iterator[str]:
    if before != after:
        yield f"{name}：{_shown(before)} → {_shown(after)}"


def _shown(value: object) -> str:
    return "无" if value is None else format(value, "f") if isinstance(value, Decimal) else str(value)


def _counted(name: str, before: Mapping[str, object], after: Mapping[str, object]) -> Iterator[str]:
    """How many elements of the same id came, went and changed."""
    changed = sum(before[key] != after[key] for key in before.keys() & after.keys())
    counts = (
        ("新增", len(after.keys() - before.keys())),
        ("去掉", len(before.keys() - after.keys())),
        ("改动", changed),
    )
    if told := [f"{verb} {count} 个" for verb, count in counts if count]:
        yield f"{name}：{'，'.join(told)}"


def _failures(record: Record) -> dict[tuple[object, ...], Check]:
    """Failed checks by what they are about: ids of checks are numbers in a row and mean nothing over two records."""
    failed = (check for check in record.checks if check.status == "fail" and check.severity == "error")
    return {(check.rule, check.operands, check.stated): check for check in failed}
