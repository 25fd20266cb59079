"""Breakdowns to claims: a whole is the sum of its parts (also 合计 of a table), or at least as much as those listed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec.structs import replace

from jixiao.checks.claims import Claim, Way, judged, middle
from jixiao.checks.defined import Definitions
from jixiao.checks.listed_shares import Shares
from jixiao.checks.lookup import Lookup
from jixiao.checks.nested_parts import top_level
from jixiao.checks.operands import Figures
from jixiao.checks.plausibility import is_digit_twice, is_gross, neighbours_swapped, slip_beyond_chance
from jixiao.checks.sister_sums import borne_out
from jixiao.normalise import normalise
from jixiao.record import Record, Relation

_VALUES_A_SLIP, _VALUES_IF_LISTED = 500, 50
"""How many values a whole could have for each slip that is tried before one that fits is no chance."""
_LEAST_PARTS = 3
"""Parts of a list whose sum another figure would hardly meet by chance."""
_LITTLE = Decimal("0.01")
_BRACKETS = "（）"
_NOT_ALL = "没有写明所列各项是全部"
_DIFFERENT = "各项与合计不是同一年度或者同一口径的数"
_OVERLAP = "所列类别可能有重叠"
_REPEATED = "各行与合计写的是同一个数，不是相加得来的"
_ROWS_MISREAD = "其中一项与合计相同，表格的行可能没有读准"
_TAKEN_OFF = "最后一项可能是减项"
_NO_TOTAL = "没有写明这些项目的合计"
_FAR_APART = "两数相差过大，可能不是一组数据"


def claims(record: Record, lookup: Lookup) -> Iterator[Claim]:
    """One claim a breakdown whose figures are all known and counted in one unit."""
    figures = lookup.figures
    sure = borne_out(record, lookup)
    shares = Shares(record, figures)
    listed = {part for each in record.relations if each.kind == "breakdown" for part in each.parts}
    for relation in record.relations:
        total = relation.whole or relation.base
        if relation.kind != "breakdown" or total is None or not relation.parts:
            continue
        if any(fact not in figures for fact in (total, *relation.parts)):
            continue
        if len({figures.fact(fact).unit for fact in (total, *relation.parts)}) == 1:
            way = _sum_of(relation.parts)
            added = figures.sum(way.over)
            if figures.value(total) != added:
                total = _meant(relation, total, added, record, figures)
            is_inner = relation.whole in listed
            if figures.value(total) == added or (not is_inner and _is_met(total, way, figures)):
                yield _added_up(relation, total, way, lookup)  # what only a sum that is missed is asked is left out
                continue
            claim = _claim(relation, total, shares, lookup, is_inner=is_inner)
            if claim.rule == "table_sum" and _is_repeated(claim.ways[0].facts, total, figures):
                yield replace(claim, doubt=_REPEATED)
                continue
            yield replace(claim, certain=True) if relation.id in sure else _doubted(claim, relation, shares, lookup)


def _meant(relation: Relation, total: str, added: Decimal, record: Record, figures: Figures) -> str:
    """The whole that is met, where two figures stand before a list: 计划审计24个，实际完成26个。按类型分，… adds up to 26."""
    if relation.whole is None or len(relation.parts) < _LEAST_PARTS:
        return total
    first = min((figures.fact(part).span for part in relation.parts), key=lambda span: (span.block, span.start))
    own = figures.fact(total)
    others = (fact for fact in record.facts if fact.span.block == first.block and fact.span.start < first.start)
    kin = (fact for fact in others if (fact.kind, fact.unit) == (own.kind, own.unit) and fact.measure != "change")
    return next(
        (f.id for f in kin if f.id in figures and f.id not in relation.parts and figures.value(f.id) == added), total
    )


def _claim(relation: Relation, total: str, shares: Shares, lookup: Lookup, *, is_inner: bool) -> Claim:
    figures = lookup.figures
    parts: Sequence[str] = top_level(relation.parts, total, figures)
    if is_inner and not relation.exhaustive:
        parts = _own_of(parts, total, figures)
    claim = _added_up(relation, total, _sum_of(parts), lookup)
    if relation.whole is None and _base_is_whole(relation, claim, shares, figures):
        claim = replace(claim, doubt="")
    if claim.at_most and (_is_classified(relation, shares, lookup) or _is_meant_whole(relation, claim, lookup)):
        claim = replace(claim, at_most=False)
    return claim


def _is_met(total: str, way: Way, figures: Figures) -> bool:
    """Whether a sum is met by its digits, also if its parts are all that there are."""
    found = judged(Claim("breakdown_sum", total, (way,)), figures)
    return found is not None and found.agreement == "pass"


def _sum_of(parts: Sequence[str]) -> Way:
    return Way(tuple((1, part) for part in parts))


def _added_up(relation: Relation, total: str, way: Way, lookup: Lookup) -> Claim:
    return Claim(
        rule="table_sum" if _is_table(relation, total, lookup) else "breakdown_sum",
        stated=total,
        ways=(way,),
        relation=relation.id,
        at_most=not relation.exhaustive,
        doubt="" if relation.whole else _NO_TOTAL,
    )


def _own_of(parts: Sequence[str], whole: str, figures: Figures) -> Sequence[str]:
    """The parts of an inner list, without those after it that the outer list goes on with, where only so it is met.

    支出300万元，其中基本支出100万元，含人员经费80万元，公用经费20万元，项目支出200万元.
    """
    over = sum((figures.value(part) for part in parts), start=Decimal(0)) > figures.value(whole)
    ends = range(2, len(parts)) if over else ()
    met = (end for end in ends if sum(map(figures.value, parts[:end])) == figures.value(whole))
    return parts[: next(met, len(parts))]


def _doubted(claim: Claim, relation: Relation, shares: Shares, lookup: Lookup) -> Claim:
    """The claim with the reason for which a disagreement would rather be a misreading, where there is one."""
    figures, total = lookup.figures, claim.stated or ""
    if _differ(relation, total, figures):
        return replace(claim, doubt=_DIFFERENT)
    if shares.hold(relation, total):
        return replace(claim, doubt=_OVERLAP)
    if is_digit_twice(claim, figures):
        return claim
    if claim.rule == "breakdown_sum" and _one_is_taken_off(claim, figures):
        return replace(claim, doubt=_TAKEN_OFF)
    if claim.rule == "table_sum" and _repeats_the_whole(claim.ways[0].facts, total, figures):
        return replace(claim, doubt=_ROWS_MISREAD)
    if claim.at_most and figures.fact(total).unit in lookup.rules.words["may_overlap"]:
        return replace(claim, doubt=_OVERLAP)
    if shares.make_all(relation.parts):
        return replace(claim, certain=True)
    if _is_classification(relation, lookup) or _is_unfinished(claim, figures):
        return claim
    sums_a_table = claim.rule == "table_sum" and relation.exhaustive
    return replace(claim, doubt=_FAR_APART) if is_gross(claim, figures, of_a_table=sums_a_table) else claim


def _one_is_taken_off(claim: Claim, figures: Figures) -> bool:
    """Whether a sum is met to the digit by taking its last part off: 净收入950万元，其中收入1000万元，退库50万元."""
    over, whole = claim.ways[0].over, figures.value(claim.stated or "")
    too_much = figures.sum(over) - whole
    return too_much > 0 and too_much == 2 * figures.value(over[-1][1]) and whole < figures.value(over[0][1])


def _is_classified(relation: Relation, shares: Shares, lookup: Lookup) -> bool:
    """Whether shares or a rule say that the parts are all of the whole."""
    return shares.make_all(relation.parts) or _is_classification(relation, lookup)


def _differ(relation: Relation, total: str, figures: Figures) -> bool:
    """Whether the whole is of another year, or another kind of figure, than all of its parts; one of no year is of all.

    What stands in brackets behind a figure is of its kind, whatever it seems to be.
    """
    if relation.evidence == _BRACKETS:
        return False
    whole, stated = figures.fact(total), [figures.fact(part) for part in relation.parts]
    other_year = whole.year is not None and whole.year not in {part.year for part in stated}
    kind_known = whole.measure not in (None, "change")  # 追加642.90万元 is of the kind of what was added
    return other_year or (kind_known and not {whole.measure, None} & {part.measure for part in stated})


def _repeats_the_whole(parts: Sequence[str], total: str, figures: Figures) -> bool:
    """Whether one part is as much as the whole, though others are not 0: a row of the next level down, read amiss."""
    values = [value for part in parts if (value := figures.value(part))]
    return len(values) > 1 and figures.value(total) in values and min(values) > 0


def _is_repeated(parts: Sequence[str], total: str, figures: Figures) -> bool:
    """Whether each row of a column and its 合计 are one number other than 0: what all were divided by, say, and no sum."""
    value = figures.value(total)
    return len(parts) > 1 and value != 0 and all(figures.value(part) == value for part in parts)


def _is_unfinished(claim: Claim, figures: Figures) -> bool:
    found = judged(claim, figures)
    return not claim.doubt and found is not None and found.agreement == "open"


def why_open(claim: Claim) -> str:
    """Why a sum that is not met is no failure."""
    return claim.doubt or _NOT_ALL


def _is_table(relation: Relation, total: str, lookup: Lookup) -> bool:
    """Whether whole and parts are cells of their own in a table."""
    blocks = [lookup.figures.fact(fact).span.block for fact in (total, *relation.parts)]
    cells = [lookup.places.blocks.get(block) for block in blocks]
    return len(set(blocks)) == len(blocks) and all(cell is not None and cell.table is not None for cell in cells)


def _is_meant_whole(relation: Relation, claim: Claim, lookup: Lookup) -> bool:
    """Whether a list that only says 其中 was evidently meant to name all, from what it misses of its whole.

    One that names what is 0, or the rest (其他), went through everything: then less will do.
    """
    figures = lookup.figures
    the_rest = lookup.rules.starting("names_the_rest")
    goes_through = any(
        figures.value(part) == 0 or the_rest.search(normalise(figures.fact(part).label)) for part in relation.parts
    )
    return (
        neighbours_swapped(claim, figures)
        or (
            len(relation.parts) > 1  # one alone was not meant to be all: 763.80万元（含上年结转63.80万元）
            and slip_beyond_chance(claim, figures, _VALUES_IF_LISTED if goes_through else _VALUES_A_SLIP)
        )
        or _leaves_out_little(relation, claim, lookup)
    )


def _leaves_out_little(relation: Relation, claim: Claim, lookup: Lookup) -> bool:
    """包括A4236.0万元、…、D681.0万元, of 8590.2: who names a part of 681 does not leave out one of 1.0."""
    if relation.evidence not in lookup.rules.words["lists_in_full"]:
        return False
    parts = [value for part in relation.parts if (value := lookup.figures.value(part))]
    computed = middle(claim.ways[0], lookup.figures)
    if len(parts) < 2 or not computed:
        return False
    return 0 < lookup.figures.value(claim.stated or "") - computed <= min(parts) * _LITTLE


def _is_classification(relation: Relation, lookup: Lookup) -> bool:
    """Whether the parts are those into which a rule divides the whole: 货物, 工程, 服务."""
    if relation.whole is None:
        return False
    whole = lookup.name(lookup.figures.fact(relation.whole).label)
    labels = [lookup.name(lookup.figures.fact(part).label) for part in relation.parts]
    for definition in lookup.rules.once(Definitions).of_breakdown(whole):
        told = [{name for name in definition.names if name in label} for label in labels]
        if len(told) == len(definition.names) and all(told) and len(set().union(*told)) == len(definition.names):
            return True
    return False


def _base_is_whole(relation: Relation, claim: Claim, shares: Shares, figures: Figures) -> bool:
    return (
        shares.prove_base(relation)
        or neighbours_swapped(claim, figures)
        or slip_beyond_chance(claim, figures, _VALUES_IF_LISTED)
    )
