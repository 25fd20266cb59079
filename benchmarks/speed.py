"""How fast reports become records, against what other libraries take for their text alone: same files, same run.

    python benchmarks/speed.py [FILE.docx FILE.pdf] [--rounds 25] [--only warm|cold|growth|memory]

Without files a report of corpus/ is measured. One table each: warm (medians of processor time over rounds in which every
task has its turn, so that a busy machine slows all of them alike), cold (a process each), growth with pages, peak
memory. "÷ first" is how
many times what the first line takes a task takes: of the warm table that is the whole record of jixiao.
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

from grown import grown
from peers import OURS, PEERS, Peer

CASE = Path(__file__).parents[1] / "corpus" / "359908-2023-minyang-shangwuju"
TIMES_OVER = (1, 4, 40)
SECTIONS = ("warm", "cold", "growth", "memory")
COLD = (
    ("python -c 'import docx, pydantic'", ("-c", "import docx, pydantic")),
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


def warm(file: Path, rounds: int) -> None:
    """Every task of the file's format in one process."""
    content = file.read_bytes()
    mine = [
        *(each for each in OURS if each.suffix == file.suffix),
        *(each for each in PEERS if each.suffix == file.suffix),
    ]
    tasks = {each.name: _task(each, content) for each in mine if not each.missing}
    notes = {each.name: f"not installed: pip install '{each.install}'" for each in mine if each.missing}
    print_table(f"warm, {file.name}", rounds_of(tasks, rounds), mine[0].name, notes)
    print(f"{'reports an hour and core':<44}{3_600_000 / rounds_of({'': tasks[mine[0].name]}, 3)['']:>9.0f}")


def _task(peer: Peer, content: bytes) -> Callable[[], object]:
    task = peer.make()
    return lambda: task(content)


def cold(files: Sequence[Path], rounds: int) -> None:
    """Processes from start to end."""
    commands = {name: (sys.executable, *arguments) for name, arguments in COLD}
    commands |= {
        f"jixiao extract {file.name}": (sys.executable, "-m", "jixiao", "extract", str(file)) for file in files
    }
    tasks = {name: _process(command) for name, command in commands.items()}
    medians = rounds_of(tasks, rounds)
    print_table("cold process", medians, COLD[0][0], {})


def _process(command: Sequence[str]) -> Callable[[], object]:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)


def growth(file: Path, rounds: int) -> None:
    """The same report 4 and 40 times over."""
    task = next(each for each in OURS if each.suffix == file.suffix).make()
    contents = {times: grown(file.read_bytes(), file.suffix, times) for times in TIMES_OVER}
    tasks = {f"{times} times as long": lambda content=content: task(content) for times, content in contents.items()}
    *short, longest = tasks
    medians = rounds_of({name: tasks[name] for name in short}, rounds)
    medians |= rounds_of({longest: tasks[longest]}, 1)
    print_table(f"growth, {file.name}", medians, short[0], {})


def memory(file: Path) -> None:
    """The most memory that a process takes to read the report, and the same 40 times over."""
    print(f"\n{f'peak memory, {file.name}':<44}{'most':>12}")
    with tempfile.TemporaryDirectory() as folder:
        for times in (TIMES_OVER[0], TIMES_OVER[-1]):
            long = Path(folder) / f"{times}{file.suffix}"
            long.write_bytes(grown(file.read_bytes(), file.suffix, times))
            print(f"{f'{times} times as long':<44}{_peak(long):>9.0f} MB")


def _peak(file: Path) -> float:
    """In a child of its own, because the most that any child took is what the system tells."""
    if not (child := os.fork()):
        out = os.open(os.devnull, os.O_WRONLY)
        os.dup2(out, sys.stdout.fileno())
        os.execv(sys.executable, (sys.executable, "-m", "jixiao", "extract", str(file)))
    _, status, used = os.wait4(child, 0)
    assert status == 0, file
    return used.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, default=[CASE / "report.docx", CASE / "report.pdf"])
    parser.add_argument("--rounds", type=int, default=25)
    parser.add_argument("--only", choices=SECTIONS)
    given = parser.parse_args()
    wanted = (given.only,) if given.only else SECTIONS
    for file in given.files:
        if "warm" in wanted:
            warm(file, given.rounds)
    if "cold" in wanted:
        cold(given.files, given.rounds)
    for file in given.files:
        if "growth" in wanted:
            growth(file, max(3, given.rounds // 5))
        if "memory" in wanted:
            memory(file)
    return 0


if __name__ == "__main__":
    sys.exit(main())
