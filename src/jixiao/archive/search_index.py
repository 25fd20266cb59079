"""A report's words into the index that `search` asks, and out of it again, in the transaction that keeps its record.

    report_text    one row a report: its lines as printed (for the sentences of hits) and as folded (for exact comparison)
    labels         the labels of all facts with their names and indicators: a condition on 三公经费 finds 本年“三公”经费支出
    report_index   the pairs of `folding`: in SQLite an FTS5 table, in PostgreSQL an array of grams under GIN

The rows are numbered by `recency`, the year before the report's number, so that newest first is the order in which the index
gives them and a page of common words costs no sorting.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import regex
from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    column,
    delete,
    insert,
    select,
    table,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import ARRAY

from jixiao.archive.folding import characters, fold, fold_lines, pairs
from jixiao.record import Record

metadata = MetaData()

report_text = Table(
    "report_text",
    metadata,
    Column("recency", BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=False),
    Column("report_id", Integer, nullable=False, unique=True),
    Column("department", Text, nullable=False),  # these four folded; headings one a line
    Column("region", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("headings", Text, nullable=False),
    Column("body", Text, nullable=False),  # title and blocks as printed, one a line
    Column("folded", Text, nullable=False),  # the body's lines, folded
    Index("report_text_newest", "recency", "report_id"),  # to walk along without reading the texts
)

labels = Table(
    "labels",
    metadata,
    Column("label", Text, primary_key=True),
    Column("indicator", Text, primary_key=True),  # "" where the label is of none
    Column("name", Text(collation="C").with_variant(Text(), "sqlite"), nullable=False, index=True),
)

_COLUMNS = ("title", "headings", "body", "characters", "department", "region")
report_index = table("report_index", column("rowid", BigInteger), *(column(name, Text) for name in _COLUMNS))
"""SQLite's. FTS5 keeps no second copy of the text (content=''); a row is taken out by telling it what had been put in."""
gram_index = table("report_index", column("recency", BigInteger), column("grams", ARRAY(Text)))
"""PostgreSQL's."""

_CREATE_FTS5 = f"""
    CREATE VIRTUAL TABLE IF NOT EXISTS report_index
    USING fts5({", ".join(_COLUMNS)}, content='', detail=full, tokenize='ascii')
"""
_CREATE_GIN = (
    'CREATE TABLE IF NOT EXISTS report_index (recency bigint PRIMARY KEY, grams text[] COLLATE "C" NOT NULL)',
    "CREATE INDEX IF NOT EXISTS report_index_grams ON report_index USING gin (grams)",
    # without statistics the planner takes every gram for rare and uses the index; what is common `search` finds out itself
    "ALTER TABLE report_index ALTER COLUMN grams SET STATISTICS 0",
    # phrases are compared with this text, half of which is unpacking it
    """DO $$ BEGIN
        IF EXISTS (SELECT FROM pg_settings WHERE name = 'default_toast_compression' AND 'lz4' = ANY (enumvals)) THEN
            ALTER TABLE report_text ALTER COLUMN folded SET COMPRESSION lz4;
        END IF;
    END $$""",
)
YEAR_STEP = 2**32
"""What a year is worth in `recency`; below it stands the number of the report."""

_MERGED = 2000
"""Pages of FTS5 that are merged in one transaction: some tenths of a second."""
_IDLE = 1
"""The change that FTS5 counts where it had nothing to merge."""


@dataclass(frozen=True, slots=True)
class SearchFields:
    """What of a report can be searched: `lines` are its blocks, `labels` those of its facts with their indicators."""

    fiscal_year: int | None = None
    title: str = ""
    department: str = ""
    region: str = ""
    headings: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    labels: tuple[tuple[str, str | None], ...] = ()


def search_fields(record: Record) -> SearchFields:
    """What of a record can be searched."""
    region = record.region
    return SearchFields(
        record.fiscal_year,
        record.title or "",
        record.department or "",
        " ".join(name for name in (region.province, region.city, region.county) if name),
        tuple(section.title for section in record.sections),
        tuple(block.text for block in record.blocks),
        tuple(dict.fromkeys((fact.label, fact.indicator) for fact in record.facts)),
    )


def create_index(connection: Connection) -> None:
    """Make the index where there is none, in the transaction that makes the archive."""
    metadata.create_all(connection)
    for statement in (_CREATE_FTS5,) if connection.dialect.name == "sqlite" else _CREATE_GIN:
        connection.execute(text(statement))


def recency(fiscal_year: int | None, report_id: int) -> int:
    """The number of a report in the index: later years are higher, within a year what came later; no year is the oldest."""
    return (fiscal_year or 0) * YEAR_STEP + report_id


def index_report(connection: Connection, report_id: int, fields: SearchFields) -> None:
    """Put a report into the index, in place of what it had there before."""
    index_reports(connection, [(report_id, fields)])


def index_reports(connection: Connection, entries: Iterable[tuple[int, SearchFields]]) -> None:
    """Put several reports into the index at once, which costs much less than one after the other."""
    entries = list(entries)
    if not entries:
        return
    _remove(connection, [report_id for report_id, _ in entries])
    # FTS5 writes what it holds in memory to disk whenever a number is lower than the one before
    rows = sorted((_row(report_id, fields) for report_id, fields in entries), key=lambda row: int(str(row["recency"])))
    connection.execute(insert(report_text), rows)
    if connection.dialect.name == "sqlite":
        connection.execute(insert(report_index), [_index_row(row) for row in rows])
    else:
        connection.execute(insert(gram_index), [{"recency": row["recency"], "grams": grams(row)} for row in rows])
    _add_labels(connection, {named for _, fields in entries for named in fields.labels})


def clear(connection: Connection) -> None:
    """Leave an index without reports, whatever state it was in."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("DROP TABLE IF EXISTS report_index"))
        connection.execute(text(_CREATE_FTS5))
    else:  # dropped or truncated, it would make others wait or show them nothing
        connection.execute(delete(gram_index))
    for kept in (report_text, labels):
        connection.execute(delete(kept))


def tidy(connection: Connection) -> bool:
    """Put a part of the index in order after many reports came in; whether there may be more to do, in another transaction.

    FTS5 keeps what each transaction wrote apart and merges it by and by; a search reads all the parts. GIN has a list of what
    it has not put in its place yet.
    """
    if connection.dialect.name != "sqlite":
        connection.execute(text("SELECT gin_clean_pending_list('report_index_grams')"))
        return False
    changes = text("SELECT total_changes()")
    before = connection.execute(changes).scalar_one()
    connection.execute(text("INSERT INTO report_index (report_index, rank) VALUES ('usermerge', 2)"))
    settled = connection.execute(changes).scalar_one() - before
    connection.execute(
        text("INSERT INTO report_index (report_index, rank) VALUES ('merge', :pages)"), {"pages": _MERGED}
    )
    return bool(connection.execute(changes).scalar_one() - before - settled > _IDLE)


def unindex(connection: Connection, report_id: int) -> None:
    """Take a report out of the index; nothing where it is not in it."""
    _remove(connection, [report_id])


def _remove(connection: Connection, report_ids: list[int]) -> None:
    taken = report_text.c.report_id.in_(report_ids)
    if connection.dialect.name == "sqlite":
        for kept in connection.execute(select(report_text).where(taken)).mappings().all():
            names = ("rowid", *_COLUMNS)
            values = ", ".join(f":{name}" for name in names)
            told = f"INSERT INTO report_index (report_index, {', '.join(names)}) VALUES ('delete', {values})"
            connection.execute(text(told), _index_row(dict(kept)))
    else:
        numbers = select(report_text.c.recency).where(taken)
        connection.execute(delete(gram_index).where(gram_index.c.recency.in_(numbers)))
    connection.execute(delete(report_text).where(taken))


def _row(report_id: int, fields: SearchFields) -> dict[str, object]:
    title = _line(fields.title)
    body = "\n".join(filter(None, (title, *map(_line, fields.lines))))
    return {
        "recency": recency(fields.fiscal_year, report_id),
        "report_id": report_id,
        "department": fold(fields.department),
        "region": fold(fields.region),
        "title": fold(title),
        "headings": fold_lines("\n".join(map(_line, fields.headings))),
        "body": body,
        "folded": fold_lines(body),
    }


def _line(printed: str) -> str:
    """A block on one line: a soft line break is white space. PostgreSQL keeps no NUL."""
    return printed.replace("\n", " ").replace("\0", "")


def _index_row(row: dict[str, object]) -> dict[str, object]:
    """The row of the FTS5 table that a row of `report_text` makes, always the same."""
    folded = str(row["folded"])
    return {
        "rowid": row["recency"],
        "body": _pairs(folded),
        "characters": " ".join(characters(folded)),
        **{field: _pairs(str(row[field]), letter) for field, letter in FIELD_LETTERS.items()},
    }


FIELD_LETTERS = {"department": "d", "region": "r", "title": "t", "headings": "h"}
"""Before the pairs of a field but the body: a word of the title is looked for among titles, not where it stands in texts.

Pairs have no ASCII in them, see `folding`, so that what begins with one of these letters is of its field alone.
"""


def _pairs(folded: str, letter: str = "") -> str:
    return " ".join(letter + pair for line in folded.split("\n") if line for pair in pairs(line))


def grams(row: dict[str, object]) -> list[str]:
    """What GIN keeps of a row of `report_text`: each gram of its fields once (the body's as they are, others after a sign)."""
    found = text_grams(str(row["folded"]))
    for field, sign in FIELD_SIGNS.items():
        found |= {sign + gram for gram in text_grams(str(row[field]))}
    return sorted(found)


FIELD_SIGNS = {"department": "\x01", "region": "\x02", "title": "\x03", "headings": "\x04"}


def text_grams(folded: str) -> set[str]:
    """The characters, pairs and triples of the lines of a folded text.

    GIN knows no positions: a phrase that has all its pairs must be compared with the text. Triples leave little to compare.
    """
    found = set(folded)
    for line in folded.split("\n"):
        found.update(map("".join, pairwise(line)))
        found.update(map("".join, zip(line, line[1:], line[2:], strict=False)))
    found.discard("\n")
    return found


_TIME = regex.compile(r"^(?:本年度?|全年|当年|[本我](?:部门|单位)|年[初末底]|期[初末]|截至年[末底])+(?=.{2})")


def label_name(label: str) -> str:
    """A label as conditions look it up, which they do by its beginning: folded, without the time before it.

    >>> label_name("本年“三公”经费支出"), label_name("年末资产总额")
    ('三公经费支出', '资产总额')
    """
    return _TIME.sub("", fold(label))


def _add_labels(connection: Connection, new: set[tuple[str, str | None]]) -> None:
    kind = sqlite if connection.dialect.name == "sqlite" else postgresql
    rows = [
        {"label": label.replace("\0", ""), "indicator": indicator or "", "name": label_name(label)}
        for label, indicator in sorted(new, key=str)
    ]
    if rows:
        connection.execute(kind.insert(labels).on_conflict_do_nothing(), rows)
