"""What every worker does first: it ends with the import it works for, and is ended by one signal.

A worker of a forkserver is not the child of the import, so that the kernel's PDEATHSIG would wait for the wrong process. Instead
it holds the reading end of a pipe whose only writing end the import has and never writes to. On Linux the kernel itself kills
the worker when that end closes, however the import died and whatever the worker does, also in C with Python's lock held. Elsewhere
a thread waits for it.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from multiprocessing.connection import Connection
from typing import Any

_F_SETSIG = 10  # Linux; Python's fcntl has no name for it before 3.12


def live_with(import_alive: Connection[Any, Any]) -> None:
    """End with the process that holds the other end of this pipe, and at SIGTERM at once."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # pebble's handler would not run while C code spins
    if sys.platform == "linux":
        _killed_by_kernel(import_alive)
    else:
        threading.Thread(target=_wait, args=(import_alive,), daemon=True).start()


def _killed_by_kernel(import_alive: Connection[Any, Any]) -> None:
    import fcntl

    # Opened anew: whom to signal is kept with the open file, which workers of one forkserver would share.
    pipe = os.open(f"/proc/self/fd/{import_alive.fileno()}", os.O_RDONLY | os.O_NONBLOCK)
    fcntl.fcntl(pipe, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(pipe, _F_SETSIG, signal.SIGKILL)
    fcntl.fcntl(pipe, fcntl.F_SETFL, os.O_RDONLY | os.O_NONBLOCK | os.O_ASYNC)
    try:
        gone = os.read(pipe, 1) == b""
    except BlockingIOError:
        gone = False
    if gone:  # it died before the signal was asked for
        os._exit(1)


def _wait(import_alive: Connection[Any, Any]) -> None:
    try:
        import_alive.recv_bytes()
    except (EOFError, OSError):
        os._exit(1)
