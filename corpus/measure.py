#!/usr/bin/env python3
"""Read the cases of this folder and print how well, as the [first_run] or [floor] table of a case.toml.

With --pdf of their PDFs instead of their DOCX; with --differences also every wrong reading, as its [[expected_failure]].

usage: python corpus/measure.py [--pdf] [--differences] [CASE ...]
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

from build_corpus import CORPUS, cases

from jixiao import extract, read
from jixiao.evaluate import Evaluation, evaluate, load_gold
from jixiao.patterns import load_rules

MEASURES = (
    *("amount", "ratio", "count", "absence", "label", "year", "measure", "section", "complete"),
    *("score", "heading", "record", "finding"),
)


def main(arguments: list[str]) -> None:
    """Print the table of each case, and of all together where there are several."""
    everything = Evaluation({})
    folders = [CORPUS / name for name in arguments if not name.startswith("-")] or cases()
    report = "report.pdf" if "--pdf" in arguments else "report.docx"
    for case in folders:
        one = evaluate(extract(read(case / report)), load_gold(case / "record.json"), load_rules())
        everything += one
        show(case.name, one, "--differences" in arguments)
    if len(folders) > 1:
        show("all cases", everything, False)


def show(name: str, evaluation: Evaluation, differences: bool) -> None:
    """One table in the form of TOML, rounded down to the thousandth."""
    print(f"# {name}")
    for measure in MEASURES:
        if measure in evaluation.tallies:
            print(f"{measure:8} = {int(evaluation.rate(measure) * 1000) / 1000}")
    for difference in evaluation.differences if differences else ():
        print("\n[[expected_failure]]")
        for key, value in asdict(difference).items():
            if value:
                print(f"{key:6} = {json.dumps(value, ensure_ascii=False)}")
    print()


if __name__ == "__main__":
    main(sys.argv[1:])
