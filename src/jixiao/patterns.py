"""patterns/*.toml to Rules: the knowledge of wording, compiled and checked once.

A file holds `[[pattern]]` entries (a regular expression with examples) and `[[words]]` entries (a named list of words).
`vocabulary.toml` also holds `[fragments]`: named pieces of regular expression that any pattern uses as `(?&name)`; they
are expanded here, at load, and a misspelt one is an error. Every regex sees text that went through `normalise`.

`family = ["F9"]` in an entry says that it is known from the reports of that family alone (families.toml names them);
`load_rules(without_family="F9")` leaves it out, to measure what is read of a family that nobody knows.

A user's own folder (JIXIAO_PATTERNS) is put over the built-in one; its regexes run with a time limit.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path

import regex
from msgspec.structs import replace

from jixiao.anchors import anchors_of, endings_of, openings_of
from jixiao.entries import PatternEntry, WordsEntry, parse, read_sources
from jixiao.errors import JixiaoError, PatternError
from jixiao.expressions import compile_regex, compiled, expand, whole_fragments
from jixiao.kept import kept
from jixiao.knowledge import Knowledge, Placed, gather, indicators_of, overlaid
from jixiao.normalise import normalise, signless
from jixiao.rules import OWN_SECONDS, Layout, Pattern, Rules, Words

__all__ = [
    "OWN_FOLDER",
    "OWN_SECONDS",
    "Layout",
    "Pattern",
    "Rules",
    "Words",
    "faults",
    "load_own_unproved",
    "load_rules",
    "patterns_folder",
    "rules_digest",
]

_MAKERS = ("patterns", "rules", "entries", "expressions", "knowledge", "anchors")
OWN_FOLDER = "JIXIAO_PATTERNS"
"""The environment variable that names a user's own folder of patterns."""


@cache
def patterns_folder() -> Path:
    """Where patterns/ lies: inside the installed package, or beside src/ in a checkout."""
    here = Path(__file__).resolve()
    installed = here.with_name("patterns")
    return installed if installed.is_dir() else here.parents[2] / "patterns"


def load_rules(folder: Path | None = None, own: Path | None = None, *, without_family: str = "") -> Rules:
    """The rules of a folder (by default the packaged ones, with the user's own folder over them).

    PatternError names the file, the entry and the reason. Without a family ("F9"), those known from its reports alone are
    left out.
    """
    if folder is None and own is None and (named := os.environ.get(OWN_FOLDER)):
        own = Path(named)
    return _load(folder or patterns_folder(), own, without_family)


@lru_cache(maxsize=8)
def _load(folder: Path, own: Path | None, without_family: str) -> Rules:
    if own is None:
        sources = read_sources(folder)
        key = "-".join((_digest(sources), without_family or "all", regex.__version__, _state_of_this()))
        return kept("rules", key, lambda: _built_in(sources, without_family))
    built_in, digest = _read(folder)
    mine, own_digest = _read_own(own)
    knowledge = overlaid(built_in, mine)
    rules = _rules(knowledge, f"{digest}+{own_digest[:8]}", _limited(knowledge, mine))
    for name in mine.patterns:
        for fault in faults(rules.pattern(name)):
            raise PatternError(rules.pattern(name).file, name, f"{fault}。用 jixiao patterns test 可看全部")
    return _without_family(rules, knowledge, without_family)


def _built_in(sources: Mapping[str, bytes], without_family: str) -> Rules:
    knowledge = gather({name: parse(name, data) for name, data in sources.items()}, "")
    return _without_family(_rules(knowledge, _digest(sources)), knowledge, without_family)


def _state_of_this() -> str:
    """What tells one state of the code that makes rules from another."""
    files = (Path(__file__).with_name(f"{name}.py") for name in _MAKERS)
    states = [(file.stat().st_mtime_ns, file.stat().st_size) for file in files]
    return hashlib.sha256(repr(states).encode()).hexdigest()[:8]


def _digest(sources: Mapping[str, bytes]) -> str:
    return hashlib.sha256(b"\0".join(name.encode() + b"\0" + data for name, data in sources.items())).hexdigest()[:16]


def rules_digest(folder: Path | None = None) -> str:
    """The `digest` of the rules in force, without compiling them."""
    digest = _digest(read_sources(folder or patterns_folder()))
    named = os.environ.get(OWN_FOLDER) if folder is None else None
    return f"{digest}+{_digest(read_sources(Path(named)))[:8]}" if named else digest


def load_own_unproved(own: Path) -> Rules:
    """The rules with a user's own folder, also where the examples of its patterns do not hold yet."""
    built_in, digest = _read(patterns_folder())
    mine, own_digest = _read_own(own)
    knowledge = overlaid(built_in, mine)
    return _rules(knowledge, f"{digest}+{own_digest[:8]}", _limited(knowledge, mine))


def _read(folder: Path, called: str = "") -> tuple[Knowledge, str]:
    """The knowledge of a folder and a digest of its files, which errors call `called` and their own name."""
    sources = read_sources(folder)
    parsed = {name: parse(called + name, data) for name, data in sources.items()}
    return gather(parsed, called), _digest(sources)


def _read_own(own: Path) -> tuple[Knowledge, str]:
    if not own.is_dir():
        raise JixiaoError(f"{own}：没有这个文件夹。--patterns 和 {OWN_FOLDER} 要的是放自己的 .toml 规则文件的文件夹。")
    return _read(own, f"{own}{os.sep}")


def _limited(knowledge: Knowledge, mine: Knowledge) -> Collection[str]:
    """The patterns that run with a time limit: the user's own, or all where the user changes what they are made of."""
    of_layouts = {name for _, layout in mine.layouts.values() for name in layout.patterns}
    return knowledge.patterns.keys() if mine.fragments else {*mine.patterns, *of_layouts}


def _rules(knowledge: Knowledge, digest: str, limited: Collection[str] = ()) -> Rules:
    fragments = whole_fragments({name: (each.file, each.entry) for name, each in knowledge.fragments.items()})
    indicators = indicators_of(knowledge)
    return Rules(
        patterns=tuple(_pattern(each, fragments, name in limited) for name, each in knowledge.patterns.items()),
        words={name: Words(each.entry.words) for name, each in knowledge.words.items()},
        maps={name: dict(pairs) for name, pairs in knowledge.maps.items()},
        digest=digest,
        definitions=tuple(each.entry for each in knowledge.definitions.values()),
        indicators=indicators,
        layouts=_layouts(knowledge, digest, limited, fragments),
        fragments=fragments,
        indicator_names={signless(name): each for each in indicators for name in each.names},
    )  # fmt: skip


def _pattern(each: Placed[PatternEntry], fragments: Mapping[str, str], is_limited: bool) -> Pattern:
    expression = compiled(each.file, each.entry, fragments)
    limit = OWN_SECONDS if is_limited else None
    anchors, edges = anchors_of(expression.pattern), (openings_of(expression.pattern), endings_of(expression.pattern))
    return Pattern(each.group, each.entry, expression, each.file, limit, anchors, *edges)


def _layouts(
    knowledge: Knowledge, digest: str, limited: Collection[str], fragments: Mapping[str, str]
) -> tuple[Layout, ...]:
    def built(own: Knowledge) -> Callable[[], Rules]:
        return lambda: _rules(overlaid(replace(knowledge, layouts={}), own), digest, limited)

    found: list[Layout] = []
    for file, (entry, own) in knowledge.layouts.items():
        claims = compile_regex(file, "layout", expand(file, "layout", entry.claims, fragments))
        layout = Layout(file, entry, claims, built(own))
        for text, wanted in (*((text, True) for text in entry.matches), *((text, False) for text in entry.misses)):
            if layout.claims(normalise(text)) is not wanted:
                raise PatternError(file, "layout", f"claims {'没有认出' if wanted else '误认了'}例句“{text}”")
        found.append(layout)
    return tuple(found)


def _without_family(rules: Rules, knowledge: Knowledge, family: str) -> Rules:
    placed: tuple[Placed[PatternEntry] | Placed[WordsEntry], ...]
    placed = (*knowledge.patterns.values(), *knowledge.words.values())
    known = rules.maps.get("families", {})
    for each in placed:
        if unknown := set(each.entry.family) - set(known):
            reason = f"family 里的 {'、'.join(sorted(unknown))} 在 families.toml 里没有"
            raise PatternError(each.file, each.entry.name, reason)
    if not family:
        return rules
    of_it = {each.entry.name for each in placed if each.entry.family == (family,)}
    return rules.without(of_it, {(name, word) for name in of_it for word in rules.words.get(name, Words())})


def faults(pattern: Pattern) -> Iterator[str]:
    """Where a pattern's own examples contradict it, a sentence each; none, when all is well."""
    for match in pattern.entry.matches:
        text = match["text"]
        found = pattern.search(normalise(text))
        if found is None:
            yield f"没有认出例句“{text}”"
            continue
        for group, wanted in match.items():
            if group == "text":
                continue
            start, end = found.span(group)
            if start < 0:
                yield f"在例句“{text}”里没有找到 {group}"
            elif text[start:end] != wanted:
                yield f"在例句“{text}”里找到的 {group} 是“{text[start:end]}”，不是“{wanted}”"
    for text in pattern.entry.misses:
        if pattern.search(normalise(text)):
            yield f"认出了不该认的例句“{text}”"
