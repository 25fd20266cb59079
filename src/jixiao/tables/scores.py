"""Scoring tables to score items: a row of 分值 and 得分 is an item, titled by its innermost indicator; totals are none.

A subtotal gives its points to an item named as its group, the parent of the rows that it sums up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct, field

from jixiao.document import Document, Span
from jixiao.mentions import Mention, by_block
from jixiao.numbers import read_numeral
from jixiao.patterns import Rules
from jixiao.record import Points, PointsRole, ScoreItem, Unread
from jixiao.tables.cells import ReadCell
from jixiao.tables.headers import FIGURES, POINTS
from jixiao.tables.labels import plain_name
from jixiao.tables.lines import Line
from jixiao.tables.nesting import nesting
from jixiao.tables.numbers import QUANTITIES, cell_number, is_of_points
from jixiao.tables.score_groups import ScoreGroup, score_groups
from jixiao.tables.score_titles import title_of, titles_by_criteria
from jixiao.tables.tables import TableReading

_ROLES: Mapping[str, PointsRole] = {
    "score": "score", "full_marks": "full_marks", "deduction": "deduction", "converted": "converted",
}  # fmt: skip


class TableTotal(Struct, frozen=True):
    """What a row 合计, 总分 or 平均得分 of one table, or a label 自评总分 of a form, states."""

    table: str
    word: str
    points: tuple[Points, ...]
    is_average: bool = False

    def stated(self, role: PointsRole) -> Points | None:
        """The points of one role."""
        return next((points for points in self.points if points.role == role), None)


class TableScores(Struct, frozen=True):
    """The items of all tables. `total` is the one total that they state, None where there is none or several differ.

    `read` are the places of all points that went into the items or that total, `unread` those that belong to no
    item (full marks of a group) and those of totals that are not the one. `groups` are the names over the rows, which prose may score.
    """

    items: tuple[ScoreItem, ...]
    total: TableTotal | None
    totals: tuple[TableTotal, ...]
    read: tuple[Span, ...]
    unread: tuple[Unread, ...]
    groups: tuple[ScoreGroup, ...] = ()


def table_scores(
    document: Document, readings: Sequence[TableReading], mentions: Sequence[Mention], rules: Rules
) -> TableScores:
    """The score items of all tables, in order."""
    of_block = by_block(mentions)
    items: list[ScoreItem] = []
    totals: list[TableTotal] = []
    unread: list[Unread] = []
    groups: list[ScoreGroup] = []
    for reading in readings:
        reader = _ScoreReader(document, reading, of_block, rules)
        items.extend(reader.items)
        totals.extend(reader.totals())
        unread.extend(reader.unread())
        groups.extend(score_groups(document, reading, reader.of_lines, of_block, rules))
    forms = _of_projects(totals, readings, rules)
    if forms:
        items = _under_projects(items, forms, document)
        totals = [each for each in totals if each.table not in forms]
    total = _one_of(totals, readings, items)
    read = tuple(p.span for p in (*(p for item in items for p in item.points), *(total.points if total else ())))
    known = frozenset(read)
    passed_over = (p for each in totals for p in each.points if p.span not in known)  # a total told twice, or several
    unread.extend(Unread(text=p.text, span=p.span, reason="unknown") for p in passed_over)
    return TableScores(tuple(items), total, tuple(totals), read, tuple(unread), tuple(groups))


def _of_projects(
    totals: Sequence[TableTotal], readings: Sequence[TableReading], rules: Rules
) -> Mapping[str, ScoreItem]:
    """The totals of several forms, one a project, as the projects' items by table; none where there is one form."""
    subjects = {reading.table: reading.subject for reading in readings if reading.subject is not None}
    found = [total for total in totals if total.table in subjects and total.stated("score") and not total.is_average]
    if len({subjects[total.table] for total in found}) < 2 or len(found) > len({total.table for total in found}):
        return {}
    return {total.table: _project(total, plain_name(subjects[total.table] or "", rules)) for total in found}


def _project(total: TableTotal, title: str) -> ScoreItem:
    score, full = total.stated("score"), total.stated("full_marks")
    first = score or total.points[0]
    return ScoreItem(
        id=f"score:{first.span.block}@{first.span.start}", title=title, score=score.value if score else None,
        full_marks=full.value if full else None, source="table", span=first.span, points=total.points,
    )  # fmt: skip


def _under_projects(items: Sequence[ScoreItem], forms: Mapping[str, ScoreItem], document: Document) -> list[ScoreItem]:
    """The items of all tables, those of a project's form below its own, which stands in front of them."""
    found: list[ScoreItem] = []
    told: set[str] = set()
    for item in items:
        table = document.block(item.span.block).table or ""
        project = forms.get(table)
        if project is not None and table not in told:
            told.add(table)
            found.append(project.model_copy(update={"section": item.section}))
        own = project is not None and item.parent is None
        found.append(item.model_copy(update={"parent": project.id}) if project is not None and own else item)
    return [*found, *(project for table, project in forms.items() if table not in told)]


def _one_of(
    totals: Sequence[TableTotal], readings: Sequence[TableReading], items: Sequence[ScoreItem]
) -> TableTotal | None:
    """The total that speaks for the report: all tables state the same, and no other table scores whole projects."""
    stated = [total for total in totals if total.stated("score") is not None]
    values = {points.value for total in stated if (points := total.stated("score"))}
    scored = {item.span.block for item in items if item.score is not None}
    of_projects = {
        reading.table
        for reading in readings
        for cell in reading.cells
        if cell.block in scored and cell.line is not None and reading.lines[cell.line].subject is not None
    }
    if len(values) != 1 or of_projects - {total.table for total in stated}:
        return None
    return max(stated, key=lambda total: len(total.points))


class _Row(Struct):
    """The points of one line, or of one thing in a form."""

    name: str
    title: str
    points: list[Points] = field(default_factory=list)
    applicable: bool = True
    section: str | None = None

    def of(self, role: PointsRole) -> Points | None:
        return next((points for points in self.points if points.role == role), None)


class _ScoreReader:
    """The points of one table."""

    def __init__(
        self, document: Document, reading: TableReading, of_block: Mapping[str, Sequence[Mention]], rules: Rules
    ) -> None:
        self.document, self.reading, self.of_block, self.rules = document, reading, of_block, rules
        self.rows: dict[int, _Row] = {}
        self.levels: dict[str, _Row] = {}
        """The points of an outer level of indicators by the block of its name, where each level has points of its own."""
        self.above: dict[str | int, str] = {}
        """The block of the level above a level, by its block, or above a row, by its line."""
        self.form: dict[str, _Row] = {}
        for cell in reading.cells:
            if cell.role in POINTS or (cell.line is not None and self._is_points_field(cell)):
                self._read(cell)
        self._drop_weights()
        for index, row in self.rows.items():
            self._full_marks_in_name(reading.lines[index], row)
        items = [i for i in self.rows if reading.lines[i].kind == "item"]
        for index, title in titles_by_criteria(document, reading, items, rules):
            self.rows[index].title = title
        self.of_lines: dict[int, str] = {}
        self.items = tuple(self._items())

    def _drop_weights(self) -> None:
        """权重（%） is no full marks where a score exceeds it: each row is then scored out of a hundred and weighted."""
        heads = {
            cell.block: self.reading.fields[cell.field].inner for cell in self.reading.cells if cell.field is not None
        }
        rows = [*self.rows.values(), *self.levels.values()]
        pairs = [(full, score) for row in rows if (full := row.of("full_marks")) and (score := row.of("score"))]
        if not any("%" in heads.get(full.span.block, "") and score.value > full.value for full, score in pairs):
            return
        for row in rows:
            row.points = [p for p in row.points if p.role != "full_marks" or "%" not in heads.get(p.span.block, "")]

    def _items(self) -> Iterator[ScoreItem]:
        """The items of the rows, then those of a form; rows that sum up others are their parents."""
        parent = nesting(self.reading, self.rules).parent
        levels = {block: item for block, row in self.levels.items() if (item := self._item(row))}
        found = {i: item for i in self.rows if (item := self._item_of_row(i))}
        self.of_lines = {i: item.id for i, item in found.items()}
        for block, item in levels.items():
            over = levels.get(self.above.get(block, ""))
            yield item.model_copy(update={"parent": over.id if over is not None else None})
        for i in sorted(found):
            if (over := levels.get(self.above.get(i, ""))) is not None:
                yield found[i].model_copy(update={"parent": over.id})
                continue
            above = parent.get(i)
            while above is not None and above not in found:
                above = parent.get(above)
            bonus = found[i].bonus or (found[i].score is not None and self._is_under_bonus(self.reading.lines[i]))
            yield found[i].model_copy(update={"parent": found[above].id if above is not None else None, "bonus": bonus})
        for name, row in self.form.items():
            if name and (item := self._item(row)):
                yield item

    def _is_under_bonus(self, line: Line) -> bool:
        """Whether the group of a row is one of bonuses: 加分 in front of 获上级表彰."""
        return any(self.rules.pattern("line_bonus").search(name.squashed) for name in line.names[:-1])

    def totals(self) -> Iterator[TableTotal]:
        """What the rows of sums state for the whole table."""
        for i, row in self.rows.items():
            line = self.reading.lines[i]
            if line.kind in ("total", "average") and row.points:
                yield TableTotal(self.reading.table, row.name, tuple(row.points), line.kind == "average")
        whole = self.form.get("")
        if whole is not None and whole.points:
            yield TableTotal(self.reading.table, whole.title, tuple(whole.points))

    def unread(self) -> Iterator[Unread]:
        """Points that went into no item and no total: the full marks of groups, weights, a second reading."""
        used: dict[str, list[Span]] = {}
        for points in (*(p for item in self.items for p in item.points), *(p for t in self.totals() for p in t.points)):
            used.setdefault(points.span.block, []).append(points.span)
        for cell in self.reading.cells:
            if cell.role in FIGURES or cell.role in ("text", "rule", "target"):
                continue
            text = self.document.block(cell.block).text
            for mention in self.of_block.get(cell.block, ()):
                if not (mention.kind in QUANTITIES if cell.role in POINTS else is_of_points(mention, text, self.rules)):
                    continue
                if not any(span.covers(mention.span) or mention.span.covers(span) for span in used.get(cell.block, ())):
                    yield Unread(text=mention.text, span=mention.span, reason="rule")

    def _is_points_field(self, cell: ReadCell) -> bool:
        return cell.field is not None and self.reading.fields[cell.field].role in POINTS

    def _read(self, cell: ReadCell) -> None:
        row = self._row(cell)
        if row is None:
            return
        text = self.document.block(cell.block).normalised.strip()
        if self.rules.pattern("cell_not_applicable").search(text):
            row.applicable = False
        number = cell_number(self.document.block(cell.block), self.of_block.get(cell.block, ()))
        if cell.role not in POINTS or number is None or (number.mention and number.mention.kind != "points"):
            return
        if number.counter is not None or row.of(_ROLES[cell.role]) is not None:
            return
        value = abs(number.value) if cell.role == "deduction" else number.value
        quoted = self.document.quote(number.span)
        row.points.append(Points(role=_ROLES[cell.role], value=value, text=quoted, span=number.span))
        here = self.of_block.get(cell.block, ())
        row.section = here[0].section if here else None

    def _row(self, cell: ReadCell) -> _Row | None:
        if cell.line is None:
            thing = cell.row_path[-1] if cell.row_path else ""
            title = thing or (cell.column_path[-1] if cell.column_path else "")
            return self.form.setdefault(thing, _Row(thing, plain_name(title, self.rules)))
        line = self.reading.lines[cell.line]
        if not line.names:
            return None
        column = self.reading.fields[cell.field].of_names if cell.field is not None and line.kind == "item" else None
        if column is None:
            return self.rows.setdefault(cell.line, _Row(line.names[-1].squashed, title_of(line, self.rules)))
        line = self.reading.line_of(cell.line, cell.field)
        own, outer = line.names[-1], [name for name in line.names[:-1] if name.column in self._scored]
        is_outer = own.column == column != self._scored[-1]
        if outer:
            self.above[own.block if is_outer else cell.line] = outer[-1].block
        row = _Row(own.squashed, title_of(line, self.rules))
        return self.levels.setdefault(own.block, row) if is_outer else self.rows.setdefault(cell.line, row)

    @cached_property
    def _scored(self) -> tuple[int, ...]:
        """The columns of names that have scores of their own, where each level of indicators has."""
        own = (field.of_names for field in self.reading.fields if field.role == "score")
        return tuple(sorted({column for column in own if column is not None}))

    def _full_marks_in_name(self, line: Line, row: _Row) -> None:
        """部门决策（25分） where no column gives the full marks."""
        if row.of("full_marks") is not None or not row.points or line.kind not in ("item", "subtotal"):
            return
        cell = line.names[-1]
        text = self.document.block(cell.block).normalised
        found = self.rules.pattern("points_in_brackets").search(text.rstrip())
        if found is None or self._is_named_twice(cell.block):
            return
        span = Span(cell.block, *found.span("points"))
        mention = next((m for m in self.of_block.get(cell.block, ()) if m.span.covers(span)), None)
        span = mention.span if mention is not None else span
        value = read_numeral(found["points"]).value
        row.points.append(Points(role="full_marks", value=value, text=self.document.quote(span), span=span))

    def _is_named_twice(self, block: str) -> bool:
        return sum(line.names[-1].block == block for line in self.reading.lines if line.names) > 1

    def _item_of_row(self, index: int) -> ScoreItem | None:
        """The item of a row; a subtotal is one where it states points awarded or taken off, named as its group."""
        row, kind = self.rows[index], self.reading.lines[index].kind
        if kind == "subtotal" and row.title and (row.of("score") or row.of("deduction")):
            return self._item(row)
        return self._item(row) if kind == "item" else None

    def _item(self, row: _Row) -> ScoreItem | None:
        score, full, deduction = row.of("score"), row.of("full_marks"), row.of("deduction")
        bonus = bool(self.rules.pattern("line_bonus").search(row.name))
        if not row.points or (bonus and score is None):
            return None
        points = tuple(row.points)
        if score is not None and score.value <= 0 and self.rules.pattern("line_deducted").search(row.name):
            taken = score.model_copy(update={"role": "deduction", "value": abs(score.value)})
            points = tuple(taken if each is score else each for each in points)
            score, deduction = None, deduction or taken
        if full is not None and full.value < 0:  # 扣分项 | -5 | 0: the most that may be taken off
            full, points = None, tuple(each for each in points if each is not full)
        if not points:
            return None
        first = score or deduction or points[0]
        return ScoreItem(
            id=f"score:{first.span.block}@{first.span.start}", title=row.title,
            score=score.value if score else None, full_marks=full.value if full else None,
            deduction=deduction.value if deduction else None, bonus=bonus, applicable=row.applicable,
            section=row.section, source="table", span=first.span, points=points,
        )  # fmt: skip
