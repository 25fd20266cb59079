"""A reader for tests whose documents say what shall happen to it: 停住, 空转, 崩溃, 退出, 吃内存, 出错; others it reads."""

from __future__ import annotations

import ctypes
import os
import signal
import time

from jixiao.bulk.reading import Reading, Task, read_report


def read(task: Task) -> Reading:
    """What the worker does instead of `read_report`."""
    match task.content.decode("utf-8", errors="replace").strip():
        case "停住":
            ctypes.PyDLL(None).sleep(600)  # in C, with Python's lock held
        case "空转":
            while True:
                pass
        case "崩溃":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "退出":
            os._exit(3)
        case "吃内存":
            return read_report(Task(task.name, _Endless(), task.limits))
        case "出错":
            raise ArithmeticError("除以零")
    return read_report(task)


class _Endless(bytes):
    """Bytes that grow when a reader looks at them."""

    def strip(self, *_: object) -> bytes:
        time.sleep(0.01)
        return bytes(16 << 30)
