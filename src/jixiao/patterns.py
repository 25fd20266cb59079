"""patterns/*.toml to Rules: the knowledge of wording, compiled and checked once.

A file holds `[[pattern]]` entries (a regular expression with examples) and `[[words]]` entries (a named list of words).
`vocabulary.toml` also holds `[fragments]`: named pieces of regular expression that any pattern uses as `(?&name)`; they
are expanded here, at load, and a misspelt one is an error. Every regex sees text that went through `normalise`.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, Literal

import regex
from pydantic import BaseModel, ConfigDict, ValidationError

from jixiao.errors import PatternError
from jixiao.normalise import normalise

_FRAGMENT = regex.compile(r"\(\?&(\w+)\)")
_STRAY_BRACE = regex.compile(r"(?<!\\[pP]|\\)\{(?!\d+(?:,\d*)?\}|,\d+\})")


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PatternEntry(_Entry):
    """One `[[pattern]]` as written; a match is its `text` and what each named group finds in it."""

    name: str
    finds: str
    within: Literal["heading", "text", "cell", "title", "name"]
    regex: str
    gives: dict[str, str] = {}
    matches: tuple[dict[str, str], ...]
    misses: tuple[str, ...]
    also: tuple[str, ...] = ()
    unseen: str | None = None


class WordsEntry(_Entry):
    """One `[[words]]` as written: a list of words that stages look up by its name."""

    name: str
    finds: str
    words: tuple[str, ...]


class DefinitionEntry(_Entry):
    """One `[[definition]]` as written: labels whose figure is `over` (÷ `under`), by which source, with two examples.

    One that is not `firm` holds only if a report leaves nothing unsaid (预算调整, 结余分配): that it does not is no failure.
    """

    name: str
    rule: Literal["ratio_definition", "balance", "breakdown_sum"]
    labels: tuple[str, ...]
    over: tuple[str, ...]
    under: tuple[str, ...] = ()
    firm: bool = True
    source: str
    holds: str
    breaks: str


class FileEntry(_Entry):
    """One file of patterns/ as written."""

    fragments: dict[str, str] = {}
    pattern: tuple[PatternEntry, ...] = ()
    words: tuple[WordsEntry, ...] = ()
    map: dict[str, dict[str, str]] = {}
    definition: tuple[DefinitionEntry, ...] = ()


@dataclass(frozen=True)
class Pattern:
    """A compiled pattern. `group` is the file it stands in ("scores"); `entry` is what was written there."""

    group: str
    entry: PatternEntry
    compiled: regex.Pattern[str]

    @property
    def name(self) -> str:
        """Its name, unique over all files."""
        return self.entry.name

    def search(self, normalised: str, start: int = 0, end: int | None = None) -> regex.Match[str] | None:
        """The first match in normalised text, or None."""
        return self.compiled.search(normalised, start, len(normalised) if end is None else end)

    def finditer(self, normalised: str, start: int = 0, end: int | None = None) -> Iterator[regex.Match[str]]:
        """Every match in normalised text, from left to right."""
        return self.compiled.finditer(normalised, start, len(normalised) if end is None else end)


@dataclass(frozen=True)
class Rules:
    """Everything in patterns/. `digest` names the state of the knowledge, so that a record says what made it."""

    patterns: tuple[Pattern, ...]
    words: dict[str, tuple[str, ...]]
    maps: dict[str, dict[str, str]]
    digest: str
    definitions: tuple[DefinitionEntry, ...] = ()

    def group(self, group: str, within: str | None = None) -> tuple[Pattern, ...]:
        """The patterns of one file in the order written, or only those for one kind of place."""
        return self._groups.get((group, within), ())

    def pattern(self, name: str) -> Pattern:
        """The pattern of this name; KeyError if there is none."""
        return self._by_name[name]

    def any_of(self, name: str) -> regex.Pattern[str]:
        """One regex that finds any word of a list, the longest first."""
        return _alternation(self.words[name])

    def starting(self, name: str) -> regex.Pattern[str]:
        """One regex that finds any run of words of a list at the start of a text."""
        return _run(self.words[name], r"\s*(?:(?:{})\s*)+")

    def ending(self, name: str) -> regex.Pattern[str]:
        """One regex that finds any run of words of a list at the end of a text."""
        return _run(self.words[name], r"\s*(?:(?:{})\s*)+$")

    @cached_property
    def _by_name(self) -> dict[str, Pattern]:
        return {pattern.name: pattern for pattern in self.patterns}

    @cached_property
    def _groups(self) -> dict[tuple[str, str | None], tuple[Pattern, ...]]:
        groups: dict[tuple[str, str | None], tuple[Pattern, ...]] = {}
        for pattern in self.patterns:
            for key in ((pattern.group, None), (pattern.group, pattern.entry.within)):
                groups[key] = (*groups.get(key, ()), pattern)
        return groups


@lru_cache(maxsize=256)
def _alternation(words: tuple[str, ...]) -> regex.Pattern[str]:
    return regex.compile(_longest_first(words))


@lru_cache(maxsize=256)
def _run(words: tuple[str, ...], shape: str) -> regex.Pattern[str]:
    return regex.compile(shape.replace("{}", _longest_first(words)))


def _longest_first(words: tuple[str, ...]) -> str:
    ordered = sorted({normalise(word) for word in words}, key=lambda word: (-len(word), word))
    return "|".join(map(regex.escape, ordered))


def patterns_folder() -> Path:
    """Where patterns/ lies: inside the installed package, or beside src/ in a checkout."""
    installed = Path(str(resources.files("jixiao"))) / "patterns"
    return installed if installed.is_dir() else Path(__file__).resolve().parents[2] / "patterns"


@lru_cache(maxsize=4)
def load_rules(folder: Path | None = None) -> Rules:
    """The rules of a folder (by default the packaged ones); PatternError names the file, the pattern and the reason."""
    folder = folder or patterns_folder()
    sources = _sources(folder)
    entries = {name: _parse(name, data) for name, data in sources.items()}
    fragments = _expand_fragments(entries)
    patterns: list[Pattern] = []
    words: dict[str, tuple[str, ...]] = {}
    maps: dict[str, dict[str, str]] = {}
    seen: set[str] = set()
    for file, entry in entries.items():
        for written in entry.pattern:
            if written.name in seen:
                raise PatternError(file, written.name, "a pattern of this name stands elsewhere")
            seen.add(written.name)
            patterns.append(_compile(file, written, fragments))
        for listed in entry.words:
            if listed.name in words:
                raise PatternError(file, listed.name, "a list of this name stands elsewhere")
            words[listed.name] = listed.words
        maps.update(entry.map)
    definitions = tuple(each for entry in entries.values() for each in entry.definition)
    return Rules(tuple(patterns), words, maps, _digest(sources), definitions)


@lru_cache(maxsize=4)
def rules_digest(folder: Path | None = None) -> str:
    """The `digest` of the rules of a folder, without compiling them."""
    return _digest(_sources(folder or patterns_folder()))


def _sources(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.toml"))}


def _digest(sources: dict[str, bytes]) -> str:
    return hashlib.sha256(b"\0".join(name.encode() + b"\0" + data for name, data in sources.items())).hexdigest()[:16]


def faults(pattern: Pattern) -> Iterator[str]:
    """Where a pattern's own examples contradict it; none, when all is well. The tests and `--rules` folders run this."""
    for match in pattern.entry.matches:
        text = match["text"]
        found = pattern.search(normalise(text))
        if found is None:
            yield f"does not match {text!r}"
            continue
        for group, wanted in match.items():
            if group != "text" and (start := found.start(group)) >= 0 and text[start : found.end(group)] != wanted:
                yield f"{group} is {text[start : found.end(group)]!r}, not {wanted!r}, in {text!r}"
            elif group != "text" and found.start(group) < 0:
                yield f"{group} finds nothing in {text!r}"
    for text in pattern.entry.misses:
        if pattern.search(normalise(text)):
            yield f"matches {text!r}, which it should miss"


def _parse(file: str, data: bytes) -> FileEntry:
    try:
        raw: dict[str, Any] = tomllib.loads(data.decode())
        return FileEntry.model_validate(raw)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PatternError(file, "-", f"is no TOML: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise PatternError(file, place, first["msg"]) from error


def _expand_fragments(entries: dict[str, FileEntry]) -> dict[str, str]:
    fragments: dict[str, str] = {}
    for file, entry in entries.items():
        for name, text in entry.fragments.items():
            if name in fragments:
                raise PatternError(file, name, "a fragment of this name stands elsewhere")
            fragments[name] = text
    for _ in range(len(fragments)):
        if not any(_FRAGMENT.search(text) for text in fragments.values()):
            return fragments
        fragments = {name: _expand("vocabulary.toml", name, text, fragments) for name, text in fragments.items()}
    if any(_FRAGMENT.search(text) for text in fragments.values()):
        raise PatternError("vocabulary.toml", "fragments", "fragments use one another in a circle")
    return fragments


def _expand(file: str, name: str, text: str, fragments: dict[str, str]) -> str:
    def piece(found: regex.Match[str]) -> str:
        if found[1] not in fragments:
            raise PatternError(file, name, f"uses the fragment {found[1]!r}, which no vocabulary defines")
        return f"(?:{fragments[found[1]]})"

    return _FRAGMENT.sub(piece, text)


def _compile(file: str, entry: PatternEntry, fragments: dict[str, str]) -> Pattern:
    if not entry.matches or not entry.misses:
        raise PatternError(file, entry.name, "needs at least one match and one miss")
    if any("text" not in match for match in entry.matches):
        raise PatternError(file, entry.name, "a match has no text")
    expanded = _expand(file, entry.name, entry.regex, fragments)
    if brace := _STRAY_BRACE.search(entry.regex):
        raise PatternError(file, entry.name, f"has a stray brace at {entry.regex[brace.start() :][:12]!r}")
    try:
        compiled = regex.compile(expanded)
    except regex.error as error:
        raise PatternError(file, entry.name, f"does not compile: {error}") from error
    if unnamed := set(compiled.groupindex) ^ set(entry.gives):
        raise PatternError(file, entry.name, f"`gives` and the named groups differ in {sorted(unnamed)}")
    if unknown := {group for match in entry.matches for group in match} - set(entry.gives) - {"text"}:
        raise PatternError(file, entry.name, f"a match names {sorted(unknown)}, which it does not give")
    return Pattern(file.removesuffix(".toml"), entry, compiled)
