"""How fast an archive answers, and whether it finds what stands in its texts: 200 queries over generated reports.

    python benchmarks/search.py [--reports 20000] [--seed 1] [--archive FILE] [--postgresql URL | --no-postgresql] [--sample 2000]

The reports of generate.py are put into the archive directly (an archive given that has as many is taken as it is). Half of the
queries are rare or absent: names, sentences with a place, absent words put together of the pairs that others have;
the others are common: terms, boilerplate, single characters, several words. For each the newest 20 and the best 20 are asked
with all that a page shows: sentences, marks, the count. *Recall* and *precision* are against a scan of the texts of a sample of
the reports. PostgreSQL stands beside it, in a cluster of its own where no URL is given.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import generate
import generated_words
from generated_records import record_of
from sqlalchemy import func, select, text

from jixiao.archive import open_archive
from jixiao.archive.archive import Archive
from jixiao.archive.engine import reading
from jixiao.archive.folding import fold
from jixiao.archive.matching import match
from jixiao.archive.query import Query, parse_query
from jixiao.archive.rows import rows_of
from jixiao.archive.search import search
from jixiao.archive.search_index import report_text
from jixiao.archive.storing import Arrival
from jixiao.archive.tables import reports
from jixiao.patterns import load_rules

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

BATCH = 400
QUERIES = 200
NEWEST_BAR, RANKED_BAR = 60.0, 400.0
"""Milliseconds, of the slowest twentieth."""
_COMMON = (
    "绩效", "公务接待费", "三公经费", "自评得分", "预算执行率", "资产负债率", "财政拨款收入", "基本支出", "项目支出", "改进措施", "存在的问题",
    "部门整体", "满意度", "台账", "费", "镇", "公司", "验收", "12", "2023年", "内部控制", "政策和法律法规", "公务接待费 项目支出",
)  # fmt: skip


@dataclass(frozen=True)
class Timed:
    """The milliseconds of one query, by the clock and of the processor in this process, and how many it found."""

    query: str
    newest: float
    ranked: float
    newest_busy: float
    ranked_busy: float
    found: str


def batch(first: int, count: int, seed: int) -> list[Arrival]:
    """Some reports ready to be written."""
    return [Arrival(rows_of(record_of(made))) for made in generate.reports(count, seed, first)]


def fill(archive: Archive, count: int, seed: int) -> None:
    """Put the reports into the archive, where it has not as many; the index of PostgreSQL is made when all are there."""
    with reading(archive.database) as connection:
        present = connection.execute(select(func.count()).select_from(reports)).scalar_one()
    if present >= count:
        return
    started = time.perf_counter()
    with _index_made_at_the_end(archive), ProcessPoolExecutor(1) as pool:
        starts = iter(range(present, count, BATCH))
        waiting: deque[Future[list[Arrival]]] = deque()
        while True:
            while len(waiting) < 3 and (first := next(starts, None)) is not None:
                waiting.append(pool.submit(batch, first, min(BATCH, count - first), seed))
            if not waiting:
                break
            archive.keep_import(None, waiting.popleft().result(), {}, ())
    seconds = time.perf_counter() - started
    archive.tidy()
    print(f"  {count - present} reports put in, {seconds / (count - present) * 1000:.1f} ms each")


@contextmanager
def _index_made_at_the_end(archive: Archive) -> Iterator[None]:
    engine = archive.database.engine
    if engine.dialect.name == "sqlite":
        yield
        return
    with engine.begin() as connection:
        connection.execute(text("DROP INDEX IF EXISTS report_index_grams"))
    yield
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("SET maintenance_work_mem = '1GB'"))
        connection.execute(text("CREATE INDEX report_index_grams ON report_index USING gin (grams)"))
        connection.execute(text("VACUUM ANALYZE"))


def queries(count: int, seed: int) -> list[str]:
    """Half rare or absent, half common, mixed."""
    chance = random.Random(f"{seed}/queries")
    rare = [_rare(chance, count, seed, number) for number in range(QUERIES // 2)]
    terms = [
        *_COMMON,
        *generated_words.WORKS,
        *generated_words.OBJECTS,
        *generated_words.RESULTS,
    ]  # with phrases of boilerplate
    common = chance.sample(terms, min(len(terms), QUERIES // 2 - 20))
    while len(common) < QUERIES // 2:
        common.append(" ".join(chance.sample(terms, 2)))
    mixed = rare + common
    chance.shuffle(mixed)
    return mixed


def _rare(chance: random.Random, count: int, seed: int, number: int) -> str:
    """A project's name, the beginning of a sentence with a place, a department's year, or what stands nowhere."""
    made = generate.report(chance.randrange(count), seed)
    if number % 4 == 0:
        return next(title for line, title in made.headings.items() if made.lines[line].startswith("3."))
    if number % 4 == 1:
        named = [line for line in made.lines if set(line[:2]) <= set(generated_words.SYLLABLES)]
        return f'"{chance.choice(named)[: chance.randrange(8, 16)]}"'
    if number % 4 == 2:
        return f"{chance.choice(generated_words.WORKS)} 年份:{made.year} 部门:{made.department}"
    parts = chance.sample(generated_words.WORKS, 2)
    return parts[0][: chance.randrange(2, 4)] + parts[1][-chance.randrange(2, 4) :]


def timed(archive: Archive, typed: Sequence[str]) -> list[Timed]:
    """Each query asked twice, newest first and by rank; a first round that is not counted warms what is read."""
    rules = load_rules()
    asked = []
    with reading(archive.database) as connection:
        for query in typed[:10]:
            search(connection, query, rank=True, rules=rules)
    for query in typed:
        times, busy = [], []
        for rank in (False, True):
            with reading(archive.database) as connection:
                started, worked = time.perf_counter(), time.process_time()
                results = search(connection, query, rank=rank, rules=rules)
                times.append((time.perf_counter() - started) * 1000)
                busy.append((time.process_time() - worked) * 1000)
        asked.append(Timed(query, *times, *busy, str(results.total)))
    return asked


def recall_and_precision(archive: Archive, typed: Sequence[str], sample: int, seed: int) -> tuple[float, float]:
    """What of the sampled reports a scan finds is found, and what is found a scan finds; queries of words alone."""
    chance = random.Random(f"{seed}/sample")
    right = scanned_in_all = found_in_all = 0
    with reading(archive.database) as connection:
        numbers = list(connection.execute(select(report_text.c.report_id)).scalars())
        chosen = chance.sample(numbers, min(sample, len(numbers)))
        texts = {}
        for start in range(0, len(chosen), 500):
            ids = chosen[start : start + 500]
            rows = select(report_text.c.report_id, report_text.c.body).where(report_text.c.report_id.in_(ids))
            texts |= {row.report_id: [fold(line) for line in row.body.split("\n")] for row in connection.execute(rows)}
        for query in (parse_query(each) for each in typed):
            if query.conditions:
                continue
            found = _found(connection, query) & texts.keys()
            words = [word.folded for word in query.words]
            scanned = {
                number for number, lines in texts.items() if all(any(word in line for line in lines) for word in words)
            }
            right += len(found & scanned)
            scanned_in_all += len(scanned)
            found_in_all += len(found)
    return right / max(1, scanned_in_all), right / max(1, found_in_all)


def _found(connection, query: Query) -> set[int]:  # type: ignore[no-untyped-def]
    rows = connection.execute(match(connection, query).select(by_sets=True))
    return {row.report_id for row in rows}


def percentile(values: Sequence[float], part: float) -> float:
    """The value that so many of a hundred do not pass."""
    return statistics.quantiles(values, n=100, method="inclusive")[round(part) - 1]


def measure(name: str, archive: Archive, options: argparse.Namespace) -> bool:
    """Fill, ask, print; whether the bars are met."""
    print(f"{name}: {options.reports} reports")
    fill(archive, options.reports, options.seed)
    typed = queries(options.reports, options.seed)
    asked = timed(archive, typed)
    newest, ranked = [each.newest for each in asked], [each.ranked for each in asked]
    busy = ([each.newest_busy for each in asked], [each.ranked_busy for each in asked])
    for told, values, worked, bar in (
        ("newest 20", newest, busy[0], NEWEST_BAR),
        ("best 20", ranked, busy[1], RANKED_BAR),
    ):
        print(
            f"  {told:10} p50 {statistics.median(values):7.1f} ms   p95 {percentile(values, 95):7.1f} ms (bar {bar:.0f})"
            f"   slowest {max(values):7.1f} ms   p95 of processor time here {percentile(worked, 95):7.1f} ms"
        )
    if options.slowest:
        for each in sorted(asked, key=lambda each: -max(each.newest, each.ranked / 6))[: options.slowest]:
            print(f"    {each.newest:7.1f} {each.ranked:7.1f}  {each.found:>6}  {each.query}")
    recall, precision = recall_and_precision(archive, typed, options.sample, options.seed)
    print(f"  recall {recall:.4f}   precision {precision:.4f}   against a scan of {options.sample} reports")
    met = percentile(newest, 95) < NEWEST_BAR and percentile(ranked, 95) < RANKED_BAR
    return met and recall == precision == 1


def main() -> int:
    """Measure SQLite, then PostgreSQL beside it; 1 where SQLite misses a bar."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--reports", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sample", type=int, default=2000)
    parser.add_argument(
        "--archive", type=Path, help="a SQLite archive to fill or to ask; one that is thrown away without it"
    )
    parser.add_argument("--postgresql", help="the URL of a database to fill or to ask")
    parser.add_argument("--no-postgresql", action="store_true")
    parser.add_argument("--slowest", type=int, default=0, help="print so many of the slowest queries")
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        open_archive(options.archive or Path(folder) / "archive.db") as archive,
    ):
        met = measure("SQLite", archive, options)
    if not options.no_postgresql:
        with _server(options.postgresql) as url, open_archive(url) as archive:
            measure("PostgreSQL", archive, options)
    return 0 if met else 1


def _server(url: str | None):  # type: ignore[no-untyped-def]
    """A database at a URL, or one of a cluster of its own."""
    if url is not None:
        return nullcontext(url)
    return _own_cluster()


@contextmanager
def _own_cluster() -> Iterator[str]:
    from postgresql_cluster import cluster, programs

    folder = programs()
    if folder is None:
        raise SystemExit("PostgreSQL is not installed; scripts/install-test-parts installs it")
    with cluster(folder) as url:
        yield url.format("postgres")


if __name__ == "__main__":
    sys.exit(main())
