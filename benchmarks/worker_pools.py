"""Why documents are read in pebble's workers: 400 tasks, six of which exit, crash, hang, spin, eat memory or raise, in four pools.

    python benchmarks/worker_pools.py [--patience 20]

For each pool: how many of the 394 good tasks were done, and which of the six it could name. loky is tried where it is installed.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import resource
import signal
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ProcessPoolExecutor, wait
from contextlib import suppress

TASKS = 400
BAD = {50: "exits", 100: "crashes", 150: "hangs", 200: "spins", 250: "eats memory", 300: "raises"}
WORKERS = 2
SECONDS = 2.0


def limit() -> None:
    """A gigabyte for a worker."""
    resource.setrlimit(resource.RLIMIT_AS, (1 << 30, resource.RLIM_INFINITY))


def task(number: int) -> int:
    """Some work, or one of six ways not to come back."""
    match BAD.get(number):
        case "exits":
            os._exit(3)
        case "crashes":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "hangs":
            time.sleep(3600)
        case "spins":
            while True:
                pass
        case "eats memory":
            bytearray(4 << 30)
        case "raises":
            raise ValueError(number)
    time.sleep(0.002)
    return number


def told(futures: Iterable[Future[int]], patience: float) -> tuple[int, list[str]]:
    """How many tasks gave their result in time, and which of the bad ones ended with an error of their own."""
    futures = list(futures)
    wait(futures, timeout=patience)
    done = [future.done() and not future.cancelled() and future.exception() is None for future in futures]
    good = sum(done)
    lost = [number for number, well in enumerate(done) if not well and number not in BAD]
    named = [BAD[number] for number in BAD if futures[number].done() and not done[number]]
    return good, [] if len(lost) > 50 else named


def executor(patience: float) -> tuple[int, list[str]]:
    """concurrent.futures of the standard library."""
    pool = ProcessPoolExecutor(WORKERS, multiprocessing.get_context("forkserver"), limit)
    return _of_executor(pool, patience)


def loky(patience: float) -> tuple[int, list[str]]:
    """Joblib's executor."""
    from loky import ProcessPoolExecutor as Loky

    return _of_executor(Loky(WORKERS, initializer=limit), patience)


def _of_executor(pool: ProcessPoolExecutor, patience: float) -> tuple[int, list[str]]:
    futures = []
    for number in range(TASKS):
        try:
            futures.append(pool.submit(task, number))
        except Exception as error:  # noqa: BLE001  # a broken pool takes no more
            refused: Future[int] = Future()
            refused.set_exception(error)
            futures.append(refused)
    result = told(futures, patience)
    for process in list((getattr(pool, "_processes", None) or {}).values()):
        with suppress(ProcessLookupError):
            os.kill(process.pid, signal.SIGKILL)
    pool.shutdown(wait=False, cancel_futures=True) if type(pool) is ProcessPoolExecutor else pool.shutdown(wait=False)
    return result


def standard_pool(patience: float) -> tuple[int, list[str]]:
    """multiprocessing.Pool: a worker that dies takes its task with it, and nobody is told."""
    pool = multiprocessing.get_context("forkserver").Pool(WORKERS, limit)
    results = [pool.apply_async(task, (number,)) for number in range(TASKS)]
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline and not all(result.ready() for result in results):
        time.sleep(0.1)
    good = sum(result.ready() and result.successful() for result in results)
    named = [BAD[number] for number in BAD if results[number].ready()]
    pool.terminate()
    return good, named


def pebble(patience: float) -> tuple[int, list[str]]:
    """Pebble with a time limit for each task."""
    from pebble import ProcessPool

    pool = ProcessPool(WORKERS, initializer=limit, context=multiprocessing.get_context("forkserver"))
    futures = [pool.schedule(task, (number,), timeout=SECONDS) for number in range(TASKS)]
    result = told(futures, patience)
    pool.stop()
    pool.join()
    return result


def main() -> None:
    """Run the tasks in every pool."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--patience", type=float, default=20.0, help="seconds for all tasks of a pool")
    patience = parser.parse_args().patience
    pools: tuple[Callable[[float], tuple[int, list[str]]], ...] = (executor, loky, standard_pool, pebble)
    for pool in pools:
        with suppress(ModuleNotFoundError):
            began = time.monotonic()
            good, named = pool(patience)
            print(f"{pool.__name__:14} {good:3} of {TASKS - len(BAD)} done, named: {', '.join(named) or 'none'}"
                  f" ({time.monotonic() - began:.0f} s)", flush=True)  # fmt: skip
    os._exit(0)  # some pools would wait for their hanging workers


if __name__ == "__main__":
    main()
