"""How much faster two workers import than one: the same generated reports into fresh archives, turn and turn about.

    python benchmarks/import_throughput.py [--count 2000] [--rounds 1] [--workers 2]

The peer is the import with one worker in the same run. Beside the ratio it prints the CPU of the process that writes for each
report: were it more than a quarter of what reading takes, two workers could not be 1.6 times as fast on two cores.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import sys
import tempfile
from pathlib import Path

from generate import write_files

from jixiao.archive import open_archive
from jixiao.bulk.importing import Options, run_import


def measure(folder: Path, location: str, workers: int) -> tuple[float, float]:
    """Reports a second, and milliseconds of CPU a report in the process that writes."""
    before = resource.getrusage(resource.RUSAGE_SELF)
    with open_archive(location) as archive:
        summary = run_import(archive, [folder], Options(workers=workers))
        if summary.failures or summary.count("new") != len(summary.results):
            sys.exit(f"not all were imported: {summary.failures[:3]}")
    after = resource.getrusage(resource.RUSAGE_SELF)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return len(summary.results) / summary.seconds, 1000 * spent / len(summary.results)


def an_hour_and_core(count: int, suffix: str) -> float:
    """Generated reports imported in an hour by one core, which the worker and the process that writes share (by the clock)."""
    cores = os.sched_getaffinity(0) if sys.platform == "linux" else set()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "reports"
        folder.mkdir()
        write_files(folder, count, 1, (suffix,))
        try:
            if sys.platform == "linux":
                os.sched_setaffinity(0, {max(cores)})  # processes that it starts stay there too
            rate, _ = measure(folder, f"{temporary}/archive.db", 1)
        finally:
            if sys.platform == "linux":
                os.sched_setaffinity(0, cores)
    return 3600 * rate


def main() -> int:
    """Measure and print; 1 when the ratio is below the bar of 1.6."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "reports"
        folder.mkdir()
        write_files(folder, asked.count, asked.seed, ("docx",))
        rates: dict[int, list[float]] = {1: [], asked.workers: []}
        for turn in range(asked.rounds):
            for workers in rates if turn % 2 == 0 else reversed(list(rates)):
                rate, writing = measure(folder, f"{temporary}/{turn}-{workers}.db", workers)
                rates[workers].append(rate)
                print(f"{workers} workers: {rate:6.1f} reports/s, writing {writing:.1f} ms of CPU a report", flush=True)
    ratio = statistics.median(rates[asked.workers]) / statistics.median(rates[1])
    print(f"{asked.workers} workers import {ratio:.2f} times as fast as one ({asked.count} reports)")
    return 0 if ratio >= 1.6 else 1


if __name__ == "__main__":
    sys.exit(main())
