"""A bank of wordings (wordings.toml): every total and item as a person reads them, and no slip where there is none."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from jixiao.document import Document
from jixiao.patterns import load_rules
from jixiao.pipeline import extract
from jixiao.record import Record, ScoreItem

BANK: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("wordings.toml").read_text("utf-8"))["report"]


def total(record: Record) -> str:
    """The overall score written short: 93.12 of 97 -> 96, 优."""
    score = record.score
    shown = [str(score.stated) if score.stated is not None else ""]
    shown += [f"of {score.full_marks}"] if score.full_marks is not None else []
    shown += [f"-> {score.converted}"] if score.converted is not None else []
    return " ".join(filter(None, shown)) + (f", {score.grade}" if score.grade else "")


def item(found: ScoreItem) -> str:
    """An item written short: 投入: full 15, score 14."""
    said = [f"full {found.full_marks}"] if found.full_marks is not None else []
    said += [f"score {found.score}"] if found.score is not None else []
    said += [f"deduction {found.deduction}"] if found.deduction is not None else []
    said += ["bonus"] if found.bonus else []
    said += [] if found.applicable else ["inapplicable"]
    return f"{found.title}: {', '.join(said)}"


@pytest.mark.parametrize("report", BANK, ids=[report["about"] for report in BANK])
def test_the_scores_of_a_report_are_read_as_worded(report: dict[str, Any]) -> None:
    record = extract(Document.of_lines(*report["lines"]), load_rules())
    found = sorted(map(item, record.scores))
    wanted = [line for line in report["items"] if not line.startswith("(")]
    optional = {line.strip("()") for line in report["items"] if line.startswith("(")}
    assert total(record) == report.get("total", "")
    assert sorted(line for line in found if line not in optional) == sorted(wanted)
    slips = [check.message for check in record.checks if check.rule.startswith("score_") and check.status == "fail"]
    assert slips == report.get("slips", [])
