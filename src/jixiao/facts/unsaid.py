"""Statements so far to what they leave unsaid for those to come: topics, heads of lists, figures compared with.

"三公经费11.23万元，较2022年减少1.13万元": the second statement does not say what was reduced, the first one did.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from jixiao.facts.clauses import HALF
from jixiao.facts.labels import heading_topic, is_generic, label_of, topic_of
from jixiao.facts.statements import Statement
from jixiao.patterns import Rules
from jixiao.words import cut

_SCORE_RATE = "得分率"
_SENTENCES, _CLAUSES = re.compile(r"[。;\n]"), re.compile(r"[。;，,\n]")


class Labelled(NamedTuple):
    """A statement with its label, and the label of what it is said of (`of`: the base of a share or change)."""

    statement: Statement
    label: str
    of: str
    listed: int = -1
    """Its place in a list that names all things first (A、B和C分别为…), else -1."""


class Before(NamedTuple):
    """What the statements so far leave for those to come: labels by kind, of the sentence's head and of all.

    A tuple, because each statement changes a field or two of it: that costs a quarter of what a dataclass takes.
    """

    heading: str = ""
    topic: str = ""
    head: str = ""
    in_parts: bool = False
    amount: str = ""
    ratio: str = ""
    counted: str = ""
    compared: str = ""
    recent: tuple[str, ...] = ()
    latest: str = ""
    latest_kind: str = ""
    averaged: bool = False
    aimed: bool = False
    """Whether the topic is an indicator whose aim was told: only its result and rate, in this half-sentence, are of it."""
    sentence: int = -1
    depth: int = 0
    outside: Before | None = None
    """What was said before the bracket that is open."""

    @property
    def told_last(self) -> str:
        """The label of the amount or count that was told last."""
        told = (label for label in reversed(self.recent) if label in (self.amount, self.counted))
        return next(told, self.amount or self.counted)

    def of_kind(self, kind: str) -> str:
        """The label of the latest amount, ratio or count."""
        return {"amount": self.amount, "ratio": self.ratio, "count": self.counted}[kind]


def at_heading(heading: str, rules: Rules) -> Before:
    """What a passage begins with: the term of budgets that its heading names."""
    topic = known_term(heading_topic(heading, rules), rules)
    return Before(heading=topic, topic=topic)


def going_on(before: Before, statement: Statement, rules: Rules) -> Before:
    """What is left unsaid at a statement: its sentence, its bracket and the words before it settle that."""
    if before.aimed and statement.quantity.stop >= HALF:
        before = before._replace(topic=before.heading, aimed=False)
    if statement.quantity.sentence != before.sentence:
        before = _new_sentence(before, statement, rules)
    before = _out_of_brackets(before, statement)
    before = _with_named_topic(before, statement, rules)
    if statement.quantity.stop == HALF and (subject := _subject(statement.quantity.before, rules)):
        before = before._replace(amount=subject, compared="", topic=subject)
    if before.in_parts and statement.quantity.stop == HALF:
        before = before._replace(in_parts=False, topic=_topic_of_head(before, rules))
    if rules.find("parts_follow", statement.quantity.before + statement.quantity.lead):
        before = before._replace(in_parts=True)
    return before


def _new_sentence(before: Before, statement: Statement, rules: Rules) -> Before:
    """A new sentence speaks of the last one's head, not of the last part it listed, unless it names its own subject."""
    quantity = statement.quantity
    goes_on = rules.find("parts_follow", quantity.before + quantity.lead)
    subject = "" if goes_on else _subject(quantity.before, rules)
    return before._replace(
        sentence=quantity.sentence,
        amount=subject or before.head or before.amount,
        compared="",
        recent=(),
        latest="",
        latest_kind="",
        averaged=False,
        head=before.head if goes_on else "",
        in_parts=False,
        topic=before.topic if goes_on else subject or before.heading,
        ratio="" if subject else before.ratio,
        counted="" if subject else before.counted,
    )


def _subject(said: str, rules: Rules) -> str:
    """经营收入来自停车场承包，比上年减少5.50万元: the known term that a sentence begins with, before its first figure."""
    clause, comma, _ = _SENTENCES.split(said)[-1].strip().partition("，")
    words = cut(clause + comma, rules) if comma else ()
    return known_term(words[0], rules) if words and len(words[0]) > 2 else ""


def _out_of_brackets(before: Before, statement: Statement) -> Before:
    """After a bracket the sentence speaks again of what stood before it: 购置及运行费5万元（购置费2万元），占80%."""
    depth = statement.quantity.depth
    if depth > before.depth:
        return before._replace(depth=depth, outside=before)
    if depth < before.depth and before.outside is not None:
        outside = before.outside
        return outside._replace(depth=depth, in_parts=before.in_parts, recent=before.recent)
    return before


def _topic_of_head(before: Before, rules: Rules) -> str:
    """After a list of parts the sentence goes on with its head: 三公经费预算…，其中…；决算为…"""
    topic = topic_of(before.head, rules)
    return topic if topic != before.head else before.heading


def _with_named_topic(before: Before, statement: Statement, rules: Rules) -> Before:
    said = statement.quantity.before
    if not said:
        return before
    if statement.quantity.lead.endswith(_SCORE_RATE) and (scored := rules.find("scored_before", said)):
        return before._replace(topic=scored["topic"])
    if aim := rules.find("aimed_at", said):
        return before._replace(topic=label_of(aim["topic"], rules), aimed=True)
    found = rules.find("topic_clause", said) or rules.find("listed_point", said)
    topic = label_of(found["topic"], rules) if found else _announced(said, rules)
    if topic:
        return before._replace(topic=topic, heading=topic)
    return before._replace(topic="", heading="") if rules.find("new_point", said) else before


def _announced(said: str, rules: Rules) -> str:
    """“三公”经费持续下降：2022年支出… announces what the figures after the colon are of."""
    if not said.rstrip().endswith(":"):
        return ""
    clause = _CLAUSES.split(said.rstrip())[-1]
    if rules.find("parts_follow", clause) or rules.find("breakdown_cue", clause):
        return ""
    return next((word for word in cut(clause, rules) if len(word) > 2 and known_term(word, rules)), "")


def told(before: Before, each: Labelled, rules: Rules) -> Before:
    """What a labelled statement leaves for those behind it."""
    form, kind = each.statement.form, each.statement.quantity.mention.kind
    if form in ("share", "completion"):
        return before._replace(ratio=each.label, compared=each.of or before.compared)
    if form in ("change", "base", "standard"):
        named = form in ("change", "base") or each.statement.subject
        mean = form == "standard" and bool(rules.find("averaged", each.statement.word))
        compared = each.label if mean else each.of if named else before.compared
        return before._replace(compared=compared, averaged=mean or (before.averaged and form != "base"))
    before = before._replace(
        latest=each.label,
        latest_kind=kind,
        averaged=False,
        compared="",
        recent=(*before.recent, each.label)[-12:],
        amount=each.label if kind == "amount" else before.amount,
        ratio=each.label if kind == "ratio" else before.ratio,
        counted=each.label if kind == "count" else before.counted,
    )
    if kind != "amount":
        return before
    head = before.head if before.in_parts and before.head else each.label
    return before._replace(head=head, topic=_topic_left(each, rules) or before.topic)


def _topic_left(each: Labelled, rules: Rules) -> str:
    """The topic that an amount leaves, "" where it tells a figure of what was spoken of before."""
    if is_generic(each.statement.subject, rules) or each.label in rules.words["no_topic"]:
        return ""
    return "" if rules.starting("budget_changes").match(each.label) else topic_of(each.label, rules)


def known_term(topic: str, rules: Rules) -> str:
    """A heading's topic, where it is a term of budgets: 政府采购, not 下一步打算."""
    return topic if topic in rules.words["fiscal_terms"] else ""
