"""Known definitions to claims: a report that names a ratio and its operands lets one calculate it (资产负债率, 执行率, …).

Operands are taken from the paragraph of the figure, else from its section, of its year, and only where one value answers
to a name. Those that stand elsewhere in the report can confirm a ratio, but not refute it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from jixiao.checks.claims import Claim, Term, Way, percent
from jixiao.checks.lookup import Circle, Lookup, one_value
from jixiao.checks.plausibility import one_slip_explains
from jixiao.entries import DefinitionEntry
from jixiao.record import Fact, Record, Rule

_NOT_NAMED = "没有写明计算所需的数"
_MORE_TERMS = "可能还有没有写出的增减"
_FAR_AWAY = "所用的数写在别处，不能确定是同一口径"
_MINUS = "-"


def claims(record: Record, lookup: Lookup) -> Iterator[Claim]:
    """The claims of ratios, then those of balances; the alternatives of one label make one claim."""
    related = {relation.whole for relation in record.relations if relation.kind in ("ratio", "share", "change")}
    for fact in lookup.figures:
        if fact.kind == "ratio" and fact.id not in related and fact.pattern not in ("change", "share", "base"):
            if claim := _claim("ratio_definition", fact, lookup):
                yield claim
    for fact in lookup.figures:
        if fact.kind == "amount" and fact.pattern not in ("change", "base"):
            if claim := _claim("balance", fact, lookup):
                yield claim


def _claim(rule: Rule, fact: Fact, lookup: Lookup) -> Claim | None:
    defined = [each for each in lookup.rules.definitions if each.rule == rule and _defines(each, fact, lookup)]
    if not defined:
        return None
    near = [(way, each.firm) for each in defined if (way := _way(each, fact, lookup.circles(fact), lookup))]
    claim = Claim(rule, fact.id, tuple(way for way, _ in near))
    if any(firm for _, firm in near) or (near and rule == "balance" and one_slip_explains(claim, lookup.figures)):
        return claim
    far = [way for each in defined if (way := _way(each, fact, [lookup.whole_report()], lookup))]
    doubt = _MORE_TERMS if near else _FAR_AWAY if far else _NOT_NAMED
    ways = tuple(dict.fromkeys((*claim.ways, *far)))
    return Claim(rule, fact.id, ways, doubt=doubt) if ways or rule == "ratio_definition" else None


def _defines(definition: DefinitionEntry, fact: Fact, lookup: Lookup) -> bool:
    """Whether a definition is of this label; what stands in front of it says of what it is (年末在职人员控制率)."""
    label = lookup.name(fact.label)
    if definition.rule == "balance":
        return label in {lookup.name(each) for each in definition.labels}
    return any(label.endswith(lookup.name(each)) for each in definition.labels)


def _prefix(definition: DefinitionEntry, fact: Fact, lookup: Lookup) -> str:
    label = lookup.name(fact.label)
    names = sorted((lookup.name(each) for each in definition.labels), key=len, reverse=True)
    return next((label.removesuffix(name) for name in names if label.endswith(name)), "")


def _way(definition: DefinitionEntry, fact: Fact, circles: Iterable[Circle], lookup: Lookup) -> Way | None:
    """The calculation with figures from the narrowest circle that has all the operands."""
    prefix = _prefix(definition, fact, lookup) if definition.rule == "ratio_definition" else ""
    for circle in circles:
        over = _terms(definition.over, prefix, fact, circle)
        under = _terms(definition.under, prefix, fact, circle)
        if over and (under or not definition.under):
            times = percent(fact.unit) if definition.under else Decimal(1)
            return Way(over, under, times)
    return None


def _terms(names: Sequence[str], prefix: str, fact: Fact, circle: Circle) -> tuple[Term, ...]:
    """The figures of the names, each with its sign; empty where one is not stated, or stated with several values."""
    out: list[Term] = []
    for name in names:
        plain = name.removeprefix(_MINUS)
        found = one_value(_operands(plain, prefix, fact, circle))
        if found is None:
            return ()
        out.append((-1 if name.startswith(_MINUS) else 1, found.id))
    return tuple(out)


def _operands(name: str, prefix: str, fact: Fact, circle: Circle) -> list[Fact]:
    """The other figures of the fact's year that answer to a name, those with the fact's own prefix first."""
    exact = [each for each in circle.exactly(fact.year, name) if each.id != fact.id]
    if prefix:
        of_prefix = [each for each in circle.behind(fact.year, prefix, name) if each.id != fact.id]
        return of_prefix or exact
    return exact or [each for each in circle.scoped(fact.year, name) if each.id != fact.id]
