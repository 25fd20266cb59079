"""Where the time of one report goes, stage by stage: a table of milliseconds and shares for each hot path.

    python benchmarks/stages.py [FILE.docx FILE.pdf] [--rounds 40]

Warm paths are sampled with pyinstrument (`pip install --group bench`): the functions that the pipeline and the reader
call are the stages. The cold start is a process that takes the time of each of its own steps.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import median
from typing import Any

CASE = Path(__file__).parents[1] / "corpus" / "359908-2023-minyang-shangwuju"
INTERVAL = 0.001
LEAST_SHARE = 0.01
STEPS = """
import sys, time
steps, last = {}, time.process_time()
steps["Python itself"] = last
def done(name):
    global last
    now = time.process_time()
    steps[name], last = now - last, now
import os
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
from pydantic import BaseModel
class _(BaseModel): a: int
done("import of pydantic, and a model with one field")
import regex, lxml.etree, zipfile, decimal
done("import of regex, lxml, zipfile, decimal")
import jixiao.record
done("import of jixiao.record: its models")
import jixiao.pipeline, jixiao.readers.docx, jixiao.checks
jixiao.checks.kinds()
done("import of the rest of jixiao")
from jixiao.patterns import load_rules
load_rules()
done("rules from the cache folder")
read = jixiao.readers.read(sys.argv[1])
done("reading the file, for the first time")
record = jixiao.pipeline.extract(read)
done("the record, for the first time")
record.to_json()
done("its JSON")
import json
print(json.dumps(steps))
"""


def warm(file: Path, rounds: int) -> dict[str, float]:
    """Milliseconds of each stage of one reading, the heaviest first: its share of the samples, of the time without them."""
    from pyinstrument import Profiler

    from jixiao.pipeline import extract
    from jixiao.readers import read_bytes

    content = file.read_bytes()
    times = []
    for _ in range(rounds):
        start = time.process_time()
        extract(read_bytes(content, file.name)).to_json()
        times.append(1000 * (time.process_time() - start))
    profiler = Profiler(interval=INTERVAL)
    with profiler:
        for _ in range(rounds):
            extract(read_bytes(content, file.name)).to_json()
    root = profiler.last_session.root_frame(trim_stem=False) if profiler.last_session else None
    found: dict[str, float] = {}
    for name, seconds in _stages(root):
        found[name] = found.get(name, 0) + seconds
    scale = median(times) / sum(found.values())
    return {name: scale * found[name] for name in sorted(found, key=lambda name: -found[name])}


def _stages(frame: Any) -> Iterator[tuple[str, float]]:
    """The calls of the pipeline by their functions, reading and writing as one each."""
    if frame is None:
        return
    if frame.function in ("read_bytes", "to_json"):
        yield {"read_bytes": "reading the file", "to_json": "JSON"}[frame.function], frame.time
        return
    for child in frame.children:
        if frame.function == "extract":
            yield child.function, child.time
        else:
            yield from _stages(child)


def cold(file: Path, rounds: int) -> dict[str, float]:
    """Median milliseconds of processor time of each step of a process that reads one report."""
    command = (sys.executable, "-c", STEPS, str(file))
    runs = [json.loads(subprocess.run(command, check=True, capture_output=True).stdout) for _ in range(rounds + 1)][1:]
    return {name: 1000 * median(run[name] for run in runs) for name in runs[0]}


def print_table(title: str, stages: Mapping[str, float]) -> None:
    """A line a stage; those under a hundredth together."""
    total = sum(stages.values())
    small = sum(each for each in stages.values() if each < LEAST_SHARE * total)
    print(f"\n{title:<52}{'ms':>8}{'share':>8}")
    for name, each in (*stages.items(), ("all smaller ones", small)):
        if each >= LEAST_SHARE * total or name == "all smaller ones":
            print(f"{name:<52}{each:>8.1f}{each / total:>8.0%}")
    print(f"{'together':<52}{total:>8.1f}")


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, default=[CASE / "report.docx", CASE / "report.pdf"])
    parser.add_argument("--rounds", type=int, default=40)
    given = parser.parse_args()
    for file in given.files:
        print_table(f"warm, {file.name}", warm(file, given.rounds))
    print_table(f"cold, {given.files[0].name}", cold(given.files[0], max(3, given.rounds // 4)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
