"""A record to checks: every re-calculation that it allows.

Each module of this folder with a function `check(record, places, rules)` is one kind of arithmetic; the folder is the
registry.
They see the record alone, so that one kept for years is checked with the rules of today, without its file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from importlib import import_module
from pkgutil import iter_modules
from typing import cast, get_args

from jixiao.checks.places import Places
from jixiao.patterns import Rules
from jixiao.record import Check, Record, Rule

Kind = Callable[[Record, Places, Rules], Iterator[Check]]

_ORDER = {rule: at for at, rule in enumerate(get_args(Rule))}


def check(record: Record, rules: Rules) -> tuple[Check, ...]:
    """The checks of a record, kind by kind in the order of the contract, each in the order of the text."""
    places = Places(record)
    found = [result for kind in kinds() for result in kind(record, places, rules)]
    return tuple(sorted(found, key=lambda result: _ORDER[result.rule]))


@lru_cache(maxsize=1)
def kinds() -> tuple[Kind, ...]:
    """The kinds of arithmetic there are, by the names of their modules."""
    modules = (import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))
    return tuple(cast("Kind", module.check) for module in modules if hasattr(module, "check"))
