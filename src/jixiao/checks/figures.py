"""A record's figures to checks: every equation that they claim, judged, and for a failure the slip that explains it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jixiao.checks import breakdown_sum, change, definitions, restatement, share
from jixiao.checks.claims import Claim, Judgement, judged
from jixiao.checks.grade import grade_checks
from jixiao.checks.hints import Hint, Repairs
from jixiao.checks.lookup import Lookup
from jixiao.checks.operands import Figures
from jixiao.checks.tellings import name_of, result_of, sentence
from jixiao.checks.wording import wording_checks
from jixiao.patterns import Rules
from jixiao.record import Check, Record

_KINDS = (breakdown_sum.claims, share.claims, change.claims, definitions.claims, restatement.claims)


@dataclass(frozen=True, slots=True)
class _Judged:
    claim: Claim
    judgement: Judgement | None
    hint: Hint | None = None


def check(record: Record, rules: Rules) -> Iterator[Check]:
    """The checks of all that the facts of a record claim by their relations, names and words.

    >>> from jixiao.patterns import load_rules
    >>> from jixiao.record import Record
    >>> list(check(Record.model_construct(facts=(), relations=(), sections=(), blocks=()), load_rules()))
    []
    """
    lookup = Lookup(record, Figures.of(record, rules), rules)
    claims = [claim for kind in _KINDS for claim in kind(record, lookup)]
    repairs = Repairs(claims, lookup)
    found = [_judged(claim, repairs) for claim in claims]
    for group in _met_together(found):
        yield _check(group, lookup)
    yield from wording_checks(record, lookup)
    yield from grade_checks(record, lookup)


def _judged(claim: Claim, repairs: Repairs) -> _Judged:
    judgement = judged(claim, repairs.figures)
    hint = None
    if judgement and judgement.agreement == "error" and judgement.computed is not None:
        hint = repairs.hint(claim, judgement)
    return _Judged(claim, judgement, hint)


def _met_together(found: Sequence[_Judged]) -> Iterator[list[_Judged]]:
    """The claims in their order; failures of one rule that are one slip make one group.

    They are one when they state and calculate the same figures, or when the same figure of theirs is the likely slip and
    is not what each of them states.
    """
    groups: dict[object, list[_Judged]] = {}
    for number, each in enumerate(found):
        groups.setdefault(_slip(each) or number, []).append(each)
    yield from groups.values()


def _slip(each: _Judged) -> object:
    hint = each.hint
    if each.judgement is None or each.judgement.agreement != "error":
        return None
    if hint and hint.fact and hint.fact != each.claim.stated and len(hint.repaired) > 1:
        return each.claim.rule, hint.fact, hint.meant
    return None


def _check(group: Sequence[_Judged], lookup: Lookup) -> Check:
    first = group[0]
    claim, judgement, known = first.claim, first.judgement, lookup.figures
    operands = tuple(dict.fromkeys(fact for each in group for fact in _operands(each)))
    stated = known.fact(claim.stated) if claim.stated else None
    spans = tuple(dict.fromkeys(known.fact(fact).span for fact in operands))
    place = lookup.places.of_span(spans[0])
    agreement = judgement.agreement if judgement else "open"
    computed = result_of(claim, judgement, known) if judgement else None
    printed = stated.value if stated else computed
    should = computed if stated else claim.exactly
    is_open = agreement == "open"
    return Check(
        id=_id(claim), rule=claim.rule,
        status="unverifiable" if is_open else "pass" if agreement == "pass" else "fail",
        severity=None if agreement in ("open", "pass") else "minor" if agreement == "minor" else "error",
        stated=printed,
        computed=None if is_open else should,
        difference=None if is_open or printed is None or should is None else printed - should,
        unit=stated.unit if stated else "%",
        operands=operands, relation=claim.relation,
        message=f"{place}：{_said(claim, judgement, known)}",
        hint=first.hint.text if first.hint else None,
        spans=spans,
    )  # fmt: skip


def _operands(each: _Judged) -> tuple[str, ...]:
    stated = (each.claim.stated,) if each.claim.stated else ()
    return tuple(dict.fromkeys((*stated, *(each.judgement.way.facts if each.judgement else ()))))


def _said(claim: Claim, judgement: Judgement | None, known: Figures) -> str:
    why = breakdown_sum.why_open(claim)
    if judgement is None:
        stated = known.fact(claim.stated or "")
        return f"{name_of(stated)}无法核对，{claim.doubt or '基数为0'}"
    return sentence(claim, judgement, known, why)


def _id(claim: Claim) -> str:
    ends = claim.stated or claim.facts[0]
    return f"{claim.rule}:{ends}" + (f":{claim.relation}" if claim.relation else "")
