"""gold.txt and the lines of its report to a Gold: each fact gets its place, its section and its value in 万元 or percent.

gold.txt says in the report's own order what a person reads there; README.md describes its few forms. Values of plain
numerals are converted here, by a rule of three lines that knows nothing of jixiao; any other is written out (`=36`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from .source import Line, SourceError

_FIELDS = ("kind", "project", "title", "department", "fiscal_year")
_REGION = ("province", "city", "county")
_SCORE = {"score": "stated", "converted": "converted", "full_marks": "full_marks", "grade": "grade"}
_MEASURES = ("budget", "adjusted", "received", "final", "balance", "carryover", "change")
_KINDS = ("amount", "ratio", "count", "other")
_UNITS = {"亿元": Decimal(10000), "千元": Decimal("0.1"), "万元": Decimal(1), "万": Decimal(1), "元": Decimal("0.0001")}
_PERCENT = ("%", "％", "个百分点", "倍", "‰")
_PLAIN = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True)
class Place:
    """Where a piece of gold stands: `line` is the number of the line in `lines`."""

    line: int
    start: int
    end: int


@dataclass
class Gold:
    """What a case should be read as, in the form of record.json, and the places that it accounts for."""

    record: dict[str, Any]
    sections: list[dict[str, Any]] = field(default_factory=list)
    scores: list[dict[str, Any]] = field(default_factory=list)
    facts: list[dict[str, Any]] = field(default_factory=list)
    findings: list[dict[str, Any]] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)

    def to_json(self) -> str:
        """record.json: one line for each section, score item, fact and finding, so that a change shows as one line."""
        parts = [f' "record": {json.dumps(self.record, ensure_ascii=False)}']
        for name in ("sections", "scores", "facts", "findings"):
            rows = ",\n".join(f"  {json.dumps(row, ensure_ascii=False)}" for row in getattr(self, name))
            parts.append(f' "{name}": [\n{rows}\n ]' if rows else f' "{name}": []')
        return "{\n" + ",\n".join(parts) + "\n}\n"


def parse(text: str, lines: tuple[Line, ...]) -> Gold:
    """Read gold.txt against the report's lines; SourceError names the entry that the report does not hold."""
    head, _, body = text.partition("\n---\n")
    gold = Gold(_record(head))
    cursor = _Cursor(tuple(line for line in lines if line.kind != "contents"))
    section: str | None = None
    for entry in filter(None, map(str.strip, body.splitlines())):
        if entry.startswith("//"):
            continue
        match _fields(entry):
            case ["item", title, points, source, *rest]:
                gold.scores.append(_item(title, points, source, rest))
            case ["finding", *slip]:
                told = zip(("rule", "stated", "computed", "unit", "note"), slip, strict=True)
                gold.findings.append({name: value for name, value in told if value != "-"})
            case ["ref" | "points", name]:
                gold.places.append(cursor.find(name))
            case ["skip", skipped]:
                gold.places.append(cursor.find(skipped))
                gold.facts.append(_placed("skip", [], cursor, section))
            case ["none", words, labels]:
                gold.places.append(cursor.find(words))
                gold.facts.append(_placed("none", _labels(labels), cursor, section))
            case [heading] if heading.startswith("#"):
                marks, ordinal, section = (heading.split(" ", 2) + [""])[:3]
                gold.places.append(cursor.heading(ordinal, section))
                gold.sections.append({"level": len(marks), "ordinal": ordinal, "title": section})
            case [found, labels, *flags]:
                if found != "^":
                    gold.places.append(cursor.find(found))
                gold.facts.append(_fact(cursor, section, labels, " ".join(flags).split(), gold.record["fiscal_year"]))
            case _:
                raise SourceError(f"gold: cannot read {entry!r}")
    return gold


def _fields(entry: str) -> list[str]:
    if entry.startswith("#"):
        return [entry]
    tag, colon, rest = entry.partition(": ")
    tagged = colon and tag in ("item", "finding", "ref", "points", "skip", "none")
    return [*([tag] if tagged else []), *(part.strip() for part in (rest if tagged else entry).split(" | "))]


class _Cursor:
    """Goes through the lines once: every entry of gold stands after the one before it."""

    def __init__(self, lines: tuple[Line, ...]) -> None:
        self.lines = lines
        self.place = Place(0, 0, 0)

    @property
    def line(self) -> Line:
        return self.lines[self.place.line]

    @property
    def text(self) -> str:
        return self.line.text[self.place.start : self.place.end]

    def find(self, wanted: str) -> Place:
        """The next place of this text that is not the tail of a longer number."""
        offset = self.place.end
        for number in range(self.place.line, len(self.lines)):
            text = self.lines[number].text
            while (start := text.find(wanted, offset)) >= 0:
                if not (wanted[0].isdecimal() and re.search(r"[\d０-９][.．,，]?$", text[:start])):
                    self.place = Place(number, start, start + len(wanted))
                    return self.place
                offset = start + 1
            offset = 0
        raise SourceError(f"gold: {wanted!r} stands nowhere after {self.text!r} in {self.line.text[:30]!r}")

    def heading(self, ordinal: str, title: str) -> Place:
        """The next line that opens with this ordinal and title; the cursor goes behind them."""
        pattern = re.compile(r"\s*" + r"\s*".join(map(re.escape, ordinal + re.sub(r"\s", "", title))))
        first = self.place.line + (self.place.end > 0)
        for number in range(first, len(self.lines)):
            if found := pattern.match(self.lines[number].text):
                self.place = Place(number, 0, found.end())
                return self.place
        raise SourceError(f"gold: no heading {ordinal}{title} after {self.line.text[:30]!r}")


def _record(head: str) -> dict[str, Any]:
    record: dict[str, Any] = {"region": {}, "document_numbers": [], "score": {}}
    for line in filter(None, map(str.strip, head.splitlines())):
        key, _, value = (part.strip() for part in line.partition("="))
        if key in _FIELDS:
            record[key] = int(value) if key == "fiscal_year" else value
        elif key in _REGION:
            record["region"][key] = value
        elif key in _SCORE:
            record["score"][_SCORE[key]] = value
        elif key == "document_number":
            record["document_numbers"].append(value)
        else:
            raise SourceError(f"gold: no such field: {key}")
    if missing := [key for key in ("kind", "title", "department", "fiscal_year") if key not in record]:
        raise SourceError(f"gold: the head lacks {', '.join(missing)}")
    return record


def _labels(text: str) -> list[str]:
    return [label.strip() for label in text.split(",") if label.strip()]


def _placed(kind: str, labels: list[str], cursor: _Cursor, section: str | None) -> dict[str, Any]:
    line, place = cursor.line, cursor.place
    fact: dict[str, Any] = {
        "kind": kind,
        "labels": labels,
        "text": cursor.text,
        "where": line.where,
        "start": place.start,
    }
    if line.cell:
        fact["cell"] = list(line.cell)
    if section:
        fact["section"] = section
    return fact


def _fact(cursor: _Cursor, section: str | None, labels: str, flags: list[str], year: int) -> dict[str, Any]:
    kind, value = _converted(cursor.text)
    own: dict[str, Any] = {"year": year}
    for flag in flags:
        if flag in _MEASURES:
            own["measure"] = flag
        elif flag in _KINDS:
            kind = flag
        elif re.fullmatch(r"\d{4}", flag):
            own["year"] = int(flag)
        elif flag == "nil":
            own["measure"] = None
        elif flag == "-":
            del own["year"]
        elif flag.startswith("="):
            value = flag[1:]
        elif flag.startswith("to="):
            own["value_to"] = flag[3:]
        elif flag.startswith("~"):
            own["qualifier"] = flag[1:]
        else:
            raise SourceError(f"gold: {cursor.text} has the unknown flag {flag!r}")
    if kind is None or value is None:
        raise SourceError(f"gold: {cursor.text!r} needs its kind and =value")
    if "年" in labels and re.search(r"\d{4}年", labels):
        raise SourceError(f"gold: the label of {cursor.text} carries a year")
    return _placed(kind, _labels(labels), cursor, section) | {"value": value} | own


def _converted(text: str) -> tuple[str | None, str | None]:
    """Kind and value of a plain numeral with its unit; None where a person has to say."""
    plain = text.translate({0xFF10 + i: str(i) for i in range(10)} | {ord("．"): ".", ord("，"): None, ord(","): None})
    plain = re.sub(r"\s", "", plain)
    unit = next((unit for unit in (*_UNITS, *_PERCENT) if plain.endswith(unit)), "")
    number = plain.removesuffix(unit) if unit else re.sub(r"[^\d.]+$", "", plain)
    if not _PLAIN.fullmatch(number):
        return None, None
    if unit in _UNITS:
        return "amount", format(Decimal(number) * _UNITS[unit], "f")
    return "ratio" if unit else None, number


def _item(title: str, points: str, source: str, rest: list[str]) -> dict[str, Any]:
    item: dict[str, Any] = {"title": title}
    for point in filter(None, map(str.strip, points.split(","))):
        name, _, value = point.partition(" ")
        if name in ("score", "full", "deduction"):
            item[name] = value
        elif name in ("optional", "bonus"):
            item[name] = True
        elif name == "inapplicable":
            item["applicable"] = False
        else:
            raise SourceError(f"gold: item {title} has unknown points {point!r}")
    item["source"] = source
    if rest:
        item["parent"] = rest[0]
    return item


def points_of(gold: Gold) -> Iterator[Decimal]:
    """Every number of points that the gold knows, for the lint of digits."""
    for item in gold.scores:
        yield from (Decimal(item[key]) for key in ("score", "full", "deduction") if key in item)
    yield from (
        Decimal(gold.record["score"][key])
        for key in ("stated", "converted", "full_marks")
        if key in gold.record["score"]
    )
