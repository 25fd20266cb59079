"""The report as data: the pydantic models of which the JSON Schema is made.

Every number that a report states is an exact decimal, written to JSON as a string; money is in 万元, ratios in percent.
Absent is None or an empty tuple, never a guess. Adding a field raises the minor number of `SCHEMA_VERSION`.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, PlainSerializer, WithJsonSchema

from jixiao.document import Source, Span, Warning

SCHEMA_VERSION = "1.0"

Number = Annotated[
    Decimal,
    PlainSerializer(lambda value: format(value, "f"), return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^-?\d+(\.\d+)?$"}),
]
"""An exact decimal, a plain string in JSON: "1210.74", never 1.21E+3."""

ReportKind = Literal["department", "project", "accounts", "other"]
BlockKind = Literal["title", "heading", "paragraph", "cell", "note", "contents", "header", "footer"]
FactKind = Literal["amount", "ratio", "count", "absence"]
Measure = Literal["budget", "adjusted", "received", "final", "balance", "carryover", "change"]
Direction = Literal["increase", "decrease"]
RelationKind = Literal["breakdown", "share", "change", "ratio", "conversion", "score_sum"]
UnreadReason = Literal["threshold", "target", "rule", "unknown"]
ReferenceKind = Literal["ordinal", "date", "document_number", "name"]
PointsRole = Literal["score", "full_marks", "deduction", "converted"]
Rule = Literal[
    "score_total", "score_subtotal", "score_average", "score_bounds", "score_conversion", "breakdown_sum", "table_sum",
    "share", "share_sum", "change_amount", "change_rate", "ratio_definition", "balance", "restatement", "wording", "grade",
]  # fmt: skip


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Extractor(_Model):
    """Which program made the record: its version and a hash of the patterns in force."""

    version: str
    rules: str


class Region(_Model):
    """Where the department is, as far as the text names it; 自治州, 地区 and 盟 are `city`, 旗 and county-level 市 `county`."""

    province: str | None = None
    city: str | None = None
    county: str | None = None


class Points(_Model):
    """One printed number of points: what it is the number of, and where it stands. A score said twice has two."""

    role: PointsRole
    value: Number
    text: str
    span: Span


class OverallScore(_Model):
    """The overall result as stated: total, conversion, full marks and grade; `points` is every place that states one."""

    id: str = "score"
    stated: Number | None = None
    converted: Number | None = None
    full_marks: Number | None = None
    grade: str | None = None
    span: Span | None = None
    points: tuple[Points, ...] = ()


class ScoreItem(_Model):
    """One thing scored. `deduction` is a positive number of points; a bonus has its points in `score`."""

    id: str
    title: str
    score: Number | None = None
    full_marks: Number | None = None
    deduction: Number | None = None
    bonus: bool = False
    applicable: bool = True
    parent: str | None = None
    section: str | None = None
    source: Literal["heading", "prose", "table"]
    span: Span
    points: tuple[Points, ...] = ()


class Section(_Model):
    """A heading and what stands under it: `title` is without ordinal and score, `span` the heading's own text."""

    id: str
    parent: str | None
    level: int
    ordinal: str
    title: str
    span: Span


def path_to(section: str | None, sections: Mapping[str, Section]) -> tuple[Section, ...]:
    """The section of this id and those it stands in, outermost first; none for the opening of a report."""
    path: tuple[Section, ...] = ()
    while section is not None and section in sections:
        path = (sections[section], *path)
        section = path[0].parent
    return path


class RecordBlock(_Model):
    """One block of the text the record was read from."""

    id: str
    kind: BlockKind
    text: str
    section: str | None = None
    table: str | None = None
    row: int | None = None
    column: int | None = None
    page: int | None = None


class RecordCell(_Model):
    """Where a cell block stands in its table."""

    block: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1


class RecordTable(_Model):
    """A table: its form, and what its header, caption and unit were understood to be."""

    id: str
    caption: str | None = None
    unit: str | None = None
    rows: int
    columns: int
    header_rows: int = 0
    header_columns: int = 0
    cells: tuple[RecordCell, ...]
    continued: int = 0


class Fact(_Model):
    """One amount, ratio, count or stated absence, with what it speaks of and the place it was read from."""

    id: str
    kind: FactKind
    label: str
    indicator: str | None = None
    subject: str | None = None
    value: Number | None = None
    value_to: Number | None = None
    unit: str | None = None
    stated_unit: str | None = None
    unit_span: Span | None = None
    per: str | None = None
    resolution: Number | None = None
    direction: Direction | None = None
    qualifier: str | None = None
    year: int | None = None
    measure: Measure | None = None
    section: str | None = None
    text: str
    span: Span
    pattern: str


class Relation(_Model):
    """What belongs to what. `whole`, `parts` and `base` are ids of facts or score items ("score" is the overall one)."""

    id: str
    kind: RelationKind
    whole: str | None = None
    parts: tuple[str, ...] = ()
    base: str | None = None
    exhaustive: bool = False
    evidence: str
    span: Span


class Check(_Model):
    """One re-calculation: what is printed, what it should be, and one sentence that a finance officer understands."""

    id: str
    rule: Rule
    status: Literal["pass", "fail", "unverifiable"]
    severity: Literal["error", "minor"] | None = None
    stated: Number | None = None
    computed: Number | None = None
    difference: Number | None = None
    unit: str | None = None
    operands: tuple[str, ...] = ()
    relation: str | None = None
    message: str
    hint: str | None = None
    spans: tuple[Span, ...] = ()


class Unread(_Model):
    """A number that became no fact, and why: nothing is lost in silence."""

    text: str
    span: Span
    reason: UnreadReason


class Reference(_Model):
    """Digits that are no quantity: an ordinal, a date or year, a document number, part of a name or code."""

    kind: ReferenceKind
    text: str
    span: Span


class Record(_Model):
    """What one report becomes; the contract with everything that reads jixiao's output."""

    schema_version: str = SCHEMA_VERSION
    source: Source
    extractor: Extractor
    kind: ReportKind
    project: str | None = None
    title: str | None
    department: str | None
    region: Region
    fiscal_year: int | None
    document_numbers: tuple[str, ...] = ()
    score: OverallScore = OverallScore()
    scores: tuple[ScoreItem, ...] = ()
    sections: tuple[Section, ...] = ()
    blocks: tuple[RecordBlock, ...] = ()
    tables: tuple[RecordTable, ...] = ()
    facts: tuple[Fact, ...] = ()
    relations: tuple[Relation, ...] = ()
    checks: tuple[Check, ...] = ()
    unread: tuple[Unread, ...] = ()
    references: tuple[Reference, ...] = ()
    warnings: tuple[Warning, ...] = ()

    @property
    def unread_numbers(self) -> int:
        """How many numbers nobody knows what to make of; limits, targets and rules of scoring are none."""
        return sum(one.reason == "unknown" for one in self.unread)

    def to_json(self, indent: int | None = 1) -> str:
        """The record as one JSON object, Chinese as it is; the same record gives the same bytes."""
        return self.model_dump_json(indent=indent)

    @classmethod
    def from_json(cls, text: str | bytes) -> Record:
        """A record that was written before, also by an older version of the same major number."""
        return cls.model_validate_json(text)
