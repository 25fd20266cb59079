"""The tables of an archive, the same in SQLite and PostgreSQL.

    reports      one row a report: whose, on what year, its score, how many of its checks fail; what lists and filters use
    versions     one row a file of a report, with its record; `reports.version` is the number of the current one
    facts, score_items, checks      rows of the current version of each report as people corrected it, for search, series and export
    originals    the files themselves, by hash
    import_runs, import_files, import_copies
                 what was imported when, and what became of each file: an import goes on from here
    corrections  what people put right: laid over the rows, never into the record
    properties   the version of this schema

The rows are a copy of what the record says with its corrections, so that it can be asked with SQL; the record in `versions` is
what was extracted. The index
of the words is `search_index`'s own.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    false,
)

from jixiao.archive.columns import Compressed, UtcTime, number_columns

SCHEMA = 4
"""The version of these tables; `engine` refuses an archive with a later one and brings an earlier one up to it (`migrations`)."""

metadata = MetaData()

properties = Table("properties", metadata, Column("name", String(40), primary_key=True), Column("value", Text))

reports = Table(
    "reports",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("identity", String(64), nullable=False, unique=True),  # whose report on what: see `identity.identity_of`
    Column("version", Integer, nullable=False),  # the current one
    Column("kind", String(16), nullable=False),
    Column("project", Text),
    Column("title", Text),
    Column("department", Text),
    Column("department_code", String(32)),  # official codes, beside the names as printed
    Column("province", Text),
    Column("city", Text),
    Column("county", Text),
    Column("region_code", String(12)),  # 行政区划代码
    Column("fiscal_year", Integer),
    *number_columns("score"),
    *number_columns("converted"),
    *number_columns("full_marks"),
    Column("grade", Text),
    Column("fact_count", Integer, nullable=False),
    Column("check_count", Integer, nullable=False),
    Column("failed_checks", Integer, nullable=False),  # of severity error
    Column("minor_checks", Integer, nullable=False),
    Column("unread_numbers", Integer, nullable=False, server_default="0"),  # those with the reason "unknown"
    Column(
        "corrected", Integer, nullable=False, server_default="0"
    ),  # how many figures, scores and checks people put right
    Column("score_corrected", Boolean, nullable=False, server_default=false()),
    Column("added", UtcTime, nullable=False),
    Column("updated", UtcTime, nullable=False),
    Index("reports_by_year", "fiscal_year", "id"),
    Index("reports_by_department", "department", "fiscal_year"),
    Index("reports_by_score", "score_scaled"),
    sqlite_autoincrement=True,  # the id of a removed report is never given to another
)

versions = Table(
    "versions",
    metadata,
    Column("report_id", ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("file_name", Text, nullable=False),
    Column("path", Text),  # where the file lay when it was imported
    Column("modified", UtcTime, nullable=False),  # when the file was last changed: the newest one is current
    Column("media_type", Text, nullable=False),
    Column("bytes", BigInteger, nullable=False),
    Column("reader", Text, nullable=False),
    Column("extractor", Text, nullable=False),
    Column("rules", Text, nullable=False),
    Column("checked_with", Text, nullable=False),  # version and rules that last calculated its checks
    Column("reading", String(64), nullable=False),  # a hash of what was read, without what read it
    Column("record", Compressed, nullable=False),
    Column("added", UtcTime, nullable=False),
)


def _of_report(name: str, *columns: Column[object] | Index) -> Table:
    """A table of rows of the current version of a report, in the order of the record."""
    return Table(
        name,
        metadata,
        Column("report_id", ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True),
        Column("position", Integer, primary_key=True, autoincrement=False),
        *columns,
        sqlite_with_rowid=False,  # the rows of a report lie together
    )


facts = _of_report(
    "facts",
    Column("id", Text, nullable=False),
    Column("kind", String(8), nullable=False),
    Column("label", Text, nullable=False),
    Column("indicator", Text),
    Column("subject", Text),
    *number_columns("value"),
    *number_columns("value_to"),
    Column("unit", Text),
    Column("per", Text),
    Column("resolution", Text),
    Column("direction", String(8)),
    Column("qualifier", Text),
    Column("year", Integer),
    Column("measure", String(10)),
    Column("section", Text),
    Column("text", Text, nullable=False),
    Column("block", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("corrected", Boolean, nullable=False, server_default=false()),  # the value, or what it is of, is a person's
    Index("facts_by_label", "label", "value_scaled"),
    Index("facts_by_indicator", "indicator", "value_scaled"),
)

score_items = _of_report(
    "score_items",
    Column("id", Text, nullable=False),
    Column("title", Text, nullable=False),
    *number_columns("score"),
    *number_columns("full_marks"),
    *number_columns("deduction"),
    Column("bonus", Boolean, nullable=False),
    Column("applicable", Boolean, nullable=False),
    Column("parent", Text),
    Column("section", Text),
    Column("source", String(8), nullable=False),
    Column("corrected", Boolean, nullable=False, server_default=false()),
)

checks = _of_report(
    "checks",
    Column("id", Text, nullable=False),
    Column("rule", String(20), nullable=False),
    Column("status", String(12), nullable=False),
    Column("severity", String(8)),
    *number_columns("stated"),
    *number_columns("computed"),
    *number_columns("difference"),
    Column("unit", Text),
    Column("message", Text, nullable=False),
    Column("hint", Text),
    Index("checks_by_status", "status", "severity", "rule"),
)

originals = Table(
    "originals",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("bytes", BigInteger, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

import_runs = Table(
    "import_runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("started", UtcTime, nullable=False),
    Column("finished", UtcTime),  # null while it runs, and where it was killed
    Column("extractor", Text, nullable=False),
    Column("places", Text, nullable=False),  # what was asked for, one path a line
)

import_files = Table(
    "import_files",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("extractor", String(80), primary_key=True),  # version and rules: a file is read once by each
    Column("run_id", ForeignKey("import_runs.id")),
    Column("path", Text, nullable=False),
    Column("bytes", BigInteger, nullable=False),
    Column("outcome", String(8), nullable=False),  # imported | failed | scanned
    Column("reason", Text),  # why it failed, a sentence
    Column("ended_by", Text),  # the signal or limit that ended its worker: SIGSEGV, time, memory
    Column("attempts", Integer, nullable=False),
    Column("finished", UtcTime, nullable=False),
    Index("import_files_by_outcome", "outcome", "path"),
)

import_copies = Table(
    "import_copies",  # further places of files that gave no record; of those with one, `versions` knows the place
    metadata,
    Column("path", Text, primary_key=True),
    Column("sha256", String(64), nullable=False, index=True),
)

corrections = Table(
    "corrections",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sha256", String(64), nullable=False),  # the file: its element ids survive a new extraction
    Column("element", Text, nullable=False),  # id of a fact or score item, or "record"
    Column("field", String(40), nullable=False),
    Column("before", Text),  # as extracted when it was corrected, JSON
    Column("after", Text),  # JSON
    Column("author", Text, nullable=False),
    Column("note", Text),
    Column("made", UtcTime, nullable=False),
    Index("corrections_by_file", "sha256", "element"),
)

people = Table(
    "people",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("password", Text, nullable=False),  # an argon2 hash
    Column("role", String(8), nullable=False),
    Column("added", UtcTime, nullable=False),
)

tokens = Table(
    "tokens",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person", ForeignKey("people.name", ondelete="CASCADE"), nullable=False, index=True),
    Column("digest", String(64), nullable=False, unique=True),  # sha256 of the token, which itself is long and random
    Column("purpose", Text, nullable=False),
    Column("added", UtcTime, nullable=False),
)

__all__ = [
    "SCHEMA", "checks", "corrections", "facts", "import_copies", "import_files", "import_runs", "metadata", "originals", "people",
    "properties", "reports", "score_items", "tokens", "versions",
]  # fmt: skip
