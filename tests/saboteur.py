"""A reader for tests whose documents say what shall happen to it: 停住, 空转, 崩溃, 退出, 吃内存, 出错; others it reads.

Run as a program it imports a folder with this reader: `python saboteur.py FOLDER ARCHIVE SECONDS`.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from unittest.mock import patch

from jixiao import readers
from jixiao.bulk.choosing import Choice
from jixiao.bulk.importing import Options, run_import
from jixiao.bulk.limits import LimitsByFormat
from jixiao.bulk.reading import Reading, Task, read_report


def read(task: Task) -> Reading:
    """What the worker does instead of `read_report`."""
    match task.content.decode("utf-8", errors="replace").strip():
        case "停住":
            ctypes.PyDLL(None).sleep(600)  # in C, with Python's lock held: no signal handler, no thread of ours runs
        case "空转":
            while True:
                pass
        case "崩溃":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "退出":
            os._exit(3)
        case "吃内存":
            with patch.object(readers, "read_bytes", lambda *_, **__: bytearray(4 << 30)):
                return read_report(task)
        case "出错":
            raise ArithmeticError("除以零")
    return read_report(task)


def options(seconds: float, **choice: object) -> Options:
    """Two workers, little time, little memory."""
    limits = LimitsByFormat(seconds=seconds, megabytes=512)
    return Options(workers=2, choice=Choice(limits=limits, **choice), read=read)  # type: ignore[arg-type]


if __name__ == "__main__":
    from jixiao.archive import open_archive

    folder, location, seconds = sys.argv[1:]
    run_import(open_archive(location), [folder], options(float(seconds)))
