"""What the words of a report claim of its figures to checks: 持平, 增加, 低于, and a year that is compared with itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from jixiao.checks.change import contradicted
from jixiao.checks.claims import Claim, Way, judged, percent
from jixiao.checks.lookup import Lookup
from jixiao.checks.outcomes import unverifiable
from jixiao.checks.tellings import name_of, shown
from jixiao.document import Span
from jixiao.normalise import normalise
from jixiao.record import Check, Fact, Record, Relation

_A_PAIR = 2
_FAR = Decimal("0.5")
_FAR_APART = "两数相差过大，可能不是同一口径的数"
_STOPS = "。;!?\n"
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?年")
_WORDS = {"increase": "增长", "decrease": "减少"}
_OTHER = {"increase": "减少", "decrease": "增长"}


def wording_checks(record: Record, lookup: Lookup) -> Iterator[Check]:
    """The checks of words against figures, kind by kind."""
    yield from _directions(record, lookup)
    for block, facts in _by_block(lookup).items():
        text = normalise(lookup.places.text(block))
        yield from _levels(text, facts, lookup)
        yield from _comings(text, facts, lookup)
        yield from _comparisons(text, facts, lookup)
        yield from _within_budget(text, facts, lookup)
        yield from _same_year(text, facts, record, lookup)


def _by_block(lookup: Lookup) -> dict[str, list[Fact]]:
    blocks: dict[str, list[Fact]] = {}
    for fact in lookup.figures:
        blocks.setdefault(fact.span.block, []).append(fact)
    return {block: sorted(facts, key=lambda fact: fact.span.start) for block, facts in blocks.items()}


def _check(
    said: str, message: str, first: Fact, second: Fact, lookup: Lookup, *, holds: bool, at: Span, hint: str = ""
) -> Check:
    """A check of two figures; `said` is the part of the id that tells which words, `hint` what they may have been meant to be."""
    value, other = first.value, second.value
    return Check(
        id=f"wording:{said}:{first.id}", rule="wording", status="pass" if holds else "fail",
        severity=None if holds else "error", stated=value, computed=other,
        difference=value - other if value is not None and other is not None else None,
        unit=first.unit, operands=(first.id, second.id),
        message=f"{lookup.places.of_span(at)}：{message}", spans=(first.span, second.span),
        hint=None if holds else hint or None,
    )  # fmt: skip


def _directions(record: Record, lookup: Lookup) -> Iterator[Check]:
    """9.55万元增加到8.72万元; 增加5万元，下降3%."""
    told = set()
    for relation, new, old, at in contradicted(record, lookup):
        if (new.id, old.id) not in told:
            told.add((new.id, old.id))
            way = lookup.figures.fact(relation.whole or "").direction or "increase"
            message = f"写明{_WORDS[way]}，但{name_of(new)}与{name_of(old)}相比不是{_WORDS[way]}"
            hint = f"“{_WORDS[way]}”疑为“{_OTHER[way]}”之误，或{shown(new)}与{shown(old)}写颠倒了"
            found = _check("direction", message, new, old, lookup, holds=False, at=at, hint=hint)
            yield found if _is_by_so_much(relation, new, old, lookup) else _if_near(found)


def _is_by_so_much(relation: Relation, new: Fact, old: Fact, lookup: Lookup) -> bool:
    """Whether two figures differ by what is stated, whichever is the greater: then only the word is wrong."""
    change = lookup.figures.fact(relation.whole or "")
    rate = change.unit in ("%", "倍")
    way = Way(((1, new.id), (-1, old.id)), ((1, old.id),) if rate else (), percent(change.unit) if rate else Decimal(1))
    found = judged(Claim("change_rate" if rate else "change_amount", change.id, (way,), magnitude=True), lookup.figures)
    return found is not None and found.agreement in ("pass", "minor")


def _if_near(found: Check) -> Check:
    """The check; open where its two figures are so far apart that they are hardly of one thing."""
    if found.status != "fail" or found.stated is None or found.computed is None:
        return found
    if abs(found.stated - found.computed) < max(abs(found.stated), abs(found.computed)) * _FAR:
        return found
    return unverifiable(found, f"{found.message}，{_FAR_APART}，不能判断").model_copy(
        update={"severity": None, "hint": None}
    )


def _levels(text: str, facts: Sequence[Fact], lookup: Lookup) -> Iterator[Check]:
    """公务接待费0.62万元，与上年持平: where last year's figure is stated too, it is the same."""
    if not lookup.rules.pattern("level_with").may_be_in(text):
        return
    for found in lookup.rules.pattern("level_with").finditer(text):
        if lookup.rules.pattern("roughly_level").search(text, found.start(), found.end()):
            continue
        start = _sentence_start(text, found.start())
        before = [
            fact for fact in facts if start <= fact.span.start < found.start() and fact.pattern in ("figure", "base")
        ]
        if not before:
            continue
        new = before[-1] if before[-1].pattern == "figure" else before[0]
        olds = [each for each in before if each is not new and each.label == new.label and _is_year_before(each, new)]
        if len(olds) != 1 or (olds[0].unit, olds[0].measure) != (new.unit, new.measure):
            continue
        old = olds[0]
        holds = lookup.figures.stands_for(new.id).meets(lookup.figures.stands_for(old.id))
        message = f"写明{found['level']}，{name_of(new)}，{old.year}年为{shown(old)}"
        hint = (
            f"“{found['level']}”疑为“{_WORDS['increase' if (new.value or 0) > (old.value or 0) else 'decrease']}”之误"
        )
        yield _if_near(_check("level", message, new, old, lookup, holds=holds, at=new.span, hint=hint))


def _is_year_before(old: Fact, new: Fact) -> bool:
    return old.year is not None and new.year is not None and old.year == new.year - 1


def _comings(text: str, facts: Sequence[Fact], lookup: Lookup) -> Iterator[Check]:
    """由2022年的900万元减少到945万元: what something came to, beside what it came from."""
    pattern = lookup.rules.pattern("came_to")
    if not pattern.may_be_in(text):
        return
    for old, new in pairwise(facts):
        if old.pattern != "base" or (old.label, old.unit) != (new.label, new.unit) or not old.value or not new.value:
            continue
        found = pattern.search(text[old.span.end : new.span.start])
        if not found:
            continue
        before, after = lookup.figures.stands_for(old.id), lookup.figures.stands_for(new.id)
        way = "increase" if found["rise"] else "decrease"
        holds = after.high >= before.low if found["rise"] else after.low <= before.high
        message = f"写明{found.group().strip()}，{name_of(new)}与原来的{shown(old)}{'相符' if holds else '不符'}"
        hint = f"“{_WORDS[way]}”疑为“{_OTHER[way]}”之误，或{shown(new)}与{shown(old)}写颠倒了"
        yield _if_near(_check("came_to", message, new, old, lookup, holds=holds, at=new.span, hint=hint))


def _comparisons(text: str, facts: Sequence[Fact], lookup: Lookup) -> Iterator[Check]:
    """实际支出12万元，未超过预算10万元: the two figures on either side of the word."""
    less_than, more_than = lookup.rules.pattern("less_than"), lookup.rules.pattern("more_than")
    if not (less_than.may_be_in(text) or more_than.may_be_in(text)):
        return
    for first, second in pairwise(facts):
        if (first.kind, first.unit) != (second.kind, second.unit) or first.span.end > second.span.start:
            continue
        between = text[first.span.end : second.span.start]
        less, more = less_than.search(between), more_than.search(between)
        if not (less or more):
            continue
        a, b = lookup.figures.stands_for(first.id), lookup.figures.stands_for(second.id)
        holds = a.low <= b.high if less else a.high >= b.low
        message = f"写明{between.strip(' ,，')}，{name_of(first)}与{shown(second)}"
        message += "相符" if holds else "不符"
        hint = f"两数写颠倒了，或“{between.strip(' ,，')}”应改写"
        yield _if_near(_check("compared", message, first, second, lookup, holds=holds, at=first.span, hint=hint))


def _within_budget(text: str, facts: Sequence[Fact], lookup: Lookup) -> Iterator[Check]:
    """公务接待费预算3.5万元，支出4.2万元，未超预算: of one sentence's budget and spending of one thing."""
    if not lookup.rules.pattern("within_budget").may_be_in(text):
        return
    for found in lookup.rules.pattern("within_budget").finditer(text):
        start = _sentence_start(text, found.start())
        before = [fact for fact in facts if start <= fact.span.start < found.start() and fact.pattern == "figure"]
        by_measure = {fact.measure: fact for fact in before if fact.kind == "amount"}
        budget, spent = by_measure.get("budget"), by_measure.get("final")
        if len(before) != _A_PAIR or budget is None or spent is None or budget.year != spent.year:
            continue
        holds = lookup.figures.stands_for(spent.id).low <= lookup.figures.stands_for(budget.id).high
        message = f"写明{found.group()}，{name_of(spent)}，{name_of(budget)}"
        hint = f"“{found.group()}”疑为“超预算”之误，或两数写颠倒了"
        yield _check("budget", message, spent, budget, lookup, holds=holds, at=spent.span, hint=hint)


def _same_year(text: str, facts: Sequence[Fact], record: Record, lookup: Lookup) -> Iterator[Check]:
    """2024年预算12万元，比2024年预算增加1万元: a year cannot have changed against itself."""
    for change in facts:
        if change.pattern != "change" or change.year != record.fiscal_year or change.year is None:
            continue
        start = _sentence_start(text, change.span.start)
        found = lookup.rules.pattern("compared_year").search(text, start, change.span.start)
        if not found or int(found["year"]) != change.year:
            continue
        if {int(year) for year in _YEAR.findall(text, start, change.span.start)} != {change.year}:
            continue
        new = _figure_before(facts, change)
        wanted = lookup.rules.maps["measure_of_word"].get(found["measure"] or "", new.measure if new else None)
        if new is None or new.measure != wanted or new.year != change.year:
            continue
        message = f"{name_of(new)}是{change.year}年的数，却写明与{change.year}年相比有增减"
        hint = f"作比较的“{change.year}年”疑为“{change.year - 1}年”之误"
        found_wrong = _check("year", message, change, new, lookup, holds=False, at=change.span, hint=hint)
        yield found_wrong.model_copy(update={"computed": None, "difference": None})


def _figure_before(facts: Sequence[Fact], change: Fact) -> Fact | None:
    before = [fact for fact in facts if fact.span.end <= change.span.start and fact.pattern == "figure"]
    return before[-1] if before else None


def _sentence_start(text: str, at: int) -> int:
    return max(text.rfind(stop, 0, at) for stop in _STOPS) + 1
