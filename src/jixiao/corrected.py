"""A record and what people put right in it, to the record as it should be, checked anew; and where a new reading disagrees.

The extraction stays as it is. Corrections are a journal: the last one of a field counts, taking one back is an entry too. What
can be corrected: label, value, year, measure and section of a fact; title and score of a score item and of the overall score;
a figure can be marked as wrong, a missing one added, a failed check dismissed with a reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from jixiao.checks import check
from jixiao.checks.rounding import last_digit
from jixiao.document import Span
from jixiao.layouts import rules_for
from jixiao.patterns import Rules, load_rules
from jixiao.record import Check, Fact, OverallScore, Record, Relation, ScoreItem

if TYPE_CHECKING:
    from jixiao.archive.corrections import Correction

FACT_FIELDS = ("label", "value", "year", "measure", "section")
SCORE_FIELDS = ("label", "value")
WRONG, ADDED, DISMISSED = "wrong", "added", "dismissed"
TAKEN_BACK = {"taken_back": True}
"""What stands as `after` where a correction was taken back; no field has such a value."""

State = Literal["holds", "agreed", "differs", "gone"]


@dataclass(frozen=True, slots=True)
class Standing:
    """A correction that counts, and how the extraction of today stands to it.

    `holds`: it reads what stood there when it was corrected; `agreed`: it reads the same as the person now; `differs`: it reads
    a third thing; `gone`: it no longer finds the figure.
    """

    correction: Correction
    state: State
    now: Any = None


@dataclass(frozen=True)
class Corrected:
    """The record with its corrections, and what became of each. `dismissed` has the failed checks that a person set aside."""

    record: Record
    standing: tuple[Standing, ...] = ()
    dismissed: tuple[tuple[Check, Correction], ...] = ()

    @property
    def elements(self) -> frozenset[str]:
        """The ids of what was corrected."""
        return frozenset(one.correction.element for one in self.standing)

    @property
    def disagreements(self) -> tuple[Standing, ...]:
        """The corrections that a new reading does not bear out."""
        return tuple(one for one in self.standing if one.state in ("differs", "gone"))


def in_force(corrections: Iterable[Correction]) -> Mapping[tuple[str, str], Correction]:
    """The last correction of each field of each element, without those that were taken back."""
    last = {(one.element, one.field): one for one in corrections}
    return {key: one for key, one in last.items() if one.after != TAKEN_BACK}


def corrected(record: Record, corrections: Iterable[Correction], rules: Rules | None = None) -> Corrected:
    """A record with the corrections of its file; its checks are calculated again where a figure changed."""
    valid = in_force(one for one in corrections if one.sha256 == record.source.sha256)
    if not valid:
        return Corrected(record)
    standing = tuple(Standing(one, *_state(record, one)) for one in valid.values())
    changed = _with_figures(record, valid)
    if changed is not record:
        its_rules = rules_for((block.text for block in record.blocks), rules or load_rules())
        changed = changed.model_copy(update={"checks": tuple(check(changed, its_rules))})
    reasons = {element: one for (element, field), one in valid.items() if field == DISMISSED}
    dismissed = tuple((one, reasons[one.id]) for one in changed.checks if one.id in reasons)
    kept = tuple(one for one in changed.checks if one.id not in reasons)
    return Corrected(changed.model_copy(update={"checks": kept}), standing, dismissed)


def lay(record: Record, corrections: Sequence[Correction]) -> tuple[Record, frozenset[str]]:
    """What an archive makes its rows of: the corrected record, and the ids of what people put right in it."""
    done = corrected(record, corrections)
    return done.record, done.elements


def current_value(record: Record, element: str, field: str) -> Any:
    """What a record says now of a field, as JSON; KeyError where it has no such element."""
    if element == record.score.id:
        return _json(record.score.stated) if field == "value" else None
    for item in record.scores:
        if item.id == element:
            return {"label": item.title, "value": _json(item.score)}.get(field)
    for fact in record.facts:
        if fact.id == element:
            return _json(getattr(fact, field)) if field in FACT_FIELDS else None
    if any(one.id == element for one in record.checks):
        return None
    raise KeyError(element)


def added_fact(element: str, said: Mapping[str, Any], text: str) -> Fact:
    """A fact that a person added; its id names its place: `added:p12:4:10`."""
    _, block, start, end = element.split(":")
    value = None if said.get("value") is None else Decimal(said["value"])
    return Fact(
        id=element, kind=said["kind"], label=said["label"], value=value, unit=said.get("unit"), stated_unit=said.get("unit"),
        resolution=None if value is None else last_digit(value), year=said.get("year"), measure=said.get("measure"),
        section=said.get("section"), text=text, span=Span(block, int(start), int(end)), pattern="person",
    )  # fmt: skip


def _with_figures(record: Record, valid: Mapping[tuple[str, str], Correction]) -> Record:
    """The record with other figures; the very same where none of them changes."""
    by_element: dict[str, dict[str, Any]] = {}
    for (element, field), one in valid.items():
        if field != DISMISSED:
            by_element.setdefault(element, {})[field] = one.after
    if not by_element:
        return record
    wrong = frozenset(element for element, fields in by_element.items() if fields.get(WRONG))
    facts = [_fact(one, by_element.get(one.id, {})) for one in record.facts if one.id not in wrong]
    facts = _with_added(record, facts, by_element)
    return record.model_copy(
        update={
            "facts": tuple(facts),
            "scores": tuple(_item(one, by_element.get(one.id, {})) for one in record.scores if one.id not in wrong),
            "score": _overall(record.score, by_element.get(record.score.id, {})),
            "relations": tuple(_without(record.relations, wrong)),
        }
    )


def _fact(fact: Fact, fields: Mapping[str, Any]) -> Fact:
    said = {name: fields[name] for name in FACT_FIELDS if name in fields}
    if "value" in said:
        value = None if said["value"] is None else Decimal(said["value"])
        said |= {
            "value": value,
            "resolution": None if value is None else min(fact.resolution or value, last_digit(value)),
        }
    if "label" in said and said["label"] != fact.label:
        said["indicator"] = None
    return fact.model_copy(update=said)


def _with_added(record: Record, facts: Sequence[Fact], by_element: Mapping[str, Mapping[str, Any]]) -> list[Fact]:
    """The facts with those that people added, each in place of what the extraction reads there by now, in the order of the text."""
    texts = {block.id: block.text for block in record.blocks}
    order = {block.id: number for number, block in enumerate(record.blocks)}
    added = [
        added_fact(
            element, fields[ADDED], texts.get(element.split(":")[1], "")[slice(*map(int, element.split(":")[2:]))]
        )
        for element, fields in by_element.items()
        if ADDED in fields
    ]
    kept = [fact for fact in facts if not any(_overlap(fact.span, one.span) for one in added)]
    return sorted((*kept, *added), key=lambda fact: (order.get(fact.span.block, 0), fact.span.start))


def _item(item: ScoreItem, fields: Mapping[str, Any]) -> ScoreItem:
    said: dict[str, Any] = {}
    if "label" in fields:
        said["title"] = fields["label"]
    if "value" in fields:
        said["score"] = None if fields["value"] is None else Decimal(fields["value"])
    return item.model_copy(update=said)


def _overall(score: OverallScore, fields: Mapping[str, Any]) -> OverallScore:
    if "value" not in fields:
        return score
    return score.model_copy(update={"stated": None if fields["value"] is None else Decimal(fields["value"])})


def _without(relations: Iterable[Relation], wrong: frozenset[str]) -> Iterable[Relation]:
    """The relations that no figure marked as wrong has a part in."""
    return (one for one in relations if not wrong & {one.whole, one.base, *one.parts})


def _state(record: Record, one: Correction) -> tuple[State, Any]:
    if one.field == ADDED:
        _, block, start, end = one.element.split(":")
        place = Span(block, int(start), int(end))
        read = next((fact for fact in record.facts if _overlap(fact.span, place)), None)
        if read is None:
            return "holds", None
        same = (_json(read.value), read.label) == (one.after.get("value"), one.after.get("label"))
        return ("agreed" if same else "differs"), f"{read.label} {read.text}"
    try:
        now = current_value(record, one.element, one.field)
    except KeyError:
        return "gone", None
    if one.field in (WRONG, DISMISSED) or now == one.before:
        return "holds", now
    return ("agreed" if now == one.after else "differs"), now


def _overlap(one: Span, other: Span) -> bool:
    return one.block == other.block and one.start < other.end and other.start < one.end


def _json(value: Any) -> Any:
    return format(value, "f") if isinstance(value, Decimal) else value
