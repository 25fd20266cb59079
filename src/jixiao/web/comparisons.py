"""What can be compared in an archive, to a chart with its table: a quantity over the years, departments in a year, results, shares."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jixiao import charts
from jixiao.archive.archive import Archive
from jixiao.archive.distribution import FULL_MARKS, Step, grade_counts, score_steps
from jixiao.archive.engine import reading
from jixiao.archive.series import Series, series
from jixiao.record import Record, Relation

Cell = str | int | Decimal | None
MOST_LINES, MOST_BARS, MOST_STEPS = 8, 40, 20


@dataclass(frozen=True, slots=True)
class Comparison:
    """A chart, drawn as wide as is wanted (in inches), and its table; `links` has the address each row leads to. Without rows there is none.

    `chosen` is the id of the relation that is drawn, where one was to be chosen.
    """

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    draw: Callable[[float], bytes]
    links: tuple[str | None, ...] = ()
    note: str | None = None
    chosen: str | None = None


def over_years(archive: Archive, name: str, query: str) -> Comparison:
    """A quantity over the years, a line for each department; the chart has the first few, the table all."""
    with reading(archive.database) as connection:
        found = [one for one in series(connection, name, query) if one.points]
    longest = sorted(found, key=lambda one: -len(one.points))[:MOST_LINES]
    years = sorted({point.year for one in longest for point in one.points})
    unit = longest[0].unit if longest else ""
    shown = [one for one in longest if one.unit == unit]

    def draw(width: float) -> bytes:
        span = range(years[0], years[-1] + 1)
        return charts.lines(
            list(span), [(one.department, [_value(one, year) for year in span]) for one in shown], unit, width=width
        )

    rows = [
        (one.department, one.region, point.year, point.value, point.unit, point.change, point.rate, point.label)
        for one in found
        for point in one.points
    ]
    links = tuple(f"/reports/{point.report_id}" for one in found for point in one.points)
    note = f"图中只画年度最多的 {len(shown)} 个部门，表中有全部 {len(found)} 个。" if len(found) > len(shown) else None
    head = ("部门", "地区", "年度", "数值", "单位", "比上年增减", "增减率（%）", "报告里的名称")
    return Comparison(f"{name}：历年", head, tuple(rows), draw, links, note)


def of_departments(archive: Archive, name: str, year: int | None, query: str) -> Comparison:
    """A quantity of each department in one year, the largest first; without a year in the last one that there is."""
    with reading(archive.database) as connection:
        stated = [(one, point) for one in series(connection, name, query) for point in one.points]
    year = year or max((point.year for _, point in stated), default=None)
    found = [(one, point) for one, point in stated if point.year == year]
    found.sort(key=lambda each: -each[1].value)
    unit = found[0][1].unit if found else ""
    shown = [(one.department, point.value) for one, point in found if point.unit == unit][:MOST_BARS]
    rows = tuple((one.department, one.region, point.value, point.unit, point.rate, point.label) for one, point in found)
    note = f"图中只画前 {len(shown)} 个部门，表中有全部 {len(found)} 个。" if len(found) > len(shown) else None
    links = tuple(f"/reports/{point.report_id}" for _, point in found)
    head = ("部门", "地区", "数值", "单位", "比上年增减（%）", "报告里的名称")
    return Comparison(
        f"{name}：{year}年度各部门" if year else f"{name}：各部门",
        head,
        rows,
        lambda width: charts.bars(shown, unit, width=width),
        links,
        note,
    )


def of_scores(archive: Archive, query: str) -> Comparison:
    """How the scores of reports are spread."""
    with reading(archive.database) as connection:
        steps = score_steps(connection, query)
    named = _in_steps(steps)
    links = tuple(f"/search?q={query} {condition}".replace(" ", "+") for _, _, condition in named)
    rows = tuple((name, number) for name, number, _ in named)
    return Comparison(
        "得分分布", ("得分", "报告数"), rows, lambda width: charts.columns(rows, "报告数", width=width), links
    )


def _in_steps(steps: Sequence[Step]) -> Sequence[tuple[str, int, str]]:
    """Steps with their names and the conditions that find their reports; far from where most scores are all in one.

    One score of 985 among hundreds below 100 is a slip of somebody's, and no reason to draw 170 empty steps.
    """
    numbers = [step.reports for step in steps]
    starts = range(max(1, len(steps) - MOST_STEPS + 1))
    first = max(starts, key=lambda at: (sum(numbers[at : at + MOST_STEPS]), at))
    shown = steps[first : first + MOST_STEPS]
    while shown and not shown[-1].reports:
        shown = shown[:-1]
    named = [
        (
            f"{one.low}–{one.high}",
            one.reports,
            f"得分>={one.low} 得分<{'=' if one.high == FULL_MARKS else ''}{one.high}",
        )
        for one in shown
    ]
    below, above = sum(numbers[:first]), sum(numbers[first + len(shown) :])
    if below:
        named.insert(0, (f"{shown[0].low}以下", below, f"得分<{shown[0].low}"))
    if above:
        over = ">" if shown[-1].high == FULL_MARKS else ">="
        named.append((f"{shown[-1].high}以上", above, f"得分{over}{shown[-1].high}"))
    return named


def of_grades(archive: Archive, query: str) -> Comparison:
    """How the grades of reports are spread."""
    with reading(archive.database) as connection:
        counted = grade_counts(connection, query)
    named = [(grade, Decimal(number)) for grade, number in counted]
    rows = tuple((grade, number) for grade, number in counted)
    links = tuple(f"/search?q={query}+等级:{grade}" for grade, _ in counted)
    return Comparison(
        "等级分布", ("等级", "报告数"), rows, lambda width: charts.bars(named[:MOST_BARS], "份", width=width), links
    )


def breakdowns(record: Record) -> Sequence[tuple[Relation, str]]:
    """The breakdowns of a report that can be drawn as shares: a whole with at least two parts in one unit."""
    facts = {fact.id: fact for fact in record.facts}
    found = []
    for relation in record.relations:
        whole = facts.get(relation.whole or "")
        parts = [facts[part] for part in relation.parts if part in facts]
        fits = whole is not None and whole.value and len(parts) > 1
        if (
            relation.kind == "breakdown"
            and fits
            and whole
            and all(part.unit == whole.unit and part.value is not None for part in parts)
        ):
            found.append((relation, whole.label))
    return found


def of_shares(record: Record, relation: Relation, address: str) -> Comparison:
    """The parts of a whole, each with its share in percent."""
    facts = {fact.id: fact for fact in record.facts}
    whole = facts[relation.whole or ""]
    parts = [facts[part] for part in relation.parts if part in facts]
    total = whole.value or Decimal(1)
    shares = [(part.label, ((part.value or 0) * 100 / total).quantize(Decimal("0.01"))) for part in parts]
    rows = tuple((part.label, part.value, part.unit, share) for part, (_, share) in zip(parts, shares, strict=True))
    links = tuple(f"{address}#f-{part.id}" for part in parts)
    title = f"{whole.label}的构成（合计 {total:,f}{whole.unit or ''}）"
    return Comparison(
        title,
        ("名称", "数值", "单位", "占比（%）"),
        rows,
        lambda width: charts.bars(shares, "%", width=width),
        links,
        None,
        relation.id,
    )


def _value(one: Series, year: int) -> Decimal | None:
    return next((point.value for point in one.points if point.year == year), None)
