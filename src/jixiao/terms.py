"""Values of a record to the words that people read: 决算, 尾差, 增 1,210.74万元. Every view of a record speaks with these."""

from __future__ import annotations

from decimal import Decimal

from jixiao.record import Check, Fact, Record, ScoreItem, Section, path_to

KINDS = {
    "department": "部门整体绩效自评",
    "project": "项目支出绩效自评",
    "accounts": "决算或预算说明",
    "other": "其他报告",
}
FACT_KINDS = {"amount": "金额", "ratio": "比率", "count": "个数", "absence": "无此事项"}
MEASURES = {
    "budget": "预算", "adjusted": "调整预算", "received": "到位", "final": "决算", "balance": "时点数",
    "carryover": "结转结余", "change": "增减",
}  # fmt: skip
REASONS = {"threshold": "界限", "target": "目标值", "rule": "评分规则", "unknown": "没认出"}
COMPARED_AS = {"wording": "对比", "restatement": "前文为"}
"""What `computed` is where it is no result of a calculation, but another figure of the report; else it is 应为."""
_DIRECTIONS = {"increase": "增 ", "decrease": "减 "}


def figure(fact: Fact) -> str:
    """The value as a person writes it, in the record's unit: "约 增 1,210.74万元", "52–55%", "无"."""
    if fact.value is None:
        return "无" if fact.kind == "absence" else fact.text
    value = number(fact.value) if fact.value_to is None else f"{number(fact.value)}–{number(fact.value_to)}"
    qualifier = f"{fact.qualifier} " if fact.qualifier else ""
    direction = _DIRECTIONS[fact.direction] if fact.direction else ""
    return f"{qualifier}{direction}{value}{fact.unit or ''}{'/' + fact.per if fact.per else ''}"


def number(value: Decimal) -> str:
    """A decimal with separators, all its digits kept.

    >>> number(Decimal("1210.740"))
    '1,210.740'
    """
    return format(value, ",f")


def points(value: Decimal | None) -> str:
    """Points as printed; nothing for none."""
    return "" if value is None else format(value, "f")


def awarded(item: ScoreItem) -> str:
    """What an item was given: "14.5", "+2" for a bonus, "扣 1", "不涉及"."""
    if not item.applicable:
        return "不涉及"
    score = ("+" if item.bonus else "") + points(item.score) if item.score is not None else ""
    deduction = f"扣 {points(item.deduction)}" if item.deduction is not None else ""
    return " ".join(part for part in (score, deduction) if part)


def verdict(check: Check) -> str:
    """The outcome of a check in a word: 相符, 不符, 尾差, 无从核算."""
    if check.status == "fail":
        return "尾差" if check.severity == "minor" else "不符"
    return "相符" if check.status == "pass" else "无从核算"


def region_name(record: Record) -> str:
    """Where the department is, in one word: 河北省保定市徐水区."""
    return "".join(part for part in (record.region.province, record.region.city, record.region.county) if part)


def section_trail(record: Record, section_id: str | None) -> tuple[Section, ...]:
    """The section and those around it, from the outside in."""
    return path_to(section_id, {section.id: section for section in record.sections})


def section_path(record: Record, section_id: str | None) -> str:
    """The ordinals that lead to a section, from the outside in: "二、（一）4."."""
    return "".join(section.ordinal for section in section_trail(record, section_id))
