"""How fast reports become records, against what other libraries take for their text alone: same files, same run.

    python benchmarks/speed.py [FILE.docx FILE.pdf] [--rounds 25] [--only warm|cold|growth|memory|import]

Without files a report of corpus/ is measured. One table each: warm (medians of processor time over rounds in which every
task has its turn, so that a busy machine slows all of them alike), cold (a process each), growth with pages, peak memory,
imports into an archive; at last every bar and whether it is met. "÷ first" is how many times what the first line takes a
task takes: of the warm table that is the whole record of jixiao. The other libraries: `pip install --group bench`.
"""

from __future__ import annotations

import argparse
import gc
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from bars import BASE, COLD, FORTY, FOUR, ONCE, lines
from peers import OURS, PEERS, Peer

CASE = Path(__file__).parents[1] / "corpus" / "359908-2023-minyang-shangwuju"
TIMES_OVER = {ONCE: 1, FOUR: 4, FORTY: 40}
SECTIONS = ("warm", "cold", "growth", "memory", "import")
IMPORTED = 200
PEAK = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
PROCESSES = (
    (BASE, ("-c", "import docx, pydantic")),
    ("python -c pass", ("-c", "pass")),
    ("jixiao --help", ("-m", "jixiao", "--help")),
)


def rounds_of(tasks: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The median processor time of each task in milliseconds, one turn each a round, after one to warm up."""
    times: dict[str, list[float]] = {name: [] for name in tasks}
    for task in tasks.values():
        task()
    for _ in range(rounds):
        for name, task in tasks.items():
            gc.collect()
            start = _clock()
            task()
            times[name].append(1000 * (_clock() - start))
    return {name: median(each) for name, each in times.items()}


def _clock() -> float:
    """Seconds of processor time, of this process and of the children it waited for: others on the machine do not count."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def print_table(title: str, medians: dict[str, float], first: str, notes: dict[str, str]) -> None:
    """One line a task: its median, how many times the first's it is, and the other way round; `notes` have no figure."""
    print(f"\n{title:<44}{'median':>12}{'÷ first':>10}{'first ÷':>10}")
    for name, each in medians.items():
        print(f"{name:<44}{each:>9.1f} ms{each / medians[first]:>10.2f}{medians[first] / each:>10.2f}")
    for name, note in notes.items():
        print(f"{name:<44}  {note}")


def warm(file: Path, rounds: int) -> dict[str, float]:
    """Every task of the file's format in one process."""
    content = file.read_bytes()
    mine = [each for each in (*OURS, *PEERS) if each.suffix == file.suffix]
    tasks = {each.name: _task(each, content) for each in mine if not each.missing}
    notes = {each.name: f"not installed: pip install '{each.install}'" for each in mine if each.missing}
    medians = rounds_of(tasks, rounds)
    print_table(f"warm, {file.name}", medians, mine[0].name, notes)
    return medians


def _task(peer: Peer, content: bytes) -> Callable[[], object]:
    task = peer.make()
    return lambda: task(content)


def cold(files: Sequence[Path], rounds: int) -> dict[str, float]:
    """Processes from start to end: of the module, of the installed script, and with nothing kept from a run before."""
    script = Path(sys.executable).with_name("jixiao")
    tasks = {name: _process((sys.executable, *arguments)) for name, arguments in PROCESSES}
    for file in files:
        tasks[f"{COLD} {file.suffix}"] = _process((sys.executable, "-m", "jixiao", "extract", str(file)))
    if script.exists():
        tasks[f"{COLD} {files[0].suffix}, installed script"] = _process((str(script), "extract", str(files[0])))
    medians = rounds_of(tasks, rounds)
    first = f"{COLD} {files[0].suffix}, first of all runs"
    medians |= rounds_of({first: _first_of_all(files[0])}, max(3, rounds // 5))
    print_table("cold process", medians, BASE, {})
    return medians


def _process(command: Sequence[str], **more: str) -> Callable[[], object]:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | more
    return lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)


def _first_of_all(file: Path) -> Callable[[], object]:
    """With an empty cache folder, as after installing: the rules are compiled and kept (on Linux)."""

    def run() -> None:
        with tempfile.TemporaryDirectory() as empty:
            _process((sys.executable, "-m", "jixiao", "extract", str(file)), XDG_CACHE_HOME=empty)()

    return run


def growth(file: Path, rounds: int) -> dict[str, float]:
    """The same report 4 and 40 times over."""
    from grown import grown

    task = next(each for each in OURS if each.suffix == file.suffix).make()
    contents = {name: grown(file.read_bytes(), file.suffix, times) for name, times in TIMES_OVER.items()}
    tasks = {name: lambda content=content: task(content) for name, content in contents.items()}
    medians = rounds_of({name: tasks[name] for name in (ONCE, FOUR)}, rounds)
    medians |= rounds_of({FORTY: tasks[FORTY]}, 1)
    print_table(f"growth, {file.name}", medians, ONCE, {})
    return medians


def memory(file: Path) -> dict[str, float]:
    """The most memory that a process takes to read the report, and the same 40 times over, in MB."""
    from grown import grown

    most: dict[str, float] = {}
    print(f"\n{f'peak memory, {file.name}':<44}{'most':>12}")
    with tempfile.TemporaryDirectory() as folder:
        for name in (ONCE, FORTY):
            long = Path(folder) / f"{TIMES_OVER[name]}{file.suffix}"
            long.write_bytes(grown(file.read_bytes(), file.suffix, TIMES_OVER[name]))
            most[name] = _peak(long)
            print(f"{name:<44}{most[name]:>9.0f} MB")
    return most


def _peak(file: Path) -> float:
    """The system counts what a process was started from as its own, so a small process starts and asks."""
    command = (sys.executable, "-c", PEAK, sys.executable, "-m", "jixiao", "extract", str(file))
    most = int(subprocess.run(command, check=True, capture_output=True).stdout)
    return most / (1024 if sys.platform != "darwin" else 1024 * 1024)


def imports() -> dict[str, float]:
    """Reports that `jixiao import` reads, checks and keeps in an archive, an hour and core (by the clock)."""
    try:
        from import_throughput import an_hour_and_core
    except ImportError as error:
        print(f"\nimports are not measured ({error}): pip install -e '.[archive]'")
        return {}
    print(f"\n{f'import of {IMPORTED} generated reports':<44}{'reports':>12}")
    found = {suffix: an_hour_and_core(IMPORTED, suffix) for suffix in ("docx", "txt")}
    for suffix, reports in found.items():
        print(f"{f'{suffix.upper()}, an hour and core':<44}{reports:>12.0f}")
    return found


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, default=[CASE / "report.docx", CASE / "report.pdf"])
    parser.add_argument("--rounds", type=int, default=25)
    parser.add_argument("--only", choices=SECTIONS)
    given = parser.parse_args()
    try:
        import jixiao.pipeline  # noqa: F401
    except ImportError as error:
        sys.exit(f"{sys.executable} cannot import jixiao ({error}): pip install -e '.[archive]', or set PYTHONPATH=src")
    wanted = (given.only,) if given.only else SECTIONS
    figures: dict[str, dict[str, float]] = {}
    for file in given.files:
        if "warm" in wanted:
            figures[f"warm {file.suffix}"] = warm(file, given.rounds)
    if "cold" in wanted:
        figures["cold"] = cold(given.files, given.rounds)
    for file in given.files:
        if "growth" in wanted:
            figures[f"growth {file.suffix}"] = growth(file, max(3, given.rounds // 5))
        if "memory" in wanted:
            figures[f"memory {file.suffix}"] = memory(file)
    if "import" in wanted:
        figures["import"] = imports()
    print("\n".join(lines(figures)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
