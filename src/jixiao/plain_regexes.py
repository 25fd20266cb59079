"""A regular expression of words or characters to one of Python's `re`, whose code is kept from one process to the next.

Word lists and sets of Chinese characters are looked for by `re`, which is several times faster at them than `regex` and takes
a tenth of a millisecond to compile one; a report asks for a hundred. `regex` can be pickled compiled, `re` only as text: so its
code is kept here, as Python keeps its own in __pycache__, and what a process had to compile is added when it ends.
"""

from __future__ import annotations

import _sre  # type: ignore[import-not-found]
import atexit
import re
import sys
from array import array
from contextlib import suppress
from functools import cache
from typing import NamedTuple

from jixiao.kept import find, keep

__all__ = ["keep_plain", "plain"]

_NAME = "regexes"
_KEY = f"{_sre.MAGIC}-{_sre.CODESIZE}-{sys.byteorder}"
"""What the code depends on, beside the version of Python."""
_MOST = 2000  # regexes; the built-in patterns ask for a few hundred, those of users may change daily
_UNSIGNED = "I" if array("I").itemsize == _sre.CODESIZE else "L"


class _Code(NamedTuple):
    """What `re` makes of a regex without groups before it becomes a pattern: its flags and its code, four bytes a step."""

    flags: int
    steps: bytes


@cache
def plain(expression: str) -> re.Pattern[str]:
    """The regex, which must be without groups that catch anything, as `re` compiles it.

    >>> plain("专项资金|基本支出")
    re.compile('专项资金|基本支出')
    """
    code = _kept().get(expression)
    if code is not None:
        with suppress(RuntimeError, TypeError, ValueError):  # what another build of Python wrote
            steps = array(_UNSIGNED, code.steps).tolist()
            made: re.Pattern[str] = _sre.compile(expression, code.flags, steps, 0, {}, (None,))
            return made
    _compiled_here().append(expression)
    return re.compile(expression)


def keep_plain() -> None:
    """Keep the code of what this process had to compile, for the next one; nothing where nothing is new."""
    if new := _compiled_here():
        every = {**_kept(), **{expression: _code(expression) for expression in new}}
        keep(_NAME, _KEY, dict(list(every.items())[-_MOST:]))
        new.clear()


@cache
def _kept() -> dict[str, _Code]:
    return find(_NAME, _KEY) or {}


@cache
def _compiled_here() -> list[str]:
    atexit.register(keep_plain)
    return []


def _code(expression: str) -> _Code:
    from re import _compiler, _parser  # type: ignore[attr-defined]

    parsed = _parser.parse(expression)
    assert parsed.state.groups == 1, f"a group in {expression}"
    return _Code(parsed.state.flags, array(_UNSIGNED, _compiler._code(parsed, 0)).tobytes())
