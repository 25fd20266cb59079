"""What a record says of the report as a whole, its outline, scores and slips, against its gold."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jixiao.evaluate.facts import Outcome
from jixiao.evaluate.gold import Gold, GoldFinding, GoldScore, GoldSlip
from jixiao.evaluate.labels import same_label
from jixiao.evaluate.tally import Difference, Tally, verdict
from jixiao.normalise import squash
from jixiao.patterns import Rules
from jixiao.record import Check, Record, ScoreItem

_TWO_LEVELS = 2
Points = tuple[str, str, Decimal]


def compare_report(record: Record, gold: Gold, rules: Rules) -> Iterator[Outcome]:
    """One outcome for each heading, score, field and slip."""
    yield from _headings(record, gold, rules)
    yield from _scores(record, gold, rules)
    yield from _fields(record, gold)
    yield from _findings(record, gold)


def _headings(record: Record, gold: Gold, rules: Rules) -> Iterator[Outcome]:
    """Headings of the two upper levels; a heading of ours that the gold has further down is not judged."""
    known = [section.title for section in gold.sections]
    titles = [section.title for section in record.sections]
    for section in gold.sections:
        if section.level <= _TWO_LEVELS:
            right = any(same_label(title, [section.title], rules) for title in titles)
            difference = None if right else Difference("heading", section.title, None)
            yield "heading", Tally(right=1) if right else Tally(missed=1), difference
    for mine in record.sections:
        if known and mine.level <= _TWO_LEVELS and not same_label(mine.title, known, rules):
            yield "heading", Tally(extra=1), Difference("heading", None, mine.title)


def _scores(record: Record, gold: Gold, rules: Rules) -> Iterator[Outcome]:
    left = [points for item in record.scores for points in _printed(item)]
    for item in (item for item in gold.scores if not item.optional):
        for wanted in _wanted(item):
            mate = next((mine for mine in left if _same_points(mine, wanted, rules)), None)
            if mate is not None:
                left.remove(mate)
            difference = None if mate else Difference("score", " ".join(map(str, wanted)), None)
            yield "score", Tally(right=1) if mate else Tally(missed=1), difference
    free = [points for item in gold.scores for points in (*_wanted(item), *_implied(item))]
    for mine in left:
        if not any(_same_points(mine, points, rules) for points in free):
            yield "score", Tally(extra=1), Difference("score", None, " ".join(map(str, mine)))


def _printed(item: ScoreItem) -> Iterator[Points]:
    for name, value in (("score", item.score), ("full", item.full_marks), ("deduction", item.deduction)):
        if value is not None:
            yield item.title, name, value


def _wanted(item: GoldScore) -> Iterator[Points]:
    for name, value in (("score", item.score), ("full", item.full), ("deduction", item.deduction)):
        if value is not None:
            yield item.title, name, value


def _implied(item: GoldScore) -> Iterator[Points]:
    """What follows from two printed numbers of points may be given or not."""
    full, score, deduction = item.full, item.score, item.deduction
    if full is not None and score is not None:
        yield item.title, "deduction", full - score
    if full is not None and deduction is not None:
        yield item.title, "score", full - deduction
    if score is not None and deduction is not None:
        yield item.title, "full", score + deduction


def _same_points(mine: Points, wanted: Points, rules: Rules) -> bool:
    return mine[1:] == wanted[1:] and same_label(mine[0], [wanted[0]], rules)


def _fields(record: Record, gold: Gold) -> Iterator[Outcome]:
    want = gold.record
    pairs: list[tuple[str, object, object]] = [
        (name, getattr(want, name), getattr(record, name))
        for name in ("kind", "project", "title", "department", "fiscal_year", "document_numbers")
        if want.says(name)
    ]
    if want.says("region"):
        pairs += [(n, getattr(want.region, n), getattr(record.region, n)) for n in ("province", "city", "county")]
    if want.says("score"):
        names = [n for n in ("stated", "converted", "full_marks", "grade") if want.score.says(n) or n != "full_marks"]
        pairs += [(n, getattr(want.score, n), getattr(record.score, n)) for n in names]
    for name, wanted, read in pairs:
        if wanted is None and read is None:
            continue
        right = _plain(wanted) == _plain(read)
        yield "record", verdict(right), None if right else Difference(f"record.{name}", str(wanted), str(read))


def _plain(value: object) -> object:
    if isinstance(value, str):
        return squash(value)
    return sorted(value) if isinstance(value, tuple) else value


def _findings(record: Record, gold: Gold) -> Iterator[Outcome]:
    """Failed checks of severity "error"; one slip met twice is one finding."""
    failed = [check for check in record.checks if check.status == "fail" and check.severity != "minor"]
    for finding in gold.findings:
        right = any(_meets(check, finding) for check in failed)
        wanted = f"{finding.rule} {finding.stated} ({finding.computed})"
        difference = None if right else Difference("finding", wanted, None)
        yield "finding", Tally(right=1) if right else Tally(missed=1), difference
    for check in failed:
        if not any(_meets(check, finding) for finding in gold.findings):
            said = f"{check.rule} {check.stated}: {check.message}"
            yield "finding", Tally(extra=1), Difference("finding", None, said)


def _meets(check: Check, finding: GoldFinding) -> bool:
    return any(_agrees(check, finding.rule, slip) for slip in (finding, *finding.also))


def _agrees(check: Check, rule: str, slip: GoldSlip) -> bool:
    """Whether a check puts a slip in the same figures; which of two statements is called the first is no matter."""
    if check.computed is None or slip.computed is None:
        return check.stated == slip.stated and check.rule == rule
    orders = [(slip.stated, slip.computed)]
    if rule == "restatement":
        orders.append((slip.computed, slip.stated))
    return any(
        check.stated == stated and abs(check.computed - computed) <= max(Decimal("0.02"), abs(computed) / 1000)
        for stated, computed in orders
    )
