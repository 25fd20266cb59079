"""The site over a large archive: how long its search page and its report page take with many people at once.

    python benchmarks/web.py [--reports 200000] [--clients 20] [--requests 400] [--archive FILE]

Generated reports go straight into an archive (kept with --archive, and used again when it has as many), the site runs in a
process of its own, and so many clients ask for different pages at once. Beside each page stands a static file of the same
site, the least that a request costs here. The clients are one thread that only sends and receives: what a library for
requests costs would be measured as the site's.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import random
import socket
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import urlencode

import generated_words as words
from generate import reports
from generated_records import record_of

from jixiao.archive import open_archive
from jixiao.archive.facet_columns import facet_columns
from jixiao.archive.rows import rows_of
from jixiao.archive.storing import Arrival

_AT_ONCE = 500
_QUERIES = ("{word}", "{word} 年份:{year}", "部门:{department}", "{word} 得分<92", "检查:未通过 年份:{year}", "")


def fill(place: str, count: int) -> None:
    """An archive of so many generated reports, unless it has them already."""
    with open_archive(place) as archive:
        if len(facet_columns(archive.database).ids) >= count:
            return
        batch: list[Arrival] = []
        for number, made in enumerate(reports(count), 1):
            batch.append(Arrival(rows_of(record_of(made)), None, None))
            if len(batch) == _AT_ONCE or number == count:
                archive.keep_import(None, batch, {}, ())
                batch.clear()
                if number % 10_000 == 0:
                    print(f"  {number:,} reports", flush=True)


def serve(place: str, port: int) -> None:
    """The site, until the process is ended."""
    from jixiao.web.serving import serve as run
    from jixiao.web.serving import settings_for

    run(settings_for(place, "127.0.0.1"), "127.0.0.1", port)


def measured(port: int, addresses: Sequence[str], clients: int) -> list[float]:
    """Seconds that each address took, asked by so many clients at once, each over a connection that it keeps."""
    return asyncio.run(_measured(port, addresses, clients))


async def _measured(port: int, addresses: Sequence[str], clients: int) -> list[float]:
    waiting, taken = list(addresses), []

    async def ask() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while waiting:
            address = waiting.pop()
            began = time.perf_counter()
            writer.write(f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
            await reader.readexactly(int(head.split("content-length:")[1].split()[0]))
            taken.append(time.perf_counter() - began)
            assert " 200 " in head.splitlines()[0], (address, head)
        writer.close()

    await asyncio.gather(*(ask() for _ in range(clients)))
    return taken


def told(name: str, taken: Sequence[float], limit: float | None) -> None:
    """One line of the result."""
    cut = statistics.quantiles(taken, n=20)
    bound = "" if limit is None else f"   limit {limit * 1000:.0f} ms: {'met' if cut[18] < limit else 'MISSED'}"
    print(f"{name:34} median {statistics.median(taken) * 1000:7.1f} ms   p95 {cut[18] * 1000:7.1f} ms{bound}")


def main() -> None:
    """Fill, serve, ask, tell."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reports", type=int, default=200_000)
    parser.add_argument("--clients", type=int, default=20)
    parser.add_argument("--requests", type=int, default=400)
    parser.add_argument("--archive", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = str(asked.archive or Path(folder) / "archive.db")
        fill(place, asked.reports)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        site = multiprocessing.get_context("spawn").Process(target=serve, args=(place, port))
        site.start()
        try:
            ask_pages(port, asked.reports, asked.clients, asked.requests)
        finally:
            site.terminate()
            site.join()


def ask_pages(port: int, count: int, clients: int, requests: int) -> None:
    """Every kind of page in turn, once before it is measured."""
    chance = random.Random(1)
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            measured(port, ["/"], 1)  # answered when the columns of the facets have been made
            break
        except OSError:
            time.sleep(0.2)

    def query() -> str:
        pattern = chance.choice(_QUERIES)
        department = chance.choice(words.DEPARTMENTS)
        word = chance.choice(("公务接待费", "项目支出", "满意度", "绩效目标", "政府采购", "固定资产", "预算执行率"))
        return pattern.format(word=word, year=chance.randint(2017, 2024), department=department)

    kinds: dict[str, tuple[Callable[[], str], float | None]] = {
        "a static file": (lambda: "/static/jixiao.css", None),
        "search page": (lambda: f"/search?{urlencode({'q': query()})}", 0.25),
        "report page": (lambda: f"/reports/{chance.randint(1, count)}", 0.3),
        "first page": (lambda: "/", None),
        "review": (lambda: "/review", None),
    }
    for name, (address, limit) in kinds.items():
        measured(port, [address() for _ in range(2)], 1)
        told(f"{name}, {clients} at once", measured(port, [address() for _ in range(requests)], clients), limit)
        told(f"{name}, alone", measured(port, [address() for _ in range(max(20, requests // 10))], 1), limit)


if __name__ == "__main__":
    main()
