"""A git revision to what it reads in some reports, and two runs to what was gained and lost between them.

The other revision is checked out into a folder of its own and only makes records; both are held against the gold by the
program that runs, so that one yardstick measures both.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from jixiao.errors import JixiaoError, UnreadableFileError
from jixiao.evaluate.folders import Graded
from jixiao.evaluate.readings import Run
from jixiao.evaluate.tally import Difference
from jixiao.record import Record


@dataclass(frozen=True)
class Changes:
    """Differences from gold that went away (`gains`) and that came (`losses`), each with the name of its report."""

    gains: tuple[tuple[str, Difference], ...]
    losses: tuple[tuple[str, Difference], ...]


def changes(before: Run, after: Run) -> Changes:
    """What the later run reads better and worse than the earlier one, difference by difference."""
    old, new = Counter(_differences(before)), Counter(_differences(after))
    return Changes(tuple((old - new).elements()), tuple((new - old).elements()))


def _differences(run: Run) -> Iterator[tuple[str, Difference]]:
    for reading in run.readings:
        yield from ((reading.name, difference) for difference in reading.evaluation.differences)


def records_by(revision: str, reports: Sequence[Graded]) -> Callable[[Graded], Record]:
    """What another revision of this checkout makes of some reports, by report; JixiaoError where it made nothing."""
    with _checkout(revision) as folder:
        printed = _extract(folder, [graded.report.absolute() for graded in reports])
    records = {record.source.sha256: record for record in _records(printed, revision)}

    def record_of(graded: Graded) -> Record:
        record = records.get(hashlib.sha256(graded.report.read_bytes()).hexdigest())
        if record is None:
            raise UnreadableFileError(graded.name, f"修订 {revision} 读不了", "两边的数因此不可比")
        return record

    return record_of


def _records(lines: Iterable[str], revision: str) -> Iterator[Record]:
    for line in lines:
        try:
            yield Record.from_json(line)
        except ValueError as error:
            raise JixiaoError(
                f"修订 {revision} 写出的 JSON 与现在的格式不合，无法比较。请换一个较近的修订。"
            ) from error


def _extract(folder: Path, reports: Sequence[Path]) -> list[str]:
    """One line of JSON for each report that the checkout in `folder` reads; what it cannot read is missing."""
    command = [sys.executable, "-m", "jixiao", "extract", "--jsonl", *map(str, reports)]
    environment = os.environ | {"PYTHONPATH": str(folder / "src")}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    return done.stdout.decode().splitlines()


@contextmanager
def _checkout(revision: str) -> Iterator[Path]:
    """A working tree of a revision of the repository that this program runs from, gone afterwards."""
    repository = Path(__file__).resolve().parents[3]
    _git(repository, revision, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "checkout"
        _git(repository, revision, "worktree", "add", "--detach", str(folder), revision)
        try:
            yield folder
        finally:
            _git(repository, revision, "worktree", "remove", "--force", str(folder))


def _git(repository: Path, revision: str, *arguments: str) -> None:
    try:
        subprocess.run(["git", "-C", str(repository), *arguments], capture_output=True, check=True)
    except (subprocess.CalledProcessError, FileNotFoundError) as error:
        advice = "请在源码的 git 检出中运行，并检查修订的名字"
        raise UnreadableFileError(f"修订 {revision}", "取不出来", advice) from error
