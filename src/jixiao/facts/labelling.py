"""Statements of one passage to labels: what a sentence leaves unsaid is taken from the statements before.

"三公经费11.23万元，2023年10.10万元，较2022年减少1.13万元" is three figures of one thing: 三公经费, 三公经费, 三公经费减少.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from jixiao.facts.clauses import CLAUSE, HALF
from jixiao.facts.labels import heading_topic, is_generic, label_of, listed_names, topic_of
from jixiao.facts.statements import Statement
from jixiao.mentions import LOOSE_COUNTERS, PERCENTAGE_POINT
from jixiao.patterns import Rules
from jixiao.record import Direction
from jixiao.words import cut

_MONTH = re.compile(r"\d{1,2}月(?:份|末|底|初)?")
_A_NAME = 3  # characters that say of what a standard is: 公用经费 does, 补助 not

_CLAUSES, _PHRASES, _SENTENCES = (re.compile(marks) for marks in (r"[。;，,\n]", r"[，,。;:]", r"[。;]"))


@dataclass(frozen=True, slots=True)
class Labelled:
    """A statement with its label, and the label of what it is said of (`of`: the base of a share or change)."""

    statement: Statement
    label: str
    of: str
    listed: int = -1
    """Its place in a list that names all things first (A、B和C分别为…), else -1."""


@dataclass(frozen=True, slots=True)
class _Before:
    """What the statements so far leave for those to come: labels by kind, of the sentence's head and of all."""

    heading: str = ""
    topic: str = ""
    head: str = ""
    in_parts: bool = False
    amount: str = ""
    ratio: str = ""
    count: str = ""
    compared: str = ""
    recent: tuple[str, ...] = field(default=())
    sentence: int = -1
    depth: int = 0
    outside: _Before | None = None
    """What was said before the bracket that is open."""

    def of_kind(self, kind: str) -> str:
        return {"amount": self.amount, "ratio": self.ratio, "count": self.count}[kind]


def labelled(statements: Sequence[Statement], heading: str, rules: Rules) -> tuple[Labelled, ...]:
    """The statements with their labels; one that names several things (均为0元) comes out once for each."""
    known = _known(heading_topic(heading, rules), rules)
    before = _Before(heading=known, topic=known)
    out: list[Labelled] = []
    position = 0
    while position < len(statements):
        statement = statements[position]
        if statement.quantity.sentence != before.sentence:
            before = _new_sentence(before, statement, rules)
        before = _out_of_brackets(before, statement)
        before = _with_named_topic(before, statement, rules)
        if before.in_parts and statement.quantity.stop == HALF:
            before = replace(before, in_parts=False, topic=_topic_of_head(before, rules))
        if rules.pattern("parts_follow").search(statement.quantity.before + statement.quantity.lead):
            before = replace(before, in_parts=True)
        group = _list_from(statements, position, before, rules)
        out.extend(group)
        for each in group:
            before = _after(before, each, rules)
        position += len({each.statement.quantity.mention.span for each in group})
    return tuple(out)


def _new_sentence(before: _Before, statement: Statement, rules: Rules) -> _Before:
    """A new sentence speaks of the last one's head, not of the last part it listed."""
    goes_on = rules.pattern("parts_follow").search(statement.quantity.before + statement.quantity.lead)
    return replace(
        before, sentence=statement.quantity.sentence, amount=before.head or before.amount, compared="", recent=(),
        head=before.head if goes_on else "", in_parts=False, topic=before.topic if goes_on else before.heading,
    )  # fmt: skip


def _out_of_brackets(before: _Before, statement: Statement) -> _Before:
    """After a bracket the sentence speaks again of what stood before it: 购置及运行费5万元（购置费2万元），占80%."""
    depth = statement.quantity.depth
    if depth > before.depth:
        return replace(before, depth=depth, outside=before)
    if depth < before.depth and before.outside is not None:
        outside = before.outside
        return replace(outside, depth=depth, in_parts=before.in_parts, recent=before.recent)
    return before


def _topic_of_head(before: _Before, rules: Rules) -> str:
    """After a list of parts the sentence goes on with its head: 三公经费预算…，其中…；决算为…"""
    topic = topic_of(before.head, rules)
    return topic if topic != before.head else before.heading


def _with_named_topic(before: _Before, statement: Statement, rules: Rules) -> _Before:
    said = statement.quantity.before
    found = rules.pattern("topic_clause").search(said) or rules.pattern("listed_point").search(said)
    topic = label_of(found["topic"], rules) if found else _announced(said, rules)
    if topic:
        return replace(before, topic=topic, heading=topic)
    return replace(before, topic="", heading="") if rules.pattern("new_point").search(said) else before


def _announced(said: str, rules: Rules) -> str:
    """“三公”经费持续下降：2022年支出… announces what the figures after the colon are of."""
    clause = _CLAUSES.split(said.rstrip())[-1]
    if (
        not clause.endswith(":")
        or rules.pattern("parts_follow").search(clause)
        or rules.pattern("breakdown_cue").search(clause)
    ):
        return ""
    return next((word for word in cut(clause, rules) if len(word) > 2 and _known(word, rules)), "")


def _list_from(statements: Sequence[Statement], position: int, before: _Before, rules: Rules) -> list[Labelled]:
    """The statement at a position, with those that follow it in one list of figures."""
    first = statements[position]
    size = 1
    while position + size < len(statements) and _continues(statements[position + size]):
        size += 1
    members = statements[position : position + size]
    lead = first.quantity.lead
    if size > 1 and (found := rules.pattern("listed").search(lead)):
        names = listed_names(found["names"], size, rules)
        if names:
            return [
                _member(s, name, i, found["verb"], rules)
                for i, (s, name) in enumerate(zip(members, names, strict=True))
            ]
    if size > 1 and first.form == "share" and not first.subject and len(before.recent) >= size:
        bases = before.recent[-size:]
        return [
            Labelled(replace(s, form="share", word=first.word, base=first.base), _share(name, rules), name, i)
            for i, (s, name) in enumerate(zip(members, bases, strict=True))
        ]
    if found := rules.pattern("each_the_same").search(lead):
        for count in range(found["names"].count("、") + 2, 1, -1):
            if names := listed_names(found["names"], count, rules):
                return [Labelled(first, name, name) for name in names]
    return [_one(first, before, rules)]


def _member(statement: Statement, name: str, place: int, verb: str, rules: Rules) -> Labelled:
    """One figure of a list that names all things first; "水费、电费分别比上年下降3.1%、5.6%" lists changes."""
    found = rules.pattern("change").search(verb)
    if not found:
        return Labelled(statement, name, name, place)
    way: Direction = "increase" if found["verb"] in rules.words["increase"] else "decrease"
    changed = replace(statement, form="change", word=found["verb"], direction=way)
    return Labelled(changed, name + found["verb"], name, place)


def _continues(statement: Statement) -> bool:
    """A number that a list goes on with: nothing but 、 or 和 since the number before."""
    quantity = statement.quantity
    return quantity.stop <= CLAUSE and not (quantity.before + quantity.lead).strip(" 、,，和与及以\n")


def _one(statement: Statement, before: _Before, rules: Rules) -> Labelled:
    kind = statement.quantity.mention.kind
    if statement.form == "change":
        return _change(statement, before, rules)
    if statement.form == "share":
        of = (
            _full(statement.subject, before, rules) or _named_between(statement, rules) or before.amount or before.count
        )
        return Labelled(statement, _share(of, rules), of)
    if statement.form == "completion":
        of = _full(statement.subject, before, rules) or before.amount or before.count
        return Labelled(statement, _completion(of, statement, rules), of)
    if statement.form == "base":
        return _base(statement, before, rules)
    if statement.form == "standard":
        return _standard(statement, before, rules)
    if statement.form == "count":
        return _counted(statement, statement.subject, before, rules)
    label = _full(statement.subject, before, rules)
    label = label or before.compared or before.of_kind(kind) or _named_before(statement, rules) or before.amount
    label = _of_month(statement, label or before.topic or before.ratio or before.count)
    return Labelled(statement, label, label)


def _full(subject: str, before: _Before, rules: Rules) -> str:
    """A label that says only which figure it is gets the topic before it: 三公经费 + 实际支出."""
    if not subject or not is_generic(subject, rules) or not before.topic or before.topic in subject:
        return subject
    if before.topic.endswith(subject):
        return before.topic
    if rules.pattern("a_budget").search(before.topic) and rules.pattern("a_budget").search(subject):
        return subject  # 部门预算, 调整后预算: one budget is no figure of another
    if rules.pattern("of_income").search(before.topic) and rules.pattern("of_spending").search(subject):
        return subject
    if is_generic(before.topic, rules) or len(before.topic) > 16:
        return subject
    return before.topic + subject


def _named_between(statement: Statement, rules: Rules) -> str:
    """负债总额200.38万元，均为其他应付款，占100%: the thing named since the figure before, if it is a known one."""
    clauses = [clause for clause in _PHRASES.split(statement.quantity.before) if clause.strip()]
    label = label_of(clauses[-1], rules) if clauses else ""
    return label if label in rules.words["fiscal_terms"] and not is_generic(label, rules) else ""


def _of_month(statement: Statement, label: str) -> str:
    """6月底执行进度为52.3%，9月底76.8%: the same thing at another time of the year."""
    month = "" if statement.subject else "".join(_MONTH.findall(statement.quantity.lead)[-1:])
    return month + _MONTH.sub("", label) if month else label


def _named_before(statement: Statement, rules: Rules) -> str:
    """结转结余率应控制在5%以内，我单位实际为2.13%: the known term nearest before the clause, in its sentence."""
    said = _SENTENCES.split(statement.quantity.before)[-1]
    return next((word for word in reversed(cut(said, rules)) if len(word) > 2 and _known(word, rules)), "")


def _base(statement: Statement, before: _Before, rules: Rules) -> Labelled:
    """较2021年的: the same thing as the figure before; 比年初预算: that thing's budget; 同2021年支出: what it names."""
    latest = before.of_kind(statement.quantity.mention.kind) or before.amount
    specific = bool(latest) and not is_generic(latest, rules)
    of = latest if specific and is_generic(statement.subject, rules) else statement.subject or latest
    if rules.pattern("own_base").search(statement.base):
        return Labelled(statement, statement.base, of)
    if rules.pattern("a_budget").search(statement.base):
        topic = rules.ending("spent").sub("", of) or of
        return Labelled(statement, statement.base if is_generic(topic, rules) else topic + statement.base, of)
    return Labelled(statement, of, of)


def _standard(statement: Statement, before: _Before, rules: Rules) -> Labelled:
    """人均国家助学金; 每人每年标准."""
    word, of = statement.word, statement.subject or before.amount
    averaged = bool(rules.pattern("averaged").search(word))
    if statement.subject and not averaged and len(statement.subject) >= _A_NAME:
        return Labelled(statement, statement.subject, statement.subject)
    rate = word + statement.subject if statement.subject else rules.maps["label_forms"]["rate"].format(per=word)
    return Labelled(statement, f"{word}{of}" if averaged else rate, of)


def _change(statement: Statement, before: _Before, rules: Rules) -> Labelled:
    mention = statement.quantity.mention
    if statement.word in rules.words["saved"] and not statement.subject and not statement.base:
        return Labelled(statement, statement.word, before.of_kind(mention.kind))
    of = _full(statement.subject, before, rules)
    if not of and mention.kind == "ratio":
        of = before.ratio if mention.unit == PERCENTAGE_POINT else before.compared or before.amount or before.count
    of = of or before.compared or before.of_kind(mention.kind) or before.amount or before.topic
    thing = rules.ending("spent").sub("", of)
    thing = of if is_generic(thing, rules) or not thing else thing
    return Labelled(statement, thing + statement.word, of)


def _share(of: str, rules: Rules) -> str:
    return rules.maps["label_forms"]["share"].format(of=of)


def _completion(of: str, statement: Statement, rules: Rules) -> str:
    """完成年初预算的95%: of the whole expenditure that is 预算执行率; of a plan 完成率."""
    forms = rules.maps["label_forms"]
    of = rules.ending("achieved_noun").sub("", of) or of
    if not statement.word or rules.pattern("plan_not_budget").search(statement.word):
        return forms["completed"].format(of=of)
    form = rules.maps["completion_verbs"].get(statement.base, "of_plan")
    if (
        of in rules.words["whole_expenditure"]
        and form == "of_budget"
        and rules.pattern("takes_up").search(statement.base)
    ):
        return forms["executed"]
    of = of if of in rules.words["budget_changes"] else topic_of(of, rules) or of
    return forms[form].format(of=of, plan=statement.word)


def _counted(statement: Statement, label: str, before: _Before, rules: Rules) -> Labelled:
    """区本级安排的7个, after projects were counted: 区本级安排的项目."""
    loose = (statement.quantity.mention.unit or "") in LOOSE_COUNTERS
    projects = bool(rules.pattern("project_noun").search(before.count))
    if statement.word and label and projects and loose:
        label = rules.maps["label_forms"]["projects"].format(which=label)
    if statement.word and not label and statement.word in rules.words["label_verbs"] and before.count:
        label = before.count + statement.word
    label = label or before.compared or before.count or before.topic
    return Labelled(statement, label, label)


def _after(before: _Before, each: Labelled, rules: Rules) -> _Before:
    form, kind = each.statement.form, each.statement.quantity.mention.kind
    if form in ("share", "completion"):
        return replace(before, ratio=each.label, compared=each.of or before.compared)
    if form in ("change", "base", "standard"):
        named = form in ("change", "base") or each.statement.subject
        return replace(before, compared=each.of if named else before.compared)
    topic = topic_of(each.label, rules)
    if kind == "amount":
        head = before.head if before.in_parts and before.head else each.label
        before = replace(before, amount=each.label, head=head)
    elif kind == "ratio":
        before = replace(before, ratio=each.label)
    else:
        before = replace(before, count=each.label)
    of_itself = is_generic(each.statement.subject, rules) or each.label in rules.words["no_topic"]
    of_itself = of_itself or bool(rules.starting("budget_changes").match(each.label))
    if kind == "amount" and topic and not of_itself:
        before = replace(before, topic=topic)
    return replace(before, compared="", recent=(*before.recent, each.label)[-12:])


def _known(topic: str, rules: Rules) -> str:
    """A heading's topic, where it is a term of budgets: 政府采购, not 下一步打算."""
    return topic if topic in rules.words["fiscal_terms"] else ""
