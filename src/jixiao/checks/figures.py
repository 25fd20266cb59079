"""A record's figures to checks: every equation that they claim, judged, and for a failure the slip that explains it.

Of the failures only those are told that are credible.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from jixiao.checks import breakdown_sum, change, definitions, restatement, share
from jixiao.checks.claims import Claim, Judgement
from jixiao.checks.credibility import Finding, credible
from jixiao.checks.grade import grade_checks
from jixiao.checks.hints import Repairs
from jixiao.checks.lookup import Lookup
from jixiao.checks.operands import Figures
from jixiao.checks.places import Places
from jixiao.checks.tellings import name_of, result_of, sentence
from jixiao.checks.wording import wording_checks
from jixiao.checks.written_out import written_checks
from jixiao.patterns import Rules
from jixiao.record import Check, Record, Rule

_KINDS = (breakdown_sum.claims, share.claims, change.claims, definitions.claims, restatement.claims)


def check(record: Record, places: Places, rules: Rules) -> Iterator[Check]:
    """The checks of all that the facts of a record claim by their relations, names and words.

    >>> from jixiao.patterns import load_rules
    >>> from jixiao.record import Record
    >>> nothing = Record.model_construct(facts=(), relations=(), sections=(), blocks=())
    >>> list(check(nothing, Places(nothing), load_rules()))
    []
    """
    lookup = Lookup(Figures.of(record, rules), places, rules)
    written = tuple(written_checks(lookup))
    told = {(each.rule, fact): each.status for each in written for fact in each.operands}
    claims = [each for kind in _KINDS for each in kind(record, lookup) if not _is_told(each, told)]
    repairs = Repairs(claims, lookup)
    judged = zip(claims, repairs.judgements, strict=True)
    found = credible([_found(claim, judgement, repairs) for claim, judgement in judged], lookup)
    for group in _met_together(found):
        yield _check(group, lookup)
    yield from written
    yield from wording_checks(record, lookup)
    yield from grade_checks(record, lookup)


def _is_told(claim: Claim, told: Mapping[tuple[Rule, str], str]) -> bool:
    """Whether a calculation that the report writes out says as much of the figure, or what the claim alone leaves open."""
    status = told.get((claim.rule, claim.stated or ""))
    return status is not None and (bool(claim.doubt) or status != "unverifiable")


def _found(claim: Claim, judgement: Judgement | None, repairs: Repairs) -> Finding:
    if judgement is None or judgement.agreement != "error" or judgement.computed is None:
        return Finding(claim, judgement)
    found = repairs.hints(claim, judgement)
    return Finding(claim, judgement, Repairs.told(found, claim), found)


def _met_together(found: Sequence[Finding]) -> Iterator[list[Finding]]:
    """The claims in their order; failures that are one slip make one group, led by what the wrong figure itself states.

    They are one when one figure is the likely slip of all of them, and stated by none, or by a sum of a table that the
    others only take over (小计 wrong, and 合计 and 执行率 do not fit it), a share that keeps its list from making 100%, or told
    otherwise before.
    """
    leading = {
        slip: number
        for rule in ("restatement", "table_sum", "share")
        for number, each in enumerate(found)
        if each.claim.rule == rule and (slip := _own(each))
    }
    groups: dict[object, list[Finding]] = {}
    for number, each in enumerate(found):
        slip = _slip(each)
        if slip is not None and slip in leading:
            groups.setdefault(leading[slip], []).append(each)
        elif slip and each.claim.stated != slip[0]:
            groups.setdefault((each.claim.rule, *slip), []).append(each)
        else:
            groups.setdefault(number, []).append(each)
    for key, group in groups.items():
        yield sorted(group, key=lambda each: each is not found[key]) if isinstance(key, int) else group


def _slip(each: Finding) -> tuple[str, Decimal] | None:
    """The figure that is the likely slip of a failure, and what was meant by it, where that repairs others as well."""
    hint = each.hint
    if each.judgement is None or each.judgement.agreement != "error" or hint is None or len(hint.repaired) < 2:
        return None
    return (hint.fact, hint.meant) if hint.fact and hint.meant is not None else None


def _own(each: Finding) -> tuple[str, Decimal] | None:
    slip = _slip(each)
    return slip if slip and slip[0] == each.claim.stated else None


def _check(group: Sequence[Finding], lookup: Lookup) -> Check:
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


def _operands(each: Finding) -> tuple[str, ...]:
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
