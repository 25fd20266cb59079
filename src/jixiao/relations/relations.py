"""Stated facts to relations: what belongs to what, found from how it is written; checks only calculate.

In every relation `whole` is what is stated as the result: the total of a breakdown, the share, the change, the rate.
`parts` are what it is made of, `base` what it is measured against (the denominator, the figure of before).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from jixiao.facts.facts import Stated
from jixiao.facts.labels import is_generic, spelled_out, topic_of
from jixiao.mentions import PERCENTAGE_POINT
from jixiao.patterns import Rules
from jixiao.record import Fact, Relation, RelationKind
from jixiao.relations.breakdowns import Breakdown, breakdowns
from jixiao.relations.wholes import is_figure

_A_PAIR = 2


def relate(stated: Sequence[Stated], rules: Rules) -> tuple[Relation, ...]:
    """The relations of the running text.

    "决算支出40万元，其中基本支出30万元，占75%；比上年增加5万元" is a breakdown, a share and a change.
    """
    out: list[Relation] = []
    for _, group in groupby(stated, key=lambda each: (each.fact.span.block, each.fact.section)):
        passage = list(group)
        lists = breakdowns(passage, rules)
        out.extend(_breakdown(each) for each in lists)
        out.extend(found for found in _ratios(passage, lists, rules) if found.parts or found.base)
    return tuple(out)


def numbered(relations: Sequence[Relation]) -> tuple[Relation, ...]:
    """The relations of a record, each with its id."""
    return tuple(relation.model_copy(update={"id": f"r{number}"}) for number, relation in enumerate(relations, 1))


def _breakdown(found: Breakdown) -> Relation:
    first = found.parts[0].fact if found.parts else found.cue_at.fact
    return Relation(
        id="",
        kind="breakdown",
        whole=found.whole.fact.id if found.whole else None,
        parts=tuple(part.fact.id for part in found.parts),
        base=found.counterpart.fact.id if found.counterpart else None,
        exhaustive=found.exhaustive,
        evidence=found.cue,
        span=first.span,
    )


def _ratios(passage: Sequence[Stated], lists: Sequence[Breakdown], rules: Rules) -> Iterator[Relation]:
    """Shares, completions and changes, each with the two figures that it stands between, where they are stated."""
    for at, each in enumerate(passage):
        form = each.statement.form
        if form == "share":
            part = _latest(passage, at, each.of)
            whole = _denominator(passage, at, part, lists, rules)
            yield _relation("share", each, (part,), whole, each.statement.base)
        elif form == "completion":
            plan = each.statement.word
            done = _latest(passage, at, each.of)
            yield _relation("ratio", each, (done,), _plan_of(passage, at, plan, done, lists, rules), plan)
        elif form == "change":
            new = _new_figure(passage, at, each, rules)
            delta = _delta_before(passage, at, each)
            yield _relation(
                "change", each, (new, delta), _old_figure(passage, at, each, new, rules), each.statement.word
            )


def _relation(
    kind: RelationKind, result: Stated, parts: tuple[Stated | None, ...], base: Stated | None, evidence: str
) -> Relation:
    return Relation(
        id="",
        kind=kind,
        whole=result.fact.id,
        parts=tuple(part.fact.id for part in parts if part),
        base=base.fact.id if base else None,
        evidence=evidence or result.statement.word or kind,
        span=result.fact.span,
    )


def _latest(passage: Sequence[Stated], before: int, label: str) -> Stated | None:
    """The nearest figure before a place that has this label and is no ratio."""
    for each in reversed(passage[:before]):
        if each.fact.label == label and each.fact.kind != "ratio" and is_figure(each):
            return each
    return None


def _named(passage: Sequence[Stated], before: int, name: str, rules: Rules) -> Stated | None:
    """The nearest amount before a place whose label says the name: 占基本支出的 means 基本支出, 完成年初预算的 年初预算."""
    for each in reversed(passage[:before] if name else ()):
        label = each.fact.label
        if each.fact.kind == "amount" and each.statement.form == "figure":
            if label.endswith(name) or topic_of(label, rules) == name:
                return each
    return None


def _plan_of(
    passage: Sequence[Stated], at: int, plan: str, done: Stated | None, lists: Sequence[Breakdown], rules: Rules
) -> Stated | None:
    """The budget that a completion is of: that of the same thing, never the one of which the thing is a part.

    “三公”经费支出预算18.5万元，支出决算15.26万元，其中：公务接待费支出决算2.9万元，完成预算的64.44%: of a budget not told here.
    """
    first = next((found.parts[0] for found in lists if done is not None and done in found.parts), None)
    inside = passage[passage.index(first) : at] if first in passage else passage[:at]
    found = _named(inside, len(inside), plan, rules)
    if found is None or done is None:
        return found
    of_plan, of_done = (rules.ending("spending_tail").sub("", topic_of(e.fact.label, rules)) for e in (found, done))
    alike = of_plan in of_done or of_done in of_plan or is_generic(done.fact.label, rules)
    return found if alike or is_generic(found.fact.label, rules) else None


def _denominator(
    passage: Sequence[Stated], at: int, part: Stated | None, lists: Sequence[Breakdown], rules: Rules
) -> Stated | None:
    named = passage[at].statement.base
    last = passage[at - 1] if at else passage[at]
    if last.statement.form == "base" and last.statement.word and last.fact.label.endswith(named):
        return last  # 占支出总额1210.74万元的11.88%, 占48个行政村的58.33%
    if named:
        return _named([each for each in passage[:at] if each is not part], at, named, rules)
    for found in lists:
        if any(each is part for each in found.parts):
            return found.whole or found.counterpart
    return None


def _new_figure(passage: Sequence[Stated], at: int, change: Stated, rules: Rules) -> Stated | None:
    """The figure that rose or fell: the latest of that label that is no base of comparison and of the change's year."""
    of = spelled_out(change.of, rules)
    for each in reversed(passage[:at]):
        if spelled_out(each.fact.label, rules) == of and is_figure(each):
            if each.fact.year in (change.fact.year, None):
                return each
    return None


def _old_figure(passage: Sequence[Stated], at: int, change: Stated, new: Stated | None, rules: Rules) -> Stated | None:
    """The figure compared with: stated in the comparison itself, or of the same label and the year before."""
    for each in reversed(passage[max(0, at - 3) : at]):
        if each.statement.form == "base" and each.fact.label == change.of:
            return each
    for each in reversed(passage[:at]):
        if each is not new and each.fact.label == change.of and _is_before(each.fact, change.fact):
            return each
    return _plan_beside(passage, at, change, new, rules)


def _plan_beside(passage: Sequence[Stated], at: int, change: Stated, new: Stated | None, rules: Rules) -> Stated | None:
    """预算4万元，实际支出3.2万元，节约0.8万元: the plan right before what came of it, for a verb that speaks of plans."""
    statement = change.statement
    if new is None or at < _A_PAIR or passage[at - 1] is not new or statement.subject or statement.base:
        return None
    plan = passage[at - _A_PAIR]
    of_plan = plan.fact.measure in ("budget", "adjusted") or rules.find("own_base", plan.fact.label)
    one_sentence = plan.quantity.sentence == statement.quantity.sentence
    compared = statement.word in rules.words["against_its_plan"] and plan.statement.form == "figure"
    alike = (plan.fact.kind, plan.fact.unit) == (new.fact.kind, new.fact.unit)
    return plan if of_plan and one_sentence and compared and alike and not plan.fact.value_to else None


def _is_before(fact: Fact, change: Fact) -> bool:
    return fact.kind != "absence" and None not in (fact.year, change.year) and fact.year == (change.year or 0) - 1


def _delta_before(passage: Sequence[Stated], at: int, change: Stated) -> Stated | None:
    """For a rate, the change in money or number stated beside it: 减少1.13万元，下降10.06%, in either order."""
    if change.fact.kind != "ratio" or change.fact.unit == PERCENTAGE_POINT:
        return None
    sentence = change.quantity.sentence
    for other in (*reversed(passage[max(0, at - 2) : at]), *passage[at + 1 : at + 2]):
        same = other.of == change.of and other.quantity.sentence == sentence
        if same and other.statement.form == "change" and other.fact.kind != "ratio":
            return other
    return None
