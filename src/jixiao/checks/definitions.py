"""Known definitions to claims: a report that names a ratio and its operands lets one calculate it (资产负债率, 执行率, …).

Operands are taken from the sentence or row of the figure, else from its paragraph or section, of its year and subject, and
only where one value answers to a name. Those that stand elsewhere in the report can confirm a ratio, but not refute it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jixiao.checks.claims import Claim, Term, Way, percent
from jixiao.checks.lookup import Circle, Lookup, one_value
from jixiao.checks.plausibility import one_slip_explains
from jixiao.entries import DefinitionEntry
from jixiao.record import Fact, Record, Rule

_NOT_NAMED = "没有写明计算所需的数"
_MORE_TERMS = "可能还有没有写出的增减"
_FAR_AWAY = "所用的数写在别处，不能确定是同一口径"
_OTHER_THING = "所用的数不能确定说的是同一件事"
_MINUS = "-"

_Answers = Callable[[str], Sequence[Fact]]
"""What figures answer to the name of an operand."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A calculation, and whether its operands are certainly of the thing that the figure is of."""

    way: Way
    one_subject: bool


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
    near = [(found, each.firm) for each in defined if (found := _found(each, fact, lookup.closely(fact), lookup))]
    claim = Claim(rule, fact.id, tuple(found.way for found, _ in near))
    if any(firm and found.one_subject for found, firm in near):
        return claim
    if near and _is_a_slip(claim, lookup, firm=any(firm for _, firm in near)):
        return claim
    far = [found.way for each in defined if (found := _found(each, fact, [lookup.whole_report()], lookup))]
    doubt = _MORE_TERMS if any(found.one_subject for found, _ in near) else _OTHER_THING if near else _NOT_NAMED
    ways = tuple(dict.fromkeys((*claim.ways, *far)))
    doubt = _FAR_AWAY if far and not near else doubt
    return Claim(rule, fact.id, ways, doubt=doubt) if ways or rule == "ratio_definition" else None


def _is_a_slip(claim: Claim, lookup: Lookup, *, firm: bool) -> bool:
    """Whether one slip explains what else would be open; of a quotient only a slip in the printed rate is evidence."""
    if claim.rule == "balance":
        return one_slip_explains(claim, lookup.figures)
    return firm and one_slip_explains(claim, lookup.figures, of=(claim.stated or "",))


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


def _found(definition: DefinitionEntry, fact: Fact, circles: Iterable[Circle], lookup: Lookup) -> _Found | None:
    """The calculation with figures from the narrowest circle that has all the operands."""
    of_ratio = definition.rule == "ratio_definition"
    prefix = _prefix(definition, fact, lookup) if of_ratio else ""
    for circle in circles:
        names = [name.removeprefix(_MINUS) for name in (*definition.over, *definition.under)]
        for answers, one_subject in _subjects(prefix, names, fact, circle, lookup):
            over, under = _terms(definition.over, answers), _terms(definition.under, answers)
            if over and (under or not definition.under):
                times = percent(fact.unit) if definition.under else Decimal(1)
                return _Found(Way(over, under, times), one_subject)
    return None


def _subjects(
    prefix: str, names: Sequence[str], fact: Fact, circle: Circle, lookup: Lookup
) -> Iterator[tuple[_Answers, bool]]:
    """Where operands are looked for, and whether they are then of the subject of the figure itself.

    Those named like 基本支出执行率 (基本支出预算) come first; a total beside them is of another thing, so the two are
    never mixed. What only stands under a scope (财政拨款全年预算数) is of one scope throughout.
    """

    def others(found: Sequence[Fact]) -> list[Fact]:
        rest = [each for each in found if each.id != fact.id]
        return [each for each in rest if each.subject == fact.subject] or rest

    if prefix:
        yield lambda name: others(circle.behind(fact.year, prefix, name)), True
    has_own = bool(prefix) and any(others(circle.behind(fact.year, prefix, name)) for name in names)
    yield lambda name: others(circle.exactly(fact.year, name)), not (has_own or _is_specific(prefix, lookup))
    if not prefix:
        for scope in lookup.rules.words["scopes_of_figure"]:
            yield lambda name, scope=scope: others(circle.scoped(fact.year, scope, name)), True  # type: ignore[misc]
            yield (
                lambda name, scope=scope: (  # type: ignore[misc]
                    others(circle.exactly(fact.year, name)) or others(circle.scoped(fact.year, scope, name))
                ),
                False,
            )


def _is_specific(prefix: str, lookup: Lookup) -> bool:
    """Whether what stands in front of a rate says of what it is: 省级资金, but not 年末 or 部门."""
    rest = lookup.rules.starting("time_of_figure").sub("", prefix)
    return bool(lookup.rules.starting("scopes_of_figure").sub("", rest))


def _terms(names: Sequence[str], answers: _Answers) -> tuple[Term, ...]:
    """The figures of the names, each with its sign; empty where one is not stated, or stated with several values."""
    out: list[Term] = []
    for name in names:
        found = one_value(answers(name.removeprefix(_MINUS)))
        if found is None:
            return ()
        out.append((-1 if name.startswith(_MINUS) else 1, found.id))
    return tuple(out)
