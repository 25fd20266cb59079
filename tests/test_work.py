"""The work for one report is guarded: instructions counted by valgrind, against the figure kept when it was last looked at."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))
instructions = importlib.import_module("instructions")

MOST = 1.25


def test_a_report_takes_no_quarter_more_work_than_when_its_figure_was_kept() -> None:
    kept = instructions.kept().get(instructions.PYTHON)
    if not instructions.is_possible():
        pytest.skip("valgrind is not installed: scripts/install-test-parts")
    if kept is None:
        pytest.skip(f"no figure for Python {instructions.PYTHON}: python benchmarks/instructions.py --keep")
    found = instructions.instructions_of(instructions.REPORT)
    assert found <= MOST * kept, (
        f"{found / 1e6:.0f} million instructions where {kept / 1e6:.0f} were kept: profile what grew (docs/performance.md), "
        "or keep the new figure with python benchmarks/instructions.py --keep"
    )
