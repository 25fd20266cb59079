"""Quantities to statements: what a sentence says of each number: a figure, a change, a share, a base of comparison.

Only the words around the number are looked at here; what the words leave open (a change of what?) the facts stage fills
in from the statements before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Literal, NamedTuple

import regex

from jixiao.facts.clauses import Quantity
from jixiao.facts.labels import label_of
from jixiao.mentions import PERCENTAGE_POINT, Mention
from jixiao.patterns import Pattern, Rules
from jixiao.record import Direction, UnreadReason
from jixiao.words import cut

TAIL = 16
"""Characters behind a number that may say that it is a bound."""
Form = Literal["figure", "change", "share", "completion", "base", "standard", "count"]


class Statement(NamedTuple):
    """What is said of one number.

    `subject` is the label of what it is said of, "" where the sentence leaves that to what came before; `word` is the
    relating word: 减少 of a change, 占支出总额 of a share, 年初预算 of a completion, 每人每月 of a standard.
    """

    quantity: Quantity
    form: Form
    subject: str
    word: str = ""
    base: str = ""
    direction: Direction | None = None


def statement_of(quantity: Quantity, rules: Rules) -> Statement:
    """What the words around a number say it is."""
    kind, lead = quantity.mention.kind, quantity.lead
    if kind == "ratio" and lead.strip(" )") == _OF:
        lead = _OVER_NUMBER.sub(_OF, quantity.clause)  # 完成预算120000万元的78.75%
        planned = _OVER_COUNT.sub(_OF, quantity.clause)  # 为计划45公里的94.67%
        lead = planned if rules.find("completion", planned) else lead
    if len(sides := _EQUALS.split(quantity.clause, 1)) > 1:
        own = label_of(_OPERATORS.split(lead)[-1], rules) if kind == "amount" else ""
        named = _NOT_NAME.split(sides[0].strip())[0]  # 资金到位率指标得4分（满分5分）：（900+240）/1200×100%=95%
        return Statement(quantity, "figure", own or label_of(rules.ending("scored_tail").sub("", named), rules))
    if kind == "count" and (whole := _counted_whole(quantity, rules)):
        return whole
    if kind == "count" and not _is_compared(quantity, rules):
        return _count(quantity, rules)
    if kind == "ratio" and _SHARE_OF_COUNT.search(quantity.clause):
        return Statement(quantity, "share", "", _SHARE)
    if kind == "amount" and (paid := _standard(quantity, rules) or _base_of_ratio(quantity, rules)):
        return paid
    return (
        _base(quantity, lead, rules)
        or _change(quantity, lead, rules)
        or _difference(quantity, rules)
        or _base_of_change(quantity, lead, rules)
        or (_rate(quantity, lead, rules) if kind == "ratio" else None)
        or _figure(quantity, lead, rules)
    )


def _base(quantity: Quantity, lead: str, rules: Rules) -> Statement | None:
    """去年同期为1,497万元, 高于上年的7.5%, 控制在年初预算56万元以内, 、2021年的8.13万元: another figure to compare with."""
    points = quantity.mention.unit == PERCENTAGE_POINT  # 低于上年2.35个百分点 is by how much
    for alone in ("base_alone",) if points else ("base_alone", "base_exceeded"):
        if found := rules.find(alone, lead):
            return Statement(quantity, "base", "", base=found["base"])
    within = rules.find("base_within", lead) if quantity.mention.kind == "amount" else None
    if within and (not within["inside"] or rules.find("inside_follows", quantity.tail)):
        return Statement(quantity, "base", label_of(within["subject"], rules), base=within["base"])
    if (found := rules.find("base_goes_on", lead)) and rules.find("base_follows", quantity.after):
        return Statement(quantity, "base", "", base=found["base"])
    return None


def _change(quantity: Quantity, lead: str, rules: Rules) -> Statement | None:
    found = rules.find("change", lead)
    if not found or not _is_change(found, quantity.mention.kind, rules):
        return None
    word = found["verb"]
    direction: Direction | None = None
    if word in rules.words["increase"]:
        direction = "increase"
    elif word in rules.words["decrease"]:
        direction = "decrease"
    return Statement(quantity, "change", label_of(found["subject"], rules), word, found["base"] or "", direction)


def _base_of_change(quantity: Quantity, lead: str, rules: Rules) -> Statement | None:
    """由65人减少到61人, 较上年的8个减少2个: the figure that a change starts from."""
    if (found := rules.find("base_of_fall_to", lead)) and rules.find("fall_to_follows", quantity.tail):
        return Statement(quantity, "base", label_of(found["subject"], rules), base=found["base"])
    if (found := rules.find("base_of_change", lead)) and rules.find("base_follows", quantity.after):
        subject = label_of(found["subject"], rules) or label_of(found["noun"] or "", rules)
        return Statement(quantity, "base", subject, base=found["base"])
    return None


def _is_compared(quantity: Quantity, rules: Rules) -> bool:
    """Whether a count is no number of things, but one that changed, by how much it did, or what it changed from."""
    lead = quantity.lead
    changed = rules.find("change", lead) or rules.find("differs", lead)
    return bool(changed) or _base_of_change(quantity, lead, rules) is not None


def _rate(quantity: Quantity, lead: str, rules: Rules) -> Statement | None:
    if found := rules.find("times_of", lead):
        return Statement(quantity, "figure", label_of(found["subject"], rules))
    if found := rules.find("completion", lead):
        subject = label_of(found["subject"], rules)
        return Statement(quantity, "completion", subject, found["plan"] or "", base=found["verb"] or "")
    if found := rules.find("share", lead):
        return Statement(quantity, "share", label_of(found["subject"], rules), _SHARE, (found["whole"] or "").strip())
    return None


def _figure(quantity: Quantity, lead: str, rules: Rules) -> Statement:
    label, noun = label_of(lead, rules), _noun_after(quantity, rules)
    of_it = lead.rstrip().endswith(_OF) and not rules.find("is_named_after", quantity.tail)
    opens = quantity.mention.kind == "amount" and not quantity.stop and not quantity.before
    if noun and (not label or of_it or label in rules.words["label_verbs"]):
        label = noun
    elif opens and (found := rules.find("granted", lead)):
        label = label_of(found["noun"], rules) or label
    return Statement(quantity, "figure", _said_after(quantity, rules) if len(label) <= 1 else label)


def _standard(quantity: Quantity, rules: Rules) -> Statement | None:
    """2,000元/人, 户均补助1万元: money for each one; of 较上年人均0.42万元 the mean that another is compared with."""
    lead = quantity.lead
    if found := rules.find("per_after", quantity.tail):
        return Statement(quantity, "standard", label_of(lead, rules), word=found["per"])
    found = rules.find("standard", lead)
    if not found:
        return None
    old = rules.find("base_of_change", lead)
    if old and rules.find("averaged", old["noun"] or "") and rules.find("base_follows", quantity.after):
        return Statement(quantity, "base", label_of(old["subject"], rules), base=old["base"])
    per, subject = (found["mean"] or "") + found["per"], label_of(lead[: found.start()], rules)
    if found["noun"] and subject and rules.find("averaged", per):
        return Statement(quantity, "figure", label_of(lead, rules))  # 门诊次均费用 is a figure by its name
    return Statement(quantity, "standard", subject, word=per, base=found["noun"] or "")


def _difference(quantity: Quantity, rules: Rules) -> Statement | None:
    """比年初预算数多86.5万元, (61.20元，)多3.30元, 比上年高1.2个百分点: by how much one figure lies above or below another."""
    kind, lead = quantity.mention.kind, quantity.lead
    found = rules.find("differs", lead) if kind != "ratio" else None
    if not found and kind == "amount":
        found = rules.find("apart", lead)
    if not found and quantity.mention.unit == PERCENTAGE_POINT:
        found = rules.find("rise_of_points", lead)
    if not found:
        return None
    named = found.groupdict()  # of "apart" nothing but the verb
    way: Direction = "decrease" if named["verb"].startswith(_LOW) else "increase"
    subject = label_of(named["subject"], rules) if named.get("subject") else ""
    return Statement(quantity, "change", subject, named["verb"], named.get("base") or "", way)


def _base_of_ratio(quantity: Quantity, rules: Rules) -> Statement | None:
    """完成预算120000万元的78.75%, 占支出总额1210.74万元的11.88%: the amount that a rate or share is taken of."""
    if quantity.tail.strip() != _OF:
        return None
    if found := rules.find("completion", quantity.lead):
        return Statement(quantity, "base", label_of(found["subject"], rules), base=found["plan"] or "")
    found = rules.find("share", quantity.lead)
    if found and found["whole"]:
        return Statement(quantity, "base", label_of(found["whole"], rules), word=_SHARE)
    return None


def _counted_whole(quantity: Quantity, rules: Rules) -> Statement | None:
    """占48个行政村的58.33%, 完成年度任务3,000人的108.5%: the count that a share or rate is taken of."""
    noun = _OF_COUNTED.match(quantity.tail)
    if noun and not noun[1] and (done := rules.find("completion", quantity.lead)) and done["plan"]:
        return Statement(quantity, "base", label_of(done["subject"], rules), base=done["plan"])
    found = rules.find("share", quantity.lead) if noun else None
    if not found or not noun or _SHARE not in quantity.lead:
        return None
    whole = (found["whole"] or "") + noun[1]
    return Statement(quantity, "base", label_of(whole, rules) or whole.strip(), word=_SHARE)


def with_shares_in_brackets(statements: Sequence[Statement]) -> list[Statement]:
    """甲60万元（60%）、乙40万元（40%）: percentages that stand alone in brackets behind amounts, 100 together, are shares."""
    found: dict[int, list[int]] = {}
    for place, (before, one) in enumerate(pairwise(statements), 1):
        alone = one.form == "figure" and one.quantity.mention.kind == "ratio" and not one.quantity.lead.strip(" (")
        inside = one.quantity.depth > before.quantity.depth and before.quantity.mention.kind == "amount"
        if alone and inside and not one.quantity.before.strip(" ("):
            found.setdefault(one.quantity.sentence, []).append(place)
    out = list(statements)
    for places in found.values():
        values = [statements[place].quantity.mention.value for place in places]
        if len(places) > 1 and abs(sum(value for value in values if value is not None) - _ALL) <= _ROUNDED:
            for place in places:
                out[place] = out[place]._replace(form="share", word=_SHARE)
    return out


def _said_after(quantity: Quantity, rules: Rules) -> str:
    """另有60.75万元为招标节约, 仍有1.08万元尚未追回: what only the words behind an amount say."""
    if quantity.mention.kind != "amount" or not quantity.lead.strip(" ,，、"):
        return ""
    if found := rules.find("not_yet_after", quantity.tail):
        return found["done"]
    found = rules.find("is_named_after", quantity.tail)
    return label_of(found["noun"], rules) if found else ""


def _is_change(found: regex.Match[str], kind: str, rules: Rules) -> bool:
    """服务能力提升80万元 is no rise of 80: money that rises says from what (比, 同比) or which known sum rises."""
    if kind == "count" and found["base"] is None and found["verb"] in rules.words["rise_of_quality"]:
        return False  # 改造提升8个
    if kind != "amount" or found["verb"] not in rules.words["rise_of_rates"]:
        return True
    subject = label_of(found["subject"], rules)
    return (
        not subject
        or found["base"] is not None
        or found.start("verb") > found.end("subject")
        or any(word in rules.words["fiscal_terms"] for word in cut(subject, rules)[-1:])
    )


def reasons_in(said: str, rules: Rules) -> tuple[Pattern, ...]:
    """The patterns of bounds, aims and rules that a stretch of text may hold: few, and in most stretches none."""
    return tuple(each for each in rules.group("thresholds") if each.may_be_in(f"{said}{_NUMBER}"))


def unread_reason(text: str, mention: Mention, sentence_start: int, reasons: Sequence[Pattern]) -> UnreadReason | None:
    """Why a number is a bound, an aim or a rule and no fact; None where it is one.

    "绩效目标实现程度达到50%的项目有2个": 50% is a threshold, 2个 is a fact.
    """
    at = mention.span
    tail = text[at.end : at.end + TAIL]
    qualifier = mention.qualifier or ""
    before = text[max(sentence_start, at.start - 80) : at.start]
    if qualifier and before.endswith(qualifier):
        before = before[: -len(qualifier)] + qualifier
    sentence = f"{before}{_NUMBER}{tail}"
    found = next((pattern for pattern in reasons if pattern.search(sentence)), None)
    return _REASONS[found.name.split("_")[0]] if found else None


_NUMBER = "#"  # stands for the number that a pattern of bounds is asked about
_DONE = "了"
_ALL, _ROUNDED = Decimal(100), Decimal("0.1")
_IS = "是"  # 5.10万元是防护服的质量保证金
_OF, _SHARE = "的", "占"
_NOT_NAME = re.compile(r"[:：(（=＝]|(?<!\d)\d+(?!\d|\s?年)")
_EQUALS = re.compile("[=＝]")
_OPERATORS = re.compile(r"[=＝÷/／×*+(-]")
_OVER_NUMBER = re.compile(r"\(?\d[\d.,，\s]*(?:[万亿千]?元|个|人)?\)?\s?的\s?$")
_OVER_COUNT = re.compile(r"\(?\d[\d.,，\s]*[一-鿿]{1,4}\)?\s?的\s?$")
_OF_COUNTED = re.compile(r"\s?([^，。;,:\d]{0,12})的$")
_SHARE_OF_COUNT = re.compile(r"占[^，。;,:\d]{0,8}\d[\d.,，\s]*(?![年月日万亿千元])[一-鿿]{1,14}的\s?$")
_JOINTS = ("、", "和", "与", "及")
_LONG = 12  # characters of what leads to a count and is no name of what is counted
_LOW = ("低", "慢", "少")
_REASONS: dict[str, UnreadReason] = {"threshold": "threshold", "target": "target", "rule": "rule"}


def _count(quantity: Quantity, rules: Rules) -> Statement:
    """11个项目, 项目11个, 区本级安排的7个: the thing counted stands on either side of the number."""
    noun = _noun_after(quantity, rules)
    lead = quantity.lead.rstrip()
    if noun and not quantity.before and not quantity.opens_sentence and rules.find("joined_on", lead):
        return Statement(quantity, "count", noun)  # 8个科室和5个下属单位: 科室 belongs to the number before
    label = label_of(lead, rules)
    if not noun and (found := rules.find("counted_grade", lead)):
        return Statement(quantity, "count", found["grade"])
    if found := rules.find("what_counted_things_did", quantity.tail.strip()):
        return Statement(
            quantity, "count", rules.maps["label_forms"]["projects"].format(which=found["did"].replace(_DONE, ""))
        )
    if not label and not noun and (words := cut(lead.rstrip(), rules)) and words[-1] in rules.words["counted_bodies"]:
        label = words[-1]  # 全镇共有学校12所
    if not label and not noun and lead in rules.words["label_verbs"]:
        return Statement(quantity, "count", "", word=lead)
    if noun and rules.find("project_noun", noun):
        return Statement(quantity, "count", _counted(lead, label, noun, rules))
    listed = any(joint in cut(label, rules) for joint in _JOINTS)  # 杂志社、干部学院2个事业单位
    if noun and (not label or label in rules.words["label_verbs"] or len(label) > _LONG or listed):
        return Statement(quantity, "count", noun)
    if lead.endswith("的") or (label and not noun and lead.endswith("的有")):
        return Statement(quantity, "count", label, word="的")
    return Statement(quantity, "count", label or noun)


def _counted(lead: str, label: str, noun: str, rules: Rules) -> str:
    """自评 + 项目: a short verb before the number says which projects are counted."""
    short = label and len(label) <= 6 and not rules.find("project_noun", label)
    return f"{label}{noun}" if short and not noun.startswith(label) else noun


def _noun_after(quantity: Quantity, rules: Rules) -> str:
    """The thing counted or paid for, where it follows the number: 30万元专项资金."""
    if quantity.mention.kind == "ratio" and not quantity.tail.startswith(_OF):
        return ""
    found = rules.find("noun_after_count", quantity.tail)
    if not found:
        return ""
    paid = rules.find("granted", found["noun"]) if quantity.mention.kind == "count" else None
    noun = label_of(paid["whom"] if paid else found["noun"].removeprefix(_IS), rules)
    if not noun and quantity.mention.kind == "ratio":
        noun = found["noun"].strip()  # 三分之一的街道
    changes = noun in rules.words["increase"] or noun in rules.words["decrease"]
    named = len(noun) >= 2 or noun in rules.words["counted_bodies"]  # 258个村
    return noun if named and not changes and noun not in rules.words["label_verbs"] else ""
