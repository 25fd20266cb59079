#!/usr/bin/env python3
"""Build the cases of this folder: report.txt to report.docx, gold.txt to record.json, and a lint of the gold.

usage: python corpus/build_corpus.py [CASE ...]      (all cases without an argument; exit status 1 if the lint complains)
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from builder import docx, gold, lint, source

CORPUS = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Built:
    """What a case's sources give: the files to write, and what the lint says of the gold."""

    docx: bytes
    record: str
    complaints: tuple[str, ...]
    source: source.Source
    gold: gold.Gold


def cases() -> list[Path]:
    """The folders of all cases, in order."""
    return sorted(path.parent for path in CORPUS.glob("*/report.txt"))


def build(case: Path) -> Built:
    """Everything that the sources of one case give; nothing is written."""
    report = source.parse((case / "report.txt").read_text(encoding="utf-8"))
    lines = source.lines(report)
    facts = gold.parse((case / "gold.txt").read_text(encoding="utf-8"), lines)
    complaints = tuple(lint.lint(facts, lines))
    return Built(docx.write(report, facts.record["title"]), facts.to_json(), complaints, report, facts)


def main(names: list[str]) -> int:
    """Build the named cases, or all; say what is wrong with each."""
    wrong = 0
    for case in [CORPUS / name for name in names] or cases():
        try:
            built = build(case)
        except source.SourceError as error:
            print(f"{case.name}: {error}", file=sys.stderr)
            wrong += 1
            continue
        (case / "report.docx").write_bytes(built.docx)
        (case / "record.json").write_text(built.record, encoding="utf-8")
        for complaint in built.complaints:
            print(f"{case.name}: {complaint}", file=sys.stderr)
        wrong += bool(built.complaints)
        print(f"{case.name}: {len(built.gold.facts)} facts, {len(built.gold.scores)} score items")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
