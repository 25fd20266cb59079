"""A gold file to Gold: what a person read in a report, to be compared with the record that was extracted from it."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from jixiao.errors import UnreadableFileError
from jixiao.record import Fact, Record


class _Gold(BaseModel):
    """Gold of other makers may say more than is compared here; absent fields are not judged."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    def says(self, field: str) -> bool:
        """Whether the person said anything about this field, be it that there is none."""
        return field in self.model_fields_set


class GoldFact(_Gold):
    """One number of the text. `labels` are all good, the first is best; "other" and "skip" must not be facts of ours.

    "other" is a count of something that is no project, "skip" a threshold or a rule: finding them is not judged.
    """

    kind: Literal["amount", "ratio", "count", "none", "other", "skip"]
    labels: tuple[str, ...] = ()
    text: str
    value: Decimal | None = None
    value_to: Decimal | None = None
    year: int | None = None
    measure: str | None = None
    section: str | None = None
    qualifier: str | None = None


class GoldScore(_Gold):
    """One thing scored; `optional` items may be found or not."""

    title: str
    score: Decimal | None = None
    full: Decimal | None = None
    deduction: Decimal | None = None
    optional: bool = False


class GoldSection(_Gold):
    """One heading of the outline."""

    level: int
    ordinal: str = ""
    title: str


class GoldSlip(_Gold):
    """What is printed and what it should be."""

    stated: Decimal
    computed: Decimal | None = None


class GoldFinding(GoldSlip):
    """One slip that a careful reader finds by calculating; `also` holds other true ways to put the same one."""

    rule: str
    also: tuple[GoldSlip, ...] = ()


class GoldRegion(_Gold):
    """Where the department is, as far as the text says."""

    province: str | None = None
    city: str | None = None
    county: str | None = None


class GoldOverall(_Gold):
    """The overall result as printed."""

    stated: Decimal | None = None
    converted: Decimal | None = None
    full_marks: Decimal | None = None
    grade: str | None = None


class GoldRecord(_Gold):
    """The fields of the report as a whole."""

    kind: str | None = None
    project: str | None = None
    title: str | None = None
    department: str | None = None
    fiscal_year: int | None = None
    region: GoldRegion = GoldRegion()
    document_numbers: tuple[str, ...] = ()
    score: GoldOverall = GoldOverall()


class Gold(_Gold):
    """Everything a person said about one report; in `scope` "prose" the cells of tables have no gold."""

    record: GoldRecord
    sections: tuple[GoldSection, ...] = ()
    scores: tuple[GoldScore, ...] = ()
    facts: tuple[GoldFact, ...] = ()
    findings: tuple[GoldFinding, ...] = ()
    scope: str | None = None


def is_gold(path: Path) -> bool:
    """Whether a JSON file is gold or a record, and not something else that lies beside a report."""
    try:
        held = json.loads(path.read_bytes())
    except (ValueError, OSError):
        return False
    return isinstance(held, dict) and ("record" in held or "schema_version" in held) and "facts" in held


def load_gold(path: Path) -> Gold:
    """The gold of a file such as corpus/*/record.json, or of a record that a person corrected."""
    text = path.read_bytes()
    try:
        return Gold.model_validate_json(text) if "record" in json.loads(text) else gold_of(Record.from_json(text))
    except ValueError as error:
        reason = str(error).partition("\n")[0]
        raise UnreadableFileError(str(path), f"不是人工读数（{reason}）", "请照 corpus/README.md 改正") from error


def gold_of(record: Record) -> Gold:
    """A corrected record as gold: everything that it says is taken to be right, failed checks as the slips to find."""
    titles = {section.id: section.title for section in record.sections}
    said = record.model_dump(include={"kind", "project", "title", "department", "fiscal_year", "document_numbers"})
    overall = GoldOverall(**record.score.model_dump(include=set(GoldOverall.model_fields)))
    return Gold(
        record=GoldRecord(**said, region=GoldRegion(**record.region.model_dump()), score=overall),
        sections=tuple(
            GoldSection(level=each.level, ordinal=each.ordinal, title=each.title) for each in record.sections
        ),
        scores=tuple(
            GoldScore(title=each.title, score=each.score, full=each.full_marks, deduction=each.deduction)
            for each in record.scores
        ),
        facts=tuple(_gold_fact(fact, titles.get(fact.section or "")) for fact in record.facts),
        findings=tuple(
            GoldFinding(rule=check.rule, stated=check.stated, computed=check.computed)
            for check in record.checks
            if check.status == "fail" and check.severity == "error" and check.stated is not None
        ),
    )


def _gold_fact(fact: Fact, section: str | None) -> GoldFact:
    kind: Any = "none" if fact.kind == "absence" else fact.kind
    said = fact.model_dump(include={"text", "value", "value_to", "year", "measure", "qualifier"})
    return GoldFact(kind=kind, labels=(fact.label,), section=section, **said)
