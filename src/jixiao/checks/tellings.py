"""A judged claim to the sentence that a finance officer reads: what is printed, what it should be, and how one knows."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from jixiao.checks.claims import Claim, Judgement, Way
from jixiao.checks.operands import Figures, Terms
from jixiao.checks.quoting import quoted
from jixiao.checks.rounding import plain
from jixiao.record import Fact

_SHOWN = 12
"""A sum of more parts than this is told without them."""
_RATIO_PLACES = Decimal("0.01")


def name_of(fact: Fact) -> str:
    """A fact as a sentence names it: “资产总额”15230.66万元."""
    return f"{quoted(fact.label)}{shown(fact)}"


def shown(fact: Fact) -> str:
    """The value as printed, in the unit of the record."""
    return f"{fact.qualifier or ''}{fact.value:f}{fact.unit or ''}" if fact.value is not None else fact.text


def result_of(claim: Claim, judgement: Judgement, figures: Figures) -> Decimal | None:
    """What the stated figure should be: a sum exactly, a quotient to the digits printed and at least two decimals.

    Without a sign where the printed one has none.
    """
    computed = judgement.computed
    if computed is None or claim.stated is None:
        return computed
    stated = figures.fact(claim.stated)
    if claim.magnitude and stated.value is not None and (stated.value >= 0) != (computed >= 0):
        computed = -computed
    if not judgement.way.under:
        return computed
    places = min(_RATIO_PLACES, stated.resolution or _RATIO_PLACES)
    return computed.quantize(places, rounding=ROUND_HALF_UP)


def formula(way: Way, figures: Figures) -> str:
    """The calculation in figures: (9.55-8.72)÷9.55."""
    over = _terms(way.over, figures)
    if not way.under:
        return over
    under = _terms(way.under, figures)
    return f"{_bracketed(over, way.over)}÷{_bracketed(under, way.under)}"


def _terms(terms: Terms, figures: Figures) -> str:
    if len(terms) > _SHOWN:
        return f"{len(terms)}项之和"
    text = "".join(f"{'+' if sign > 0 else '-'}{plain(figures.value(fact))}" for sign, fact in terms)
    return text.removeprefix("+")


def _bracketed(text: str, terms: Terms) -> str:
    return f"({text})" if len(terms) > 1 else text


def sentence(claim: Claim, judgement: Judgement, figures: Figures, why: str = "") -> str:
    """The check in one sentence, without the place."""
    if claim.stated is None:
        total = plain(judgement.computed or Decimal(0))
        agrees = judgement.agreement in ("pass", "minor")
        return f"各项占比合计{total}%" + ("" if agrees else "，应为100%")
    stated = figures.fact(claim.stated)
    if judgement.computed is None:
        return f"{name_of(stated)}无从算起：作为基数的{_bases(judgement.way, figures)}"
    result, unit = result_of(claim, judgement, figures), stated.unit or ""
    assert result is not None
    told = f"{formula(judgement.way, figures)}={result:f}{unit}"
    if judgement.agreement == "pass":
        return f"{name_of(stated)}与{told}相符"
    apart = f"{abs((stated.value or Decimal(0)) - result):f}{unit}"
    if judgement.agreement == "open":
        return f"{name_of(stated)}与{told}相差{apart}，{why}，不能判断"
    if claim.rule == "restatement":
        return _restated(stated, judgement.way, figures, apart)
    if not judgement.way.under and claim.rule in ("breakdown_sum", "table_sum"):
        return f"{name_of(stated)}，而各项合计{told}，相差{apart}"
    last = "（末位尾差）" if judgement.agreement == "minor" else ""
    return f"{name_of(stated)}，而按{told}计算，相差{apart}{last}"


def _restated(stated: Fact, way: Way, figures: Figures, apart: str) -> str:
    first = figures.fact(way.over[0][1])
    return f"{name_of(stated)}与前文的{shown(first)}不一致，相差{apart}"


def _bases(way: Way, figures: Figures) -> str:
    return "、".join(name_of(figures.fact(fact)) for _, fact in way.under)
