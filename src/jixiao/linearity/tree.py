"""A regex to its tree, as Python's own parser sees it, and of what stands for one character in it the test of a character.

What `regex` writes otherwise is written Python's way first: groups lose their names (no step depends on them), and of
properties Chinese letters stay what they are, others become \\w and \\W.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from re import _parser  # type: ignore[attr-defined]  # the one parser of regexes at hand, as in jixiao.anchors
from typing import Any

Item = tuple[Any, Any]
"""An operation with its operand, as in `re._parser`."""
Items = Sequence[Item]
Test = Callable[[str], bool]

REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")

_NAMED = re.compile(r"\(\?P?<[A-Za-z_]\w*>")
_TOKEN = re.compile(r"\\([pP])\{(\^?\w+)\}|\\.|\[\^?\]?|\]", re.DOTALL)
_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff"


class UnreadRegexError(ValueError):
    """A regex with something that only the regex library knows, such as a reference to a group by its name."""


def read_tree(pattern: str) -> Items:
    r"""The tree of a regex.

    >>> [str(operation) for operation, _ in read_tree(r"(?<n>\d+)\p{Han}分")]
    ['MAX_REPEAT', 'IN', 'LITERAL']

    UnreadRegexError for what Python's parser does not know.
    """
    try:
        return list(_parser.parse(_pythonic(_NAMED.sub("(?:", pattern))))
    except re.error as error:
        raise UnreadRegexError(str(error)) from error


def _pythonic(pattern: str) -> str:
    """The regex with properties written as Python can read them, in a class of characters and outside."""
    in_class = False

    def written(found: re.Match[str]) -> str:
        nonlocal in_class
        token = found[0]
        if found[1] is None:
            if token[0] == "[":
                token, in_class = (rf"\{token}" if in_class else token), True
            elif token == "]":
                in_class = False
            return token
        is_not = (found[1] == "P") != found[2].startswith("^")
        if found[2].strip("^") != "Han" or (in_class and is_not):
            return r"\W" if is_not or found[2] in ("P", "S") else r"\w"
        return _HAN if in_class else f"[{'^' if is_not else ''}{_HAN}]"

    return _TOKEN.sub(written, pattern)


def test_of(item: Item) -> Test | None:
    """The test of a character that an item makes, if it stands for exactly one."""
    operation, value = str(item[0]), item[1]
    if operation == "LITERAL":
        return chr(value).__eq__
    if operation == "NOT_LITERAL":
        return chr(value).__ne__
    if operation == "ANY":
        return "\n".__ne__
    if operation == "IN":
        return _Members(value).__contains__
    return None


class _Members:
    """The characters of a class; each is looked up once."""

    def __init__(self, value: Items) -> None:
        self._is_negated = str(value[0][0]) == "NEGATE"
        self._parts = value[1:] if self._is_negated else value
        self._known: dict[str, bool] = {}

    def __contains__(self, character: str) -> bool:
        if character not in self._known:
            self._known[character] = any(_holds(part, character) for part in self._parts) != self._is_negated
        return self._known[character]


def _holds(part: Item, character: str) -> bool:
    operation, value = str(part[0]), part[1]
    if operation == "LITERAL":
        return chr(value) == character
    if operation == "RANGE":
        return bool(value[0] <= ord(character) <= value[1])
    kind = str(value)  # CATEGORY_DIGIT, CATEGORY_NOT_SPACE
    is_it = {"DIGIT": character.isdecimal(), "SPACE": character.isspace()}.get(
        kind.rpartition("_")[2], character.isalnum() or character == "_"
    )
    return is_it != ("_NOT_" in kind)
