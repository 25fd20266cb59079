#!/usr/bin/env python3
"""Build the cases of this folder: report.txt to report.docx and report.pdf, gold.txt to record.json, and lint the gold.

A PDF is printed when its report has changed (--print: in any case) by the producer that case.toml names.

usage: python corpus/build_corpus.py [--print] [CASE ...]      (all cases without one; exit status 1 if it complains)
"""

from __future__ import annotations

import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

from builder import docx, gold, lint, printers, source

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


def producer(case: Path) -> str:
    """Which program prints the PDF of this case; "" if case.toml does not say."""
    about = case / "case.toml"
    return str(tomllib.loads(about.read_text(encoding="utf-8")).get("pdf", "")) if about.exists() else ""


def print_pdf(case: Path, built: Built) -> bytes:
    """The report as its producer prints it; PrinterError if that is missing."""
    return printers.write(producer(case), built.source, built.gold.record["title"])


def main(arguments: list[str]) -> int:
    """Build the named cases, or all; say what is wrong with each."""
    anew = "--print" in arguments
    wrong = 0
    for case in [CORPUS / name for name in arguments if not name.startswith("-")] or cases():
        try:
            built = build(case)
            complaints = [*built.complaints, *_write(case, built, anew)]
        except (source.SourceError, FileNotFoundError) as error:
            print(f"{case.name}: {error}", file=sys.stderr)
            wrong += 1
            continue
        for complaint in complaints:
            print(f"{case.name}: {complaint}", file=sys.stderr)
        wrong += bool(complaints)
        print(f"{case.name}: {len(built.gold.facts)} facts, {len(built.gold.scores)} score items")
    return 1 if wrong else 0


def _write(case: Path, built: Built, anew: bool) -> list[str]:
    """Write the files of a case; what could not be printed is a complaint, and the rest is written all the same."""
    word, pdf = case / "report.docx", case / "report.pdf"
    changed = not pdf.exists() or not word.exists() or word.read_bytes() != built.docx
    word.write_bytes(built.docx)
    (case / "record.json").write_text(built.record, encoding="utf-8")
    if anew or changed:
        try:
            pdf.write_bytes(print_pdf(case, built))
        except printers.PrinterError as error:
            if changed:
                pdf.unlink(missing_ok=True)  # rather none than one of another text
            return [str(error)]
    return []


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
