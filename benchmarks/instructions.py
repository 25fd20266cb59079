"""How many instructions the processor takes to make one report a record, counted by valgrind: no clock, so no noise.

    python benchmarks/instructions.py [FILE] [--keep]

The report is read once before, so that imports, rules and caches are not counted. With --keep the figure is kept in
instructions.json for this version of Python; tests/test_work.py fails when a later one is more than a quarter above it.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

REPORT = Path(__file__).parents[1] / "corpus" / "359908-2023-minyang-shangwuju" / "report.docx"
KEPT = Path(__file__).with_name("instructions.json")
PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
_COUNT = "--count"
_COLLECTED = re.compile(r"Collected\s*:\s*(\d+)")


def is_possible() -> bool:
    """Whether valgrind is installed."""
    return shutil.which("valgrind") is not None and shutil.which("callgrind_control") is not None


def kept() -> dict[str, int]:
    """The figures kept, by version of Python."""
    found: dict[str, int] = json.loads(KEPT.read_text()) if KEPT.exists() else {}
    return found


def instructions_of(report: Path) -> int:
    """The instructions of one reading, in a process of its own in which strings always hash the same."""
    command = ("valgrind", "--tool=callgrind", "--instr-atstart=no", f"--callgrind-out-file={os.devnull}")
    environment = os.environ | {"PYTHONHASHSEED": "0"}
    done = subprocess.run(
        (*command, sys.executable, __file__, str(report), _COUNT),
        env=environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    found = _COLLECTED.search(done.stderr)
    assert found, done.stderr
    return int(found[1])


def count(report: Path) -> None:
    """What valgrind runs: the report read once to warm up, and once more while it counts."""
    from unread import forget_phrases

    from jixiao.pipeline import extract
    from jixiao.readers import read_bytes

    content = report.read_bytes()
    extract(read_bytes(content, report.name))
    forget_phrases()
    gc.collect()
    gc.disable()
    _counting("on")
    extract(read_bytes(content, report.name))
    _counting("off")


def _counting(state: str) -> None:
    subprocess.run(("callgrind_control", "-i", state, str(os.getpid())), check=True, stdout=subprocess.DEVNULL)


def main() -> int:
    """Count, print, and keep if told to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("report", nargs="?", type=Path, default=REPORT)
    parser.add_argument("--keep", action="store_true")
    parser.add_argument(_COUNT, action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.count:
        count(given.report)
        return 0
    found = instructions_of(given.report)
    print(
        f"{given.report.name}: {found / 1e6:.1f} million instructions, kept for Python {PYTHON}: {kept().get(PYTHON)}"
    )
    if given.keep:
        KEPT.write_text(json.dumps(kept() | {PYTHON: found}, indent=1, sort_keys=True) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
