"""What the code asks patterns/ for is there, and what is there is asked for: a name misspelt or left behind is found here."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import jixiao
from jixiao.patterns import load_rules

RULES = load_rules()
SOURCES = [ast.parse(path.read_text(encoding="utf-8")) for path in Path(jixiao.__file__).parent.rglob("*.py")]
OF_GROUPS = (
    "amounts",
    "counts",
    "dates",
    "document_numbers",
    "durations",
    "names",
    "points",
    "ratios",
    "scores",
    "thresholds",
)
"""Files whose patterns are all tried, without a name."""
BY_PREFIX = ("mark_", "inline_", "heading_points_")


def strings() -> set[str]:
    """Every string of the code; where a name is put together, a regex of it: measure_.+."""
    plain = {node.value for each in SOURCES for node in ast.walk(each) if isinstance(node, ast.Constant)}
    joined = [node for each in SOURCES for node in ast.walk(each) if isinstance(node, ast.JoinedStr)]
    pieces = (
        "".join(re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+" for part in node.values)
        for node in joined
    )
    return {each for each in plain if isinstance(each, str)} | {each for each in pieces if re.match(r"[a-z]+_", each)}


def asked(*methods: str) -> Iterator[str]:
    """The names that `rules.find("…")` and its like ask for."""
    for node in (node for each in SOURCES for node in ast.walk(each)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in methods:
            of_rules = ast.unparse(node.func.value).endswith("rules")
            name = node.args[0] if node.args else None
            if of_rules and isinstance(name, ast.Constant) and isinstance(name.value, str):
                yield name.value


def test_what_is_asked_for_by_name_is_there() -> None:
    assert set(asked("find", "pattern")) <= {pattern.name for pattern in RULES.patterns}
    assert set(asked("any_of", "starting", "ending")) <= RULES.words.keys()


def test_what_is_there_is_asked_for() -> None:
    known = strings()
    whole = re.compile("|".join(each for each in known if ".+" in each))
    named = {
        pattern.name
        for pattern in RULES.patterns
        if pattern.group not in OF_GROUPS and not pattern.name.startswith(BY_PREFIX)
    }
    unasked = {name for name in {*named, *RULES.words, *RULES.maps} - known if not whole.fullmatch(name)}
    assert unasked == set()
