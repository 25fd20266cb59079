"""Places into an archive: what is found is read by workers and written in batches, in the order found, by this one process.

What became of each file is written with its record, so that an import that ends at any moment, also by kill -9, goes on from
there when it is run again: nothing is lost and nothing is there twice.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jixiao.archive.archive import Archive
from jixiao.bulk.choosing import Choice, Chooser
from jixiao.bulk.finding import list_files, printable
from jixiao.bulk.reading import ReadTask, extractor, read_report
from jixiao.bulk.reading_in_order import read_in_order
from jixiao.bulk.summary import Summary
from jixiao.bulk.workers import Workers
from jixiao.bulk.writing import Listener, Writer


@dataclass(frozen=True, slots=True)
class Options:
    """How to import: with how many workers, keeping the files or not, what to read, and what reads it."""

    workers: int = 1
    originals: bool = True
    choice: Choice = field(default_factory=Choice)
    read: ReadTask = read_report


def run_import(
    archive: Archive, places: Sequence[str | Path], options: Options | None = None, listener: Listener | None = None
) -> Summary:
    """Everything in some places into the archive.

    ArchiveError when the archive can no longer be written; what was committed stays, and the next run goes on from there.
    """
    began = time.monotonic()
    options = options or Options()
    files, nowhere = list_files(places)
    if listener:
        listener.expect(len(files) + len(nowhere))
    summary = Summary()
    with Workers(options.workers, options.read) as workers:
        run = archive.begin_import(extractor(), [printable(Path(place)) for place in places])
        writer = Writer(archive, run, summary, listener, originals=options.originals)
        chooser = Chooser(archive, run, options.choice, writer, listener)
        for finished in read_in_order(workers, chooser.jobs([*nowhere, *files])):
            writer.put(finished)
        writer.flush()
        chooser.tell_twins(summary.results)
    archive.end_import(run)
    summary.seconds = time.monotonic() - began
    return summary
