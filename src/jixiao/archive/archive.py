"""The archive as a value to work with: records in, records and their history out; each call is one transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Select, delete, func, select, tuple_

from jixiao.archive import corrections, imports, originals, search_index, storing
from jixiao.archive.corrected_rows import Lay
from jixiao.archive.engine import Database, reading, writing
from jixiao.archive.imports import Copy, ImportedFile, Run
from jixiao.archive.questions import Questions
from jixiao.archive.rows import rows_of
from jixiao.archive.storing import Arrival, Stored
from jixiao.archive.tables import corrections as journal
from jixiao.archive.tables import reports, versions
from jixiao.errors import ArchiveError
from jixiao.record import Record

_STATED = tuple(column for column in reports.c if not column.name.endswith("_code"))
_PAGE = 200
"""Reports read at a time where all are walked through."""
_TIDIED = 10
"""Steps that even the smallest import takes."""


class Archive(Questions):
    """An open archive. Reports are known by `id`, a number that a new reading or a newer file of the report does not change."""

    def __init__(self, database: Database, lay: Lay) -> None:
        self.database = database
        self._lay = lay

    @property
    def location(self) -> str:
        """Where it is, for people: a path or a URL without its password."""
        return self.database.location

    def close(self) -> None:
        """Give the connections back."""
        self.database.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def add(
        self,
        record: Record,
        *,
        original: bytes | None = None,
        path: Path | str | None = None,
        modified: datetime | None = None,
    ) -> Stored:
        """Keep a record, with its file where it is given; the same again changes nothing.

        A file of a report that is there already (department, year, kind, project, title) becomes a version of it, the current
        one if it was changed last; `modified` says when that was, without it now.
        """
        arrival = Arrival(rows_of(record), None if path is None else str(path), modified)
        contents = {} if original is None else {arrival.rows.sha256: original}
        with writing(self.database) as connection:
            originals.keep(connection, contents)
            return storing.store(connection, [arrival], self._lay)[0]

    def record(self, report_id: int, version: int | None = None) -> Record:
        """The record of a report, the current one or that of a version; ArchiveError if there is none."""
        wanted = reports.c.version if version is None else version
        query = (
            select(versions.c.record)
            .join(reports, reports.c.id == versions.c.report_id)
            .where(versions.c.report_id == report_id, versions.c.number == wanted)
        )
        with reading(self.database) as connection:
            kept = connection.execute(query).scalar_one_or_none()
        if kept is None:
            asked = f"编号为 {report_id} 的报告" if version is None else f"报告 {report_id} 的第 {version} 版"
            raise ArchiveError(self.location, f"没有{asked}", "请用 jixiao search 查编号")
        return Record.from_json(kept)

    def reports(self, *, after: int = 0, limit: int | None = None) -> list[Mapping[str, Any]]:
        """The rows of `reports`, by number, those after one; without the official codes, which no report states."""
        query = select(*_STATED).where(reports.c.id > after).order_by(reports.c.id)
        return self.rows(query if limit is None else query.limit(limit))

    def report(self, report_id: int) -> Mapping[str, Any] | None:
        """The row of one report, or None."""
        return next(iter(self.rows(select(*_STATED).where(reports.c.id == report_id))), None)

    def versions(self, report_id: int) -> list[Mapping[str, Any]]:
        """The files of a report, oldest number first, without their records."""
        columns = [column for column in versions.c if column.name != "record"]
        return self.rows(select(*columns).where(versions.c.report_id == report_id).order_by(versions.c.number))

    def count_reports(self) -> int:
        """How many reports there are."""
        return int(self.rows(select(func.count().label("reports")).select_from(reports))[0]["reports"])

    def count_versions(self) -> int:
        """How many files of reports there are."""
        return int(self.rows(select(func.count().label("files")).select_from(versions))[0]["files"])

    def all_versions(self) -> Iterator[Mapping[str, Any]]:
        """Every file of every report with its record as JSON, page by page, by the number of the report and of the version."""
        report_id, number = 0, 0
        place = tuple_(versions.c.report_id, versions.c.number)
        while True:
            query = (
                select(versions)
                .where(place > tuple_(report_id, number))
                .order_by(versions.c.report_id, versions.c.number)
                .limit(_PAGE)
            )
            page = self.rows(query)
            yield from page
            if len(page) < _PAGE:
                return
            report_id, number = page[-1]["report_id"], page[-1]["number"]

    def records(self) -> Iterator[tuple[int, Record]]:
        """Every current record with the number of its report, read page by page, so that memory stays small."""
        last = 0
        current = (versions.c.report_id == reports.c.id) & (versions.c.number == reports.c.version)
        while True:
            query = select(reports.c.id, versions.c.record).join(versions, current).where(reports.c.id > last)
            page = self.rows(query.order_by(reports.c.id).limit(_PAGE))
            for row in page:
                last = row["id"]
                yield last, Record.from_json(row["record"])
            if len(page) < _PAGE:
                return

    def original(self, sha256: str) -> bytes | None:
        """The file of this hash, or None where it was not kept."""
        with reading(self.database) as connection:
            return originals.kept(connection, sha256)

    def remove(self, report_id: int) -> None:
        """Take a report out with all its versions; its files are read anew when they are imported again."""
        with writing(self.database) as connection:
            hashes = list(
                connection.execute(select(versions.c.sha256).where(versions.c.report_id == report_id)).scalars()
            )
            storing.clear_rows(connection, [report_id])
            connection.execute(delete(reports).where(reports.c.id == report_id))
            imports.forget(connection, hashes)
            originals.drop(connection, hashes)

    def begin_import(self, extractor: str, places: Sequence[str]) -> Run:
        """A new run of an import over some places, read by this extractor (version and rules)."""
        with writing(self.database) as connection:
            return imports.begin(connection, extractor, places)

    def imported(self, run: Run, hashes: Collection[str]) -> dict[str, ImportedFile]:
        """What became of files at earlier imports by the same extractor, by hash; at most some hundreds at a time."""
        with reading(self.database) as connection:
            return imports.outcomes(connection, run, hashes)

    def keep_import(
        self, run: Run | None, arrivals: Sequence[Arrival], contents: Mapping[str, bytes], files: Sequence[ImportedFile]
    ) -> list[Stored]:
        """A batch in one transaction: records, files by hash, and, where it is of an import, what became of each file."""
        with writing(self.database) as connection:
            originals.keep(connection, contents)
            stored = storing.store(connection, arrivals, self._lay)
            if run is not None:
                imports.keep(connection, run, files)
            return stored

    def keep_copies(self, copies: Sequence[Copy]) -> None:
        """That files which gave no record lie at these places as well."""
        if copies:
            with writing(self.database) as connection:
                imports.keep_copies(connection, copies)

    def end_import(self, run: Run) -> None:
        """Note that a run came to its end, and put the index of words in order, the more the more files it read."""
        with writing(self.database) as connection:
            imports.end(connection, run)
            files = imports.files_of(connection, run)
        self.tidy(_TIDIED + files // 50)

    def tidy(self, steps: int | None = None) -> None:
        """Put the index of words in order, in so many short transactions at most; a search in an untidy one takes twice as long."""
        done = 0
        more = True
        while more and (steps is None or done < steps):
            with writing(self.database) as connection:
                more = search_index.tidy(connection)
            done += 1

    def failures(self) -> list[ImportedFile]:
        """The files that imports could not read, by path."""
        with reading(self.database) as connection:
            return imports.failures(connection)

    def correct(self, correction: corrections.Correction) -> None:
        """Keep what a person put right, and search by it from now on; the extraction stays as it is."""
        with writing(self.database) as connection:
            corrections.keep(connection, correction)
            storing.write_anew(connection, [correction.sha256], self._lay)

    def corrections(self, report_id: int) -> list[corrections.Correction]:
        """What people put right in the files of a report, oldest first."""
        with reading(self.database) as connection:
            return corrections.of_report(connection, report_id)

    def corrected_reports(self) -> list[int]:
        """The reports in a file of which somebody put something right, by number."""
        query = select(versions.c.report_id).distinct().join(journal, journal.c.sha256 == versions.c.sha256)
        with reading(self.database) as connection:
            return list(connection.execute(query.order_by(versions.c.report_id)).scalars())

    def reindex(self, tell: Callable[[int], None] | None = None) -> int:
        """Make all rows and the index of words anew from the records and corrections; how many reports there are.

        One transaction: others search in what was there until all is done, and a run that is stopped changes nothing. `tell` is
        told how many reports are done.
        """
        done = 0
        with writing(self.database) as connection:
            search_index.clear(connection)
            current = select(versions.c.sha256).join(
                reports, (versions.c.report_id == reports.c.id) & (versions.c.number == reports.c.version)
            )
            hashes = list(connection.execute(current.order_by(reports.c.fiscal_year, reports.c.id)).scalars())
            for start in range(0, len(hashes), _PAGE):
                some = hashes[start : start + _PAGE]
                storing.write_anew(connection, some, self._lay)
                done += len(some)
                if tell:
                    tell(done)
        self.tidy()
        return done

    def rows(self, query: Select[Any]) -> list[Mapping[str, Any]]:
        """The rows that a query over `archive.tables` gives, by the names of their columns."""
        with reading(self.database) as connection:
            return [dict(row) for row in connection.execute(query).mappings()]
