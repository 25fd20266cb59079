"""Patterns to what proves them: examples, the others that know them too, reports in which they match, work that stays small."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import regex
from msgspec import Struct

from jixiao.errors import PatternError
from jixiao.expressions import compile_regex, expand
from jixiao.files import extract_file
from jixiao.linearity import Growth, UnreadRegexError, growth_of
from jixiao.normalise import normalise
from jixiao.patterns import OWN_SECONDS, Pattern, Rules, patterns_folder
from jixiao.record import Record
from jixiao.terms import section_path
from jixiao.watching import Ledger, watched

_AROUND = 20


class Sibling(Struct, frozen=True):
    """Another pattern of the same file and place that finds an example too; `first` if it is tried before."""

    text: str
    pattern: str
    first: bool


def siblings(pattern: Pattern, rules: Rules) -> Iterator[Sibling]:
    """The patterns tried in the same places that also find one of a pattern's matches, but for those it says it knows of."""
    together = rules.group(pattern.group, pattern.entry.within)
    own = [other.name for other in together].index(pattern.name)
    for position, other in enumerate(together):
        if position == own or other.name in pattern.entry.also or pattern.name in other.entry.also:
            continue
        for match in pattern.entry.matches:
            if other.search(normalise(match["text"])):
                yield Sibling(match["text"], other.name, position < own)


class Met(Struct, frozen=True):
    """A place where a regex matches in a report: the sections above it, the text around it, and its named groups."""

    place: str
    before: str
    found: str
    after: str
    groups: tuple[tuple[str, str], ...]


def expression(text: str, rules: Rules) -> regex.Pattern[str]:
    """A regex as one would write it in a pattern, with `(?&fragments)`; PatternError says what is wrong with it."""
    return compile_regex("命令行", None, expand("命令行", None, text, rules.fragments))


def met_in(record: Record, tried: regex.Pattern[str], name: str = "命令行") -> Iterator[Met]:
    """Every place of a report's text where a regex matches; each paragraph is searched for a second at most."""
    for block in record.blocks:
        text = normalise(block.text)
        try:
            for found in tried.finditer(text, timeout=OWN_SECONDS):
                yield _met(record, block.section, block.text, found)
        except TimeoutError as error:
            reason = f"在“{block.text[:_AROUND]}…”这一段里找了 {OWN_SECONDS} 秒还没有结果，请把 regex 改简单"
            raise PatternError(name, None, reason) from error


def _met(record: Record, section: str | None, text: str, found: regex.Match[str]) -> Met:
    start, end = found.span()
    named = {name: found.span(name) for name in found.re.groupindex}
    groups = tuple((name, text[slice(*span)]) for name, span in named.items() if span[0] >= 0)
    place = section_path(record, section)
    return Met(place, text[max(0, start - _AROUND) : start], text[start:end], text[end : end + _AROUND], groups)


def seen_in(files: Sequence[Path], rules: Rules) -> Ledger:
    """What the patterns did while these reports were read."""
    under_watch, ledger = watched(rules)
    for file in files:
        extract_file(file, rules=under_watch)
    return ledger


def corpus_reports() -> tuple[Path, ...]:
    """The reports that the project measures itself by, in a checkout; none in an installed package."""
    return tuple(sorted((patterns_folder().parent / "corpus").glob("*/report.docx")))


def never_met(patterns: Iterable[Pattern], ledger: Ledger) -> tuple[Pattern, ...]:
    """The patterns that matched nowhere and give no reason for it (`unseen`)."""
    return tuple(each for each in patterns if not ledger.matches[each.name] and each.entry.unseen is None)


class Grown(Struct, frozen=True):
    """A pattern whose work grows faster than the text it searches; `growth` is None where that cannot be told."""

    name: str
    file: str
    growth: Growth | None


def grown(patterns: Iterable[Pattern]) -> Iterator[Grown]:
    """The patterns that some text makes slow, or of which that cannot be told; each takes a tenth of a second or so."""
    for each in patterns:
        examples = [normalise(match["text"]) for match in each.entry.matches]
        try:
            growth = growth_of(each.compiled.pattern, examples)
        except UnreadRegexError:
            yield Grown(each.name, each.file, None)
            continue
        if growth:
            yield Grown(each.name, each.file, growth)


def all_patterns(rules: Rules) -> tuple[Pattern, ...]:
    """The patterns of some rules and those that only their layouts have, each once."""
    known = dict.fromkeys((each.file, each.name) for each in rules.patterns)
    own = (each for layout in rules.layouts for each in layout.rules.patterns)
    return (
        *rules.patterns,
        *{(each.file, each.name): each for each in own if (each.file, each.name) not in known}.values(),
    )
