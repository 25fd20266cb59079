"""Known definitions to claims: a report that names a ratio and its operands lets one calculate it (资产负债率, 执行率, …).

Operands are taken from the sentence or row of the figure, else from its paragraph or section, of its year and subject, and
only where one value answers to a name. Those that stand elsewhere in the report can confirm a ratio, but not refute it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from jixiao.checks.circles import Answers, Circle
from jixiao.checks.claims import Claim, Way, judged, percent
from jixiao.checks.defined import Defined, Definitions, Operand
from jixiao.checks.lookup import Lookup
from jixiao.checks.operands import Term, Terms
from jixiao.checks.plausibility import one_slip_explains
from jixiao.record import Fact, Record, Rule

_NOT_NAMED = "没有写明计算所需的数"
_MORE_TERMS = "可能还有没有写出的增减"
_FAR_AWAY = "所用的数写在别处，不能确定是同一口径"
_OTHER_THING = "所用的数不能确定说的是同一件事"

_SISTERS = 2
"""Rows of a column that are met before another is held to the same definition."""

_Answering = Callable[[str], Fact | None]
"""The one figure that answers to the name of an operand."""


class _Found(Struct, frozen=True):
    """A calculation, and whether its operands are certainly of the thing that the figure is of."""

    way: Way
    one_subject: bool


def claims(record: Record, lookup: Lookup) -> Iterator[Claim]:
    """The claims of ratios, then those of balances; the alternatives of one label make one claim."""
    known = lookup.rules.once(Definitions)
    related = {relation.whole for relation in record.relations if relation.kind in ("ratio", "share", "change")}
    rates: list[tuple[Fact, Claim]] = []
    for fact in lookup.figures:
        if fact.kind == "ratio" and fact.id not in related and fact.pattern not in ("change", "share", "base"):
            defined = known.of_ratio(lookup.name(fact.label))
            if defined and (claim := _claim("ratio_definition", fact, defined, lookup)):
                rates.append((fact, claim))
    yield from _sure_by_columns(rates, lookup)
    for fact in lookup.figures:
        if fact.kind == "amount" and fact.pattern not in ("change", "base"):
            defined = known.of_balance(lookup.name(fact.label))
            if defined and (claim := _claim("balance", fact, defined, lookup)):
                yield claim


def _sure_by_columns(rates: Sequence[tuple[Fact, Claim]], lookup: Lookup) -> Iterator[Claim]:
    """The claims in order, one that was open made certain where all others of its column are met and one slip explains it.

    年度 | 到位资金 | 支出 | 支出率, with 98.19% and 97.00% of two years met: then 96.57% for 96.75% of the third is a slip.
    """
    columns: dict[tuple[str, int], list[Claim]] = {}
    for fact, claim in rates:
        if (column := _column(fact, lookup)) is not None:
            columns.setdefault(column, []).append(claim)
    sure: dict[int, Claim] = {}
    for claims in columns.values():
        if len(claims) <= _SISTERS or all(claim.doubt != _MORE_TERMS for claim in claims):
            continue
        unmet = [claim for claim in claims if not _is_met(claim, lookup)]
        if len(unmet) == 1 and unmet[0].doubt == _MORE_TERMS:
            bare = replace(unmet[0], doubt="")
            if _is_a_slip(bare, lookup, firm=True):
                sure[id(unmet[0])] = bare
    yield from (sure.get(id(claim), claim) for _, claim in rates)


def _column(fact: Fact, lookup: Lookup) -> tuple[str, int] | None:
    """The table and column of a figure that is a cell."""
    block = lookup.places.blocks.get(fact.span.block)
    return (block.table, block.column) if block and block.table and block.column is not None else None


def _is_met(claim: Claim, lookup: Lookup) -> bool:
    found = judged(replace(claim, doubt=""), lookup.figures)
    return found is not None and found.agreement == "pass"


def _claim(rule: Rule, fact: Fact, defined: Sequence[Defined], lookup: Lookup) -> Claim | None:
    report = lookup.whole_report()
    defined = [each for each in defined if report.states(fact.year, each.prefix, each.definition.names)]
    near = [
        (found, each.definition.firm) for each in defined if (found := _found(each, fact, lookup.closely(fact), lookup))
    ]
    claim = Claim(rule, fact.id, tuple(found.way for found, _ in near))
    if any(firm and found.one_subject for found, firm in near):
        return claim
    if near and _is_a_slip(claim, lookup, firm=any(firm for _, firm in near)):
        return claim
    far = [found.way for each in defined if (found := _found(each, fact, [report], lookup))]
    doubt = _MORE_TERMS if any(found.one_subject for found, _ in near) else _OTHER_THING if near else _NOT_NAMED
    ways = tuple(dict.fromkeys((*claim.ways, *far)))
    doubt = _FAR_AWAY if far and not near else doubt
    return Claim(rule, fact.id, ways, doubt=doubt) if ways or rule == "ratio_definition" else None


def _is_a_slip(claim: Claim, lookup: Lookup, *, firm: bool) -> bool:
    """Whether one slip explains what else would be open; of a quotient only a slip in the printed rate is evidence."""
    if claim.rule == "balance":
        return one_slip_explains(claim, lookup.figures)
    return firm and one_slip_explains(claim, lookup.figures, of=(claim.stated or "",))


def _found(defined: Defined, fact: Fact, circles: Iterable[Circle], lookup: Lookup) -> _Found | None:
    """The calculation with figures from the narrowest circle that has all the operands."""
    definition = defined.definition
    names = definition.names
    for circle in circles:
        for answering, one_subject in _subjects(defined.prefix, names, fact, circle, lookup):
            over = _terms(definition.over, answering)
            under = _terms(definition.under, answering) if over else ()
            if over and (under or not definition.under):
                times = percent(fact.unit) if definition.under else Decimal(1)
                return _Found(Way(over, under, times), one_subject)
    return None


def _subjects(
    prefix: str, names: Collection[str], fact: Fact, circle: Circle, lookup: Lookup
) -> Iterator[tuple[_Answering, bool]]:
    """Where operands are looked for, and whether they are then of the subject of the figure itself.

    Those named like 基本支出执行率 (基本支出预算) come first; a total beside them is of another thing, so the two are
    never mixed. What only stands under a scope (财政拨款全年预算数) is of one scope throughout.
    """
    year = fact.year
    has_own = False
    if prefix:
        own = {name: circle.behind(year, prefix, name) for name in names}
        has_own = any(each.besides(fact) for each in own.values())
        if has_own:
            yield lambda name: own[name].one_besides(fact), True
    whole = {name: circle.exactly(year, name) for name in names}
    yield lambda name: whole[name].one_besides(fact), not (has_own or _is_specific(prefix, lookup))
    if not prefix:
        for scope in circle.scopes(year, names):
            yield from _scoped(fact, whole, {name: circle.scoped(year, scope, name) for name in names})


def _scoped(
    fact: Fact, whole: Mapping[str, Answers], scoped: Mapping[str, Answers]
) -> Iterator[tuple[_Answering, bool]]:
    """All operands under one scope; or those that stand without it, and the rest under it."""
    yield lambda name: scoped[name].one_besides(fact), True
    yield lambda name: (whole if whole[name].besides(fact) else scoped)[name].one_besides(fact), False


def _is_specific(prefix: str, lookup: Lookup) -> bool:
    """Whether what stands in front of a rate says of what it is: 省级资金, but not 年末 or 部门."""
    rest = lookup.rules.starting("time_of_figure").sub("", prefix)
    return bool(lookup.rules.starting("scopes_of_figure").sub("", rest))


def _terms(operands: Iterable[Operand], answering: _Answering) -> Terms:
    """The figures of the operands, each with its sign; empty where one is not stated, or stated with several values."""
    out: list[Term] = []
    for sign, name in operands:
        found = answering(name)
        if found is None:
            return ()
        out.append((sign, found.id))
    return tuple(out)
