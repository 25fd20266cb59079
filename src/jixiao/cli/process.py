"""The process of a command, from its first import to its end: what makes it start and stop fast stands here."""

from __future__ import annotations

import atexit
import gc
import os
import sys
import threading
from typing import NoReturn

_MADE_BEFORE_A_SWEEP = 100_000


def start() -> NoReturn:
    """Run the command of this process. What is imported stays, so looking for garbage among it again and again is in vain."""
    gc.set_threshold(_MADE_BEFORE_A_SWEEP)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # or each start looks through all installed packages
    from jixiao.cli import main

    _leave(main())


def _leave(status: int) -> NoReturn:
    """End as Python does, but leave it to the system to free the memory, not object by object (mypy ends so too)."""
    if threading.active_count() > 1:
        sys.exit(status)
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)
