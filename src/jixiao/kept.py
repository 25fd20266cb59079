"""What takes long to make, made once and kept in the user's cache folder, as Python keeps its own compiled modules there.

What is kept is found again by a key that names all it was made from, so that nothing stale is ever read. Where nothing can
be kept (a read-only home, a thing that cannot be pickled), it is made anew each time.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar, cast

Made = TypeVar("Made")
_MOST = 4
"""Kept things of one name: of some versions of the rules and of Python."""


def kept(name: str, key: str, make: Callable[[], Made]) -> Made:
    """What `make` makes, from the cache folder if it was made there before with this key; `key` is part of a file name."""
    found = find(name, key)
    if found is not None:
        return cast("Made", found)
    made = make()
    keep(name, key, made)
    return made


def find(name: str, key: str) -> Any:
    """What was kept under this name and key, or None."""
    with suppress(OSError, EOFError, ValueError, TypeError, AttributeError, ImportError, pickle.UnpicklingError):
        return pickle.loads(_file(name, key).read_bytes())
    return None


def keep(name: str, key: str, made: object) -> None:
    """Keep a thing under a name and key, in place of what was kept so; nothing happens where it cannot be kept."""
    with suppress(OSError, pickle.PicklingError, AttributeError, TypeError):  # rules with layouts hold functions
        _keep(_file(name, key), pickle.dumps(made, pickle.HIGHEST_PROTOCOL), name)


def _file(name: str, key: str) -> Path:
    return _folder() / f"{name}-{key}-{sys.implementation.cache_tag}.pickle"


def _keep(file: Path, content: bytes, name: str) -> None:
    """Written beside and moved into place, so that another process sees all of it or nothing; the oldest are removed."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(f".{os.getpid()}.part")
    part.write_bytes(content)
    part.replace(file)
    of_this_name = sorted(file.parent.glob(f"{name}-*.pickle"), key=lambda each: each.stat().st_mtime)
    for old in of_this_name[:-_MOST]:
        old.unlink(missing_ok=True)


def _folder() -> Path:
    """Where the system wants caches."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "jixiao" / "Cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "jixiao"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "jixiao"
