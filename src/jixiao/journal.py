"""What a person at the command line puts right, to entries of an archive's journal; and the journal to lines for people.

The counterpart for forms is `web/correcting`; what an entry means is `corrected`'s.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from jixiao import terms
from jixiao.archive.corrections import Correction
from jixiao.archive.folding import fold
from jixiao.corrected import ADDED, DISMISSED, FACT_FIELDS, SCORE_FIELDS, TAKEN_BACK, WRONG, current_value, in_force
from jixiao.errors import JixiaoError

if TYPE_CHECKING:
    from jixiao.corrected import Corrected
    from jixiao.record import Record

OVERALL = "总分"
_FIELDS = {
    "label": "名称", "value": "数值", "year": "年度", "measure": "口径", "section": "章节", WRONG: "误读", ADDED: "补记",
    DISMISSED: "不算错",
}  # fmt: skip
_YEARS = range(1949, 2101)
_LARGEST = 20
_NEAR = 5


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of a journal in words; `counts` says that it is neither taken back nor followed by another of its field."""

    element: str
    name: str
    field: str
    before: str
    after: str
    author: str
    made: str
    note: str
    counts: bool
    state: str


def element_named(record: Record, name: str) -> str:
    """The id of a figure, score item or check, given by itself or by its label; JixiaoError where none or several are meant.

    "总分" is the overall score. Ids are the column 出处 of an export.
    """
    if name == OVERALL:
        return record.score.id
    labels = [(fact.id, fact.label) for fact in record.facts] + [(item.id, item.title) for item in record.scores]
    if name in {element for element, _ in labels} | {check.id for check in record.checks} | {record.score.id}:
        return name
    meant = [element for element, label in labels if label == name]
    if not meant:
        near = list(dict.fromkeys(label for _, label in labels if fold(name) in fold(label)))[:_NEAR]
        told = f"相近的有：{'、'.join(near)}。" if near else ""
        raise JixiaoError(
            f"报告里没有名为“{name}”的数。{told}请照名称写全，或写 jixiao export 导出的“出处”，总分写“总分”。"
        )
    if len(meant) > 1:
        raise JixiaoError(f"报告里有 {len(meant)} 个“{name}”，请写明出处：{'、'.join(meant)}。")
    return meant[0]


def changes(record: Record, element: str, said: Mapping[str, str], author: str, note: str | None) -> list[Correction]:
    """An entry for each field that is said to be otherwise than it was read; JixiaoError for a value that cannot be."""
    fields: tuple[str, ...] = FACT_FIELDS if any(fact.id == element for fact in record.facts) else SCORE_FIELDS
    if element == record.score.id:
        fields = ("value",)
    if unfit := [_FIELDS[field] for field in said if field not in fields]:
        raise JixiaoError(f"得分没有{'、'.join(unfit)}可改，只能改{'、'.join(_FIELDS[field] for field in fields)}。")
    values = {field: _value(field, text) for field, text in said.items()}
    before = {field: current_value(record, element, field) for field in values}
    sha256 = record.source.sha256
    return [Correction(sha256, element, field, before[field], value, author, note) for field, value in values.items()]


def marked_wrong(record: Record, element: str, author: str, note: str | None) -> Correction:
    """A figure that is none: it was misread, or there is no such thing in the report."""
    return Correction(record.source.sha256, element, WRONG, None, True, author, note)


def dismissal(done: Corrected, check: str, reason: str, author: str) -> Correction:
    """A failed check that a person sets aside, and why."""
    if check not in {one.id for one in done.record.checks}:
        raise JixiaoError(f"没有“{check}”这一处核算。用 jixiao check 报告 --json 查它的 id。")
    return Correction(done.record.source.sha256, check, DISMISSED, None, reason, author)


def taken_back(journal: Sequence[Correction], element: str, author: str) -> list[Correction]:
    """The corrections of an element that count, taken back one by one; JixiaoError where there is none."""
    found = [one for (whose, _), one in in_force(journal).items() if whose == element]
    if not found:
        raise JixiaoError("这一处没有更正，或已经撤销。用 jixiao corrections 查看。")
    return [Correction(one.sha256, element, one.field, one.after, TAKEN_BACK, author) for one in found]


def lines(done: Corrected, extracted: Record, journal: Sequence[Correction]) -> Iterator[Line]:
    """The entries of a report's current file, oldest first."""
    valid = in_force(journal)
    states = {(one.correction.element, one.correction.field): one for one in done.standing}
    names = {extracted.score.id: OVERALL}
    names |= {item.id: item.title for item in extracted.scores} | {fact.id: fact.label for fact in extracted.facts}
    for one in journal:
        counts = valid.get((one.element, one.field)) is one
        state = states.get((one.element, one.field))
        yield Line(
            one.element, names.get(one.element, ""), _FIELDS.get(one.field, one.field), in_words(one.before),
            in_words(one.after), one.author, f"{one.made.astimezone():%Y-%m-%d %H:%M}", one.note or "", counts,
            _STATES[state.state] if counts and state else "" if one.after == TAKEN_BACK else "已撤销或另有更正",
        )  # fmt: skip


_STATES = {
    "holds": "有效",
    "agreed": "有效，新读出的与更正一致",
    "differs": "有效，新读出的是另一个值",
    "gone": "新读出的已没有这个数",
}


def in_words(value: Any) -> str:
    """A value of the journal for people.

    >>> in_words({"label": "教育支出", "value": "12.5", "unit": "万元"}), in_words("final"), in_words(None)
    ('教育支出 12.5万元', '决算', '')
    """
    if value == TAKEN_BACK:
        return "撤销"
    if isinstance(value, Mapping):
        return f"{value['label']} {value['value']}{value.get('unit') or ''}"
    if value is None:
        return ""
    return "是" if value is True else terms.MEASURES.get(str(value), str(value))


def _value(field: str, text: str) -> Any:
    text = text.strip()
    if not text:
        return None
    if field == "year":
        return year_of(text)
    if field == "measure":
        measures = {name: measure for measure, name in terms.MEASURES.items()}
        if text not in measures:
            raise JixiaoError(f"没有“{text}”这个口径，可以写：{'、'.join(measures)}。")
        return measures[text]
    return number_of(text) if field == "value" else text


def year_of(text: str) -> int:
    """A year that a person wrote; JixiaoError where it is none."""
    if not text.isdecimal() or int(text) not in _YEARS:
        raise JixiaoError(f"年度“{text}”不对，请写成四位数字，如 2023。")
    return int(text)


def number_of(text: str) -> str:
    """A number that a person wrote, as the journal keeps it: "1,210.74" is 1210.74; JixiaoError where it is none."""
    try:
        value = Decimal(text.replace(",", "").replace("，", ""))
    except InvalidOperation as error:
        raise JixiaoError(f"数值“{text}”不是数字，请只写数字，如 1210.74；金额以万元计，比率以百分之几计。") from error
    if not value.is_finite() or abs(value.adjusted()) > _LARGEST:
        raise JixiaoError(f"数值“{text}”太大或太小。")
    return format(value, "f")
